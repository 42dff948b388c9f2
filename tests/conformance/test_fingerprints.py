"""Fingerprints mean the same on every engine: the hits of `scan`, their order, and the hash of each.

A new engine joins `ENGINES`: a function from an empty folder to an engine that is open for writing.
"""

from __future__ import annotations

import pytest

from search import Article, Filter, SearchRequest, open_engine

ENGINES = {"local": lambda folder: open_engine(folder / "index", create=True)}
REQUESTS = [
    SearchRequest(),
    SearchRequest("سوتشي"),
    SearchRequest("سوتشي", sort="oldest", size=1),
    SearchRequest("سوتشي", filters=(Filter("source", ("رمال",)),)),
    SearchRequest("سوتشي", collapse="story"),
    SearchRequest("لندن"),
]


def article(number: int, **values: str) -> Article:
    day = f"2021-02-{number % 28 + 1:02}"
    fields = {"text": f"لقاء في سوتشي {number}", "published": day, "source": ("رمال", "المرصد")[number % 2]}
    return Article(f"k{number:03}", f"خبر {number}", **(fields | values))


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    with ENGINES[request.param](tmp_path) as opened:
        for first in range(0, 90, 30):
            opened.write([article(number) for number in range(first, first + 30)])
            opened.commit()
        opened.delete(["k004", "k050"])
        opened.write([article(7, text="سوتشي من جديد")])
        opened.commit()
        yield opened


@pytest.mark.parametrize("request_", REQUESTS, ids=range(len(REQUESTS)))
def test_fingerprints_are_those_of_the_articles_in_their_order(engine, request_):
    found = engine.fingerprints(request_)
    articles = list(engine.scan(request_))
    assert found.keys == tuple(each.key for each in articles)
    assert found.hashes == tuple(each.content_hash() for each in articles)
    assert found.generation == engine.info().generation


def test_a_merged_name_changes_no_fingerprint(engine):
    before = engine.fingerprints(SearchRequest())
    engine.merge_names("source", "المرصد", ["رمال"])
    assert engine.fingerprints(SearchRequest()) == before


def test_a_cursor_cuts_nothing_off(engine):
    whole = engine.fingerprints(SearchRequest("سوتشي"))
    after = engine.search(SearchRequest("سوتشي", size=3)).next
    assert engine.fingerprints(SearchRequest("سوتشي", size=3, after=after)) == whole
