"""Level `stem` (S): the `prefix` key without inflectional and possessive endings.

Light stemming by a list, measured better than light10, Snowball and root stemmers on news titles and
questions (evidence/retrieval.md §3), with a table of the words whose last letters are their own
(`data/endings.txt`): لبنان is no dual of لبن (milk). The reader's default level searches N, P and S together.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from search.analysis.characters import TEH
from search.analysis.prefix import prefix_key
from search.analysis.proclitics import NOUN, load_proclitics

ROUNDS = 2
MIN_LETTERS_LEFT = 3
SUFFIXES = ("هما", "ها", "ان", "ات", "ون", "ين", "يه", "هم", "هن", "نا", "كم", "وا", "ه", "ي", "ا")
"""Longest first. In folded spelling: ه is also ة, ي also ى."""
POSSESSIVES = frozenset(("هما", "ها", "هم", "هن", "نا", "كم", "ه", "ي"))
MIN_LETTERS_FEMININE = 4
"""Of a shorter word the ت is too often its own (أثبته, نباته)."""

_by_last_letter = {
    letter: tuple((suffix, -len(suffix), len(suffix) + MIN_LETTERS_LEFT) for suffix in SUFFIXES if suffix[-1] == letter)
    for letter in dict.fromkeys(suffix[-1] for suffix in SUFFIXES)
}
_era = re.compile(r"(?<=[0-9])[مه]\Z")
"""Of our era or the Hijra's, glued to the year: 2015م, 1436هـ."""


def stem_key(form: str) -> str:
    """Return the key of a surface form at level `stem`.

    >>> stem_key("والمستشفيات"), stem_key("مستشفى"), stem_key("لبنانية"), stem_key("2015م")
    ('مستشف', 'مستشف', 'لبنان', '2015')
    >>> stem_key("وزارتها"), stem_key("وزارة"), stem_key("أثبتها"), stem_key("أثبت")
    ('وزار', 'وزار', 'اثبت', 'اثبت')
    """
    return strip_suffixes(prefix_key(form))


def strip_suffixes(word: str) -> str:
    """Return a word of level `prefix` without its endings, at most two.

    The longest that fits goes, unless a shorter one leaves a word whose last letters are its own (قانونا is قانون and
    ا, not قانو and نا). With a possessive goes the ت that ة becomes before it, where the rest is the stem of a noun
    (وزارتها). From a word with figures goes the letter of its era alone.
    """
    if not word.isalpha():
        return _era.sub("", word)
    whole = load_whole_words()
    for _ in range(ROUNDS):
        if word in whole or word[-1:] not in _by_last_letter:
            break
        shorter = _without_suffix(word, whole)
        if shorter == word:
            break
        word = shorter[:-1] if _is_feminine(shorter, word[len(shorter) :]) and shorter not in whole else shorter
    return word


def _is_feminine(rest: str, suffix: str) -> bool:
    """Return whether the ت at the end of what stands before a suffix was a ة."""
    return (
        rest[-1] == TEH
        and len(rest) > MIN_LETTERS_FEMININE
        and suffix in POSSESSIVES
        and bool(load_proclitics().stems.get(rest[:-1], 0) & NOUN)
    )


def _without_suffix(word: str, whole: frozenset[str]) -> str:
    longest = ""
    length = len(word)
    for suffix, cut, least in _by_last_letter[word[-1]]:
        if length >= least and word.endswith(suffix):
            rest = word[:cut]
            if rest in whole:
                return rest
            longest = longest or rest
    return longest or word


@cache
def load_whole_words() -> frozenset[str]:
    """Return the words that lose no ending, read once."""
    text = files("search.analysis").joinpath("data", "endings.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
