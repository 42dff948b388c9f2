from __future__ import annotations

import datetime as dt
from dataclasses import astuple, replace
from itertools import pairwise
from types import SimpleNamespace
from typing import cast

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

import search
from web.i18n import period_label
from web.presenters.dates import MOST_BUCKETS, present_dates
from web.presenters.facets import VALUES_SHOWN, present_facet
from web.presenters.passages import Span, cut_at_marks, cut_into_paragraphs
from web.presenters.results import best_first, present_place, published_label
from web.search_state import SearchState

offsets = st.tuples(st.integers(-3, 40), st.integers(-3, 40))
spans = offsets.map(lambda pair: Span(*pair, "person", "/"))


@given(st.text(max_size=30), st.lists(offsets))
def test_pieces_joined_are_the_text(text: str, marks: list[tuple[int, int]]) -> None:
    pieces = cut_at_marks(text, marks)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)


@given(st.text(st.sampled_from("اب \n"), max_size=30), st.lists(spans), st.lists(offsets))
def test_paragraphs_are_the_lines_that_are_not_blank(text: str, some: list[Span], marks: list[tuple[int, int]]) -> None:
    lines = ["".join(p.text for run in runs for p in run.pieces) for runs in cut_into_paragraphs(text, some, marks)]
    assert lines == [line for line in text.split("\n") if line.strip()]


def test_a_mark_inside_a_name_is_marked_inside_its_link() -> None:
    ((run,),) = cut_into_paragraphs("سيرغي لافروف", [Span(0, 12, "person", "/p")], [(6, 12)])
    assert run.span
    assert [(piece.text, piece.marked) for piece in run.pieces] == [("سيرغي ", False), ("لافروف", True)]


def test_values_with_a_role_are_never_folded_away(app: Flask) -> None:
    values = tuple(search.FacetValue(str(number), 0, selected=True) for number in range(VALUES_SHOWN + 3))
    others = tuple(search.FacetValue(f"x{number}", 1) for number in range(4))
    with app.test_request_context("/"):
        view = present_facet(SearchState(), "person", search.TermFacet((*values, *others), 90, truncated=True))
    assert len(view.shown) == VALUES_SHOWN + 3
    assert len(view.more) == 4
    assert view.page_href == "/facet/person"


def test_time_runs_from_the_right_in_arabic(app: Flask) -> None:
    years = tuple(
        search.DateBucket(dt.date(year, 1, 1), dt.date(year, 12, 31), year - 2015) for year in (2019, 2020, 2021)
    )
    results = search.SearchResults(
        search.UnderstoodQuery("", None, "", "all", "stem"),
        3,
        (),
        {"date": search.DateFacet("year", years, 0)},
        None,
        1,
        0.0,
    )
    with app.test_request_context("/"):
        for mirrored in (True, False):
            (view,) = present_dates(SearchState(), results, mirrored=mirrored)
            assert all((a.x > b.x) is mirrored for a, b in pairwise(view.bars))
            assert max(bar.height for bar in view.bars) == view.bars[-1].height


def test_periods_are_named_by_their_unit(app: Flask) -> None:
    day = dt.date(2021, 1, 26)
    with app.test_request_context("/"):
        assert period_label(day, day) == "26 يناير 2021"
        assert period_label(dt.date(2021, 1, 1), dt.date(2021, 1, 31)) == "يناير 2021"
        assert period_label(dt.date(2021, 1, 1), dt.date(2021, 12, 31)) == "2021"
        assert period_label(dt.date(2000, 1, 1), dt.date(2021, 12, 31)) == "2000 – 2021"
        assert period_label(dt.date(2020, 11, 1), dt.date(2021, 2, 28)) == "نوفمبر 2020 – فبراير 2021"
    with app.test_request_context("/?lang=en"):
        assert period_label(day, dt.date(2021, 2, 1)) == "January 26, 2021 – February 1, 2021"


def test_a_date_axis_of_thousands_of_periods_shows_the_fullest_and_leads_to_the_rest(app: Flask) -> None:
    counts = {year: year % 3 + (year == 2015) for year in range(1, 2100)}
    buckets = tuple(
        search.DateBucket(dt.date(year, 1, 1), dt.date(year, 12, 31), count) for year, count in counts.items()
    )
    results = cast("search.SearchResults", SimpleNamespace(facets={"mentioned": search.DateFacet("year", buckets, 0)}))
    with app.test_request_context("/"):
        [view] = present_dates(SearchState(), results, mirrored=True)
    assert len(view.rows) <= MOST_BUCKETS
    assert all(bar.count for bar in view.bars)
    before, after = (step.href for step in view.beyond)
    assert "mentioned.from=0001&" in before
    assert "mentioned.to=2099" in after


def test_the_passage_that_shows_most_words_comes_first_and_the_others_keep_their_order() -> None:
    texts = [
        ("محادثات في نور سلطان", [(0, 7), (11, 14), (15, 20)]),
        ("وفد المحادثات", [(4, 13)]),
        ("محادثات سوتشي", [(0, 7), (8, 13)]),
    ]
    snippets = tuple(search.Snippet(text, tuple(marks)) for text, marks in texts)
    matches = (
        search.WordMatch("محادثات", "stem", ("محادثات", "المحادثات")),
        search.WordMatch("سوتشي", "exact", ("سوتشي",)),
    )
    hit = search.Hit(search.Article("k"), 1.0, search.Snippet(""), snippets, None, matches)
    assert best_first(hit) == (snippets[2], snippets[0], snippets[1])
    assert best_first(search.Hit(search.Article("k"), 1.0, search.Snippet(""))) == ()


def test_a_day_of_publication_that_is_a_guess_says_so(app: Flask) -> None:
    certain = search.Article("k", published="2015-07-27", published_confidence=0.8)
    guess = search.Article("k", published="2015-07-27", published_confidence=0.4)
    with app.test_request_context("/"):
        assert published_label(certain) == "الاثنين، 27 يوليو 2015"
        assert published_label(guess) == "نحو 27 يوليو 2015"
        assert published_label(search.Article("k")) == ""


def test_the_place_of_a_page_counts_stories_where_each_shows_once(app: Flask) -> None:
    with app.test_request_context("/"):
        understood = search.UnderstoodQuery("", None, "", "all", "stem")
        hits = (search.Hit(search.Article("k"), 0.0, search.Snippet("")),) * 3
        found = search.SearchResults(understood, 40, hits, {}, None, 1, 0.0, offset=20)
        assert astuple(present_place(SearchState(), found)) == (21, 23, 40, 3, 4)
        assert astuple(present_place(SearchState(), replace(found, stories=23))) == (21, 23, 23, 3, 3)
        assert astuple(present_place(SearchState(), replace(found, total=0, hits=(), offset=0))) == (0, 0, 0, 1, 1)
