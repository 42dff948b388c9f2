"""FacetColumn: one facet field over all segments of a snapshot, under one numbering of its values."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.analysis.collation import collation_key, initial
from search.codec.arrays import ragged_indices
from search.codec.reader import ValueColumn
from search.codec.strings import StringTable, merge_tables
from search.types import DocIds, Mask

NOT_TRANSLATED: npt.NDArray[np.uint32] = np.empty(0, np.uint32)


class Alphabet(NamedTuple):
    """Where values stand in the order of the Arabic alphabet.

    ranks: (values,) int32, the place of each. headings: those that occur, in order. heading_of: (values,) int32.
    """

    ranks: npt.NDArray[np.int32]
    headings: tuple[str, ...]
    heading_of: npt.NDArray[np.int32]


class FacetColumn:
    """The values of a facet field, numbered in the order of their code points over all segments.

    With one segment nothing is computed: its own ordinals serve. With several, the dictionaries are merged once.
    """

    def __init__(self, segments: Sequence[ValueColumn], live: Sequence[Mask | None]) -> None:
        """segments: the field's column in each segment. live: the living documents of each, None for all."""
        self.segments = tuple(segments)
        self.live = tuple(live)
        self._shown: dict[int, str] = {}
        self.values: StringTable
        self.translations: list[npt.NDArray[np.uint32]]
        if len(segments) == 1:
            self.values, self.translations = segments[0].values, [NOT_TRANSLATED]
        else:
            merged, maps = merge_tables([segment.values for segment in segments])
            self.values = StringTable.of(merged)
            self.translations = [each.astype(np.uint32) for each in maps]

    def __len__(self) -> int:
        """Return the number of distinct values, those of deleted documents included until their segment is merged."""
        return len(self.values)

    @cached_property
    def totals(self) -> npt.NDArray[np.int32]:
        """Return (values,) int32, in how many living documents each value stands."""
        totals = np.zeros(len(self), np.int32)
        for column, live, translation in zip(self.segments, self.live, self.translations, strict=True):
            ordinals = column.ordinals if live is None else column.ordinals[np.repeat(live, np.diff(column.offsets))]
            counts = np.bincount(ordinals, minlength=len(column.values)).astype(np.int32)
            if translation is NOT_TRANSLATED:
                totals += counts
            else:
                totals[translation] += counts
        return totals

    @cached_property
    def by_total(self) -> npt.NDArray[np.uint32]:
        """Return every ordinal, the most frequent value first, ties ascending."""
        return np.argsort(-self.totals, kind="stable").astype(np.uint32)

    @cached_property
    def in_use(self) -> int:
        """Return how many values living documents have."""
        return int(np.count_nonzero(self.totals))

    @cached_property
    def alphabet(self) -> Alphabet:
        """Return the alphabetical order of all values, those that differ in what it passes over by their code points.

        Computed once for a snapshot, some two microseconds a value.
        """
        keys = [collation_key(value.decode("utf-8", "surrogatepass")) for value in self.values.load()]
        order = sorted(range(len(keys)), key=keys.__getitem__)
        ranks = np.empty(len(keys), np.int32)
        ranks[order] = np.arange(len(keys), dtype=np.int32)
        initials = list(map(initial, keys))
        headings = tuple(dict.fromkeys(initials[ordinal] for ordinal in order))
        number_of = {heading: number for number, heading in enumerate(headings)}
        return Alphabet(ranks, headings, np.fromiter(map(number_of.__getitem__, initials), np.int32, len(keys)))

    def value(self, ordinal: int) -> str:
        """Return one value; those shown before are remembered, for the same ones are shown again and again."""
        value = self._shown.get(ordinal)
        if value is None:
            value = self._shown[ordinal] = self.values[ordinal].decode("utf-8", "surrogatepass")
        return value

    def values_of(self, ordinals: Sequence[int]) -> list[str]:
        """Return several values."""
        shown = self._shown
        try:
            return [shown[ordinal] for ordinal in ordinals]
        except KeyError:
            return list(map(self.value, ordinals))

    def ordinal(self, value: str) -> int | None:
        """Return the ordinal of a value, or None."""
        return self.values.find(value.encode("utf-8", "surrogatepass"))

    def ordinals_of(self, index: int, ids: DocIds) -> npt.NDArray[np.uint32]:
        """Return the ordinals of the values of some documents of one segment, each as often as it stands there."""
        column, translation = self.segments[index], self.translations[index]
        starts = column.offsets[ids].astype(np.int64)
        places = ragged_indices(starts, column.offsets[ids + np.uint32(1)].astype(np.int64) - starts)
        ordinals = column.ordinals[places]
        return (ordinals if translation is NOT_TRANSLATED else translation[ordinals]).astype(np.uint32)

    def documents(self, index: int, values: Sequence[str]) -> list[DocIds]:
        """Return for each value the documents of one segment that have it, deleted ones included."""
        column = self.segments[index]
        ordinals = (column.values.find(value.encode("utf-8", "surrogatepass")) for value in values)
        return [documents_of(column, ordinal) for ordinal in ordinals if ordinal is not None]


def documents_of(column: ValueColumn, ordinal: int) -> DocIds:
    """Return the documents of one value of one segment, deleted ones included."""
    start, end = int(column.posting_offsets[ordinal]), int(column.posting_offsets[ordinal + 1])
    documents: DocIds = column.doc_ids[start:end]
    return documents
