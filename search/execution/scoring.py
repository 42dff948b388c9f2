"""BM25 in Lucene's form (Robertson et al. 1994; idf never negative): weight · tf (k1 + 1) / (tf + norm)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from search.types import Scores

K1 = 1.2
B = 0.75
"""Lucene's defaults; `evidence` of the project measured b = .75 best where lengths are mixed."""


def idf(document_frequency: int, document_count: int) -> float:
    """Return ln(1 + (N - df + .5) / (df + .5)), positive for every df <= N."""
    return math.log1p((document_count - document_frequency + 0.5) / (document_frequency + 0.5))


def weight_of(weight: float) -> float:
    """Return the factor before tf / (tf + norm) for a weight of idf, boosts and level."""
    return weight * (K1 + 1)


def norms_of(lengths: npt.NDArray[Any], average_length: float) -> Scores:
    """Return k1 (1 - b + b · length / average length) of each document.

    lengths: (n,) words. average_length: over the living documents that have the field. Returns (n,) float32.
    """
    norms: Scores = (K1 * (1 - B) + (K1 * B / max(average_length, 1e-9)) * lengths).astype(np.float32)
    return norms
