"""Words of the archive that a reader may have meant: near spellings, and Arabic names written in Latin letters.

Each proposal is a word or a name as the archive writes it. Not for: values of facets (`value_spellings`), which query
to propose (`remedying`), or what is searched for beside a word (`search.synonyms`).
"""

from __future__ import annotations

import math
import re
from collections import Counter

import numpy as np

from search.analysis import fold, fold_text, key_of
from search.engines.local.expansion import near_words
from search.engines.local.snapshot import Snapshot
from search.remedies.latin_words import likeness, pattern_of

NAME_FACETS = ("person", "place", "organisation", "country")
MIN_LETTERS = 3
"""Shorter words are near to everything."""
FAR_FROM = 6
"""Words of so many letters may be two letters away, where nothing is nearer."""
LESS_LIKE = 0.25
"""Words whose vowels agree so much less than those of the best are not meant."""

Counts = Counter[str]


def near_spellings(form: str, snapshot: Snapshot, limit: int) -> list[str]:
    """Return words of the archive at most two letters away from one it does not have, the most frequent first."""
    folded = fold(form)
    if len(folded) < MIN_LETTERS:
        return []
    found = near_words(folded, 2 if len(folded) >= FAR_FROM else 1, snapshot)
    found.pop(folded, None)
    # Of the forms of one word, the most frequent.
    best: dict[str, str] = {}
    for word in sorted(found, key=lambda word: (-found[word], word)):
        best.setdefault(key_of(word, "stem"), word)
    return [common_spelling(word, snapshot) for word in list(best.values())[:limit]]


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
