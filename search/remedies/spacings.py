"""Names whose words are joined or split: the same name as another writer spaces it, عبدالعزيز as عبد العزيز.

Pure functions on folded words; which words occur, the caller says. Not for: letters that differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

MAX_SPACINGS = 8
MIN_PART_LETTERS = 2
_ARTICLE = re.compile("^ال(?=..)")


def spacings(words: Sequence[str], occurs: Callable[[str], bool]) -> list[str]:
    """Return the ways to space a name of folded words of which every word occurs, as written first; MAX_SPACINGS.

    occurs: whether some name has a word, or two beside each other. A word may be two, two words may be one.

    >>> spacings(["سلمان", "بن", "عبدالعزيز"], {"سلمان", "بن", "عبد العزيز"}.__contains__)
    ['سلمان بن عبد العزيز']
    """
    begun: list[list[tuple[int, str]]] = [[(0, "")]] + [[] for _ in words]
    for place, word in enumerate(words):
        following = words[place + 1 : place + 2]
        pieces = [
            (0, word, 1),
            *((1, halves, 1) for halves in _halves(word)),
            *((1, word + each, 2) for each in following),
        ]
        found = [each for each in pieces if occurs(each[1])]
        for changes, before in sorted(begun[place])[:MAX_SPACINGS]:
            for change, piece, length in found:
                begun[place + length].append((changes + change, f"{before} {piece}".strip()))
    return [name for _, name in sorted(begun[-1])[:MAX_SPACINGS] if name]


def is_same_name(name: str, other: str) -> bool:
    """Return whether two folded names differ at most in spaces, or in articles.

    >>> is_same_name("عبدالعزيز", "عبد العزيز"), is_same_name("رياض", "الرياض"), is_same_name("رياض", "رياضي")
    (True, True, False)
    """
    return name.replace(" ", "") == other.replace(" ", "") or _without_articles(name) == _without_articles(other)


def without_article(word: str) -> str:
    """Return a folded word without its ال, if two letters or more follow."""
    return _ARTICLE.sub("", word)


def _without_articles(name: str) -> list[str]:
    return list(map(without_article, name.split()))


def _halves(word: str) -> list[str]:
    ends = range(MIN_PART_LETTERS, len(word) - MIN_PART_LETTERS + 1)
    return [f"{word[:end]} {word[end:]}" for end in ends]
