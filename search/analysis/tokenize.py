"""Words of a text, with their places in it.

A word is a run of letters and digits; marks, tatweel and invisible characters go on with a word but
never begin one, and invisible characters never end one. White space, NBSP, `_`, hyphens and punctuation
separate. Numbers are no exception: 2.5 and ١٬٠٠٠ are two words each, side by side, and asked for as such,
which unites all ways of writing them; the Saudi news writes 1.000 twice as often as 1,000, and 1.000 may be
either number. Offsets are code points of the original text. Not for: what a word is looked up by (`levels`).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from itertools import count
from operator import itemgetter
from typing import NamedTuple

from search.analysis.characters import (
    COMBINING,
    COMBINING_ASTRAL,
    EXPANDING_RANGES,
    INVISIBLE_RANGES,
    NEVER_FIRST_RANGES,
    SYMBOLS_OF_WORDS,
)
from search.analysis.normalize import MAX_CACHED_CHARS, MAX_CACHED_FORMS, surface

_LETTER = f"[^\\W_{EXPANDING_RANGES}]"
_FIRST = f"[^\\W_{EXPANDING_RANGES}{NEVER_FIRST_RANGES}]"
_MARK = f"[{COMBINING}{NEVER_FIRST_RANGES}]"
_ASTRAL_MARK = f"(?=[\\U00010000-\\U0010ffff])[{COMBINING_ASTRAL}]"
_JOINED = f"[{INVISIBLE_RANGES}]++(?={_LETTER}|{_MARK}|{_ASTRAL_MARK})"
_WORD = f"{_FIRST}{_LETTER}*+(?:(?:{_MARK}++|{_JOINED}|{_ASTRAL_MARK}){_LETTER}*+)*+"

_SIGN = f"[{EXPANDING_RANGES}{SYMBOLS_OF_WORDS}]"

_words = re.compile(_WORD)
_words_and_signs = re.compile(f"{_WORD}|{_SIGN}")
_sign = re.compile(_SIGN)


class Token(NamedTuple):
    """One word of a text; a tuple because making one is most of what tokenising costs.

    term: its surface form, or its key at the level asked for. start, end: code points of the original
    text, text[start:end] being the whole word with its marks. position: ordinal of the token, from 0.
    """

    term: str
    start: int
    end: int
    position: int


class _Forms(dict[str, str]):
    """Raw word -> surface form, computed on first sight; emptied when full."""

    def __missing__(self, raw: str) -> str:
        form = surface(raw)
        if len(raw) <= MAX_CACHED_CHARS:
            if len(self) >= MAX_CACHED_FORMS:
                self.clear()
            self[raw] = form
        return form


_FORMS = _Forms()


def iter_tokens(text: str) -> Iterator[Token]:
    """Return an iterator over the words of a text in order, each under its surface form.

    One sign that stands for several words (ﷺ) gives one token for each of them, at consecutive positions
    and with the same offsets.
    """
    if _sign.search(text):
        return _iter_words_and_signs(text)
    words = list(_words.finditer(text))
    terms = map(_FORMS.__getitem__, map(itemgetter(0), words))
    return map(Token._make, zip(terms, map(re.Match.start, words), map(re.Match.end, words), count()))


def iter_tokens_among(text: str, wanted: Container[str]) -> Iterator[Token]:
    """Yield those tokens of `iter_tokens(text)` whose term is wanted, twice as fast where few are."""
    if _sign.search(text):
        yield from (token for token in iter_tokens(text) if token.term in wanted)
        return
    forms = _FORMS
    for position, match in enumerate(_words.finditer(text)):
        form = forms[match[0]]
        if form in wanted:
            yield Token(form, match.start(), match.end(), position)


def tokenize(text: str) -> list[Token]:
    """Return the words of a text in order, each under its surface form.

    >>> [(token.term, token.start, token.end) for token in tokenize("قالَ «مُحَمَّد»")]
    [('قال', 0, 4), ('محمد', 6, 14)]
    """
    return list(iter_tokens(text))


def surface_forms(text: str) -> list[str]:
    """Return the terms of `tokenize(text)` alone, several times faster: what indexing needs."""
    if _sign.search(text):
        return [token.term for token in iter_tokens(text)]
    return list(map(_FORMS.__getitem__, _words.findall(text)))


def _iter_words_and_signs(text: str) -> Iterator[Token]:
    position = 0
    for match in _words_and_signs.finditer(text):
        start, end = match.span()
        raw = match[0]
        for term in _expand(raw) if _sign.match(raw) else (_FORMS[raw],):
            yield Token(term, start, end, position)
            position += 1


def _expand(sign: str) -> list[str]:
    """Return the words that one sign stands for."""
    return [surface(word) for word in _words.findall(surface(sign))]
