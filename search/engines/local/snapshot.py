"""Snapshot: everything a search reads, as of one commit. Immutable; requests share it between threads."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from search.article import Article, article_from_record
from search.codec.arrays import lengths_of
from search.codec.families import Forms
from search.codec.parts import Part
from search.codec.reader import RangeValues, SegmentReader, ValueColumn
from search.engines.local.folded_values import FoldedValues
from search.engines.local.latin_values import LatinValues
from search.engines.local.own_names import OwnNames
from search.engines.local.own_synonyms import OwnSynonyms
from search.engines.local.segment_facets import SegmentFacets
from search.engines.local.stories import Stories
from search.engines.local.story_files import read_leaders
from search.engines.local.word_starts import WordStarts
from search.execution.evaluate import FormList
from search.execution.frequent import FrequentWords
from search.execution.scoring import norms_of
from search.facets.columns import FacetColumn
from search.facets.dates import from_day
from search.names.applying import rename_article
from search.names.name_map import NameMap
from search.schema import TERM_FACETS, TEXT_FIELDS
from search.types import NO_DAY, Days, DocIds, Mask, Scores

State = tuple[int, int, int]
"""What `Store.state` gives: equal as long as nothing was committed or rebuilt."""


class OpenSegment:
    """A segment's reader with what is computed from it once; snapshots share it as long as the segment lives."""

    def __init__(self, reader: SegmentReader) -> None:
        """Keep the reader."""
        self.reader = reader
        self.frequent = FrequentWords(reader.doc_count)
        self.facets = SegmentFacets(reader)


class Segment:
    """One segment of a snapshot. base: number of its first document in the snapshot. names: the merged ones."""

    def __init__(self, opened: OpenSegment, base: int, names: NameMap) -> None:
        """Keep them."""
        self.opened = opened
        self._names = names
        self.reader = opened.reader
        self.base = base
        self.doc_count = opened.reader.doc_count
        self.live: Mask | None = opened.reader.live
        self.frequent = opened.frequent
        self.averages: dict[str, float] = {}
        self._norms: dict[str, Scores] = {}

    @property
    def live_count(self) -> int:
        """Return the number of living documents."""
        return self.doc_count - self.reader.entry.deleted

    def column(self, field: str) -> ValueColumn:
        """Return a facet field, its merged values under their canonical names."""
        return self.opened.facets.column(field, self._names.of(field))

    def folded(self, field: str) -> FoldedValues:
        """Return the values of a facet field by their words, numbered as in its `column`; merged names find them."""
        return self.opened.facets.folded(field, self._names.of(field))

    def latin(self, field: str) -> LatinValues:
        """Return the values of a facet field by their sound, numbered as in its `column`; merged names find them."""
        return self.opened.facets.latin(field, self._names.of(field))

    def starts(self, field: str) -> WordStarts:
        """Return the values of a facet field by the beginnings of their words, numbered as in its `column`."""
        return self.opened.facets.starts(field, self._names.of(field))

    def norms(self, field: str) -> Scores:
        """Return (doc_count,) float32, the length part of BM25 under the snapshot's average length."""
        norms = self._norms.get(field)
        if norms is None:
            norms = self._norms[field] = norms_of(self.reader.lengths(field), self.averages[field])
        return norms

    def living(self, ids: DocIds) -> DocIds:
        """Return those of the documents that are not deleted."""
        return ids if self.live is None else ids[self.live[ids]]

    def is_live(self, doc_id: int) -> bool:
        """Return whether a document of the segment is not deleted."""
        return self.live is None or bool(self.live[doc_id])


class Snapshot:
    """The documents of one generation. A document is a segment and a doc_id in it, or one number over all segments."""

    def __init__(
        self,
        state: State,
        opened: Sequence[OpenSegment],
        synonyms: OwnSynonyms | None = None,
        names: OwnNames | None = None,
        story_file: Part | None = None,
    ) -> None:
        """state: of the folder, its last part the generation. synonyms: not of the commit, but as they are now.

        names: the merged names; those of this moment stay those of the snapshot.
        story_file: of the generation; without one stories are formed when they are first asked for.
        """
        self.state = state
        own_names = names or OwnNames(None)
        self.names = own_names.current()
        self.name_notices = own_names.complaints()
        self.synonyms = synonyms or OwnSynonyms(None)
        self.generation = state[-1]
        self.segments: list[Segment] = []
        base = 0
        for each in opened:
            self.segments.append(Segment(each, base, self.names))
            base += each.reader.doc_count
        self.doc_count = base
        self.live_count = sum(segment.live_count for segment in self.segments)
        self._columns: dict[str, FacetColumn] = {}
        self._columns_lock = threading.Lock()
        self._story_file = story_file
        self._stories: Stories | None = None
        self._stories_lock = threading.Lock()
        for field in TEXT_FIELDS:
            average = self._average_length(field.name)
            for segment in self.segments:
                segment.averages[field.name] = average

    @property
    def segment_count(self) -> int:
        """Return the number of segments."""
        return len(self.segments)

    # Words

    def family(self, level: str, key: str) -> list[Forms]:
        """Return for each segment the forms whose key at the level is `key`, increasing ordinals."""
        packed = key.encode("utf-8", "surrogatepass")
        if level == "exact":
            found = [segment.reader.forms.find(packed) for segment in self.segments]
            return [np.array([] if ordinal is None else [ordinal], np.uint32) for ordinal in found]
        return [segment.reader.families[level].find(packed) for segment in self.segments]

    def family_frequency(self, level: str, key: str) -> int:
        """Return in how many texts the forms of a family stand, each form counted for itself, deleted ones included."""
        found = 0
        for segment, forms in zip(self.segments, self.family(level, key), strict=True):
            offsets = segment.reader.postings["text"].posting_offsets
            found += int((offsets[forms.astype(np.int64) + 1].astype(np.int64) - offsets[forms]).sum())
        return found

    def words_of(self, forms: Sequence[FormList]) -> frozenset[str]:
        """Return the surface forms that lists of ordinals, one for each segment, stand for."""
        return frozenset(
            segment.reader.forms[ordinal].decode()
            for segment, found in zip(self.segments, forms, strict=True)
            for ordinal in found.ordinals.tolist()
        )

    def form_frequencies(self, index: int, field: str) -> npt.NDArray[np.int64]:
        """Return (forms,) int64, in how many documents of a segment each form stands, deleted ones included."""
        return lengths_of(self.segments[index].reader.postings[field].posting_offsets)

    # Facets and dates

    def column(self, name: str) -> FacetColumn:
        """Return the values of a terms facet over all segments."""
        with self._columns_lock:
            column = self._columns.get(name)
            if column is None:
                column = FacetColumn(
                    [segment.column(name) for segment in self.segments],
                    [segment.live for segment in self.segments],
                )
                self._columns[name] = column
        return column

    @cached_property
    def days(self) -> list[Days]:
        """Return for each segment (doc_count,) int32, the day of publication, NO_DAY where undated."""
        return [segment.reader.numbers("day") for segment in self.segments]

    @cached_property
    def mentioned(self) -> list[RangeValues]:
        """Return for each segment the ranges of days that its documents mention."""
        return [segment.reader.ranges("mentioned") for segment in self.segments]

    @cached_property
    def published_range(self) -> tuple[dt.date, dt.date] | None:
        """Return the first and last day of publication, or None where nothing is dated."""
        dated = [days for days in map(self._dated, range(len(self.segments))) if len(days)]
        if not dated:
            return None
        return from_day(min(int(days.min()) for days in dated)), from_day(max(int(days.max()) for days in dated))

    def undated_count(self) -> int:
        """Return how many articles have no day of publication."""
        return self.live_count - sum(len(self._dated(index)) for index in range(len(self.segments)))

    @property
    def stories(self) -> Stories:
        """Return which documents tell the same story."""
        with self._stories_lock:
            if self._stories is None:
                self._stories = Stories(self, read_leaders(self._story_file, self.live_count))
                self._story_file = None
            return self._stories

    # Documents

    def place(self, doc_id: int) -> tuple[Segment, int]:
        """Return the segment of a document of the snapshot and its doc_id there."""
        segment = next(segment for segment in reversed(self.segments) if segment.base <= doc_id)
        return segment, doc_id - segment.base

    def doc_id(self, key: str) -> int | None:
        """Return the document of a key, or None."""
        packed = key.encode("utf-8", "surrogatepass")
        for segment in reversed(self.segments):
            ordinal = segment.reader.keys.find(packed)
            if ordinal is not None and segment.is_live(found := int(segment.reader.key_doc_ids[ordinal])):
                return segment.base + found
        return None

    def key_of(self, doc_id: int) -> str:
        """Return the key of a document."""
        segment, local = self.place(doc_id)
        return segment.reader.keys[int(segment.reader.key_ordinals[local])].decode("utf-8", "surrogatepass")

    def hash_of(self, doc_id: int) -> bytes:
        """Return the content hash of a document, 16 bytes."""
        segment, local = self.place(doc_id)
        return bytes(segment.reader.hashes[local])

    def article(self, doc_id: int) -> Article:
        """Return the stored article, merged names under their canonical ones."""
        segment, local = self.place(doc_id)
        record = segment.reader.stored.record(local)
        return rename_article(article_from_record(json.loads(record.decode("utf-8", "surrogatepass"))), self.names)

    def distinct_forms(self) -> int:
        """Return the number of distinct surface forms."""
        if len(self.segments) == 1:
            return len(self.segments[0].reader.forms)
        return len(set().union(*(segment.reader.forms.load() for segment in self.segments)))

    def distinct_values(self) -> Iterator[tuple[str, int]]:
        """Yield each terms facet with the number of its distinct values."""
        for name in TERM_FACETS:
            yield name, self.column(name).in_use

    def _dated(self, index: int) -> Days:
        days, live = self.days[index], self.segments[index].live
        dated: Days = days[(days != NO_DAY) if live is None else (days != NO_DAY) & live]
        return dated

    def _average_length(self, field: str) -> float:
        words = present = 0
        for segment in self.segments:
            lengths = segment.reader.lengths(field)
            if segment.live is not None:
                lengths = lengths[segment.live]
            words += int(lengths.sum(dtype=np.int64))
            present += int(np.count_nonzero(lengths))
        return words / present if present else 1.0
