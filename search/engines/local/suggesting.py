"""Suggestions while somebody types: names, headlines and words of the archive that continue what stands there.

Everything is looked up in sorted tables, at the cost of what is found. Counts are exact: the articles of a name, the
articles that hold a word behind those before. Not for: what a query that found nothing may have meant (`remedying`).
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter

import numpy as np
import numpy.typing as npt

from search.analysis import fold, fold_text, key_of, surface_forms, tokenize
from search.analysis.latin import latin_word_keys
from search.codec.arrays import ragged_indices
from search.codec.families import FamilyLevel
from search.engines.local.planner import plan_query
from search.engines.local.snapshot import Segment, Snapshot
from search.engines.local.spellings import common_spelling
from search.execution.evaluate import Evaluator
from search.execution.kernels import load_kernels
from search.execution.scratch import Scratch
from search.facets.columns import documents_of
from search.query_parser import parse_query
from search.results import Suggestion
from search.types import DocIds, Mask

NAME_FACETS = ("person", "place", "organisation")
MIN_HEADLINE_LETTERS = 3
MIN_LATIN_LETTERS = 3
"""Shorter beginnings are of too many headlines, or sound like too many names, to mean one."""

CANDIDATES = 30
"""The most frequent of each segment that are counted over all."""
ARTICLE = "ال"
NAMES_SHARE, TITLES_SHARE = 0.5, 0.3
"""Of the places, where there is as much of every kind."""


def suggest(prefix: str, snapshot: Snapshot, scratch: Scratch, size: int) -> tuple[Suggestion, ...]:
    """Return up to `size` names with a word that begins so, headlines that hold the words, and words.

    Each kind has its share of the places, and what another leaves.
    """
    folded = " ".join(fold_text(prefix).split())
    if not folded:
        return ()
    completing = _Completing(prefix, snapshot, scratch)
    names = _names(folded, snapshot, size)
    titles = completing.titles(math.ceil(TITLES_SHARE * size))
    words = completing.words(size - len(titles) - min(len(names), math.ceil(NAMES_SHARE * size)))
    return (*names[: size - len(titles) - len(words)], *titles, *words)


def _names(folded: str, snapshot: Snapshot, size: int) -> list[Suggestion]:
    """Return the most frequent names with a word that begins so; of Latin letters, those that sound so."""
    found = [suggestion for facet in NAME_FACETS for suggestion in _names_of(facet, folded, snapshot, size)]
    found.sort(key=lambda suggestion: (-suggestion.count, suggestion.text))
    return found[:size]


def _names_of(facet: str, folded: str, snapshot: Snapshot, size: int) -> list[Suggestion]:
    candidates: set[bytes] = set()
    for segment in snapshot.segments:
        column = segment.column(facet)
        ordinals = segment.starts(facet).continuing(folded)
        if not len(ordinals) and folded.isascii() and len(folded) >= MIN_LATIN_LETTERS:
            ordinals = segment.latin(facet).sounding(latin_word_keys(folded), begun=True)
        counts = column.posting_offsets[ordinals + 1].astype(np.int64) - column.posting_offsets[ordinals]
        candidates.update(column.values[ordinal] for ordinal in _best(ordinals, counts, max(size, CANDIDATES)))
    totals: Counter[bytes] = Counter()
    for segment in snapshot.segments:
        column = segment.column(facet)
        for value in candidates:
            ordinal = column.values.find(value)
            if ordinal is not None:
                totals[value] += len(segment.living(documents_of(column, ordinal)))
    return [
        Suggestion(facet, value.decode("utf-8", "surrogatepass"), count) for value, count in totals.items() if count
    ]


class _Completing:
    """What was typed as whole words and the beginning of one more."""

    def __init__(self, typed: str, snapshot: Snapshot, scratch: Scratch) -> None:
        self._snapshot = snapshot
        self._scratch = scratch
        tokens = tokenize(typed)
        self._begun = fold(tokens[-1].term) if tokens else ""
        before = typed[: tokens[-1].start] if tokens else ""
        self._has_words = bool(surface_forms(before))
        self._before = "".join(char for char in before if unicodedata.category(char) != "Cf")

    def words(self, size: int) -> list[Suggestion]:
        """Return the words that go on so, behind the words before: of the articles that hold those."""
        if not self._begun:
            return []
        packed = self._begun.encode("utf-8", "surrogatepass")
        about: Counter[bytes] = Counter()
        for segment in self._snapshot.segments:
            level = segment.reader.families["folded"]
            start, end = level.keys.prefix_range(packed)
            counts = _family_counts(segment, level, start, end)
            for key in _best(np.arange(start, end), counts, CANDIDATES):
                about[level.keys[key]] += int(counts[key - start])
        holding = self._holding()
        # Behind other words the most frequent word need not be the likeliest: all are counted.
        likely = sorted(about, key=lambda key: (-about[key], key))[: CANDIDATES if holding else size]
        totals = {key: self._articles(key, holding) for key in likely}
        best = sorted((key for key in totals if totals[key]), key=lambda key: (-totals[key], key))[:size]
        return [
            Suggestion(
                "word",
                self._before + common_spelling(key.decode("utf-8", "surrogatepass"), self._snapshot),
                totals[key],
            )
            for key in best
        ]

    def titles(self, size: int) -> list[Suggestion]:
        """Return the newest headlines that hold all the words, in any spelling, each text once."""
        if len(self._begun) < MIN_HEADLINE_LETTERS and not self._has_words:
            return []
        whole = [fold(form) for form in surface_forms(self._before)]
        found: list[tuple[int, int]] = []
        for segment in self._snapshot.segments:
            ids = self._titled(segment, whole)
            times = segment.reader.numbers("published")[ids]
            newest = np.argsort(-times, kind="stable")[: 2 * size]
            found += zip((-times[newest]).tolist(), (ids[newest].astype(np.int64) + segment.base).tolist(), strict=True)
        shown: dict[str, Suggestion] = {}
        for _, document in sorted(found)[: 2 * size]:
            if len(shown) == size:
                break
            article = self._snapshot.article(document)
            shown.setdefault(fold_text(article.title), Suggestion("title", article.title, 1, article.key))
        return list(shown.values())

    def _titled(self, segment: Segment, whole: list[str]) -> DocIds:
        """Return the living documents whose title holds the words and one that begins as the last does."""
        level = segment.reader.families["folded"]
        ranges = [
            level.keys.prefix_range((article + self._begun).encode("utf-8", "surrogatepass"))
            for article in ("", ARTICLE)
        ]
        begun = [level.members[level.offsets[start] : level.offsets[end]] for start, end in ranges]
        bits = self._bits_of(segment, "title", np.concatenate(begun).astype(np.int64))
        for word in whole:
            forms = segment.reader.families["prefix"].find(key_of(word, "prefix").encode("utf-8", "surrogatepass"))
            bits &= self._bits_of(segment, "title", forms.astype(np.int64))
        is_set = np.unpackbits(bits.view(np.uint8), bitorder="little")[: segment.doc_count]
        return segment.living(np.flatnonzero(is_set).astype(np.uint32))

    def _holding(self) -> list[npt.NDArray[np.uint64]] | None:
        """Return for each segment the bits of the documents that hold the words before; None where there are none."""
        if not self._has_words:
            return None
        evaluator = Evaluator(self._snapshot, self._scratch)
        plan = plan_query(parse_query(self._before).tree, self._snapshot, level="stem", match="all")
        kernels = load_kernels()
        holding = []
        for segment, found in zip(self._snapshot.segments, evaluator.evaluate(plan.node), strict=True):
            bits = _no_bits(segment)
            kernels.set_bits(found.ids, bits)
            holding.append(bits)
        return holding

    def _articles(self, key: bytes, holding: list[npt.NDArray[np.uint64]] | None) -> int:
        """Return how many living documents hold a folded word, and the words before, in title or text."""
        total = 0
        for index, segment in enumerate(self._snapshot.segments):
            forms = segment.reader.families["folded"].find(key).astype(np.int64)
            if not len(forms):
                continue
            bits = self._bits_of(segment, "title", forms) | self._bits_of(segment, "text", forms)
            if holding is not None:
                bits &= holding[index]
            if segment.live is not None:
                bits &= _bits_of_mask(segment.live, len(bits))
            total += int(np.bitwise_count(bits).sum())
        return total

    def _bits_of(self, segment: Segment, field: str, forms: npt.NDArray[np.int64]) -> npt.NDArray[np.uint64]:
        """Return one bit for each document of a segment that holds a form in a field, deleted ones included."""
        postings = segment.reader.postings[field]
        starts = postings.posting_offsets[forms].astype(np.int64)
        lengths = postings.posting_offsets[forms + 1].astype(np.int64) - starts
        segment.reader.check_posting_rows(field, starts, starts + lengths)
        bits = _no_bits(segment)
        load_kernels().set_bits(postings.doc_ids[ragged_indices(starts, lengths)], bits)
        return bits


def _family_counts(segment: Segment, level: FamilyLevel, start: int, end: int) -> npt.NDArray[np.int64]:
    """Return (end - start,) about how many texts hold each of a range of families."""
    if start == end:
        return np.empty(0, np.int64)
    offsets = level.offsets[start : end + 1].astype(np.int64)
    members = level.members[offsets[0] : offsets[-1]].astype(np.int64)
    bounds = segment.reader.postings["text"].posting_offsets
    frequencies = bounds[members + 1].astype(np.int64) - bounds[members]
    counts: npt.NDArray[np.int64] = np.add.reduceat(frequencies, offsets[:-1] - offsets[0])
    return counts


def _best(ordinals: npt.NDArray[np.int64], counts: npt.NDArray[np.int64], limit: int) -> list[int]:
    """Return the ordinals with the greatest counts, in no order."""
    if len(ordinals) > limit:
        ordinals = ordinals[np.argpartition(-counts, limit)[:limit]]
    return [int(each) for each in ordinals]


def _no_bits(segment: Segment) -> npt.NDArray[np.uint64]:
    return np.zeros((segment.doc_count + 63) // 64, np.uint64)


def _bits_of_mask(mask: Mask, words: int) -> npt.NDArray[np.uint64]:
    packed = np.zeros(words * 8, np.uint8)
    part = np.packbits(mask, bitorder="little")
    packed[: len(part)] = part
    return packed.view(np.uint64)
