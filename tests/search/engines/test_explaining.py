"""Explanations: the families of words with their counts, and scores taken apart to the last decimal."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import Article, ArticleNotFoundError, SearchRequest, open_engine
from search.analysis import LEVELS, key_of
from search.execution import places
from tests.effort import scaled
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


@pytest.mark.parametrize(
    ("text", "forms"),
    [("استانة", {"أستانة"}), ("عَلَى", {"على"}), ("عَلِيّ", {"علي"}), ("علي", {"علي", "على"})],
)
def test_counts_are_those_of_a_search_with_its_synonyms_and_marks(tmp_path, text, forms):
    with open_engine(tmp_path / "names", create=True) as engine:
        texts = ["جولة أستانة", "جولة في نور سلطان", "علي", "على"]
        engine.write(Article(f"k{number}", "", body) for number, body in enumerate(texts))
        engine.commit()
        [word] = engine.explain(SearchRequest(text)).words
        for level, count in word.searched.items():
            assert engine.search(SearchRequest(text, level=level)).total == count, level
        assert {form for family in word.families for form, _ in family.forms} == forms


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("عنوان:سوتشي محادثات NOT حديث", ["سوتشي", "محادثات", "حديث"]),
        ("شخص:لافروف تاريخ:2021 سوتشي سوت*", ["سوتشي"]),
        ("محادثات قرب/5 سوتشي", ["محادثات", "سوتشي"]),
        ('"محادثات سوتشي"', ["محادثات", "سوتشي"]),
        ("سوري-سوري 12,500", ["سوري", "12", "500"]),
    ],
)
def test_the_words_of_a_query_are_those_looked_for_in_texts(engine, text, words):
    assert [word.form for word in engine.explain(SearchRequest(text)).words] == words


@pytest.mark.parametrize("window", [1, 200])
def test_what_phrases_and_patterns_give_is_not_taken_for_places(engine, monkeypatch, window):
    monkeypatch.setattr(places, "WINDOW", window)
    request = SearchRequest('محادثات "سوتشي حدث" سوت* أستانة', match="any", level="root", sort="relevance")
    hits = engine.search(request).hits
    assert len(hits) == 3
    for place, hit in enumerate(hits):
        score = engine.explain(request, hit.key).score
        assert (score.leads > 0) == (place < window)
        parts = score.neighbours + score.leads + score.others + sum(word.score for word in score.words)
        assert parts == pytest.approx(hit.score, rel=1e-4)


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
@settings(max_examples=scaled(15))
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
