"""The concordance: aligned rows, their order, windows of articles, CSV, and texts that try to break out of a row."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import flask
import pytest
from flask.testing import FlaskClient

import search
from tests.web.articles import HOSTILE_TITLE, archive
from tests.web.fake_engine import FakeEngine
from tests.web.test_api import check
from web import concordance, create_app
from web.presenters.concordance import Window, WindowRows, present_concordance, width_of
from web.search_state import SearchState


def page(client: FlaskClient, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return str(response.get_data(as_text=True))


def test_every_occurrence_is_a_row_with_a_link_to_its_article(client: FlaskClient, engine: FakeEngine) -> None:
    text = page(client, "/concordance?q=سوتشي&sort=oldest")
    body = client.get("/api/concordance?q=سوتشي&sort=oldest").get_json()
    assert text.count('class="kwic-before"') == len(body["rows"]) + 1 == body["found"] + 1
    for row in body["rows"]:
        assert row["keyword"] == "سوتشي" or row["keyword"].endswith("سوتشي")
        article = engine.get(row["key"])
        whole = {"title": article.title, "text": article.text}[row["where"]]
        assert row["before"] + row["keyword"] + row["after"] in whole
        assert f'href="/article/{row["key"]}?q=' in text


def test_the_answer_has_the_documented_shape(client: FlaskClient) -> None:
    check("Concordance", client.get("/api/concordance?q=سوتشي&by=before").get_json())
    check("Concordance", client.get("/api/concordance").get_json())


@pytest.mark.parametrize(
    "query", ["by=nearest", "skip=-1", "row=x", "size=5", "after=abc", "collapse=story", "by=a&by=b"]
)
def test_the_api_refuses_what_it_does_not_know_and_the_page_says_so(client: FlaskClient, query: str) -> None:
    assert client.get(f"/api/concordance?q=سوتشي&{query}").status_code == 400
    assert 'class="notices"' in page(client, f"/concordance?q=سوتشي&{query}")


def test_windows_lead_through_all_articles(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = client.get("/api/concordance?q=سوتشي").get_json()["rows"]
    monkeypatch.setattr(concordance, "ARTICLES_READ", 2)
    monkeypatch.setattr(concordance, "ROWS_SHOWN", 1)
    rows, query = [], "skip=0&row=0"
    while query:
        body = client.get(f"/api/concordance?q=سوتشي&{query}").get_json()
        rows += body["rows"]
        query = "skip={skip}&row={row}".format(**body["next"]) if body["next"] else ""
    assert rows == whole


def test_a_window_of_long_articles_ends_early(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(concordance, "LETTERS_READ", 10)
    body = client.get("/api/concordance?q=سوتشي").get_json()
    assert (body["read"], body["next"]) == (1, {"skip": 1, "row": 0})


def test_the_window_is_said(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(concordance, "ARTICLES_READ", 2)
    total = client.get("/api/search?q=سوتشي").get_json()["total"]
    text = page(client, "/concordance?q=سوتشي&by=after&lang=en")
    assert f"Rows of the articles 1 to 2 of {total}." in text
    assert "/concordance?q=%D8%B3%D9%88%D8%AA%D8%B4%D9%8A&amp;lang=en&amp;by=after&amp;skip=2" in text


def test_without_words_the_page_says_what_to_do(client: FlaskClient) -> None:
    assert "<table" not in page(client, "/concordance")


def test_the_table_has_every_row_and_no_formula() -> None:
    first = replace(archive()[0], key="b01", title="=سوتشي()", text="سوتشي\n=HYPERLINK سوتشي")
    client = create_app(FakeEngine([*archive(), first]), TESTING=True).test_client()
    text = client.get("/concordance.csv?q=سوتشي").get_data(as_text=True)
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == client.get("/api/concordance?q=سوتشي").get_json()["found"]
    assert not [value for row in rows for value in row.values() if value.startswith(("=", "+", "-", "@"))]
    assert client.get("/concordance.csv?q=سوتشي&by=after").status_code == 400
    assert len(client.get("/concordance.csv").get_data(as_text=True).splitlines()) == 1


def test_hostile_texts_stay_in_their_row(client: FlaskClient) -> None:
    text = page(client, "/concordance?q=سوتشي")
    assert "<script>alert" not in text
    assert "<i>مائل" not in text
    assert "&lt;i&gt;مائل" in text
    assert HOSTILE_TITLE not in text


def test_every_row_says_where_it_is_from(client: FlaskClient) -> None:
    text = page(client, "/concordance?q=سوتشي")
    rows = client.get("/api/concordance?q=سوتشي").get_json()["rows"]
    assert text.count('class="kwic-source"') == len(rows)
    assert text.count("<time datetime=") == sum(bool(row["published"]) for row in rows)


@pytest.mark.parametrize(
    ("query", "width"), [("سوتشي", "narrow"), ("الاتفاقيات", "middle"), ("كلمة طويلة جدا هنا", "wide")]
)
def test_the_column_of_keywords_is_as_wide_as_they_are(query: str, width: str) -> None:
    article = replace(archive()[0], key="w01", title="", text=f"قبل {query} بعد")
    row = search.ConcordanceRow(article, search.Place("text", 0, 4, 4 + len(query)), "قبل ", query, " بعد")
    assert width_of([row]) == width


@pytest.mark.parametrize(
    ("query", "phrase"),
    [
        ("أستانة  سوتشي", "أستانة سوتشي"),
        ("سوتشي", ""),
        ('"أستانة سوتشي"', ""),
        ("أستانة OR سوتشي", ""),
        ("-أستانة سوتشي", ""),
    ],
)
def test_several_words_may_be_asked_for_as_one_phrase(app: flask.Flask, query: str, phrase: str) -> None:
    with app.test_request_context("/"):
        view = present_concordance(SearchState(query), WindowRows(Window("after", 5), 0, 0, 0, 0, []))
    assert view.phrase_href == (SearchState(f'"{phrase}"').url("/concordance", [("by", "after")]) if phrase else "")


def test_filters_show_and_can_be_taken_away(client: FlaskClient) -> None:
    text = page(client, "/concordance?q=سوتشي&from=2021&by=after&lang=en")
    assert re.search(r'<a class="chip chip-any" href="/concordance\?q=[^&]+&amp;lang=en&amp;by=after"', text)


def test_the_other_language_keeps_the_window(client: FlaskClient) -> None:
    assert "lang=en&amp;by=after" in page(client, "/concordance?q=سوتشي&by=after")


@pytest.mark.parametrize("q", ["", "سوتشي"])
def test_the_page_has_a_box_of_its_own_that_keeps_what_is_chosen(client: FlaskClient, q: str) -> None:
    text = page(client, f"/concordance?q={q}&place.not=جنيف&level=exact&by=after&skip=3&lang=en")
    form = text.partition('action="/concordance"')[2].partition("</form>")[0]
    pairs = re.findall(r'name="([^"]*)" value="([^"]*)"', form)
    assert pairs == [("level", "exact"), ("place.not", "جنيف"), ("lang", "en"), ("by", "after"), ("q", q)]
    assert "into the search box" not in text
    assert 'class="chip chip-not"' in text
