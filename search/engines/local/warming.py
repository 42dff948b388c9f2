"""Warming: a few searches of each kind with words of the archive itself, so that every kernel is compiled and loaded.

Numba compiles a kernel for the types of its arrays when it is first called, some ten seconds for all of them, and
keeps the machine code on disk; the next process loads it in a fraction of a second. Tables that searches make when they
first need them are made here, too, and after a commit beside the searches (`BackgroundTables`).
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator

import numpy as np

from search.codec.reader import COLUMNS, FREQUENCIES, POSITIONS, POSTINGS, TERMS
from search.engines.local.answer import answer
from search.engines.local.snapshot import Snapshot
from search.engines.local.suggesting import NAME_FACETS, suggest
from search.errors import IndexCorruptError
from search.execution.scratch import Scratch
from search.request import Filter, SearchRequest
from search.schema import TERM_FACETS

LOOKED_AT = 200
MIN_LETTERS = 4
"""Shorter words have no near spellings; where an archive has no other, it has little to search either."""

THREAD_NAME = "fihris-tables"
PAUSE_SECONDS = 0.2
"""The request that met a commit is answered before its tables are begun: threads of one process share its time."""

SEARCHED_PARTS = (TERMS, POSTINGS, FREQUENCIES, POSITIONS, COLUMNS)

_logger = logging.getLogger(__name__)


def warm_up(snapshot: Snapshot, scratch: Scratch, *, check: bool) -> None:
    """Search for words, phrases, patterns, filters and orders once each. check: then check what searches read."""
    words = _frequent_words(snapshot)
    if not words:
        return
    source = snapshot.column("source")
    texts = (
        "",
        words[0],
        " ".join(words),
        f'"{" ".join(words[:2])}"',
        f"{words[0][:2]}*",
        f"{words[0]}~1 -{words[-1]}",
    )
    with contextlib.suppress(IndexCorruptError):
        make_tables(snapshot, lambda: True)
        for text in texts:
            for level in ("folded", "stem"):
                answer(SearchRequest(text, level=level), snapshot, scratch)
        if len(source):
            chosen = Filter("source", (source.value(0),))
            answer(SearchRequest(words[0], filters=(chosen,), sort="oldest", published_from="1900"), snapshot, scratch)
        first = answer(SearchRequest(words[0], size=1), snapshot, scratch)
        if first.next:
            answer(SearchRequest(words[0], size=1, after=first.next), snapshot, scratch)
        suggest(words[0][:2], snapshot, scratch, 10)
        for segment in snapshot.segments if check else ():
            for part in SEARCHED_PARTS:
                segment.reader.parts[part].check_all()


def make_tables(snapshot: Snapshot, goes_on: Callable[[], bool]) -> None:
    """Make the tables of a snapshot that its searches would make when first needed. goes_on: asked after each."""
    for _ in _tables_of(snapshot):
        if not goes_on():
            return


def _tables_of(snapshot: Snapshot) -> Iterator[object]:
    """Make a table at each step, those that every search needs first."""
    for name in TERM_FACETS:
        yield snapshot.column(name).by_total
        yield snapshot.column(name).in_use
    snapshot.stories.make_counts()
    yield snapshot.stories
    for segment in snapshot.segments:
        for name in TERM_FACETS:
            yield segment.starts(name)
        for name in NAME_FACETS:
            yield segment.latin(name)
            yield segment.folded(name)
    for name in TERM_FACETS:
        yield snapshot.column(name).alphabet


class BackgroundTables:
    """Makes the tables of each new snapshot in a thread of its own, one snapshot at a time, of several the newest."""

    def __init__(self, made: Snapshot | None = None) -> None:
        """made: the snapshot that has its tables already."""
        self._lock = threading.Lock()
        self._newest = made
        self._waiting: Snapshot | None = None
        self._thread: threading.Thread | None = None
        self._is_running = False
        self._closed = threading.Event()

    def make(self, snapshot: Snapshot) -> None:
        """Begin with a snapshot, unless it was begun before, and return at once; older ones are left as they are."""
        with self._lock:
            if self._closed.is_set() or snapshot is self._newest:
                return
            self._newest = self._waiting = snapshot
            if not self._is_running:
                self._start()

    def wait(self) -> None:
        """Return when nothing is left to make."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def close(self) -> None:
        """Stop before the next table and return when the thread has ended; nothing is made any more."""
        with self._lock:
            self._closed.set()
            self._newest = self._waiting = None
        self.wait()

    def _start(self) -> None:
        """Start the thread; where the system has none to spare, searches make their tables themselves."""
        thread = threading.Thread(target=self._run, name=THREAD_NAME, daemon=True)
        try:
            thread.start()
        except RuntimeError:
            self._waiting = None
            _logger.exception("No thread could be started for the tables of a new generation.")
        else:
            self._thread, self._is_running = thread, True

    def _run(self) -> None:
        while (snapshot := self._next()) is not None:
            self._make(snapshot)

    def _next(self) -> Snapshot | None:
        self._closed.wait(PAUSE_SECONDS)
        with self._lock:
            found, self._waiting = self._waiting, None
            self._is_running = found is not None
        return found

    def _make(self, snapshot: Snapshot) -> None:
        try:
            make_tables(snapshot, self._goes_on)
        except Exception:
            # Whoever needs the table meets the error itself.
            _logger.exception("The tables of generation %s could not be made.", snapshot.generation)

    def _goes_on(self) -> bool:
        return self._waiting is None and not self._closed.is_set()


def _frequent_words(snapshot: Snapshot) -> list[str]:
    """Return up to three words of four letters or more that many texts hold."""
    if not snapshot.segments:
        return []
    index = max(range(len(snapshot.segments)), key=lambda place: snapshot.segments[place].doc_count)
    with contextlib.suppress(IndexCorruptError):
        frequencies = snapshot.form_frequencies(index, "text")
        best = np.argsort(-frequencies, kind="stable")[:LOOKED_AT]
        forms = snapshot.segments[index].reader.forms
        words = [forms[ordinal].decode() for ordinal in best.tolist() if frequencies[ordinal]]
        return sorted(words, key=lambda word: len(word) < MIN_LETTERS)[:3]
    return []
