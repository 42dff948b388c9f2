"""The page of one person, place, organisation or other value of a facet, and the same as JSON."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import flask

import search
from web.addresses import public_url
from web.api import json_response
from web.engine_access import current_engine
from web.findings_json import contrasts_as_json
from web.own_parameters import read_state
from web.presenters.entity import (
    COMPANIONS,
    COMPANIONS_SHOWN,
    EntityFacts,
    forms_of,
    names_written,
    path_of,
    present_entity,
    quotations_of,
    with_entity,
)
from web.presenters.results import present_chips, present_hit, present_levels
from web.search_state import SearchState
from web.timelines import aligned_timelines

LATEST_SHOWN = 5
ARTICLES_READ = 40
"""Newest articles whose mentions say how a name is written."""

QUOTED_ARTICLES_READ = 12
SPEAKING = ("person", "organisation", "speaker")

blueprint = flask.Blueprint("entity", __name__)


@blueprint.get("/entity/<kind>/<path:name>")
def page(kind: str, name: str) -> str:
    """Show what the archive, or a search in it, has about a name."""
    state = read_state(flask.request.args.items(multi=True), (), page=True)
    facts = _facts(state, kind, name)
    plain = SearchState(lang=state.lang)
    return flask.render_template(
        "entity.html",
        state=state,
        facts=facts,
        view=present_entity(state, facts, mirrored=state.lang == "ar"),
        latest=[present_hit(plain, hit) for hit in facts.results.hits],
        chips=present_chips(state),
        levels=present_levels(state) if state.text.strip() else (),
        address=public_url(state.url(path_of(facts.kind, facts.name))),
        notices=(*state.notices, *facts.results.notices),
    )


@blueprint.get("/api/entity/<kind>/<path:name>")
def find(kind: str, name: str) -> flask.Response:
    """Answer the same as JSON."""
    facts = _facts(read_state(flask.request.args.items(multi=True), (), page=False), kind, name)
    return json_response(
        {
            "kind": facts.kind,
            "name": facts.name,
            "articles": facts.results.total,
            "timeline": search.facet_as_json(facts.timelines.counts[0]),
            "sources": search.facet_as_json(facts.results.facets["source"]),
            "with": {field: contrasts_as_json(found) for field, found in facts.contrasted.values.items()},
            "merged": list(facts.merged),
            "written": [{"text": text, "count": count} for text, count in names_written(facts.forms, facts.name)],
            "read": facts.read,
            "quotations": [
                {
                    "article": item.article.key,
                    "published": item.article.published,
                    "source": item.article.source,
                    "text": item.quotation.text,
                    "verb": item.quotation.verb,
                    "kind": item.quotation.kind,
                }
                for item in facts.said
            ],
        }
    )


@blueprint.app_template_global()
def entity_path(kind: str, name: str) -> str:
    """Return the path of a name's page."""
    return path_of(kind, name)


def _facts(state: SearchState, kind: str, name: str) -> EntityFacts:
    """Ask the engine; a kind that there is none of, and a name that no article has, are not found."""
    if kind not in search.TERM_FACETS:
        flask.abort(404)
    engine = current_engine()
    name = engine.names().canonical(kind, name)
    here = with_entity(state, kind, name).with_sort("newest")
    request = replace(here.to_request(facets=("source",)), size=0)
    results = _with_own_sources(engine.search(replace(request, size=LATEST_SHOWN)), here)
    if not results.total and not _is_known(engine, state, kind, name):
        flask.abort(404)
    contrasted = engine.contrast([request], COMPANIONS, COMPANIONS_SHOWN + 1)[0]
    newest = list(islice(engine.scan(request), ARTICLES_READ))
    return EntityFacts(
        kind,
        name,
        results,
        aligned_timelines(engine, [request]),
        replace(contrasted, values={field: _others(found, name) for field, found in contrasted.values.items()}),
        engine.names().members(kind, name),
        forms_of(newest, kind, name),
        len(newest),
        quotations_of(_quoting(engine, state, name), name) if kind in SPEAKING else (),
    )


def _with_own_sources(results: search.SearchResults, state: SearchState) -> search.SearchResults:
    """Return results whose sources are those of their articles, not what else could be selected."""
    facet = results.facets["source"]
    assert isinstance(facet, search.TermFacet)
    is_narrowed = any((item.field, item.op) == ("source", "any") for item in state.selections)
    return replace(results, facets={"source": facet.of_hits(chosen_only=is_narrowed)})


def _is_known(engine: search.Engine, state: SearchState, kind: str, name: str) -> bool:
    """Return whether the archive has the name, where a search through which it is looked at has not."""
    is_limited = state.is_narrowed or state.text.strip()
    return bool(is_limited and engine.search(with_entity(SearchState(size=0), kind, name).to_request(facets=())).total)


def _others(found: tuple[search.Contrast, ...], name: str) -> tuple[search.Contrast, ...]:
    return tuple(item for item in found if item.value != name)[:COMPANIONS_SHOWN]


def _quoting(engine: search.Engine, state: SearchState, name: str) -> list[search.Article]:
    """Return the newest articles that quote a speaker."""
    request = with_entity(state, "speaker", name).with_sort("newest").to_request(facets=())
    return list(islice(engine.scan(request), QUOTED_ARTICLES_READ))
