"""From text to class letters: each word, number and sign of a text with its letter, value and offsets.

Not for: what sequences of letters mean (`patterns`). The text itself is never changed: words are folded one
by one (and remembered, so a form costs once), offsets always point into the text as given. Linear: one
regular expression without backtracking, one dictionary look-up a token.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from indexer.extract.dates.vocabulary import Value, build_vocabulary
from search.analysis import fold
from search.analysis.characters import INVISIBLE_RANGES, MARK_RANGES

INVISIBLE = MARK_RANGES + INVISIBLE_RANGES + "\u0300-\u036f"
"""Tashkeel and direction marks: part of the word or number they stand in, never one of their own."""

TOKEN = re.compile(rf"(?:[^\W\d_]++[{INVISIBLE}]*+)++|(?:\d++[{INVISIBLE}]*+)++|\n|[^\s{INVISIBLE}]")
FORMS_KEPT = 100_000
OTHER = "x"
LIKE_SIGNS = {",": "،", "-": "–—−‐", "/": "⁄∕\\", "(": "[（", ")": "]）"}
"""Signs by what they are read as."""
SIGNS = {sign: sign for sign in "()/-,.\n"} | {like: sign for sign, likes in LIKE_SIGNS.items() for like in likes}
FUSED_ARTICLE = "لل"
ARTICLE = "ال"
CLITIC_LESS = frozenset("pwNofrib")
"""Classes that are not looked for behind ف, ب, ل, ك: too short, or another word with it."""


@dataclass(frozen=True, slots=True)
class Form:
    """What one written form is: letter and value, and its proclitics.

    folded: the whole word; core: without proclitics. length: code points up to direction marks at the end.
    special: it has proclitics or may begin a phrase, so that more than one token may come of it.
    """

    letter: str
    value: Value
    clitics: str
    folded: str
    core: str
    length: int
    special: bool


@dataclass(slots=True)
class Tokens:
    """The tokens of a text as parallel lists; `letters` is the string that patterns match."""

    text: str
    letters: str
    starts: list[int]
    ends: list[int]
    values: list[Value]
    folded: list[str]


def _split_vocabulary() -> tuple[dict[str, tuple[str, Value]], dict[str, list[tuple[tuple[str, ...], str, Value]]]]:
    """Return the folded single words, and the folded phrases by first word, longest first."""
    words: dict[str, tuple[str, Value]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str, Value]]] = {}
    for form, (letter, value) in build_vocabulary().items():
        first, *rest = (fold(word) for word in form.split())
        if rest:
            phrases.setdefault(first, []).append((tuple(rest), letter, value))
        else:
            words[first] = (letter, value)
    for options in phrases.values():
        options.sort(key=lambda option: -len(option[0]))
    return words, phrases


WORDS, PHRASES = _split_vocabulary()
_forms: dict[str, Form] = {}


def form_of(written: str) -> Form:
    """Return what a written form is; remembered for the forms seen last."""
    form = _forms.get(written)
    if form is None:
        if len(_forms) >= FORMS_KEPT:
            _forms.clear()
        form = _forms[written] = _read_form(written)
    return form


def _read_form(written: str) -> Form:
    letter, value, clitics, folded, core = _classify(written)
    length = len(written)
    while length > 1 and unicodedata.category(written[length - 1]) == "Cf":
        length -= 1
    return Form(letter, value, clitics, folded, core, length, bool(clitics) or core in PHRASES)


def _classify(written: str) -> tuple[str, Value, str, str, str]:
    """Return letter, value, proclitics, folded word and core of a written form."""
    if written in SIGNS:
        return SIGNS[written], None, "", written, written
    if written[0].isdigit():
        letter, value, digits = _number(written)
        return letter, value, "", digits, digits
    folded = fold(written)
    for clitics, core in _candidates(folded):
        entry = WORDS.get(core)
        if entry and (clitics in ("", "و") or entry[0] not in CLITIC_LESS):
            return entry[0], entry[1], clitics, folded, core
        if core in PHRASES and (clitics or entry is None):
            return OTHER, None, clitics, folded, core
    return OTHER, None, "", folded, folded


OLDEST_YEAR, NEWEST_YEAR = 1000, 2199
"""Numbers outside are no years without more: 3460 م is an area, 7468 سائحاً a count of visitors."""


def _number(written: str) -> tuple[str, Value, str]:
    """Return letter, value and ASCII digits of a number."""
    digits = "".join(str(unicodedata.decimal(sign)) for sign in written if sign.isdecimal())
    if not 1 <= len(digits) <= 4:
        return "n", None, written
    value = int(digits)
    return "d" if len(digits) <= 2 else "y" if OLDEST_YEAR <= value <= NEWEST_YEAR else "n", value, digits


def _candidates(folded: str) -> list[tuple[str, str]]:
    """Return (letters of the proclitics, rest), the whole word first: وللعام -> w, العام."""
    found = [("", folded)]
    if folded[:1] in ("و", "ف") and len(folded) > 2:
        found.append((folded[0], folded[1:]))
    for clitics, rest in tuple(found):
        if rest.startswith(FUSED_ARTICLE) and len(rest) > 4:
            found.append((clitics, ARTICLE + rest[2:]))
        elif rest[:1] in ("ب", "ل", "ك") and len(rest) > 3:
            found.append((clitics + rest[0], rest[1:]))
    return found


@lru_cache(maxsize=32)
def read_tokens(text: str) -> Tokens:
    """Return the tokens of a text with phrases joined and proclitics cut off as tokens of their own.

    The last texts are remembered: an article is read once for its publication and once for its mentions.
    """
    reader = _Reader(text)
    starts: list[int] = []
    forms: list[Form] = []
    for found in TOKEN.finditer(text):
        written = found[0]
        starts.append(found.start())
        forms.append(_forms.get(written) or form_of(written))
    index, count = 0, len(forms)
    while index < count:
        form = forms[index]
        if form.special:
            index += reader.add(starts, forms, index)
        else:
            reader.put(form.letter, starts[index], starts[index] + form.length, form.value, form.folded)
            index += 1
    return _double_months_joined(reader.tokens())


DOUBLE_MONTH = re.compile(r"[Mm](?:\([Mm]\)|[/-]?[Mm])(?![/-]?[Mm])")


def _double_months_joined(tokens: Tokens) -> Tokens:
    """Return the tokens with one month named in two systems made one sure month: يونيو (حزيران)."""
    joined = _Reader(tokens.text)
    taken = 0
    for match in DOUBLE_MONTH.finditer(tokens.letters):
        first, last = match.span()
        names = [place for place in range(first, last) if tokens.letters[place] in "Mm"]
        if tokens.values[names[0]] == tokens.values[names[1]]:
            joined.copy(tokens, taken, first)
            joined.put("M", tokens.starts[first], tokens.ends[last - 1], tokens.values[first], tokens.folded[first])
            taken = last
    if not taken:
        return tokens
    joined.copy(tokens, taken, len(tokens.starts))
    return joined.tokens()


class _Reader:
    """Collects tokens; holds the five lists that grow together."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.letters: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.values: list[Value] = []
        self.folded: list[str] = []

    def tokens(self) -> Tokens:
        return Tokens(self.text, "".join(self.letters), self.starts, self.ends, self.values, self.folded)

    def copy(self, tokens: Tokens, first: int, last: int) -> None:
        """Add a run of tokens as they are."""
        self.letters.extend(tokens.letters[first:last])
        self.starts.extend(tokens.starts[first:last])
        self.ends.extend(tokens.ends[first:last])
        self.values.extend(tokens.values[first:last])
        self.folded.extend(tokens.folded[first:last])

    def add(self, starts: list[int], forms: list[Form], index: int) -> int:
        """Add the proclitics and the word at an index, or the phrase that begins there; return the words taken."""
        start, form = starts[index], forms[index]
        end = start + form.length
        if form.clitics:
            start = self._cut(start, end, form.clitics)
        for rest, letter, value in PHRASES.get(form.core, ()):
            stop = index + 1 + len(rest)
            if tuple(later.folded for later in forms[index + 1 : stop]) == rest:
                self.put(letter, start, starts[stop - 1] + forms[stop - 1].length, value, form.core)
                return len(rest) + 1
        self.put(form.letter, start, end, form.value, form.core if form.clitics else form.folded)
        return 1

    def _cut(self, start: int, end: int, clitics: str) -> int:
        """Add the proclitics as tokens; return where the rest of the word begins."""
        for clitic in clitics:
            after = start + 1
            while after < end and unicodedata.category(self.text[after]) in ("Mn", "Cf", "Lm"):
                after += 1
            self.put("w" if clitic == "و" else "p", start, after, None, clitic)
            start = after
        return start

    def put(self, letter: str, start: int, end: int, value: Value, folded: str) -> None:
        """Add one token."""
        self.letters.append(letter)
        self.starts.append(start)
        self.ends.append(end)
        self.values.append(value)
        self.folded.append(folded)
