"""Reads articles ahead, counts their repeated lines, and gives them on with what is known of their sources.

Articles wait in a window on disk until all of it is counted, so that the first article of a source is judged by the
same knowledge as its last, and a second run over the same sources finds what the first found. Up to
`WINDOW_ARTICLES` that holds exactly; of a larger archive the first window is judged without what later ones teach.
Not for: what counts as repeated (`indexer.repetition`).
"""

from __future__ import annotations

import pickle
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from indexer.records import RawArticle
from indexer.repetition import RepeatedLines, source_of

WINDOW_ARTICLES = 50_000
WINDOW_CHARS = 256_000_000
MEMORY_BYTES = 32 << 20
"""Compressed, so much of a window stays in memory; 50,000 articles of news take about as much."""

BATCH_ARTICLES = 64


class Window:
    """Articles put aside in their order: compressed, in memory first, then in a nameless file that no crash leaves."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._file = tempfile.SpooledTemporaryFile(max_size=MEMORY_BYTES)  # noqa: SIM115 -- closed by `close`
        self._batch: list[RawArticle] = []
        self._sizes: list[int] = []
        self._chars = 0
        self.articles = 0

    @property
    def is_full(self) -> bool:
        """Return whether the window takes no more."""
        return self.articles >= WINDOW_ARTICLES or self._chars >= WINDOW_CHARS

    def add(self, raw: RawArticle) -> None:
        """Put an article aside."""
        self._batch.append(raw)
        self._chars += len(raw.title) + len(raw.body)
        self.articles += 1
        if len(self._batch) >= BATCH_ARTICLES or len(raw.body) > 1_000_000:
            self._flush()

    def take(self) -> Iterator[RawArticle]:
        """Yield the articles; the window takes no more afterwards."""
        self._flush()
        self._file.seek(0)
        for size in self._sizes:
            yield from pickle.loads(zlib.decompress(self._file.read(size)))

    def close(self) -> None:
        """Let go of the articles."""
        self._file.close()

    def _flush(self) -> None:
        if self._batch:
            packed = zlib.compress(pickle.dumps(self._batch, pickle.HIGHEST_PROTOCOL), 1)
            self._file.write(packed)
            self._sizes.append(len(packed))
            self._batch = []


def survey(articles: Iterable[RawArticle], table: RepeatedLines) -> Iterator[RawArticle]:
    """Yield the articles in their order, each with the lines of its source that are boilerplate; fill the table.

    While one window is given on, the next is read. Raises OSError where the disk for temporary files is full.
    """
    source = iter(articles)
    window = Window()
    following = Window()
    try:
        _fill(window, source, table)
        while window.articles:
            lines = table.of_sources()
            for raw in window.take():
                yield _with_lines(raw, lines)
                if not following.is_full:
                    _take_one(following, source, table)
            window.close()
            _fill(following, source, table)
            window, following = following, Window()
    finally:
        window.close()
        following.close()


def _with_lines(raw: RawArticle, lines: dict[str, frozenset[int]]) -> RawArticle:
    known = lines.get(source_of(raw))
    return replace(raw, repeated=known) if known else raw


def _fill(window: Window, source: Iterator[RawArticle], table: RepeatedLines) -> None:
    """Read articles until the window is full or there are no more."""
    while not window.is_full and _take_one(window, source, table):
        pass


def _take_one(window: Window, source: Iterator[RawArticle], table: RepeatedLines) -> bool:
    """Read one article more, if there is one."""
    raw = next(source, None)
    if raw is None:
        return False
    table.note(raw)
    window.add(raw)
    return True
