"""Articles become the arrays that a reading of each article gives."""

from __future__ import annotations

import datetime as dt
import pickle
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import Article, MentionedDate
from search.analysis import key_of, surface_forms
from search.article import pack_record
from search.engines.local.analysing import (
    CAPTION_GAP,
    FAMILY_LEVELS,
    analyse_articles,
    keys_of_forms,
    published_time,
)
from search.engines.local.whoosh_schema import NO_TIME
from search.schema import TERM_FACETS
from search.types import NO_DAY
from tests.generated import archives
from tests.strategies import arabic_words, mixed_words


def words_of(batch, field):
    """Return for each document (form, position) of every word of a text field."""
    runs = batch.texts[field]
    found = [[] for _ in range(len(batch))]
    ends = np.cumsum(runs.run_lengths).tolist()
    bounds = pairwise([0, *ends])
    for (first, last), doc, start in zip(bounds, runs.run_docs.tolist(), runs.run_starts.tolist(), strict=True):
        forms = [batch.vocabulary[token] for token in runs.tokens[first:last].tolist()]
        found[doc] += [(form, start + place) for place, form in enumerate(forms)]
    return found


def expected_words(texts):
    found, start = [], 0
    for text in texts:
        forms = surface_forms(text)
        found += [(form, start + place) for place, form in enumerate(forms)]
        start += len(forms) + CAPTION_GAP
    return found


@given(archives())
def test_a_batch_is_what_reading_each_article_gives(archive):
    batch = analyse_articles(iter(archive)).batch
    assert len(batch) == len(archive)
    assert batch.keys == [article.key.encode() for article in archive]
    assert batch.hashes == [bytes.fromhex(article.content_hash()) for article in archive]
    assert batch.records == [pack_record(article)[0] for article in archive]
    assert len(set(batch.vocabulary)) == len(batch.vocabulary)
    assert words_of(batch, "title") == [expected_words([article.title]) for article in archive]
    assert words_of(batch, "text") == [expected_words([article.text, *article.captions]) for article in archive]
    used = {token for runs in batch.texts.values() for token in runs.tokens.tolist()}
    assert used == set(range(len(batch.vocabulary)))
    assert tuple(batch.values) == TERM_FACETS
    assert batch.values["person"] == [tuple(name.encode() for name in article.people) for article in archive]
    assert batch.values["source"] == [(article.source.encode(),) if article.source else () for article in archive]
    days = [article.published_day() for article in archive]
    assert batch.numbers["day"].tolist() == [(day - dt.date(1970, 1, 1)).days if day else NO_DAY for day in days]
    assert (batch.numbers["day"].dtype, batch.numbers["published"].dtype) == (np.int32, np.int64)
    for article, rows in zip(archive, batch.ranges["mentioned"], strict=True):
        pairs = {
            ((each.first - dt.date(1970, 1, 1)).days, (each.last - dt.date(1970, 1, 1)).days) for each in article.dates
        }
        assert rows.shape == (len(pairs), 2)
        assert [tuple(row) for row in rows.tolist()] == sorted(pairs)


@given(archives(6), st.data())
def test_analysed_articles_are_the_articles(archive, data):
    found = pickle.loads(pickle.dumps(analyse_articles(archive)))
    assert list(found) == archive
    places = sorted(data.draw(st.sets(st.sampled_from(range(len(archive)))))) if archive else []
    assert list(found.select(places)) == [archive[place] for place in places]


@given(st.lists(arabic_words | mixed_words, max_size=8))
def test_keys_of_forms_are_those_of_each_level(forms):
    assert keys_of_forms(forms) == {level: [key_of(form, level) for form in forms] for level in FAMILY_LEVELS}


def test_values_are_distinct_and_never_empty():
    article = Article("k", people=("علي", "", "ليلى", "علي"), author="", source="المرصد")
    values = analyse_articles([article]).batch.values
    assert values["person"] == [("علي".encode(), "ليلى".encode())]
    assert (values["author"], values["source"], values["place"]) == ([()], [("المرصد".encode(),)], [()])


def test_equal_ranges_are_kept_once():
    first, last = dt.date(1969, 12, 31), dt.date(1970, 1, 2)
    mention = MentionedDate("text", 0, 1, "x", first, last, "day")
    ranges = analyse_articles([Article("k", dates=(mention, mention)), Article("l")]).batch.ranges["mentioned"]
    assert [each.tolist() for each in ranges] == [[[-1, 2 - 1]], []]
    assert [each.shape for each in ranges] == [(1, 2), (0, 2)]


def test_half_a_surrogate_pair_is_carried_through():
    article = Article("k", "عنوان \ud800", "نص \udfff سوتشي", people=("علي \ud800",))
    found = analyse_articles([article])
    assert list(found) == [article]
    assert [form for form, _ in words_of(found.batch, "text")[0]] == surface_forms(article.text)
    for form in found.batch.vocabulary:
        form.encode()


@pytest.mark.parametrize(
    ("published", "seconds"),
    [
        (None, NO_TIME),
        ("", NO_TIME),
        ("1970-01-02", 86_400),
        ("1969-12-31T23:59:59", -1),
        ("2021-01-26T23:30:00+03:00", 18_653 * 86_400 + 23 * 3600 + 30 * 60),
        ("2021-01-26T00:00:00Z", 18_653 * 86_400),
    ],
)
def test_published_time_is_the_clock_of_the_source(published, seconds):
    assert published_time(published) == seconds
    day = analyse_articles([Article("k", published=published)]).batch.numbers["day"]
    assert day.tolist() == [NO_DAY if seconds == NO_TIME else seconds // 86_400]
