"""An evaluation as JSON and as text for a terminal."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from evaluation.bootstrap import RESAMPLES, Difference
from evaluation.evaluate import Comparison, Evaluation
from evaluation.measures import MEASURES
from search import MAX_QUERY_CHARS, Notice

TITLES = {"mrr@10": "MRR@10", "ndcg@10": "nDCG@10", "recall@100": "Recall@100"}
DIGITS = 6
NAMED = 5
"""Queries named in a notice; the JSON names all."""


def evaluation_as_json(found: Evaluation) -> dict[str, Any]:
    """Return the answer of `fihris evaluate --json`."""
    answer: dict[str, Any] = {
        "queries": found.queries,
        "documents": found.documents,
        **{name: round(value, DIGITS) for name, value in found.measures.items()},
        "level": found.options.level,
        "match": found.options.match,
        "with_titles": found.options.with_titles,
        "background": found.background,
        "too_long": found.too_long,
        "unjudged": len(found.unjudged),
        "skipped": [
            {"source": error.source, "reason": error.reason, "reason_ar": error.reason_ar} for error in found.skipped
        ],
        "seconds": {"index": round(found.index_seconds, 3), "search": round(found.search_seconds, 3)},
    }
    if found.comparison:
        answer["compare"] = _comparison_as_json(found.comparison)
    return answer


def _comparison_as_json(comparison: Comparison) -> dict[str, Any]:
    return {
        "run": str(comparison.path),
        "absent": comparison.absent,
        "foreign": comparison.foreign,
        "resamples": RESAMPLES,
        "measures": {
            name: {
                field: round(value, DIGITS) if isinstance(value, float) else value
                for field, value in dataclasses.asdict(difference).items()
            }
            for name, difference in comparison.measures.items()
        },
    }


def iter_summary(found: Evaluation) -> Iterator[str]:
    """Yield the measures, and below them the comparison, for people."""
    options = found.options
    background = f" among {found.background:,} articles of the background" if options.background else ""
    titles = ", titles indexed" if options.with_titles else ""
    yield f"{found.name}: {found.queries:,} queries, {found.documents:,} documents{background}"
    yield f"level {options.level}, match {options.match}{titles}"
    yield ""
    for name in MEASURES:
        yield f"{TITLES[name]:<10}  {found.measures[name]:.4f}"
    if found.comparison:
        yield ""
        yield from _iter_comparison(found.comparison)
    yield ""
    yield f"Indexed in {found.index_seconds:,.1f} s, searched in {found.search_seconds:,.1f} s."


def _iter_comparison(comparison: Comparison) -> Iterator[str]:
    yield f"against {comparison.path} (paired bootstrap over the queries, {RESAMPLES:,} resamples)"
    headers = ("", "ours", "theirs", "points", "95 % interval", "p", "better", "worse", "same")
    rows = [headers, *(_row(name, comparison.measures[name]) for name in MEASURES)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        columns = zip(row, widths, strict=True)
        yield "  ".join(c.rjust(w) if n else c.ljust(w) for n, (c, w) in enumerate(columns)).rstrip()


def _row(name: str, found: Difference) -> tuple[str, ...]:
    return (
        TITLES[name],
        f"{found.ours:.4f}",
        f"{found.theirs:.4f}",
        f"{found.points:+.2f}",
        f"[{found.low:+.2f}, {found.high:+.2f}]",
        f"{found.p:.4f}",
        *(f"{count:,}" for count in (found.wins, found.losses, found.ties)),
    )


def iter_notices(found: Evaluation) -> Iterator[Notice]:
    """Yield what did not take part, or counts for nothing: never a silent skip."""
    if found.too_long:
        shown, count = _named(found.too_long), len(found.too_long)
        yield Notice(
            "query_too_long",
            f"{count:,} queries have more than {MAX_QUERY_CHARS:,} characters and were not asked; they score 0: "
            f"{shown}. Shorten them.",
            f"{count} من الاستعلامات أطول من {MAX_QUERY_CHARS} حرف فلم تُسأل ودرجتها 0: {shown}. اختصرها.",
        )
    if found.unjudged:
        shown, count = _named(found.unjudged), len(found.unjudged)
        yield Notice(
            "query_unjudged",
            f"{count:,} queries have no relevant document in qrels.tsv and do not count: {shown}.",
            f"{count} من الاستعلامات بلا وثيقة ذات صلة في qrels.tsv فلا تُحسب: {shown}.",
        )
    comparison = found.comparison
    if comparison and comparison.absent:
        yield Notice(
            "run_incomplete",
            f"{comparison.absent:,} queries are not in {comparison.path}; there they score 0.",
            f"{comparison.absent} من الاستعلامات ليست في {comparison.path}، ودرجتها فيه 0.",
        )
    if comparison and comparison.foreign:
        yield Notice(
            "run_foreign",
            f"{comparison.foreign:,} queries of {comparison.path} are not in this set; they do not count.",
            f"{comparison.foreign} من استعلامات {comparison.path} ليست في هذه المجموعة فلا تُحسب.",
        )


def _named(queries: list[str] | tuple[str, ...]) -> str:
    rest = len(queries) - NAMED
    return ", ".join(queries[:NAMED]) + (f" … ({rest:,} more)" if rest > 0 else "")
