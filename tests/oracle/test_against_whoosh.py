"""Our execution agrees with stock Whoosh reading the same folder: the same articles, scores and facet counts.

The archives are written in several commits, with updates and deletions, so that segments, masks and merges all occur.
"""

from __future__ import annotations

import dataclasses
import tempfile

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from search import SearchRequest, open_engine
from search import query_tree as tree
from search.query_parser import parse_query
from tests.effort import scaled
from tests.generated import PEOPLE, PLACES, WORDS, articles
from tests.oracle.brute import BruteForce
from tests.oracle.whoosh_queries import WhooshOracle

KEYS = tuple(f"k{number}" for number in range(20))
words = st.sampled_from(WORDS)
levels = st.sampled_from(("exact", "folded", "stem", "root"))
matches = st.sampled_from(("all", "any"))


@dataclasses.dataclass(frozen=True)
class Commit:
    """Articles written and keys deleted before one commit."""

    written: list
    deleted: frozenset[str]


@st.composite
def histories(draw):
    """Commits that get smaller, so that the merge policy often leaves several segments; keys come again as updates."""
    commits = []
    for most in (20, 6, 2, 1)[: draw(st.integers(1, 4))]:
        keys = draw(st.lists(st.sampled_from(KEYS), unique=True, min_size=most // 2, max_size=most))
        deleted = draw(st.frozensets(st.sampled_from(KEYS), max_size=2 if commits else 0))
        commits.append(Commit([draw(articles(key)) for key in keys], deleted))
    return commits


phrases = st.lists(words, min_size=2, max_size=3).map(" ".join)
exact_words = st.one_of(words.map("={}".format), words.map("عنوان:={}".format))
exact_phrases = phrases.map('="{}"'.format) | st.tuples(phrases, st.integers(1, 4)).map('="{0[0]}"~{0[1]}'.format)
leaves = st.one_of(
    words,
    exact_words,
    phrases.map('"{}"'.format),
    exact_phrases,
    st.tuples(phrases, st.integers(1, 4)).map('"{0[0]}"~{0[1]}'.format),
    phrases.map('نص:"{}"'.format),
    st.sampled_from(("سوت*", "محاد*", "*تانه", "*وز*", "س?تشي", "عنوان:ا*ر", "سوتش*")),
    st.sampled_from(("سوتشي~1", "وزيز~", "استنه~2", "نص:محادثه~2", "زوير~1")),
    st.sampled_from((*PEOPLE, "لا أحد")).map('شخص:"{}"'.format),
    st.sampled_from(PLACES).map("مكان:{}".format),
    st.sampled_from(("source:المرصد", "author:ليلى", "org:لا")),
    st.sampled_from(("تاريخ:2021-01", "تاريخ:2017..2020", "ذكر:2020", "ذكر:2017-02", "date:..2020-01-01")),
    words.map("عنوان:{}".format),
)


def queries_of(leaf):
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.tuples(inner, inner).map("({0[0]} OR {0[1]})".format),
            st.tuples(inner, inner).map("({0[0]} AND {0[1]})".format),
            st.tuples(inner, inner).map("({0[0]} {0[1]})".format),
            st.tuples(inner, inner, inner).map("({0[0]} {0[1]} -{0[2]})".format),
            inner.map("NOT ({})".format),
        ),
        max_leaves=5,
    )


def node_kinds(node):
    if node is not None:
        yield type(node).__name__
        for child in tree.children(node):
            yield from node_kinds(child)


def write(engine, history):
    for commit in history:
        engine.write(commit.written)
        engine.delete(sorted(commit.deleted))
        engine.commit()


def answer(engine, query, level, match):
    """Return key → score of every hit, and the results."""
    results = engine.search(SearchRequest(query, level=level, match=match, size=100, sort="relevance"))
    assert results.total == len(results.hits)
    return {hit.key: hit.score for hit in results.hits}, results


@given(histories(), st.lists(queries_of(leaves), min_size=1, max_size=4), levels, matches)
def test_same_articles(history, queries, level, match):
    with tempfile.TemporaryDirectory() as folder, open_engine(folder, create=True) as engine:
        write(engine, history)
        with WhooshOracle(folder) as oracle:
            event(f"{oracle.segment_count} segments, deletions: {oracle.reader.has_deletions()}")
            for query in ("", *queries):
                parsed = parse_query(query)
                assert not parsed.notices, query
                for kind in node_kinds(parsed.tree):
                    event(kind)
                expected = oracle.keys(oracle.translate(parsed.tree, level, match))
                assert answer(engine, query, level, match)[0].keys() == expected, query


@given(
    histories(),
    st.lists(
        queries_of(exact_words | exact_phrases | st.sampled_from(("شخص:علي", "تاريخ:2021", "source:رمال"))),
        min_size=1,
        max_size=4,
    ),
    matches,
)
def test_same_scores_of_exact_words_and_phrases(history, queries, match):
    with tempfile.TemporaryDirectory() as folder, open_engine(folder, create=True) as engine:
        write(engine, history)
        with WhooshOracle(folder) as oracle:
            for query in queries:
                parsed = parse_query(query).tree
                expected = oracle.scores(oracle.translate(parsed, "exact", match))
                places = BruteForce(list(engine.scan(SearchRequest(""))), "exact", match).places(parsed)
                expected = {key: score + places.get(key, 0.0) for key, score in expected.items()}
                found, _ = answer(engine, query, "exact", match)
                assert found == {key: pytest.approx(score, rel=1e-5, abs=1e-9) for key, score in expected.items()}, (
                    query
                )


@given(histories(), queries_of(leaves), levels, matches)
@settings(max_examples=scaled(15))
def test_same_facet_counts(history, query, level, match):
    with tempfile.TemporaryDirectory() as folder, open_engine(folder, create=True) as engine:
        write(engine, history)
        with WhooshOracle(folder) as oracle:
            translated = oracle.translate(parse_query(query).tree, level, match)
            _, results = answer(engine, query, level, match)
            for field in ("person", "place", "source"):
                facet = results.facets[field]
                groups = oracle.groups(translated, field)
                expected = {value: len(keys) for value, keys in groups.items() if value is not None}
                assert {value.value: value.count for value in facet.values} == expected
                assert (facet.distinct, facet.truncated) == (len(expected), False)


def test_what_stock_whoosh_gives_for_a_key_is_the_stored_article(samples_index):
    with open_engine(samples_index) as engine, WhooshOracle(str(samples_index)) as oracle:
        keys = [oracle.key_of(doc_id) for doc_id in oracle.reader.all_doc_ids()]
        assert len(keys) == engine.info().articles
        for key in keys[:5]:
            stored = oracle.searcher.document(key=key)["record"]
            assert engine.get(key).title in stored.decode()
