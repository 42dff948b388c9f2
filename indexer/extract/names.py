"""Names within one article: which of its full names a part stands for, and the canonical form of some organisations.

Pure functions over names; they see no text and no gazetteer. `entities.article` applies them to an article. What one
name is across articles: `aliases`; how names are spelt: `search.names`.
"""

from __future__ import annotations

from collections.abc import Iterable

from search.analysis import fold
from search.names.comparing import same_part
from search.names.spelling import loose_part, name_parts

__all__ = [
    "canonical_organisation",
    "choose_full_name",
    "is_part_of",
    "is_same_name",
    "loose_part",
    "name_parts",
    "same_part",
    "split_abd",
]


def split_abd(name: str) -> str:
    """Return the name with عبد written apart from what it serves: عبدالعزيز gives عبد العزيز."""
    return " ".join(
        f"عبد {word[3:]}" if word.startswith(("عبدال", "عبدرب")) and len(word) > 5 else word for word in name.split(" ")
    )


def is_same_name(one: str, other: str) -> bool:
    """Tell whether two full names are spellings of one: equal parts, or at least two parts that are equal loosely."""
    a, b = name_parts(one), name_parts(other)
    if a == b:
        return True
    return len(a) == len(b) >= 2 and all(map(same_part, a, b))


def is_part_of(short: str, full: str) -> bool:
    """Tell whether the full name ends or begins with an end of the short one and holds all its parts in order."""
    a, b = name_parts(short), name_parts(full)
    if not a or len(a) >= len(b):
        return False
    if not (same_part(a[-1], b[-1]) or same_part(a[0], b[0])):
        return False
    rest = iter(b)
    return all(any(same_part(part, candidate) for candidate in rest) for part in a)


def choose_full_name(short: str, full_names: Iterable[str]) -> str | None:
    """Return the longest full name that the short one is a part of, or None where two different people share it."""
    holders = [full for full in full_names if is_part_of(short, full)]
    if not holders:
        return None
    longest = max(holders, key=lambda full: (len(name_parts(full)), full))
    others_fit = all(full == longest or is_same_name(full, longest) or is_part_of(full, longest) for full in holders)
    return longest if others_fit else None


SHORT_MINISTRIES = frozenset(map(fold, ("الخارجية", "الداخلية", "الدفاع", "المالية", "العدل", "الصحة", "الإعلام")))
"""Ministries that the news names without the word for ministry: الخارجية الروسية. Others keep it."""


def canonical_organisation(name: str) -> str:
    """Return the one form of a ministry with its nationality: الخارجية الروسية, but وزارة الثقافة المصرية."""
    words = name.removeprefix("وزارة ").split(" ")
    if len(words) != 2 or not words[1].endswith("ية"):
        return name
    return " ".join(words) if fold(words[0]) in SHORT_MINISTRIES else name
