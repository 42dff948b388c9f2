"""Calendar buckets: years, months or days without gaps, counted over days or over ranges of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache, partial
from types import ModuleType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.codec.reader import RangeValues
from search.results import DateBucket, DateFacet
from search.types import NO_DAY, Days, DocIds

Chosen = tuple[dt.date | None, dt.date | None]
"""First and last day of a range that a reader has filtered by; None = open."""

EPOCH = dt.date(1970, 1, 1)
INTERVALS = ("year", "month", "day")
LONGEST_DAY_RANGE = 62
LONGEST_MONTH_RANGE = 36
"""A chosen range of up to 62 days is shown by days, of up to 36 months by months, a longer one by years."""


class _Buckets(NamedTuple):
    """starts, ends: (n,) int64 days. first_days, last_days: the same as dates."""

    interval: str
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    first_days: list[dt.date]
    last_days: list[dt.date]


def to_day(date: dt.date) -> int:
    """Return days since 1970-01-01."""
    return (date - EPOCH).days


def from_day(day: int) -> dt.date:
    """Return the date of a day number."""
    return EPOCH + dt.timedelta(days=day)


def date_facet(kernels: ModuleType, days: Sequence[Days], documents: Sequence[DocIds], chosen: Chosen) -> DateFacet:
    """Count documents by their day.

    days: for each segment (doc_count,) int32, NO_DAY where undated. documents: for each segment those to count.
    chosen: the range the reader has filtered by; the buckets then cover it one unit finer, else all documents in the
    coarsest unit that gives two buckets.
    """
    spans = [kernels.day_span(ids, column, NO_DAY) for ids, column in zip(documents, days, strict=True)]
    span, missing = _joined(spans, chosen)
    if span is None:
        return DateFacet("year", (), missing)
    buckets = _buckets(*span, is_chosen=any(chosen))
    starts, ends = buckets.starts, buckets.ends
    by_day = np.zeros(int(ends[-1] - starts[0]) + 1, np.int64)
    for ids, column in zip(documents, days, strict=True):
        kernels.count_days(ids, column, int(starts[0]), by_day)
    counts = by_day if buckets.interval == "day" else np.add.reduceat(by_day, starts - starts[0])
    return _as_facet(buckets, counts, missing)


def range_facet(
    kernels: ModuleType, ranges: Sequence[RangeValues], documents: Sequence[DocIds], chosen: Chosen
) -> DateFacet:
    """Count documents by the ranges they mention; a document counts once in each bucket it touches."""
    spans = [
        kernels.range_span(ids, column.offsets, column.first, column.last)
        for ids, column in zip(documents, ranges, strict=True)
    ]
    span, missing = _joined(spans, chosen)
    if span is None:
        return DateFacet("year", (), missing)
    buckets = _buckets(*span, is_chosen=any(chosen))
    # A last bucket behind all others takes what begins after the range.
    open_starts = np.append(buckets.starts, buckets.ends[-1] + 1)
    counts = np.zeros(len(open_starts), np.int64)
    for ids, column in zip(documents, ranges, strict=True):
        kernels.count_ranges(ids, column.offsets, column.first, column.last, open_starts, counts)
    return _as_facet(buckets, counts[:-1], missing)


def calendar_buckets(interval: str, first: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date]]:
    """Return the first and last day of every year, month or day from the one of `first` to the one of `last`."""
    if interval == "day":
        return [(from_day(day), from_day(day)) for day in range(to_day(first), to_day(last) + 1)]
    if interval == "month":
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        return [(_month_start(month), _month_end(month)) for month in months]
    return [(dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in range(first.year, last.year + 1)]


def _joined(spans: Sequence[tuple[int, int, int]], chosen: Chosen) -> tuple[tuple[dt.date, dt.date] | None, int]:
    """Return the first and last day that the buckets must cover, None without any, and the documents without a day."""
    earliest = min((first for first, last, _ in spans if first <= last), default=None)
    latest = max((last for first, last, _ in spans if first <= last), default=None)
    missing = sum(missing for _, _, missing in spans)
    first = chosen[0] or (from_day(earliest) if earliest is not None else chosen[1])
    last = chosen[1] or (from_day(latest) if latest is not None else chosen[0])
    return None if first is None or last is None else (first, max(first, last)), missing


def _buckets(first: dt.date, last: dt.date, *, is_chosen: bool) -> _Buckets:
    interval = _interval_of_range(first, last) if is_chosen else _coarsest_interval(first, last)
    if interval == "year":
        return _units(interval, dt.date(first.year, 1, 1), dt.date(last.year, 1, 1))
    if interval == "month":
        return _units(interval, first.replace(day=1), last.replace(day=1))
    return _units(interval, first, last)


@lru_cache(maxsize=256)
def _units(interval: str, first: dt.date, last: dt.date) -> _Buckets:
    """Return the units from that of one day to that of another; archives ask for the same ones again and again."""
    bounds = calendar_buckets(interval, first, last)
    starts = np.array([to_day(start) for start, _ in bounds], np.int64)
    ends = np.array([to_day(end) for _, end in bounds], np.int64)
    return _Buckets(interval, starts, ends, [start for start, _ in bounds], [end for _, end in bounds])


def _interval_of_range(first: dt.date, last: dt.date) -> str:
    if (last - first).days < LONGEST_DAY_RANGE:
        return "day"
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return "month" if months <= LONGEST_MONTH_RANGE else "year"


def _coarsest_interval(first: dt.date, last: dt.date) -> str:
    if first.year != last.year:
        return "year"
    return "month" if first.month != last.month else "day"


def _month_start(month: int) -> dt.date:
    return dt.date(month // 12, month % 12 + 1, 1)


def _month_end(month: int) -> dt.date:
    if month == dt.date.max.year * 12 + 11:
        return dt.date.max
    return _month_start(month + 1) - dt.timedelta(days=1)


def _as_facet(buckets: _Buckets, counts: npt.NDArray[np.int64], missing: int) -> DateFacet:
    rows = zip(buckets.first_days, buckets.last_days, counts.tolist(), strict=True)
    # A range of years may have two thousand buckets: made without a Python call for each.
    return DateFacet(buckets.interval, tuple(map(partial(tuple.__new__, DateBucket), rows)), missing)
