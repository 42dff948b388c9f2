"""Readers of days: dates by number or name, day words, weekdays, nights.

Not for: the forms (`patterns`) or arithmetic (`calendars`). A reader returns None
where the words cannot be dated; the next rule is then tried.
"""

from __future__ import annotations

import datetime as dt

from indexer.extract.dates import calendars, context, resolve
from indexer.extract.dates.found import Found, year_of
from indexer.extract.dates.mention import Span
from search.analysis import fold

GREGORIAN_YEARS = range(1000, 2200)
FIRST_OF_MONTH = fold("غرة")


def read_numeric_date(found: Found) -> Span | None:
    """Read 17/10/1436هـ, 2015-08-06, 8.8.2015; day first, unless only month first exists."""
    a, b, c = (found.number(name) for name in "abc")
    if a is None or b is None or c is None:
        return None
    if found.letter("a") == "y":
        year, month, day = a, b, c
    elif found.letter("c") == "y" or found.letter("era") == "c":
        day, month, year = a, b, c
    else:
        return None
    if found.letter("a") == found.letter("c") == "y":
        return None
    if found.letter("era") == "c" or 1300 <= year <= 1500:
        return calendars.hijri_day_span(year, month, day)
    if year not in GREGORIAN_YEARS:
        return None
    if month > 12 >= day:
        day, month = month, day
    return calendars.day_span(year, month, day)


def _days(found: Found) -> tuple[int, int] | None:
    """Return the first and last day of the month that the match lists, or None where they run backwards."""
    start, end = found.match.span("days")
    numbers = [value for value in found.tokens.values[start:end] if isinstance(value, int)]
    last = max(place for place in range(start, end) if found.tokens.letters[place] in "do")
    following = found.tokens.letters[end : end + 1]
    if found.tokens.letters[last] == "o":
        if following not in ("f", "S") and found.tokens.folded[last] != FIRST_OF_MONTH:
            return None
        if start == found.match.start() and context.is_noun(found.tokens, start - 1):
            return None
    if any(not 1 <= number <= 31 for number in numbers) or sorted(numbers) != numbers:
        return None
    return numbers[0], numbers[-1]


def read_days(found: Found) -> Span | None:
    """Read one or several days of a named month: 23 و24 من كانون الثاني 2017."""
    days, month = _days(found), found.number("month")
    if days is None or month is None or found.before() in context.MOVEMENTS:
        return None
    year = year_of(found)
    known = context.anniversary_year(found.tokens, found.match.start(), month, days[0])
    if known and year.is_silent():
        year = resolve.Year(known)
    if found.letter("month") in "hk":
        return resolve.hijri_days(month, days, year, found.reference)
    return resolve.gregorian_days(month, days, year, found.weekday(), found.reference)


def read_days_of_this_month(found: Found) -> Span | None:
    """Read days of this, the last or the next month: 15 من الشهر الجاري."""
    days = _days(found)
    if days is None or found.reference is None:
        return None
    step = found.number("month_step", "step") or 0
    if found.at("step") is not None and (step or found.letter("days") == "o"):
        return None
    month = resolve.shifted_month(found.reference, step)
    return month and resolve.days_between(month.first.year, month.first.month, days, own_year=False)


def read_night(found: Found) -> Span | None:
    """Read the night between two weekdays: ليل الاثنين الثلاثاء."""
    evening, morning = found.number("night"), found.number("morning")
    if evening is None or morning is None or found.reference is None or (evening + 1) % 7 != morning:
        return None
    last = resolve.weekday_before(found.reference, morning)
    return Span(last - dt.timedelta(days=1), last, "interval")


def read_day_word(found: Found) -> Span | None:
    """Read أمس, أول من أمس, غدا, بعد غد, with or without their weekday."""
    offset = found.number("word")
    if offset is None or found.reference is None:
        return None
    if found.letter("word") == "e" and not _is_loose_day(found):
        return None
    if found.match.group().startswith("W") and found.before() in context.PRAYERS:
        return None
    day = calendars.shift_days(found.reference, offset)
    return calendars.one_day(day) if day else None


def _is_loose_day(found: Found) -> bool:
    """Return whether الغد or الأمس is a day here: after part of a day or يوم, before its weekday, or الأمس alone."""
    if len(found.match.group()) > 1:
        return True
    if found.number("word") == -1:
        return found.before() not in context.BETWEEN
    return found.before() in context.FROM_ON and found.written().startswith("ال")


def read_today(found: Found) -> Span | None:
    """Read اليوم, unless it is a paper, a festival, or a day told elsewhere."""
    place = found.at("today")
    if found.reference is None or place is None:
        return None
    if found.before() in context.PAPERS or found.after() in context.DAY_KINDS:
        return None
    letters, start, alone = found.tokens.letters, found.match.start(), found.match.group() == "U"
    if alone and (letters[start - 1 : start] == "i" or found.is_quoted()):
        return None
    if "pt" in letters[max(0, start - 2) : start + 1]:
        return None
    return calendars.one_day(found.reference)


def read_tonight(found: Found) -> Span | None:
    """Read هذه الليلة and الليلة الماضية; bare الليلة is as often a title."""
    if found.reference is None:
        return None
    step = found.number("step")
    if found.at("tonight") is not None and step is None:
        return None
    day = calendars.shift_days(found.reference, step or 0)
    return calendars.one_day(day) if day else None


def read_weekday(found: Found) -> Span | None:
    """Read a weekday: the last one, unless a step or the verbs around it point ahead."""
    weekday, reference = found.number("weekday", "bare"), found.reference
    if weekday is None or reference is None or found.after() in context.WEEKDAY_NAMES:
        return None
    step = found.number("step")
    if step is None:
        step = found.step_of_list()
    if step is None and found.before() in context.PRAYERS:
        return None
    if found.at("week") is not None:
        week = None if step is None else calendars.week_span(reference, step)
        return calendars.one_day(week.first + dt.timedelta(days=weekday)) if week else None
    if step is not None:
        return calendars.one_day(resolve.weekday_by_step(reference, weekday, step))
    if found.ahead is not None and found.tokens.letters[found.match.start() - 2 : found.match.start()] in ("Ww", "Aw"):
        return calendars.one_day(resolve.weekday_by_step(found.ahead, weekday, 1))
    ahead = found.ahead is not None or context.lies_ahead(found.tokens, found.match.start())
    if ahead and weekday != reference.weekday():
        return calendars.one_day(resolve.weekday_by_step(reference, weekday, 1))
    return calendars.one_day(resolve.weekday_before(reference, weekday))


def read_day_and_month_number(found: Found) -> Span | None:
    """Read يوم 11/9: day first, only behind يوم or a weekday, which also tells the calendar."""
    day, month = found.number("day"), found.number("number")
    if day is None or month is None or found.reference is None or not 1 <= month <= 12:
        return None
    weekday, silent = found.weekday(), resolve.Year()
    spans = (
        resolve.gregorian_days(month, (day, day), silent, weekday, found.reference),
        resolve.hijri_days(month, (day, day), silent, found.reference),
    )
    fitting = [span for span in spans if span and (weekday is None or span.first.weekday() == weekday)]
    return fitting[0] if fitting else None
