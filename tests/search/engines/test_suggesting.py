"""Suggestions while somebody types: names, headlines and words, each with the articles it stands for."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import Article, Filter, SearchRequest, Suggestion, open_engine
from tests.generated import PEOPLE, PLACES, WORDS, archives


def article(number, title, text, **values):
    return Article(f"k{number}", title=title, text=text, published=f"2021-01-{number:02}", **values)


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    with open_engine(tmp_path_factory.mktemp("suggest") / "index", create=True) as opened:
        opened.write(
            [
                article(1, "محادثات أستانة تبدأ", "لافروف في أستانة", people=("سيرغي لافروف",), places=("أستانة",)),
                article(2, "المحادثات في أستانه تنتهي", "لافروف عاد", people=("سيرغي لافروف", "بشار الأسد")),
                article(3, "زيارة", "السيسي يصل", people=("عبد الفتاح السيسي",)),
            ]
        )
        opened.commit()
        opened.write(
            [
                article(4, "محادثات أستانة تبدأ", "خبر مكرر عن أستراليا", people=("سيرغي لافروف",)),
                article(5, "محذوف أستانة", "لافروف", people=("سيرغي لافروف",)),
            ]
        )
        opened.commit()
        opened.delete(["k5"])
        opened.commit()
        yield opened


def of_kind(engine, typed, kind, size=10):
    return [(each.text, each.count) for each in engine.suggest(typed, size) if each.kind == kind]


@pytest.mark.parametrize("typed", ["لاف", "ﻻف", "سيرغي لا", "سيرغي", "لَافر", "lavr", "Sergei Lav"])
def test_names_are_found_by_any_word_in_any_spelling_and_by_sound(engine, typed):
    assert of_kind(engine, typed, "person") == [("سيرغي لافروف", 3)]


def test_names_are_found_behind_their_article(engine):
    assert of_kind(engine, "سيس", "person") == [("عبد الفتاح السيسي", 1)]
    assert of_kind(engine, "السيس", "person") == [("عبد الفتاح السيسي", 1)]


def test_headlines_come_newest_first_each_text_once_with_the_key_of_the_article(engine):
    titles = [each for each in engine.suggest("محادثات است") if each.kind == "title"]
    assert titles == [
        Suggestion("title", "محادثات أستانة تبدأ", 1, "k4"),
        Suggestion("title", "المحادثات في أستانه تنتهي", 1, "k2"),
    ]


def test_short_beginnings_have_no_headlines(engine):
    assert of_kind(engine, "مح", "title") == []


def test_words_go_on_behind_the_words_before_and_count_the_articles_that_hold_both(engine):
    assert of_kind(engine, "است", "word") == [("أستانة", 3), ("أستراليا", 1)]
    assert of_kind(engine, "محادثات است", "word") == [("محادثات أستانة", 3), ("محادثات أستراليا", 1)]
    assert of_kind(engine, "السيسي است", "word") == []


def test_what_is_suggested_finds_something(engine):
    for typed in ("ا", "م", "لا", "سي", "أستا", "محادثات ا"):
        for each in engine.suggest(typed):
            assert each.count > 0
            if each.kind == "word":
                assert engine.search(SearchRequest(each.text, level="folded")).total > 0


def test_no_more_are_returned_than_asked_for(engine):
    for size in range(1, 12):
        for typed in ("ا", "محادثات أست", "لاف", '"محادثات أ', "شخص:س"):
            assert len(engine.suggest(typed, size)) <= size


@pytest.mark.parametrize("typed", ["", "   ", "\u202e", '"', "🙂", "-", "()", "\u064b\u064c", "ا" * 1000, "x " * 500])
def test_any_text_may_be_typed(engine, typed):
    assert isinstance(engine.suggest(typed), tuple)


def test_invisible_characters_are_not_carried_into_a_suggestion(engine):
    assert of_kind(engine, "\u202eأستا", "word") == [("أستانة", 3)]


# Counts


@pytest.mark.parametrize(
    "typed",
    ["محاد", "-أستا", "السيسي /أو/ أسترا", "(السيسي /أو/ أسترا", "جذري:يص", "=أستا", "عنوان:محاد", "محادثات -أسترا"],
)
def test_a_word_counts_what_the_search_for_the_suggested_text_finds(engine, typed):
    words = of_kind(engine, typed, "word")
    assert words
    assert words == [(text, engine.search(SearchRequest(text)).total) for text, _ in words]


@settings(max_examples=60)
@given(data=st.data())
def test_counts_are_those_of_the_search_in_any_archive(data):
    archive = data.draw(archives())
    removed = [article.key for article in archive if data.draw(st.booleans(), "removed")]
    with tempfile.TemporaryDirectory() as folder, open_engine(Path(folder) / "index", create=True) as opened:
        for part in (archive[::2], archive[1::2]):
            opened.write(part)
            opened.commit()
        opened.delete(removed)
        opened.commit()
        for _ in range(6):
            typed = data.draw(beginnings())
            for each in opened.suggest(typed):
                found = opened.search(SearchRequest(each.text))
                if each.kind == "word":
                    assert (each.text, each.count) == (each.text, found.total)
                    assert not any(notice.code == "query_syntax" for notice in found.notices)
                elif each.kind != "title":
                    chosen = SearchRequest(filters=(Filter(each.kind, (each.text,)),))
                    assert each.count == opened.search(chosen).total


@st.composite
def beginnings(draw):
    """A query whose last word or name is not typed to its end."""
    opening = st.sampled_from(("", "-", '"', "«", "(", "=", "عنوان:", "شخص:", 'place:"', "source:", "جذري:", "-("))
    operators = st.sampled_from((" ", " /أو/ ", " -", " OR ", "-", " قرب/5 "))
    before = "".join(draw(st.sampled_from(WORDS)) + draw(operators) for _ in range(draw(st.integers(0, 5))))
    last = draw(st.sampled_from((*WORDS, *PEOPLE, *PLACES, "المرصد", "lavrov")))
    return before + draw(opening) + last[: draw(st.integers(1, len(last)))]


# Queries


def texts(engine, typed):
    return [(each.kind, each.text) for each in engine.suggest(typed)]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('"محادثات أستا', '"محادثات أستانة"'),
        ("«محادثات أستا", "«محادثات أستانة»"),
        ('زيارة ("السيسي ي', 'زيارة ("السيسي يصل")'),
        ('عنوان:"محادثات أستا', 'عنوان:"محادثات أستانة"'),
    ],
)
def test_an_open_quotation_is_closed_behind_the_word(engine, typed, text):
    assert texts(engine, typed) == [("word", text)]


def test_a_phrase_that_no_article_holds_is_not_suggested(engine):
    assert texts(engine, '"السيسي أستا') == []
    assert texts(engine, 'زيارة "محادثات أستا') == []


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("شخص:لافر", 'شخص:"سيرغي لافروف"'),
        ("person:lavr", 'person:"سيرغي لافروف"'),
        ('شخص:"سيرغي لا', 'شخص:"سيرغي لافروف"'),
        ("محادثات -شخص:الأسد", 'محادثات -شخص:"بشار الأسد"'),
        ("شخص:(السيس", 'شخص:("عبد الفتاح السيسي")'),
        ("مكان:أست", 'مكان:"أستانة"'),
    ],
)
def test_behind_the_name_of_a_field_its_values_are_suggested(engine, typed, text):
    found = engine.suggest(typed)
    assert [("word", text)] == [(each.kind, each.text) for each in found]
    assert found[0].count == engine.search(SearchRequest(text)).total


def test_behind_the_name_of_a_field_nothing_else_is_suggested(engine):
    assert texts(engine, "source:lavr") == []
    assert texts(engine, "شخص:أستا") == []
    assert texts(engine, "تاريخ:20") == []


@pytest.mark.parametrize("typed", ["-لاف", "محادثات -لاف", "عاد /أو/ لاف", '"لاف', "=لاف", "(لاف"])
def test_names_and_headlines_continue_plain_words_alone(engine, typed):
    assert {kind for kind, _ in texts(engine, typed)} == {"word"}


def test_a_headline_may_hold_a_colon(engine):
    assert ("title", "محادثات أستانة تبدأ") in texts(engine, "محادثات: أستا")


@pytest.mark.parametrize(
    "typed", ["لافروف OR", "أستا*", "أستا~1", '"لافروف"~1', "لافروف)", "(لافروف) أس)", '"لاف"', "شخص:"]
)
def test_what_is_no_beginning_of_a_word_is_not_continued(engine, typed):
    assert texts(engine, typed) == []


def test_no_suggestion_is_longer_than_a_query_may_be(engine):
    typed = ("محادثات " * 200)[: 1000 - 3] + "است"
    for each in engine.suggest(typed):
        SearchRequest(each.text)
