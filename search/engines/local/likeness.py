"""Likeness: the articles that share the most telling words and names with one."""

from __future__ import annotations

from collections import Counter

import numpy as np

from search.analysis import key_of, surface_forms
from search.engines.local.snapshot import Snapshot
from search.execution.evaluate import AnyOf, FamilyTerm, TextField, evaluate
from search.execution.scoring import idf
from search.execution.topk import top_k
from search.schema import TEXT_FIELDS

QUERY_WORDS = 25
"""Words of the article that are searched for: those with the greatest tf·idf."""

MIN_LETTERS = 3


def similar_documents(doc_id: int, snapshot: Snapshot, size: int) -> list[tuple[int, float]]:
    """Return (document, score) pairs, best first, the document itself and those that share nothing left out."""
    article = snapshot.article(doc_id)
    counts = Counter(
        key_of(form, "stem") for form in surface_forms(f"{article.title}\n{article.text}") if len(form) >= MIN_LETTERS
    )
    families = {key: snapshot.families.members("stem", key) for key in counts}
    weights = {key: counts[key] * _rarity(forms, snapshot) for key, forms in families.items()}
    telling = sorted(weights, key=lambda key: (-weights[key], key))[:QUERY_WORDS]
    if not telling:
        return []
    fields = tuple(TextField(field.name, 1.0) for field in TEXT_FIELDS)
    scores = evaluate(AnyOf(tuple(FamilyTerm(((1.0, families[key]),), fields) for key in telling)), snapshot).scores
    scores[doc_id] = 0
    candidates = np.flatnonzero(scores).astype(np.uint32)
    best = top_k(candidates, scores[candidates], size)
    return [(int(found), float(scores[found])) for found in best]


def _rarity(forms: tuple[str, ...], snapshot: Snapshot) -> float:
    frequency = len(snapshot.postings("text", forms).doc_ids)
    # A word that only this article has cannot lead to another one.
    return idf(frequency, snapshot.live_count) if frequency > 1 else 0.0
