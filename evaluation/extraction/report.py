"""Scores of extraction as JSON and as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from evaluation.extraction.counts import Counts, Disagreement
from evaluation.extraction.measure import ExtractionScores
from evaluation.extraction.names import NameScores

DIGITS = 2


def scores_as_json(found: ExtractionScores) -> dict[str, Any]:
    """Return the answer of `fihris evaluate-extraction --json` for one file; precision, recall and F1 in per cent."""
    scores = found.scores
    return {
        "file": found.path.name,
        "kind": "names" if isinstance(scores, NameScores) else "dates",
        "articles": scores.articles,
        "words": scores.tokens if isinstance(scores, NameScores) else scores.words,
        **{name.lower(): _counts_as_json(counts) for name, counts in _rows(found)},
        "seconds": round(found.seconds, 3),
    }


def iter_score_lines(found: ExtractionScores) -> Iterator[str]:
    """Yield a heading and one row for each class of names, or each kind of agreement on dates."""
    scores = found.scores
    words = scores.tokens if isinstance(scores, NameScores) else scores.words
    yield f"{found.path.name}: {scores.articles:,} articles, {words:,} words ({found.seconds:,.1f} s)"
    yield f"{'':<8}{'P':>6}{'R':>7}{'F1':>7}   annotated"
    for name, counts in _rows(found):
        yield f"{name:<8}{counts.precision:>6.1f}{counts.recall:>7.1f}{counts.f1:>7.1f}   {counts.annotated:,}"


def iter_disagreement_lines(found: ExtractionScores) -> Iterator[str]:
    """Yield one line for each place where annotation and finder differ."""
    differences: tuple[Disagreement, ...] | list[Disagreement] = found.scores.disagreements
    for each in differences:
        yield f"{each.kind:<9} {each.place}: {each.about}"


def _rows(found: ExtractionScores) -> list[tuple[str, Counts]]:
    scores = found.scores
    if isinstance(scores, NameScores):
        return [("all", scores.total), *scores.by_class.items()]
    return [("exact", scores.exact), ("overlap", scores.overlap), ("value", scores.value)]


def _counts_as_json(counts: Counts) -> dict[str, Any]:
    return {
        "precision": round(counts.precision, DIGITS),
        "recall": round(counts.recall, DIGITS),
        "f1": round(counts.f1, DIGITS),
        "right": counts.right,
        "found": counts.found,
        "annotated": counts.annotated,
    }
