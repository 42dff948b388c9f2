from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import search
from tests.web.fake_engine import FakeEngine
from web import create_app

ARABIC = re.compile("[\u0621-\u064a]{3}")
MEMBERS = ["type", "title", "status", "detail", "code", "parameter", "title_ar", "detail_ar"]


class BrokenEngine(FakeEngine):
    def search(self, request: search.SearchRequest) -> search.SearchResults:
        raise ZeroDivisionError("secret detail", request)


@pytest.mark.parametrize(
    ("url", "status", "code", "parameter"),
    [
        ("/api/search?nope=1", 400, "unknown_parameter", "nope"),
        ("/api/search?level=deep", 400, "invalid_value", "level"),
        ("/api/search?after=!!!", 400, "invalid_value", "after"),
        ("/api/search?q=" + "س" * 10_000, 400, "query_too_long", "q"),
        ("/api/suggest?q=" + "س" * 1001, 400, "query_too_long", "q"),
        ("/api/facets/colour", 400, "unknown_field", "colour"),
        ("/api/facets/date?prefix=x", 400, "unknown_parameter", "prefix"),
        ("/api/facets/person?size=1001", 400, "invalid_value", "size"),
        ("/api/articles/a01?x=1", 400, "unknown_parameter", "x"),
        ("/api/articles/nope", 404, "article_not_found", "key"),
        ("/api/nope", 404, "not_found", None),
        ("/api", 404, "not_found", None),
        ("/api/explain?text=x", 501, "explain_unavailable", None),
    ],
)
def test_errors_of_the_api_are_problems_in_two_languages(
    client: FlaskClient, url: str, status: int, code: str, parameter: str | None
) -> None:
    response = client.get(url)
    body = response.get_json(force=True)
    assert response.mimetype == "application/problem+json"
    assert list(body) == MEMBERS
    assert (response.status_code, body["status"], body["code"], body["parameter"]) == (status, status, code, parameter)
    assert ARABIC.search(body["title_ar"])
    assert ARABIC.search(body["detail_ar"])


def test_other_methods_are_refused(client: FlaskClient) -> None:
    response = client.post("/api/search")
    assert (response.status_code, response.mimetype) == (405, "application/problem+json")
    assert response.get_json(force=True)["code"] == "method_not_allowed"
    assert "GET" in response.headers["Allow"]


def test_a_bug_shows_no_trace(caplog: pytest.LogCaptureFixture) -> None:
    client = create_app(BrokenEngine([])).test_client()
    for url in ("/api/search", "/search"):
        response = client.get(url)
        assert response.status_code == 500
        assert "secret detail" not in response.get_data(as_text=True)
    assert "secret detail" in caplog.text
    assert client.get("/api/search").get_json(force=True)["code"] == "internal_error"


@pytest.mark.parametrize(
    ("url", "status"),
    [("/article/nope", 404), ("/nope", 404), ("/search?q=" + "س" * 1001, 400), ("/export.csv?nope=1", 400)],
)
def test_readers_get_pages(client: FlaskClient, url: str, status: int) -> None:
    response = client.get(url)
    assert (response.status_code, response.mimetype) == (status, "text/html")
    assert 'role="search"' in response.get_data(as_text=True)


def test_clients_that_take_only_json_get_it_everywhere(client: FlaskClient) -> None:
    response = client.get("/nope", headers={"Accept": "application/json"})
    assert response.mimetype == "application/problem+json"


def test_a_missing_index_is_told_with_its_remedy_and_served_once_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: FakeEngine
) -> None:
    client = create_app(tmp_path / "none").test_client()
    page = client.get("/")
    assert page.status_code == 503
    assert "fihris index" in page.get_data(as_text=True)
    assert client.get("/?lang=en").get_data(as_text=True).count("There is no index")
    problem = client.get("/api/search")
    assert (problem.status_code, problem.get_json(force=True)["code"]) == (503, "index_missing")
    assert client.get("/ready").status_code == 503
    assert client.get("/live").status_code == 200
    monkeypatch.setattr(search, "open_engine", lambda _location: engine)
    assert client.get("/").status_code == 200
    assert client.get("/ready").get_json()["articles"] == len(engine.articles)


def test_every_answer_forbids_what_pages_do_not_need(client: FlaskClient) -> None:
    for url in ("/", "/search", "/article/a01", "/nope", "/api/search", "/api/nope", "/static/css/base.css"):
        with client.get(url) as response:  # the style sheet is an open file
            headers = response.headers
        policy = headers["Content-Security-Policy"].split("; ")
        assert {"default-src 'none'", "style-src 'self'", "form-action 'self'", "frame-ancestors 'none'"} <= set(policy)
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"]
