"""All values of a facet, as a page and as JSON: searched inside, in three orders, page by page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import flask

import search
from web.api import json_response
from web.engine_access import current_engine
from web.own_parameters import read_own
from web.parameters import Pair, read_number, read_parameters
from web.presenters.facet_page import API_PARAMETERS, PAGE_PARAMETERS, FacetWindow, present_facet_page
from web.search_state import SearchState

MAX_VALUES = 1000
DEFAULT_VALUES = 100
MAX_PLACE = 10_000_000

blueprint = flask.Blueprint("facets", __name__)


@blueprint.get("/facet/<name>")
def page(name: str) -> str:
    """Show the values of a terms facet for a search."""
    if name not in search.TERM_FACETS:
        raise search.UnknownFieldError(name, search.TERM_FACETS)
    state = SearchState.from_args(_pairs(), page=True, extra=PAGE_PARAMETERS)
    window, notices = read_own(_pairs(), PAGE_PARAMETERS, _read_window, page=True)
    engine = current_engine()
    request = state.to_request(facets=())
    found = engine.list_values(name, request, window.prefix, window.order, window.place, window.size)
    results = engine.search(replace(request, size=0))
    state = state.renamed(engine.names())
    return flask.render_template(
        "facet.html",
        state=state,
        view=present_facet_page(state, name, window, found, results.total),
        notices=(*state.notices, *notices, *results.notices),
        page_parameters=window.pairs(),
        keep_filters=True,
    )


@blueprint.get("/api/facets/<name>")
def find(name: str) -> flask.Response:
    """Answer values of a facet for a search; `prefix` begins a word of them, `after` is a place in their order."""
    known = search.TERM_FACETS + search.DATE_FACETS
    if name not in known:
        raise search.UnknownFieldError(name, known)
    if name in search.DATE_FACETS:
        request = SearchState.from_args(_pairs()).to_request(facets=(name,))
        return json_response(search.facet_as_json(current_engine().search(request).facets[name]))
    window = _read_window(read_parameters((pair for pair in _pairs() if pair[0] in API_PARAMETERS), API_PARAMETERS))
    request = SearchState.from_args(_pairs(), extra=API_PARAMETERS).to_request(facets=())
    found = current_engine().list_values(name, request, window.prefix, window.order, window.place, window.size)
    return json_response(values_as_json(found))


def values_as_json(found: search.ValueList) -> dict[str, Any]:
    """Return a page of values; those that the search names come first and stand on every page."""
    facet = search.TermFacet(
        (*found.pinned, *(search.FacetValue(item.value, item.count) for item in found.values)),
        found.distinct,
        found.next is not None,
    )
    body: dict[str, Any] = search.facet_as_json(facet)
    further = [*((None, None) for _ in found.pinned), *((item.archive, item.score) for item in found.values)]
    for item, (archive, score) in zip(body["values"], further, strict=True):
        item |= {"archive": archive, "score": score}
    return body | {
        "sort": found.order,
        "next": found.next,
        "headings": [{"letter": item.letter, "place": item.place, "values": item.values} for item in found.headings],
        "articles": found.articles,
        "archive": found.archive,
        "by_sound": found.by_sound,
    }


def _read_window(values: dict[str, str]) -> FacetWindow:
    order, hits = values.get("sort", search.VALUE_ORDERS[0]), values.get("hits", "")
    if order not in search.VALUE_ORDERS:
        choices = " | ".join(search.VALUE_ORDERS)
        raise search.ParameterValueError("sort", order, choices, choices)
    if hits:
        search.SearchRequest(sort=hits)
    prefix = values.get("prefix", "")
    search.SearchRequest(prefix)  # the same limits as a search
    place = read_number(values, "after", 0, MAX_PLACE)
    return FacetWindow(order, prefix, place, read_number(values, "size", DEFAULT_VALUES, MAX_VALUES), hits)


def _pairs() -> list[Pair]:
    return list(flask.request.args.items(multi=True))
