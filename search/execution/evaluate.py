"""Evaluation: a resolved query in, for each segment the documents that match and their scores out.

The nodes here are what `search.engines.local.planner` makes of a query tree: words are already forms of each
segment's dictionary, facet conditions already documents. Statistics (document frequency, average length) are those
of all living documents of all segments, so that a score does not depend on where an article lies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from search.codec.reader import FieldPostings, SegmentReader
from search.execution.frequent import FrequentWords, United
from search.execution.kernels import load_kernels
from search.execution.plain import BLOCK
from search.execution.scoring import idf, weight_of
from search.execution.scratch import Scratch
from search.types import DocIds, Mask, PositionKeys, Scores


class SegmentView(Protocol):
    """One segment as a snapshot shows it."""

    reader: SegmentReader
    doc_count: int
    live: Mask | None
    frequent: FrequentWords

    def norms(self, field: str) -> Scores:
        """Return (doc_count,) float32, k1 · (1 - b + b · length / average length) of a text field."""


class PostingSource(Protocol):
    """What evaluation needs of an index."""

    live_count: int

    @property
    def segments(self) -> Sequence[SegmentView]:
        """Return the segments in order."""


@dataclass(frozen=True, slots=True)
class TextField:
    """A text field to look in, with its boost."""

    name: str
    boost: float


@dataclass(frozen=True, slots=True)
class FormList:
    """Forms of one segment's dictionary: ordinals (n,) int64, distinct; bit l of masks (n,) uint8 = of level l."""

    ordinals: npt.NDArray[np.int64]
    masks: npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class FamilyTerm:
    """A word as its families, nearest level first.

    weights: one per level. forms: for each segment the forms of all levels. A document matches if a form occurs in
    any of the fields. Its score is the maximum over the levels of weight · BM25 (a family counts as one term:
    frequencies add up) within a field, summed over fields. raising: so many levels, the last, do not make a document
    match; but in one that another item of the same AnyOf matches, they count.
    """

    weights: tuple[float, ...]
    forms: tuple[FormList, ...]
    fields: tuple[TextField, ...]
    raising: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class PhraseTerm:
    """Words in this order, at most `slop` others between each two. Weighted by `weight` · the sum of the slots' idf.

    slots: for each word, for each segment the forms that may fill it. Frequency = places where its last word ends it.
    """

    slots: tuple[tuple[FormList, ...], ...]
    fields: tuple[TextField, ...]
    slop: int = 0
    weight: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class SetTerm:
    """A condition already known as living documents, for each segment; it does not score."""

    ids: tuple[DocIds, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Everything:
    """Every living document; it does not score."""


@dataclass(frozen=True, slots=True, eq=False)
class AllOf:
    """Documents that every item matches; scores add up."""

    items: tuple[ResolvedNode, ...]


@dataclass(frozen=True, slots=True, eq=False)
class AnyOf:
    """Documents that at least one item matches; scores add up."""

    items: tuple[ResolvedNode, ...]


@dataclass(frozen=True, slots=True, eq=False)
class BestOf:
    """Documents that at least one item matches: names of one thing. The greatest score counts."""

    items: tuple[ResolvedNode, ...]


@dataclass(frozen=True, slots=True, eq=False)
class NoneOf:
    """Living documents that the item does not match; they score 0."""

    item: ResolvedNode


ResolvedNode = FamilyTerm | PhraseTerm | SetTerm | Everything | AllOf | AnyOf | BestOf | NoneOf


@dataclass(frozen=True, slots=True)
class DocSet:
    """Documents of one segment. ids: (n,) uint32, strictly increasing. scores: (n,) float32 beside them."""

    ids: DocIds
    scores: Scores


@dataclass(frozen=True, slots=True)
class _Scored:
    """A word or phrase in one field of one segment: what `score_into` takes. tfs: (n, levels), any number type.

    making: so many levels, the first, make a document match.
    """

    ids: DocIds
    tfs: npt.NDArray[Any]
    weights: Scores
    field: str
    making: int = 1

    @property
    def matching(self) -> DocIds:
        """Return the documents that match."""
        if self.making == self.tfs.shape[1]:
            return self.ids
        return self.ids[(self.tfs[:, : self.making] > 0).any(axis=1)]


class Evaluator:
    """Evaluates nodes over one source. Postings of a leaf are read once, however often it is evaluated."""

    def __init__(self, source: PostingSource, scratch: Scratch) -> None:
        """scratch: of the calling thread; used by one evaluation at a time."""
        self._source = source
        self._scratch = scratch
        self._kernels = load_kernels()
        self._leaves: dict[FamilyTerm | PhraseTerm, list[list[_Scored]]] = {}
        self._frequencies: dict[FamilyTerm, list[int]] = {}

    @property
    def segments(self) -> Sequence[SegmentView]:
        """Return the segments of the source."""
        return self._source.segments

    @property
    def live_count(self) -> int:
        """Return the number of living documents."""
        return self._source.live_count

    @property
    def scratch(self) -> Scratch:
        """Return the scratch arrays of the calling thread."""
        return self._scratch

    def frequencies(self, word: FamilyTerm) -> list[int]:
        """Return the document frequency of a word's family of each level: of the field that most documents have it in.

        One for all fields: in the few words of a title a common word looks rare.
        """
        self._scored(word)
        return self._frequencies[word]

    def evaluate(self, node: ResolvedNode) -> list[DocSet]:
        """Return for each segment the living documents that match."""
        return [self._evaluate(node, index) for index in range(len(self._source.segments))]

    def _evaluate(self, node: ResolvedNode, index: int) -> DocSet:
        match node:
            case FamilyTerm() | PhraseTerm():
                return self._sum([node], [], index)
            case SetTerm():
                return _unscored(node.ids[index])
            case Everything():
                return _unscored(self._everything(index))
            case AllOf():
                return self._all_of(node.items, index)
            case AnyOf():
                leaves, others = _leaves_below(node)
                return self._sum(leaves, [self._evaluate(other, index) for other in others], index)
            case BestOf():
                return self._best_of(node.items, index)
            case NoneOf():
                return _unscored(self._without(self._everything(index), node.item, index))

    def _sum(self, leaves: Sequence[FamilyTerm | PhraseTerm], sets: Sequence[DocSet], index: int) -> DocSet:
        """Return the documents of any of the leaves and sets, scores added."""
        if not leaves and len(sets) == 1:
            return sets[0]
        segment, kernels = self._source.segments[index], self._kernels
        scored = self._counted(leaves, index)
        totals, bits = self._scratch.totals(segment.doc_count), self._scratch.bits(segment.doc_count)
        with self._scratch.in_use():
            for part in scored:
                kernels.score_into(part.ids, part.tfs, segment.norms(part.field), part.weights, totals, bits)
            for found in sets:
                kernels.add_into(found.ids, found.scores, totals, bits)
            limit = sum(len(part.ids) for part in scored) + sum(len(found.ids) for found in sets)
            united = DocSet(*kernels.emit(totals, bits, min(limit, segment.doc_count)))
            if all(part.making == part.tfs.shape[1] for part in scored):
                return united
            for part in scored:
                kernels.set_bits_where(part.ids, part.tfs, part.making, bits)
            for found in sets:
                kernels.set_bits(found.ids, bits)
            kept = kernels.have_bits(united.ids, bits)
            bits[:] = 0
            return DocSet(united.ids[kept], united.scores[kept])

    def _best_of(self, items: Sequence[ResolvedNode], index: int) -> DocSet:
        found = [self._evaluate(item, index) for item in items]
        segment = self._source.segments[index]
        totals, bits = self._scratch.totals(segment.doc_count), self._scratch.bits(segment.doc_count)
        with self._scratch.in_use():
            for each in found:
                self._kernels.raise_into(each.ids, each.scores, totals, bits)
            limit = sum(len(each.ids) for each in found)
            return DocSet(*self._kernels.emit(totals, bits, min(limit, segment.doc_count)))

    def _all_of(self, items: Sequence[ResolvedNode], index: int) -> DocSet:
        wanted = [item for item in items if not isinstance(item, NoneOf | Everything)]
        leaves = [item for item in wanted if isinstance(item, FamilyTerm | PhraseTerm)]
        others = [item for item in wanted if not isinstance(item, FamilyTerm | PhraseTerm)]
        sets = [self._evaluate(item, index) for item in others]
        if leaves:
            sets.append(self._all_leaves(leaves, index))
        sets.sort(key=lambda found: len(found.ids))
        if not sets:
            sets = [_unscored(self._everything(index))]
        found = sets[0]
        for other in sets[1:]:
            found = DocSet(*self._kernels.intersect(found.ids, found.scores, other.ids, other.scores))
        for item in items:
            if isinstance(item, NoneOf) and len(found.ids):
                kept = ~self._members(found.ids, self._evaluate(item.item, index).ids)
                found = DocSet(found.ids[kept], found.scores[kept])
        return found

    def _all_leaves(self, leaves: Sequence[FamilyTerm | PhraseTerm], index: int) -> DocSet:
        """Return the documents that hold every leaf; only these are scored, which spares a frequent word's others."""
        if len(leaves) == 1:
            return self._sum(leaves, [], index)
        segment = self._source.segments[index]
        found = [self._scored(leaf)[index] for leaf in dict.fromkeys(leaves)]
        rarest = min(range(len(found)), key=lambda place: sum(len(part.ids) for part in found[place]))
        ids = self._union([part.matching for part in found[rarest]], segment.doc_count)
        for place, parts in enumerate(found):
            if place != rarest and len(ids):
                held = np.zeros(len(ids), np.bool_)
                for part in parts:
                    self._kernels.members(ids, part.matching, 0, len(part.matching), held)
                ids = ids[held]
        scores = np.zeros(len(ids), np.float32)
        for part in self._counted(leaves, index):
            norms = segment.norms(part.field)
            self._kernels.score_some(ids, part.ids, part.tfs, norms, part.weights, scores)
        return DocSet(ids, scores)

    def _union(self, lists: Sequence[DocIds], doc_count: int) -> DocIds:
        if len(lists) < 2:
            return lists[0] if lists else _NO_DOCUMENTS
        bits = self._scratch.bits(doc_count)
        with self._scratch.in_use():
            for ids in lists:
                self._kernels.set_bits(ids, bits)
            limit = min(sum(map(len, lists)), doc_count)
            united: DocIds = self._kernels.emit(self._scratch.totals(doc_count), bits, limit)[0]
            return united

    def _everything(self, index: int) -> DocIds:
        segment = self._source.segments[index]
        if segment.live is None:
            return np.arange(segment.doc_count, dtype=np.uint32)
        return np.flatnonzero(segment.live).astype(np.uint32)

    def _without(self, ids: DocIds, item: ResolvedNode, index: int) -> DocIds:
        return ids[~self._members(ids, self._evaluate(item, index).ids)]

    def _members(self, ids: DocIds, others: DocIds) -> npt.NDArray[np.bool_]:
        found = np.zeros(len(ids), np.bool_)
        self._kernels.members(ids, others, 0, len(others), found)
        return found

    def _counted(self, leaves: Sequence[FamilyTerm | PhraseTerm], index: int) -> list[_Scored]:
        """Return the scored postings of each leaf once, worth as much as all the times it stands there."""
        return [
            part if times == 1 else replace(part, weights=part.weights * np.float32(times))
            for leaf, times in Counter(leaves).items()
            for part in self._scored(leaf)[index]
        ]

    def _scored(self, leaf: FamilyTerm | PhraseTerm) -> list[list[_Scored]]:
        """Return for each segment the scored postings of a leaf in each of its fields."""
        found = self._leaves.get(leaf)
        if found is None:
            found = self._family(leaf) if isinstance(leaf, FamilyTerm) else self._phrase(leaf)
            self._leaves[leaf] = found
        return found

    def _family(self, leaf: FamilyTerm) -> list[list[_Scored]]:
        segments = self._source.segments
        levels = len(leaf.weights)
        united = {
            field: [
                self._unite(segment, field.name, forms, levels)
                for segment, forms in zip(segments, leaf.forms, strict=True)
            ]
            for field in leaf.fields
        }
        frequencies = [
            max(sum(found[level] for _, _, found in of_field) for of_field in united.values())
            for level in range(levels)
        ]
        self._frequencies[leaf] = frequencies
        idfs = [idf(frequency, self._source.live_count) for frequency in frequencies]
        scored: list[list[_Scored]] = [[] for _ in segments]
        for field, of_field in united.items():
            weights = np.array(
                [
                    weight_of(weight * field.boost * of_level)
                    for weight, of_level in zip(leaf.weights, idfs, strict=True)
                ],
                np.float32,
            )
            for parts, (ids, tfs, _) in zip(scored, of_field, strict=True):
                if len(ids):
                    parts.append(_Scored(ids, tfs, weights, field.name, levels - leaf.raising))
        return scored

    def _unite(self, segment: SegmentView, field: str, forms: FormList, levels: int) -> United:
        """Return the united postings of the forms: ids, frequencies per level, document frequency per level."""
        postings = segment.reader.postings[field]
        if len(forms.ordinals) > FEW_FORMS:
            starts = postings.posting_offsets[forms.ordinals].astype(np.int64)
            ends = postings.posting_offsets[forms.ordinals + 1].astype(np.int64)
            segment.reader.check_posting_rows(field, starts, ends)
            return self._united(segment, field, postings, (starts, ends, forms.masks), levels)
        bounds = postings.posting_offsets.data
        lists = [
            (start, end, mask)
            for form, mask in zip(forms.ordinals.tolist(), forms.masks.tolist(), strict=True)
            if (start := bounds[form]) < (end := bounds[form + 1])
        ]
        if not lists:
            return _NO_DOCUMENTS, _NO_FREQUENCIES, [0] * levels
        for start, end, _ in lists:
            segment.reader.check_postings(field, start, end)
        if len(lists) == 1 and levels == 1 and segment.live is None:
            [(start, end, _)] = lists
            return postings.doc_ids[start:end], postings.freqs[start:end, None], [end - start]
        if levels == 1:
            lists.sort(key=lambda bounds: bounds[1] - bounds[0])
        table = np.array(lists, np.int64)
        return self._united(segment, field, postings, (table[:, 0], table[:, 1], table[:, 2]), levels)

    def _united(
        self,
        segment: SegmentView,
        field: str,
        postings: FieldPostings,
        lists: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[Any]],
        levels: int,
    ) -> United:
        starts, ends, masks = map(np.ascontiguousarray, lists)
        if not segment.frequent.is_frequent(int((ends - starts).sum())):
            return self._unite_lists(segment, postings, (starts, ends, masks), levels)
        name = (field.encode(), starts.tobytes(), masks.tobytes(), bytes([levels]))
        united = segment.frequent.get(name)
        if united is None:
            united = self._unite_lists(segment, postings, (starts, ends, masks), levels)
            segment.frequent.put(name, united)
        return united

    def _unite_lists(
        self,
        segment: SegmentView,
        postings: FieldPostings,
        lists: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[Any]],
        levels: int,
    ) -> United:
        starts, ends, masks = lists
        live = _NO_MASK if segment.live is None else segment.live
        if levels == 1 and len(starts) <= FEW_LISTS:
            ids, tfs = self._kernels.unite_few(postings.doc_ids, postings.freqs, starts, ends, live)
            return ids, tfs[:, None], [len(ids)]
        ids, tfs, found = self._kernels.unite(
            postings.doc_ids,
            postings.freqs,
            starts,
            ends,
            masks.astype(np.uint8),
            levels,
            live,
            self._scratch.counters(BLOCK * len(set(masks.tolist()))),
            self._scratch.bits(segment.doc_count),
        )
        return ids, tfs, found.tolist()

    def _phrase(self, leaf: PhraseTerm) -> list[list[_Scored]]:
        segments = self._source.segments
        united = {
            field: [
                [self._unite(segment, field.name, slot[index], 1) for slot in leaf.slots]
                for index, segment in enumerate(segments)
            ]
            for field in leaf.fields
        }
        frequencies = [
            max(sum(slots[place][2][0] for slots in of_field) for of_field in united.values())
            for place in range(len(leaf.slots))
        ]
        weight = leaf.weight * sum(idf(frequency, self._source.live_count) for frequency in frequencies)
        scored: list[list[_Scored]] = [[] for _ in segments]
        for field, of_field in united.items():
            weights = np.array([weight_of(weight * field.boost)], np.float32)
            for index, (segment, slots) in enumerate(zip(segments, of_field, strict=True)):
                forms = [slot[index] for slot in leaf.slots]
                ids, counts = self._occurrences(segment, field.name, forms, [slot[0] for slot in slots], leaf.slop)
                if len(ids):
                    scored[index].append(_Scored(ids, counts[:, None], weights, field.name))
        return scored

    def _occurrences(
        self, segment: SegmentView, field: str, slots: Sequence[FormList], documents: Sequence[DocIds], slop: int
    ) -> tuple[DocIds, npt.NDArray[np.int64]]:
        """Return the documents that hold the phrase and how often. documents: of each slot."""
        candidates = min(documents, key=len)
        for ids in documents:
            if ids is not candidates and len(candidates):
                candidates = candidates[self._members(candidates, ids)]
        if not len(candidates):
            return candidates, np.empty(0, np.int64)
        ends = self._positions(segment, field, slots[0], candidates)
        for slot in slots[1:]:
            ends = self._kernels.chain(ends, self._positions(segment, field, slot, candidates), slop)
        docs = ends >> 32
        firsts = np.flatnonzero(np.diff(docs, prepend=-1))
        return docs[firsts].astype(np.uint32), np.diff(firsts, append=len(docs))

    def _positions(self, segment: SegmentView, field: str, forms: FormList, candidates: DocIds) -> PositionKeys:
        """Return where any of the forms stands in the candidates, as doc_id << 32 | position, increasing."""
        postings, reader = segment.reader.postings[field], segment.reader
        bounds, position_bounds = postings.posting_offsets.data, postings.position_offsets.data
        parts: list[PositionKeys] = []
        for form in forms.ordinals.tolist():
            start, end = bounds[form], bounds[form + 1]
            if start == end:
                continue
            first, last = position_bounds[form], position_bounds[form + 1]
            reader.check_positions(field, first, last)
            parts.append(
                self._kernels.gather_positions(
                    candidates, postings.doc_ids, postings.freqs, postings.positions, start, end, first
                )
            )
        return np.sort(np.concatenate(parts)) if len(parts) > 1 else parts[0]


FEW_FORMS = 12
"""Up to so many forms plain numbers are faster than arrays: most words have one form or two."""

FEW_LISTS = 4
"""Up to so many posting lists are merged one by one; more are added up in scratch arrays."""

_NO_MASK = np.empty(0, np.bool_)
_NO_DOCUMENTS: DocIds = np.empty(0, np.uint32)
_NO_FREQUENCIES: npt.NDArray[Any] = np.empty((0, 1), np.float32)


def _unscored(ids: DocIds) -> DocSet:
    return DocSet(ids, np.zeros(len(ids), np.float32))


def _leaves_below(node: AnyOf) -> tuple[list[FamilyTerm | PhraseTerm], list[ResolvedNode]]:
    """Return the words and phrases below nested AnyOf nodes, and the other nodes."""
    leaves: list[FamilyTerm | PhraseTerm] = []
    others: list[ResolvedNode] = []
    for item in node.items:
        if isinstance(item, FamilyTerm | PhraseTerm):
            leaves.append(item)
        elif isinstance(item, AnyOf):
            below, beside = _leaves_below(item)
            leaves += below
            others += beside
        else:
            others.append(item)
    return leaves, others
