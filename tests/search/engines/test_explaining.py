"""Explanations: the families of words with their counts, and scores taken apart to the last decimal."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import Article, ArticleNotFoundError, SearchRequest, open_engine
from search.analysis import LEVELS, key_of
from tests.generated import WORDS, archives


@pytest.fixture
def engine(tmp_path):
    with open_engine(tmp_path / "index", create=True) as opened:
        for batch in (
            [Article("a", "محادثات", "المحادثات في أستانة"), Article("b", "", "حديث آستانا")],
            [Article("c", "محادثات سوتشي", "حدث جديد"), Article("d", "", "محادثات")],
        ):
            opened.write(batch)
            opened.commit()
        opened.delete(["d"])
        opened.commit()
        yield opened


def test_each_word_has_its_families_with_forms_and_articles(engine):
    [word] = engine.explain(SearchRequest("محادثات")).words
    assert [family.level for family in word.families] == list(LEVELS)
    families = {family.level: family for family in word.families}
    assert families["exact"].forms == (("محادثات", 2),)
    assert families["stem"].forms == (("محادثات", 2), ("المحادثات", 1))
    assert (families["stem"].articles, families["stem"].distinct) == (2, 2)
    assert word.searched == {"exact": 2, "folded": 2, "stem": 2, "root": 3}
    assert (word.start, word.end) == (0, 7)


def test_counts_are_those_of_the_search_at_each_level(engine):
    for word in engine.explain(SearchRequest("محادثات أستانة سوتشي غائب")).words:
        for level, count in word.searched.items():
            assert engine.search(SearchRequest(f"{level}:{word.form}")).total == count, (word.form, level)


def test_a_word_is_explained_once_and_long_texts_are_cut_and_say_so(engine):
    words, truncated = engine.explain_words("سوتشي سوتشي وسوتشي")
    assert [word.form for word in words] == ["سوتشي", "وسوتشي"]
    assert not truncated
    assert engine.explain_words(" ".join(f"w{number}" for number in range(60)))[1]


def test_an_article_that_is_no_hit_has_no_score(engine):
    assert engine.explain(SearchRequest("سوتشي"), "b").score.score is None
    with pytest.raises(ArticleNotFoundError):
        engine.explain(SearchRequest("سوتشي"), "d")


def test_how_the_query_is_understood_comes_with_it(engine):
    explained = engine.explain(SearchRequest("محادثات و(", match="any"))
    assert explained.query.match == "any"
    assert [notice.code for notice in explained.notices] == ["query_syntax"]


@given(archives(), st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), st.sampled_from(("exact", "stem", "root")))
@settings(max_examples=40)
def test_the_parts_of_a_score_add_up_to_it(tmp_path_factory, archive, words, level):
    request = SearchRequest(" ".join(words), level=level, match="any", size=100, sort="relevance")
    with open_engine(tmp_path_factory.mktemp("explained") / "index", create=True) as engine:
        engine.write(archive)
        engine.commit()
        for hit in engine.search(request).hits:
            score = engine.explain(request, hit.key).score
            assert score.score == hit.score
            assert score.others == 0.0
            parts = score.neighbours + score.leads + sum(word.score for word in score.words)
            assert parts == pytest.approx(hit.score, rel=1e-5)
            for word in score.words:
                assert word.score == max(each.score for each in word.levels)
                assert all(key_of(word.word, each.level) for each in word.levels)
