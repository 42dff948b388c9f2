"""The comparison of searches: its series as lines over time, a table, and what is distinctive of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

import search
from web.i18n import field_label
from web.parameters import Pair
from web.presenters.charts import Chart, PeriodUrls, present_chart
from web.presenters.entity import lift_label, path_of
from web.presenters.limits import present_limits
from web.presenters.results import Chip, Switch
from web.presenters.series import SCALES
from web.search_state import SearchState
from web.telling_words import without_conjunction
from web.timelines import Timelines

PATH = "/compare"
MOST_SERIES = 4
FIELDS = ("person", "organisation", "place", "source")
"""Facets whose distinctive values are shown."""

VALUES_SHOWN = 6
WORDS_SHOWN = 16


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared. base: what all have in common. by: "q", or the facet whose values they are; "" for one alone.

    states: the search of each. labels: what tells it from the others. scale: one of SCALES.
    """

    base: SearchState
    by: str
    states: tuple[SearchState, ...]
    labels: tuple[str, ...]
    scale: str = SCALES[0]

    def pairs(self) -> list[Pair]:
        """Return the parameters that the base does not say: the queries, where these are compared, and the scale."""
        queries = [("q", state.text) for state in self.states if state.text] if self.by == "q" else []
        return queries if self.scale == SCALES[0] else [*queries, ("scale", self.scale)]

    @property
    def is_asked(self) -> bool:
        """Return whether there is anything to show."""
        return bool(self.by or self.base.text.strip() or self.base.is_narrowed)

    def url(self, path: str = PATH) -> str:
        """Return the canonical link of the comparison."""
        return self.base.url(path, self.pairs())


@dataclass(frozen=True, slots=True)
class TermView:
    """A word or a name that one series has more often. together: articles that have it, others included.

    lift: how many times as often as all together.
    """

    value: str
    count: int
    together: int
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
    """The page. limits: what all series have in common. legend: the series in the order in which their lines end.

    boxes: the texts of the form.
    """

    by_label: str
    limits: tuple[Chip, ...]
    chart: Chart
    series: tuple[SeriesView, ...]
    legend: tuple[SeriesView, ...]
    scales: tuple[Switch, ...]
    boxes: tuple[str, ...]

    @property
    def is_found(self) -> bool:
        """Return whether any series has an article."""
        return any(each.articles for each in self.series)


def present_comparison(
    comparison: Comparison,
    timelines: Timelines,
    contrasted: Sequence[search.Contrasted],
    *,
    mirrored: bool,
) -> ComparisonView:
    """Return the page of a comparison."""
    states = comparison.states
    texts = tuple(state.text for state in states) if comparison.by == "q" else (comparison.base.text,)
    chart = present_chart(
        comparison.labels,
        timelines,
        [PeriodUrls(state) for state in states],
        PeriodUrls(comparison.base, PATH, comparison.pairs()),
        mirrored=mirrored,
        scale=comparison.scale,
    )
    series = tuple(
        _series(place + 1, comparison.labels[place], states[place], found) for place, found in enumerate(contrasted)
    )
    order = sorted(range(len(series)), key=lambda place: -chart.lines[place].last)
    return ComparisonView(
        "" if comparison.by in ("q", "") else field_label(comparison.by),
        present_limits(comparison.base, lambda base: replace(comparison, base=base).url(), comparison.by),
        chart,
        series,
        tuple(series[place] for place in order),
        _scales(comparison),
        (*texts, *("",) * (MOST_SERIES - len(texts))),
    )


def _scales(comparison: Comparison) -> tuple[Switch, ...]:
    """Return the ways to draw the lines."""
    labels = (_("Articles"), _("Share"))
    hints = ("", _("Of all articles of the period: an archive has more of them on some days than on others"))
    return tuple(
        Switch(scale, label, replace(comparison, scale=scale).url(), scale == comparison.scale, hint)
        for scale, label, hint in zip(SCALES, labels, hints, strict=True)
    )


def _series(number: int, label: str, state: SearchState, found: search.Contrasted) -> SeriesView:
    words = tuple(
        _term(
            replace(item, value=without_conjunction(item.value)), state.with_text(_both(state.text, item.value)).url()
        )
        for item in found.words
    )
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
    return TermView(item.value, item.count, item.count + item.others, lift_label(item.lift), href, entity_href)


def _both(text: str, word: str) -> str:
    """Return the query that asks for a word beside what a series asks for."""
    return f"({text}) {word}" if text.strip() else word
