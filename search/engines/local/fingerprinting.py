"""Every hit of a request as key and content hash, from the columns of the segments: no article is read."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from search.engines.local.answer import ordered_documents
from search.engines.local.snapshot import Segment, Snapshot
from search.execution.scratch import Scratch
from search.request import SearchRequest
from search.results import Fingerprints

LOADED_WHOLE = 8
"""The keys of a segment are read all at once where more than one in so many is wanted."""


def fingerprints(request: SearchRequest, snapshot: Snapshot, scratch: Scratch) -> Fingerprints:
    """Return the fingerprints of the hits in the request's order. Cost: linear in the hits."""
    documents = ordered_documents(request, snapshot, scratch)
    keys = np.empty(len(documents), object)
    hashes = np.empty((len(documents), 16), np.uint8)
    for segment in snapshot.segments:
        places = np.flatnonzero((documents >= segment.base) & (documents < segment.base + segment.doc_count))
        if len(places):
            local = documents[places] - segment.base
            keys[places] = _keys_of(segment, local)
            hashes[places] = segment.reader.hashes[local]
    digits = hashes.tobytes().hex()
    return Fingerprints(
        snapshot.generation,
        tuple(keys.tolist()),
        tuple(digits[start : start + 32] for start in range(0, len(digits), 32)),
    )


def _keys_of(segment: Segment, doc_ids: npt.NDArray[np.int64]) -> list[str]:
    table, ordinals = segment.reader.keys, segment.reader.key_ordinals[doc_ids].tolist()
    strings = table.load() if len(ordinals) * LOADED_WHOLE > len(table) else table
    return [strings[ordinal].decode("utf-8", "surrogatepass") for ordinal in ordinals]
