"""Expansion: which words of the archive a pattern or a near spelling stands for, read off the term dictionaries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.codec.families import FamilyLevel, Forms
from search.codec.strings import StringTable
from search.engines.local.snapshot import Snapshot
from search.execution.kernels import load_kernels
from search.schema import TEXT_FIELDS

MAX_EXPANSION = 10_000
"""Folded words that one pattern may stand for: those that the most articles hold are kept, and the cut is reported."""

_ONE_LETTER = rb"(?:[^\n\x80-\xff]|[\xc0-\xff][\x80-\xbf]+)"
_ANY_LETTERS = rb"[^\n]*"


@dataclass(frozen=True, slots=True)
class Expansion:
    """words: how many folded words there are, before any cut. forms: for each segment the forms searched."""

    words: int
    forms: list[Forms]


def expand_pattern(pattern: str, snapshot: Snapshot) -> Expansion:
    """Return what a pattern over folded words stands for; `*` is any run of letters, `?` one letter."""
    pieces = re.split(r"(\*+|\?)", pattern)
    expression = b"".join(
        _ANY_LETTERS if piece.startswith("*") else _ONE_LETTER if piece == "?" else re.escape(piece.encode())
        for piece in pieces
    )
    prefix = pieces[0].encode()
    is_prefix_alone = set("".join(pieces[1:])) <= {"*"} and len(pieces) > 1

    def match(keys: StringTable) -> npt.NDArray[np.int64]:
        start, end = keys.prefix_range(prefix)
        return np.arange(start, end) if is_prefix_alone else keys.matching(expression, start, end)

    return _expand(match, snapshot)


def expand_fuzzy(form: str, distance: int, snapshot: Snapshot) -> Expansion:
    """Return the folded words within a distance of a folded word."""
    return _expand(lambda keys: _near(keys, form, distance)[distance], snapshot)


def near_words(form: str, distance: int, snapshot: Snapshot) -> dict[str, int]:
    """Return the folded words nearest to a folded word, at most a distance away; about how many articles hold each."""
    return dict(next((found for found in words_within(form, distance, snapshot) if found), {}))


def words_within(form: str, distance: int, snapshot: Snapshot) -> list[Counter[str]]:
    """Return the folded words within each distance of a folded word, from 1 on; about how many articles hold each."""
    counts: dict[int, Counter[str]] = {each: Counter() for each in range(1, distance + 1)}
    for index, segment in enumerate(snapshot.segments):
        level = segment.reader.families["folded"]
        for each, ordinals in _near(level.keys, form, *counts).items():
            frequencies = _frequencies(index, level, ordinals, snapshot).tolist()
            for ordinal, frequency in zip(ordinals.tolist(), frequencies, strict=True):
                counts[each][level.keys[ordinal].decode()] += frequency
    return list(counts.values())


def _near(keys: StringTable, form: str, *distances: int) -> dict[int, npt.NDArray[np.int64]]:
    """Return for each distance which words of a table are within it of a word."""
    word = np.frombuffer(form.encode("utf-32-le"), np.uint32)
    kernels = load_kernels()
    chars, offsets = keys.code_points()
    return {each: np.flatnonzero(kernels.within_distance(chars, offsets, word, each)) for each in distances}


def _expand(match: Callable[[StringTable], npt.NDArray[np.int64]], snapshot: Snapshot) -> Expansion:
    levels = [segment.reader.families["folded"] for segment in snapshot.segments]
    found = [match(level.keys) for level in levels]
    if len(found) == 1:
        words = len(found[0])
        if words > MAX_EXPANSION:
            frequencies = _frequencies(0, levels[0], found[0], snapshot)
            found[0] = np.sort(found[0][np.argsort(-frequencies, kind="stable")[:MAX_EXPANSION]])
        return Expansion(words, [levels[0].forms_of(found[0])])
    keys = [
        [level.keys[ordinal] for ordinal in ordinals.tolist()] for level, ordinals in zip(levels, found, strict=True)
    ]
    distinct = set().union(*keys)
    if len(distinct) > MAX_EXPANSION:
        counts: Counter[bytes] = Counter()
        for index, (level, ordinals, names) in enumerate(zip(levels, found, keys, strict=True)):
            counts.update(dict(zip(names, _frequencies(index, level, ordinals, snapshot).tolist(), strict=True)))
        kept = set(sorted(distinct, key=lambda key: (-counts[key], key))[:MAX_EXPANSION])
        found = [
            ordinals[[name in kept for name in names]] if names else ordinals
            for ordinals, names in zip(found, keys, strict=True)
        ]
    return Expansion(len(distinct), [level.forms_of(ordinals) for level, ordinals in zip(levels, found, strict=True)])


def _frequencies(
    index: int, level: FamilyLevel, ordinals: npt.NDArray[np.int64], snapshot: Snapshot
) -> npt.NDArray[np.int64]:
    """Return (n,) int64, the postings of each family in all text fields: about how many articles hold the word."""
    of_form = sum(snapshot.form_frequencies(index, field.name) for field in TEXT_FIELDS)
    sums = np.concatenate([[0], np.cumsum(np.asarray(of_form)[level.members])])
    return np.asarray(sums[level.offsets[ordinals + 1]] - sums[level.offsets[ordinals]])
