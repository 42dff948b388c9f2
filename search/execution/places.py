"""Places: what the positions of words add to the scores of the best documents.

Neighbours of the query that are neighbours in a document raise it (ordered pairs, after Metzler and Croft 2005), and
so does a word near the beginning, where news says what it is about. Both were measured in the project's relevance
laboratory (docs/relevance.md): pairs by presence, for counting them gains nothing; leads for all words.

Only the best documents by their words alone are looked at: reading positions costs more than reading frequencies,
and a small bonus does not carry a document up from far below. Whoever is among them ends above all others, for a
bonus is never negative: the order is total, whatever page is asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from search.execution.evaluate import DocSet, Evaluator, FamilyTerm
from search.execution.kernels import load_kernels
from search.execution.scoring import idf, weight_of
from search.execution.topk import first_documents
from search.types import DocIds, PositionKeys, Scores

WINDOW = 200
"""So many documents, the best of all segments, may be raised; more change nothing (measured)."""

PAIR_WEIGHT = 0.13
"""A pair counts as a term that one document holds: 1.3 in an archive of 30,000 articles."""

LEAD_WEIGHT, LEAD_HALF = 0.3, 20
"""A word at the beginning counts .3 · idf; half of that at the twentieth word."""

NOWHERE = 2**32
"""Behind every position."""


@dataclass(frozen=True, slots=True)
class PairTerm:
    """Two words that stand side by side in the query. levels: of each word, the level whose forms count.

    The same two words again make an equal pair, which is looked for once and counts as often as it stands there.
    """

    words: tuple[FamilyTerm, FamilyTerm]
    levels: tuple[int, int]


@dataclass(frozen=True, slots=True)
class LeadTerm:
    """A word of the query. level: whose forms count. Equal where the word stands again, as of pairs."""

    word: FamilyTerm
    level: int


def raise_by_places(
    found: Sequence[DocSet], pairs: Sequence[PairTerm], leads: Sequence[LeadTerm], evaluator: Evaluator
) -> list[DocSet]:
    """Return the documents with the bonuses of the best of them added to their scores.

    found: for each segment. evaluator: that has evaluated the words.
    """
    if not pairs and not leads:
        return list(found)
    bases = [0, *accumulate(segment.doc_count for segment in evaluator.segments)]
    best = first_documents([each.ids for each in found], [each.scores for each in found], bases[:-1], WINDOW, None)
    documents = np.sort(np.array([document for document, _ in best], np.int64))
    raised = []
    for index, each in enumerate(found):
        first, end = np.searchsorted(documents, bases[index : index + 2])
        ids = (documents[first:end] - bases[index]).astype(np.uint32)
        if not len(ids):
            raised.append(each)
            continue
        reader = PlaceReader(ids, index, evaluator)
        scores = each.scores.copy()
        scores[np.searchsorted(each.ids, ids)] += reader.pairs(pairs) + reader.leads(leads)
        raised.append(DocSet(each.ids, scores))
    return raised


class PlaceReader:
    """Reads the positions of words in some documents of one segment, those of a word once."""

    def __init__(self, ids: DocIds, index: int, evaluator: Evaluator) -> None:
        """ids: (n,) uint32, increasing. index: of the segment."""
        self._ids = ids
        self._index = index
        self._evaluator = evaluator
        self._segment = evaluator.segments[index]
        self._read: dict[tuple[int, int, str], PositionKeys] = {}

    def pairs(self, pairs: Sequence[PairTerm]) -> Scores:
        """Return (n,) float32: of each pair that a document holds, BM25 of one occurrence."""
        total = np.zeros(len(self._ids), np.float32)
        rarest = idf(1, self._evaluator.live_count)
        for pair, times in Counter(pairs).items():
            for field in pair.words[0].fields:
                first, second = (
                    self._positions(word, level, field.name)
                    for word, level in zip(pair.words, pair.levels, strict=True)
                )
                together = np.unique(load_kernels().chain(first, second, 0) >> 32)
                rows = np.searchsorted(self._ids, together)
                weight = np.float32(times * weight_of(PAIR_WEIGHT * field.boost * rarest))
                total[rows] += weight / (1 + self._segment.norms(field.name)[self._ids[rows]])
        return total

    def leads(self, leads: Sequence[LeadTerm]) -> Scores:
        """Return (n,) float32: of each word, what its first place in the title or the text is worth."""
        total = np.zeros(len(self._ids), np.float32)
        for lead, times in Counter(leads).items():
            first = np.full(len(self._ids), NOWHERE, np.int64)
            for field in lead.word.fields:
                places = load_kernels().first_positions(self._ids, self._positions(lead.word, lead.level, field.name))
                first = np.where(places >= 0, np.minimum(first, places), first)
            articles = self._evaluator.frequencies(lead.word)[lead.level]
            weight = times * LEAD_WEIGHT * idf(articles, self._evaluator.live_count)
            total += np.where(first < NOWHERE, weight / (1 + first / LEAD_HALF), 0).astype(np.float32)
        return total

    def _positions(self, word: FamilyTerm, level: int, field: str) -> PositionKeys:
        """Return where the forms of a level stand in the documents."""
        name = (id(word), level, field)
        if name not in self._read:
            self._read[name] = self._gather(word, level, field)
        return self._read[name]

    def _gather(self, word: FamilyTerm, level: int, field: str) -> PositionKeys:
        forms, reader = word.forms[self._index], self._segment.reader
        ordinals = forms.ordinals[forms.masks >> level & 1 > 0]
        postings = reader.postings[field]
        starts, ends = _bounds(postings.posting_offsets, ordinals)
        held = starts < ends
        starts, ends = starts[held], ends[held]
        firsts, lasts = _bounds(postings.position_offsets, ordinals[held])
        # Their postings were checked when the word was evaluated.
        reader.check_position_rows(field, firsts, lasts)
        bits = self._evaluator.scratch.bits(self._segment.doc_count)
        kernels = load_kernels()
        kernels.set_bits(self._ids, bits)
        try:
            keys: PositionKeys = kernels.gather_all_positions(
                postings.doc_ids, postings.freqs, postings.positions, starts, ends, firsts, bits
            )
        finally:
            bits[:] = 0
        return keys


def _bounds(offsets: npt.NDArray[np.integer], ordinals: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], ...]:
    return offsets[ordinals].astype(np.int64), offsets[ordinals + 1].astype(np.int64)
