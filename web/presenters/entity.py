"""The page of one name: when and where it occurs, what occurs with it, under which names, and what it said."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import quote

import search
from web.i18n import field_label, long_date
from web.presenters.charts import Chart, PeriodUrls, present_chart
from web.presenters.results import NameLink
from web.search_state import SearchState
from web.timelines import Timelines

COMPANIONS = ("person", "organisation", "place", "speaker")
"""Facets whose values are ranked by how much more often they occur with the name."""

COMPANIONS_SHOWN = 12
MOST_QUOTATIONS = 8
MOST_NAMES = 12
MOST_NAMES_SOUGHT = 4
"""In the concordance of a name: it is written in some ways mostly, in others hardly ever."""

_PROCLITICS = {"لل": "ال", "ولل": "ال", "فلل": "ال"} | dict.fromkeys(
    ("و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل"), ""
)
"""Letters before a name, and which letters of it they stand for."""
_MULTI_VALUED = frozenset(item.name for item in search.FIELDS if item.kind == "terms" and item.multi)


@dataclass(frozen=True, slots=True)
class Said:
    """Something that somebody is reported to have said, and where."""

    quotation: search.Quotation
    article: search.Article


@dataclass(frozen=True, slots=True)
class EntityFacts:
    """What the engine says of a name. results: its newest articles, with the facet `source`.

    written: how it is written in `read` articles. merged: values shown under it.
    """

    kind: str
    name: str
    results: search.SearchResults
    timelines: Timelines
    contrasted: search.Contrasted
    merged: tuple[str, ...]
    written: tuple[tuple[str, int], ...]
    read: int
    said: tuple[Said, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class CompanionView:
    """A value that occurs with the name. both_href: the articles with both. lift: as `3.4`, times as often."""

    link: NameLink
    both_href: str
    count: int
    lift: str


@dataclass(frozen=True, slots=True)
class SaidView:
    """A quotation ready to print."""

    words: str
    is_direct: bool
    verb: str
    href: str
    source: str
    date: str
    published: str | None


@dataclass(frozen=True, slots=True)
class EntityView:
    """The page. companions: by the label of their facet. closest: the first of the name's own kind, to compare with."""

    kind_label: str
    articles_href: str
    concordance_href: str
    closest: NameLink | None
    chart: Chart
    sources: tuple[tuple[NameLink, int], ...]
    more_sources: int
    companions: tuple[tuple[str, tuple[CompanionView, ...]], ...]
    written: tuple[tuple[str, int], ...]
    said: tuple[SaidView, ...]
    all_said_href: str


def path_of(kind: str, name: str) -> str:
    """Return the path of a name's page."""
    return f"/entity/{kind}/{quote(name, safe='', errors='replace')}"


def with_entity(state: SearchState, kind: str, name: str) -> SearchState:
    """Return the search whose hits all have the name."""
    return state.require(kind, name) if kind in _MULTI_VALUED else state.with_value(kind, name)


def names_written(articles: Iterable[search.Article], kind: str, name: str) -> tuple[tuple[str, int], ...]:
    """Return how articles write a name, with counts, the most frequent first.

    A form with a proclitic counts as the one without, where that is the name or another form of it; letters of old
    character sets that show their joining, and signs that do not show, as what is seen.
    """
    counts = Counter(
        _as_typed(item.text)
        for article in articles
        for item in article.entities
        if item.name == name and kind in (item.kind, "speaker")
    )
    known = {*counts, name}
    bare: Counter[str] = Counter()
    for form, count in counts.items():
        bare[_without_proclitic(form, known)] += count
    return tuple(sorted(bare.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_NAMES])


def _as_typed(text: str) -> str:
    shown = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return " ".join(shown.split())


def _without_proclitic(form: str, known: set[str]) -> str:
    """Return the known form that another one is, behind a proclitic; else itself."""
    bare = (own + form[len(letters) :] for letters, own in _PROCLITICS.items() if form.startswith(letters))
    return next((item for item in bare if item in known), form)


def sought_by_name(written: Iterable[tuple[str, int]], name: str) -> str:
    """Return the query for every place where a name stands: its most frequent forms, without those that hold another.

    >>> sought_by_name((("لافروف", 53), ("سيرغي لافروف", 20)), "سيرغي لافروف")
    '"لافروف"'
    """
    forms = [form.replace('"', " ") for form, _count in written][:MOST_NAMES_SOUGHT] or [name.replace('"', " ")]
    shortest = [form for form in forms if not any(other != form and f" {other} " in f" {form} " for other in forms)]
    return " OR ".join(f'"{form}"' for form in shortest)


def quotations_of(articles: Iterable[search.Article], name: str) -> tuple[Said, ...]:
    """Return what a speaker says in articles, in their order, no words twice."""
    said: dict[str, Said] = {}
    for article in articles:
        for item in article.quotations:
            if item.speaker == name:
                said.setdefault(" ".join(item.text.split()), Said(item, article))
    return tuple(said.values())[:MOST_QUOTATIONS]


def present_entity(state: SearchState, facts: EntityFacts, *, mirrored: bool) -> EntityView:
    """Return the page of a name. state: the search through which it is looked at, mostly that for everything."""
    here = with_entity(state, facts.kind, facts.name)
    sources = facts.results.facets.get("source")
    assert isinstance(sources, search.TermFacet)
    of_period = PeriodUrls(here)
    return EntityView(
        field_label(facts.kind),
        here.url(),
        here.with_text(sought_by_name(facts.written, facts.name)).url("/concordance"),
        _closest(state, facts),
        present_chart((facts.name,), facts.timelines, (of_period,), of_period, mirrored=mirrored),
        tuple(
            (NameLink("source", item.value, here.with_value("source", item.value).url()), item.count)
            for item in sources.values[:COMPANIONS_SHOWN]
            if item.count
        ),
        max(0, sources.distinct - COMPANIONS_SHOWN),
        tuple(
            (field_label(name), companions)
            for name, contrasts in facts.contrasted.values.items()
            if (companions := tuple(_companion(state, here, name, item) for item in contrasts))
        ),
        facts.written,
        tuple(_said(state, item) for item in facts.said),
        state.with_value("speaker", facts.name).with_sort("newest").url() if facts.said else "",
    )


def _companion(state: SearchState, here: SearchState, kind: str, item: search.Contrast) -> CompanionView:
    link = NameLink(kind, item.value, state.url(path_of(kind, item.value)))
    both = with_entity(here, kind, item.value).url()
    return CompanionView(link, both, item.count, lift_label(item.lift))


def _closest(state: SearchState, facts: EntityFacts) -> NameLink | None:
    """Return the strongest companion of the same kind with the way to the comparison."""
    for item in facts.contrasted.values.get(facts.kind, ()):
        both = state.without_field(facts.kind).with_value(facts.kind, facts.name).with_value(facts.kind, item.value)
        return NameLink(facts.kind, item.value, both.url("/compare"))
    return None


def lift_label(lift: float) -> str:
    """Return a lift as 12 or, below ten, 3.4."""
    return f"{lift:.1f}" if lift < 10 else f"{lift:,.0f}"


def _said(state: SearchState, item: Said) -> SaidView:
    day = item.article.published_day()
    verb = item.quotation.verb
    return SaidView(
        " ".join(item.quotation.text.split()),
        item.quotation.kind == "direct",
        verb if any(map(str.isalpha, verb)) else "",
        SearchState(lang=state.lang).url(f"/article/{item.article.key}"),
        item.article.source or "",
        long_date(day) if day else "",
        item.article.published,
    )
