"""Other views of a search: its concordance, comparisons, the pages of the names selected."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import gettext as _

import search
from web.presenters import comparison, concordance
from web.presenters.entity import path_of
from web.search_state import SearchState


class ViewLink(NamedTuple):
    """A way to another view. value: what it is of, as other people wrote it."""

    label: str
    value: str
    href: str


def present_views(state: SearchState, results: search.SearchResults) -> tuple[ViewLink, ...]:
    """Return the views that this search has; none where nothing was found."""
    if not results.total:
        return ()
    here = state.whole().with_collapse("")
    links = []
    if state.text.strip():
        links.append(ViewLink(_("Every occurrence in context"), "", here.url(concordance.PATH)))
    sources = _sources(here, results)
    if sources:
        links.append(ViewLink(_("Compare the sources"), "", sources.url(comparison.PATH)))
    if state.text.strip():
        links.append(ViewLink(_("Compare with another query"), "", here.url(comparison.PATH)))
    plain = SearchState(lang=state.lang)
    links += [
        ViewLink(_("About"), item.value, plain.url(path_of(item.field, item.value)))
        for item in state.selections
        if item.op != "not"
    ]
    return tuple(links)


def _sources(state: SearchState, results: search.SearchResults) -> SearchState | None:
    """Return the search with its most frequent sources selected; None where it has one only."""
    facet = results.facets.get("source")
    values = [item.value for item in facet.values if item.count] if isinstance(facet, search.TermFacet) else []
    chosen = [item.value for item in state.selections if (item.field, item.op) == ("source", "any")]
    shown = (chosen or values)[: comparison.MOST_SERIES]
    if len(shown) < 2:
        return None
    state = state.without_field("source")
    for value in shown:
        state = state.with_value("source", value)
    return state
