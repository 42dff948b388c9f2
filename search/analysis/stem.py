"""Level `stem` (S): the `prefix` key without inflectional and possessive endings.

Light stemming by a list, measured better than light10, Snowball and root stemmers on news titles and
questions (evidence/retrieval.md §3). The reader's default level searches N, P and S together.
"""

from __future__ import annotations

from search.analysis.prefix import prefix_key

ROUNDS = 2
MIN_LETTERS_LEFT = 3
SUFFIXES = ("هما", "ها", "ان", "ات", "ون", "ين", "يه", "هم", "هن", "نا", "كم", "وا", "ه", "ي", "ا")
"""Longest first. In folded spelling: ه is also ة, ي also ى."""


def stem_key(form: str) -> str:
    """Return the key of a surface form at level `stem`.

    >>> stem_key("والمستشفيات"), stem_key("مستشفى")
    ('مستشف', 'مستشف')
    """
    return strip_suffixes(prefix_key(form))


def strip_suffixes(word: str) -> str:
    """Return a word of level `prefix` without its endings: the longest that fits, at most twice."""
    for _ in range(ROUNDS):
        word = _without_longest_suffix(word)
    return word


def _without_longest_suffix(word: str) -> str:
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= MIN_LETTERS_LEFT:
            return word[: -len(suffix)]
    return word
