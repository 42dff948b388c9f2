from __future__ import annotations

import datetime as dt
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.facets.columns import RangeColumn
from search.facets.dates import calendar_buckets, date_facet, from_day, range_facet, to_day
from search.types import NO_DAY


def facet(*days, chosen=(None, None)):
    column = np.array([NO_DAY if day is None else to_day(dt.date.fromisoformat(day)) for day in days], np.int32)
    return date_facet(column, np.ones(len(days), np.bool_), chosen)


def counts(found):
    return [(bucket.start.isoformat(), bucket.count) for bucket in found.buckets]


def test_without_a_range_the_coarsest_unit_with_two_buckets_is_taken():
    assert facet("2017-01-23", "2021-01-26").interval == "year"
    assert facet("2021-01-23", "2021-03-26").interval == "month"
    assert facet("2021-01-23", "2021-01-26").interval == "day"
    assert facet("2021-01-26").interval == "day"


def test_buckets_without_hits_are_filled():
    assert counts(facet("2017-06-01", "2019-06-01", "2019-07-01")) == [
        ("2017-01-01", 1),
        ("2018-01-01", 0),
        ("2019-01-01", 2),
    ]


def test_a_chosen_year_gives_months_and_a_chosen_month_days():
    year = facet("2020-05-05", "2021-01-26", chosen=(dt.date(2021, 1, 1), dt.date(2021, 12, 31)))
    assert (year.interval, len(year.buckets), year.buckets[0].count) == ("month", 12, 1)
    month = facet("2021-01-26", chosen=(dt.date(2021, 2, 1), dt.date(2021, 2, 28)))
    assert (month.interval, len(month.buckets)) == ("day", 28)


def test_undated_documents_are_missing_and_in_no_bucket():
    found = facet("2021-01-26", None, None)
    assert (found.missing, sum(bucket.count for bucket in found.buckets)) == (2, 1)
    assert facet(None).buckets == ()


def test_a_half_open_range_ends_where_the_hits_end():
    found = facet("2021-01-05", "2021-03-10", chosen=(dt.date(2021, 2, 1), None))
    assert (found.buckets[0].start, found.buckets[-1].end) == (dt.date(2021, 2, 1), dt.date(2021, 3, 10))


def test_a_document_counts_once_in_each_bucket_that_its_ranges_touch():
    ranges = [("2017-01-23", "2017-01-24"), ("2017-05-01", "2018-05-01"), ("2016-12-31", "2016-12-31")]
    first, last = np.array([[to_day(dt.date.fromisoformat(day)) for day in pair] for pair in ranges], np.int32).T
    column = RangeColumn(np.array([0, 2, 3, 3], np.int64), first, last)
    found = range_facet(column, np.ones(3, np.bool_), (None, None))
    assert counts(found) == [("2016-01-01", 1), ("2017-01-01", 1), ("2018-01-01", 1)]
    assert found.missing == 1


@pytest.mark.parametrize("interval", ["year", "month", "day"])
@given(data=st.data())
def test_buckets_tile_the_calendar(interval, data):
    first = data.draw(st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)))
    days = data.draw(st.integers(0, 800))
    last = from_day(min(to_day(first) + days, to_day(dt.date.max)))
    buckets = calendar_buckets(interval, first, last)
    assert buckets[0][0] <= first <= buckets[0][1]
    assert buckets[-1][0] <= last <= buckets[-1][1]
    for (_, end), (start, _) in pairwise(buckets):
        assert (start - end).days == 1
