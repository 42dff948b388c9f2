"""The page of one name: when and where it occurs, what occurs with it, under which names, and what it said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import quote

import search
from web.i18n import field_label, long_date
from web.presenters.charts import Chart, present_chart
from web.presenters.results import NameLink
from web.search_state import SearchState

COMPANIONS = ("person", "organisation", "place", "speaker")
"""Facets whose values are ranked by how much more often they occur with the name."""

COMPANIONS_SHOWN = 12
MOST_QUOTATIONS = 8
MOST_NAMES = 12
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
    timeline: search.DateFacet
    contrasted: search.Contrasted
    merged: tuple[str, ...]
    written: tuple[tuple[str, int], ...]
    read: int
    said: tuple[Said, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class CompanionView:
    """A value that occurs with the name. both_href: the articles with both. lift: as `×3.4`."""

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
    """The page. companions: by the label of their facet."""

    kind_label: str
    articles_href: str
    chart: Chart
    sources: tuple[tuple[NameLink, int], ...]
    more_sources: int
    companions: tuple[tuple[str, tuple[CompanionView, ...]], ...]
    written: tuple[tuple[str, int], ...]
    said: tuple[SaidView, ...]
    all_said_href: str


def path_of(kind: str, name: str) -> str:
    """Return the path of a name's page."""
    return f"/entity/{kind}/{quote(name, safe='')}"


def with_entity(state: SearchState, kind: str, name: str) -> SearchState:
    """Return the search whose hits all have the name."""
    return state.require(kind, name) if kind in _MULTI_VALUED else state.with_value(kind, name)


def names_written(articles: Iterable[search.Article], kind: str, name: str) -> tuple[tuple[str, int], ...]:
    """Return how articles write a name, with counts, the most frequent first."""
    counts = Counter(
        " ".join(item.text.split())
        for article in articles
        for item in article.entities
        if item.name == name and kind in (item.kind, "speaker")
    )
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_NAMES])


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
    return EntityView(
        field_label(facts.kind),
        here.url(),
        present_chart(
            (facts.name,),
            (facts.timeline,),
            lambda _series, first, last: here.with_dates(first, last).url(),
            mirrored=mirrored,
        ),
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


def lift_label(lift: float) -> str:
    """Return a lift as ×12 or, below ten, ×3.4."""
    return f"×{lift:.1f}" if lift < 10 else f"×{lift:,.0f}"


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
