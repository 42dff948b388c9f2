"""Ragged arrays: row i of `values` is values[offsets[i]:offsets[i + 1]]. Small, pure helpers.

offsets: (n + 1,) integers, non-decreasing, offsets[0] == 0, offsets[n] == len(values).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from search.codec.parts import Array

Int64s = npt.NDArray[np.int64]


def offsets_of(lengths: npt.NDArray[Any]) -> Int64s:
    """Return (n + 1,) int64 offsets of rows with these lengths."""
    offsets = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=offsets[1:])
    return offsets


def ragged_indices(starts: npt.NDArray[Any], lengths: npt.NDArray[Any]) -> Int64s:
    """Return start, start + 1, … for each row, one row after the other.

    starts, lengths: (n,) integers. Returns (sum(lengths),) int64.

    >>> ragged_indices(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    lengths = lengths.astype(np.int64, copy=False)
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    shift = starts.astype(np.int64, copy=False) - (ends - lengths)
    indices: Int64s = np.arange(total, dtype=np.int64) + np.repeat(shift, lengths)
    return indices


def lengths_of(offsets: npt.NDArray[Any]) -> Int64s:
    """Return (n,) int64 lengths of the rows."""
    wide = offsets.astype(np.int64, copy=False)
    lengths: Int64s = wide[1:] - wide[:-1]
    return lengths


def row_sums(values: npt.NDArray[Any], offsets: npt.NDArray[Any]) -> Int64s:
    """Return (n,) int64, the sum of each row; 0 for an empty one."""
    sums = np.zeros(len(values) + 1, np.int64)
    np.cumsum(values, out=sums[1:])
    return lengths_of(sums[offsets.astype(np.int64, copy=False)])


def iter_stretches(lengths: npt.NDArray[Any], limit: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of stretches of rows that hold about `limit` items each; together they are all rows.

    >>> list(iter_stretches(np.array([2, 2, 9, 1]), 4))
    [(0, 2), (2, 3), (3, 4)]
    """
    ends = np.cumsum(lengths)
    start = 0
    while start < len(lengths):
        before = int(ends[start - 1]) if start else 0
        end = max(start + 1, int(np.searchsorted(ends, before + limit, side="right")))
        yield start, end
        start = end


def invert_column(offsets: Array, ordinals: Array, value_count: int) -> tuple[Int64s, npt.NDArray[np.uint32]]:
    """Return (posting_offsets, doc_ids): for each ordinal the documents that have it, increasing.

    offsets: (n + 1,), ordinals: ragged rows of document → ordinals below value_count, distinct within a row.
    """
    documents = np.repeat(np.arange(len(offsets) - 1, dtype=np.uint32), lengths_of(offsets))
    order = np.argsort(ordinals, kind="stable")
    return offsets_of(np.bincount(ordinals, minlength=value_count)), documents[order]
