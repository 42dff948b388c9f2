"""Downloads of a search: every hit of the same request, streamed as JSONL or CSV, never the first thousand only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

import flask

import search
from search.export import iter_csv, iter_jsonl
from web.engine_access import current_engine
from web.search_state import SearchState

FORMATS: dict[str, tuple[str, Callable[[Iterable[search.Article]], Iterator[str]]]] = {
    "jsonl": ("application/jsonl; charset=utf-8", iter_jsonl),
    "csv": ("text/csv; charset=utf-8", iter_csv),
}

blueprint = flask.Blueprint("exports", __name__)


@blueprint.get("/export.<any(jsonl, csv):extension>")
def export(extension: str) -> flask.Response:
    """Stream every hit of a search, in its order; `size` and `after` do not cut it short."""
    content_type, write_lines = FORMATS[extension]
    request = SearchState.from_args(flask.request.args.items(multi=True)).to_request()
    articles = iter(current_engine().scan(request))
    first = next(articles, None)  # an index that cannot be read is an error answer, not a broken download
    lines = write_lines(chain((first,), articles) if first is not None else ())
    response = flask.Response(lines, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="fihris.{extension}"'
    return response
