"""The concordance: every occurrence of the words of a search in aligned rows, as a page, as JSON and as CSV.

A page reads a window of articles, the work of which is bounded; the CSV goes on to the last article.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice

import flask

import search
from web.addresses import public_url
from web.api import json_response
from web.download_names import as_download, file_name
from web.engine_access import current_engine
from web.findings_json import row_as_json
from web.own_parameters import read_own, read_state
from web.parameters import Pair, read_number
from web.presenters.concordance import OWN_PARAMETERS, PATH, Window, WindowRows, present_concordance
from web.search_state import SearchState

ARTICLES_READ = 100
"""Articles of one window: what a page reads to arrange its rows."""

LETTERS_READ = 2_000_000
"""The window ends early behind so many code points."""

ROWS_SHOWN = 100
MAX_SKIP = 10_000_000
COLUMNS = ("key", "source", "published", "title", "where", "start", "end", "before", "keyword", "after")

blueprint = flask.Blueprint("concordance", __name__)


@blueprint.get("/concordance")
def page() -> str:
    """Show every occurrence of the words, some hundred rows at a time."""
    state = read_state(_pairs(), OWN_PARAMETERS, page=True)
    window, notices = read_own(_pairs(), OWN_PARAMETERS, _read_window, page=True)
    found = _rows_of(state, window)
    return flask.render_template(
        "concordance.html",
        state=state,
        window=window,
        view=present_concordance(state, found),
        notices=(*state.notices, *notices, *found.notices),
        page_parameters=window.pairs(),
        address=public_url(state.url(PATH, window.pairs())),
    )


@blueprint.get("/api/concordance")
def find() -> flask.Response:
    """Answer the rows of one page."""
    state = read_state(_pairs(), OWN_PARAMETERS, page=False)
    window, _ = read_own(_pairs(), OWN_PARAMETERS, _read_window, page=False)
    found = _rows_of(state, window)
    following = found.next
    return json_response(
        {
            "by": window.by,
            "articles": found.total,
            "skipped": window.skip,
            "read": found.read,
            "found": found.found,
            "hidden": found.hidden,
            "rows": [row_as_json(row) for row in found.rows],
            "next": {"skip": following.skip, "row": following.row} if following else None,
            "notices": [
                {"code": item.code, "message": item.message, "message_ar": item.message_ar} for item in found.notices
            ],
        }
    )


@blueprint.get("/concordance.csv")
def table() -> flask.Response:
    """Stream every occurrence in every article of the search, in the order of its hits."""
    state = read_state(_pairs(), (), page=False)
    request = state.to_request(facets=())
    found = current_engine().occurrences(request) if request.text.strip() else iter(())
    first = next(found, None)  # an index that cannot be read is an error answer, not a broken download
    lines = _csv_lines(chain((first,), found) if first is not None else iter(()))
    response = flask.Response(lines, content_type="text/csv; charset=utf-8")
    return as_download(response, file_name(state, "csv", "concordance"))


def _rows_of(state: SearchState, window: Window) -> WindowRows:
    if not state.text.strip():
        return WindowRows(window, 0, 0, 0, 0, [], ())
    engine = current_engine()
    request = state.to_request(facets=())
    head = engine.search(replace(request, size=0))
    articles = list(_some(engine.occurrences(request, window.skip)))
    rows = search.arranged((row for item in articles for row in search.concordance_rows(item)), window.by)
    hidden = sum(item.count - len(item.places) for item in articles)
    shown = rows[window.row : window.row + ROWS_SHOWN]
    return WindowRows(window, head.total, len(articles), len(rows), hidden, shown, head.notices)


def _some(found: Iterator[search.ArticleOccurrences]) -> Iterator[search.ArticleOccurrences]:
    """Yield the articles of one window: so many, and no more once they are long enough together."""
    letters = 0
    for item in islice(found, ARTICLES_READ):
        yield item
        letters += len(item.article.text)
        if letters > LETTERS_READ:
            return


def _csv_lines(found: Iterator[search.ArticleOccurrences]) -> Iterator[str]:
    """Yield the table line by line, after a byte order mark by which spreadsheets know it for UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow(COLUMNS)
    yield buffer.getvalue()
    for item in found:
        buffer.seek(0)
        buffer.truncate()
        for row in search.concordance_rows(item):
            values = row_as_json(row)
            writer.writerow([_cell(values[name]) for name in COLUMNS])
        if item.places:
            yield buffer.getvalue()


def _cell(value: object) -> str:
    """Return a value as one line that no spreadsheet takes for a formula."""
    text = " ".join(str("" if value is None else value).split())
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def _read_window(values: dict[str, str]) -> Window:
    by = values.get("by", search.ARRANGEMENTS[0])
    if by not in search.ARRANGEMENTS:
        raise search.ParameterValueError("by", by, "article, before or after", "article أو before أو after")
    return Window(by, read_number(values, "skip", 0, MAX_SKIP), read_number(values, "row", 0, MAX_SKIP))


def _pairs() -> list[Pair]:
    return list(flask.request.args.items(multi=True))
