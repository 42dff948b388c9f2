"""SegmentFiles: the part files of one segment being written, by whoever has the arrays (`builder`, `merge`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from search.codec.arrays import Int64s, invert_column, offsets_of
from search.codec.families import PART as FAMILIES
from search.codec.families import Families, write_families
from search.codec.parts import Array, PartWriter, narrowest
from search.codec.reader import (
    COLUMNS,
    DELETIONS,
    FREQUENCIES,
    POSITIONS,
    POSTINGS,
    TERMS,
    SegmentEntry,
    part_path,
)
from search.codec.stored import PART as STORED
from search.codec.stored import StoredWriter
from search.codec.strings import StringTable
from search.types import Mask

MIN_OFFSETS = (np.uint32, np.uint64)


@dataclass(frozen=True, slots=True)
class Piece:
    """The postings of a stretch of terms: doc_ids, freqs (p,), positions (t,) with t = sum(freqs)."""

    doc_ids: Array
    freqs: Array
    positions: Array


class SegmentFiles:
    """Writes the parts of a segment in the order of the methods; `close` makes them complete and durable."""

    def __init__(self, folder: Path, entry: SegmentEntry) -> None:
        """Begin every part. entry: gives the names; its counts are filled in by the caller."""
        self.folder = folder
        self.entry = entry
        self.stored = StoredWriter(part_path(folder, entry, STORED))
        self._parts: dict[str, PartWriter] = {}
        try:
            for part in (TERMS, POSTINGS, FREQUENCIES, POSITIONS, COLUMNS):
                self._parts[part] = PartWriter(part_path(folder, entry, part), part)
        except BaseException:
            self.abandon()
            raise
        self._text_fields: list[str] = []
        self._value_fields: list[str] = []
        self._row_widths: dict[str, int] = {}

    def forms(self, forms: Sequence[bytes]) -> None:
        """Write the dictionary of surface forms, sorted and distinct."""
        StringTable.of(forms).write(self._parts[TERMS], "forms")

    def text_field(
        self,
        field: str,
        posting_offsets: Int64s,
        position_offsets: Int64s,
        pieces: Iterable[Piece],
        dtypes: tuple[npt.DTypeLike, npt.DTypeLike],
    ) -> None:
        """Write the posting lists of a field, piece by piece. dtypes: of freqs and of positions."""
        self._text_fields.append(field)
        postings, freqs, positions = (self._parts[part] for part in (POSTINGS, FREQUENCIES, POSITIONS))
        postings.begin(f"{field}.doc_ids", np.uint32)
        freqs.begin(f"{field}.freqs", dtypes[0])
        positions.begin(f"{field}.positions", dtypes[1])
        for piece in pieces:
            postings.append(piece.doc_ids)
            freqs.append(piece.freqs)
            positions.append(piece.positions)
        terms = self._parts[TERMS]
        for name, offsets in (("posting_offsets", posting_offsets), ("position_offsets", position_offsets)):
            terms.add(f"{field}.{name}", offsets.astype(narrowest(int(offsets[-1]), MIN_OFFSETS)))

    def lengths(self, field: str, lengths: Array) -> None:
        """Write the number of words of a text field in each document."""
        self._parts[COLUMNS].add(f"{field}.lengths", lengths.astype(narrowest(int(lengths.max(initial=0)))))

    def value_field(self, field: str, values: Sequence[bytes], lengths: Array, ordinals: Array) -> None:
        """Write a facet column and its inverse. values: sorted, distinct. lengths: (n,) values per document."""
        self._value_fields.append(field)
        offsets = offsets_of(lengths)
        posting_offsets, doc_ids = invert_column(offsets, ordinals, len(values))
        terms, columns = self._parts[TERMS], self._parts[COLUMNS]
        StringTable.of(values).write(terms, field)
        terms.add(f"{field}.posting_offsets", posting_offsets.astype(narrowest(int(posting_offsets[-1]), MIN_OFFSETS)))
        self._parts[POSTINGS].add(f"{field}.doc_ids", doc_ids)
        columns.add(f"{field}.offsets", offsets.astype(np.uint32))
        columns.add(f"{field}.ordinals", ordinals.astype(narrowest(max(len(values) - 1, 0), (np.uint16, np.uint32))))

    def number_column(self, name: str, values: npt.NDArray[Any]) -> None:
        """Write a column of one integer per document."""
        self._parts[COLUMNS].add(f"{name}.numbers", values)

    def range_column(self, name: str, lengths: Array, first: Array, last: Array) -> None:
        """Write a column of day ranges. lengths: (n,) ranges per document."""
        columns = self._parts[COLUMNS]
        columns.add(f"{name}.offsets", offsets_of(lengths).astype(np.uint32))
        columns.add(f"{name}.first", first.astype(np.int32))
        columns.add(f"{name}.last", last.astype(np.int32))

    def row_column(self, name: str, rows: Array) -> None:
        """Write a column of as many integers for every document. rows: (n, w)."""
        self._row_widths[name] = rows.shape[1]
        self._parts[COLUMNS].add(f"{name}.rows", rows.reshape(-1))

    def keys(self, keys: Sequence[bytes], hashes: Array) -> None:
        """Write the keys of the documents, in the order of documents, and (16 n,) uint8 content hashes.

        Of documents with one key the last is found by it.
        """
        order = sorted(range(len(keys)), key=keys.__getitem__)
        distinct: list[bytes] = []
        doc_ids: list[int] = []
        ordinals = np.empty(len(keys), np.uint32)
        for doc_id in order:
            if distinct and distinct[-1] == keys[doc_id]:
                doc_ids[-1] = doc_id
            else:
                distinct.append(keys[doc_id])
                doc_ids.append(doc_id)
            ordinals[doc_id] = len(distinct) - 1
        StringTable.of(distinct).write(self._parts[TERMS], "keys")
        self._parts[TERMS].add("key.doc_ids", np.array(doc_ids, np.uint32))
        self._parts[COLUMNS].add("key.ordinals", ordinals)
        self._parts[COLUMNS].add("hashes", hashes)

    def families(self, families: Families, version: str) -> None:
        """Write the family maps."""
        write_families(part_path(self.folder, self.entry, FAMILIES), families, version)

    def close(self) -> None:
        """Complete every part."""
        facts: dict[str, dict[str, Any]] = {
            TERMS: {"text_fields": self._text_fields, "value_fields": self._value_fields},
            COLUMNS: {"row_widths": self._row_widths},
        }
        for name, part in self._parts.items():
            part.close(documents=self.entry.document_count, **facts.get(name, {}))
        self.stored.close()

    def abandon(self) -> None:
        """Remove the unfinished files."""
        for part in self._parts.values():
            part.abandon()
        self.stored.abandon()
        part_path(self.folder, self.entry, FAMILIES).unlink(missing_ok=True)


def write_deletions(folder: Path, entry: SegmentEntry, live: Mask) -> None:
    """Write the mask of deleted documents under the revision that `entry.deletions` says."""
    part = PartWriter(part_path(folder, entry, DELETIONS), DELETIONS)
    try:
        part.add("deleted", np.packbits(~live))
        part.close(documents=len(live))
    except BaseException:
        part.abandon()
        raise
