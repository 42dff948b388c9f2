"""Canonical forms: when two spellings are one name, and which of an article's full names a part stands for.

Pure functions over names; they see no text and no gazetteer. `entities.article` applies them to an article.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from search.analysis import fold

FOREIGN_LETTERS = str.maketrans({"غ": "ج", "ڤ": "ف", "پ": "ب", "چ": "ج", "گ": "ج", "ث": "ت"})
"""Letters that spell one foreign sound: سيرغي = سيرجي, غوتيريش = جوتيريش."""

LONG_VOWELS = str.maketrans("", "", "اوي")
"""Vowel letters that spellings of foreign names put in or leave out: نتنياهو = نتانياهو."""

VARIANT_WORDS = {"ابن": "بن", "ابا": "ابو", "ابي": "ابو"}
"""Forms of one connector, folded."""

ARABIC_ARTICLE = "ال"
MIN_SKELETON = 3
"""Consonants that must be left before two words are compared without their vowels."""


@lru_cache(maxsize=50_000)
def name_parts(name: str) -> tuple[str, ...]:
    """Return the folded parts of a name, عبد and أبو joined with what follows: عبد الله and عبدالله are one part."""
    parts: list[str] = []
    pending = ""
    for word in name.replace("-", " ").replace(".", " ").split():
        key = fold(word)
        key = VARIANT_WORDS.get(key, key)
        if key in ("عبد", "ابو", "نصر") and not pending:
            pending = key
            continue
        parts.append(pending + key)
        pending = ""
    if pending:
        parts.append(pending)
    return tuple(parts)


@lru_cache(maxsize=50_000)
def loose_part(part: str) -> str:
    """Return a key under which spellings of one foreign name meet; only good inside whole names, never alone."""
    key = part.translate(FOREIGN_LETTERS)
    skeleton = key[:1] + key[1:].translate(LONG_VOWELS)
    return skeleton if len(skeleton) >= MIN_SKELETON else key


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
    return len(a) == len(b) >= 2 and all(map(is_same_part, a, b))


def is_same_part(one: str, other: str) -> bool:
    """Tell whether two parts are one name: equal, or foreign spellings of it."""
    return one == other or (one[:2] != ARABIC_ARTICLE and loose_part(one) == loose_part(other))


def is_part_of(short: str, full: str) -> bool:
    """Tell whether the full name ends or begins with an end of the short one and holds all its parts in order."""
    a, b = name_parts(short), name_parts(full)
    if not a or len(a) >= len(b):
        return False
    if not (is_same_part(a[-1], b[-1]) or is_same_part(a[0], b[0])):
        return False
    rest = iter(b)
    return all(any(is_same_part(part, candidate) for candidate in rest) for part in a)


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
