"""Pages and answers of an index with merged names: links, chips and marks of freshness follow the canonical name."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from search import Article, open_engine
from web import create_app

MEMBER, CANONICAL = "سيرجي لافروف", "سيرغي لافروف"


@pytest.fixture
def engine(tmp_path):
    with open_engine(tmp_path / "index", create=True) as opened:
        opened.write([Article("a", "خبر", "نص", people=(MEMBER,)), Article("b", "خبر", "نص", people=(CANONICAL,))])
        opened.commit()
        yield opened


@pytest.fixture
def client(engine):
    return create_app(index=engine).test_client()


def test_a_page_asked_by_a_merged_name_offers_to_take_the_canonical_one_away(engine, client):
    engine.merge_names("person", CANONICAL, [MEMBER])
    page = client.get(f"/search?person={quote(MEMBER)}&lang=en").get_data(as_text=True)
    assert f"person={quote(MEMBER)}" not in page
    assert CANONICAL in page
    assert MEMBER in page, "the notice says what was asked for"


def test_an_answer_is_fresh_only_until_names_are_merged(engine, client):
    address = f"/api/search?person={quote(CANONICAL)}"
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    engine.merge_names("person", CANONICAL, [MEMBER])
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert (first.json["total"], again.json["total"]) == (1, 2)


def test_an_article_shows_the_canonical_name(engine, client):
    engine.merge_names("person", CANONICAL, [MEMBER])
    assert client.get("/api/articles/a").json["people"] == [CANONICAL]
