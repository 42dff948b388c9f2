"""What differs between two versions of a text: which words stay, which are gone, which are new.

Words are compared in their folded spelling, so that hamza, marks and digits of another kind are no difference, nor is
punctuation. Anchors are three words in a row that occur once in each version (patience diff, Cohen 2003), as many of
them as stand in one order; between anchors the longest common runs decide (difflib), and where a gap is too large for
that, nothing in it counts as common. So a text of any length costs no more than sorting its words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from search.analysis import key_of, tokenize

ANCHOR_WORDS = 3
MIN_SAME_WORDS = 2
"""A single word that two versions share between changes is an accident, and shown as kept would only confuse."""

MAX_GAP_PAIRS = 250_000
"""Pairs of words that may be compared between two anchors: two gaps of 500 words, some 50 ms at worst."""

MAX_COMPARED_WORDS = 50_000
"""Of the parts between a common beginning and a common end; no news report is longer. Longer parts are all changed."""

ChangeKind = Literal["same", "removed", "added"]


class Change(NamedTuple):
    """A run of text that both versions have ("same", as the newer spells it), or one alone."""

    kind: ChangeKind
    text: str


class _Words(NamedTuple):
    """The words of a text. keys: what is compared. bounds: (n + 1) where each word begins; the text is cut there."""

    text: str
    keys: list[str]
    bounds: list[int]

    def cut(self, start: int, end: int) -> str:
        return self.text[self.bounds[start] : self.bounds[end]]


def differences(old: str, new: str) -> tuple[Change, ...]:
    """Return the new text as runs that the old one has too or has not, between them what only the old one has.

    Joined without "removed" the runs are `new`, code point by code point; "same" and "removed" together have the words
    of `old`. Where words were replaced, what is gone comes before what is new.
    """
    before, after = _words_of(old), _words_of(new)
    if not after.keys or not before.keys:
        return _without_empty([Change("removed", old if before.keys else ""), Change("added", new)])
    changes: list[Change] = []
    at_old = at_new = 0
    for start_old, start_new, length in [*_common_runs(before.keys, after.keys), _end(before, after)]:
        changes.append(Change("removed", before.cut(at_old, start_old)))
        changes.append(Change("added", after.cut(at_new, start_new)))
        changes.append(Change("same", after.cut(start_new, start_new + length)))
        at_old, at_new = start_old + length, start_new + length
    return _without_empty(changes)


def _end(before: _Words, after: _Words) -> tuple[int, int, int]:
    return len(before.keys), len(after.keys), 0


def _words_of(text: str) -> _Words:
    tokens = tokenize(text)
    starts = [token.start for token in tokens]
    bounds = [0, *starts[1:], len(text)] if tokens else [0, len(text)]
    return _Words(text, [key_of(token.term, "folded") for token in tokens], bounds)


def _without_empty(changes: list[Change]) -> tuple[Change, ...]:
    return tuple(change for change in changes if change.text)


def _common_runs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return (place in old, place in new, words) of runs of words that stay, in order, not overlapping."""
    begin = _common_length(old, new, 0, 0)
    end = _common_length(old[begin:][::-1], new[begin:][::-1], 0, 0)
    one, other = old[begin : len(old) - end], new[begin : len(new) - end]
    between = _runs_by_anchors(one, other) if max(len(one), len(other)) <= MAX_COMPARED_WORDS else []
    runs = [(begin + start_old, begin + start_new, length) for start_old, start_new, length in between]
    joined = _joined([(0, 0, begin), *runs, (len(old) - end, len(new) - end, end)])
    ends = (0, len(old)), (0, len(new))
    return [run for run in joined if run[2] >= MIN_SAME_WORDS or _touches_an_end(run, *ends)]


def _runs_by_anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    runs: list[tuple[int, int, int]] = []
    at_old = at_new = 0
    for start_old, start_new in [*_anchors(old, new), (len(old), len(new))]:
        if start_old < at_old or start_new < at_new:
            continue
        runs += _runs_between(old, new, (at_old, start_old), (at_new, start_new))
        length = _common_length(old, new, start_old, start_new)
        runs.append((start_old, start_new, length))
        at_old, at_new = start_old + length, start_new + length
    return runs


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return places of sequences of words that occur once in each, as many as increase in both."""
    places = _unique_places(new)
    pairs = [(place, places[words]) for words, place in _unique_places(old).items() if words in places]
    pairs.sort()
    return _longest_increasing(pairs)


def _unique_places(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    repeated = set()
    for place in range(len(words) - ANCHOR_WORDS + 1):
        sequence = tuple(words[place : place + ANCHOR_WORDS])
        if sequence in found:
            repeated.add(sequence)
        found[sequence] = place
    return {sequence: place for sequence, place in found.items() if sequence not in repeated}


def _longest_increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest selection of pairs, sorted by the first place, whose second places increase too."""
    tails: list[int] = []
    tail_pairs: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        length = bisect_left(tails, place)
        before.append(tail_pairs[length - 1] if length else -1)
        tails[length : length + 1] = [place]
        tail_pairs[length : length + 1] = [index]
    chosen = []
    index = tail_pairs[-1] if tail_pairs else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = before[index]
    return chosen[::-1]


def _common_length(old: Sequence[str], new: Sequence[str], at_old: int, at_new: int) -> int:
    """Return how many words from two places on are the same."""
    limit = min(len(old) - at_old, len(new) - at_new)
    return next((step for step in range(limit) if old[at_old + step] != new[at_new + step]), limit)


def _runs_between(
    old: Sequence[str], new: Sequence[str], in_old: tuple[int, int], in_new: tuple[int, int]
) -> Iterator[tuple[int, int, int]]:
    """Yield the common runs of two gaps, none where comparing them would cost too much."""
    one, other = old[slice(*in_old)], new[slice(*in_new)]
    if not one or not other or len(one) * len(other) > MAX_GAP_PAIRS:
        return
    for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        if block.size:
            yield in_old[0] + block.a, in_new[0] + block.b, block.size


def _joined(runs: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield the runs with neighbours that follow each other in both texts joined."""
    current: tuple[int, int, int] | None = None
    for run in runs:
        if not run[2]:
            continue
        if current and (current[0] + current[2], current[1] + current[2]) == run[:2]:
            current = (current[0], current[1], current[2] + run[2])
            continue
        if current:
            yield current
        current = run
    if current:
        yield current


def _touches_an_end(run: tuple[int, int, int], old: tuple[int, int], new: tuple[int, int]) -> bool:
    """Return whether a run stands at the beginning or the end of both texts."""
    start, end = (run[0], run[1]), (run[0] + run[2], run[1] + run[2])
    return start == (old[0], new[0]) or end == (old[1], new[1])
