"""Inversion: words in the order of the text become posting lists, without Python per word.

`invert_runs` is what the builder calls: a counting sort compiled by Numba, or one sort by NumPy where Numba is missing.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from search.codec.arrays import Int64s, offsets_of, ragged_indices


@dataclass(frozen=True, slots=True)
class InvertedField:
    """The posting lists of one field over n terms.

    doc_ids, freqs: (p,) uint32; the postings of term i are [posting_offsets[i], posting_offsets[i + 1]).
    positions: (t,) uint32, posting by posting; those of term i are [position_offsets[i], position_offsets[i + 1]).
    """

    posting_offsets: Int64s
    doc_ids: npt.NDArray[np.uint32]
    freqs: npt.NDArray[np.uint32]
    position_offsets: Int64s
    positions: npt.NDArray[np.uint32]


Numbers = npt.NDArray[Any]

KERNELS_VARIABLE = "FIHRIS_KERNELS"
"""Environment variable: "numpy" asks for the NumPy twins, here and in `search.execution`."""


def invert_runs(
    tokens: Numbers, ranks: Int64s, run_docs: Numbers, run_lengths: Numbers, run_starts: Numbers, term_count: int
) -> InvertedField:
    """Return the posting lists of one field.

    tokens: (t,) integers, numbers of words in the order of documents and positions; ranks: number → term below
    term_count. A run is a stretch of words side by side: run_docs (r,), its document, non-decreasing; run_lengths
    (r,), its words, t in all; run_starts (r,), the position of its first word. Cost: O(t).
    """
    compiled = _compiled()
    if compiled is not None:
        return InvertedField(*compiled.invert_runs(tokens, ranks, run_docs, run_lengths, run_starts, term_count))
    doc_ids = np.repeat(run_docs.astype(np.uint32), run_lengths)
    return invert(ranks[tokens], doc_ids, ragged_indices(run_starts, run_lengths).astype(np.uint32), term_count)


@cache
def _compiled() -> ModuleType | None:
    if os.environ.get(KERNELS_VARIABLE) == "numpy":
        return None
    try:
        # Heavy, and only writing needs it.
        from search.codec import compiled_inversion
    except ImportError:
        return None
    return compiled_inversion


def invert(
    terms: npt.NDArray[Any], doc_ids: npt.NDArray[np.uint32], positions: npt.NDArray[np.uint32], term_count: int
) -> InvertedField:
    """Return the posting lists of the words.

    terms: (t,) integers below term_count, in the order of documents and, within a document, of positions.
    doc_ids, positions: (t,) beside them. Cost: one sort of t 64-bit keys.
    """
    keys = terms.astype(np.int64) << 32
    keys |= np.arange(len(terms), dtype=np.int64)
    keys.sort()
    order = keys & 0xFFFFFFFF
    keys >>= 32
    sorted_docs = doc_ids[order]
    is_first = np.empty(len(keys), np.bool_)
    is_first[:1] = True
    np.not_equal(keys[1:], keys[:-1], out=is_first[1:])
    is_first[1:] |= sorted_docs[1:] != sorted_docs[:-1]
    firsts = np.flatnonzero(is_first)
    return InvertedField(
        posting_offsets=offsets_of(np.bincount(keys[firsts], minlength=term_count)),
        doc_ids=sorted_docs[firsts],
        freqs=np.diff(firsts, append=len(keys)).astype(np.uint32),
        position_offsets=offsets_of(np.bincount(keys, minlength=term_count)),
        positions=positions[order],
    )
