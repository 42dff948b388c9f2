"""From a surface form to its key at any level, by the level's name.

The engine builds its families with `key_of`; `analyze` shows what a whole text becomes at one level.
Not for: what a search at a level unites (the precision ladder, which the query side knows).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from search.analysis.folded import folded_key
from search.analysis.normalize import surface
from search.analysis.prefix import prefix_key, strip_proclitics
from search.analysis.root import root_key
from search.analysis.skeleton import keep_consonants, skeleton_key
from search.analysis.stem import stem_key, strip_suffixes
from search.analysis.tokenize import Token, iter_tokens

ANALYSIS_VERSION = "2"
"""Recorded in every index. Change it with any change that changes a surface form: the articles must be read again."""

FAMILIES_VERSION = "2"
"""Recorded with every family map. Change it with any change that changes a key but no surface form: the maps are
made anew from the dictionary (`fihris rebuild-families`), no article is read."""

_KEY_FUNCTIONS: dict[str, Callable[[str], str]] = {
    "exact": surface,
    "folded": folded_key,
    "prefix": prefix_key,
    "stem": stem_key,
    "skeleton": skeleton_key,
    "root": root_key,
}

LEVELS = tuple(_KEY_FUNCTIONS)
"""The names of the levels; the first five coarsen in this order."""


@lru_cache(maxsize=1 << 18)
def key_of(form: str, level: str) -> str:
    """Return the single key of a surface form at a level, never empty for a form that is not.

    >>> key_of("القمة", "stem")
    'قمه'

    Raises ValueError if the level is unknown.
    """
    return _key_function(level)(form)


def keys_at_levels(form: str) -> tuple[str, str, str, str, str]:
    """Return the keys of a surface form at the levels folded, prefix, stem, skeleton and root.

    The same as `key_of` for each, a third of the time: each level is made from the one before. Nothing is cached.
    """
    folded = folded_key(form)
    prefix = strip_proclitics(folded)
    stem = strip_suffixes(prefix)
    return folded, prefix, stem, keep_consonants(stem), root_key(form)


def analyze(text: str, level: str) -> list[Token]:
    """Return the words of a text, each under its key at a level; offsets point into the text as given.

    >>> [token.term for token in analyze("في القِمّة العربية", "prefix")]
    ['في', 'قمه', 'عربيه']

    Any text is legal. Raises ValueError if the level is unknown.
    """
    _key_function(level)
    return [Token(key_of(token.term, level), token.start, token.end, token.position) for token in iter_tokens(text)]


def _key_function(level: str) -> Callable[[str], str]:
    try:
        return _KEY_FUNCTIONS[level]
    except KeyError:
        raise ValueError(f"unknown analysis level {level!r}: choose one of {', '.join(LEVELS)}") from None
