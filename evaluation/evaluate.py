"""The run of an evaluation: read the folder, index it, ask its queries, measure, compare.

folder, background -> temporary index -> Engine.search, query by query -> measures -> Evaluation
                                                another run, read from a file -> paired bootstrap
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from evaluation.archive import OnSkip, OnStep, analysed, articles_of, no_step, read_background, temporary_index
from evaluation.bootstrap import Difference, compare_scores
from evaluation.errors import EvaluationInputError
from evaluation.folder import EvaluationSet, read_folder
from evaluation.measures import load_measures, means, score_queries
from evaluation.runs import Run, ask, read_run
from search import SourceError


@dataclass(frozen=True, slots=True)
class Options:
    """How an evaluation is done. background: sources of articles that nobody asks for. compare: the file of a run."""

    background: tuple[str, ...] = ()
    level: str = "root"
    match: str = "any"
    with_titles: bool = False
    compare: Path | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Our run beside that of a file. absent: queries that count and are not in it. foreign: its queries not in ours."""

    path: Path
    measures: Mapping[str, Difference]
    absent: int
    foreign: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was measured, and everything that did not take part in it.

    queries: that count. background: articles of it that were indexed. skipped: of its sources, what could not be read.
    too_long: queries longer than a query may be; where they count they score 0. unjudged: queries that do not count.
    """

    name: str
    options: Options
    queries: int
    documents: int
    background: int
    measures: Mapping[str, float]
    run: Run
    unjudged: tuple[str, ...]
    index_seconds: float
    search_seconds: float
    skipped: list[SourceError] = field(default_factory=list)
    comparison: Comparison | None = None

    @property
    def too_long(self) -> list[str]:
        """Return the queries that were not asked."""
        return self.run.too_long

    @property
    def is_complete(self) -> bool:
        """Return whether everything that was given took part."""
        return not (self.skipped or self.too_long)


def evaluate(
    folder: Path,
    options: Options = Options(),
    *,
    on_skip: OnSkip = lambda _error: None,
    on_step: OnStep = no_step,
) -> Evaluation:
    """Return the measures of Fihris on an evaluation folder.

    Raises EvaluationInputError before anything is indexed, MeasuresMissingError, OSError.
    """
    load_measures()
    given = read_folder(folder)
    other = read_run(options.compare) if options.compare else None
    if other and options.compare and not any(query in given.relevant for query in other.rankings):
        raise _of_another_set(options.compare, folder)
    skipped: list[SourceError] = []

    def skip(error: SourceError) -> None:
        skipped.append(error)
        on_skip(error)

    started = time.monotonic()
    documents = articles_of(given.documents, with_titles=options.with_titles)
    background = read_background(options.background, given.documents, with_titles=options.with_titles, on_skip=skip)
    with temporary_index(analysed(itertools.chain(documents, background)), on_step=on_step) as engine:
        articles = engine.info().articles
        indexed = time.monotonic()
        run = ask(engine, given.queries, level=options.level, match=options.match, on_step=on_step)
        searched = time.monotonic()
    scores = score_queries(run.documents(), given.relevant)
    comparison = None
    if other and options.compare:
        differences = compare_scores(scores, score_queries(other.documents(), given.relevant))
        comparison = Comparison(options.compare, differences, *_unmatched(given, other))
    return Evaluation(
        name=given.name,
        options=options,
        queries=len(given.relevant),
        documents=len(given.documents),
        background=articles - len(given.documents),
        measures=means(scores),
        run=run,
        unjudged=given.unjudged,
        index_seconds=indexed - started,
        search_seconds=searched - indexed,
        skipped=skipped,
        comparison=comparison,
    )


def _unmatched(given: EvaluationSet, other: Run) -> tuple[int, int]:
    absent = sum(query not in other.rankings for query in given.relevant)
    return absent, sum(query not in given.queries for query in other.rankings)


def _of_another_set(path: Path, folder: Path) -> EvaluationInputError:
    return EvaluationInputError(
        path,
        None,
        f"none of its queries is one of {folder}. Give a run of the same set.",
        f"لا استعلام فيه من استعلامات {folder}. أعط نتائج المجموعة نفسها.",
    )
