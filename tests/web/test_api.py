from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from openapi_spec_validator import validate

import search
from tests.web.articles import LAVROV, archive
from tests.web.fake_engine import FakeEngine
from web import create_app
from web.openapi import openapi_document
from web.search_state import SEARCH_PARAMETERS

DOCUMENT = openapi_document()


def check(schema: str, body: Any) -> None:
    whole = {"$ref": f"#/components/schemas/{schema}", "components": DOCUMENT["components"]}
    errors = [f"{error.json_path}: {error.message}" for error in Draft202012Validator(whole).iter_errors(body)]
    assert not errors


def test_the_document_is_valid_and_served_at_both_addresses(client: FlaskClient) -> None:
    validate(DOCUMENT)
    assert client.get("/openapi.json").json == DOCUMENT == client.get("/api/openapi.json").json


def test_the_document_has_every_parameter_of_a_search() -> None:
    names = [item["name"] for item in DOCUMENT["paths"]["/api/search"]["get"]["parameters"]]
    assert names == list(SEARCH_PARAMETERS)


def test_the_document_describes_every_route_of_the_api(client: FlaskClient) -> None:
    rules = {
        rule.rule.replace("<path:", "<").replace("<", "{").replace(">", "}")
        for rule in client.application.url_map.iter_rules()
    }
    api = {rule for rule in rules if rule.startswith("/api/") and not rule.endswith("openapi.json")}
    assert api == {path for path in DOCUMENT["paths"] if path.startswith("/api/")}


@pytest.mark.parametrize(
    ("url", "schema"),
    [
        ("/api/search", "SearchResults"),
        ("/api/search?q=سوتشي&size=2&place.not=روسيا&from=2021", "SearchResults"),
        ("/api/search?q=%22سوتشي%22&size=0", "SearchResults"),
        ("/api/articles/a01", "Article"),
        ("/api/articles/a10", "Article"),
        ("/api/articles/a01/similar?size=3", "Similar"),
        ("/api/search?collapse=story&size=3", "SearchResults"),
        ("/api/search?story=a01", "SearchResults"),
        ("/api/articles/a01/versions", "Versions"),
        ("/api/articles/a01/versions?with=a02&size=1", "Versions"),
        ("/api/articles/a01/versions?with=nope", "Problem"),
        ("/api/articles/nope/versions", "Problem"),
        ("/api/search?collapse=all", "Problem"),
        ("/api/suggest?q=سير", "Suggestions"),
        ("/api/understood?q=سوتشي ظظظ", "Understood"),
        ("/api/search?q=ظظظ سوتشي&match=all", "SearchResults"),
        ("/api/facets/person?prefix=لاف", "ValueList"),
        ("/api/facets/person?sort=alphabet&size=2", "ValueList"),
        ("/api/facets/place?q=سوتشي&sort=distinctive&place=سوتشي", "ValueList"),
        ("/api/facets/date?q=سوتشي", "DateFacet"),
        ("/api/search?nope=1", "Problem"),
        ("/api/articles/nope", "Problem"),
    ],
)
def test_answers_have_the_documented_shape(client: FlaskClient, url: str, schema: str) -> None:
    response = client.get(url)
    assert response.mimetype in ("application/json", "application/problem+json")
    check(schema, response.json)


def test_json_is_readable_arabic_in_the_order_of_the_contract(client: FlaskClient) -> None:
    text = client.get("/api/search?q=سوتشي").get_data(as_text=True)
    assert "سوتشي" in text
    assert list(json.loads(text)) == [
        *("query", "total", "stories", "took_ms", "generation", "hits", "facets"),
        *("offset", "next", "previous", "notices", "suggestions"),
    ]


def test_cursors_walk_through_every_hit_once(client: FlaskClient) -> None:
    keys: list[str] = []
    url = "/api/search?size=5"
    while url:
        body = client.get(url).get_json()
        keys += [hit["key"] for hit in body["hits"]]
        url = f"/api/search?size=5&after={quote(body['next'])}" if body["next"] else ""
    assert sorted(keys) == sorted(article.key for article in archive())


def test_an_unchanged_answer_is_not_sent_again(client: FlaskClient, engine: FakeEngine) -> None:
    tag = client.get("/api/search?q=سوتشي&level=stem").headers["ETag"]
    same = client.get("/api/search?q=سوتشي", headers={"If-None-Match": tag})
    assert (same.status_code, same.data) == (304, b"")
    engine.generation += 1
    assert client.get("/api/search?q=سوتشي", headers={"If-None-Match": tag}).status_code == 200


def test_head_answers_without_a_body(client: FlaskClient) -> None:
    response = client.head("/api/search")
    assert (response.status_code, response.data) == (200, b"")


def test_explain_calls_what_the_command_injects(engine: FakeEngine) -> None:
    client = create_app(engine, explain=lambda text: {"text": text}).test_client()
    assert client.get("/api/explain?text=سوتشي").get_json()["text"] == "سوتشي"
    assert client.get("/api/explain").status_code == 400
    for text in ("سوتشي", "سوتشي " * 200):
        assert client.get("/api/explain", query_string={"text": text, "level": "x"}).status_code == 400


def test_page_json_and_exports_have_the_same_keys_in_the_same_order(client: FlaskClient) -> None:
    query = f"q={quote('سوتشي')}&person={quote(LAVROV)}"
    from_json = [hit["key"] for hit in client.get(f"/api/search?{query}&size=100").get_json()["hits"]]
    lines = client.get(f"/export.jsonl?{query}").get_data(as_text=True).splitlines()
    rows = client.get(f"/export.csv?{query}").get_data(as_text=True).splitlines()[1:]
    page = client.get(f"/search?{query}&size=100").get_data(as_text=True)
    assert (
        from_json
        == [json.loads(line)["key"] for line in lines]
        == [row.split(",")[0] for row in rows if row[:1] == "a"]
    )
    positions = [page.index(f'href="/article/{key}') for key in from_json]
    assert positions == sorted(positions)


def test_facet_counts_are_the_totals_of_the_search_they_promise(client: FlaskClient) -> None:
    selected = f"person={quote(LAVROV)}"
    facets = client.get(f"/api/search?q={quote('سوتشي')}&{selected}").get_json()["facets"]
    for value in facets["person"]["values"]:
        body = client.get(f"/api/search?q={quote('سوتشي')}&person={quote(value['value'])}").get_json()
        assert body["total"] == value["count"]


def test_every_search_error_has_a_status() -> None:
    from web.errors import ExplainUnavailableError, status_of

    assert status_of(search.ArticleNotFoundError("k")) == 404
    assert status_of(search.UnknownFieldError("f", ())) == 400
    assert status_of(search.IndexLockedError("i", "p")) == 503
    assert status_of(search.BackendError("x")) == 502
    assert status_of(search.BackendUnavailableError("x")) == 503
    assert status_of(search.SearchError("x")) == 500
    assert status_of(ExplainUnavailableError()) == 501
