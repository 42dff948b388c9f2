"""The two spellings of a word that everything else is built on: posted form and folded form.

`surface` takes off what never decides (marks, tatweel, invisible characters, presentation forms, letter
case, digit sets); `fold` then unites the letters that writers exchange. Both are idempotent, and
fold(surface(x)) == fold(x) for every string. Not for: finding the words of a text (`tokenize`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from search.analysis.characters import (
    BASMALA,
    BASMALA_WORDS,
    FOLDED,
    FREE_MARK_RANGES,
    INVISIBLE_RANGES,
    LATIN_LETTERS,
    MARK_RANGES,
    PRESENTATION_MARK_RANGES,
    TATWEEL,
    YEH,
)

MAX_CACHED_FORMS = 200_000
"""Words remembered by each cache; the 31,030 Saudi articles hold 352,000, half of them once."""
MAX_CACHED_CHARS = 64
"""Longer strings are computed each time: a cache stays within some 40 MB whatever is read."""

_is_plain = re.compile("[ء-غف-ي0-9a-z]*").fullmatch
_has_latin_accents = re.compile("[ß-ʯͰ-Ͽ\u0300-\u036fḀ-ỿἀ-῿]").search
_accents = re.compile("(?<=[a-zß-ʯͰ-Ͽ])[\u0300-\u036f]+")
_foreign_digits = re.compile("[^\\D0-9]")
_before_nfkc = re.compile(f"[{INVISIBLE_RANGES}{TATWEEL}{PRESENTATION_MARK_RANGES}{FREE_MARK_RANGES}]+")
_dotless_seats = re.compile("[ىی](?=[^\\w\\s]*\u0654)")
_marks = re.compile(f"[{MARK_RANGES}]+")


def surface(token: str) -> str:
    """Return the form under which a token is posted: level `exact`, where letters decide and nothing else.

    >>> surface("الرَّحْمٰن"), surface("ﻻ"), surface("١٤٣٨هـ"), surface("Brésil")
    ('الرحمن', 'لا', '1438ه', 'brésil')

    The result may be empty (a tatweel alone). Any string is legal, also several words.
    """
    if _is_plain(token):
        return token
    form = _strip(token)
    # A removed mark may leave a letter beside an accent that now joins it: go on until nothing changes.
    while (again := _strip(form)) != form:
        form = again
    return form


def fold(token: str) -> str:
    """Return a token, or a surface form, at level `folded` (N of evidence/retrieval.md §6).

    >>> fold("أُسْتانة"), fold("مسئول") == fold("مسؤول"), fold("Łódź")
    ('استانه', True, 'lodz')
    """
    return _cached_fold(token) if len(token) <= MAX_CACHED_CHARS else _fold(token)


def fold_text(text: str) -> str:
    """Return a name or phrase folded, its white space collapsed: equal results are the same name.

    >>> fold_text(" سيرغي\\u00a0 لاڤروف\\u200f ")
    'سيرغي لافروف'

    Punctuation stays.
    """
    return " ".join(_fold(text).split())


def _strip(token: str) -> str:
    """Take off once what never decides.

    Invisible characters, tatweel and most marks go before NFKC, else they keep an alef from its combining
    hamza; maddah and hamza go after it, else those of a decomposed آ or أ would go with them. NFKC knows ئ as
    ي and hamza; ى and ی make the same letter.
    """
    token = _before_nfkc.sub("", token).replace(BASMALA, BASMALA_WORDS)
    cased = unicodedata.normalize("NFKC", token).casefold()
    form = _marks.sub("", unicodedata.normalize("NFKC", _dotless_seats.sub(YEH, cased)))
    return _foreign_digits.sub(_ascii_digit, form)


def _ascii_digit(match: re.Match[str]) -> str:
    return str(unicodedata.decimal(match[0]))


def _fold(token: str) -> str:
    form = surface(token).translate(FOLDED)
    return _without_accents(form) if _has_latin_accents(form) else form


_cached_fold = lru_cache(MAX_CACHED_FORMS)(_fold)


def _without_accents(form: str) -> str:
    """Fold Latin and Greek accents. Cyrillic keeps them: й is a letter, not an и with an accent."""
    apart = unicodedata.normalize("NFKD", form)
    return unicodedata.normalize("NFKC", _accents.sub("", apart).translate(LATIN_LETTERS))
