"""survey: articles come back in their order, judged by what the whole window knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import surveying
from indexer.extract.boilerplate.units import number_of
from indexer.records import RawArticle
from indexer.repetition import RepeatedLines
from indexer.surveying import survey

FOOTER = "تابعونا على تويتر"


def articles(count: int) -> Iterator[RawArticle]:
    for number in range(count):
        name = "".join("ابتثجحخدذر"[int(digit)] for digit in str(number))
        body = f"جاء في خبر {name} أن المباحثات ستستأنف قريبا في العاصمة.\n{FOOTER}"
        yield RawArticle(f"a/{number}", title=name, body=body, source="المثال", metadata={"n": str(number)})


@pytest.mark.parametrize("window", [1, 3, 10, 64, 1000])
def test_articles_come_back_whole_and_in_order(monkeypatch: pytest.MonkeyPatch, window: int) -> None:
    monkeypatch.setattr(surveying, "WINDOW_ARTICLES", window)
    given_back = [replace(raw, repeated=frozenset()) for raw in survey(articles(150), RepeatedLines())]
    assert given_back == list(articles(150))


def test_the_first_article_of_a_window_is_judged_like_its_last() -> None:
    known = {raw.repeated for raw in survey(articles(30), RepeatedLines())}
    assert known == {frozenset([number_of(FOOTER)])}


def test_the_next_window_is_read_while_one_is_given_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surveying, "WINDOW_ARTICLES", 10)
    read = []

    def counted() -> Iterator[RawArticle]:
        for raw in articles(40):
            read.append(raw.origin)
            yield raw

    given_on = survey(counted(), RepeatedLines())
    next(given_on)
    assert len(read) == 10
    next(given_on)
    assert len(read) == 11
    given_on.close()


def test_a_reader_that_fails_is_heard_and_nothing_stays_open() -> None:
    def failing() -> Iterator[RawArticle]:
        yield from articles(5)
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        list(survey(failing(), RepeatedLines()))


def test_a_huge_article_passes_through() -> None:
    huge = RawArticle("a", body="كلمة " * 1_000_000, source="س")
    assert [raw.body for raw in survey([huge], RepeatedLines())] == [huge.body]


@given(st.lists(st.text(max_size=30), max_size=20))
def test_any_text_passes_through(bodies: list[str]) -> None:
    raws = [RawArticle(str(number), body=body, source="س") for number, body in enumerate(bodies)]
    assert [replace(raw, repeated=frozenset()) for raw in survey(raws, RepeatedLines())] == raws
