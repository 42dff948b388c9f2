"""Counting: what a resolved query finds, without what it is worth: one bit for each document.

For counts while somebody types. Not for: hits (`search.execution.evaluate`), which have scores.
"""

from __future__ import annotations

from functools import reduce

import numpy as np
import numpy.typing as npt

from search.codec.arrays import ragged_indices
from search.engines.local.snapshot import Segment, Snapshot
from search.execution.evaluate import (
    AllOf,
    AnyOf,
    BestOf,
    Evaluator,
    Everything,
    FamilyTerm,
    NoneOf,
    PhraseTerm,
    ResolvedNode,
    SetTerm,
)
from search.execution.kernels import load_kernels
from search.execution.scratch import Scratch
from search.types import DocIds, Mask

Bits = npt.NDArray[np.uint64]
"""One bit for each document of a segment, in words of 64; those behind the last document are 0."""

PHRASE_DOCUMENTS = 30_000
"""In so many documents one evaluator looks for phrases: some ten milliseconds."""
PASSED_OVER = 32
"""So many documents that hold one word alone cost as much as one that holds all."""

FEW_FORMS = 100
"""So many lists are faster read one by one than gathered."""


class TooCostlyError(Exception):
    """Phrases of frequent words take longer to count than somebody who types waits."""


class Counting:
    """Counts over one snapshot. The same words are read once, in whatever query they stand.

    Raises TooCostlyError; further nodes may be counted then.
    """

    def __init__(self, snapshot: Snapshot, scratch: Scratch) -> None:
        """scratch: of the calling thread."""
        self._segments = snapshot.segments
        self._evaluator = Evaluator(snapshot, scratch)
        self._known: dict[object, Bits] = {}
        self._phrases: dict[object, list[Bits]] = {}
        self._purse = PHRASE_DOCUMENTS

    def count(self, node: ResolvedNode) -> int:
        """Return how many living documents match."""
        return sum(int(np.bitwise_count(bits).sum()) for bits in self.bits(node))

    def bits(self, node: ResolvedNode) -> list[Bits]:
        """Return for each segment the living documents that match."""
        return [self._bits(node, index) for index in range(len(self._segments))]

    def _bits(self, node: ResolvedNode, index: int) -> Bits:
        match node:
            case FamilyTerm():
                return self._holding(_making(node, index), _fields_of(node), index)
            case PhraseTerm():
                return self._phrase_bits(node)[index]
            case AllOf():
                return reduce(np.bitwise_and, [self._bits(item, index) for item in node.items], self._living(index))
            case AnyOf() | BestOf():
                none = no_bits(self._segments[index])
                return reduce(np.bitwise_or, [self._bits(item, index) for item in node.items], none)
            case NoneOf():
                return self._living(index) & ~self._bits(node.item, index)
            case Everything():
                return self._living(index)
            case SetTerm():
                return bits_of(node.ids[index], self._segments[index])

    def _holding(self, forms: npt.NDArray[np.int64], fields: tuple[str, ...], index: int) -> Bits:
        """Return the living documents that hold one of the forms in one of the fields."""
        name = (index, fields, forms.tobytes())
        if name not in self._known:
            segment = self._segments[index]
            held = (holding_bits(segment, field, forms) for field in fields)
            self._known[name] = reduce(np.bitwise_or, held) & self._living(index)
        return self._known[name]

    def _phrase_bits(self, phrase: PhraseTerm) -> list[Bits]:
        slots = tuple(forms.ordinals.tobytes() for slot in phrase.slots for forms in slot)
        name = (_fields_of(phrase), phrase.slop, slots)
        if name not in self._phrases:
            self._pay(sum(self._cost(phrase, index) for index in range(len(self._segments))))
            found = self._evaluator.evaluate(phrase)
            self._phrases[name] = [
                bits_of(each.ids, segment) for each, segment in zip(found, self._segments, strict=True)
            ]
        return self._phrases[name]

    def _pay(self, cost: int) -> None:
        if cost > self._purse:
            raise TooCostlyError
        self._purse -= cost

    def _cost(self, phrase: PhraseTerm, index: int) -> int:
        """Return in about how many documents of a segment the places of a phrase's words are looked for."""
        fields = _fields_of(phrase)
        held = [self._holding(slot[index].ordinals, fields, index) for slot in phrase.slots]
        together = int(np.bitwise_count(reduce(np.bitwise_and, held)).sum())
        return together + sum(int(np.bitwise_count(bits).sum()) for bits in held) // PASSED_OVER

    def _living(self, index: int) -> Bits:
        if index not in self._known:
            segment = self._segments[index]
            mask = np.ones(segment.doc_count, np.bool_) if segment.live is None else segment.live
            self._known[index] = _bits_of_mask(mask, segment)
        return self._known[index]


def holding_bits(segment: Segment, field: str, forms: npt.NDArray[np.int64]) -> Bits:
    """Return which documents of a segment hold one of the forms in a field, deleted ones included."""
    postings = segment.reader.postings[field]
    starts = postings.posting_offsets[forms].astype(np.int64)
    ends = postings.posting_offsets[forms + 1].astype(np.int64)
    segment.reader.check_posting_rows(field, starts, ends)
    bits, kernels = no_bits(segment), load_kernels()
    if len(forms) > FEW_FORMS:
        kernels.set_bits(postings.doc_ids[ragged_indices(starts, ends - starts)], bits)
        return bits
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if start < end:
            kernels.set_bits(postings.doc_ids[start:end], bits)
    return bits


def bits_of(ids: DocIds, segment: Segment) -> Bits:
    """Return documents of a segment as bits."""
    bits = no_bits(segment)
    load_kernels().set_bits(ids, bits)
    return bits


def no_bits(segment: Segment) -> Bits:
    """Return no document of a segment, in an array of one's own."""
    return np.zeros((segment.doc_count + 63) // 64, np.uint64)


def documents_of_bits(bits: Bits, segment: Segment) -> DocIds:
    """Return bits of a segment as its documents, strictly increasing."""
    is_set = np.unpackbits(bits.view(np.uint8), bitorder="little")[: segment.doc_count]
    return np.flatnonzero(is_set).astype(np.uint32)


def _making(word: FamilyTerm, index: int) -> npt.NDArray[np.int64]:
    """Return the forms of a segment that make a document match."""
    forms = word.forms[index]
    making = (1 << (len(word.weights) - word.raising)) - 1
    return forms.ordinals[forms.masks & making > 0]


def _fields_of(node: FamilyTerm | PhraseTerm) -> tuple[str, ...]:
    return tuple(field.name for field in node.fields)


def _bits_of_mask(mask: Mask, segment: Segment) -> Bits:
    bits = no_bits(segment)
    packed = np.packbits(mask, bitorder="little")
    bits.view(np.uint8)[: len(packed)] = packed
    return bits
