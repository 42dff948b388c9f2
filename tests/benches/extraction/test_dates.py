"""The annotated dates of real news: the table is sound, and scoring reads it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from benches.corpus import NEWS
from benches.extraction.dates import read_gold, score
from benches.extraction.gold import HALVES


def test_every_row_lies_in_a_half_and_spans_of_an_article_do_not_overlap():
    gold = read_gold()
    assert {article.half for article in gold.values()} == set(HALVES)
    for article in gold.values():
        assert all(date.start < date.end for date, _ in article.dates)
        for (one, _), (two, _) in pairwise(article.dates):
            assert one.end <= two.start


@pytest.mark.slow
@pytest.mark.corpora
@pytest.mark.skipif(not NEWS.is_dir(), reason="SaudiNewsNet is absent")
def test_annotated_news_keeps_its_value_f1():
    scores = score(NEWS)
    assert scores["development"].value.f1 >= 98.0
    assert scores["report"].value.f1 >= 94.0
