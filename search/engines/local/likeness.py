"""Likeness: the articles that share the most telling words and names with one."""

from __future__ import annotations

from collections import Counter

import numpy as np

from search.analysis import key_of, surface_forms
from search.engines.local.snapshot import Snapshot
from search.execution.evaluate import AnyOf, Evaluator, FamilyTerm, FormList, TextField
from search.execution.scoring import idf
from search.execution.scratch import Scratch
from search.execution.topk import first_documents
from search.schema import TEXT_FIELDS

QUERY_WORDS = 25
"""Words of the article that are searched for: those with the greatest tf·idf."""

MIN_LETTERS = 3


def similar_documents(doc_id: int, snapshot: Snapshot, size: int, scratch: Scratch) -> list[tuple[int, float]]:
    """Return (document, score) pairs, best first, the document itself and those that share nothing left out."""
    article = snapshot.article(doc_id)
    counts = Counter(
        key_of(form, "stem") for form in surface_forms(f"{article.title}\n{article.text}") if len(form) >= MIN_LETTERS
    )
    families = {
        key: tuple(
            FormList(forms.astype(np.int64), np.ones(len(forms), np.uint8)) for forms in snapshot.family("stem", key)
        )
        for key in counts
    }
    weights = {key: counts[key] * _rarity(forms, snapshot) for key, forms in families.items()}
    telling = sorted(weights, key=lambda key: (-weights[key], key))[:QUERY_WORDS]
    if not telling:
        return []
    fields = tuple(TextField(field.name, 1.0) for field in TEXT_FIELDS)
    query = AnyOf(tuple(FamilyTerm((1.0,), families[key], fields) for key in telling))
    found = Evaluator(snapshot, scratch).evaluate(query)
    bases = [segment.base for segment in snapshot.segments]
    best = first_documents([each.ids for each in found], [each.scores for each in found], bases, size + 1, None)
    return [(document, float(score)) for document, score in best if document != doc_id and score > 0][:size]


def _rarity(forms: tuple[FormList, ...], snapshot: Snapshot) -> float:
    """Return the idf of a family in the text, its document frequency taken as the sum of its forms'."""
    frequency = 0
    for segment, found in zip(snapshot.segments, forms, strict=True):
        offsets = segment.reader.postings["text"].posting_offsets
        frequency += int((offsets[found.ordinals + 1].astype(np.int64) - offsets[found.ordinals]).sum())
    # A word that only this article has cannot lead to another one.
    return idf(min(frequency, snapshot.live_count), snapshot.live_count) if frequency > 1 else 0.0
