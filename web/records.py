"""Search records: `/record` to print, `/api/record` to keep and to compare with a later answer (`fihris rerun`)."""

from __future__ import annotations

from dataclasses import replace

import flask

from search.record import SearchRecord, iter_record_json, take_record
from web.addresses import public_url
from web.download_names import as_download, file_name
from web.engine_access import current_engine
from web.presenters.record import present_record
from web.search_state import LANGUAGES, SearchState

blueprint = flask.Blueprint("records", __name__)


@blueprint.get("/record")
def record_page() -> str:
    """Show the record of a search: what was asked and understood, of which index, what was found."""
    asked = SearchState.from_args(flask.request.args.items(multi=True), page=True)
    state = asked.whole()
    record = record_of(state)
    return flask.render_template(
        "record.html",
        state=state,
        view=present_record(state, record),
        notices=asked.notices,
        found_notices=record.results.notices,
    )


@blueprint.get("/api/record")
def record_json() -> flask.Response:
    """Stream the record of a search with every hit; `size` and `after` do not cut it short."""
    state = SearchState.from_args(flask.request.args.items(multi=True)).whole()
    response = flask.Response(iter_record_json(record_of(state)), content_type="application/json")
    return as_download(response, file_name(state, "json", "record"))


def record_of(state: SearchState) -> SearchRecord:
    """Return the record of a search, its address in one spelling and without what is the page's own."""
    engine = current_engine()
    address = replace(state, lang=LANGUAGES[0]).renamed(engine.names()).url()
    return take_record(engine, state.to_request(), public_url(address))


@blueprint.app_template_global()
def record_url(state: SearchState) -> str:
    """Return the page of the record of a search."""
    return state.whole().url("/record")
