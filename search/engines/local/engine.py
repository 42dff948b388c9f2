"""LocalEngine: the Engine protocol over an index folder. It holds the snapshot and the open writer, no logic."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Self

import numpy as np

from search.analysis import fold_text, key_of
from search.article import Article
from search.codec.families import FamilyMap
from search.codec.segment import SegmentReader
from search.engines.base import EngineInfo, WriteReport
from search.engines.local import answer
from search.engines.local.likeness import similar_documents
from search.engines.local.planner import FAMILY_LEVELS
from search.engines.local.snapshot import Segment, SegmentColumns, Snapshot, State
from search.engines.local.store import Store
from search.engines.local.suggesting import suggest
from search.engines.local.writer import Writer
from search.errors import ArticleNotFoundError, IndexCorruptError, ParameterValueError, UnknownFieldError
from search.request import MAX_PAGE_SIZE, SearchRequest, check_query_text
from search.results import Hit, SearchResults, Snippet, Suggestion, TermFacet
from search.schema import TERM_FACETS, TEXT_FIELDS
from search.types import NO_DAY, Mask


class LocalEngine:
    """An index in a folder. Searches may run in many threads; one writer at a time, in any process."""

    def __init__(self, store: Store) -> None:
        """Use `open`."""
        self._store = store
        self._refresh_lock = threading.Lock()
        self._write_lock = threading.RLock()
        self._columns: dict[str, SegmentColumns] = {}
        self._snapshot: Snapshot | None = None
        self._writer: Writer | None = None

    @classmethod
    def open(cls, path: str, *, create: bool = False) -> LocalEngine:
        """Open the folder; see `search.open_engine`."""
        return cls(Store.open(Path(path), create=create))

    def search(self, request: SearchRequest) -> SearchResults:
        """Return one page of hits with its facets."""
        return answer.answer(request, self._current())

    def scan(self, request: SearchRequest) -> Iterator[Article]:
        """Yield every hit of the request in its order, from one snapshot."""
        return answer.scan(request, self._current())

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
        found = similar_documents(self._doc_id(key, snapshot), snapshot, size)
        return tuple(answer.hit_of(doc_id, score, snapshot) for doc_id, score in found)

    def suggest(self, prefix: str, size: int = 10) -> tuple[Suggestion, ...]:
        """Return names, then words, that continue what was typed, in any spelling."""
        check_query_text(prefix)
        _check_size("size", size)
        return suggest(prefix, self._current(), size)

    def facet_values(self, field: str, request: SearchRequest, prefix: str = "", size: int = 100) -> TermFacet:
        """Return the values of a facet for a request, those with a word beginning with `prefix` (folded)."""
        if field not in TERM_FACETS:
            raise UnknownFieldError(field, TERM_FACETS)
        check_query_text(prefix)
        return answer.values_beginning_with(field, fold_text(prefix), request, self._current(), limit=size)

    def write(self, batch: Iterable[Article]) -> WriteReport:
        """Add articles, replacing those with the same key. Raises IndexLockedError."""
        with self._write_lock:
            return self._open_writer().write(batch)

    def delete(self, keys: Iterable[str]) -> int:
        """Delete the articles with these keys and return how many there were. Raises IndexLockedError."""
        with self._write_lock:
            return self._open_writer().delete(keys)

    def commit(self) -> int:
        """Make everything written since the last commit visible; return the generation."""
        with self._write_lock:
            if self._writer is None:
                return self._store.generation
            generation = self._writer.commit()
            self._writer = None
        if not self._store.families_path(generation).exists():
            self._save_families()
        return generation

    def rollback(self) -> None:
        """Forget what was written since the last commit and release the lock."""
        with self._write_lock:
            if self._writer is not None:
                self._writer.rollback()
                self._writer = None

    def info(self) -> EngineInfo:
        """Return what the index holds."""
        snapshot = self._current()
        published = snapshot.published_range()
        return EngineInfo(
            engine="local",
            articles=snapshot.live_count,
            generation=snapshot.generation,
            segments=snapshot.segment_count,
            location=str(self._store.path),
            details={
                "size_bytes": self._store.size_bytes(),
                "words": len(snapshot.families.forms),
                "published": [day.isoformat() for day in published] if published else None,
                "undated": snapshot.live_count - int(np.count_nonzero(snapshot.live & (snapshot.days != NO_DAY))),
                "distinct": {name: len(snapshot.column(name).values) for name in TERM_FACETS},
            },
        )

    def close(self) -> None:
        """Release the lock and the snapshot; what was not committed is forgotten."""
        self.rollback()
        self._snapshot = None
        self._columns.clear()
        self._store.whoosh.close()

    def __enter__(self) -> Self:
        """Return the engine."""
        return self

    def __exit__(self, *exc_info: object) -> None:
        """Close the engine."""
        self.close()

    def _open_writer(self) -> Writer:
        if self._writer is None:
            self._writer = Writer(self._store, self._current)
        return self._writer

    def _current(self) -> Snapshot:
        """Return the snapshot of the last commit, opening it where another process has committed since."""
        snapshot = self._snapshot
        if snapshot is not None and snapshot.state == self._store.state:
            return snapshot
        with self._refresh_lock:
            if self._snapshot is None or self._snapshot.state != self._store.state:
                self._snapshot = self._open_snapshot()
            return self._snapshot

    def _open_snapshot(self) -> Snapshot:
        try:
            state, reader = self._open_reader()
        except Exception as error:
            raise self._corrupt(error) from error
        try:
            segments, live = self._open_segments(reader)
            return Snapshot(state, reader, segments, live, self._families(state[-1], segments))
        except Exception as error:
            reader.close()
            raise self._corrupt(error) from error

    def _corrupt(self, error: Exception) -> IndexCorruptError:
        """Return the error for whatever Whoosh, zlib, NumPy or pickle raise on damaged bytes."""
        return IndexCorruptError(self._store.path, f"{type(error).__name__}: {error}")

    def _open_reader(self) -> tuple[State, Any]:
        """Return a reader and the state of the folder that it shows; an empty reader of Whoosh knows no generation."""
        while True:
            state = self._store.state
            reader = self._store.whoosh.reader()
            if self._store.state == state:
                return state, reader
            reader.close()

    def _open_segments(self, reader: Any) -> tuple[list[Segment], Mask]:
        leaves = [(leaf, base) for leaf, base in reader.leaf_readers() if leaf.doc_count_all()]
        live = np.ones(sum(leaf.doc_count_all() for leaf, _ in leaves), np.bool_)
        segments, columns, base = [], {}, 0
        for leaf, _ in leaves:
            arrays = SegmentReader(leaf)
            name = leaf.segment().segment_id()
            columns[name] = self._columns.get(name) or SegmentColumns(arrays)
            segments.append(Segment(arrays, columns[name], base))
            live[[base + doc_id for doc_id in leaf.segment().deleted_docs()]] = False
            base += arrays.doc_count
        self._columns = columns
        return segments, live

    def _families(self, generation: int, segments: list[Segment]) -> FamilyMap:
        """Return the families of a generation: read from their file, else computed from the term dictionaries."""
        path = self._store.families_path(generation)
        if path.exists():
            return FamilyMap.load(path)
        forms = {form for segment in segments for field in TEXT_FIELDS for form in segment.reader.terms(field.name)}
        known = self._snapshot.families if self._snapshot else None
        return FamilyMap.build(forms, FAMILY_LEVELS, key_of, known)

    def _save_families(self) -> None:
        snapshot = self._current()
        snapshot.families.save(self._store.families_path(snapshot.generation))
        self._store.remove_old_families(snapshot.generation)

    @staticmethod
    def _doc_id(key: str, snapshot: Snapshot) -> int:
        doc_id = snapshot.doc_id(key)
        if doc_id is None:
            raise ArticleNotFoundError(key)
        return doc_id


def _check_size(name: str, size: int) -> None:
    if not 0 < size <= MAX_PAGE_SIZE:
        raise ParameterValueError(name, size, f"1 to {MAX_PAGE_SIZE}", f"من 1 إلى {MAX_PAGE_SIZE}")
