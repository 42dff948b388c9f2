"""Runs: for each query the documents found, best first. How one is asked of an engine, written and read.

The file has a line a hit, `qid TAB docid TAB rank TAB score`; TREC's six columns (`qid Q0 docid rank score tag`) are
read too. The rank is the order; equal ranks are ordered by score, then by line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evaluation.archive import OnStep, no_step
from evaluation.errors import EvaluationInputError
from evaluation.lines import columns, iter_lines
from search import MAX_QUERY_CHARS, Engine, SearchRequest

DEPTH = 100
"""Documents asked for: as deep as the deepest measure looks."""

Ranking = tuple[tuple[str, float], ...]
"""(document, score) pairs, best first."""


@dataclass(slots=True)
class Run:
    """rankings: by query, in the order they were asked. too_long: queries that no engine of ours takes, never asked."""

    rankings: dict[str, Ranking]
    too_long: list[str] = field(default_factory=list)

    def documents(self) -> dict[str, tuple[str, ...]]:
        """Return the documents alone."""
        return {query: tuple(document for document, _ in ranking) for query, ranking in self.rankings.items()}


def ask(
    engine: Engine,
    queries: Mapping[str, str],
    *,
    level: str = "root",
    match: str = "any",
    on_step: OnStep = no_step,
) -> Run:
    """Return what the engine finds for each query, as it answers anybody; one that is too long is named, not asked."""
    engine.warm()
    run = Run({})
    for done, (identifier, text) in enumerate(queries.items(), 1):
        if len(text) > MAX_QUERY_CHARS:
            run.too_long.append(identifier)
            continue
        found = engine.search(SearchRequest(text, level=level, match=match, size=DEPTH, facets=()))
        # A query without a word to look for lists the whole archive, every article with score 0: that finds nothing.
        run.rankings[identifier] = tuple((hit.key, hit.score) for hit in found.hits if hit.score > 0)
        on_step("searched", done, len(queries))
    return run


def run_lines(run: Run) -> Iterator[str]:
    """Yield the lines of the file."""
    for query, ranking in run.rankings.items():
        for rank, (document, score) in enumerate(ranking, 1):
            yield f"{query}\t{document}\t{rank}\t{score:.6f}\n"


def read_run(path: Path) -> Run:
    """Return the run of a file; a document named twice for a query counts where it stands first.

    Raises EvaluationInputError.
    """
    rows: dict[str, list[tuple[int, float, int, str]]] = {}
    for number, line in iter_lines(path):
        query, document, rank, score = _hit(path, number, line)
        rows.setdefault(query, []).append((rank, -score, number, document))
    if not rows:
        raise EvaluationInputError(
            path, None, "the run is empty. Write it again with --run FILE.", "الملف خالٍ. اكتبه مجددًا بالخيار ‎--run‎."
        )
    return Run({query: _ranking(found) for query, found in rows.items()})


def _hit(path: Path, number: int, line: str) -> tuple[str, str, int, float]:
    row = columns(line)
    if len(row) == 6:
        row = [row[0], *row[2:5]]
    try:
        query, document, rank, score = row
        return query, document, int(float(rank)), float(score)
    except (ValueError, OverflowError) as error:
        raise EvaluationInputError(
            path,
            number,
            "a query, a document, a rank and a score are expected. Write: query TAB document TAB rank TAB score.",
            "المتوقع استعلام ووثيقة ورتبة ودرجة. اكتب: الاستعلام ثم TAB ثم الوثيقة ثم TAB ثم الرتبة ثم TAB ثم الدرجة.",
        ) from error


def _ranking(rows: Sequence[tuple[int, float, int, str]]) -> Ranking:
    best: dict[str, float] = {}
    for _, negative, _, document in sorted(rows):
        best.setdefault(document, -negative)
    return tuple(best.items())
