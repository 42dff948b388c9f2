"""The OpenAPI 3.1 document of the API, written by hand as data; parameters come from the URL grammar."""

from __future__ import annotations

from typing import Any

import search
from web.openapi_records import RECORD_SCHEMAS
from web.openapi_schemas import SCHEMAS, Schema, ref
from web.own_parameters import UNUSED_BY_VIEWS
from web.search_state import DATE_PARAMETERS, DEFAULT_SIZE, FILTER_PARAMETERS, SEARCH_PARAMETERS

_FILTER_TEXTS = {
    "any": "Only articles with any of these values (repeat the parameter).",
    "all": "Only articles with all of these values (repeat the parameter).",
    "not": "Only articles with none of these values (repeat the parameter).",
}
_SINGLE: dict[str, tuple[str, Schema]] = {
    "q": ("The query; empty lists everything.", {"type": "string", "maxLength": search.MAX_QUERY_CHARS, "default": ""}),
    "match": ("Must all words occur, or any?", {"enum": list(search.MATCHES), "default": "auto"}),
    "level": ("How near a word must be.", {"enum": list(search.LEVELS), "default": "stem"}),
    "story": ("Only articles that tell the same story as the one with this key.", {"type": "string", "minLength": 1}),
    "collapse": (
        "Show each story once, where the first of its articles stands in the order. Totals and counts stay those of "
        "articles; `stories` says how many hits all pages have.",
        {"enum": list(search.COLLAPSES)},
    ),
    "sort": ("The order; an empty query has no relevance.", {"enum": list(search.SORTS), "default": "relevance"}),
    "size": (
        "Hits on a page.",
        {"type": "integer", "minimum": 0, "maximum": search.MAX_PAGE_SIZE, "default": DEFAULT_SIZE},
    ),
    "after": ("The `next` of the page before.", {"type": "string", "minLength": 1}),
}


def openapi_document() -> dict[str, Any]:
    """Return the document."""
    searching = [_search_parameter(name) for name in SEARCH_PARAMETERS]
    key = _parameter("key", "The article's key.", {"type": "string"}, where="path")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Fihris",
            "version": "1",
            "summary": "Full-text search with date and entity facets for Arabic news archives.",
            "description": "Unknown parameters and impossible values are errors, never ignored.",
            "license": {"name": "GPL-3.0-or-later", "identifier": "GPL-3.0-or-later"},
        },
        "servers": [{"url": "/"}],
        "paths": {
            "/api/search": _get("search", "Search", searching, _json("SearchResults")),
            "/api/articles/{key}": _get("article", "One article", [key], _json("Article"), 404),
            "/api/articles/{key}/similar": _get(
                "similar", "Articles like one", [key, _size(50, 5)], _json("Similar"), 404
            ),
            "/api/articles/{key}/versions": _get(
                "versions",
                "Articles that tell the same story, and what differs",
                [
                    key,
                    _parameter("with", "Key of an article to compare with.", {"type": "string", "minLength": 1}),
                    _parameter("size", "How many.", {"type": "integer", "minimum": 1, "maximum": 100, "default": 100}),
                ],
                _json("Versions"),
                404,
            ),
            "/api/articles/{key}/neighbours": _get(
                "neighbours",
                "The hits of a search before and after an article",
                [key, *(item for item in searching if item["name"] not in ("size", "after"))],
                _json("Neighbours"),
                404,
            ),
            "/api/entity/{kind}/{name}": _get(
                "entity",
                "What the archive, or a search in it, has about a name",
                [
                    _parameter(
                        "kind", "The facet whose value it is.", {"enum": list(search.TERM_FACETS)}, where="path"
                    ),
                    _parameter("name", "The value.", {"type": "string"}, where="path"),
                    *_whole(searching),
                ],
                _json("EntityPage"),
                404,
            ),
            "/api/compare": _get(
                "compare",
                "Up to four searches over time, and what is distinctive of each",
                _comparing(searching),
                _json("Comparison"),
            ),
            "/api/concordance": _get(
                "concordance",
                "Every occurrence of the words of a search with the words around it",
                [
                    *_whole(searching),
                    _parameter(
                        "by", "The order of the rows.", {"enum": list(search.ARRANGEMENTS), "default": "article"}
                    ),
                    _parameter("skip", "Articles to leave out.", {"type": "integer", "minimum": 0, "default": 0}),
                    _parameter("row", "Rows to leave out.", {"type": "integer", "minimum": 0, "default": 0}),
                ],
                _json("Concordance"),
            ),
            "/concordance.csv": _get(
                "concordance_csv",
                "Every occurrence in every article as a table",
                _whole(searching),
                _content("text/csv", {"type": "string"}),
            ),
            "/api/suggest": _get(
                "suggest",
                "Continuations of what was typed",
                [_search_parameter("q"), _size(50, 10)],
                _json("Suggestions"),
            ),
            "/api/understood": _get("understood", "What each word finds at each level", searching, _json("Understood")),
            "/api/facets/{name}": _get("facet", "The values of a facet", _facet_parameters(searching), _facet_answer()),
            "/api/explain": _get(
                "explain",
                "What is found in a text",
                [
                    _parameter(
                        "text", "The text.", {"type": "string", "minLength": 1, "maxLength": 10_000}, required=True
                    ),
                    _parameter("level", "The level to search at.", {"type": "string", "enum": list(search.LEVELS)}),
                    _parameter("match", "All words or any.", {"type": "string", "enum": list(search.MATCHES)}),
                    _parameter("article", "Key of an article whose score to explain.", {"type": "string"}),
                ],
                _json("Explanation"),
                501,
            ),
            "/export.jsonl": _get(
                "export_jsonl", "Every hit as JSON lines", searching, _content("application/jsonl", {"type": "string"})
            ),
            "/export.csv": _get(
                "export_csv", "Every hit as a table", searching, _content("text/csv", {"type": "string"})
            ),
            "/export.ris": _get(
                "export_ris",
                "Every hit as a citation, RIS",
                searching,
                _content("application/x-research-info-systems", {"type": "string"}),
            ),
            "/export.bib": _get(
                "export_bib",
                "Every hit as a citation, BibTeX",
                searching,
                _content("application/x-bibtex", {"type": "string"}),
            ),
            "/feed.atom": _get(
                "feed_atom",
                "The newest hits as an Atom feed",
                [*searching, _language()],
                _content("application/atom+xml", {"type": "string"}),
            ),
            "/feed.rss": _get(
                "feed_rss",
                "The newest hits as an RSS feed",
                [*searching, _language()],
                _content("application/rss+xml", {"type": "string"}),
            ),
            "/api/record": _get("record", "A search with every hit, to keep and compare", searching, _json("Record")),
        },
        "components": {
            "schemas": SCHEMAS | RECORD_SCHEMAS,
            "responses": {
                "Problem": {
                    "description": "An error.",
                    "content": {"application/problem+json": {"schema": ref("Problem")}},
                }
            },
        },
    }


def _whole(searching: list[Schema]) -> list[Schema]:
    """Return the parameters of a search whose hits are all looked at."""
    return [item for item in searching if item["name"] not in UNUSED_BY_VIEWS]


def _comparing(searching: list[Schema]) -> list[Schema]:
    text = "A query; several are compared. With one or none, the several values of a facet are."
    values = {"type": "array", "items": {"type": "string", "maxLength": search.MAX_QUERY_CHARS}}
    queries = {**_parameter("q", text, values), "style": "form", "explode": True}
    scale = _parameter("scale", "What the page draws.", {"enum": ["count", "share"], "default": "count"})
    return [queries, scale, *(item for item in _whole(searching) if item["name"] != "q")]


def _facet_parameters(searching: list[Schema]) -> list[Schema]:
    return [
        _parameter("name", "The facet.", {"enum": list(search.DEFAULT_FACETS)}, where="path"),
        _parameter("prefix", "Begins a word of the value, in any spelling or in Latin letters.", {"type": "string"}),
        _parameter(
            "sort",
            "By count, in the Arabic alphabet, or what is distinctive of these results; not of dates.",
            {"type": "string", "enum": list(search.VALUE_ORDERS), "default": search.VALUE_ORDERS[0]},
        ),
        _parameter("after", "How many values come before the page.", {"type": "integer", "minimum": 0, "default": 0}),
        _size(1000, 100),
        *(item for item in searching if item["name"] not in ("size", "sort", "after")),
    ]


def _facet_answer() -> Schema:
    return _content("application/json", {"anyOf": [ref("ValueList"), ref("DateFacet")]})


def _search_parameter(name: str) -> Schema:
    if name in FILTER_PARAMETERS:
        text = _FILTER_TEXTS[FILTER_PARAMETERS[name][1]]
        values = {"type": "array", "items": {"type": "string", "minLength": 1, "maxLength": 500}}
        return {**_parameter(name, text, values), "style": "form", "explode": True}
    if name in DATE_PARAMETERS:
        facet, end = DATE_PARAMETERS[name]
        of = "publication" if facet == "date" else "a mentioned date"
        pattern = {"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}
        text = f"{('First', 'Last')[end]} day, month or year of {of}; inclusive."
        return _parameter(name, text, pattern)
    return _parameter(name, *_SINGLE[name])


def _language() -> Schema:
    return _parameter("lang", "The language of what is not the articles'.", {"enum": ["ar", "en"], "default": "ar"})


def _size(largest: int, default: int) -> Schema:
    return _parameter("size", "How many.", {"type": "integer", "minimum": 0, "maximum": largest, "default": default})


def _parameter(name: str, text: str, schema: Schema, *, where: str = "query", required: bool = False) -> Schema:
    return {
        "name": name,
        "in": where,
        "required": required or where == "path",
        "description": text,
        "schema": schema,
    }


def _get(name: str, summary: str, parameters: list[Schema], content: Schema, *further_errors: int) -> Schema:
    problem = {"$ref": "#/components/responses/Problem"}
    errors = {str(status): problem for status in (400, *further_errors, 500, 503)}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": parameters,
            "responses": {"200": {"description": summary, "content": content}, **errors},
        }
    }


def _json(schema: str) -> Schema:
    return _content("application/json", ref(schema))


def _content(media_type: str, schema: Schema) -> Schema:
    return {media_type: {"schema": schema}}
