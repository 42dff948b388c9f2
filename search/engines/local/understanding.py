"""Understanding: for each word of a query, how many articles it finds at each level, and the query that locks it there.

What the page shows above the hits. Every posting is looked at once, at the strictest level it belongs to, and scores
nothing. Not for: families, forms and scores (`explaining`, which costs more).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from search import query_tree as tree
from search.engines.local.planner import plan_query
from search.engines.local.resolving import LADDERS
from search.engines.local.snapshot import Segment, Snapshot
from search.execution.evaluate import AnyOf, BestOf, DocSet, Evaluator, FamilyTerm, ResolvedNode
from search.execution.kernels import load_kernels
from search.execution.scratch import Scratch
from search.query_parser import parse_query
from search.remedies.rewriting import with_lock, words_of
from search.request import MAX_QUERY_CHARS, SearchRequest
from search.results import QueryWord
from search.types import DocIds

MAX_WORDS = 8
"""Words that are looked up; those behind them are not shown."""


def understand(request: SearchRequest, snapshot: Snapshot, scratch: Scratch) -> tuple[tuple[QueryWord, ...], int]:
    """Return the first single words of a query that speak for an article, and how many such words there are.

    Counts are of the whole archive, whatever the filters; they include the synonyms that a search for the word has.
    """
    node = parse_query(request.text).tree
    words = words_of(node)
    counting = _Counting(snapshot, scratch)
    understood = (
        QueryWord(
            word.form,
            word.start,
            word.end,
            word.level or request.level,
            word.level is not None,
            counting.count(word),
            {level or "": _locked(request.text, node, word, level) for level in (*LADDERS, None)},
        )
        for word in words[:MAX_WORDS]
    )
    return tuple(understood), len(words)


def _locked(text: str, node: tree.Node | None, word: tree.Word, level: str | None) -> str:
    """Return the query with a word locked, or as it is where that would be too long for a query."""
    locked = with_lock(text, node, word, level)
    return locked if len(locked) <= MAX_QUERY_CHARS else text


class _Counting:
    """Counts the articles of single words, level by level."""

    def __init__(self, snapshot: Snapshot, scratch: Scratch) -> None:
        self._snapshot = snapshot
        self._scratch = scratch
        self._evaluator = Evaluator(snapshot, scratch)
        self._synonyms, _ = snapshot.synonyms.current()
        self._kernels = load_kernels()

    def count(self, word: tree.Word) -> dict[str, int]:
        """Return the number of articles that a search for the word alone finds at each level of a request.

        What a level finds the next finds, too: the documents of all before stay set.
        """
        levels = {level: self._resolved(word, level) for level in LADDERS}
        counts = dict.fromkeys(LADDERS, 0)
        for index, segment in enumerate(self._snapshot.segments):
            bits = self._scratch.bits(segment.doc_count)
            living = None if segment.live is None else _as_bits(segment.live, len(bits))
            seen = np.empty(0, np.int64)
            with self._scratch.in_use():
                for level, (families, others) in levels.items():
                    for family in families:
                        forms = family.forms[index].ordinals
                        fresh = np.setdiff1d(forms, seen, assume_unique=True)
                        seen = np.concatenate([seen, fresh])
                        for field in family.fields:
                            for ids in _postings(segment, field.name, fresh):
                                self._kernels.set_bits(ids, bits)
                    for ids in (found[index].ids for found in others):
                        self._kernels.set_bits(ids, bits)
                    counts[level] += int(np.bitwise_count(bits if living is None else bits & living).sum())
                bits[:] = 0
        return counts

    def _resolved(self, word: tree.Word, level: str) -> tuple[list[FamilyTerm], list[list[DocSet]]]:
        """Return the families of a word at a level, and the documents of whatever else a search for it looks for."""
        asked = tree.Word(word.form, 0, 0, level, word.field, word.vocalised)
        plan = plan_query(asked, self._snapshot, level=level, match="all", synonyms=self._synonyms)
        leaves = list(_leaves(plan.node))
        families = [leaf for leaf in leaves if isinstance(leaf, FamilyTerm)]
        return families, [self._evaluator.evaluate(leaf) for leaf in leaves if not isinstance(leaf, FamilyTerm)]


def _leaves(node: ResolvedNode) -> Iterator[ResolvedNode]:
    if isinstance(node, AnyOf | BestOf):
        for item in node.items:
            yield from _leaves(item)
    else:
        yield node


def _postings(segment: Segment, field: str, ordinals: npt.NDArray[np.int64]) -> Iterator[DocIds]:
    """Yield the documents of each form in a field, deleted ones included."""
    postings = segment.reader.postings[field]
    starts = postings.posting_offsets[ordinals].astype(np.int64)
    ends = postings.posting_offsets[ordinals + 1].astype(np.int64)
    segment.reader.check_posting_rows(field, starts, ends)
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if start < end:
            yield postings.doc_ids[start:end]


def _as_bits(mask: npt.NDArray[np.bool_], words: int) -> npt.NDArray[np.uint64]:
    packed = np.zeros(words * 8, np.uint8)
    part = np.packbits(mask, bitorder="little")
    packed[: len(part)] = part
    return packed.view(np.uint64)
