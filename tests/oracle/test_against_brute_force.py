"""Our execution agrees with brute force over the articles: same articles, same scores, for every kind of node."""

from __future__ import annotations

import dataclasses
import tempfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import SearchRequest, open_engine
from search.query_parser import parse_query
from tests.effort import scaled
from tests.generated import WORDS, archives
from tests.oracle.brute import BruteForce

words = st.sampled_from(WORDS)
leaves = st.one_of(
    words,
    words.map("={}".format),
    st.lists(words, min_size=2, max_size=3).map(lambda forms: '"{}"'.format(" ".join(forms))),
    words.map('="{}"'.format),
    st.tuples(st.lists(words, min_size=2, max_size=3).map(" ".join), st.integers(1, 4)).map('"{0[0]}"~{0[1]}'.format),
    words.map("جذري:{}".format),
    words.map("folded:{}".format),
    st.tuples(words, words).map("{0[0]} قرب/2 {0[1]}".format),
    st.lists(words, min_size=2, max_size=3).map(lambda forms: 'stem:"{}"'.format(" ".join(forms))),
    st.sampled_from(("عَلِي", "عَلَى", "وعَلِيّ")),
    st.tuples(st.sampled_from(("سوتشي", "استانه", "محادثات", "وزير")), st.integers(1, 2)).map("{0[0]}~{0[1]}".format),
    st.sampled_from(("سوت*", "محاد*", "*تانه", "شخص:لافروف", "مكان:الأردن", "تاريخ:2021-01", "ذكر:2020", "عنوان:علي")),
)
queries = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("({0[0]} OR {0[1]})".format),
        st.tuples(inner, inner).map("({0[0]} AND {0[1]})".format),
        st.tuples(inner, inner).map("({0[0]} {0[1]})".format),
        inner.map("NOT ({})".format),
    ),
    max_leaves=4,
)


@given(archives(), queries, st.sampled_from(("exact", "folded", "stem", "root")), st.sampled_from(("all", "any")))
@settings(max_examples=scaled(60))
def test_same_articles_and_scores_as_brute_force(archive, query, level, match):
    parsed = parse_query(query)
    assert not parsed.notices
    expected = BruteForce(archive, level, match).search(parsed.tree)
    with tempfile.TemporaryDirectory() as folder, open_engine(folder, create=True) as engine:
        engine.write(archive)
        engine.commit()
        _check(engine, query, level, match, expected)


@given(archives(), archives(), st.sets(st.sampled_from([f"k{number}" for number in range(14)])), queries)
@settings(max_examples=scaled(25))
def test_same_after_updates_deletions_and_over_several_segments(first, second, deleted, query):
    with tempfile.TemporaryDirectory() as folder, open_engine(folder, create=True) as engine:
        for batch in (first, second):
            engine.write(batch)
            engine.commit()
        engine.delete(sorted(deleted))
        engine.commit()
        kept = {article.key: article for article in (*first, *second) if article.key not in deleted}
        expected = BruteForce(list(kept.values()), "stem", "all").search(parse_query(query).tree)
        _check(engine, query, "stem", "all", expected)


def _check(engine, query, level, match, expected):
    request = SearchRequest(query, level=level, match=match, size=100, sort="relevance")
    results = engine.search(request)
    scores = {hit.key: hit.score for hit in results.hits}
    assert scores.keys() == expected.keys()
    assert results.total == len(expected)
    assert scores == {key: pytest.approx(score, rel=1e-5, abs=1e-6) for key, score in expected.items()}
    ranked = [hit.score for hit in results.hits]
    assert ranked == sorted(ranked, reverse=True)
    assert [article.key for article in engine.scan(dataclasses.replace(request, size=1))] == [
        h.key for h in results.hits
    ]
