"""Ranges of days, widened step by step: what to try where a search between two days found nothing."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator

YEARS_MORE = (0, 1, 10)


def wider_ranges(first: dt.date | None, last: dt.date | None) -> Iterator[tuple[dt.date | None, dt.date | None]]:
    """Yield wider ranges, the nearest first: whole months, whole years, a year and ten more at each end."""
    seen = {(first, last)}
    for found in (_months(first, last), *(_years(first, last, more) for more in YEARS_MORE)):
        if found not in seen:
            seen.add(found)
            yield found


def _months(first: dt.date | None, last: dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    low = first and first.replace(day=1)
    high = last and last.replace(day=calendar.monthrange(last.year, last.month)[1])
    return low, high


def _years(first: dt.date | None, last: dt.date | None, more: int) -> tuple[dt.date | None, dt.date | None]:
    low = first and dt.date(max(first.year - more, 1), 1, 1)
    high = last and dt.date(min(last.year + more, 9999), 12, 31)
    return low, high
