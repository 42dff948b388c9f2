"""Inversion compiled by Numba: a counting sort that reads each word twice; `inversion` holds its twin in NumPy."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np


@numba.njit(cache=True, nogil=True)
def invert_runs(tokens: Any, ranks: Any, run_docs: Any, run_lengths: Any, run_starts: Any, term_count: Any) -> Any:
    """Do what `inversion.invert_runs` does: see there."""
    position_offsets = np.zeros(term_count + 1, np.int64)
    for place in range(len(tokens)):
        position_offsets[ranks[tokens[place]] + 1] += 1
    for term in range(term_count):
        position_offsets[term + 1] += position_offsets[term]
    free = position_offsets.copy()
    documents = np.empty(len(tokens), np.uint32)
    positions = np.empty(len(tokens), np.uint32)
    place = 0
    for run in range(len(run_docs)):
        for step in range(run_lengths[run]):
            term = ranks[tokens[place]]
            target = free[term]
            free[term] = target + 1
            documents[target] = run_docs[run]
            positions[target] = run_starts[run] + step
            place += 1
    posting_offsets = np.zeros(term_count + 1, np.int64)
    postings = 0
    for term in range(term_count):
        for target in range(position_offsets[term], position_offsets[term + 1]):
            if target == position_offsets[term] or documents[target] != documents[target - 1]:
                postings += 1
        posting_offsets[term + 1] = postings
    doc_ids = np.empty(postings, np.uint32)
    freqs = np.empty(postings, np.uint32)
    posting = -1
    for term in range(term_count):
        for target in range(position_offsets[term], position_offsets[term + 1]):
            if target == position_offsets[term] or documents[target] != documents[target - 1]:
                posting += 1
                doc_ids[posting] = documents[target]
                freqs[posting] = 0
            freqs[posting] += 1
    return posting_offsets, doc_ids, freqs, position_offsets, positions
