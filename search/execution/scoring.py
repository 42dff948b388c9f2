"""BM25 in Lucene's form (Robertson et al. 1994; idf never negative), on whole posting lists at once."""

from __future__ import annotations

import math

import numpy as np

from search.types import Freqs, Scores

K1 = 1.2
B = 0.75
"""Lucene's defaults; `evidence` of the project measured b = .75 best where lengths are mixed."""


def idf(document_frequency: int, document_count: int) -> float:
    """Return ln(1 + (N - df + .5) / (df + .5)), positive for every df <= N."""
    return math.log1p((document_count - document_frequency + 0.5) / (document_frequency + 0.5))


def bm25(freqs: Freqs, lengths: Freqs, average_length: float, weight: float) -> Scores:
    """Return weight · tf (k1 + 1) / (tf + k1 (1 - b + b · length / average length)).

    freqs, lengths: (n,) float32 beside each other; lengths >= 1. weight: idf times boosts.
    Returns (n,) float32, a fresh array.
    """
    norm = K1 * (1 - B + B * lengths / np.float32(max(average_length, 1e-9)))
    scores: Scores = (np.float32(weight * (K1 + 1)) * freqs / (freqs + norm)).astype(np.float32)
    return scores
