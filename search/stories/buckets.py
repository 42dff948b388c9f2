"""Buckets: texts that agree in three numbers of their signatures stand in one bucket, and only those are compared.

Locality-sensitive hashing by bands (Indyk and Motwani 1998; Leskovec et al., Mining of Massive Datasets, ch. 3): two
texts of similarity J share a bucket with probability 1 - (1 - J^3)^42: .996 at J = .5, .69 at .3 and .04 at .1.
Not for: who belongs to whom (`clusters`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from search.stories.signatures import SIGNATURE_LENGTH, Signatures

ROWS = 3
BANDS = SIGNATURE_LENGTH // ROWS

CHUNK_TEXTS = 4096
"""Texts whose buckets are looked up at a time: their signatures stay in the processor's cache."""

CHUNK_KEYS = 1 << 22
"""Keys of buckets sorted at a time, some 100 MB."""

MAX_TABLE_BITS = 24

Places = npt.NDArray[np.int64]
"""(n,) int64, numbers of texts."""


class SignatureRows:
    """The signatures of n texts, which lie in several arrays one after another. Nothing is copied."""

    def __init__(self, blocks: Sequence[Signatures]) -> None:
        """blocks: each (k, SIGNATURE_LENGTH) uint16, maybe memory-mapped."""
        self._blocks = blocks
        self._starts = np.cumsum([0, *map(len, blocks)])

    def __len__(self) -> int:
        """Return the number of texts."""
        return int(self._starts[-1])

    def take(self, places: Places) -> Signatures:
        """Return the signatures of some texts, in their order."""
        taken = np.empty((len(places), SIGNATURE_LENGTH), np.uint16)
        for block, start in zip(self._blocks, self._starts.tolist(), strict=False):
            inside = (places >= start) & (places < start + len(block))
            if inside.any():
                taken[inside] = block[places[inside] - start]
        return taken

    def iter_chunks(self, wanted: npt.NDArray[np.bool_]) -> Iterator[tuple[Places, Signatures]]:
        """Yield the places and signatures of the wanted texts, some thousand at a time. wanted: (n,)."""
        for block, start in zip(self._blocks, self._starts.tolist(), strict=False):
            for first in range(0, len(block), CHUNK_TEXTS):
                rows = block[first : first + CHUNK_TEXTS]
                chosen = np.flatnonzero(wanted[start + first : start + first + len(rows)])
                if len(chosen):
                    yield chosen + (start + first), rows if len(chosen) == len(rows) else rows[chosen]


def shared_buckets(
    rows: SignatureRows, places: Places, others: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.int64], Places]:
    """Return every bucket that holds one of the texts and another text, as pairs of a bucket and a text in it.

    places: the texts, increasing. others: (n,) bool, further texts that count where they meet one of the texts; none
    of `places`. Returns (k,) numbers of buckets from 0 on and (k,) the texts beside them, in no order.
    Cost: O((n + p) · BANDS) and sorting p · BANDS keys.
    """
    buckets: list[npt.NDArray[np.int64]] = []
    members: list[Places] = []
    signatures = rows.take(places)
    step = max(1, CHUNK_KEYS // max(len(places), 1))
    count = 0
    for start in range(0, BANDS if len(places) else 0, step):
        bands = np.arange(start, min(start + step, BANDS))
        keys = _keys_of(signatures, bands)
        found, found_places = _met(rows, others, bands, keys)
        joined = np.concatenate([keys.reshape(-1), found])
        owners = np.concatenate([np.repeat(places, len(bands)), found_places])
        numbers, kept = _groups(joined)
        buckets.append(numbers + count)
        members.append(owners[kept])
        count += int(numbers[-1]) + 1 if len(numbers) else 0
    if not buckets:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    return np.concatenate(buckets), np.concatenate(members)


def _keys_of(signatures: Signatures, bands: npt.NDArray[Any]) -> npt.NDArray[np.uint64]:
    """Return (n, bands) uint64, the key of each text's bucket in each band: the band and ROWS numbers of 16 bits."""
    columns = signatures[:, : BANDS * ROWS].reshape(-1, BANDS, ROWS)[:, bands].astype(np.uint64)
    keys = np.broadcast_to(bands.astype(np.uint64), columns.shape[:2])
    for row in range(ROWS):
        keys = keys << np.uint64(16) | columns[:, :, row]
    return keys


def _met(
    rows: SignatureRows, others: npt.NDArray[np.bool_], bands: npt.NDArray[Any], keys: npt.NDArray[np.uint64]
) -> tuple[npt.NDArray[np.uint64], Places]:
    """Return the keys of other texts that are among `keys`, and these texts: a table of bits says no to most."""
    known = np.sort(keys, axis=None)
    bits = min(max(10, int(len(known) * 32 - 1).bit_length()), MAX_TABLE_BITS)
    table = np.zeros(1 << bits, np.bool_)
    table[_slots(known, bits)] = True
    found, places = [np.empty(0, np.uint64)], [np.empty(0, np.int64)]
    for chunk, signatures in rows.iter_chunks(others):
        theirs = _keys_of(signatures, bands)
        text, band = np.nonzero(table[_slots(theirs, bits)])
        maybe = theirs[text, band]
        met = known[np.minimum(np.searchsorted(known, maybe), len(known) - 1)] == maybe
        found.append(maybe[met])
        places.append(chunk[text[met]])
    return np.concatenate(found), np.concatenate(places)


def _slots(keys: npt.NDArray[np.uint64], bits: int) -> npt.NDArray[np.uint64]:
    return keys * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(64 - bits)


def _groups(keys: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return for each key that occurs twice or more its number among these, and where it stands."""
    order = np.argsort(keys)
    ordered = keys[order]
    is_first = np.ones(len(keys), np.bool_)
    is_first[1:] = ordered[1:] != ordered[:-1]
    sizes = np.diff(np.append(np.flatnonzero(is_first), len(keys)))
    is_shared = np.repeat(sizes > 1, sizes)
    return np.repeat(np.arange(int(np.count_nonzero(sizes > 1))), sizes[sizes > 1]), order[is_shared]
