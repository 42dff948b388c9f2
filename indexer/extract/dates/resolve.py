"""Choosing what was not written: the year of a month, the week of a weekday, against a day of reference.

Not for: pure calendar arithmetic (`calendars`). A reference of None leaves relative forms undated.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from indexer.extract.dates import calendars
from indexer.extract.dates.mention import Span

MONTHS_AHEAD = 8
"""A bare month is in the year of the reference, unless that is 8 months ahead or more (December seen from
January: the one just past) or 9 months behind or more (January seen from December: the next)."""
HIJRI_BY_LOOK = range(1300, 1471)
"""Years read as Hijri without a mark: Saudi papers write عام 1436; news seldom tells of 1436 CE."""
WEEKDAY_FIT_YEARS = 2
"""The year of the reference and its neighbours: a weekday that fits none is the writer's slip, not history."""


@dataclass(frozen=True, slots=True)
class Year:
    """What an expression says of its year.

    number: as written. hijri: marked هـ. year_step: of the year (العام الماضي). step: of the month or day
    itself (شباط المقبل).
    """

    number: int | None = None
    hijri: bool = False
    year_step: int | None = None
    step: int | None = None

    def is_silent(self) -> bool:
        """Return whether nothing at all was said."""
        return self.number is None and self.year_step is None and self.step is None


def joined(first: Span | None, last: Span | None) -> Span | None:
    """Return the interval from the one to the other, or None where it runs backwards."""
    if first is None or last is None or first.first > last.last:
        return None
    return Span(first.first, last.last, "interval", first.calendar, first.own_year or last.own_year)


def days_between(year: int, month: int, days: tuple[int, int], *, own_year: bool) -> Span | None:
    """Return the span from one day of a month to another."""
    first = calendars.day_span(year, month, days[0], own_year=own_year)
    last = calendars.day_span(year, month, days[1], own_year=own_year)
    return first if days[0] == days[1] else joined(first, last)


def shifted_month(reference: dt.date, step: int) -> Span | None:
    """Return the month so many months from the reference."""
    try:
        day = reference.replace(day=1) + relativedelta(months=step)
    except (ValueError, OverflowError):
        return None
    return calendars.month_span(day.year, day.month, own_year=False)


def weekday_before(reference: dt.date, weekday: int) -> dt.date:
    """Return the last such weekday, the reference itself included."""
    return calendars.shift_days(reference, -((reference.weekday() - weekday) % 7)) or reference


def weekday_by_step(reference: dt.date, weekday: int, step: int) -> dt.date:
    """Return the weekday strictly before (-1), around (0) or strictly after (1) the reference."""
    if step == 0:
        return weekday_before(reference, weekday)
    if step < 0:
        back = (reference.weekday() - weekday - 1) % 7 + 1 - 7 * (step + 1)
        return calendars.shift_days(reference, -back) or reference
    forward = (weekday - reference.weekday() - 1) % 7 + 1 + 7 * (step - 1)
    return calendars.shift_days(reference, forward) or reference


def gregorian_days(
    month: int, days: tuple[int, int], year: Year, weekday: int | None, reference: dt.date | None
) -> Span | None:
    """Return days of a Gregorian month, the year chosen where it was not written."""
    if year.number is not None:
        return days_between(year.number, month, days, own_year=True)
    if reference is None:
        return None
    if year.year_step is not None:
        return days_between(reference.year + year.year_step, month, days, own_year=False)
    chosen = _year_by_step(reference, month, days[1], year.step)
    if weekday is not None and year.step is None:
        chosen = year_by_weekday(month, days[0], weekday, chosen)
    return days_between(chosen, month, days, own_year=False)


def year_by_weekday(month: int, day: int, weekday: int, near: int) -> int:
    """Return the year nearest to one given in which the day falls on the weekday, itself if there is none."""
    for distance in range(WEEKDAY_FIT_YEARS):
        for year in (near - distance, near + distance):
            span = calendars.day_span(year, month, day)
            if span and span.first.weekday() == weekday:
                return year
    return near


def _year_by_step(reference: dt.date, month: int, day: int | None, step: int | None) -> int:
    """Return the year of the last, next or nearest such month or day."""
    here = (reference.month, reference.day) if day else (reference.month, 0)
    there = (month, day or 0)
    if step is None:
        ahead = month - reference.month
        return reference.year - (ahead >= MONTHS_AHEAD) + (ahead <= -MONTHS_AHEAD - 1)
    if step < 0:
        return reference.year + step + (there < here)
    if step > 0:
        return reference.year + step - (there > here)
    return reference.year


def hijri_days(month: int, days: tuple[int, int], year: Year, reference: dt.date | None) -> Span | None:
    """Return days of a Hijri month, the year chosen where it was not written."""
    number = _hijri_year(month, days[0], year, reference)
    if number is None:
        return None
    own_year = year.number is not None
    first = calendars.hijri_day_span(number, month, days[0], own_year=own_year)
    last = calendars.hijri_day_span(number, month, days[1], own_year=own_year)
    return first if days[0] == days[1] else joined(first, last)


def hijri_days_by_step(days: tuple[int, int], step: int, reference: dt.date) -> Span | None:
    """Return days of the Hijri month so many months from the one of the reference."""
    here = calendars.hijri_of(reference)
    if here is None:
        return None
    years, month = divmod(here[1] - 1 + step, 12)
    return hijri_days(month + 1, days, Year(here[0] + years), None)


def _hijri_year(month: int, day: int | None, year: Year, reference: dt.date | None) -> int | None:
    if year.number is not None:
        return year.number if year.number <= 1500 else None
    here = calendars.hijri_of(reference) if reference else None
    if here is None:
        return None
    if year.year_step is not None:
        return here[0] + year.year_step
    return _year_by_step_hijri(here, month, day, year.step)


def _year_by_step_hijri(here: tuple[int, int, int], month: int, day: int | None, step: int | None) -> int:
    now, there = (here[1], here[2] if day else 0), (month, day or 0)
    if step is None:
        ahead = month - here[1]
        return here[0] - (ahead >= MONTHS_AHEAD) + (ahead <= -MONTHS_AHEAD - 1)
    if step < 0:
        return here[0] + step + (there < now)
    return here[0] + step - (there > now) if step > 0 else here[0]


def month(number: int, year: Year, reference: dt.date | None, *, hijri: bool) -> Span | None:
    """Return a named month, the year chosen where it was not written."""
    if hijri:
        chosen = _hijri_year(number, None, year, reference)
        own_year = year.number is not None
        return None if chosen is None else calendars.hijri_month_span(chosen, number, own_year=own_year)
    if year.number is not None:
        return calendars.month_span(year.number, number)
    if reference is None:
        return None
    if year.year_step is not None:
        return calendars.month_span(reference.year + year.year_step, number, own_year=False)
    return calendars.month_span(_year_by_step(reference, number, None, year.step), number, own_year=False)


def year(said: Year, reference: dt.date | None) -> Span | None:
    """Return the year that was written or stepped to; Hijri by its mark or by its look."""
    if said.number is not None:
        if said.hijri or said.number in HIJRI_BY_LOOK:
            return calendars.hijri_years_span(said.number, 1, "year")
        return calendars.year_span(said.number)
    if reference is None:
        return None
    return calendars.year_span(reference.year + (said.year_step or 0), own_year=False)


def season_by_step(reference: dt.date, season: str, step: int) -> Span | None:
    """Return the last, this or next such season."""
    here = calendars.season_span(reference.year, season)
    if here is None or step == 0:
        return here
    if step < 0:
        return calendars.season_span(reference.year + step + (here.last < reference), season)
    return calendars.season_span(reference.year + step - (here.first > reference), season)


def ago(reference: dt.date, unit: str, count: int) -> Span | None:
    """Return the day, week, month or year so many units before the reference."""
    if unit == "day":
        day = calendars.shift_days(reference, -count)
        return calendars.one_day(day) if day else None
    if unit == "week":
        return calendars.week_span(reference, -count)
    if unit == "month":
        return shifted_month(reference, -count)
    return calendars.year_span(reference.year - count, own_year=False)
