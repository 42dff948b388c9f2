"""The annotation: in itself consistent, without a word of the news, and on the texts where they are at hand."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from benches.extraction.corpus import read_unbuilt
from benches.extraction.gold import HALVES, HERE, IGNORED, KINDS, read_articles, read_names, read_quotes

HASH = re.compile("[0-9a-f]{16}")


def test_each_half_has_its_hundred_articles_and_enough_quotations():
    quotes = Counter(read_articles()[quote.key].half for quote in read_quotes() if quote.needed)
    for half in HALVES:
        assert len(read_articles(half)) == 100
        assert quotes[half] >= 75


def test_the_tables_hold_no_letter_of_the_news():
    for table in ("articles.tsv", "names.tsv", "quotes.tsv"):
        assert (HERE / table).read_text(encoding="utf-8").isascii()


def test_every_row_is_of_an_annotated_article_and_has_its_hashes():
    articles = read_articles()
    for name in read_names():
        assert name.kind == IGNORED or name.kind in articles[name.key].kinds
        assert all(map(HASH.fullmatch, name.values))
        assert bool(name.values) == (name.kind in KINDS)
    for quote in read_quotes():
        assert quote.key in articles
        assert quote.speakers
        assert all(map(HASH.fullmatch, quote.speakers))


def test_names_of_one_part_do_not_overlap_and_a_cluster_has_one_value():
    parts, values = defaultdict(list), defaultdict(set)
    for name in read_names():
        parts[name.key, name.where].append((name.start, name.end))
        if name.kind != IGNORED:
            values[name.key, name.cluster].add((name.kind, name.values))
    for spans in parts.values():
        assert all(start < end for start, end in spans)
        assert all(one[1] <= other[0] for one, other in pairwise(sorted(spans)))
    assert all(len(each) == 1 for each in values.values())


@pytest.mark.slow
@pytest.mark.corpora
@pytest.mark.parametrize("half", HALVES)
def test_spans_begin_and_end_with_a_word_of_their_text(corpora, half):
    articles = read_articles(half)
    parts = {
        (gold.key, where): getattr(raw, where)
        for gold, raw in read_unbuilt(corpora / "saudinewsnet", articles)
        for where in ("title", "body")
    }
    rows = [row for row in (*read_names(), *read_quotes()) if (row.key, row.where) in parts]
    assert len({row.key for row in rows}) > 90
    for row in rows:
        span = parts[row.key, row.where][row.start : row.end]
        assert span == span.strip()
        assert len(span) == row.end - row.start
        assert any(map(str.isalpha, span))
