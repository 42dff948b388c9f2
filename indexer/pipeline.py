"""The run of the indexer: read, extract, write, and account for every article.

    sources -> readers -> survey -> [boilerplate, dates, names, words: worker processes] -> ArticleSink -> engine
                   \\_________ everything skipped or failed, by name _________/-> IndexReport

Articles are read and written by this process in the order of the sources, so that a run gives the
same index whatever the number of workers. Not for: what is found in an article (`indexer.building`).
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from indexer.adapting import check_words
from indexer.building import Outcome, build_article
from indexer.readers import count_hint, read_sources
from indexer.records import RawArticle
from indexer.repetition import FILE_NAME, RepeatedLines
from indexer.report import IndexReport
from indexer.sinks import ADAPTED, COMMIT_ARTICLES, ArticleSink, open_index
from indexer.surveying import survey
from indexer.workers import build_in_order
from search import MEMORY_MEBIBYTES, Engine, SourceError, UnreadableSourceError

OnSkip = Callable[[SourceError], None]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come. bytes_done, bytes_total: of the sources' files; what is only read ahead is not done.

    read: articles read so far, those that wait to be built among them.
    """

    articles: int
    skipped: int
    bytes_done: int
    bytes_total: int
    read: int = 0


READ_AHEAD_STEP = 250
"""So often a run shows itself while it only reads ahead."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a run goes about its sources.

    format: of every source, None = told from name and content. source_name: the outlet of articles that
    name none. workers: processes that extract, 0 = one for each processor, 1 = this one. demo: marks
    the articles as text written for demonstration. words: a table that `fihris adapt`
    made, None = the index's own, if any. commit_articles: how often the work is made durable.
    on_skip: called with each source or article as it is skipped; the report names them too.
    on_progress: called after each article, and now and then while articles are only read ahead.
    """

    format: str | None = None
    source_name: str | None = None
    workers: int = 0
    demo: bool = False
    words: Path | None = None
    commit_articles: int = COMMIT_ARTICLES
    on_skip: OnSkip | None = None
    on_progress: Callable[[Progress], None] | None = None


def index_sources(
    sources: Sequence[str],
    location: str,
    options: RunOptions = RunOptions(),
    *,
    rebuild: bool = False,
    memory_mebibytes: int = MEMORY_MEBIBYTES,
) -> IndexReport:
    """Index the sources into the index at a location, which is made where there is none, and return the account.

    rebuild: from nothing; the old index is served until the new one is complete, and stays if no article
    could be read. memory_mebibytes: what writing may take before it goes to disk. Raises IndexStateError,
    BackendError, WordsTableError, OSError; what a run committed before stays.
    """
    with open_index(location, rebuild=rebuild, memory_mebibytes=memory_mebibytes) as engine:
        table = _load_table(location, rebuild=rebuild)
        own_words = Path(location) / ADAPTED
        if options.words is None and not _is_remote(location) and own_words.is_file():
            options = replace(options, words=own_words)
        notes = check_words(options.words)
        report = run(sources, engine, options, table)
        report.notes += notes
        written_to = engine.info().location
        if not _is_remote(written_to):
            table.save(Path(written_to) / FILE_NAME)
        report.articles_in_index = engine.info().articles
    return report


def _load_table(location: str, *, rebuild: bool) -> RepeatedLines:
    """Return what the index knows of recurring lines; a rebuild begins anew but for the lines a reader keeps."""
    if _is_remote(location):
        return RepeatedLines()
    table = RepeatedLines.load(Path(location) / FILE_NAME)
    return table.only_kept() if rebuild else table


def _is_remote(location: str) -> bool:
    return location.startswith(("http://", "https://"))


def run(
    sources: Sequence[str],
    engine: Engine,
    options: RunOptions = RunOptions(),
    table: RepeatedLines | None = None,
) -> IndexReport:
    """Write every article of the sources to the engine, commit, and return the account.

    table: what is known of lines that recur in the sources, filled further; begun anew if None.

    No article and no source ends the run: they are skipped, each with its reason. On an interrupt or an
    error of the engine what is not committed is rolled back. Raises IndexStateError, BackendError, OSError.
    """
    return _Run(engine, options).carry_out(sources, table or RepeatedLines())


class _Run:
    """The counters of one run, which the reader, the sink and the progress share."""

    def __init__(self, engine: Engine, options: RunOptions) -> None:
        self._engine = engine
        self._options = options
        self._report = IndexReport()
        self._built = 0
        self._bytes_read = 0
        self._bytes_done = 0
        self._bytes_total = 0

    def carry_out(self, sources: Sequence[str], table: RepeatedLines) -> IndexReport:
        started = time.monotonic()
        self._bytes_total = count_hint(sources) if self._options.on_progress else 0
        sink = ArticleSink(self._engine, self._report, commit_articles=self._options.commit_articles)
        workers = self._options.workers or os.cpu_count() or 1
        raw_articles = survey(self._read(sources), table)
        try:
            # Closed at once on any exception, so that no worker outlives the run.
            with contextlib.closing(
                build_in_order(raw_articles, workers=workers, demo=self._options.demo, words=self._options.words)
            ) as built:
                for chunk in built:
                    for outcome in chunk.outcomes:
                        self._take(outcome)
                    origins = [outcome.origin for outcome in chunk.outcomes if outcome.key is not None]
                    sink.add(chunk.articles, origins)
            sink.finish()
        except BaseException:
            self._engine.rollback()
            raise
        self._report.elapsed_seconds = time.monotonic() - started
        return self._report

    def _read(self, sources: Sequence[str]) -> Iterator[RawArticle]:
        for source in sources:
            done_before = self._bytes_read
            accounted_before = self._accounted
            found = read_sources(
                [source],
                format=self._options.format,
                source_name=self._options.source_name,
                on_skip=self._skip,
                on_progress=partial(self._note_bytes, done_before),
            )
            for raw in found:
                self._report.read += 1
                if not self._built and self._report.read % READ_AHEAD_STEP == 0:
                    self._show_progress()
                yield raw
            if self._accounted == accounted_before:
                reason, reason_ar = (
                    "there is nothing to read in it. Check the path.",
                    "لا شيء فيه يُقرأ. تحقق من المسار.",
                )
                self._skip(UnreadableSourceError(str(source), reason, reason_ar))

    @property
    def _accounted(self) -> int:
        return self._report.read + len(self._report.skipped)

    def _take(self, built: Outcome) -> None:
        self._built += 1
        self._report.text_bytes += built.text_bytes
        if built.key is None:
            reason, reason_ar = built.warnings[-1]
            self._skip(SourceError(built.origin, reason, reason_ar))
        else:
            self._report.warnings += [SourceError(built.origin, *warning) for warning in built.warnings]
        self._show_progress()

    def _skip(self, error: SourceError) -> None:
        self._report.skipped.append(error)
        if self._options.on_skip is not None:
            self._options.on_skip(error)

    def _note_bytes(self, done_before: int, done: int) -> None:
        self._bytes_read = done_before + done

    def _show_progress(self) -> None:
        if self._options.on_progress is not None:
            share = self._built / max(self._report.read, 1)
            self._bytes_done = max(self._bytes_done, int(self._bytes_read * share))
            self._options.on_progress(
                Progress(self._built, len(self._report.skipped), self._bytes_done, self._bytes_total, self._report.read)
            )


__all__ = ["IndexReport", "Progress", "RunOptions", "build_article", "index_sources", "run"]
