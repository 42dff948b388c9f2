"""Our segments as stock Whoosh reads them: terms, postings, lengths, columns and records for `whoosh.index.open_dir`.

Useful for: other programs and notebooks that know Whoosh, and as the slow oracle of our tests. Not useful for:
serving; the engine reads `SegmentReader` and never comes here. Everything handed out is plain Python, as Whoosh
wants it.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeAlias
from weakref import WeakValueDictionary

import numpy as np
from whoosh.codec import base
from whoosh.columns import ColumnReader
from whoosh.matching.mcore import LeafMatcher, NullMatcher, ReadTooFar
from whoosh.reading import ReaderClosed, TermInfo, TermNotFound

from search.codec.arrays import Int64s, invert_column, offsets_of
from search.codec.parts import Array
from search.codec.reader import COLUMNS, FieldPostings, RangeValues, SegmentEntry, SegmentReader, ValueColumn
from search.codec.strings import StringTable
from search.errors import IndexCorruptError

KEY, HASH, RECORD, LENGTH = "key", "hash", "record", "_length"
"""Names in the Whoosh schema: the field of keys, the columns of hashes and of lengths (`title_length`), the record."""

Term: TypeAlias = tuple[str, bytes]

_open_readers: WeakValueDictionary[tuple[str, str, int, int], SegmentReader] = WeakValueDictionary()


def shared_reader(folder: Path, segment: SegmentEntry) -> SegmentReader:
    """Return the reader of a segment; while somebody holds it, everybody gets the same one.

    Raises IndexCorruptError, IndexVersionError; FileNotFoundError where a file is gone, for then a writer has most
    likely just merged the segment away, and Whoosh's `Index.reader` tries again with the newest generation.
    """
    name = (str(folder.absolute()), segment.segment_id(), segment.deletions, segment.families)
    reader = _open_readers.get(name)
    if reader is None:
        try:
            reader = SegmentReader(folder, segment)
        except IndexCorruptError as error:
            if isinstance(error.__cause__, FileNotFoundError):
                raise error.__cause__ from error
            raise
        _open_readers[name] = reader
    return reader


class _Shared:
    """Holds the reader until it is closed. The files are released with the last holder, or the last array of it."""

    def __init__(self, folder: Path, segment: SegmentEntry) -> None:
        """Open the segment, or join those who have it open. Raises as `shared_reader` does."""
        self._shared: SegmentReader | None = shared_reader(folder, segment)

    @property
    def _reader(self) -> SegmentReader:
        if self._shared is None:
            raise ReaderClosed
        return self._shared

    def close(self) -> None:
        """Let go of the reader."""
        self._shared = None


@dataclass(frozen=True, slots=True)
class _Postings:
    """One posting list. value_of: posting → its bytes in Whoosh's format of the field."""

    doc_ids: list[int]
    weights: Sequence[float]
    value_of: Callable[[int], bytes]
    info: Any


class _IndexedField:
    """The terms of one field that occur in it, numbered in byte order, and their postings."""

    def __init__(self, table: StringTable, posting_offsets: Array, doc_ids: Array) -> None:
        """table: may hold strings without postings, which are no terms of the field."""
        self._table = table
        self._offsets = posting_offsets
        self._doc_ids = doc_ids

    @cached_property
    def ordinals(self) -> Int64s:
        """Return (n,) int64, increasing: where each term stands in the table."""
        return np.flatnonzero(np.diff(self._offsets)).astype(np.int64)

    def __len__(self) -> int:
        """Return the number of terms."""
        return len(self.ordinals)

    def term(self, number: int) -> bytes:
        """Return a term."""
        return self._table[int(self.ordinals[number])]

    def first_from(self, term: bytes) -> int:
        """Return the number of the first term that is not less."""
        return int(np.searchsorted(self.ordinals, self._table.first_from(term)))

    def find(self, term: bytes) -> int | None:
        """Return the number of a term, or None."""
        number = self.first_from(term)
        return number if number < len(self) and self.term(number) == term else None

    def doc_frequency(self, number: int) -> int:
        """Return how many documents have the term, deleted ones included."""
        start, end = self._bounds(number)
        return end - start

    def frequency(self, number: int) -> float:
        """Return how often the term occurs in them."""
        return float(self.doc_frequency(number))

    def info(self, number: int) -> Any:
        """Return a new TermInfo."""
        start, end = self._bounds(number)
        first, last = int(self._doc_ids[start]), int(self._doc_ids[end - 1])
        return TermInfo(float(end - start), end - start, 0, 0, 1.0, first, last)

    def postings(self, number: int) -> _Postings:
        """Return the postings of a term."""
        start, end = self._bounds(number)
        return _Postings(
            self._doc_ids[start:end].tolist(), [1.0] * (end - start), lambda _posting: b"", self.info(number)
        )

    def _bounds(self, number: int) -> tuple[int, int]:
        ordinal = int(self.ordinals[number])
        return int(self._offsets[ordinal]), int(self._offsets[ordinal + 1])


class _TextField(_IndexedField):
    """A field of words, with frequencies, positions and lengths."""

    def __init__(self, reader: SegmentReader, field: str) -> None:
        self._words: FieldPostings = reader.postings[field]
        super().__init__(reader.forms, self._words.posting_offsets, self._words.doc_ids)
        self._lengths = reader.lengths(field)
        self._check_postings = partial(reader.check_postings, field)
        self._check_positions = partial(reader.check_positions, field)

    def frequency(self, number: int) -> float:
        ordinal = int(self.ordinals[number])
        offsets = self._words.position_offsets
        return float(int(offsets[ordinal + 1]) - int(offsets[ordinal]))

    def info(self, number: int) -> Any:
        doc_ids, freqs = self._slices(number)
        lengths = self._lengths[doc_ids]
        return TermInfo(
            weight=self.frequency(number),
            df=len(doc_ids),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(freqs.max()),
            minid=int(doc_ids[0]),
            maxid=int(doc_ids[-1]),
        )

    def postings(self, number: int) -> _Postings:
        doc_ids, freqs = self._slices(number)
        ordinal = int(self.ordinals[number])
        start, end = (int(offset) for offset in self._words.position_offsets[ordinal : ordinal + 2])
        self._check_positions(start, end)
        positions = self._words.positions[start:end]
        offsets = offsets_of(freqs)

        def packed(posting: int) -> bytes:
            return bytes(positions[offsets[posting] : offsets[posting + 1]].astype("<u4").tobytes())

        return _Postings(doc_ids.tolist(), freqs.astype(float).tolist(), packed, self.info(number))

    def _slices(self, number: int) -> tuple[Array, Array]:
        start, end = self._bounds(number)
        self._check_postings(start, end)
        return self._words.doc_ids[start:end], self._words.freqs[start:end]


def _key_field(reader: SegmentReader) -> _IndexedField:
    if len(reader.keys) == reader.doc_count:
        return _IndexedField(reader.keys, np.arange(reader.doc_count + 1), reader.key_doc_ids)
    # Some key stands twice: its other document is deleted, and Whoosh takes deleted ones out itself.
    rows = np.arange(reader.doc_count + 1)
    return _IndexedField(reader.keys, *invert_column(rows, reader.key_ordinals, len(reader.keys)))


def _value_field(column: ValueColumn) -> _IndexedField:
    return _IndexedField(column.values, column.posting_offsets, column.doc_ids)


class PostingMatcher(LeafMatcher):  # type: ignore[misc]  # Whoosh is unannotated
    """Walks one posting list. For Whoosh's block quality the whole list is one block."""

    def __init__(self, postings: _Postings, format_: Any, term: Term, scorer: Any, position: int = 0) -> None:
        """position: of the posting to stand at. Whoosh wants the names format, scorer and _term."""
        self.format = format_
        self.scorer = scorer
        self._term = term
        self._postings = postings
        self._doc_ids = postings.doc_ids
        self._position = position

    def is_active(self) -> bool:
        """Return whether it stands at a posting."""
        return self._position < len(self._doc_ids)

    def reset(self) -> None:
        """Go back to the first posting."""
        self._position = 0

    def copy(self) -> PostingMatcher:
        """Return another one at the same posting."""
        return PostingMatcher(self._postings, self.format, self._term, self.scorer, self._position)

    def replace(self, minquality: float = 0) -> Any:
        """Return a matcher of nothing where no posting is left, or none can score more than minquality."""
        if not self.is_active() or (minquality and self.supports_block_quality() and self.max_quality() < minquality):
            return NullMatcher()
        return self

    def id(self) -> int:
        """Return the document."""
        return self._doc_ids[self._position]

    def all_ids(self) -> Iterator[int]:
        """Yield the documents from the present one on; the matcher stays where it is."""
        return iter(self._doc_ids[self._position :])

    def all_items(self) -> Iterator[tuple[int, bytes]]:
        """Yield (document, value) from the present posting on; the matcher stays where it is."""
        for posting in range(self._position, len(self._doc_ids)):
            yield self._doc_ids[posting], self._postings.value_of(posting)

    def next(self) -> bool:
        """Go to the next posting and return whether a new block begins there, which is at the end only."""
        if not self.is_active():
            raise ReadTooFar
        self._position += 1
        return not self.is_active()

    def skip_to(self, id: int) -> None:
        """Go to the first posting, from here on, whose document is not less."""
        if not self.is_active():
            raise ReadTooFar
        self._position = bisect_left(self._doc_ids, id, lo=self._position)

    def skip_to_quality(self, minquality: float) -> int:
        """Go to the end where no posting can score more than minquality; return the number of blocks skipped."""
        if not self.is_active() or self.block_quality() > minquality:
            return 0
        self._position = len(self._doc_ids)
        return 1

    def weight(self) -> float:
        """Return the frequency in the document."""
        return self._postings.weights[self._position]

    def value(self) -> bytes:
        """Return the positions as little-endian uint32; nothing where the field has none."""
        return self._postings.value_of(self._position)

    def block_min_length(self) -> int:
        """Return the length of the shortest field value among the documents."""
        return int(self._postings.info.min_length())

    def block_max_length(self) -> int:
        """Return the length of the longest."""
        return int(self._postings.info.max_length())

    def block_max_weight(self) -> float:
        """Return the highest frequency."""
        return float(self._postings.info.max_weight())


class TermCursor(base.FieldCursor):  # type: ignore[misc]
    """Walks the terms of one field. Terms come as text; None stands behind the last."""

    def __init__(self, field: _IndexedField | None, fieldobj: Any) -> None:
        """Stand at the first term. field: None where the segment has no such field."""
        self._field = field
        self._fieldobj = fieldobj
        self._number = 0

    def first(self) -> Any:
        """Go to the first term and return it."""
        self._number = 0
        return self.text()

    def find(self, string: str | bytes) -> Any:
        """Go to the first term that is not less, and return it."""
        if self._field is not None:
            self._number = self._field.first_from(self._fieldobj.to_bytes(string))
        return self.text()

    def next(self) -> Any:
        """Go to the next term and return it."""
        self._number += self.is_valid()
        return self.text()

    def text(self) -> Any:
        """Return the term."""
        if self._field is None or not self.is_valid():
            return None
        return self._fieldobj.from_bytes(self._field.term(self._number))

    def term(self) -> Any:
        """Return the term; Whoosh's MultiCursor asks so."""
        return self.text()

    def term_info(self) -> Any:
        """Return the TermInfo of the term."""
        return self._field.info(self._number) if self._field is not None and self.is_valid() else None

    def is_valid(self) -> bool:
        """Return whether it stands at a term."""
        return self._field is not None and self._number < len(self._field)


class WhooshTerms(_Shared, base.TermsReader):  # type: ignore[misc]
    """Dictionary and postings of the text fields, the facet fields and the key. Deleted documents are counted."""

    @cached_property
    def _fields(self) -> dict[str, _IndexedField]:
        reader = self._reader
        fields: dict[str, _IndexedField] = {name: _TextField(reader, name) for name in reader.text_fields}
        fields |= {name: _value_field(column) for name, column in reader.columns.items()}
        fields[KEY] = _key_field(reader)
        return dict(sorted(fields.items()))

    def close(self) -> None:
        """Let go of the reader and of what was made from it."""
        super().close()
        self.__dict__.pop("_fields", None)

    def __contains__(self, term: Term) -> bool:
        """Return whether the field has such a term."""
        return self._find(*term) is not None

    def indexed_field_names(self) -> list[str]:
        """Return the names of the fields that have terms."""
        return [name for name, field in self._fields.items() if len(field)]

    def cursor(self, fieldname: str, fieldobj: Any) -> TermCursor:
        """Return a cursor at the first term of a field."""
        return TermCursor(self._fields.get(fieldname), fieldobj)

    def terms(self) -> Iterator[Term]:
        """Yield every (field, term): fields by name, terms by bytes."""
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        """Yield the terms from the first that is not less, and those of all later fields."""
        for name, field, numbers in self._numbers_from(fieldname, prefix):
            for number in numbers:
                yield name, field.term(number)

    def items(self) -> Iterator[tuple[Term, Any]]:
        """Yield ((field, term), TermInfo) of every term."""
        return self.items_from("", b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, Any]]:
        """Yield ((field, term), TermInfo) as `terms_from` does."""
        for name, field, numbers in self._numbers_from(fieldname, prefix):
            for number in numbers:
                yield (name, field.term(number)), field.info(number)

    def term_info(self, fieldname: str, text: bytes) -> Any:
        """Return a new TermInfo. Raises TermNotFound."""
        field, number = self._found(fieldname, text)
        return field.info(number)

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Return how often a term occurs, 0 where it does not."""
        found = self._find(fieldname, text)
        return found[0].frequency(found[1]) if found else 0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return in how many documents a term occurs, 0 where it does not."""
        found = self._find(fieldname, text)
        return found[0].doc_frequency(found[1]) if found else 0

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> PostingMatcher:
        """Return a matcher at the first posting of a term. Raises TermNotFound."""
        field, number = self._found(fieldname, text)
        return PostingMatcher(field.postings(number), format_, (fieldname, text), scorer)

    def _find(self, fieldname: str, text: bytes) -> tuple[_IndexedField, int] | None:
        field = self._fields.get(fieldname)
        number = None if field is None else field.find(text)
        return None if field is None or number is None else (field, number)

    def _found(self, fieldname: str, text: bytes) -> tuple[_IndexedField, int]:
        found = self._find(fieldname, text)
        if found is None:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        return found

    def _numbers_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, _IndexedField, Iterable[int]]]:
        for name, field in self._fields.items():
            if name >= fieldname:
                yield name, field, range(field.first_from(prefix) if name == fieldname else 0, len(field))


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


class WhooshDocuments(_Shared, base.PerDocumentReader):  # type: ignore[misc]
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
