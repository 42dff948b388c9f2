"""A reader's own archive teaches words: new ones enter the table near those whose neighbours they share."""

from __future__ import annotations

import numpy as np
import pytest

from indexer.extract.entities import find_article_entities
from indexer.extract.entities.adapt import (
    Neighbours,
    adapt_table,
    count_labels,
    extend_table,
    nearest_clusters,
    quantise,
)
from indexer.extract.entities.patterns import find_by_patterns
from indexer.extract.entities.tagger.news import NewsTable, rate_levels, read_news_table
from indexer.extract.entities.tagger.tokens import read_tokens
from indexer.extract.entities.words import read_words

KNOWN = ["في", "مدينه", "زار", "قال", "موسكو", "باريس", "محمد"]


def small_table() -> NewsTable:
    vectors = quantise(np.random.default_rng(1).standard_normal((len(KNOWN), 12)).astype(np.float32))
    clusters = np.arange(len(KNOWN), dtype=np.uint16)[:, None]
    return NewsTable(list(KNOWN), clusters, np.zeros((len(KNOWN), 7), np.uint8), vectors)


def test_labels_are_counted_by_folded_word():
    counts: dict = {}
    words = read_words("وصل سيرغي لافروف إلى موسكو، وموسكو بعيدة")
    count_labels(words, find_by_patterns([words])[0], counts)
    assert counts["سيرغي"].tolist() == [1, 1, 0, 0, 0, 0, 0]
    assert counts["لافروف"].tolist() == [1, 0, 1, 0, 0, 0, 0]
    assert counts["موسكو"].tolist() == [1, 0, 0, 1, 0, 0, 0]


def test_levels_rise_with_the_rate():
    counts = np.array([[1000, hits, 0, 0, 0, 0, 0] for hits in (0, 1, 20, 100, 250, 500, 800)])
    assert rate_levels(counts)[:, 0].tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert set(rate_levels(counts)[:, 6]) == {6}


def test_a_new_word_stands_where_words_with_its_neighbours_stand():
    table = small_table()
    neighbours = Neighbours(table)
    for city in ("موسكو", "باريس", "قرقيزة"):
        for _ in range(30):
            neighbours.add(read_tokens(read_words(f"زار محمد مدينة {city} في")))
    extended, recounted, new = extend_table(table, {}, neighbours)
    assert (recounted, new) == (0, 1)
    assert set(extended.words) == {*KNOWN, "قرقيزه"}

    def closeness(word: str, other: str) -> float:
        one, two = extended.vector(word), extended.vector(other)
        return float(one @ two) / 9

    assert max(closeness("قرقيزه", city) for city in ("موسكو", "باريس")) > closeness("قرقيزه", "قال")


def test_known_words_keep_their_vectors_and_clusters():
    table = small_table()
    extended, _, _ = extend_table(table, {}, Neighbours(table))
    for word in KNOWN:
        assert extended.numbers[word] == table.numbers[word]
    np.testing.assert_array_equal(extended.vectors, table.vectors)


def test_a_vector_joins_the_nearest_centre():
    known = np.eye(3, dtype=np.float32)
    clusters = np.array([[0], [1], [2]], dtype=np.uint16)
    assert nearest_clusters(np.array([[0.1, 2, 0]], np.float32), known, clusters).tolist() == [[1]]


@pytest.mark.slow
def test_an_adapted_table_serves_in_place_of_the_shipped_one(tmp_path):
    path = tmp_path / "words.zip"
    text = "قال الوزير كرتيليان في مدينة زرقاوند إن المحادثات ناجحة. وزار كرتيليان زرقاوند أمس"
    adapted = adapt_table([text] * 6, path)
    assert (adapted.texts, adapted.new) == (6, 2)
    assert read_news_table(path).categories("زرقاوند")
    assert find_article_entities("", "وصل سيرغي لافروف إلى موسكو", table=path)
