"""How a query was understood: in words, and for each of its words what every level finds, with links that lock one."""

from __future__ import annotations

from dataclasses import dataclass

import search
from web.i18n import current_language
from web.presenters.results import present_levels
from web.search_state import SearchState


@dataclass(frozen=True, slots=True)
class LevelView:
    """One level of one word. count: articles that the word alone finds there. href locks it, or frees it."""

    name: str
    label: str
    count: int
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class WordView:
    """A word as typed, with its levels, nearest first. locked: whether the query itself says at which to search."""

    word: str
    locked: bool
    levels: tuple[LevelView, ...]

    @property
    def is_known(self) -> bool:
        """Return whether the archive has the word at any level."""
        return any(level.count for level in self.levels)


@dataclass(frozen=True, slots=True)
class UnderstoodView:
    """A query as it was understood. unseen: how many further words it has."""

    sentence: str
    words: tuple[WordView, ...]
    unseen: int


def present_understood(
    state: SearchState, results: search.SearchResults, words: tuple[search.QueryWord, ...], count: int
) -> UnderstoodView:
    """Return the strip above the hits. words, count: as `Engine.understand` gives them."""
    query = results.query
    language = current_language()
    sentence = (
        search.describe(query.tree, query.match, query.level, "en") if language == "en" and query.tree else query.words
    )
    return UnderstoodView(sentence, tuple(_word(state, word) for word in words), count - len(words))


def _word(state: SearchState, word: search.QueryWord) -> WordView:
    typed = state.text[word.start : word.end]
    levels = []
    for level in present_levels(state):
        is_current = level.name == word.level
        # A second click on the lock takes it off.
        text = word.locks[""] if word.locked and is_current else word.locks[level.name]
        levels.append(
            LevelView(level.name, level.label, word.counts[level.name], state.with_text(text).url(), is_current)
        )
    return WordView(typed, word.locked, tuple(levels))
