"""The JSON API under `/api`: the same request object as the pages, strict about every parameter."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable
from typing import Any

import flask

import search
from web.engine_access import current_engine
from web.errors import ExplainUnavailableError
from web.findings_json import neighbours_as_json
from web.openapi import openapi_document
from web.parameters import Pair, read_number, read_parameters
from web.plain_text import Utf8Response
from web.search_state import SearchState
from web.suggestions import suggestion_with_address

MAX_SIMILAR = 50
MAX_SUGGESTIONS = 50
MAX_EXPLAIN_CHARS = 10_000

blueprint = flask.Blueprint("api", __name__)


def json_response(body: Any) -> flask.Response:
    """Return JSON as UTF-8, keys in the order of the contract."""
    return Utf8Response(json.dumps(body, ensure_ascii=False), mimetype="application/json")


@blueprint.get("/api/search")
def find() -> flask.Response:
    """Answer one page of hits with its facets; unchanged since the caller's ETag, answer 304."""
    state = SearchState.from_args(_pairs())
    request = state.to_request()
    engine = current_engine()
    names = engine.names().version
    results = engine.search(request)
    response = json_response(search.results_as_json(request, results))
    # Weak: `took_ms` differs between two answers that say the same.
    # Notices and names, because synonyms and merged names change without a commit.
    said = "".join(notice.message for notice in results.notices) + names
    mark = hashlib.blake2b((state.url() + said).encode("utf-8", "replace"), digest_size=8).hexdigest()
    response.set_etag(f"{results.generation}-{mark}", weak=True)
    response.headers["Cache-Control"] = "no-cache"
    return response.make_conditional(flask.request)  # type: ignore[return-value]


@blueprint.get("/api/articles/<key>")
def article(key: str) -> flask.Response:
    """Answer one article with everything found in it."""
    read_parameters(_pairs(), ())
    return json_response(search.article_as_json(current_engine().get(key)))


@blueprint.get("/api/articles/<key>/similar")
def similar(key: str) -> flask.Response:
    """Answer the articles most like one."""
    values = read_parameters(_pairs(), ("size",))
    hits = current_engine().similar(key, read_number(values, "size", 5, MAX_SIMILAR))
    return json_response({"hits": [search.hit_as_json(hit) for hit in hits]})


@blueprint.get("/api/articles/<key>/neighbours")
def neighbours(key: str) -> flask.Response:
    """Answer which hits of a search stand before and after an article."""
    request = SearchState.from_args(_pairs(), without=("size", "after")).to_request(facets=())
    return json_response(neighbours_as_json(current_engine().neighbours(key, request)))


@blueprint.get("/api/articles/<key>/versions")
def versions(key: str) -> flask.Response:
    """Answer the articles that tell the same story, and what differs from the one that `with` names."""
    values = read_parameters(_pairs(), ("with", "size"))
    engine = current_engine()
    found = engine.versions(key, read_number(values, "size", search.MAX_PAGE_SIZE, search.MAX_PAGE_SIZE, smallest=1))
    answer = search.versions_as_json(found) | {"with": None, "title_changes": None, "text_changes": None}
    if "with" in values:
        new, old = engine.get(key), engine.get(values["with"])
        answer["with"] = old.key
        answer["title_changes"] = search.changes_as_json(search.differences(old.title, new.title))
        answer["text_changes"] = search.changes_as_json(search.differences(old.text, new.text))
    return json_response(answer)


@blueprint.get("/api/suggest")
def suggest() -> flask.Response:
    """Answer names, headlines and words that continue what was typed, each with its link."""
    values = read_parameters(_pairs(), ("q", "size"))
    text = values.get("q", "")
    search.SearchRequest(text)  # the same limits as a search
    suggestions = current_engine().suggest(text, read_number(values, "size", 10, MAX_SUGGESTIONS))
    return json_response({"suggestions": [suggestion_with_address(item) for item in suggestions]})


@blueprint.get("/api/understood")
def understood() -> flask.Response:
    """Answer what each word of a search finds at each level in the whole archive, and the query that locks it there."""
    words, count = current_engine().understand(SearchState.from_args(_pairs()).to_request(facets=()))
    return json_response({"words": [search.query_word_as_json(word) for word in words], "count": count})


@blueprint.get("/api/explain")
def explain() -> flask.Response:
    """Answer the tokens, dates and entities of a text, and what its words stand for in the archive.

    A text as long as a query may be is explained as one; `article` asks for the score of an article.
    """
    values = read_parameters(_pairs(), ("text", "level", "match", "article"))
    text = values.get("text", "")
    if not text or len(text) > MAX_EXPLAIN_CHARS:
        raise search.ParameterValueError(
            "text", text, f"a text of 1 to {MAX_EXPLAIN_CHARS:,} characters", f"نص من حرف إلى {MAX_EXPLAIN_CHARS} حرف"
        )
    explain_text: Callable[[str], dict[str, Any]] | None = flask.current_app.config["EXPLAIN"]
    if explain_text is None:
        raise ExplainUnavailableError
    return json_response(explain_text(text) | _explain_words(text, values))


def _explain_words(text: str, values: dict[str, str]) -> dict[str, Any]:
    engine = current_engine()
    key = values.get("article")
    request = search.SearchRequest(level=values.get("level", "stem"), match=values.get("match", "auto"))
    if len(text) > search.MAX_QUERY_CHARS and key is None:
        words, truncated = engine.explain_words(text)
        return {"words": [search.explained_word_as_json(word) for word in words], "truncated": truncated}
    return search.explanation_as_json(engine.explain(dataclasses.replace(request, text=text), key))


@blueprint.get("/openapi.json")
@blueprint.get("/api/openapi.json")
def openapi() -> flask.Response:
    """Answer the description of this API."""
    return json_response(openapi_document())


def _pairs() -> list[Pair]:
    return list(flask.request.args.items(multi=True))
