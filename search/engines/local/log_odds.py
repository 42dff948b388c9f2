"""The log-odds ratio by which distinctive values and words are ranked.

That of Monroe, Colaresi and Quinn, "Fightin' Words" (Political Analysis 16, 2008): with an informative Dirichlet prior
and divided by its standard error, here of documents that have a value. Neither the rarest nor the most frequent
come first.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from search.findings import Contrast

Counts = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]

PRIOR_SHARE = 0.1
"""The prior is worth so much of the archive: too little, and what stands on one side alone has no certain rank."""

MIN_COUNT = 2
"""What one article alone has is distinctive of that article."""


def log_odds(counts: Counts, size: int, others: Counts, compared: int, priors: Counts, archive: int) -> Scores:
    """Return the z-scores of values that stand in `counts` of `size` articles and in `others` of `compared`.

    priors: in how many of the `archive` articles each stands.
    """
    prior, articles = PRIOR_SHARE * priors + 1e-6, PRIOR_SHARE * archive
    have, other = counts + prior, others + prior
    # Half an article on either side: what every article has would have infinite odds.
    lack, other_lack = size + articles - have + 0.5, compared + articles - other + 0.5
    difference = np.log(have / lack) - np.log(other / other_lack)
    scores: Scores = difference / np.sqrt(1 / have + 1 / other)
    return scores


def contrast_of(value: str, count: int, size: int, others: int, compared: int, score: float) -> Contrast:
    """Return a contrast with its lift."""
    share = (count + others) / (size + compared)
    return Contrast(value, count, others, round(count / size / share, 2), round(score, 3))
