"""What is remembered of frequent words changes no answer and stays within its bounds."""

from __future__ import annotations

import numpy as np
import pytest

from search import Article, SearchRequest, open_engine
from search.execution import frequent
from search.execution.frequent import FrequentWords


def united(count, levels=1):
    return np.arange(count, dtype=np.uint32), np.ones((count, levels), np.float32), [count] * levels


def test_only_words_in_a_great_part_of_many_documents_are_frequent():
    assert not FrequentWords(1000).is_frequent(1000)
    assert FrequentWords(100_000).is_frequent(20_000)
    assert not FrequentWords(1_000_000).is_frequent(99_999)


def test_what_was_put_comes_back_and_the_oldest_goes_first(monkeypatch):
    monkeypatch.setattr(frequent, "MAX_BYTES", 2 * 8 * 100)
    words = FrequentWords(1)
    for name in (b"a", b"b"):
        words.put((name,), united(100))
    assert words.get((b"a",))[2] == [100]
    words.put((b"c",), united(100))
    assert words.get((b"b",)) is None
    assert (words.get((b"a",)) is None, words.get((b"c",)) is None) == (False, False)
    words.put((b"huge",), united(1000))
    assert words.get((b"huge",)) is None


@pytest.mark.parametrize("level", ["exact", "folded", "stem", "root"])
def test_answers_are_the_same_with_every_word_remembered(tmp_path, monkeypatch, level):
    articles = [
        Article(f"k{number}", "في الوزارة" if number % 3 else "وزارة", f"من {'في ' * (number % 4)}الوزير {number}")
        for number in range(40)
    ]
    requests = [SearchRequest(text, level=level, match="any", size=50) for text in ("في", "الوزارة في", "في -من", "من")]
    with open_engine(tmp_path / "index", create=True) as engine:
        engine.write(articles)
        engine.commit()
        expected = [engine.search(request) for request in requests]
    monkeypatch.setattr(frequent, "MIN_POSTINGS", 0)
    monkeypatch.setattr(frequent, "MIN_SHARE", 0)
    with open_engine(tmp_path / "index") as engine:
        for _ in range(2):
            found = [engine.search(request) for request in requests]
            assert [(one.total, one.hits) for one in found] == [(one.total, one.hits) for one in expected]
        engine.delete(["k1", "k3"])
        engine.commit()
        gone = [engine.search(request) for request in requests]
        assert all({"k1", "k3"}.isdisjoint(hit.key for hit in one.hits) for one in gone)
        assert gone[0].total == sum(
            article.key not in ("k1", "k3") for article in articles if "في" in article.title + article.text
        )
