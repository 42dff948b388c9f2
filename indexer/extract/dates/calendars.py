"""Calendar arithmetic: names of months, years and weeks in, spans of days out.

Not for: words (`vocabulary`) or for choosing a year that was not written (`resolve`).
Hijri dates follow Umm al-Qura (hijridate, 1343-1500 AH); outside that table the tabular civil calendar
is computed, which may differ by a day or two. Dates that do not exist give None, never an error.
"""

from __future__ import annotations

import datetime as dt

from dateutil.relativedelta import relativedelta
from hijridate import Gregorian, Hijri

from indexer.extract.dates.mention import Span
from search.article import Precision

JULIAN_DAY_OF_ORDINAL_ZERO = 1721425
TABULAR_EPOCH = 1948439
"""Julian day before 1 Muharram 1 AH in the civil tabular calendar."""
UMM_AL_QURA_YEARS = range(1343, 1501)
SEASON_MONTHS = {"winter": 1, "spring": 4, "summer": 7, "autumn": 10}
"""First month of each season's three: whole quarters, as ISO-like season values are compared."""


def day_span(year: int, month: int, day: int, *, own_year: bool = True) -> Span | None:
    """Return the one-day span, or None where there is no such day."""
    try:
        date = dt.date(year, month, day)
    except (ValueError, OverflowError):
        return None
    return Span(date, date, "day", own_year=own_year)


def one_day(date: dt.date) -> Span:
    """Return the span of a single day."""
    return Span(date, date, "day")


def months_span(year: int, month: int, count: int, precision: Precision, *, own_year: bool = True) -> Span | None:
    """Return the span of `count` months from the first of this one, or None outside years 1-9999."""
    try:
        first = dt.date(year, month, 1)
        last = first + relativedelta(months=count, days=-1)
    except (ValueError, OverflowError):
        return None
    return Span(first, last, precision, own_year=own_year)


def month_span(year: int, month: int, *, own_year: bool = True) -> Span | None:
    """Return the span of a Gregorian month."""
    return months_span(year, month, 1, "month", own_year=own_year)


def year_span(year: int, *, own_year: bool = True) -> Span | None:
    """Return the span of a Gregorian year."""
    return years_span(year, 1, "year", own_year=own_year)


def years_span(year: int, count: int, precision: Precision, *, own_year: bool = True) -> Span | None:
    """Return the span of `count` years; 1960 and ten give 1960-1969, 1900 and a hundred 1900-1999."""
    if not 1 <= year <= year + count - 1 <= dt.MAXYEAR:
        return None
    return Span(dt.date(year, 1, 1), dt.date(year + count - 1, 12, 31), precision, own_year=own_year)


def week_span(day: dt.date, weeks: int = 0) -> Span | None:
    """Return the ISO week of the day, moved by some weeks.

    Arab weeks begin on Saturday, Sunday or Monday by country; one convention keeps a facet countable.
    """
    try:
        first = day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=weeks)
        return Span(first, first + dt.timedelta(days=6), "week")
    except OverflowError:
        return None


def season_span(year: int, season: str) -> Span | None:
    """Return the three months of a season in a year."""
    return months_span(year, SEASON_MONTHS[season], 3, "season")


def shift_days(day: dt.date, days: int) -> dt.date | None:
    """Return the day so many days later, or None beyond the calendar."""
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return None


def hijri_first_day(year: int, month: int, day: int = 1) -> dt.date | None:
    """Return the Gregorian day of a Hijri date, by Umm al-Qura where its table reaches."""
    if not (1 <= year <= 9000 and 1 <= month <= 12 and 1 <= day <= 30):
        return None
    if year in UMM_AL_QURA_YEARS:
        try:
            converted = Hijri(year, month, day).to_gregorian()
        except (ValueError, OverflowError):
            return None
        return dt.date(converted.year, converted.month, converted.day)
    return _tabular_day(year, month, day)


def _tabular_day(year: int, month: int, day: int) -> dt.date | None:
    """Return the day by the civil tabular calendar: months of 30 and 29 days, 11 leap years in 30."""
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    ordinal = TABULAR_EPOCH + days - JULIAN_DAY_OF_ORDINAL_ZERO
    return dt.date.fromordinal(ordinal) if 1 <= ordinal <= dt.date.max.toordinal() else None


def hijri_day_span(year: int, month: int, day: int, *, own_year: bool = True) -> Span | None:
    """Return the span of one Hijri day."""
    date = hijri_first_day(year, month, day)
    return Span(date, date, "day", "hijri", own_year) if date else None


def hijri_month_span(year: int, month: int, *, own_year: bool = True) -> Span | None:
    """Return the Gregorian days of a Hijri month."""
    after = (year, month + 1) if month < 12 else (year + 1, 1)
    return _hijri_span(hijri_first_day(year, month), hijri_first_day(*after), "month", own_year)


def hijri_years_span(year: int, count: int, precision: Precision, *, own_year: bool = True) -> Span | None:
    """Return the Gregorian days of a Hijri year, decade or century that begins with this year."""
    return _hijri_span(hijri_first_day(year, 1), hijri_first_day(year + count, 1), precision, own_year)


def _hijri_span(first: dt.date | None, after: dt.date | None, precision: Precision, own_year: bool) -> Span | None:
    if first is None or after is None:
        return None
    return Span(first, after - dt.timedelta(days=1), precision, "hijri", own_year)


def hijri_of(day: dt.date) -> tuple[int, int, int] | None:
    """Return the Hijri year, month and day, or None outside the Umm al-Qura table."""
    try:
        converted = Gregorian(day.year, day.month, day.day).to_hijri()
    except (ValueError, OverflowError):
        return None
    return converted.year, converted.month, converted.day
