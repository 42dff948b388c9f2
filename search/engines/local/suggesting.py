"""Suggestions: names and words of the archive that continue what was typed, the most frequent first."""

from __future__ import annotations

from collections import Counter

import numpy as np

from search.analysis import fold_text
from search.codec.families import Forms
from search.engines.local.snapshot import Snapshot
from search.facets.columns import documents_of
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
    names.sort(key=lambda suggestion: (-suggestion.count, suggestion.text))
    found = names[:size]
    if len(found) < size:
        found += _words(folded, snapshot)[: size - len(found)]
    return tuple(found)


def _names(name: str, folded: str, snapshot: Snapshot) -> list[Suggestion]:
    counts: Counter[bytes] = Counter()
    for segment in snapshot.segments:
        column = segment.column(name)
        for ordinal in segment.folded(name).continuing(folded, skip_article=False).tolist():
            counts[column.values[ordinal]] += len(segment.living(documents_of(column, ordinal)))
    return [Suggestion(name, value.decode("utf-8", "surrogatepass"), count) for value, count in counts.items() if count]


def _words(folded: str, snapshot: Snapshot) -> list[Suggestion]:
    packed = folded.encode()
    keys: set[bytes] = set()
    for segment in snapshot.segments:
        level = segment.reader.families["folded"]
        start, end = level.keys.prefix_range(packed)
        keys.update(level.keys[ordinal] for ordinal in range(start, min(end, start + MAX_FORMS)))
    found = [_word(key, snapshot) for key in sorted(keys)[:MAX_FORMS]]
    return sorted((each for each in found if each.count), key=lambda each: (-each.count, each.text))


def _word(key: bytes, snapshot: Snapshot) -> Suggestion:
    """Return a folded word under its most frequent spelling, with the articles whose text holds it."""
    spellings: Counter[bytes] = Counter()
    total = 0
    for index, segment in enumerate(snapshot.segments):
        forms: Forms = segment.reader.families["folded"].find(key)
        lists = []
        for ordinal in forms.tolist():
            documents = segment.living(_text_documents(index, ordinal, snapshot))
            spellings[segment.reader.forms[ordinal]] += len(documents)
            lists.append(documents)
        if lists:
            total += len(lists[0]) if len(lists) == 1 else len(np.unique(np.concatenate(lists)))
    best = min(spellings.items(), key=lambda item: (-item[1], item[0]))[0]
    return Suggestion("word", best.decode(), total)


def _text_documents(index: int, ordinal: int, snapshot: Snapshot) -> Forms:
    reader = snapshot.segments[index].reader
    postings = reader.postings["text"]
    start, end = int(postings.posting_offsets[ordinal]), int(postings.posting_offsets[ordinal + 1])
    reader.check_postings("text", start, end)
    documents: Forms = postings.doc_ids[start:end]
    return documents
