"""Suggestions while somebody types: names, headlines and words of the archive that continue what stands there.

Everything is looked up in sorted tables, at the cost of what is found. Counts are exact: the articles of a name, and of
a word what a search for the whole suggested text finds; 0 where that would take too long to count. Not for: what a
query that found nothing may have meant (`remedying`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from search.analysis import fold, fold_text, key_of, surface_forms
from search.analysis.latin import latin_word_keys
from search.codec.families import FamilyLevel
from search.engines.local.counting import Bits, Counting, TooCostlyError, documents_of_bits, holding_bits
from search.engines.local.planner import AUTO_WORDS, count_words, plan_query
from search.engines.local.snapshot import Segment, Snapshot
from search.engines.local.spellings import common_spelling
from search.engines.local.unfinished import NOT_READ, Unfinished, read_unfinished
from search.execution.evaluate import ResolvedNode
from search.execution.scratch import Scratch
from search.facets.columns import documents_of
from search.query_parser import parse_query
from search.query_tree import Node
from search.request import MAX_QUERY_CHARS, SearchRequest
from search.results import Suggestion
from search.types import DocIds

NAME_FACETS = ("person", "place", "organisation")
MIN_HEADLINE_LETTERS = 3
MIN_LATIN_LETTERS = 3
"""Shorter beginnings are of too many headlines, or sound like too many names, to mean one."""

CANDIDATES = 30
"""The most frequent of each segment that are counted over all."""
SEARCHED_WORDS = 24
"""So many words are searched for at most, of all continuations together: the longer a query, the fewer are tried."""
VALUE_WORDS = 2
"""A word of a value counts as so many: it is looked for in all names."""
VALUES = 5
"""Of the values behind the name of a facet no more are suggested."""
ENDS_OPEN = {"field_without_value"}
"""Notices of what stands before a word that a field or a lock is the field or the lock of."""
ARTICLE = "ال"
NAMES_SHARE, TITLES_SHARE = 0.5, 0.3
"""Of the places, where there is as much of every kind."""


def suggest(prefix: str, snapshot: Snapshot, scratch: Scratch, size: int) -> tuple[Suggestion, ...]:
    """Return up to `size` names with a word that begins so, headlines that hold the words, and words.

    Each kind has its share of the places, and what another leaves. Names and headlines continue plain words alone;
    behind the name of a facet its values are suggested, as queries.
    """
    unfinished = read_unfinished(prefix)
    if unfinished is None:
        return ()
    completing = _Completing(unfinished, snapshot, scratch)
    if not unfinished.is_plain:
        return tuple(completing.words(min(size, VALUES) if unfinished.field else size))
    names = _names(_folded(prefix), snapshot, size)
    titles = completing.titles(math.ceil(TITLES_SHARE * size))
    words = completing.words(size - len(titles) - min(len(names), math.ceil(NAMES_SHARE * size)))
    return (*names[: size - len(titles) - len(words)], *titles, *words)


def _folded(typed: str) -> str:
    return " ".join(fold_text(typed).split())


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
    """A query whose last word is begun, over a snapshot."""

    def __init__(self, unfinished: Unfinished, snapshot: Snapshot, scratch: Scratch) -> None:
        self._unfinished = unfinished
        self._snapshot = snapshot
        self._counting = Counting(snapshot, scratch)
        self._words_before = surface_forms(unfinished.before)

    def words(self, size: int) -> list[Suggestion]:
        """Return the query with words, or values of its facet, that go on so: those that a search finds, and its total.

        The most frequent come first; behind other words, among the articles that hold those.
        """
        likely = self._likely_values() if self._unfinished.field else self._likely_words()
        found: dict[str, Suggestion] = {}
        searched = 0
        for continuation in likely:
            text = self._unfinished.continued(continuation)
            searched += self._weight(continuation)
            if len(found) >= size or searched > max(SEARCHED_WORDS, 2 * size):
                break
            count = self._total(text)
            if count is not None:
                found.setdefault(text, Suggestion("word", text, count))
        return list(found.values())

    def _weight(self, continuation: str) -> int:
        own = VALUE_WORDS * len(surface_forms(continuation)) if self._unfinished.field else 1
        return len(self._words_before) + own

    def titles(self, size: int) -> list[Suggestion]:
        """Return the newest headlines that hold all the words, in any spelling, each text once."""
        if len(self._unfinished.begun) < MIN_HEADLINE_LETTERS and not self._words_before:
            return []
        whole = [fold(form) for form in self._words_before]
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
            level.keys.prefix_range((article + self._unfinished.begun).encode("utf-8", "surrogatepass"))
            for article in ("", ARTICLE)
        ]
        begun = [level.members[level.offsets[start] : level.offsets[end]] for start, end in ranges]
        bits = holding_bits(segment, "title", np.concatenate(begun).astype(np.int64))
        for word in whole:
            forms = segment.reader.families["prefix"].find(key_of(word, "prefix").encode("utf-8", "surrogatepass"))
            bits &= holding_bits(segment, "title", forms.astype(np.int64))
        return segment.living(documents_of_bits(bits, segment))

    def _likely_values(self) -> Iterator[str]:
        """Return the values of the facet that go on so, the most frequent first."""
        field, begun = self._unfinished.field, _folded(self._unfinished.begun)
        found = _names_of(field, begun, self._snapshot, CANDIDATES)
        return (each.text for each in sorted(found, key=lambda each: (-each.count, each.text)))

    def _likely_words(self) -> Iterator[str]:
        """Yield the words that go on so, as most texts write them, the most frequent first."""
        packed = self._unfinished.begun.encode("utf-8", "surrogatepass")
        about: Counter[bytes] = Counter()
        for segment in self._snapshot.segments:
            level = segment.reader.families["folded"]
            start, end = level.keys.prefix_range(packed)
            counts = _family_counts(segment, level, start, end)
            for key in _best(np.arange(start, end), counts, CANDIDATES):
                about[level.keys[key]] += int(counts[key - start])
        holding = self._holding()
        if holding is not None:
            # Behind other words the most frequent word need not be the likeliest: all are counted.
            likely = sorted(about, key=lambda key: (-about[key], key))[:CANDIDATES]
            about = +Counter({key: self._articles(key, holding) for key in likely})
        for word in sorted(about, key=lambda key: (-about[key], key)):
            yield common_spelling(word.decode("utf-8", "surrogatepass"), self._snapshot)

    def _holding(self) -> list[Bits] | None:
        """Return which documents hold the words before; None where there are none, or where they need what follows."""
        before = parse_query(self._unfinished.before + self._unfinished.closing)
        if before.tree is None or any(notice.code in NOT_READ | ENDS_OPEN for notice in before.notices):
            return None
        try:
            return self._counting.bits(self._planned(before.tree, "all"))
        except TooCostlyError:
            return None

    def _articles(self, key: bytes, holding: list[Bits]) -> int:
        """Return how many documents hold a folded word among those given, in title or text."""
        total = 0
        for segment, among in zip(self._snapshot.segments, holding, strict=True):
            forms = segment.reader.families["folded"].find(key).astype(np.int64)
            if len(forms):
                bits = holding_bits(segment, "title", forms) | holding_bits(segment, "text", forms)
                total += int(np.bitwise_count(bits & among).sum())
        return total

    def _total(self, text: str) -> int | None:
        """Return what a search for a query finds, 0 where that is too costly to know.

        None where no article answers it as it is written, or where it may be so for all one knows.
        """
        if len(text) > MAX_QUERY_CHARS:
            return None
        parsed = parse_query(text)
        if parsed.tree is None or any(notice.code in NOT_READ for notice in parsed.notices):
            return None
        # What a search settles for where no article holds all of a few words is no suggestion.
        match = "all" if count_words(parsed.tree) <= AUTO_WORDS else "any"
        try:
            return self._counting.count(self._planned(parsed.tree, match)) or None
        except TooCostlyError:
            return 0 if self._unfinished.is_plain else None

    def _planned(self, node: Node, match: str) -> ResolvedNode:
        """Return the query as a search without options resolves it."""
        synonyms, _ = self._snapshot.synonyms.current()
        return plan_query(node, self._snapshot, level=SearchRequest().level, match=match, synonyms=synonyms).node


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
