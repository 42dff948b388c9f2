"""Why a hit was found: at which level an article meets each word of the query, and with which of its words.

Looked up form by form, for the words that were marked in the hits of a page alone. Not for: scores (`explaining`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from search.engines.local.planner import PlannedWord
from search.engines.local.snapshot import Snapshot
from search.results import WordMatch

READER_LEVELS = {
    "exact": "exact",
    "folded": "folded",
    "prefix": "stem",
    "stem": "stem",
    "synonyms": "synonym",
    "skeleton": "root",
    "root": "root",
}
"""Levels of families → what a reader calls them, nearest first."""

MAX_FORMS = 3
_ORDER = {level: place for place, level in enumerate(("exact", "folded", "stem", "synonym", "root"))}


class WordLevels:
    """The words of one planned query, asked about the forms of any number of articles."""

    def __init__(self, words: Sequence[PlannedWord], snapshot: Snapshot) -> None:
        """words: as planned; a word that stands in the query twice counts once."""
        self._words = list({planned.word.form: planned for planned in words}.values())
        self._snapshot = snapshot
        self._known: dict[str, list[tuple[str, str]]] = {}

    def matches(self, forms: Iterable[str]) -> tuple[WordMatch, ...]:
        """Return for each word of the query that the forms meet the nearest level, and those that meet it there."""
        found: dict[str, dict[str, list[str]]] = {}
        for form in sorted(forms):
            for word, level in self._levels_of(form):
                found.setdefault(word, {}).setdefault(level, []).append(form)
        matches = []
        for planned in self._words:
            levels = found.get(planned.word.form)
            if levels:
                nearest = min(levels, key=_ORDER.__getitem__)
                matches.append(WordMatch(planned.word.form, nearest, tuple(levels[nearest][:MAX_FORMS])))
        return tuple(matches)

    def _levels_of(self, form: str) -> list[tuple[str, str]]:
        """Return (word of the query, level) for each that the form meets."""
        known = self._known.get(form)
        if known is None:
            known = self._known[form] = [
                (planned.word.form, level) for planned in self._words if (level := self._level(planned, form))
            ]
        return known

    def _level(self, planned: PlannedWord, form: str) -> str:
        """Return the nearest level at which a form meets a word, "" where it does at none."""
        if form == planned.word.form:
            return "exact"
        packed = form.encode("utf-8", "surrogatepass")
        for segment, forms in zip(self._snapshot.segments, planned.family.forms, strict=True):
            ordinal = segment.reader.forms.find(packed)
            if ordinal is None:
                continue
            place = int(np.searchsorted(forms.ordinals, ordinal))
            if place < len(forms.ordinals) and forms.ordinals[place] == ordinal:
                mask = int(forms.masks[place])
                nearest = (mask & -mask).bit_length() - 1
                return READER_LEVELS[planned.levels[nearest]]
        return ""
