"""FrequentWords: united postings of the few words that stand in a great part of a segment, kept between queries.

Every other query holds a word like في or من; uniting the lists of its family again each time would be most of what such
a query costs. Only the words of the text are remembered, never an answer.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any

import numpy.typing as npt

from search.types import DocIds

United = tuple[DocIds, npt.NDArray[Any], list[int]]
"""ids (n,), frequencies (n, levels), document frequency per level. Not to be modified."""

MIN_SHARE = 0.1
MIN_POSTINGS = 20_000
"""A word is frequent with so many postings and with one for each so great a part of the documents."""

MAX_BYTES = 96 << 20
"""For one segment: some six words of an archive of a million articles."""


class FrequentWords:
    """The frequent words of one segment, the last used last. Safe to share between threads."""

    def __init__(self, doc_count: int) -> None:
        """doc_count: of the segment."""
        self._least = max(MIN_POSTINGS, int(MIN_SHARE * doc_count))
        self._kept: OrderedDict[tuple[bytes, ...], United] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def is_frequent(self, postings: int) -> bool:
        """Return whether a word with so many postings is worth keeping."""
        return postings >= self._least

    def get(self, name: tuple[bytes, ...]) -> United | None:
        """Return what was put under a name, or None."""
        with self._lock:
            found = self._kept.get(name)
            if found is not None:
                self._kept.move_to_end(name)
            return found

    def put(self, name: tuple[bytes, ...], united: United) -> None:
        """Keep united postings; those not used for longest go."""
        size = united[0].nbytes + united[1].nbytes
        if size > MAX_BYTES:
            return
        # The kernels return slices of larger arrays, which would stay in memory whole.
        kept = (united[0].copy(), united[1].copy(), united[2])
        with self._lock:
            if name in self._kept:
                return
            self._kept[name] = kept
            self._bytes += size
            while self._bytes > MAX_BYTES:
                _, dropped = self._kept.popitem(last=False)
                self._bytes -= dropped[0].nbytes + dropped[1].nbytes
