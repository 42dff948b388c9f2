"""Neighbours raise the best documents, never above what they are worth, and the order stays one order."""

from __future__ import annotations

import pytest

from search import Article, SearchRequest, open_engine
from search.execution import places
from search.execution.scoring import idf


@pytest.fixture
def engine(tmp_path):
    texts = ["وزير الخارجية هنا", "الخارجية وزير هنا", "وزير شؤون الخارجية"] * 20
    with open_engine(tmp_path / "index", create=True) as opened:
        for start in (0, 40, 55):
            opened.write(
                Article(f"k{number}", "", f"{text} {'كلمة ' * (number % 7)}")
                for number, text in enumerate(texts)
                if start <= number < {0: 40, 40: 55, 55: 60}[start]
            )
            opened.commit()
        yield opened


def walk(engine, request):
    hits, after = [], None
    while True:
        page = engine.search(SearchRequest(request, size=7, after=after))
        hits += page.hits
        after = page.next
        if after is None:
            return hits


@pytest.mark.parametrize("window", [1, 10, 35, 1000])
def test_pages_follow_each_other_whatever_the_window(engine, monkeypatch, window):
    monkeypatch.setattr(places, "WINDOW", window)
    whole = engine.search(SearchRequest("وزير الخارجية", size=100)).hits
    walked = walk(engine, "وزير الخارجية")
    assert [hit.key for hit in walked] == [hit.key for hit in whole]
    assert [hit.score for hit in whole] == sorted((hit.score for hit in whole), reverse=True)
    assert [article.key for article in engine.scan(SearchRequest("وزير الخارجية"))] == [hit.key for hit in whole]


def test_a_word_that_stands_again_counts_again_and_is_looked_for_once(engine, monkeypatch):
    looked_for = []
    gather = places.PlaceReader._gather

    def count(reader, *where):
        looked_for.append(where)
        return gather(reader, *where)

    monkeypatch.setattr(places.PlaceReader, "_gather", count)
    weights = []
    monkeypatch.setattr(places, "idf", lambda *about: weights.append(about) or idf(*about))
    scores = {}
    for times in (2, 3, 60):
        looked_for.clear()
        weights.clear()
        text = " ".join(["وزير الخارجية"] * times)
        scores[times] = {hit.key: hit.score for hit in engine.search(SearchRequest(text, match="all", size=100)).hits}
        once = len(looked_for), len(weights)
        assert once == scores.setdefault(0, once)
    for key, score in scores[60].items():
        assert score == pytest.approx(scores[2][key] + 58 * (scores[3][key] - scores[2][key]), rel=1e-4)


def test_who_is_outside_the_window_keeps_the_score_of_the_words(engine, monkeypatch):
    every = {hit.key: hit.score for hit in engine.search(SearchRequest("وزير الخارجية", size=100)).hits}
    monkeypatch.setattr(places, "WINDOW", 10)
    some = {hit.key: hit.score for hit in engine.search(SearchRequest("وزير الخارجية", size=100)).hits}
    assert all(some[key] <= every[key] for key in every)
    assert sum(some[key] < every[key] for key in every) >= 10
