"""Inversion: words in the order of the text become posting lists, by one sort and no Python per posting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from search.codec.arrays import Int64s, offsets_of


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
