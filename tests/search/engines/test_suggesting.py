"""Suggestions while somebody types: names, headlines and words, each with the articles it stands for."""

from __future__ import annotations

import pytest

from search import Article, SearchRequest, Suggestion, open_engine


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
        assert len(engine.suggest("ا", size)) <= size


@pytest.mark.parametrize("typed", ["", "   ", "\u202e", '"', "🙂", "-", "()", "\u064b\u064c", "ا" * 1000, "x " * 500])
def test_any_text_may_be_typed(engine, typed):
    assert isinstance(engine.suggest(typed), tuple)


def test_invisible_characters_are_not_carried_into_a_suggestion(engine):
    assert of_kind(engine, "\u202eأستا", "word") == [("أستانة", 3)]
