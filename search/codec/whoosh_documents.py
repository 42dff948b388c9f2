"""Lengths, columns and records of our segments as stock Whoosh reads them; `whoosh_terms` has the terms."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.columns import ColumnReader

from search.codec.parts import Array
from search.codec.reader import COLUMNS, RangeValues, SegmentEntry, ValueColumn
from search.codec.whoosh_sharing import HASH, KEY, LENGTH, RECORD, SharedSegment


class ByteColumn(ColumnReader):  # type: ignore[misc]
    """A column whose values are bytes, made when they are asked for."""

    def __init__(self, doc_count: int, value_of: Callable[[int], bytes]) -> None:
        """value_of: document → value. Whoosh wants the name _doccount."""
        self._doccount = doc_count
        self._value_of = value_of

    def __getitem__(self, docnum: int) -> bytes:
        """Return the value of a document."""
        return self._value_of(docnum)


class NumberColumn(ColumnReader):  # type: ignore[misc]
    """A column of integers. It sorts downwards after `set_reverse`."""

    def __init__(self, numbers: Array) -> None:
        """numbers: (n,) integers of any width."""
        self._doccount = len(numbers)
        self._numbers = numbers
        self._sign = 1

    def __getitem__(self, docnum: int) -> int:
        """Return the number of a document."""
        return int(self._numbers[docnum])

    def sort_key(self, docnum: int) -> int:
        """Return what Whoosh sorts and groups by."""
        return self._sign * self[docnum]

    def set_reverse(self) -> None:
        """Sort downwards from now on."""
        self._sign = -1


class WhooshDocuments(SharedSegment, base.PerDocumentReader):  # type: ignore[misc]
    """Deletions, columns, lengths and stored records."""

    def __init__(self, folder: Path, segment: SegmentEntry) -> None:
        """Open the segment. Raises as `shared_reader` does."""
        super().__init__(folder, segment)
        self._lengths: dict[str, Array] = {}

    def close(self) -> None:
        """Let go of the reader and of what was taken from it."""
        super().close()
        self._lengths = {}

    def doc_count(self) -> int:
        """Return the number of living documents."""
        return self._reader.doc_count - self._reader.entry.deleted

    def doc_count_all(self) -> int:
        """Return the number of documents, deleted ones included."""
        return self._reader.doc_count

    def has_deletions(self) -> bool:
        """Return whether any document is deleted."""
        return self._reader.live is not None

    def is_deleted(self, docnum: int) -> bool:
        """Return whether a document is deleted; False behind the last one, for Whoosh's Not asks that far."""
        live = self._reader.live
        return live is not None and docnum < len(live) and not live[docnum]

    def deleted_docs(self) -> Iterator[int]:
        """Yield the deleted documents, increasing."""
        live = self._reader.live
        return iter([] if live is None else np.flatnonzero(~live).tolist())

    def supports_columns(self) -> bool:
        """Return True."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Return whether there is a column for the field."""
        reader = self._reader
        blocks = reader.parts[COLUMNS]
        return (
            fieldname in (KEY, HASH, *reader.value_fields)
            or f"{fieldname}.numbers" in blocks
            or f"{fieldname}.first" in blocks
            or _text_of(fieldname) in reader.text_fields
        )

    def column_reader(self, fieldname: str, column: Any) -> Any:  # noqa: ARG002  # what a column holds is fixed here
        """Return a column. Raises KeyError where there is none.

        Facet fields hold their values as a JSON list, date ranges int32 pairs, hashes hexadecimal digits.
        """
        if not self.has_column(fieldname):
            raise KeyError(f"No column {fieldname!r}")
        reader = self._reader
        if fieldname in reader.value_fields:
            return ByteColumn(reader.doc_count, partial(_json_values, reader.columns[fieldname]))
        if fieldname == KEY:
            return ByteColumn(reader.doc_count, lambda doc_id: reader.keys[int(reader.key_ordinals[doc_id])])
        if fieldname == HASH:
            return ByteColumn(reader.doc_count, lambda doc_id: reader.hashes[doc_id].tobytes().hex().encode())
        if _text_of(fieldname) in reader.text_fields:
            return NumberColumn(reader.lengths(_text_of(fieldname)))
        if f"{fieldname}.first" in reader.parts[COLUMNS]:
            return ByteColumn(reader.doc_count, partial(_packed_ranges, reader.ranges(fieldname)))
        return NumberColumn(reader.numbers(fieldname))

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return the number of words of a text field in a document; default for other fields."""
        lengths = self._lengths_of(fieldname)
        return default if lengths is None else int(lengths[docnum])

    def field_length(self, fieldname: str) -> int:
        """Return the number of words of a text field in all documents, 0 for other fields."""
        lengths = self._lengths_of(fieldname)
        return 0 if lengths is None else int(lengths.sum())

    def min_field_length(self, fieldname: str) -> int:
        """Return the words of the shortest value of a text field, 0 for other fields."""
        lengths = self._lengths_of(fieldname)
        return 0 if lengths is None or not len(lengths) else int(lengths.min())

    def max_field_length(self, fieldname: str) -> int:
        """Return the words of the longest value of a text field, 0 for other fields."""
        lengths = self._lengths_of(fieldname)
        return 0 if lengths is None else int(lengths.max(initial=0))

    def stored_fields(self, docnum: int) -> dict[str, bytes]:
        """Return the stored record. Raises IndexCorruptError."""
        return {RECORD: self._reader.stored.record(docnum)}

    def _lengths_of(self, fieldname: str) -> Array | None:
        found = self._lengths.get(fieldname)
        if found is None and fieldname in self._reader.text_fields:
            found = self._lengths[fieldname] = self._reader.lengths(fieldname)
        return found


def _text_of(column: str) -> str:
    return column.removesuffix(LENGTH) if column.endswith(LENGTH) else ""


def _json_values(column: ValueColumn, doc_id: int) -> bytes:
    ordinals = column.ordinals[int(column.offsets[doc_id]) : int(column.offsets[doc_id + 1])]
    values = [column.values[ordinal].decode("utf-8", "surrogatepass") for ordinal in ordinals.tolist()]
    return json.dumps(values).encode()


def _packed_ranges(ranges: RangeValues, doc_id: int) -> bytes:
    start, end = int(ranges.offsets[doc_id]), int(ranges.offsets[doc_id + 1])
    return np.column_stack((ranges.first[start:end], ranges.last[start:end])).astype("<i4").tobytes()
