"""Warming: a few searches of each kind with words of the archive itself, so that every kernel is compiled and loaded.

Numba compiles a kernel for the types of its arrays when it is first called, some ten seconds for all of them, and
keeps the machine code on disk; the next process loads it in a fraction of a second.
"""

from __future__ import annotations

import contextlib

import numpy as np

from search.codec.reader import COLUMNS, FREQUENCIES, POSITIONS, POSTINGS, TERMS
from search.engines.local.answer import answer
from search.engines.local.snapshot import Snapshot
from search.engines.local.suggesting import NAME_FACETS, suggest
from search.errors import IndexCorruptError
from search.execution.scratch import Scratch
from search.request import Filter, SearchRequest

LOOKED_AT = 200
MIN_LETTERS = 4
"""Shorter words have no near spellings; where an archive has no other, it has little to search either."""

SEARCHED_PARTS = (TERMS, POSTINGS, FREQUENCIES, POSITIONS, COLUMNS)


def warm_up(snapshot: Snapshot, scratch: Scratch, *, check: bool) -> None:
    """Search for words, phrases, patterns, filters and orders once each. check: then check what searches read."""
    words = _frequent_words(snapshot)
    if not words:
        return
    source = snapshot.column("source")
    snapshot.stories.make_counts()
    for segment in snapshot.segments:
        for name in NAME_FACETS:
            segment.starts(name)
            segment.latin(name)
    texts = (
        "",
        words[0],
        " ".join(words),
        f'"{" ".join(words[:2])}"',
        f"{words[0][:2]}*",
        f"{words[0]}~1 -{words[-1]}",
    )
    with contextlib.suppress(IndexCorruptError):
        for text in texts:
            for level in ("folded", "stem"):
                answer(SearchRequest(text, level=level), snapshot, scratch)
        if len(source):
            chosen = Filter("source", (source.value(0),))
            answer(SearchRequest(words[0], filters=(chosen,), sort="oldest", published_from="1900"), snapshot, scratch)
        first = answer(SearchRequest(words[0], size=1), snapshot, scratch)
        if first.next:
            answer(SearchRequest(words[0], size=1, after=first.next), snapshot, scratch)
        suggest(words[0][:2], snapshot, scratch, 10)
        for segment in snapshot.segments if check else ():
            for part in SEARCHED_PARTS:
                segment.reader.parts[part].check_all()


def _frequent_words(snapshot: Snapshot) -> list[str]:
    """Return up to three words of four letters or more that many texts hold."""
    if not snapshot.segments:
        return []
    index = max(range(len(snapshot.segments)), key=lambda place: snapshot.segments[place].doc_count)
    with contextlib.suppress(IndexCorruptError):
        frequencies = snapshot.form_frequencies(index, "text")
        best = np.argsort(-frequencies, kind="stable")[:LOOKED_AT]
        forms = snapshot.segments[index].reader.forms
        words = [forms[ordinal].decode() for ordinal in best.tolist() if frequencies[ordinal]]
        return sorted(words, key=lambda word: len(word) < MIN_LETTERS)[:3]
    return []
