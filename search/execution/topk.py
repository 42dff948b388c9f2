"""The first k documents of an order over all segments, after a cursor, without sorting or keeping the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from search.execution.kernels import load_kernels
from search.types import DocIds, Mask

Values = npt.NDArray[Any]


def first_documents(
    ids: Sequence[DocIds],
    values: Sequence[Values],
    bases: Sequence[int],
    k: int,
    after: tuple[float, int] | None,
) -> list[tuple[int, Any]]:
    """Return (document, value) of the k greatest values, greatest first, ties by ascending document.

    ids, values: for each segment (n,) uint32 increasing and the values beside them, all float32 or all int64.
    bases: number of each segment's first document. after: (value, document) of the last one already shown; only
    those behind it in this order are considered. Cost: O(n + k log k), whatever came before.
    """
    kernels = load_kernels()
    best: list[tuple[int, Any]] = []
    for found, of_found, base in zip(ids, values, bases, strict=True):
        value, document = (0.0, 0) if after is None else after
        value = int(value) if of_found.dtype.kind == "i" else float(value)
        top, top_values = kernels.top_k(found, of_found, k, after is not None, value, document - base)
        best += [(base + doc, value) for doc, value in zip(top.tolist(), top_values.tolist(), strict=True)]
    best.sort(key=lambda pair: (-pair[1], pair[0]))
    return best[:k]


def count_before(
    ids: Sequence[DocIds], values: Sequence[Values], bases: Sequence[int], after: tuple[float, int]
) -> int:
    """Return how many documents stand up to (value, document) in the order of `first_documents`, that one included."""
    value, document = after
    total = 0
    for found, of_found, base in zip(ids, values, bases, strict=True):
        before = of_found > value
        before |= (of_found == value) & (found.astype(np.int64) + base <= document)
        total += int(np.count_nonzero(before))
    return total


def document_at(
    ids: Sequence[DocIds], values: Sequence[Values], bases: Sequence[int], rank: int
) -> tuple[int, Any] | None:
    """Return (document, value) at a rank, from 0, of the order of `first_documents`; None beyond its end. O(n)."""
    if not 0 <= rank < sum(map(len, ids)):
        return None
    together = np.concatenate(values)
    value = np.partition(together, len(together) - 1 - rank)[len(together) - 1 - rank]
    place = rank - int(np.count_nonzero(together > value))
    for found, of_found, base in zip(ids, values, bases, strict=True):
        tied = found[of_found == value]
        if place < len(tied):
            return base + int(tied[place]), value.item()
        place -= len(tied)
    return None


def first_of_groups(
    ids: Sequence[DocIds],
    values: Sequence[Values],
    bases: Sequence[int],
    group_of: npt.NDArray[np.int32],
    is_shared: Mask,
) -> list[Mask]:
    """Return for each segment which of its documents come first in their group, in the order of `first_documents`.

    group_of: (documents,) int32, over all segments. is_shared: (documents,) bool, False where a document is a group of
    its own. Cost: O(n), and sorting the documents in shared groups.
    """
    if not ids:
        return []
    documents = np.concatenate([found.astype(np.int64) + base for found, base in zip(ids, bases, strict=True)])
    shared = np.flatnonzero(is_shared[documents])
    kept = np.ones(len(documents), np.bool_)
    kept[shared] = False
    ordered = shared[np.lexsort((shared, -np.concatenate(values)[shared]))]
    kept[ordered[np.unique(group_of[documents[ordered]], return_index=True)[1]]] = True
    return np.split(kept, np.cumsum([len(found) for found in ids])[:-1])


def all_documents(ids: Sequence[DocIds], values: Sequence[Values], bases: Sequence[int]) -> npt.NDArray[np.int64]:
    """Return every document in the same order, for an export."""
    if not ids:
        return np.empty(0, np.int64)
    documents = np.concatenate([found.astype(np.int64) + base for found, base in zip(ids, bases, strict=True)])
    ordered: npt.NDArray[np.int64] = documents[np.lexsort((documents, -np.concatenate(values)))]
    return ordered
