"""Comparing two names: whether one spells or shortens the other, by which rule, and how sure the rule is.

Not for: what the articles say for or against it (`proposals`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.names.spelling import ARTICLE, SON_OF, SOUNDS, is_native, loose_part, name_parts

CHEAP = 0.3
"""What a letter costs that spellings of one foreign name exchange, put in or leave out; another letter costs 1."""

MAX_COST_PER_LETTER = 0.2
"""Of the shorter word: شافيز = تشافيز, but not كنيغ = جانياك."""

MAX_COST = 1.2
VOWEL_LETTERS = frozenset("اويءه")
MAX_COMPARED_LETTERS = 24
"""Longer words are not aligned; no name has them."""

Parts = Sequence[str]


@dataclass(frozen=True, slots=True)
class Relation:
    """How two names hang together. rule: "spelling", "foreign", "son", "middle", "front" or "back".

    confidence: of the rule alone, 0 to 1. evidence: one English clause for a reader.
    """

    rule: str
    confidence: float
    evidence: str

    @property
    def shortens(self) -> bool:
        """Return whether one name has parts that the other lacks."""
        return self.rule in ("middle", "front", "back")


def compare_names(one: str, other: str, kind: str) -> Relation | None:
    """Return how two values of a facet may be one, or None. kind: "person", "place", "organisation", or another facet.

    Persons need two parts; others are compared word by word and never shortened.
    """
    a, b = name_parts(one), name_parts(other)
    if not a or not b:
        return None
    if kind != "person":
        return _compare_whole(a, b, minimum=1, article=True)
    if len(a) < 2 or len(b) < 2:
        return None
    return _compare_whole(a, b, minimum=2, article=False) or _compare_shortened(
        *sorted((a, b), key=lambda parts: sum(part != SON_OF for part in parts))
    )


def _compare_whole(a: Parts, b: Parts, *, minimum: int, article: bool) -> Relation | None:
    """Return how names of the same parts are one. article: the parts may have an ال of their own."""
    if a == b or "".join(a) == "".join(b):
        return Relation("spelling", 0.97, "the same letters but for hamzas, dots, spaces and the like")
    if len(a) != len(b):
        return None
    differing = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    costs = [_part_cost(x, y, article=article) for x, y in differing]
    total = sum(cost for cost in costs if cost is not None)
    if None in costs or total > MAX_COST or (len(a) < 2 and (minimum > 1 or min(map(len, (a[0], b[0]))) < 5)):
        return None
    shown = ", ".join(f"{x} = {y}" for x, y in differing)
    alone = 0.15 if len(a) == 1 else 0.0
    return Relation(
        "foreign", round(0.93 - 0.2 * max(total - CHEAP, 0) - alone, 3), f"spellings of a foreign name: {shown}"
    )


def _compare_shortened(short: Parts, full: Parts) -> Relation | None:
    """Return how the shorter name shortens the fuller: the son's بن, middle names, or one end left out."""
    bare, whole = ([part for part in parts if part != SON_OF] for parts in (short, full))
    if len(bare) < 2:
        return None
    if bare == whole:
        return Relation("son", 0.9, "the same but for بن")
    added = " ".join(_missing(bare, whole) or ())
    if not added:
        return None
    if same_part(bare[0], whole[0]) and same_part(bare[-1], whole[-1]):
        return Relation("middle", 0.72, f"the same first and last name, without {added}")
    if all(map(same_part, bare, whole)):
        return Relation("front", 0.75 if len(bare) > 2 else 0.55, f"the same first names, without {added}")
    if all(map(same_part, bare[::-1], whole[::-1])) and not is_father(bare, whole, full):
        return Relation("back", 0.75 if len(bare) > 2 else 0.65, f"the same last names, without {added}")
    return None


FIRST_OF_TWO = frozenset(("محمد", "السيد", "الحاج", "الشيخ"))
"""What stands before a first name and may be left out: محمد حسني مبارك is حسني مبارك."""


def is_father(short: Parts, bare: Parts, full: Parts) -> bool:
    """Tell whether the shorter name is rather the father's: طارق محمود علوي is the son of محمود علوي.

    bare: the full name without its بن.
    """
    places = [place for place, part in enumerate(full) if part != SON_OF]
    before = places[-len(short)] - 1
    if before >= 0 and full[before] == SON_OF:
        return True
    return is_native(short[0]) and not FIRST_OF_TWO.issuperset(bare[: len(bare) - len(short)])


def _missing(short: Parts, full: Parts) -> list[str] | None:
    """Return the parts of the full name that the short one lacks, None where it has others."""
    missing: list[str] = []
    rest = iter(short)
    wanted = next(rest, None)
    for part in full:
        if wanted is not None and same_part(part, wanted):
            wanted = next(rest, None)
        else:
            missing.append(part)
    return missing if wanted is None else None


def same_part(one: str, other: str) -> bool:
    """Tell whether two folded parts are one name: equal, or foreign spellings of it."""
    return one == other or _part_cost(one, other, article=False) is not None


def _part_cost(one: str, other: str, *, article: bool) -> float | None:
    """Return what it costs to spell one part as the other, or None where they are two names."""
    if article and one.startswith(ARTICLE) and other.startswith(ARTICLE):
        one, other = one[len(ARTICLE) :], other[len(ARTICLE) :]
    if is_native(one) or is_native(other) or loose_part(one) != loose_part(other):
        return None
    cost = spelling_cost(one, other)
    return cost if cost <= min(MAX_COST, MAX_COST_PER_LETTER * min(len(one), len(other))) else None


@lru_cache(maxsize=50_000)
def spelling_cost(one: str, other: str) -> float:
    """Return the weighted edit distance of two folded words: letters of one sound and vowels are cheap.

    Wagner–Fischer; infinite for words longer than any name.
    """
    if max(len(one), len(other)) > MAX_COMPARED_LETTERS:
        return float("inf")
    row = [0.0]
    for letter in other:
        row.append(row[-1] + _gap(letter))
    for letter in one:
        previous, row = row, [row[0] + _gap(letter)]
        for place, candidate in enumerate(other, 1):
            row.append(
                min(
                    previous[place] + _gap(letter),
                    row[place - 1] + _gap(candidate),
                    previous[place - 1] + _exchange(letter, candidate),
                )
            )
    return round(row[-1], 3)


def _gap(letter: str) -> float:
    return CHEAP if letter in VOWEL_LETTERS else 1.0 - CHEAP


def _exchange(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if one.translate(SOUNDS) == other.translate(SOUNDS) or {one, other} <= VOWEL_LETTERS:
        return CHEAP
    return 1.0
