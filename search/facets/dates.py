"""Calendar buckets: years, months or days without gaps, counted over days or over ranges of days."""

from __future__ import annotations

import datetime as dt

import numpy as np
import numpy.typing as npt

from search.facets.columns import RangeColumn
from search.results import DateBucket, DateFacet
from search.types import NO_DAY, Days, Mask

EPOCH = dt.date(1970, 1, 1)
INTERVALS = ("year", "month", "day")
LONGEST_DAY_RANGE = 62
LONGEST_MONTH_RANGE = 36
"""A chosen range of up to 62 days is shown by days, of up to 36 months by months, a longer one by years."""


def to_day(date: dt.date) -> int:
    """Return days since 1970-01-01."""
    return (date - EPOCH).days


def from_day(day: int) -> dt.date:
    """Return the date of a day number."""
    return EPOCH + dt.timedelta(days=day)


def date_facet(days: Days, mask: Mask, chosen: tuple[dt.date | None, dt.date | None]) -> DateFacet:
    """Count the documents of the mask by their day.

    days: (doc_count,) int32, NO_DAY where undated. chosen: the range the reader has filtered by; the
    buckets then cover it one unit finer, else all hits in the coarsest unit that gives two buckets.
    """
    counted = days[mask]
    dated = counted[counted != NO_DAY]
    missing = len(counted) - len(dated)
    span = _span(chosen, int(dated.min()) if len(dated) else None, int(dated.max()) if len(dated) else None)
    if span is None:
        return DateFacet("year", (), missing)
    interval, starts, ends = _buckets(*span, is_chosen=any(chosen))
    inside = dated[(dated >= starts[0]) & (dated <= ends[-1])]
    counts = np.bincount(np.searchsorted(starts, inside, side="right") - 1, minlength=len(starts))
    return DateFacet(interval, _as_buckets(starts, ends, counts), missing)


def range_facet(column: RangeColumn, mask: Mask, chosen: tuple[dt.date | None, dt.date | None]) -> DateFacet:
    """Count the documents of the mask by the ranges they mention; a document counts once in each bucket it touches."""
    counted = mask[column.documents]
    documents, first, last = column.documents[counted], column.first[counted], column.last[counted]
    missing = int(np.count_nonzero(mask)) - len(np.unique(documents))
    span = _span(chosen, int(first.min()) if len(first) else None, int(last.max()) if len(last) else None)
    if span is None:
        return DateFacet("year", (), missing)
    interval, starts, ends = _buckets(*span, is_chosen=any(chosen))
    inside = (last >= starts[0]) & (first <= ends[-1])
    low = np.maximum(np.searchsorted(starts, first[inside], side="right") - 1, 0)
    high = np.searchsorted(starts, last[inside], side="right") - 1
    widths = high - low + 1
    steps = np.arange(int(widths.sum())) - np.repeat(np.cumsum(widths) - widths, widths)
    pairs = np.repeat(documents[inside].astype(np.int64), widths) * len(starts) + np.repeat(low, widths) + steps
    counts = np.bincount(np.unique(pairs) % len(starts), minlength=len(starts))
    return DateFacet(interval, _as_buckets(starts, ends, counts), missing)


def calendar_buckets(interval: str, first: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date]]:
    """Return the first and last day of every year, month or day from the one of `first` to the one of `last`."""
    if interval == "day":
        return [(from_day(day), from_day(day)) for day in range(to_day(first), to_day(last) + 1)]
    if interval == "month":
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        return [(_month_start(month), _month_end(month)) for month in months]
    return [(dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in range(first.year, last.year + 1)]


def _span(
    chosen: tuple[dt.date | None, dt.date | None], earliest: int | None, latest: int | None
) -> tuple[dt.date, dt.date] | None:
    first = chosen[0] or (from_day(earliest) if earliest is not None else chosen[1])
    last = chosen[1] or (from_day(latest) if latest is not None else chosen[0])
    if first is None or last is None:
        return None
    return first, max(first, last)


def _buckets(
    first: dt.date, last: dt.date, *, is_chosen: bool
) -> tuple[str, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    interval = _interval_of_range(first, last) if is_chosen else _coarsest_interval(first, last)
    bounds = calendar_buckets(interval, first, last)
    starts = np.array([to_day(start) for start, _ in bounds], np.int64)
    ends = np.array([to_day(end) for _, end in bounds], np.int64)
    return interval, starts, ends


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


def _as_buckets(
    starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64], counts: npt.NDArray[np.int64]
) -> tuple[DateBucket, ...]:
    rows = zip(starts.tolist(), ends.tolist(), counts.tolist(), strict=True)
    return tuple(DateBucket(from_day(start), from_day(end), count) for start, end, count in rows)
