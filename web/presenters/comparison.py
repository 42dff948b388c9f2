"""The comparison of searches: its series as lines over time, a table, and what is distinctive of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import search
from web.i18n import field_label
from web.parameters import Pair
from web.presenters.charts import Chart, present_chart
from web.presenters.entity import lift_label, path_of
from web.search_state import SearchState

PATH = "/compare"
MOST_SERIES = 4
FIELDS = ("person", "organisation", "place", "source")
"""Facets whose distinctive values are shown."""

VALUES_SHOWN = 6
WORDS_SHOWN = 16


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared. base: what all have in common. by: "q", or the facet whose values they are; "" for one alone.

    states: the search of each. labels: what tells it from the others.
    """

    base: SearchState
    by: str
    states: tuple[SearchState, ...]
    labels: tuple[str, ...]

    def pairs(self) -> list[Pair]:
        """Return the parameters that the base does not say: the queries, where these are compared."""
        return [("q", state.text) for state in self.states if state.text] if self.by == "q" else []

    def url(self, path: str = PATH) -> str:
        """Return the canonical link of the comparison."""
        return self.base.url(path, self.pairs())


@dataclass(frozen=True, slots=True)
class TermView:
    """A word or a name that one series has more often. lift: how many times as often as all together."""

    value: str
    count: int
    others: int
    lift: str
    href: str
    entity_href: str


@dataclass(frozen=True, slots=True)
class SeriesView:
    """One series. names: its distinctive values, by the label of their facet. sampled: articles whose words count."""

    number: int
    label: str
    href: str
    articles: int
    words: tuple[TermView, ...]
    names: tuple[tuple[str, tuple[TermView, ...]], ...]
    sampled: int


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """The page. boxes: the texts of the form."""

    by_label: str
    chart: Chart
    series: tuple[SeriesView, ...]
    boxes: tuple[str, ...]


def present_comparison(
    comparison: Comparison,
    timelines: Sequence[search.DateFacet],
    contrasted: Sequence[search.Contrasted],
    *,
    mirrored: bool,
) -> ComparisonView:
    """Return the page of a comparison."""
    states = comparison.states
    texts = tuple(state.text for state in states) if comparison.by in ("q", "") else ()
    return ComparisonView(
        "" if comparison.by in ("q", "") else field_label(comparison.by),
        present_chart(
            comparison.labels,
            timelines,
            lambda series, first, last: states[series].with_dates(first, last).url(),
            mirrored=mirrored,
        ),
        tuple(
            _series(place + 1, comparison.labels[place], states[place], found) for place, found in enumerate(contrasted)
        ),
        (*texts, *("",) * (MOST_SERIES - len(texts))),
    )


def _series(number: int, label: str, state: SearchState, found: search.Contrasted) -> SeriesView:
    words = tuple(_term(item, state.with_text(_both(state.text, item.value)).url()) for item in found.words)
    names = tuple(
        (field_label(name), tuple(_name(state, name, item) for item in contrasts[:VALUES_SHOWN]))
        for name, contrasts in found.values.items()
        if contrasts
    )
    return SeriesView(number, label, state.url(), found.articles, words, names, found.sampled)


def _name(state: SearchState, name: str, item: search.Contrast) -> TermView:
    entity = SearchState(lang=state.lang).url(path_of(name, item.value))
    return _term(item, state.with_value(name, item.value).url(), entity)


def _term(item: search.Contrast, href: str, entity_href: str = "") -> TermView:
    return TermView(item.value, item.count, item.others, lift_label(item.lift), href, entity_href)


def _both(text: str, word: str) -> str:
    """Return the query that asks for a word beside what a series asks for."""
    return f"({text}) {word}" if text.strip() else word
