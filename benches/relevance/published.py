"""Figures of the project's retrieval study on the same sets: real Lucene 9.5 through Anserini, and the best chain.

MRR@10, nDCG@10, Recall@100 at k1 1.2, b .75, texts alone. Its pool holds two more sets (XQuAD, TyDi), which are kept
back: beside ours it is a landmark, not a like for like.
"""

from __future__ import annotations

Figures = tuple[float, float, float]

LUCENE: dict[tuple[str, str], Figures] = {
    ("arcd", "own"): (0.776, 0.818, 0.982),
    ("mlqa", "own"): (0.693, 0.732, 0.905),
    ("arcd", "+ news"): (0.622, 0.666, 0.914),
    ("arcd", "pool"): (0.582, 0.632, 0.906),
    ("mlqa", "pool"): (0.486, 0.514, 0.745),
    ("aaqad", "pool"): (0.358, 0.393, 0.683),
    ("quranqa", "own"): (0.340, 0.278, 0.530),
}

BEST: dict[tuple[str, str], Figures] = {
    ("arcd", "own"): (0.810, 0.848, 0.991),
    ("mlqa", "own"): (0.751, 0.782, 0.938),
    ("arcd", "+ news"): (0.723, 0.762, 0.949),
    ("arcd", "pool"): (0.681, 0.727, 0.942),
    ("mlqa", "pool"): (0.563, 0.589, 0.805),
    ("aaqad", "pool"): (0.406, 0.441, 0.718),
    ("quranqa", "own"): (0.414, 0.351, 0.663),
}
