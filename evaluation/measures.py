"""MRR@10, nDCG@10 and Recall@100 of each query, computed by the package ir-measures.

Binary relevance. A query that counts and has no ranking scores 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from evaluation.errors import MeasuresMissingError

MEASURES = ("mrr@10", "ndcg@10", "recall@100")

Scores = npt.NDArray[np.float64]
"""(measures, queries): the measures in the order of MEASURES, the queries in that of the judgements."""


def score_queries(rankings: Mapping[str, Sequence[str]], relevant: Mapping[str, frozenset[str]]) -> Scores:
    """Return each measure of each query that has relevant documents.

    rankings: distinct documents, best first; their order alone counts, never a score. Raises MeasuresMissingError.
    """
    package = load_measures()
    # The package ranks by score and breaks ties its own way: a score for each place keeps our order.
    run = {
        query: {document: float(-place) for place, document in enumerate(rankings.get(query, ()))} for query in relevant
    }
    judgements = {query: dict.fromkeys(documents, 1) for query, documents in relevant.items()}
    names: dict[Any, str] = dict(zip((package.RR @ 10, package.nDCG @ 10, package.R @ 100), MEASURES, strict=True))
    rows = {name: row for row, name in enumerate(MEASURES)}
    places = {query: place for place, query in enumerate(relevant)}
    scores = np.zeros((len(MEASURES), len(relevant)))
    for found in package.iter_calc(list(names), judgements, run):
        scores[rows[names[found.measure]], places[found.query_id]] = found.value
    return scores


def load_measures() -> ModuleType:
    """Return the package. Raises MeasuresMissingError."""
    try:
        import ir_measures  # an optional extra: it brings SciPy along, which no server needs
    except ImportError as error:
        raise MeasuresMissingError from error
    return ir_measures


def means(scores: Scores) -> dict[str, float]:
    """Return the mean of each measure over the queries."""
    return {name: float(row.mean()) for name, row in zip(MEASURES, scores, strict=True)}
