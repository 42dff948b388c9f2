"""Judging: how sure it is that two related values are one, from the rule that relates them and from the archive.

The odds of the rule, and what is added to them: how rare the name is, for how many fuller names a short one may stand,
whether articles name both, and what stands beside the two. Not for: which values are looked at (`proposals`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from search.names.comparing import Relation
from search.names.spelling import SON_OF, loose_part, name_parts

HIGH, MEDIUM, LOWEST = 0.9, 0.7, 0.5
"""Least confidence of the bands "high", "medium" and "low"; what is less sure is not proposed."""


@dataclass(frozen=True, slots=True)
class NameValue:
    """A value of a facet and the living articles that have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class NameEntry:
    """A value as it is shown. variants: itself and the values merged into it, counted as written; empty if none is."""

    value: str
    count: int
    variants: tuple[NameValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """The proposal to show `member` under `canonical`. confidence: 0 to 1. rule: of the comparison.

    evidence: English sentences for a reader, what speaks for it and against it.
    """

    field: str
    canonical: NameValue
    member: NameValue
    rule: str
    confidence: float
    evidence: str

    @property
    def band(self) -> str:
        """Return "high", "medium" or "low"."""
        return "high" if self.confidence >= HIGH else "medium" if self.confidence >= MEDIUM else "low"


class Context(Protocol):
    """What the articles say about two values, by their places in the list of values."""

    def said(self, one: int, other: int) -> tuple[float, str] | None:
        """Return 0 to 1, how much of the words beside one value stands beside the other, and some of them.

        Asked for values in doubt alone: it reads articles. None where nothing telling stands there.
        """

    def shared(self, one: int, other: int) -> int:
        """Return how many articles have both values."""

    def likeness(self, one: int, other: int) -> float | None:
        """Return 0 to 1, how alike the names are that stand beside the two; None where too little stands there."""


Pair = tuple[int, int]
"""Two places in the list of values."""


MIN_DOUBT, MAX_DOUBT = -1.0, 2.2
"""Log-odds between which articles are read: confidences of .27 to .9."""

UNSEEN = 0.5
"""Bearers of a part that the archive does not name."""


class Judge:
    """Turns related pairs into proposals: the odds of the rule, and what the archive says for or against."""

    def __init__(
        self,
        field: str,
        values: Sequence[NameValue],
        known: Sequence[str | None],
        context: Context,
        related: Sequence[tuple[Pair, Relation]],
    ) -> None:
        """known: the well-known name of each value, or None. related: all pairs that will be judged."""
        self._field = field
        self._values = values
        self._known = known
        self._context = context
        self._rivals = _count_rivals(related, values)
        self._bearers = Counter(part for each in values for part in set(name_parts(each.value)))

    def proposal(self, pair: Pair, relation: Relation) -> tuple[Pair, Proposal]:
        """Return ((canonical, member), proposal)."""
        values = self._values
        canonical, member = sorted(pair, key=lambda place: rank(values[place], self._known[place]), reverse=True)
        sentences = [relation.evidence]
        odds = math.log(relation.confidence / (1 - relation.confidence))
        for weight, sentence in self._weigh(pair, relation):
            odds += weight
            sentences.append(sentence)
        if MIN_DOUBT < odds < MAX_DOUBT and (said := self._context.said(*pair)):
            share, words = said
            odds += min(max(6 * (share - 0.2), -0.8), 0.8 * len(words.split()), 2.5)
            sentences.append(f"said of both: {words}" if share > 0.2 else "but other things are said of them")
        confidence = round(1 / (1 + math.exp(-odds)), 3)
        evidence = "; ".join(sentences) + "."
        return (canonical, member), Proposal(
            self._field, values[canonical], values[member], relation.rule, confidence, evidence
        )

    def _weigh(self, pair: Pair, relation: Relation) -> Iterator[tuple[float, str]]:
        """Yield (log-odds, clause) of each thing that speaks for or against a pair."""
        if relation.shortens or relation.rule == "son":
            yield self._rarity(pair)
        if relation.shortens and (several := max(self._rivals.get(place, 0) for place in pair)) > 1:
            yield -0.9 * min(several - 1, 4), f"but the short name may be any of {several}"
        if shared := self._context.shared(*pair):
            against = {"listed": 0.0, "spelling": -0.5}.get(relation.rule, -2.5)
            yield against, f"but {shared:,} article{'s' if shared > 1 else ''} name both"
        likeness = self._context.likeness(*pair)
        if likeness is not None:
            much = "much" if likeness >= 0.4 else "something" if likeness >= 0.15 else "little"
            weight = min(max(5 * (likeness - 0.15), -0.7), 2.0)
            yield weight, f"{'and' if weight > 0 else 'but'} {much} of what stands beside them is the same"

    def _rarity(self, pair: Pair) -> tuple[float, str]:
        """Return the weight of how many people beside these two bear, by chance, the parts that both names have.

        Agreement on rare values weighs more: Newcombe 1959, Fellegi and Sunter 1969.
        """
        short = min((name_parts(self._values[place].value) for place in pair), key=len)
        expected = float(len(self._values))
        for part in short:
            if part != SON_OF:
                expected *= (self._bearers[part] - len(pair) + UNSEEN) / len(self._values)
        weight = min(max(-0.5 * math.log(max(expected, 1e-6) / 0.1), -1.5), 1.0)
        return weight, "a rare name" if weight > 0.5 else "a common name" if weight < 0 else "a name of some people"


def _count_rivals(related: Sequence[tuple[Pair, Relation]], values: Sequence[NameValue]) -> dict[int, int]:
    """Return for each short name how many different fuller names it may stand for."""
    holders: dict[int, set[tuple[str, ...]]] = {}
    for (one, other), relation in related:
        if relation.shortens:
            short, full = sorted((one, other), key=lambda place: len(name_parts(values[place].value)))
            parts = (part for part in name_parts(values[full].value) if part != SON_OF)
            holders.setdefault(short, set()).add(tuple(map(loose_part, parts)))
    return {short: len(_longest(names)) for short, names in holders.items()}


def _longest(names: set[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the names that no other of them continues or begins before."""
    return [
        name
        for name in names
        if not any(len(name) < len(other) and name in (other[: len(name)], other[-len(name) :]) for other in names)
    ]


CAREFUL_LETTERS = frozenset("أإآؤئة")
"""Letters that hasty writing puts others for: a spelling that has them is the better one of two."""


def rank(each: NameValue, known: str | None) -> tuple[bool, bool, float, int, int, str]:
    """Order values for the canonical one: the well-known spelling, then the more frequent, then the fuller.

    A careful spelling counts up to half as much again as a hasty one.
    """
    care = min(sum(map(each.value.count, CAREFUL_LETTERS)), 2)
    frequency = each.count * (1 + care / 4)
    parts = name_parts(each.value)
    return known == each.value, known is not None, frequency, len(parts), each.value.count(" "), each.value
