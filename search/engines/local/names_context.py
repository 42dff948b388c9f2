"""ArchiveContext: what the articles of a snapshot say about two values of a facet, for `search.names.proposals`."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from search.engines.local.names_offices import MAX_READ, Offices
from search.engines.local.snapshot import Snapshot
from search.types import DocIds

BESIDE = ("person", "place", "organisation")
"""Facets whose values, in the same article, tell who is meant."""

MAX_ARTICLES = 100
"""Articles of a value that are looked at for what stands beside it."""

Profile = dict[tuple[int, int], float]


class ArchiveContext:
    """Answers for values given by their places in `ordinals`; what was worked out once is remembered."""

    def __init__(self, snapshot: Snapshot, field: str, ordinals: Sequence[int]) -> None:
        """ordinals: of the values, in the facet column of the snapshot."""
        self._snapshot = snapshot
        self._field = field
        self._ordinals = ordinals
        self._columns = {name: snapshot.column(name) for name in dict.fromkeys((*BESIDE, field))}
        self._rarity = {
            name: np.log(max(snapshot.live_count, 1) / np.maximum(column.totals, 1))
            for name, column in self._columns.items()
        }
        self._offices = Offices(snapshot, "person" if field == "speaker" else field)
        self._documents: dict[int, list[DocIds]] = {}
        self._profiles: dict[int, Profile] = {}

    def shared(self, one: int, other: int) -> int:
        """Return how many living articles have both values."""
        pairs = zip(self.documents(one), self.documents(other), strict=True)
        return sum(len(np.intersect1d(a, b, assume_unique=True)) for a, b in pairs)

    def likeness(self, one: int, other: int) -> float | None:
        """Return the cosine of what stands beside the two, rare names weighing more; None where nothing does."""
        own = {self._own_key(one), self._own_key(other)}
        a, b = ({key: weight for key, weight in self._profile(each).items() if key not in own} for each in (one, other))
        lengths = (math.sqrt(sum(weight * weight for weight in profile.values())) for profile in (a, b))
        product = math.prod(lengths)
        if not product:
            return None
        return sum(weight * b[key] for key, weight in a.items() if key in b) / product

    def said(self, one: int, other: int) -> tuple[float, str] | None:
        """Return 0 to 1, how much of what articles say beside one name they say beside the other, and the words."""
        return self._offices.compare(self._named(one), self._named(other))

    def _named(self, place: int) -> tuple[str, list[int]]:
        """Return a value and the numbers of some articles that have it."""
        pairs = zip(self._snapshot.segments, self.documents(place), strict=True)
        numbers = [segment.base + doc for segment, ids in pairs for doc in ids[:MAX_READ].tolist()]
        return self._columns[self._field].value(self._ordinals[place]), numbers[:MAX_READ]

    def documents(self, place: int) -> list[DocIds]:
        """Return for each segment the living documents of a value."""
        found = self._documents.get(place)
        if found is None:
            column = self._columns[self._field]
            value = column.value(self._ordinals[place])
            found = self._documents[place] = [
                segment.living(ids)
                for index, segment in enumerate(self._snapshot.segments)
                for ids in column.documents(index, [value]) or [np.empty(0, np.uint32)]
            ]
        return found

    def _own_key(self, place: int) -> tuple[int, int]:
        return list(self._columns).index(self._field), self._ordinals[place]

    def _profile(self, place: int) -> Profile:
        """Return (column, ordinal) → weight of the values that stand in the articles of a value."""
        found = self._profiles.get(place)
        if found is None:
            found = self._profiles[place] = {}
            left = MAX_ARTICLES
            for index, ids in enumerate(self.documents(place)):
                for number, (name, column) in enumerate(self._columns.items()):
                    for ordinal in column.ordinals_of(index, ids[:left]).tolist():
                        key = (number, ordinal)
                        found[key] = found.get(key, 0.0) + float(self._rarity[name][ordinal])
                left -= min(left, len(ids))
        return found
