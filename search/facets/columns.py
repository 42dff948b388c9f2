"""Columns in memory: a document's values as ordinals into sorted distinct values, and ranges of days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from search.types import Days, Mask


@dataclass(frozen=True)
class TermColumn:
    """Any number of values per document.

    values: distinct values in the order in which equal counts are listed. The ordinals of document d
    are ordinals[offsets[d]:offsets[d + 1]], distinct within a document.
    offsets: (doc_count + 1,) int64, non-decreasing. ordinals: (n,) int32 in 0 … len(values) - 1.
    """

    values: tuple[str, ...]
    offsets: npt.NDArray[np.int64]
    ordinals: npt.NDArray[np.int32]

    @cached_property
    def ordinal_of(self) -> dict[str, int]:
        """Return value → ordinal."""
        return {value: ordinal for ordinal, value in enumerate(self.values)}

    @cached_property
    def documents(self) -> npt.NDArray[np.int32]:
        """Return (n,) int32, the document of each entry of `ordinals`."""
        counts = np.diff(self.offsets)
        return np.repeat(np.arange(len(counts), dtype=np.int32), counts)

    def mask_of(self, ordinals: Sequence[int]) -> Mask:
        """Return the documents that have at least one of the values."""
        wanted = np.zeros(len(self.values) + 1, np.bool_)
        wanted[list(ordinals)] = True
        mask = np.zeros(len(self.offsets) - 1, np.bool_)
        mask[self.documents[wanted[self.ordinals]]] = True
        return mask


def build_term_column(lists: Sequence[Sequence[str]], order: Sequence[str]) -> TermColumn:
    """Return the column of the values in `lists`, one list per document; `order` holds every distinct value once."""
    ordinal_of = {value: ordinal for ordinal, value in enumerate(order)}
    rows = [sorted({ordinal_of[value] for value in values}) for values in lists]
    offsets = np.zeros(len(rows) + 1, np.int64)
    np.cumsum([len(row) for row in rows], out=offsets[1:])
    ordinals = np.fromiter((ordinal for row in rows for ordinal in row), np.int32, int(offsets[-1]))
    return TermColumn(tuple(order), offsets, ordinals)


@dataclass(frozen=True)
class RangeColumn:
    """Any number of day ranges per document: first[i]–last[i] for i in offsets[d] … offsets[d + 1]."""

    offsets: npt.NDArray[np.int64]
    first: Days
    last: Days

    @cached_property
    def documents(self) -> npt.NDArray[np.int32]:
        """Return (n,) int32, the document of each range."""
        counts = np.diff(self.offsets)
        return np.repeat(np.arange(len(counts), dtype=np.int32), counts)

    def mask_of(self, first: int | None, last: int | None) -> Mask:
        """Return the documents with a range that overlaps first–last (days, inclusive, None = open)."""
        hit = np.ones(len(self.first), np.bool_)
        if first is not None:
            hit &= self.last >= first
        if last is not None:
            hit &= self.first <= last
        mask = np.zeros(len(self.offsets) - 1, np.bool_)
        mask[self.documents[hit]] = True
        return mask
