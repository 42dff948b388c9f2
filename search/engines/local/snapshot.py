"""Snapshot: everything a search reads, as of one commit. Immutable; requests share it between threads."""

from __future__ import annotations

import datetime as dt
import json
import weakref
from collections import OrderedDict
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from search.analysis import collation_key, fold_text
from search.article import Article, article_from_record
from search.codec.families import FamilyMap
from search.codec.segment import NO_POSITIONS, NO_POSTINGS, Postings, SegmentReader
from search.engines.local.whoosh_schema import NO_TIME
from search.execution.evaluate import Forms
from search.facets.columns import RangeColumn, TermColumn, build_term_column
from search.facets.dates import from_day
from search.schema import TERM_FACETS, TEXT_FIELDS
from search.types import NO_DAY, Days, Freqs, Mask, PositionKeys

State = tuple[int, int, int]
"""What `Store.state` gives: equal as long as nothing was committed or rebuilt."""

CACHED_FAMILIES = 256
"""United posting lists kept per snapshot: the words of the last searches."""


class SegmentColumns:
    """The columns of one segment, read once: segments never change, so snapshots share them."""

    def __init__(self, reader: SegmentReader) -> None:
        """Read every column of the segment."""
        self.keys = [key.decode() for key in reader.byte_strings("key")]
        self.hashes = [value.decode() for value in reader.byte_strings("hash")]
        self.published = reader.numbers("published", "q", NO_TIME)
        self.lengths = {field.name: reader.numbers(f"{field.name}_length", "i", 0) for field in TEXT_FIELDS}
        self.values = {name: _read_lists(reader.byte_strings(name)) for name in TERM_FACETS}
        self.ranges = [np.frombuffer(value, "<i4") for value in reader.byte_strings("mentioned")]


class Segment:
    """One segment of a snapshot: its reader and columns, and the id of its first document."""

    def __init__(self, reader: SegmentReader, columns: SegmentColumns, base: int) -> None:
        """Keep the three."""
        self.reader = reader
        self.columns = columns
        self.base = base


class Snapshot:
    """The documents of one generation, numbered from 0 over all segments, deleted ones masked out."""

    def __init__(self, state: State, reader: Any, segments: list[Segment], live: Mask, families: FamilyMap) -> None:
        """state: of the folder, its last part the generation.

        reader: the Whoosh reader that `segments` read from; closed when the snapshot is no longer used.
        """
        self.state = state
        self.generation = state[-1]
        self.families = families
        self.live = live
        self.doc_count = len(live)
        self.live_count = int(np.count_nonzero(live))
        self._segments = segments
        self._cache: OrderedDict[tuple[str, Forms], Postings] = OrderedDict()
        self._lengths = {field.name: self._read_lengths(field.name) for field in TEXT_FIELDS}
        self._averages = {name: self._average(lengths) for name, lengths in self._lengths.items()}
        weakref.finalize(self, reader.close)

    @property
    def segment_count(self) -> int:
        """Return the number of segments."""
        return len(self._segments)

    def postings(self, field: str, forms: Forms) -> Postings:
        """Return the united postings of the forms, deleted documents left out."""
        key = (field, forms)
        found = self._cache.get(key)
        if found is None:
            found = self._unite(field, forms)
            self._cache[key] = found
            while len(self._cache) > CACHED_FAMILIES:
                self._cache.popitem(last=False)
        return found

    def positions(self, field: str, forms: Forms) -> PositionKeys:
        """Return the united occurrences of the forms as doc_id << 32 | position, deleted documents left out."""
        parts = [
            keys + (segment.base << 32)
            for segment in self._segments
            for form in forms
            if len(keys := segment.reader.positions(field, form))
        ]
        if not parts:
            return NO_POSITIONS
        keys = np.concatenate(parts)
        keys = keys[self.live[keys >> 32]]
        return np.sort(keys)

    def lengths(self, field: str) -> Freqs:
        """Return (doc_count,) float32, tokens of a text field in each document."""
        return self._lengths[field]

    def average_length(self, field: str) -> float:
        """Return the mean length over the living documents that have the field."""
        return self._averages[field]

    @cached_property
    def published(self) -> npt.NDArray[np.int64]:
        """Return (doc_count,) int64, seconds by the source's clock, NO_TIME where undated."""
        return np.concatenate([segment.columns.published for segment in self._segments] or [np.empty(0, np.int64)])

    @cached_property
    def days(self) -> Days:
        """Return (doc_count,) int32, the day of publication, NO_DAY where undated."""
        return np.where(self.published == NO_TIME, NO_DAY, self.published // 86_400).astype(np.int32)

    @cached_property
    def mentioned(self) -> RangeColumn:
        """Return the ranges of days that each document mentions."""
        rows = [row for segment in self._segments for row in segment.columns.ranges]
        offsets = np.zeros(len(rows) + 1, np.int64)
        np.cumsum([len(row) // 2 for row in rows], out=offsets[1:])
        flat = np.concatenate(rows) if rows else np.empty(0, np.int32)
        return RangeColumn(offsets, flat[0::2], flat[1::2])

    def column(self, name: str) -> TermColumn:
        """Return the values of a terms facet, distinct values in alphabetical order."""
        column = self._columns.get(name)
        if column is None:
            rows = [row for segment in self._segments for row in segment.columns.values[name]]
            order = sorted({value for row in rows for value in row}, key=lambda value: (collation_key(value), value))
            column = self._columns[name] = build_term_column(rows, order)
        return column

    def folded_words(self, name: str) -> list[list[str]]:
        """Return the folded words of each distinct value of a terms facet."""
        words = self._folded.get(name)
        if words is None:
            words = self._folded[name] = [fold_text(value).split() for value in self.column(name).values]
        return words

    def doc_id(self, key: str) -> int | None:
        """Return the document of a key, or None."""
        return self._doc_ids.get(key)

    def key_of(self, doc_id: int) -> str:
        """Return the key of a document."""
        segment = self._segment_of(doc_id)
        return segment.columns.keys[doc_id - segment.base]

    def hash_of(self, doc_id: int) -> str:
        """Return the content hash of a document."""
        segment = self._segment_of(doc_id)
        return segment.columns.hashes[doc_id - segment.base]

    def article(self, doc_id: int) -> Article:
        """Return the stored article."""
        segment = self._segment_of(doc_id)
        record = segment.reader.record(doc_id - segment.base)
        return article_from_record(json.loads(record.decode("utf-8", "surrogatepass")))

    def published_range(self) -> tuple[dt.date, dt.date] | None:
        """Return the first and last day of publication, or None where nothing is dated."""
        dated = self.days[self.live & (self.days != NO_DAY)]
        return (from_day(int(dated.min())), from_day(int(dated.max()))) if len(dated) else None

    @cached_property
    def _columns(self) -> dict[str, TermColumn]:
        return {}

    @cached_property
    def _folded(self) -> dict[str, list[list[str]]]:
        return {}

    @cached_property
    def _doc_ids(self) -> dict[str, int]:
        keys = [key for segment in self._segments for key in segment.columns.keys]
        return {key: doc_id for doc_id, key in enumerate(keys) if self.live[doc_id]}

    def _segment_of(self, doc_id: int) -> Segment:
        return next(segment for segment in reversed(self._segments) if segment.base <= doc_id)

    def _unite(self, field: str, forms: Forms) -> Postings:
        doc_ids: list[npt.NDArray[np.uint32]] = []
        freqs: list[Freqs] = []
        for segment in self._segments:
            for form in forms:
                found = segment.reader.postings(field, form)
                if len(found.doc_ids):
                    doc_ids.append(found.doc_ids + np.uint32(segment.base))
                    freqs.append(found.freqs)
        if not doc_ids:
            return NO_POSTINGS
        return self._living(np.concatenate(doc_ids), np.concatenate(freqs))

    def _living(self, doc_ids: npt.NDArray[np.uint32], freqs: Freqs) -> Postings:
        living = self.live[doc_ids]
        doc_ids, freqs = doc_ids[living], freqs[living]
        distinct, inverse = np.unique(doc_ids, return_inverse=True)
        return Postings(distinct, np.bincount(inverse, weights=freqs, minlength=len(distinct)).astype(np.float32))

    def _read_lengths(self, field: str) -> Freqs:
        parts = [segment.columns.lengths[field] for segment in self._segments]
        return np.concatenate(parts).astype(np.float32) if parts else np.empty(0, np.float32)

    def _average(self, lengths: Freqs) -> float:
        present = lengths[self.live & (lengths > 0)]
        return float(present.mean(dtype=np.float64)) if len(present) else 1.0


def _read_lists(packed: list[bytes]) -> list[list[str]]:
    """Return the lists of a column; equal values are one string in memory, however many documents have them."""
    known: dict[str, str] = {}
    return [[known.setdefault(value, value) for value in json.loads(row)] if row else [] for row in packed]
