"""Words of the archive that a reader may have meant: near spellings, and Arabic names written in Latin letters.

Each proposal is a word or a name as the archive writes it. Not for: values of facets (`value_spellings`), which query
to propose (`remedying`), or what is searched for beside a word (`search.synonyms`).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import NamedTuple

import numpy as np

from search.analysis import fold, fold_text, key_of
from search.codec.reader import ValueColumn
from search.engines.local.expansion import words_within
from search.engines.local.snapshot import Snapshot
from search.remedies.latin_words import likeness, pattern_of
from search.remedies.spacings import is_same_name

NAME_FACETS = ("person", "place", "organisation", "country")
MIN_LETTERS = 3
"""Shorter words are near to everything."""
FAR_FROM = 6
"""Words of so many letters may be two letters away, where nothing is nearer."""
RARER = 1000
"""How much rarer a second slip of the hand is than a first one.

In 31,000 articles 100 found fewer names typed with one slip, and no more of those with two.
"""
LESS_LIKE = 0.25
"""Words whose vowels agree so much less than those of the best are not meant."""
MIN_LATIN_LETTERS = 4
"""Shorter Latin words spell some name by chance."""

Counts = Counter[str]


class NearSpelling(NamedTuple):
    """A word of the archive, and how many letters it is away from what was typed."""

    word: str
    distance: int


def near_spellings(form: str, snapshot: Snapshot, limit: int) -> list[NearSpelling]:
    """Return words of the archive at most two letters away from one it does not have, the likeliest first.

    Of words as near the more frequent one is likelier; one two letters away has to be RARER times as frequent as one
    that is nearer. What is farther away than the likeliest is not meant.
    """
    folded = fold(form)
    if len(folded) < MIN_LETTERS:
        return []
    distances: dict[str, int] = {}
    likely: dict[str, float] = {}
    for distance, found in enumerate(words_within(folded, 2 if len(folded) >= FAR_FROM else 1, snapshot), 1):
        for word in found.keys() - distances.keys() - {folded}:
            distances[word], likely[word] = distance, found[word] / RARER**distance
    ranked = sorted(likely, key=lambda word: (-likely[word], word))
    # Of the forms of one word, the likeliest.
    best: dict[str, str] = {}
    for word in ranked:
        if distances[word] <= distances[ranked[0]]:
            best.setdefault(key_of(word, "stem"), word)
    return [NearSpelling(common_spelling(word, snapshot), distances[word]) for word in list(best.values())[:limit]]


def common_spelling(folded: str, snapshot: Snapshot) -> str:
    """Return a folded word as most texts write it."""
    counts: Counter[bytes] = Counter()
    for segment in snapshot.segments:
        forms = segment.reader.families["folded"].find(folded.encode("utf-8", "surrogatepass"))
        offsets = segment.reader.postings["text"].posting_offsets
        for ordinal in forms.tolist():
            counts[segment.reader.forms[ordinal]] += int(offsets[ordinal + 1]) - int(offsets[ordinal])
    best = min(counts.items(), key=lambda item: (-item[1], item[0]), default=(folded.encode(), 0))[0]
    return best.decode("utf-8", "surrogatepass")


def latin_spellings(typed: str, snapshot: Snapshot, limit: int) -> list[str]:
    """Return names, or words, of the archive that a run of Latin words may spell, the likeliest first.

    Frequent ones come first among those whose vowels agree as well.
    """
    pattern = pattern_of(typed)
    if not pattern:
        return []
    counts, written = _in_names(pattern, snapshot)
    if not counts and " " not in pattern:
        counts = _in_words(pattern, snapshot)
        written = {word: common_spelling(word, snapshot) for word in counts}
    likely = {run: likeness(typed, run) for run in counts}
    least = max(likely.values(), default=0.0) - LESS_LIKE
    ranked = sorted(
        (run for run in counts if likely[run] >= least),
        key=lambda run: (-(likely[run] ** 2) * math.log1p(counts[run]), run),
    )
    best: dict[str, str] = {}
    for run in ranked:
        best.setdefault(" ".join(key_of(word, "stem") for word in run.split()), written[run])
    return list(best.values())[:limit]


def latin_name(typed: str, snapshot: Snapshot, least: int) -> str:
    """Return the most frequent whole name of the archive that Latin words spell, vowels too; "" where there is none.

    least: how many articles it has to be in.
    """
    pattern = pattern_of(typed)
    if not pattern or len(typed.replace(" ", "")) < MIN_LATIN_LETTERS:
        return ""
    counts: Counts = Counter()
    for segment in snapshot.segments:
        for facet in NAME_FACETS:
            counts.update(_whole_names(typed, segment.folded(facet).runs_like(pattern), segment.column(facet)))
    frequent = [name for name in counts if counts[name] >= least]
    return min(frequent, key=lambda name: (-counts[name], name), default="")


def _whole_names(typed: str, runs: dict[str, list[int]], column: ValueColumn) -> Counts:
    """Return those values that are one of the runs and sound as typed, with their articles."""
    counts: Counts = Counter()
    for run, ordinals in runs.items():
        for ordinal in ordinals if likeness(typed, run) >= 1 - LESS_LIKE else ():
            name = column.values[ordinal].decode("utf-8", "surrogatepass")
            if is_same_name(fold_text(name), run):
                counts[name] += int(column.posting_offsets[ordinal + 1]) - int(column.posting_offsets[ordinal])
    return counts


def _in_names(pattern: str, snapshot: Snapshot) -> tuple[Counts, dict[str, str]]:
    """Return the runs of words in names that a pattern matches with their articles, and how they are written."""
    counts: Counts = Counter()
    best: dict[str, tuple[int, str]] = {}
    for segment in snapshot.segments:
        for facet in NAME_FACETS:
            column = segment.column(facet)
            lengths = np.diff(column.posting_offsets.astype(np.int64))
            for run, ordinals in segment.folded(facet).runs_like(pattern).items():
                counts[run] += int(lengths[ordinals].sum())
                likeliest = max(ordinals, key=lengths.__getitem__)
                candidate = int(lengths[likeliest]), column.values[likeliest].decode("utf-8", "surrogatepass")
                best[run] = max(best.get(run, (-1, "")), candidate)
    counts = Counter({run: count for run, count in counts.items() if count})
    return counts, {run: _as_written(run, best[run][1]) for run in counts}


def _in_words(pattern: str, snapshot: Snapshot) -> Counts:
    """Return the folded words of the archive that a pattern matches, with about how many articles hold them."""
    counts: Counts = Counter()
    for segment in snapshot.segments:
        level = segment.reader.families["folded"]
        offsets = segment.reader.postings["text"].posting_offsets
        for match in re.finditer(f"\n({pattern})(?=\n)", "\n" + level.keys.text()):
            forms = level.find(match[1].encode()).astype(np.int64)
            counts[match[1]] += int((offsets[forms + 1].astype(np.int64) - offsets[forms]).sum())
    return counts


def _as_written(run: str, value: str) -> str:
    """Return a run of folded words as a value that holds it writes it."""
    words = value.split()
    folded = [fold_text(word) for word in words]
    length = run.count(" ") + 1
    for first in range(len(words) - length + 1):
        if " ".join(folded[first : first + length]) == run:
            return " ".join(words[first : first + length])
    return run
