"""What a written form is: its class letter, its value, and the proclitics before it; each form is read once.

Not for: texts (`lexer`). Words are folded here, so that hamza, marks and tatweel decide nothing; the one exception
is named below.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from indexer.extract.dates.vocabulary import Value, build_vocabulary
from search.analysis import fold

FORMS_KEPT = 100_000
OTHER = "x"
LIKE_SIGNS = {",": "،", "-": "–—−‐_", "/": "⁄∕\\", "(": "[（", ")": "]）"}
"""Signs by what they are read as."""
SIGNS = {sign: sign for sign in "()/-,.\n"} | {like: sign for sign, likes in LIKE_SIGNS.items() for like in likes}
TATWEEL = "\u0640"
"""Alone between numbers it stands for a dash: 2016ـ2017."""
TOUCHED, HAMZA = ("لامس", "ولامس"), "\u0623"
"""لامس touched, لأمس of yesterday: here the hamza decides."""
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


def remembered_forms() -> dict[str, Form]:
    """Return the forms seen last, for the loop that looks each word up; `form_of` reads the others."""
    return _forms


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
    if folded in TOUCHED and HAMZA not in written:
        return OTHER, None, "", folded, folded
    if not folded and TATWEEL in written:
        return "-", None, "", "-", "-"
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
