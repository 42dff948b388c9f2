"""How a query was understood: in words, and for each of its words what every level finds, with links that lock one."""

from __future__ import annotations

from dataclasses import dataclass

import search
from web.i18n import current_language
from web.presenters.results import Switch, present_levels, present_matches
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
    """A query as it was understood. unseen: how many further words it has.

    sentence: the whole in words, "" where the words and their levels say all of it. level_label: of the whole query.
    matches: the modes of joining words, none where there is one word; match_label: the current one.
    """

    words: tuple[WordView, ...]
    unseen: int
    sentence: str
    level_label: str
    matches: tuple[Switch, ...]

    @property
    def match_label(self) -> str:
        """Return the mode in which the words are joined."""
        return next((switch.label for switch in self.matches if switch.is_current), "")


def present_understood(
    state: SearchState, results: search.SearchResults, words: tuple[search.QueryWord, ...], count: int
) -> UnderstoodView:
    """Return the strip above the hits. words, count: as `Engine.understand` gives them."""
    says_all = [state.text[word.start : word.end] for word in words] == state.text.split()
    is_choice = count > 1 or state.match != SearchState().match
    return UnderstoodView(
        tuple(_word(state, word) for word in words),
        count - len(words),
        "" if says_all else _sentence(results.query),
        next(level.label for level in present_levels(state) if level.is_current),
        present_matches(state, results) if is_choice else (),
    )


def _sentence(query: search.UnderstoodQuery) -> str:
    language = current_language()
    if language == "en" and query.tree:
        return search.describe(query.tree, query.match, query.level, "en")
    return query.words


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
