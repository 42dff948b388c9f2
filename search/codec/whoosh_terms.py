"""Terms and postings of our segments as stock Whoosh reads them.

Useful for: other programs and notebooks that know Whoosh, and as the slow oracle of our tests. Not useful for:
serving; the engine reads `SegmentReader` and never comes here. Everything handed out is plain Python, as Whoosh
wants it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, TypeAlias

import numpy as np
from whoosh.codec import base
from whoosh.matching.mcore import LeafMatcher, NullMatcher, ReadTooFar
from whoosh.reading import TermInfo, TermNotFound

from search.codec.arrays import Int64s, invert_column, offsets_of
from search.codec.parts import Array
from search.codec.reader import FieldPostings, SegmentReader, ValueColumn
from search.codec.strings import StringTable
from search.codec.whoosh_sharing import KEY, SharedSegment

Term: TypeAlias = tuple[str, bytes]


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


class WhooshTerms(SharedSegment, base.TermsReader):  # type: ignore[misc]
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
