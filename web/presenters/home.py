"""The home page: what the archive holds and ways into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import search
from web.i18n import field_label, period_label
from web.presenters.facets import values_url
from web.presenters.results import NameLink
from web.search_state import SearchState

NAMES_SHOWN = 10
ENTRY_FACETS = ("person", "place", "organisation", "source")


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """The names of one facet that occur most, with the number of articles of each.

    distinct: how many names there are. all_href: the page of all of them, "" where all are here.
    """

    label: str
    names: tuple[tuple[NameLink, int], ...]
    distinct: int
    all_href: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """What the archive holds. first, last: the oldest and the newest period with articles, "" if undated."""

    articles: int
    sources: int
    first: str
    last: str
    entries: tuple[EntryPoint, ...]


def present_home(state: SearchState, results: search.SearchResults) -> HomeView:
    """Return the view of an empty search, which lists the whole archive."""
    sources = results.facets.get("source")
    dates = results.facets.get("date")
    filled = [item for item in dates.buckets if item.count] if isinstance(dates, search.DateFacet) else []
    return HomeView(
        results.total,
        sources.distinct if isinstance(sources, search.TermFacet) else 0,
        period_label(filled[0].start, filled[0].end) if filled else "",
        period_label(filled[-1].start, filled[-1].end) if filled else "",
        tuple(_entry(state, name, facet) for name, facet in _facets(results) if facet.values),
    )


def _entry(state: SearchState, name: str, facet: search.TermFacet) -> EntryPoint:
    shown = facet.values[:NAMES_SHOWN]
    return EntryPoint(
        field_label(name),
        tuple((NameLink(name, item.value, state.with_value(name, item.value).url()), item.count) for item in shown),
        facet.distinct,
        values_url(state, name) if facet.distinct > len(shown) else "",
    )


def _facets(results: search.SearchResults) -> Iterator[tuple[str, search.TermFacet]]:
    for name in ENTRY_FACETS:
        facet = results.facets.get(name)
        if isinstance(facet, search.TermFacet):
            yield name, facet
