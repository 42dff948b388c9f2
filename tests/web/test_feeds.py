"""Feeds of a search: what Atom and RSS require, whose addresses they name, and that no text makes them ill-formed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from tests.web.articles import LAVROV, archive, make_article
from tests.web.fake_engine import FakeEngine
from web import create_app
from web.feed_documents import ATOM_NAMESPACE, EPOCH, Feed, FeedEntry, atom_document, moment_of, rss_document

ATOM = f"{{{ATOM_NAMESPACE}}}"
DC = "{http://purl.org/dc/elements/1.1/}"
SEARCH = "q=" + quote("سوتشي")


def atom(client: FlaskClient, url: str) -> ET.Element:
    response = client.get(url)
    assert (response.status_code, response.mimetype) == (200, "application/atom+xml")
    return ET.fromstring(response.data)


def keys_of(feed: ET.Element) -> list[str]:
    return [entry.findtext(f"{ATOM}id", "").rpartition("/")[2] for entry in feed.findall(f"{ATOM}entry")]


def link(element: ET.Element, relation: str) -> str:
    return next((each.get("href", "") for each in element.findall(f"{ATOM}link") if each.get("rel") == relation), "")


def api_keys(client: FlaskClient, query: str) -> list[str]:
    return [hit["key"] for hit in client.get(f"/api/search?{query}&size=100").get_json()["hits"]]


def test_a_feed_has_the_hits_newest_first_whatever_the_order_asked_for(client: FlaskClient) -> None:
    newest = api_keys(client, f"{SEARCH}&sort=newest")
    for order in ("", "&sort=oldest", "&sort=relevance"):
        assert keys_of(atom(client, f"/feed.atom?{SEARCH}{order}")) == newest


def test_a_feed_goes_on_page_by_page_through_every_hit(client: FlaskClient) -> None:
    found: list[str] = []
    url = f"/feed.atom?{SEARCH}&size=2"
    while url:
        feed = atom(client, url)
        found += keys_of(feed)
        url = link(feed, "next").removeprefix("http://localhost")
    assert found == api_keys(client, f"{SEARCH}&sort=newest")


def test_every_atom_entry_has_what_the_format_requires(client: FlaskClient) -> None:
    feed = atom(client, "/feed.atom")
    assert len(feed.findall(f"{ATOM}entry")) == len(archive())
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        assert element.findtext(f"{ATOM}id", "").startswith("tag:localhost,2026:/")
        assert element.findtext(f"{ATOM}title")
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated", "")).utcoffset() is not None
        assert link(element, "alternate").startswith("http://localhost/")
        assert element.findtext(f"{ATOM}author/{ATOM}name")
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    newest = max(entry.findtext(f"{ATOM}updated", "") for entry in feed.findall(f"{ATOM}entry"))
    assert feed.findtext(f"{ATOM}updated") == newest


def test_an_entry_says_who_wrote_it_where_and_when(client: FlaskClient) -> None:
    feed = atom(client, f"/feed.atom?{SEARCH}")
    entry = next(each for each in feed.findall(f"{ATOM}entry") if each.findtext(f"{ATOM}id", "").endswith("/a02"))
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "ليلى حداد"
    assert entry.findtext(f"{ATOM}source/{ATOM}title") == "صحيفة مرصد الضاد"
    assert entry.findtext(f"{ATOM}published") == "2021-02-16T09:30:00+03:00"
    assert link(entry, "alternate") == "http://localhost/article/a02"
    assert link(entry, "via") == "https://example.com/a02"
    assert "سوتشي" in [each.get("term") for each in entry.findall(f"{ATOM}category")]
    assert "الجولة الخامسة عشرة" in entry.findtext(f"{ATOM}summary", "")


def test_an_undated_article_has_no_day_of_publication(client: FlaskClient) -> None:
    entry = next(
        each
        for each in atom(client, "/feed.atom").findall(f"{ATOM}entry")
        if each.findtext(f"{ATOM}id", "").endswith("/a10")
    )
    assert entry.find(f"{ATOM}published") is None
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated", "")) == EPOCH


def test_a_day_that_is_a_guess_is_told_in_words_alone() -> None:
    guess = replace(
        make_article("a", "قمة", "تستضيف سوتشي القمة", "2015-08-04", "رمال"),
        published_evidence="from the day it was fetched",
        published_confidence=0.4,
        fetched="2015-08-05T10:00:00+00:00",
    )
    client = create_app(FakeEngine([guess])).test_client()
    entry = atom(client, f"/feed.atom?{SEARCH}").find(f"{ATOM}entry")
    assert entry is not None
    assert entry.find(f"{ATOM}published") is None
    assert entry.findtext(f"{ATOM}updated") == "2015-08-05T10:00:00+00:00"
    assert entry.findtext(f"{ATOM}summary", "").startswith("نُشر نحو 4 أغسطس 2015 (")
    item = ET.fromstring(client.get(f"/feed.rss?{SEARCH}&lang=en").data).find("channel/item")
    assert item is not None
    assert item.find("pubDate") is None
    told = "Published about August 4, 2015 (from the day it was fetched). "
    assert item.findtext("description", "").startswith(told)


def test_rss_has_the_same_articles(client: FlaskClient) -> None:
    response = client.get(f"/feed.rss?{SEARCH}&lang=en")
    assert response.mimetype == "application/rss+xml"
    items = ET.fromstring(response.data).findall("channel/item")
    assert [item.findtext("guid", "").rpartition("/")[2] for item in items] == api_keys(client, f"{SEARCH}&sort=newest")
    second = next(item for item in items if item.findtext("guid", "").endswith("/a02"))
    assert parsedate_to_datetime(second.findtext("pubDate", "")).isoformat() == "2021-02-16T09:30:00+03:00"
    assert second.findtext(f"{DC}creator") == "ليلى حداد"
    assert second.findtext("link") == "http://localhost/article/a02?lang=en"


def test_markup_in_an_article_stays_text_in_a_feed(client: FlaskClient) -> None:
    feed = atom(client, f"/feed.atom?{SEARCH}")
    entry = next(each for each in feed.findall(f"{ATOM}entry") if each.findtext(f"{ATOM}id", "").endswith("/a11"))
    assert entry.find(f"{ATOM}title").text.startswith("<script>alert")  # type: ignore[union-attr]
    rss = ET.fromstring(client.get(f"/feed.rss?{SEARCH}").data)
    description = next(
        item.findtext("description", "") for item in rss.iter("item") if item.findtext("guid", "").endswith("/a11")
    )
    assert "&lt;i&gt;" in description, "readers take a description for HTML"
    assert "<" not in description


def test_a_feed_names_its_search(client: FlaskClient) -> None:
    feed = atom(client, f"/feed.atom?{SEARCH}&person.not={quote(LAVROV)}&lang=en")
    assert feed.findtext(f"{ATOM}title") == f"Fihris: سوتشي · without People: {LAVROV}"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_one_search_is_one_feed_however_it_is_asked_for(client: FlaskClient) -> None:
    ids = {
        atom(client, f"/feed.atom?{query}").findtext(f"{ATOM}id")
        for query in (SEARCH, f"level=stem&{SEARCH}", f"{SEARCH}&size=3", f"{SEARCH}&lang=en", f"{SEARCH}&sort=oldest")
    }
    assert len(ids) == 1


def test_an_unchanged_feed_is_not_sent_again(client: FlaskClient, engine: FakeEngine) -> None:
    tag = client.get(f"/feed.atom?{SEARCH}").headers["ETag"]
    assert client.get(f"/feed.atom?{SEARCH}", headers={"If-None-Match": tag}).status_code == 304
    engine.articles["new"] = make_article("new", "سوتشي", "سوتشي", "2023-01-01", "رمال")
    assert client.get(f"/feed.atom?{SEARCH}", headers={"If-None-Match": tag}).status_code == 200


def test_a_search_without_hits_can_be_followed(client: FlaskClient) -> None:
    feed = atom(client, "/feed.atom?q=zzzz")
    assert feed.findall(f"{ATOM}entry") == []
    assert datetime.fromisoformat(feed.findtext(f"{ATOM}updated", "")) == EPOCH
    assert "/feed.atom?q=zzzz" in client.get("/search?q=zzzz").get_data(as_text=True)


@pytest.mark.parametrize("query", ["nope=1", "lang=fr", "size=101", "from=x", "q=a&q=b", "lang=ar&lang=en"])
@pytest.mark.parametrize("path", ["/feed.atom", "/feed.rss"])
def test_feeds_are_strict_about_their_parameters(client: FlaskClient, path: str, query: str) -> None:
    assert client.get(f"{path}?{query}").status_code == 400


@given(st.text(), st.text(), st.text())
def test_no_text_makes_a_feed_ill_formed(title: str, summary: str, value: str) -> None:
    entry = FeedEntry("i", "u", value, title, summary, value, title, None, EPOCH, (("person", value),))
    feed = Feed("i", title, summary, "ar", value, "s", value, "p", "v", (entry,))
    for document in (atom_document(feed), rss_document(feed)):
        ET.fromstring(document)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2021-01-26", "2021-01-26T00:00:00+00:00"),
        ("2021-01-26T09:30:00+03:00", "2021-01-26T09:30:00+03:00"),
        ("2021-01-26 09:30:00.25", "2021-01-26T09:30:00+00:00"),
        ("2021-01-26T09:30:00Z", "2021-01-26T09:30:00+00:00"),
        ("2021-01-26T99:99", "2021-01-26T00:00:00+00:00"),
        ("2021-01-26T09:30:00+03:00:07", "2021-01-26T09:30:00+00:00"),
        ("0001-01-01", "0001-01-01T00:00:00+00:00"),
        ("أمس", None),
        ("", None),
        (None, None),
    ],
)
def test_moments_have_an_offset_of_whole_minutes(text: str | None, moment: str | None) -> None:
    found = moment_of(text)
    assert (found.isoformat() if found else None) == moment


# Addresses


def test_addresses_are_those_the_request_came_in_by(engine: FakeEngine) -> None:
    client = create_app(engine).test_client()
    base = "https://news.example:8443"
    feed = ET.fromstring(client.get(f"/feed.atom?{SEARCH}", base_url=base).data)
    assert link(feed, "self") == f"{base}/feed.atom?{SEARCH}"
    assert feed.findtext(f"{ATOM}id", "").startswith("tag:news.example,2026:")


def test_a_configured_address_stands_whatever_the_request_says(engine: FakeEngine) -> None:
    client = create_app(engine, public_url="https://archive.example/news/").test_client()
    feed = ET.fromstring(client.get(f"/feed.atom?{SEARCH}", headers={"Host": "evil.example"}).data)
    assert link(feed, "self") == f"https://archive.example/news/feed.atom?{SEARCH}"
    record = client.get(f"/api/record?{SEARCH}").get_json()
    assert record["url"] == f"https://archive.example/news/search?{SEARCH}"


@pytest.mark.parametrize("host", ['a"><script>', "[::1]:80", "x y", "", "é.example"])
@pytest.mark.parametrize("path", ["/feed.atom", "/feed.rss", "/opensearch.xml"])
def test_no_host_makes_an_answer_ill_formed(engine: FakeEngine, path: str, host: str) -> None:
    response = create_app(engine).test_client().get(path, headers={"Host": host.encode().decode("latin-1")})
    if response.status_code == 200:
        ET.fromstring(response.data)
    else:
        assert response.status_code == 400
