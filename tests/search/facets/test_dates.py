"""Date facets: which buckets there are, and their counts against brute force."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.codec.reader import RangeValues
from search.execution import plain
from search.execution.kernels import load_kernels
from search.facets.dates import calendar_buckets, date_facet, from_day, range_facet, to_day
from search.types import NO_DAY
from tests.strategies import read_only

OPEN = (None, None)
both = pytest.mark.parametrize("kernels", [plain, load_kernels()], ids=["numpy", "served"])


def days_column(days):
    return read_only([NO_DAY if day is None else to_day(day) for day in days], np.int32)


def ranges_column(rows):
    pairs = [[to_day(first), to_day(last)] for row in rows for first, last in row]
    first, last = np.array(pairs, np.int32).reshape(-1, 2).T
    offsets = np.cumsum([0, *map(len, rows)])
    return RangeValues(read_only(offsets, np.uint32), read_only(first, np.int32), read_only(last, np.int32))


def every(rows):
    return np.arange(len(rows), dtype=np.uint32)


def facet(*days, chosen=OPEN):
    dates = [None if day is None else dt.date.fromisoformat(day) for day in days]
    return date_facet(load_kernels(), [days_column(dates)], [every(days)], chosen)


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
    found = facet("2021-01-05", "2021-03-10", chosen=(None, dt.date(2021, 2, 1)))
    assert (found.buckets[0].start, found.buckets[-1].end) == (dt.date(2021, 1, 5), dt.date(2021, 2, 1))


def test_a_range_behind_all_hits_has_one_empty_bucket():
    found = facet("2021-01-05", chosen=(dt.date(2022, 2, 1), None))
    assert counts(found) == [("2022-02-01", 0)]


def test_a_chosen_range_without_any_hit_still_has_its_buckets():
    found = facet(chosen=(dt.date(2021, 2, 1), dt.date(2021, 2, 3)))
    assert counts(found) == [("2021-02-01", 0), ("2021-02-02", 0), ("2021-02-03", 0)]


def test_a_document_counts_once_in_each_bucket_that_its_ranges_touch():
    day = dt.date.fromisoformat
    rows = [
        [(day("2017-01-23"), day("2017-01-24")), (day("2017-05-01"), day("2018-05-01"))],
        [(day("2016-12-31"), day("2016-12-31"))],
        [],
    ]
    found = range_facet(load_kernels(), [ranges_column(rows)], [every(rows)], OPEN)
    assert counts(found) == [("2016-01-01", 1), ("2017-01-01", 1), ("2018-01-01", 1)]
    assert found.missing == 1


# Against brute force

some_days = st.one_of(
    st.dates(dt.date(2020, 11, 20), dt.date(2021, 2, 10)),
    st.dates(dt.date(2015, 1, 1), dt.date(2021, 12, 31)),
    st.sampled_from((dt.date(1, 1, 1), dt.date(1969, 12, 31), dt.date.max)),
)
ranges = st.tuples(some_days, some_days).map(sorted).map(tuple)
chosen_ranges = st.one_of(
    st.just(OPEN), ranges, some_days.map(lambda day: (day, None)), some_days.map(lambda day: (None, day))
)


def archives(row):
    """For each segment its documents, each with what `row` gives and whether it is counted."""
    return st.lists(st.lists(st.tuples(row, st.booleans()), max_size=6), min_size=1, max_size=3)


def counted(archive):
    return [np.array([doc for doc, (_, is_hit) in enumerate(segment) if is_hit], np.uint32) for segment in archive]


def assert_covers(found, first, last, chosen):
    """The buckets are whole units, without gaps, from the first to the last day that they must cover."""
    start = chosen[0] or first
    end = max(start, chosen[1] or last)
    assert [bucket[:2] for bucket in found.buckets] == calendar_buckets(found.interval, start, end)


@both
@given(archive=archives(st.none() | some_days), chosen=chosen_ranges)
def test_counts_by_day(kernels, archive, chosen):
    columns = [days_column([day for day, _ in segment]) for segment in archive]
    found = date_facet(kernels, columns, counted(archive), chosen)
    hits = [day for segment in archive for day, is_hit in segment if is_hit]
    dated = [day for day in hits if day]
    assert found.missing == hits.count(None)
    if dated:
        assert_covers(found, min(dated), max(dated), chosen)
    for bucket in found.buckets:
        assert bucket.count == sum(bucket.start <= day <= bucket.end for day in dated)


@both
@given(archive=archives(st.lists(ranges, max_size=3)), chosen=chosen_ranges)
@example([[([(dt.date.max, dt.date.max)], True)]], OPEN)
def test_counts_by_range(kernels, archive, chosen):
    columns = [ranges_column([row for row, _ in segment]) for segment in archive]
    found = range_facet(kernels, columns, counted(archive), chosen)
    hits = [row for segment in archive for row, is_hit in segment if is_hit]
    assert found.missing == hits.count([])
    pairs = [pair for row in hits for pair in row]
    if pairs:
        assert_covers(found, min(first for first, _ in pairs), max(last for _, last in pairs), chosen)
    for bucket in found.buckets:
        touching = [row for row in hits if any(first <= bucket.end and last >= bucket.start for first, last in row)]
        assert bucket.count == len(touching)


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
