"""Phrases by position arithmetic: occurrences are int64 keys doc_id << 32 | position."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.codec.segment import Postings
from search.types import PositionKeys


def phrase_starts(slots: Sequence[PositionKeys]) -> PositionKeys:
    """Return where the first word of the phrase stands in each occurrence.

    slots: for each word of the phrase its occurrences, (n_i,) int64 strictly increasing.
    Returns (k,) int64 strictly increasing; empty for an empty phrase.
    Cost: O(Σ n_i), each step only on what is left.
    """
    if not slots:
        return np.empty(0, np.int64)
    starts = slots[0]
    for distance, keys in enumerate(slots[1:], start=1):
        if not len(starts):
            break
        starts = np.intersect1d(starts, keys - distance, assume_unique=True)
    return starts


def count_by_document(keys: PositionKeys) -> Postings:
    """Return the documents of the occurrences and how many each has."""
    doc_ids, counts = np.unique(keys >> 32, return_counts=True)
    return Postings(doc_ids.astype(np.uint32), counts.astype(np.float32))
