"""Downloads: every hit of a search, streamed, never the first thousand only; and one article as a citation."""

from __future__ import annotations

from itertools import chain

import flask

from search.citations import bibtex_entry, ris_record
from search.export import FORMATS
from web.download_names import as_download, file_name
from web.engine_access import current_engine
from web.parameters import read_parameters
from web.search_state import SearchState

BY_EXTENSION = {item.extension: item for item in FORMATS.values()}
CITATIONS = {"ris": ris_record, "bib": bibtex_entry}

blueprint = flask.Blueprint("exports", __name__)


@blueprint.get("/export.<any(jsonl, csv, ris, bib):extension>")
def export(extension: str) -> flask.Response:
    """Stream every hit of a search, in its order; `size` and `after` do not cut it short."""
    state = SearchState.from_args(flask.request.args.items(multi=True))
    articles = iter(current_engine().scan(state.to_request()))
    first = next(articles, None)  # an index that cannot be read is an error answer, not a broken download
    form = BY_EXTENSION[extension]
    lines = form.write(chain((first,), articles) if first is not None else ())
    return as_download(flask.Response(lines, content_type=form.content_type), file_name(state, extension))


@blueprint.get("/article/<key>.<any(ris, bib):extension>")
def citation(key: str, extension: str) -> flask.Response:
    """Give one article to a reference manager."""
    read_parameters(flask.request.args.items(multi=True), ())
    body = CITATIONS[extension](current_engine().get(key))
    response = flask.Response(body, content_type=BY_EXTENSION[extension].content_type)
    return as_download(response, f"fihris-{key}.{extension}")
