"""The order of the Arabic alphabet, for lists that people read.

Code points will not do: ال would file half of all names under ا, and ة, ى or ی stand far from where a
reader looks. Follows the CLDR collation of Arabic (ة beside ت, ى beside ي, Arabic before Latin), and
Arabic indexes in passing over the article. Not for: equality of names (`normalize.fold_text`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from search.analysis.characters import (
    ALEF,
    ALEF_MAKSURA,
    ARTICLE,
    FOREIGN_LETTERS,
    SEATED_ALEFS,
    TEH,
    TEH_MARBUTA,
    WAW,
    WAW_HAMZA,
    YEH,
    YEH_HAMZA,
)
from search.analysis.normalize import MAX_CACHED_CHARS, MAX_CACHED_FORMS, fold, surface

ALPHABET = "ءابپتثجچحخدذرزژسشصضطظعغفڤقكگلمنهوي"
"""The Arabic letters in order, those for sounds Arabic lacks behind the letter that stands in for them."""

_article = re.compile(rf"\b{ARTICLE}(?!له\b)(?=\w\w)")  # the ال of الله stays
_separators = re.compile(r"[\W_]+")

_SEATS = dict.fromkeys(map(ord, SEATED_ALEFS), ALEF) | {
    ord(WAW_HAMZA): WAW,
    ord(YEH_HAMZA): YEH,
    ord(ALEF_MAKSURA): YEH,
    ord(TEH_MARBUTA): TEH,
}
_TO_ALPHABET = _SEATS | {code: letter for code, letter in FOREIGN_LETTERS.items() if chr(code) not in ALPHABET}
_ARABIC_BASE, _OTHER_BASE = 0xE000, "\uf000"
_PLACES = {letter: chr(_ARABIC_BASE + place) for place, letter in enumerate(ALPHABET)}


def collation_key(text: str) -> str:
    """Return a string to sort a name by: digits, then the Arabic alphabet, then Latin and other scripts.

    >>> sorted(["لندن", "القاهرة", "Berlin", "أبها", "بيروت"], key=collation_key)
    ['أبها', 'بيروت', 'القاهرة', 'لندن', 'Berlin']

    Article, hamza, marks and punctuation are passed over, so that different names may share a key: sort
    by (collation_key(name), name) where the order must be total. The article is told by its bare alef:
    ألمانيا keeps its first letters, المانيا does not.
    """
    return " ".join(filter(None, map(_key_of, text.split())))


def _key_of(chunk: str) -> str:
    """Return the key of what stands between white space; names of an archive are made of few words again and again."""
    return _cached_key(chunk) if len(chunk) <= MAX_CACHED_CHARS else _key(chunk)


def _key(chunk: str) -> str:
    words = _separators.sub(" ", _article.sub("", surface(chunk)).translate(_TO_ALPHABET)).strip()
    return "".join(map(_ordered, words))


_cached_key = lru_cache(MAX_CACHED_FORMS)(_key)


def _ordered(char: str) -> str:
    """Return what sorts at the character's place: space and digits before the alphabet, the rest behind it."""
    if char in " 0123456789":
        return char
    return _PLACES.get(char) or _OTHER_BASE + fold(char)


def initial(key: str) -> str:
    """Return the heading that a collation key stands under: an Arabic letter, "0" for digits, "A" for other letters.

    >>> [initial(collation_key(name)) for name in ("القاهرة", "أبها", "14 آذار", "BBC", "...")]
    ['ق', 'ا', '0', 'A', '']
    """
    if not key or key[0] == " ":
        return ""
    if key[0].isdecimal():
        return "0"
    place = ord(key[0]) - _ARABIC_BASE
    return ALPHABET[place] if 0 <= place < len(ALPHABET) else "A"
