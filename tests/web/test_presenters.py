from __future__ import annotations

import datetime as dt
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
