"""Suggestions: names and words of the archive that continue what was typed, the most frequent first."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from search.analysis import fold_text
from search.engines.local.snapshot import Snapshot
from search.facets.terms import count_values
from search.results import Suggestion

NAME_FACETS = ("person", "place", "organisation")
MAX_FORMS = 50
"""Words looked at behind a prefix; the shortest continuations come first in the dictionary."""


def suggest(prefix: str, snapshot: Snapshot, size: int) -> tuple[Suggestion, ...]:
    """Return up to `size` names with a word that begins so, then words, each with its number of articles."""
    folded = fold_text(prefix)
    if not folded:
        return ()
    names = [suggestion for name in NAME_FACETS for suggestion in _names(name, folded, snapshot)]
    names.sort(key=lambda suggestion: -suggestion.count)
    found = names[:size]
    if len(found) < size:
        found += _words(folded, snapshot)[: size - len(found)]
    return tuple(found)


def _names(name: str, folded: str, snapshot: Snapshot) -> list[Suggestion]:
    column = snapshot.column(name)
    counts = count_values(column, snapshot.live)
    found = [
        Suggestion(name, column.values[ordinal], int(counts[ordinal]))
        for ordinal, words in enumerate(snapshot.folded_words(name))
        if counts[ordinal] and any(" ".join(words[index:]).startswith(folded) for index in range(len(words)))
    ]
    return found


def _words(folded: str, snapshot: Snapshot) -> list[Suggestion]:
    keys = snapshot.families.keys("folded")
    start = bisect_left(keys, folded)
    found = []
    for key in keys[start : start + MAX_FORMS]:
        if not key.startswith(folded):
            break
        forms = snapshot.families.members("folded", key)
        counts = [len(snapshot.postings("text", (form,)).doc_ids) for form in forms]
        total = len(snapshot.postings("text", forms).doc_ids)
        if total:
            # Of the spellings of one word the most frequent is shown.
            found.append(Suggestion("word", forms[int(np.argmax(counts))], total))
    return sorted(found, key=lambda suggestion: (-suggestion.count, suggestion.text))
