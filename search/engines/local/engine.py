"""LocalEngine: the Engine protocol over an index folder. It holds the snapshot and the open writer, no logic."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

from search.analysis import FAMILIES_VERSION
from search.article import Article
from search.codec.reader import SegmentReader
from search.engines.base import EngineInfo, WriteReport
from search.engines.local import answer
from search.engines.local.contrasting import contrast
from search.engines.local.explaining import explain_query, explain_words
from search.engines.local.fingerprinting import fingerprints
from search.engines.local.likeness import similar_documents
from search.engines.local.listing import list_values, values_beginning_with
from search.engines.local.names import (
    change_names,
    check_facet,
    freed,
    list_names,
    merges_of,
    merges_of_proposals,
    propose_names,
)
from search.engines.local.neighbouring import neighbours_of
from search.engines.local.occurring import occurrences
from search.engines.local.own_names import OwnNames
from search.engines.local.own_synonyms import OwnSynonyms
from search.engines.local.snapshot import OpenSegment, Snapshot
from search.engines.local.store import Store
from search.engines.local.story_files import open_stories
from search.engines.local.suggesting import suggest
from search.engines.local.understanding import understand
from search.engines.local.warming import BackgroundTables, warm_up
from search.engines.local.writer import MEMORY_MEBIBYTES, Writer
from search.errors import (
    ArticleNotFoundError,
    IndexCorruptError,
    IndexVersionError,
    ParameterValueError,
    UnknownFieldError,
)
from search.execution.kernels import kernels_name, load_kernels
from search.execution.scratch import Scratch
from search.facets.listing import ValueList
from search.findings import ArticleOccurrences, Contrasted, Neighbours
from search.names.judging import NameEntry, Proposal
from search.names.name_map import Merge, NameMap
from search.names.proposals import Listed
from search.request import MAX_PAGE_SIZE, SearchRequest, check_query_text
from search.results import (
    ExplainedWord,
    Explanation,
    Fingerprints,
    Hit,
    QueryWord,
    SearchResults,
    Snippet,
    StoryVersions,
    Suggestion,
    TermFacet,
)
from search.schema import TERM_FACETS

SegmentName = tuple[str, int, int]
"""A segment with the revisions of its deletions and families: what one reader shows."""

OPEN_ATTEMPTS = 10
"""A commit between reading the table of contents and opening its files removes some; it takes many to hit ten times."""


class LocalEngine:
    """An index in a folder. Searches may run in many threads; one writer at a time, in any process."""

    def __init__(self, store: Store, memory_mebibytes: int) -> None:
        """Use `open`."""
        self._store = store
        self._synonyms = OwnSynonyms(store.path)
        self._names = OwnNames(store.path)
        self._memory_mebibytes = memory_mebibytes
        self._refresh_lock = threading.Lock()
        self._write_lock = threading.RLock()
        self._opened: dict[SegmentName, OpenSegment] = {}
        self._snapshot: Snapshot | None = None
        self._writer: Writer | None = None
        self._of_thread = threading.local()
        self._tables: BackgroundTables | None = None
        self._is_closed = False

    @classmethod
    def open(cls, path: str, *, create: bool = False, memory_mebibytes: int = MEMORY_MEBIBYTES) -> LocalEngine:
        """Open the folder; see `search.open_engine`."""
        return cls(Store.open(Path(path), create=create), memory_mebibytes)

    def search(self, request: SearchRequest) -> SearchResults:
        """Return one page of hits with its facets."""
        return answer.answer(request, self._current(), self._scratch)

    def scan(self, request: SearchRequest) -> Iterator[Article]:
        """Yield every hit of the request in its order, from one snapshot."""
        return answer.scan(request, self._current(), self._scratch)

    def fingerprints(self, request: SearchRequest) -> Fingerprints:
        """Return the key and the content hash of every hit of the request in its order, from one snapshot."""
        return fingerprints(request, self._current(), self._scratch)

    def get(self, key: str) -> Article:
        """Return the article. Raises ArticleNotFoundError."""
        snapshot = self._current()
        return snapshot.article(self._doc_id(key, snapshot))

    def mark(self, key: str, request: SearchRequest) -> tuple[Snippet, ...]:
        """Return the whole title, text and captions of an article, marked as hits of the request are."""
        snapshot = self._current()
        return answer.mark_article(self._doc_id(key, snapshot), request, snapshot)

    def similar(self, key: str, size: int = 5) -> tuple[Hit, ...]:
        """Return the articles that share the most telling words and names with this one."""
        _check_size("size", size)
        snapshot = self._current()
        found = similar_documents(self._doc_id(key, snapshot), snapshot, size, self._scratch)
        return tuple(answer.hit_of(doc_id, score, snapshot) for doc_id, score in found)

    def versions(self, key: str, size: int = MAX_PAGE_SIZE) -> StoryVersions:
        """Return the articles that tell the same story as this one, itself among them, in the order of publication."""
        _check_size("size", size)
        snapshot = self._current()
        return snapshot.stories.versions(self._doc_id(key, snapshot), size)

    def neighbours(self, key: str, request: SearchRequest) -> Neighbours | None:
        """Return which hits stand before and after an article in the request's order; None where it is no hit."""
        snapshot = self._current()
        return neighbours_of(self._doc_id(key, snapshot), request, snapshot, self._scratch)

    def occurrences(self, request: SearchRequest, skip: int = 0) -> Iterator[ArticleOccurrences]:
        """Yield the hits in the request's order after the first `skip`, with every place that answers."""
        return occurrences(request, self._current(), self._scratch, skip)

    def contrast(
        self, requests: Sequence[SearchRequest], fields: Sequence[str], size: int = 10, words: int = 0
    ) -> tuple[Contrasted, ...]:
        """Return for each request what its hits have more often than those of the others, or than the rest."""
        for field in fields:
            if field not in TERM_FACETS:
                raise UnknownFieldError(field, TERM_FACETS)
        _check_size("size", size)
        return contrast(requests, fields, self._current(), self._scratch, size=size, words=words)

    def suggest(self, prefix: str, size: int = 10) -> tuple[Suggestion, ...]:
        """Return names, headlines and words that continue what was typed, in any spelling."""
        check_query_text(prefix)
        _check_size("size", size)
        return suggest(prefix, self._current(), self._scratch, size)

    def facet_values(self, field: str, request: SearchRequest, prefix: str = "", size: int = 100) -> TermFacet:
        """Return the values of a facet for a request, those with a word beginning with `prefix` (folded)."""
        if field not in TERM_FACETS:
            raise UnknownFieldError(field, TERM_FACETS)
        check_query_text(prefix)
        return values_beginning_with(field, prefix, request, self._current(), self._scratch, limit=size)

    def list_values(
        self,
        field: str,
        request: SearchRequest,
        prefix: str = "",
        order: str = "count",
        place: int = 0,
        size: int = 100,
    ) -> ValueList:
        """Return a page of the values of a facet for a request, those that fit the prefix, in an order."""
        if field not in TERM_FACETS:
            raise UnknownFieldError(field, TERM_FACETS)
        check_query_text(prefix)
        return list_values(
            field, request, self._current(), self._scratch, prefix=prefix, order=order, place=place, size=size
        )

    def names(self) -> NameMap:
        """Return which values of facets are shown under others."""
        return self._current().names

    def list_names(self, field: str, prefix: str = "", size: int = 100) -> list[NameEntry]:
        """Return the most frequent values of a facet with a word that begins so, with their variants."""
        check_facet(field)
        check_query_text(prefix)
        return list_names(self._current(), field, prefix, size)

    def propose_names(self, field: str, limit: int = 1000, listed: Listed | None = None) -> list[Proposal]:
        """Return merges of a facet's values to propose, the surest first."""
        check_facet(field)
        return propose_names(self._current(), field, limit, listed)

    def merge_names(self, field: str, canonical: str, members: Iterable[str], evidence: str = "") -> tuple[Merge, ...]:
        """Show the members under the canonical value from now on and return the merges."""
        check_facet(field)
        merges = merges_of(self._current(), field, canonical, tuple(members), evidence)
        return self._apply_merges(merges)

    def accept_names(self, proposals: Iterable[Proposal]) -> tuple[Merge, ...]:
        """Apply proposals in one step and return the merges."""
        return self._apply_merges(merges_of_proposals(self._current(), proposals))

    def undo_names(self, field: str, name: str) -> tuple[Merge, ...]:
        """Show a merged value, or all that are shown under a name, as they were, and return the merges undone."""
        check_facet(field)
        undone: tuple[Merge, ...] = ()

        def undo(names: NameMap) -> NameMap:
            nonlocal undone
            changed, undone = freed(names, field, name)
            return changed

        self._change_names(undo)
        return undone

    def write(self, batch: Iterable[Article]) -> WriteReport:
        """Add articles, replacing those with the same key. Raises IndexLockedError.

        batch: maybe what `search.analyse_articles` made of them, in this process or another.
        """
        with self._write_lock:
            return self._open_writer().write(batch)

    def delete(self, keys: Iterable[str]) -> int:
        """Delete the articles with these keys and return how many there were. Raises IndexLockedError."""
        with self._write_lock:
            return self._open_writer().delete(keys)

    def commit(self) -> int:
        """Make everything written since the last commit durable and visible; return the generation."""
        with self._write_lock:
            if self._writer is None:
                return self._store.generation
            writer, self._writer = self._writer, None
            generation = writer.commit()
        # Whoever asks this engine next sees what was committed, even while other threads keep it busy.
        self._open_current()
        return generation

    def rollback(self) -> None:
        """Forget what was written since the last commit and release the lock."""
        with self._write_lock:
            if self._writer is not None:
                writer, self._writer = self._writer, None
                writer.rollback()

    def explain(self, request: SearchRequest, key: str | None = None) -> Explanation:
        """Return what the words of the request's text stand for; of an article, also how its score comes about."""
        snapshot = self._current()
        doc_id = None if key is None else self._doc_id(key, snapshot)
        return explain_query(request, snapshot, self._scratch, doc_id)

    def understand(self, request: SearchRequest) -> tuple[tuple[QueryWord, ...], int]:
        """Return what the single words of a query find at each level, and how many such words there are."""
        return understand(request, self._current(), self._scratch)

    def explain_words(self, text: str) -> tuple[tuple[ExplainedWord, ...], bool]:
        """Return what the words of any text stand for, and whether it has more words than were looked up."""
        return explain_words(text, self._current(), self._scratch)

    def published_range(self) -> tuple[dt.date, dt.date] | None:
        """Return the first and last day of publication in the archive, None where nothing is dated."""
        return self._current().published_range

    def info(self) -> EngineInfo:
        """Return what the index holds."""
        snapshot = self._current()
        published = snapshot.published_range
        return EngineInfo(
            engine="local",
            articles=snapshot.live_count,
            generation=snapshot.generation,
            segments=snapshot.segment_count,
            location=str(self._store.path),
            details={
                "size_bytes": self._store.size_bytes(),
                "parts": _sizes(snapshot),
                "segment_list": [_describe(segment.reader) for segment in snapshot.segments],
                "words": snapshot.distinct_forms(),
                "published": [day.isoformat() for day in published] if published else None,
                "undated": snapshot.undated_count(),
                "distinct": dict(snapshot.distinct_values()),
                "kernels": kernels_name(load_kernels()),
            },
        )

    def warm(self, *, check: bool = False) -> None:
        """Make the first answers as quick as the later ones: compile or load the kernels, make the tables.

        From now on the tables of every new generation are made beside the searches, in a thread that ends with `close`.
        check: also check every byte that searches read, which otherwise happens piece by piece as they read it.
        What is damaged is not named here but where it is used.
        """
        snapshot = self._current()
        warm_up(snapshot, self._scratch, check=check)
        with self._refresh_lock:
            if self._tables is None and not self._is_closed:
                self._tables = BackgroundTables(snapshot)
            if self._tables is not None and self._snapshot is not None:
                self._tables.make(self._snapshot)

    def close(self) -> None:
        """Release the lock and the snapshot; what was not committed is forgotten."""
        self.rollback()
        with self._refresh_lock:
            self._is_closed = True
            tables, self._tables = self._tables, None
        if tables is not None:
            tables.close()
        self._snapshot = None
        self._opened = {}

    def __enter__(self) -> Self:
        """Return the engine."""
        return self

    def __exit__(self, *exc_info: object) -> None:
        """Close the engine."""
        self.close()

    def _apply_merges(self, merges: tuple[Merge, ...]) -> tuple[Merge, ...]:
        if merges:
            self._change_names(lambda names: names.with_merges(merges))
        return merges

    def _change_names(self, change: Callable[[NameMap], NameMap]) -> None:
        with self._write_lock:
            change_names(self._store, self._names, self._writer is not None, change)
        self._open_current()

    @property
    def _scratch(self) -> Scratch:
        """Return the scratch arrays of this thread."""
        scratch: Scratch | None = getattr(self._of_thread, "scratch", None)
        if scratch is None:
            scratch = self._of_thread.scratch = Scratch()
        return scratch

    def _open_writer(self) -> Writer:
        if self._writer is None:
            self._writer = Writer(self._store, self._open_current, self._memory_mebibytes)
        return self._writer

    def _current(self) -> Snapshot:
        """Return the snapshot of the last commit, opening it where another process has committed since.

        While one thread opens a new generation, the others go on with the one before.
        """
        snapshot = self._snapshot
        if snapshot is not None and self._is_current(snapshot):
            return snapshot
        if snapshot is not None and not self._refresh_lock.acquire(blocking=False):
            return snapshot
        if snapshot is None:
            self._refresh_lock.acquire()
        try:
            return self._refreshed()
        finally:
            self._refresh_lock.release()

    def _open_current(self) -> Snapshot:
        """Return the snapshot of the last commit, never an earlier one."""
        with self._refresh_lock:
            return self._refreshed()

    def _refreshed(self) -> Snapshot:
        if self._snapshot is None or not self._is_current(self._snapshot):
            self._snapshot = self._open_snapshot()
            tables = self._tables
            if tables is not None:
                tables.make(self._snapshot)
        return self._snapshot

    def _is_current(self, snapshot: Snapshot) -> bool:
        """Tell whether nothing was committed and no name merged since."""
        return snapshot.names is self._names.current() and snapshot.state == self._store.state

    def _open_snapshot(self) -> Snapshot:
        for _ in range(OPEN_ATTEMPTS):
            state = self._store.state
            try:
                return self._snapshot_of(state)
            except IndexCorruptError:
                if self._store.state == state:
                    raise
        return self._snapshot_of(self._store.state)

    def _snapshot_of(self, state: tuple[int, int, int]) -> Snapshot:
        opened: dict[SegmentName, OpenSegment] = {}
        for entry in self._store.read_toc(state[-1]):
            name = (entry.segment_id(), entry.deletions, entry.families)
            opened[name] = self._opened.get(name) or OpenSegment(SegmentReader(self._store.path, entry))
            self._check_families(opened[name].reader)
        story_path = self._store.stories_path(state[-1])
        story_file = open_stories(story_path)
        if story_file is None and self._store.state != state:
            raise IndexCorruptError(story_path, "a commit has removed it this instant")
        snapshot = Snapshot(state, list(opened.values()), self._synonyms, self._names, story_file)
        self._opened = opened
        return snapshot

    def _check_families(self, reader: SegmentReader) -> None:
        found = reader.families_version
        if found != FAMILIES_VERSION:
            raise IndexVersionError(
                self._store.path, f"families {found}", f"families {FAMILIES_VERSION}", command="rebuild-families"
            )

    @staticmethod
    def _doc_id(key: str, snapshot: Snapshot) -> int:
        doc_id = snapshot.doc_id(key)
        if doc_id is None:
            raise ArticleNotFoundError(key)
        return doc_id


def _sizes(snapshot: Snapshot) -> dict[str, int]:
    """Return the bytes of each part over all segments."""
    sizes: dict[str, int] = {}
    for segment in snapshot.segments:
        for part, size in segment.reader.size_bytes.items():
            sizes[part] = sizes.get(part, 0) + size
    return sizes


def _describe(reader: SegmentReader) -> dict[str, object]:
    return {
        "name": reader.name,
        "articles": reader.doc_count - reader.entry.deleted,
        "deleted": reader.entry.deleted,
        "size_bytes": sum(reader.size_bytes.values()),
    }


def _check_size(name: str, size: int) -> None:
    if not 0 < size <= MAX_PAGE_SIZE:
        raise ParameterValueError(name, size, f"1 to {MAX_PAGE_SIZE}", f"من 1 إلى {MAX_PAGE_SIZE}")
