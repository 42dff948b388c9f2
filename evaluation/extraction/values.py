"""The values of annotated dates as days: 2015-08-06, 2013-12, 2008, 2015-W30, 2012-Q1, 2012-H2, 2012-SU, 196, 19, a/b.

Written apart from what finds dates, so that one mistake cannot be on both sides.
"""

from __future__ import annotations

import calendar
import datetime as dt
from functools import lru_cache
from typing import NamedTuple

from hijridate import Hijri

SEASONS = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}
"""First month of the three that a season is compared as."""

WEEK_TOLERANCE = 2
"""Days: weeks begin on Saturday, Sunday or Monday."""

HIJRI_TOLERANCE = 3
"""Days: tabular and observed calendars differ."""


class Days(NamedTuple):
    """First and last day, and by how many days either may differ."""

    first: dt.date
    last: dt.date
    tolerance: int = 0

    def agrees(self, first: dt.date, last: dt.date) -> bool:
        """Return whether other days are these."""
        return abs((first - self.first).days) <= self.tolerance and abs((last - self.last).days) <= self.tolerance


@lru_cache(maxsize=10_000)
def days_of(value: str) -> Days:
    """Return the days of a value. Raises ValueError where it is none."""
    if "/" in value:
        one, _, two = value.partition("/")
        return Days(days_of(one).first, days_of(two).last)
    if value.startswith("AH-"):
        year = int(value[3:])
        return Days(_gregorian(year, 1), _gregorian(year + 1, 1) - dt.timedelta(days=1), HIJRI_TOLERANCE)
    head, _, tail = value.partition("-")
    if not tail:
        years = {4: 1, 3: 10, 2: 100}.get(len(value))
        if years is None:
            raise ValueError(value)
        return _months(int(value) * years, 1, 12 * years)
    if tail[0] == "W" and tail[1:].isdigit():
        monday = dt.date.fromisocalendar(int(head), int(tail[1:]), 1)
        return Days(monday, monday + dt.timedelta(days=6), WEEK_TOLERANCE)
    if tail[0] in "QH" and tail[1:].isdigit():
        size = 3 if tail[0] == "Q" else 6
        return _months(int(head), size * (int(tail[1:]) - 1) + 1, size)
    if tail in SEASONS:
        return _months(int(head), SEASONS[tail], 3)
    if "-" in tail:
        day = dt.date.fromisoformat(value)
        return Days(day, day)
    return _months(int(head), int(tail), 1)


def _months(year: int, month: int, count: int) -> Days:
    """Return the days of some months in a row."""
    last = month + count - 1
    last_year, last_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return Days(
        dt.date(max(year, 1), month, 1),
        dt.date(last_year, last_month, calendar.monthrange(last_year, last_month)[1]),
    )


def _gregorian(year: int, month: int) -> dt.date:
    """Return the first day of a Hijri month; years that the tables do not reach by the mean year of the calendar."""
    try:
        day = Hijri(year, month, 1).to_gregorian()
        return dt.date(day.year, day.month, day.day)
    except (ValueError, OverflowError):
        return dt.date(622, 7, 19) + dt.timedelta(days=round((year - 1) * 354.367))
