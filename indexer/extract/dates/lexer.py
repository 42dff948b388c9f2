"""From text to class letters: each word, number and sign of a text with its letter, value and offsets.

Not for: single forms (`forms`), or what sequences of letters mean (`patterns`). The text itself is never changed,
offsets always point into it as given. Linear: one regular expression without backtracking, one dictionary look-up a
token.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from indexer.extract.dates.forms import PHRASES, Form, form_of, remembered_forms
from indexer.extract.dates.vocabulary import Value
from search.analysis.characters import INVISIBLE_RANGES, MARK_RANGES

INVISIBLE = MARK_RANGES + INVISIBLE_RANGES + "\u0300-\u036f"
"""Tashkeel and direction marks: part of the word or number they stand in, never one of their own."""

TOKEN = re.compile(rf"(?:[^\W\d_]++[{INVISIBLE}]*+)++|(?:\d++[{INVISIBLE}]*+)++|\n|[^\s{INVISIBLE}]")
TEXTS_REMEMBERED = 16
LONGEST_REMEMBERED = 100_000
"""Code points; tokens take some forty times the memory of their text."""


@dataclass(slots=True)
class Tokens:
    """The tokens of a text as parallel lists; `letters` is the string that patterns match."""

    text: str
    letters: str
    starts: list[int]
    ends: list[int]
    values: list[Value]
    folded: list[str]


def read_tokens(text: str) -> Tokens:
    """Return the tokens of a text with phrases joined and proclitics cut off as tokens of their own.

    The last texts are remembered: an article is read once for its publication and once for its mentions.
    """
    return _remembered_tokens(text) if len(text) <= LONGEST_REMEMBERED else _read_tokens(text)


@lru_cache(maxsize=TEXTS_REMEMBERED)
def _remembered_tokens(text: str) -> Tokens:
    return _read_tokens(text)


def _read_tokens(text: str) -> Tokens:
    reader = _Reader(text)
    starts: list[int] = []
    forms: list[Form] = []
    known = remembered_forms()
    for found in TOKEN.finditer(text):
        written = found[0]
        starts.append(found.start())
        forms.append(known.get(written) or form_of(written))
    index, count = 0, len(forms)
    while index < count:
        form = forms[index]
        if form.special:
            index += reader.add(starts, forms, index)
        else:
            reader.put(form.letter, starts[index], starts[index] + form.length, form.value, form.folded)
            index += 1
    return _double_months_joined(reader.tokens())


DOUBLE_MONTH = re.compile(r"(?:[Mm]\([Mm]\)|\([Mm]\)[Mm]|[Mm][/-]?[Mm](?![/-]?[Mm]))")


def _double_months_joined(tokens: Tokens) -> Tokens:
    """Return the tokens with one month named in two systems made one sure month: يونيو (حزيران)."""
    joined = _Reader(tokens.text)
    taken = 0
    for match in DOUBLE_MONTH.finditer(tokens.letters):
        first, last = match.span()
        names = [place for place in range(first, last) if tokens.letters[place] in "Mm"]
        if tokens.values[names[0]] == tokens.values[names[1]]:
            joined.copy(tokens, taken, first)
            name = names[0]
            joined.put("M", tokens.starts[first], tokens.ends[last - 1], tokens.values[name], tokens.folded[name])
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
