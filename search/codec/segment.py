"""SegmentReader: one segment of a Whoosh index read as arrays.

Useful for: postings, positions, columns and stored records of one segment. Not useful for: anything
about several segments or deletions (`search.engines.local.snapshot`).
"""

from __future__ import annotations

import threading
from array import array
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.columns import NumericColumn, VarBytesColumn
from whoosh.reading import TermNotFound

from search.types import DocIds, Freqs, PositionKeys

CACHED_POSTINGS = 4_000_000
"""Postings kept in memory per segment (8 bytes each): Whoosh's codec costs one Python call per posting."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a term occurs. doc_ids: (n,) uint32, strictly increasing. freqs: (n,) float32, >= 1."""

    doc_ids: DocIds
    freqs: Freqs


NO_POSTINGS = Postings(np.empty(0, np.uint32), np.empty(0, np.float32))
NO_POSITIONS: PositionKeys = np.empty(0, np.int64)


class SegmentReader:
    """One immutable segment. Safe to share between threads: reads of Whoosh's files are serialised."""

    def __init__(self, reader: Any) -> None:
        """reader: a Whoosh SegmentReader; closed by whoever opened it."""
        self._reader = reader
        self._lock = threading.Lock()
        self._postings: OrderedDict[tuple[str, str], Postings] = OrderedDict()
        self._cached = 0
        self.doc_count: int = reader.doc_count_all()

    def terms(self, field: str) -> list[str]:
        """Return the surface forms of a text field, in byte order."""
        with self._lock:
            return [term.decode() for term in self._reader.lexicon(field)]

    def postings(self, field: str, form: str) -> Postings:
        """Return the postings of one surface form; empty where it does not occur. Not to be modified."""
        key = (field, form)
        with self._lock:
            found = self._postings.get(key)
            if found is None:
                found = self._read_postings(field, form)
                self._remember(key, found)
            else:
                self._postings.move_to_end(key)
        return found

    def positions(self, field: str, form: str) -> PositionKeys:
        """Return every occurrence of one surface form as doc_id << 32 | position, increasing."""
        with self._lock:
            matcher = self._matcher(field, form)
            keys: list[PositionKeys] = []
            while matcher is not None and matcher.is_active():
                positions = np.frombuffer(matcher.value(), "<u4").astype(np.int64)
                keys.append(positions | (matcher.id() << 32))
                matcher.next()
        return np.concatenate(keys) if keys else NO_POSITIONS

    def numbers(self, field: str, typecode: str, default: int) -> npt.NDArray[Any]:
        """Return an integer column, one value per document. typecode: "i" (int32) or "q" (int64)."""
        column = NumericColumn(typecode, default=default)
        with self._lock:
            if not self._reader.has_column(field):
                return np.full(self.doc_count, default, typecode)
            values = self._reader.column_reader(field, column=column, translate=False).load()
            return np.array(values, dtype=typecode)

    def byte_strings(self, field: str) -> list[bytes]:
        """Return a column of byte strings, one per document, empty where there is no value."""
        with self._lock:
            if not self._reader.has_column(field):
                return [b""] * self.doc_count
            reader = self._reader.column_reader(field, column=VarBytesColumn(), translate=False)
            return [bytes(value) for value in reader]

    def record(self, doc_id: int) -> bytes:
        """Return the stored article of one document as UTF-8 JSON."""
        with self._lock:
            return bytes(self._reader.stored_fields(doc_id)["record"])

    def _matcher(self, field: str, form: str) -> Any:
        try:
            return self._reader.postings(field, form.encode())
        except TermNotFound:
            return None

    def _read_postings(self, field: str, form: str) -> Postings:
        matcher = self._matcher(field, form)
        if matcher is None:
            return NO_POSTINGS
        doc_ids, freqs = array("I"), array("f")
        while matcher.is_active():
            doc_ids.append(matcher.id())
            freqs.append(matcher.weight())
            matcher.next()
        return Postings(np.frombuffer(doc_ids, np.uint32), np.frombuffer(freqs, np.float32))

    def _remember(self, key: tuple[str, str], postings: Postings) -> None:
        self._postings[key] = postings
        self._cached += len(postings.doc_ids)
        while self._cached > CACHED_POSTINGS and len(self._postings) > 1:
            _, dropped = self._postings.popitem(last=False)
            self._cached -= len(dropped.doc_ids)
