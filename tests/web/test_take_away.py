"""What a search can be taken away as: downloads, citations, the search box of a browser, the search record."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import parse_qs, quote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from tests.web.articles import LAVROV, make_article
from tests.web.fake_engine import FakeEngine
from web import create_app
from web.openapi import openapi_document
from web.presenters.record import readable_address

SEARCH = "q=" + quote("سوتشي")


def api_keys(client: FlaskClient, query: str) -> list[str]:
    return [hit["key"] for hit in client.get(f"/api/search?{query}&size=100").get_json()["hits"]]


# Citations


@pytest.mark.parametrize(("extension", "mark"), [("ris", "AN  - {}\r\n"), ("bib", "@article{{fihris-{},\n")])
def test_citations_of_all_hits_are_those_of_each(client: FlaskClient, extension: str, mark: str) -> None:
    keys = api_keys(client, SEARCH)
    whole = client.get(f"/export.{extension}?{SEARCH}&size=1").get_data(as_text=True)
    single = [client.get(f"/article/{key}.{extension}").get_data(as_text=True) for key in keys]
    assert whole == "".join(single)
    assert all(mark.format(key) in text for key, text in zip(keys, single, strict=True))


def test_citations_are_downloads_with_a_name_of_their_own(client: FlaskClient) -> None:
    for url, name in (("/article/a01.ris", "fihris-a01.ris"), ("/export.bib?q=covid", "fihris_covid.bib")):
        assert client.get(url).headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_citations_of_what_is_not_there_are_errors(client: FlaskClient) -> None:
    assert client.get("/article/nope.ris").status_code == 404
    assert client.get("/article/a01.ris?x=1").status_code == 400
    assert client.get("/article/a01.pdf").status_code == 404
    assert client.get("/export.ris?nope=1").status_code == 400


# The search box of a browser


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_browser_learns_where_to_search_and_what_continues(client: FlaskClient, lang: str) -> None:
    page = client.get(f"/?lang={lang}").get_data(as_text=True)
    found = re.search(
        '<link rel="search" type="application/opensearchdescription[+]xml" title="[^"]+" href="([^"]+)"', page
    )
    assert found
    root = ET.fromstring(client.get(found[1]).data)
    namespace = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert 0 < len(root.findtext(f"{namespace}ShortName", "")) <= 16
    assert len(root.findtext(f"{namespace}LongName", "")) <= 48
    with client.get(urlsplit(root.findtext(f"{namespace}Image", "")).path) as picture:
        assert picture.status_code == 200
    for element in root.findall(f"{namespace}Url"):
        address = element.get("template", "").replace("{searchTerms}", quote("سير"))
        response = client.get(address.removeprefix("http://localhost"))
        assert (response.status_code, response.mimetype) == (200, element.get("type"))


def test_suggestions_come_as_browsers_read_them(client: FlaskClient) -> None:
    typed, texts, labels, addresses = json.loads(client.get("/suggest.json?q=" + quote("سير")).data)
    assert (typed, texts) == ("سير", [LAVROV])
    assert "3" in labels[0]
    assert parse_qs(urlsplit(addresses[0]).query) == {"person": [LAVROV]}
    assert client.get("/suggest.json?x=1").status_code == 400
    assert client.get("/suggest.json?q=" + "س" * 1001).status_code == 400


# The record


def test_the_record_has_the_documented_shape_and_every_hit(client: FlaskClient) -> None:
    record = client.get(f"/api/record?{SEARCH}&size=1").get_json()
    schema = {"$ref": "#/components/schemas/Record", "components": openapi_document()["components"]}
    assert [error.message for error in Draft202012Validator(schema).iter_errors(record)] == []
    assert [row["key"] for row in record["articles"]] == api_keys(client, SEARCH)
    assert record["url"] == f"http://localhost/search?{SEARCH}"


def test_the_page_of_a_record_has_the_articles_and_the_digest_of_its_file(client: FlaskClient) -> None:
    record = client.get(f"/api/record?{SEARCH}").get_json()
    for lang in ("ar", "en"):
        page = client.get(f"/record?{SEARCH}&lang={lang}&size=1").get_data(as_text=True)
        assert re.findall('href="/article/([a-z0-9]+)', page) == [row["key"] for row in record["articles"]]
        assert record["digest"] in page
        assert all(row["content_hash"] in page for row in record["articles"])


def test_a_record_does_not_depend_on_how_the_search_was_written(client: FlaskClient) -> None:
    straight = client.get(f"/api/record?{SEARCH}&person={quote(LAVROV)}").get_json()
    other = client.get(f"/api/record?person={quote(LAVROV)}&level=stem&{SEARCH}&size=3").get_json()
    assert {**straight, "taken": 0} == {**other, "taken": 0}


def test_a_long_record_is_listed_in_part_and_the_page_says_so() -> None:
    engine = FakeEngine(
        [make_article(f"k{number}", "خبر", f"سوتشي {number}", "2021-01-01", "رمال") for number in range(503)]
    )
    client = create_app(engine).test_client()
    page = client.get(f"/record?{SEARCH}&lang=en").get_data(as_text=True)
    assert page.count('href="/article/') == 500
    assert "The page lists the first 500; the file has 3 more." in page
    assert len(client.get(f"/api/record?{SEARCH}").get_json()["articles"]) == 503


def test_a_record_says_how_sure_each_day_is() -> None:
    certain = make_article("a", "قمة", "سوتشي", "2021-01-02", "رمال")
    guess = replace(certain, key="b", published_evidence="from the day it was fetched", published_confidence=0.4)
    client = create_app(FakeEngine([certain, guess])).test_client()
    rows = {row["key"]: row for row in client.get(f"/api/record?{SEARCH}").get_json()["articles"]}
    assert (rows["b"]["published_evidence"], rows["b"]["published_confidence"]) == ("from the day it was fetched", 0.4)
    page = client.get(f"/record?{SEARCH}").text
    assert page.count("<span>2 يناير 2021</span>") == page.count("<span>نحو 2 يناير 2021</span>") == 1


def test_the_record_is_strict_for_programs_and_says_what_it_drops_for_readers(client: FlaskClient) -> None:
    assert client.get("/api/record?nope=1").status_code == 400
    page = client.get("/record?nope=1&lang=en")
    assert page.status_code == 200
    assert "nope" in page.get_data(as_text=True)


def test_hostile_articles_and_queries_stay_text_on_the_page_of_a_record(client: FlaskClient) -> None:
    page = client.get(f"/record?{SEARCH}&source={quote('<img src=x>')}").get_data(as_text=True)
    assert "<img src=x" not in page
    assert "<script>" not in client.get(f"/record?{SEARCH}").get_data(as_text=True).replace('<script type="module"', "")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("/search?q=" + quote("سوتشي"), "/search?q=سوتشي"),
        ("/search?q=%26%20%3C", "/search?q=%26%20%3C"),
        ("/search?q=%E2%80%AE", "/search?q=%E2%80%AE"),
        ("/search?q=%D8", "/search?q=%D8"),
    ],
)
def test_addresses_are_readable_only_as_far_as_they_are_letters(url: str, shown: str) -> None:
    assert readable_address(url) == shown


def test_results_offer_everything_that_can_be_taken_away(client: FlaskClient) -> None:
    page = client.get(f"/search?{SEARCH}&size=3&lang=en").get_data(as_text=True)
    for extension in ("csv", "jsonl", "ris", "bib"):
        assert f'href="/export.{extension}?' in page
    for kind in ("atom", "rss"):
        found = f'<link rel="alternate" type="application/{kind}+xml"'
        assert found in page
        assert f'href="/feed.{kind}?{SEARCH}&amp;lang=en"' in page
    assert f'href="/record?{SEARCH}&amp;lang=en"' in page


def test_the_moment_of_a_record_is_in_utc(client: FlaskClient) -> None:
    taken = datetime.fromisoformat(client.get("/api/record").get_json()["taken"])
    assert taken.utcoffset() == timedelta(0)
