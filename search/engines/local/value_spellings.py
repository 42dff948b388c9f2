"""Values of facets that a reader may have meant by one that the archive has not: other spellings, parts, other facets.

Looked up in the sorted tables of the facet (`word_starts`), at the cost of what is found, and no more of that is read
than `LOOKED_AT`. Not for: words of a query (`spellings`), which request to propose (`remedying`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import reduce
from itertools import islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.analysis import fold_text
from search.analysis.latin import latin_word_keys
from search.codec.arrays import lengths_of
from search.codec.reader import ValueColumn
from search.engines.local.expansion import near_words
from search.engines.local.snapshot import Segment, Snapshot
from search.engines.local.spellings import FAR_FROM, MIN_LETTERS, latin_spellings
from search.engines.local.suggesting import NAME_FACETS
from search.facets.columns import documents_of
from search.remedies.spacings import is_same_name, spacings, without_article
from search.schema import TERM_FACETS

MAX_WORDS = 8
"""Words of a value that are looked up; no name has many more."""
LOOKED_AT = 100
"""Values of a segment that are read, of those that hold the words: half the most frequent, half the shortest."""
NEAR_WORDS = 3
LEAST_LIKENESS = 0.8

Ordinals = npt.NDArray[np.int64]


class Value(NamedTuple):
    """A value of a facet, and how many articles have it."""

    field: str
    value: str
    articles: int


def occurs(field: str, value: str, snapshot: Snapshot) -> bool:
    """Return whether a living document has a value."""
    packed = value.encode("utf-8", "surrogatepass")
    return any(_has_value(segment, segment.column(field), packed) for segment in snapshot.segments)


def value_spellings(field: str, typed: str, snapshot: Snapshot, limit: int) -> list[Value]:
    """Return values that may be meant by one that its facet has not, the likeliest first.

    The same name spelled or spaced otherwise is meant. Else it may be a part of a name, a value of another facet, a
    name in Latin letters, or one with other letters.
    """
    names = _Names(field, snapshot)
    folded = fold_text(typed)
    holding = names.holding(folded)
    same = [found for found in holding if is_same_name(fold_text(found.value), folded)]
    if same:
        return same[:limit]
    elsewhere = [_counted(each, typed, snapshot) for each in TERM_FACETS if each != field]
    found = [each for each in elsewhere if each.articles]
    if holding:
        return sorted([*found, *holding], key=_most_frequent)[:limit]
    latin = names.spelled(typed, limit)
    if latin:
        return [*sorted(found, key=_most_frequent), *latin][:limit]
    if not found:
        found = [each for other in NAME_FACETS if other != field for each in _same(other, folded, snapshot)]
    return sorted([*found, *names.near(folded)], key=_most_frequent)[:limit] if found else names.near(folded)[:limit]


class _Names:
    """The values of one facet, by their words."""

    def __init__(self, field: str, snapshot: Snapshot) -> None:
        self._field = field
        self._snapshot = snapshot
        self._known: dict[str, bool] = {}

    def holding(self, folded: str) -> list[Value]:
        """Return the values with all the words, joined or split, in any order; the most frequent first."""
        ways = spacings(folded.split()[:MAX_WORDS], self._has)
        ordinals = [self._with_all(way.split()) for way in ways]
        return self._values([_united(found) for found in zip(*ordinals, strict=True)])

    def spelled(self, typed: str, limit: int) -> list[Value]:
        """Return the values that Latin words may spell."""
        typed = " ".join(typed.split()[:MAX_WORDS])
        sounds = latin_word_keys(typed)
        if not sounds or not typed.isascii():
            return []
        runs = latin_spellings(typed, self._snapshot, limit)
        found = [value for run in runs for value in self.holding(fold_text(run))[:limit]]
        segments = self._snapshot.segments
        return list(dict.fromkeys(found)) or self._values(
            [segment.latin(self._field).sounding(sounds, begun=False) for segment in segments]
        )

    def near(self, folded: str) -> list[Value]:
        """Return the values whose letters are most like a name: with near words, or some of its words."""
        words = folded.split()[:MAX_WORDS]
        missing = [word for word in words if not self._has(word)]
        found: dict[str, Value] = {}
        if len(missing) == 1:
            for other in self._near(missing[0]):
                for value in self.holding(" ".join(other if word == missing[0] else word for word in words)):
                    found.setdefault(value.value, value)
        if found or len(words) == 1:
            return sorted(found.values(), key=_most_frequent)
        known = [self._with_all([word]) for word in words if word not in missing]
        candidates = self._values([_most_often(ordinals) for ordinals in zip(*known, strict=True)])
        likeness = {value: _likeness(folded, fold_text(value.value)) for value in candidates}
        likely = [value for value in candidates if likeness[value] >= LEAST_LIKENESS]
        return sorted(likely, key=lambda value: (-(likeness[value] ** 4) * math.log1p(value.articles), value.value))

    def _near(self, word: str) -> list[str]:
        """Return words of the archive near to one, of those that values have, the most frequent first."""
        if len(word) < MIN_LETTERS:
            return []
        near = near_words(word, 2 if len(word) >= FAR_FROM else 1, self._snapshot)
        ranked = sorted(near, key=lambda other: (-near[other], other))
        return list(islice(filter(self._has, ranked[:LOOKED_AT]), NEAR_WORDS))

    def _has(self, text: str) -> bool:
        """Return whether a value has a word, or words beside each other."""
        if text not in self._known:
            self._known[text] = any(len(found) for found in self._beginning(f"{_single(text)} "))
        return self._known[text]

    def _beginning(self, text: str) -> list[Ordinals]:
        return [segment.starts(self._field).continuing(text) for segment in self._snapshot.segments]

    def _with_all(self, words: Sequence[str]) -> list[Ordinals]:
        """Return for each segment the values that have all the words."""
        found = [self._beginning(f"{without_article(word)} ") for word in words]
        return [reduce(np.intersect1d, ordinals) for ordinals in zip(*found, strict=True)]

    def _values(self, ordinals: Iterable[Ordinals]) -> list[Value]:
        """Return the likeliest of some values of each segment with their articles, the most frequent first."""
        values: set[bytes] = set()
        for segment, found in zip(self._snapshot.segments, ordinals, strict=False):
            column = segment.column(self._field)
            values.update(column.values[ordinal] for ordinal in _looked_at(column, found))
        counted = [_counted(self._field, value.decode("utf-8", "surrogatepass"), self._snapshot) for value in values]
        return sorted((value for value in counted if value.articles), key=_most_frequent)


def _same(field: str, folded: str, snapshot: Snapshot) -> list[Value]:
    found = _Names(field, snapshot).holding(folded)
    return [value for value in found if is_same_name(fold_text(value.value), folded)]


def _single(text: str) -> str:
    return text if " " in text else without_article(text)


def _most_frequent(value: Value) -> tuple[int, str]:
    return -value.articles, value.value


def _likeness(name: str, other: str) -> float:
    """Return the share of letters that two folded names have in common in one order, spaces aside; 0 to 1."""
    return SequenceMatcher(None, name.replace(" ", ""), other.replace(" ", ""), autojunk=False).ratio()


def _looked_at(column: ValueColumn, ordinals: Ordinals) -> list[int]:
    if len(ordinals) <= LOOKED_AT:
        return list(ordinals.tolist())
    frequent = np.argsort(-lengths_of(column.posting_offsets)[ordinals], kind="stable")[: LOOKED_AT // 2]
    short = np.argsort(lengths_of(column.values.offsets)[ordinals], kind="stable")[: LOOKED_AT // 2]
    return list(np.union1d(ordinals[frequent], ordinals[short]).tolist())


def _united(ordinals: Iterable[Ordinals]) -> Ordinals:
    return np.unique(np.concatenate(list(ordinals)))


def _most_often(ordinals: Iterable[Ordinals]) -> Ordinals:
    """Return those that stand in the most of some lists."""
    found, times = np.unique(np.concatenate(list(ordinals)), return_counts=True)
    return found[times == times.max()] if len(found) else found


def _counted(field: str, value: str, snapshot: Snapshot) -> Value:
    packed = value.encode("utf-8", "surrogatepass")
    count = 0
    for segment in snapshot.segments:
        column = segment.column(field)
        ordinal = column.values.find(packed)
        count += 0 if ordinal is None else len(segment.living(documents_of(column, ordinal)))
    return Value(field, value, count)


def _has_value(segment: Segment, column: ValueColumn, packed: bytes) -> bool:
    ordinal = column.values.find(packed)
    if ordinal is None:
        return False
    documents = documents_of(column, ordinal)
    return segment.live is None or bool(segment.live[documents].any())
