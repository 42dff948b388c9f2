"""What is distinctive of results: values of facets and words that they have more often than others.

Values are counted over all hits, words in the first of them (`contrasting_words`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from search.engines.local.answer import Evaluated, evaluate_request
from search.engines.local.contrasting_words import Words, contrast_words
from search.engines.local.log_odds import MIN_COUNT, Counts, contrast_of, log_odds
from search.engines.local.snapshot import Snapshot
from search.execution.scratch import Scratch
from search.findings import Contrast, Contrasted
from search.names.applying import rename_request
from search.query_parser import parse_query
from search.request import SearchRequest


@dataclass(frozen=True, slots=True)
class _Results:
    request: SearchRequest
    found: Evaluated

    @property
    def articles(self) -> int:
        return self.found.total


def contrast(
    requests: Sequence[SearchRequest],
    fields: Sequence[str],
    snapshot: Snapshot,
    scratch: Scratch,
    *,
    size: int,
    words: int = 0,
) -> tuple[Contrasted, ...]:
    """Return for each request what its results have more often than those of the others; of one request, than the rest.

    size: values of each field. words: how many words. Cost: one pass over the values of all hits for each field, and
    the words of some articles for each request.
    """
    results = [_results(request, snapshot, scratch, ranked=words > 0) for request in requests]
    sizes = np.array([each.articles for each in results], np.int64)
    compared = sizes.sum() - sizes if len(results) > 1 else snapshot.live_count - sizes
    by_field = {field: _contrast_values(field, results, sizes, compared, snapshot, size) for field in fields}
    of_words: list[Words] = [((), 0)] * len(results)
    if words:
        of_words = contrast_words([(each.request, each.found) for each in results], snapshot, words)
    return tuple(
        Contrasted(
            int(sizes[index]),
            int(compared[index]),
            {field: by_field[field][index] for field in fields},
            *of_words[index],
        )
        for index in range(len(results))
    )


def _results(request: SearchRequest, snapshot: Snapshot, scratch: Scratch, *, ranked: bool) -> _Results:
    request, _ = rename_request(request, snapshot.names)
    return _Results(request, evaluate_request(parse_query(request.text), request, snapshot, scratch, ranked=ranked))


def _contrast_values(
    field: str, results: Sequence[_Results], sizes: Counts, compared: Counts, snapshot: Snapshot, limit: int
) -> list[tuple[Contrast, ...]]:
    column = snapshot.column(field)
    totals = column.totals.astype(np.int64)
    counts = np.zeros((len(results), len(column)), np.int64)
    for row, each in zip(counts, results, strict=True):
        for index, hits in enumerate(each.found.hits):
            row += np.bincount(column.ordinals_of(index, hits.ids), minlength=len(column))
    everywhere = counts.sum(axis=0) if len(results) > 1 else totals
    shown = []
    for row, size, other in zip(counts, sizes.tolist(), compared.tolist(), strict=True):
        candidates = np.flatnonzero(row >= MIN_COUNT)
        have, rest = row[candidates], everywhere[candidates] - row[candidates]
        scores = log_odds(have, size, rest, other, totals[candidates], snapshot.live_count)
        best = np.argsort(-scores, kind="stable")[:limit]
        shown.append(
            tuple(
                contrast_of(
                    column.value(int(candidates[place])), int(have[place]), size, int(rest[place]), other, score
                )
                for place, score in zip(best.tolist(), scores[best].tolist(), strict=True)
                if score > 0
            )
        )
    return shown
