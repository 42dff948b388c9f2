"""The first k documents of an order, after a cursor, without sorting all of them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from search.types import DocIds


def top_k(
    doc_ids: DocIds,
    values: npt.NDArray[np.float32] | npt.NDArray[np.int64],
    k: int,
    after: tuple[float, int] | None = None,
) -> DocIds:
    """Return the ids of the k greatest values, greatest first, ties by ascending id.

    doc_ids: (n,) uint32 increasing. values: (n,) beside them. after: (value, id) of the last document
    already shown; only documents behind it in this order are considered.
    Returns (min(k, rest),) uint32. Cost: O(n + k log k).
    """
    if after is not None:
        value, doc_id = after
        behind = (values < value) | ((values == value) & (doc_ids > doc_id))
        doc_ids, values = doc_ids[behind], values[behind]
    if 0 < k < len(doc_ids):
        threshold = np.partition(values, len(values) - k)[len(values) - k]
        kept = values >= threshold
        doc_ids, values = doc_ids[kept], values[kept]
    order = np.lexsort((doc_ids, -values))
    return doc_ids[order[:k]]
