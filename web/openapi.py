"""The OpenAPI 3.1 document of the API, written by hand as data; parameters come from the URL grammar."""

from __future__ import annotations

from typing import Any

import search
from web.openapi_schemas import SCHEMAS, Schema, ref
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
            "/api/suggest": _get(
                "suggest",
                "Continuations of what was typed",
                [_search_parameter("q"), _size(50, 10)],
                _json("Suggestions"),
            ),
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
        },
        "components": {
            "schemas": SCHEMAS,
            "responses": {
                "Problem": {
                    "description": "An error.",
                    "content": {"application/problem+json": {"schema": ref("Problem")}},
                }
            },
        },
    }


def _facet_parameters(searching: list[Schema]) -> list[Schema]:
    return [
        _parameter("name", "The facet.", {"enum": list(search.DEFAULT_FACETS)}, where="path"),
        _parameter("prefix", "Begins a word of the value, in any spelling.", {"type": "string"}),
        _size(1000, 100),
        *(item for item in searching if item["name"] != "size"),
    ]


def _facet_answer() -> Schema:
    return _content("application/json", {"anyOf": [ref("TermFacet"), ref("DateFacet")]})


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
