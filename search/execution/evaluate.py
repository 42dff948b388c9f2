"""Evaluation: a resolved query in, a mask of documents and their scores out.

The nodes here are what `search.engines.local.planner` makes of a query tree: words are already
families of forms, facet conditions already masks. The reader gives postings without deleted documents.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from search.codec.segment import Postings
from search.execution.phrase import count_by_document, phrase_starts
from search.execution.scoring import bm25, idf
from search.types import Freqs, Mask, PositionKeys, Scores

Forms = tuple[str, ...]


class PostingSource(Protocol):
    """What evaluation needs of an index."""

    doc_count: int
    live: Mask
    live_count: int

    def postings(self, field: str, forms: Forms) -> Postings:
        """Return the united postings of several forms, deleted documents left out."""

    def positions(self, field: str, forms: Forms) -> PositionKeys:
        """Return the united occurrences of several forms, deleted documents left out."""

    def lengths(self, field: str) -> Freqs:
        """Return (doc_count,) float32, tokens of the field in each document."""

    def average_length(self, field: str) -> float:
        """Return the mean length of the field over the living documents that have it."""


@dataclass(frozen=True, slots=True)
class TextField:
    """A text field to look in, with its boost."""

    name: str
    boost: float


@dataclass(frozen=True, slots=True)
class FamilyTerm:
    """A word as its families, nearest level first: (weight, forms) pairs.

    A document matches if any form occurs in any of the fields. Its score is the maximum over the levels
    of weight · BM25 (the family counts as one term: frequencies add up) within a field, summed over fields.
    """

    levels: tuple[tuple[float, Forms], ...]
    fields: tuple[TextField, ...]


@dataclass(frozen=True, slots=True)
class PhraseTerm:
    """Words side by side; each slot lists the forms that may fill it. Weighted by the sum of the slots' idf."""

    slots: tuple[Forms, ...]
    fields: tuple[TextField, ...]


@dataclass(frozen=True, slots=True)
class MaskTerm:
    """A condition already known as a mask; it does not score."""

    mask: Mask


@dataclass(frozen=True, slots=True)
class AllOf:
    """Documents that every item matches; scores add up."""

    items: tuple[ResolvedNode, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Documents that at least one item matches; scores add up."""

    items: tuple[ResolvedNode, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """Living documents that the item does not match; they score 0."""

    item: ResolvedNode


ResolvedNode = FamilyTerm | PhraseTerm | MaskTerm | AllOf | AnyOf | NoneOf


@dataclass(frozen=True, slots=True)
class Matches:
    """mask: (doc_count,) bool. scores: (doc_count,) float32, 0 outside the mask."""

    mask: Mask
    scores: Scores


def evaluate(node: ResolvedNode, source: PostingSource) -> Matches:
    """Return which living documents match and how well."""
    return _HANDLERS[type(node)](node, source)


def _family(node: FamilyTerm, source: PostingSource) -> Matches:
    total = _nothing(source)
    for field in node.fields:
        best = np.zeros(source.doc_count, np.float32)
        for weight, forms in node.levels:
            postings = source.postings(field.name, forms)
            scores = _score(postings, field, source, weight * idf(len(postings.doc_ids), source.live_count))
            ids = postings.doc_ids
            best[ids] = np.maximum(best[ids], scores)
            total.mask[ids] = True
        total.scores[:] += best
    return total


def _phrase(node: PhraseTerm, source: PostingSource) -> Matches:
    total = _nothing(source)
    for field in node.fields:
        slots = [source.positions(field.name, forms) for forms in node.slots]
        postings = count_by_document(phrase_starts(slots))
        weight = sum(idf(len(source.postings(field.name, forms).doc_ids), source.live_count) for forms in node.slots)
        total.mask[postings.doc_ids] = True
        total.scores[postings.doc_ids] += _score(postings, field, source, weight)
    return total


def _mask(node: MaskTerm, source: PostingSource) -> Matches:
    return Matches(node.mask & source.live, np.zeros(source.doc_count, np.float32))


def _all_of(node: AllOf, source: PostingSource) -> Matches:
    mask = source.live.copy()
    scores = np.zeros(source.doc_count, np.float32)
    for item in node.items:
        found = evaluate(item, source)
        mask &= found.mask
        scores += found.scores
    scores[~mask] = 0
    return Matches(mask, scores)


def _any_of(node: AnyOf, source: PostingSource) -> Matches:
    total = _nothing(source)
    for item in node.items:
        found = evaluate(item, source)
        total.mask[:] |= found.mask
        total.scores[:] += found.scores
    return total


def _none_of(node: NoneOf, source: PostingSource) -> Matches:
    return Matches(source.live & ~evaluate(node.item, source).mask, np.zeros(source.doc_count, np.float32))


def _score(postings: Postings, field: TextField, source: PostingSource, weight: float) -> Scores:
    lengths = source.lengths(field.name)[postings.doc_ids]
    return bm25(postings.freqs, lengths, source.average_length(field.name), weight * field.boost)


def _nothing(source: PostingSource) -> Matches:
    return Matches(np.zeros(source.doc_count, np.bool_), np.zeros(source.doc_count, np.float32))


_HANDLERS: dict[type, Callable[..., Matches]] = {
    FamilyTerm: _family,
    PhraseTerm: _phrase,
    MaskTerm: _mask,
    AllOf: _all_of,
    AnyOf: _any_of,
    NoneOf: _none_of,
}
