"""Counting the values of a terms facet: one pass over the values of the matching documents, then the top of them.

Costs grow with the matches and their values, not with the archive nor with how many values the facet has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from types import ModuleType

import numpy as np
import numpy.typing as npt

from search.execution.scratch import Scratch
from search.facets.columns import FacetColumn
from search.results import FacetValue, TermFacet
from search.types import DocIds, Mask

Int32s = npt.NDArray[np.int32]
Touched = npt.NDArray[np.uint32]

COMPLEMENT_SHARE = 0.5
"""Where more of the archive is counted, the documents that are not are counted and taken off the totals."""

DEFAULT_VALUES = 50
"""Values returned per facet beside those pinned; more are fetched through `Engine.facet_values`."""


class Pins:
    """The values of one facet that the request names, in the order selected, required, excluded."""

    def __init__(self, selected: Iterable[str], required: Iterable[str], excluded: Iterable[str]) -> None:
        """Keep the three lists."""
        self.selected = tuple(selected)
        self.required = tuple(required)
        self.excluded = tuple(excluded)

    def all(self) -> tuple[str, ...]:
        """Return every pinned value once."""
        return tuple(dict.fromkeys(self.selected + self.required + self.excluded))


class TermCounter:
    """Counts the terms facets of one request with the scratch arrays of one thread."""

    def __init__(self, kernels: ModuleType, scratch: Scratch, living: Sequence[tuple[Mask | None, int, int]]) -> None:
        """kernels: `load_kernels()`. living: for each segment its living documents (None: all), their number, all."""
        self._kernels = kernels
        self._scratch = scratch
        self._living = living
        self._complements: dict[int, tuple[DocIds, DocIds]] = {}

    def facet(
        self,
        column: FacetColumn,
        documents: Sequence[DocIds],
        pins: Pins,
        removed_by: Callable[[str], int],
        *,
        limit: int = DEFAULT_VALUES,
        allowed: Mask | None = None,
    ) -> TermFacet:
        """Return the facet: pinned values first, then the most frequent, ties by code points.

        documents: for each segment those that the facet counts. removed_by: excluded value → hits that its exclusion
        removes. allowed: (values,) bool, restricts the unpinned values (search inside a facet).
        """
        counted = sum(map(len, documents))
        if allowed is None and counted > COMPLEMENT_SHARE * sum(count for _, count, _ in self._living):
            others = [self._complement(index, ids) for index, ids in enumerate(documents)]
            counts: _Counts = _CountsOfRest(column, *self._count(column, others), self._kernels)
        else:
            counts = _Counts(column, *self._count(column, documents), self._kernels)
            if allowed is not None:
                counts.listed = counts.listed[allowed[counts.listed]]
        try:
            return _shown(counts, pins, removed_by, limit)
        finally:
            counts.reset()

    def counts(
        self, column: FacetColumn, documents: Sequence[DocIds]
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Return the ordinals of all values that the documents have, increasing, and how many documents have each."""
        if sum(map(len, documents)) == sum(count for _, count, _ in self._living):
            ordinals = np.flatnonzero(column.totals)
            return ordinals, column.totals[ordinals].astype(np.int64)
        counts, touched = self._count(column, documents)
        ordinals = np.sort(touched).astype(np.int64)
        amounts = counts[ordinals].astype(np.int64)
        self._kernels.reset(touched, counts)
        return ordinals, amounts

    def _complement(self, index: int, ids: DocIds) -> DocIds:
        """Return the living documents of a segment that are not among `ids`: the same for most facets of a request."""
        known = self._complements.get(index)
        if known is None or known[0] is not ids:
            live, living, doc_count = self._living[index]
            mask = _NO_MASK if live is None else live
            others = self._kernels.complement(ids, mask, doc_count, living - len(ids))
            known = self._complements[index] = (ids, others)
        return known[1]

    def _count(self, column: FacetColumn, documents: Sequence[DocIds]) -> tuple[Int32s, Touched]:
        counts = self._scratch.counts(len(column))
        touched = self._scratch.touched(len(column))
        distinct = 0
        for ids, segment, translation in zip(documents, column.segments, column.translations, strict=True):
            distinct = self._kernels.count_values(
                ids, segment.offsets, segment.ordinals, translation, counts, touched, distinct
            )
        return counts, touched[:distinct]


class _Counts:
    """counts: (values,) int32. touched: the ordinals whose count is not 0, in no order. listed: those that may show."""

    def __init__(self, column: FacetColumn, counts: Int32s, touched: Touched, kernels: ModuleType) -> None:
        self.column = column
        self.listed = touched
        self._counts = counts
        self._touched = touched
        self._kernels = kernels

    def distinct(self) -> int:
        return len(self.listed)

    def top(self, wanted: int) -> list[int]:
        ordinals: list[int] = self._kernels.select_top(self.listed, self._counts, wanted).tolist()
        return ordinals

    def of(self, ordinals: Sequence[int]) -> list[int]:
        amounts: list[int] = self._counts[ordinals].tolist() if ordinals else []
        return amounts

    def is_listed(self, ordinal: int) -> bool:
        return bool(self.of([ordinal])[0]) and bool((self.listed == ordinal).any())

    def reset(self) -> None:
        self._kernels.reset(self._touched, self._counts)


class _CountsOfRest(_Counts):
    """The same where more than half of the archive is counted: what all articles have less what the others have."""

    def distinct(self) -> int:
        gone = np.count_nonzero(self._counts[self._touched] == self.column.totals[self._touched])
        return self.column.in_use - int(gone)

    def top(self, wanted: int) -> list[int]:
        column = self.column
        ordinals: list[int] = self._kernels.select_top_of_rest(
            column.by_total, column.totals, self._counts, wanted
        ).tolist()
        return ordinals

    def of(self, ordinals: Sequence[int]) -> list[int]:
        amounts: list[int] = (self.column.totals[ordinals] - self._counts[ordinals]).tolist() if ordinals else []
        return amounts

    def is_listed(self, ordinal: int) -> bool:
        return bool(self.of([ordinal])[0])


def _shown(counts: _Counts, pins: Pins, removed_by: Callable[[str], int], limit: int) -> TermFacet:
    column = counts.column
    pinned = {value: column.ordinal(value) for value in pins.all()}
    values = [
        FacetValue(
            value,
            removed_by(value) if value in pins.excluded else 0 if ordinal is None else counts.of([ordinal])[0],
            selected=value in pins.selected,
            required=value in pins.required,
            excluded=value in pins.excluded,
        )
        for value, ordinal in pinned.items()
    ]
    shown = {ordinal for ordinal in pinned.values() if ordinal is not None}
    best = counts.top(limit + len(shown))
    rest = [ordinal for ordinal in best if ordinal not in shown][:limit] if shown else best
    values += map(FacetValue, column.values_of(rest), counts.of(rest))
    distinct = counts.distinct()
    unpinned = distinct - sum(map(counts.is_listed, shown))
    return TermFacet(tuple(values), distinct, truncated=unpinned > limit)


_NO_MASK: Mask = np.empty(0, np.bool_)
