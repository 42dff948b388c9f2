"""What a query becomes: levels, modes, question words, synonyms, neighbours; and what of it is told."""

from __future__ import annotations

import pytest

from search import Article, SearchRequest, open_engine

TEXTS = {
    "visit": "زار الوزير مدينة سوتشي للمشاركة في محادثات السلام",
    "visits": "زيارات الوزراء كثيرة هذا العام",
    "bank": "أعلنت شركة غوغل عن خدمة جديدة",
    "rival": "اشتكت المنافسة من جوجل",
    "capital": "عقدت الجولة في نور سلطان أمس",
    "astana": "عقدت الجولة في أستانة أمس",
    "apart": "قال سلطان إن نور الشمس ساطع",
    "ali": "قال علي إنه راض",
    "on": "وضع الكتاب على الطاولة",
    "order": "وزير الخارجية التركي",
    "disorder": "الخارجية وزير التركي",
}


TURNED = ("زار زيارات", "زيارات زار")
"""Two words with one skeleton."""


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    with open_engine(tmp_path_factory.mktemp("planner") / "index", create=True) as opened:
        opened.write(Article(key, "", text) for key, text in TEXTS.items())
        opened.commit()
        yield opened


def ask(engine, text, **options):
    return engine.search(SearchRequest(text, size=50, sort="relevance", **options))


def keys(engine, text, **options):
    return {hit.key for hit in ask(engine, text, **options).hits}


def codes(results):
    return [notice.code for notice in results.notices]


def test_skeletons_and_roots_make_no_match_below_level_root(engine):
    assert "visits" in keys(engine, "زار", level="root")
    assert keys(engine, "زار", level="stem") == {"visit"}


def test_skeletons_and_roots_raise_a_match(tmp_path):
    with open_engine(tmp_path / "index", create=True) as engine:
        engine.write(
            [
                Article("one", "", "كتاب واحد هنا في هذا المكان"),
                Article("many", "", "كتاب مكتوب كاتب كتابة كتب هنا"),
                *(Article(f"other{n}", "", "كلام آخر لا صلة له بالموضوع") for n in range(10)),
            ]
        )
        engine.commit()
        assert [hit.key for hit in ask(engine, "كتاب").hits] == ["many", "one"]
        assert keys(engine, "كتاب") == {"one", "many"}


def test_neighbours_of_the_query_that_are_neighbours_in_the_text_come_first(engine):
    results = ask(engine, "وزير الخارجية", match="all")
    assert [hit.key for hit in results.hits] == ["order", "disorder"]
    assert results.hits[0].score > results.hits[1].score
    reversed_order = ask(engine, "الخارجية وزير", match="all")
    assert [hit.key for hit in reversed_order.hits] == ["disorder", "order"]


def test_neighbours_count_at_the_levels_of_stems_only(engine):
    scores = {hit.score for hit in ask(engine, "وزير الخارجية", level="folded", match="all").hits}
    assert len(scores) == 1


def test_the_scores_of_hits_do_not_depend_on_the_order_asked_for(engine):
    by_relevance, by_date = (
        {hit.key: hit.score for hit in engine.search(SearchRequest("وزير الخارجية", sort=sort)).hits}
        for sort in ("relevance", "newest")
    )
    assert by_relevance == by_date


def test_question_words_are_left_out_of_long_queries_of_any_words_and_told(engine):
    results = ask(engine, "من هو وزير الخارجية التركي الذي زار سوتشي")
    assert codes(results) == ["match_any", "question_words"]
    notice = results.notices[1]
    assert "من" in notice.message
    assert "الذي" in notice.message_ar
    assert not {hit.key for hit in results.hits} & {"apart"}


def test_question_words_stay_in_short_queries_in_quotes_and_where_every_word_is_asked_for(engine):
    assert "question_words" not in codes(ask(engine, "من هو علي"))
    assert codes(ask(engine, "من هو وزير الخارجية التركي", match="all")) == []
    assert "«هو»" not in ask(engine, '"هو" من وزير الخارجية التركي علي').notices[1].message


@pytest.mark.parametrize(("match", "marked"), [("all", True), ("any", False), ("auto", False)])
def test_question_words_are_marked_in_an_article_only_where_they_were_searched_for(tmp_path, match, marked):
    text = "من هو وزير الخارجية التركي"
    with open_engine(tmp_path / "index", create=True) as engine:
        engine.write([Article("a", "", text)])
        engine.commit()
        _, shown = engine.mark("a", SearchRequest(text, match=match))
        assert ("من" in [shown.text[start:end] for start, end in shown.marks]) is marked


def test_a_query_of_question_words_alone_keeps_them(engine):
    results = ask(engine, "من هو الذي هي ما كم", match="any")
    assert "question_words" not in codes(results)


def test_names_of_one_thing_find_each_other_and_are_told(engine):
    results = ask(engine, "غوغل")
    assert {hit.key for hit in results.hits} == {"bank", "rival"}
    assert results.hits[0].key == "bank"
    assert results.query.synonyms == (("غوغل", ("جوجل",)),)
    assert codes(results) == ["synonyms"]
    assert "جوجل" in results.notices[0].message
    assert "جوجل" in results.notices[0].message_ar


def test_names_of_several_words_find_and_are_found(engine):
    assert keys(engine, "أستانة") == {"astana", "capital"}
    assert keys(engine, "نور سلطان", match="all") == {"astana", "capital", "apart"}
    assert keys(engine, "جولة نور سلطان", match="all") == {"astana", "capital"}


def test_synonyms_are_marked_in_the_text(engine):
    [hit] = [hit for hit in ask(engine, "أستانة").hits if hit.key == "capital"]
    [snippet] = hit.snippets
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["نور", "سلطان"]


@pytest.mark.parametrize(
    ("text", "level"), [("=غوغل", "stem"), ('"غوغل"', "stem"), ("غوغل", "exact"), ("غوغل", "folded")]
)
def test_exact_and_quoted_words_have_no_synonyms(engine, text, level):
    results = ask(engine, text, level=level)
    assert {hit.key for hit in results.hits} == {"bank"}
    assert results.notices == ()


@pytest.mark.parametrize("text", ["12500", "12,500", "١٢٬٥٠٠", "12.500"])
def test_a_number_is_found_with_and_without_separators(tmp_path, text):
    with open_engine(tmp_path / "index", create=True) as numbers:
        numbers.write([Article("plain", "", "بلغ العدد 12500 نسمة"), Article("grouped", "", "بلغ العدد ١٢٬٥٠٠ نسمة")])
        numbers.commit()
        assert keys(numbers, text) == {"plain", "grouped"}
        assert ask(numbers, text).notices == ()


def test_names_bring_no_other_words_that_share_their_stems(tmp_path):
    with open_engine(tmp_path / "index", create=True) as engine:
        texts = {"name": "قال ماكرون", "agency": "نقلت وام الخبر", "mother": "قالت أم الطفل", "sly": "خطة ماكرة"}
        engine.write(Article(key, "", text) for key, text in texts.items())
        engine.commit()
        assert keys(engine, "macron") == {"name"}
        assert keys(engine, "وكالة أنباء الإمارات", match="all") == {"agency"}


def test_synonyms_that_the_archive_does_not_know_are_not_told(engine):
    assert ask(engine, "سوتشي").notices == ()


def test_an_index_may_have_synonyms_of_its_own_at_once(tmp_path):
    with open_engine(tmp_path / "index", create=True) as engine:
        engine.write([Article("a", "", "القمر الصناعي"), Article("b", "", "الساتل الجديد"), Article("c", "", "جوجل")])
        engine.commit()
        assert keys(engine, "ساتل") == {"b"}
        table = tmp_path / "index" / "synonyms.tsv"
        table.write_text("ساتل\tقمر صناعي\n-\tغوغل\n", encoding="utf-8")
        assert keys(engine, "الساتل") == {"a", "b"}
        assert keys(engine, "غوغل") == set()
        table.write_text("ساتل\n", encoding="utf-8")
        results = ask(engine, "ساتل")
        assert codes(results) == ["synonyms_unreadable"]
        assert "line 1" in results.notices[0].message
        table.unlink()
        assert codes(ask(engine, "ساتل")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("علي", {"ali", "on"}), ("عَلِي", {"ali"}), ("عَلَى", {"on"}), ("=علي", {"ali"}), ('"عَلِي"', {"ali"})],
)
def test_a_vocalised_or_exact_word_keeps_ali_and_the_preposition_apart(engine, text, expected):
    assert keys(engine, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("شخص:علي", {"ali", "farsi", "both"}),
        ("شخص:على", {"on", "farsi", "both"}),
        ("شخص:عَلِيّ", {"ali", "farsi", "both"}),
        ('شخص:"أحمد على"', {"on"}),
        ("شخص:أحمد", {"ali", "on"}),
        ("شخص:يحيي", {"yahya"}),
        ("كاتب:علي", {"author"}),
    ],
)
def test_among_persons_ali_and_the_preposition_are_two_words_and_all_others_folded(tmp_path, text, expected):
    people = {"ali": "علي أحمد", "on": "أحمد على", "farsi": "علی خامنئي", "both": "علي عبد على", "yahya": "يحيى"}
    with open_engine(tmp_path / "index", create=True) as engine:
        engine.write(Article(key, "", "", people=(name,)) for key, name in people.items())
        engine.write([Article("author", "", "", author="على")])
        engine.commit()
        assert keys(engine, text) == expected


def test_the_order_of_two_words_does_not_matter_where_every_letter_counts(engine):
    for level in ("exact", "folded"):
        scores = ({hit.key: hit.score for hit in ask(engine, text, level=level, match="any").hits} for text in TURNED)
        assert next(scores) == pytest.approx(next(scores)), level


def test_a_query_of_unknown_words_does_not_promise_articles_with_some_of_them(engine):
    results = ask(engine, "ذبذبة قنفذ")
    assert (results.total, results.notices) == (0, ())


def test_question_words_left_out_are_told_once(engine):
    assert ask(engine, "من هو من هو وزير الخارجية التركي").notices[1].message.count("هو") == 1


def test_a_lock_on_one_word_counts_for_it_alone(engine):
    assert "visits" in keys(engine, "root:زار")
    assert keys(engine, "زار root:وزراء") == {"visit"}


def test_near_words_stand_in_either_order(engine):
    assert keys(engine, "التركي قرب/1 وزير") == {"order", "disorder"}
    assert keys(engine, "التركي قرب/0 الخارجية") == {"order"}
