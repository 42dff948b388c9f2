"""Ranges of days grow at every step."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.remedies.wider_dates import wider_ranges

days = st.none() | st.dates()


def day(text):
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (
            "2021-03-02",
            "2021-03-03",
            ["2021-03-01..2021-03-31", "2021-01-01..2021-12-31", "2020-01-01..2022-12-31", "2011-01-01..2031-12-31"],
        ),
        ("2021-02-10", "", ["2021-02-01..", "2021-01-01..", "2020-01-01..", "2011-01-01.."]),
        ("", "", []),
        ("0001-01-01", "9999-12-31", []),
    ],
)
def test_ranges_widen_to_months_years_and_years_beside_them(first, last, expected):
    found = [f"{low or ''}..{high or ''}" for low, high in wider_ranges(day(first), day(last))]
    assert found == expected


@given(days, days)
def test_every_range_holds_the_one_before(first, last):
    low, high = first, last
    for wider_low, wider_high in wider_ranges(first, last):
        assert (wider_low is None) == (first is None)
        assert (wider_high is None) == (last is None)
        assert low is None or wider_low <= low
        assert high is None or wider_high >= high
        low, high = wider_low, wider_high
