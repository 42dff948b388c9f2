"""Paired bootstrap (Efron 1979; for retrieval Sakai 2006): is one run better than another, or were the queries kind?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evaluation.measures import MEASURES, Scores

RESAMPLES = 5_000
SEED = 20_150_721
CHUNK = 100
"""Resamples drawn at a time, so that memory does not grow with their number."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure of two runs over the same queries.

    ours, theirs: means. points: their difference times 100; low, high: its 95 % interval. p: two-sided, that the
    difference is chance. wins, losses, ties: queries by whose value is higher.
    """

    ours: float
    theirs: float
    points: float
    low: float
    high: float
    p: float
    wins: int
    losses: int
    ties: int


def compare_scores(
    ours: Scores, theirs: Scores, *, resamples: int = RESAMPLES, seed: int = SEED
) -> dict[str, Difference]:
    """Return the difference ours - theirs of each measure.

    ours, theirs: (measures, queries). Every measure sees the same resamples, and equal scores give equal answers.
    """
    differences = ours - theirs
    drawn = _resampled_means(differences, resamples, seed)
    return {
        name: _difference(*row)
        for name, row in zip(MEASURES, zip(ours, theirs, differences, drawn, strict=True), strict=True)
    }


def _resampled_means(differences: Scores, resamples: int, seed: int) -> Scores:
    """Return (measures, resamples): the mean of the differences over queries drawn with replacement."""
    generator = np.random.default_rng(seed)
    count = differences.shape[1]
    found = np.empty((len(differences), resamples))
    for start in range(0, resamples, CHUNK):
        end = min(start + CHUNK, resamples)
        chosen = generator.integers(0, count, (end - start, count))
        for row, values in enumerate(differences):
            found[row, start:end] = values[chosen].mean(axis=1)
    return found


def _difference(ours: Scores, theirs: Scores, differences: Scores, drawn: Scores) -> Difference:
    low, high = np.percentile(drawn, (2.5, 97.5))
    # The observed sample counts as one resample more, so that no difference is said to be impossible by chance.
    tail = min(np.count_nonzero(drawn <= 0), np.count_nonzero(drawn >= 0))
    return Difference(
        ours=float(ours.mean()),
        theirs=float(theirs.mean()),
        points=100 * float(differences.mean()),
        low=100 * float(low),
        high=100 * float(high),
        p=min(1.0, 2 * (int(tail) + 1) / (len(drawn) + 1)),
        wins=int(np.count_nonzero(differences > 0)),
        losses=int(np.count_nonzero(differences < 0)),
        ties=int(np.count_nonzero(differences == 0)),
    )
