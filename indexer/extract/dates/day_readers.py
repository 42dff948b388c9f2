"""Readers of days: dates by number or name, day words.

Not for: weekdays (`weekday_readers`), the forms (`patterns`) or arithmetic (`calendars`). A reader returns None
where the words cannot be dated; the next rule is then tried.
"""

from __future__ import annotations

from indexer.extract.dates import calendars, context, resolve
from indexer.extract.dates.found import Found, year_of_month
from indexer.extract.dates.mention import Span
from search.analysis import fold

DATED = ("K", "R")
"""Classes behind which two numbers are day and month: بتاريخ 18/10, الموافق 30/7."""
GREGORIAN_YEARS = range(1000, 2200)
FIRST_OF_MONTH = fold("غرة")
PER = "ب"
"""باليوم is a day's length or "by the day", no day of the calendar."""


def read_numeric_date(found: Found) -> Span | None:
    """Read 17/10/1436هـ, 2015-08-06, 8.8.2015; day first, unless only month first exists."""
    numbers = _year_month_day(found)
    if numbers is None:
        return None
    year, month, day = numbers
    return _numeric_day(found, year, month, day)


def read_numeric_range(found: Found) -> Span | None:
    """Read من 8 إلى 29/11/1433هـ, من 6/11 حتى 1/12/1436هـ: what the first day leaves out, the last one says."""
    first_day, first_month, numbers = found.number("day"), found.number("number"), _year_month_day(found)
    joint = found.match["joint"]
    if numbers is None or first_day is None or (found.match.group().startswith("f") and "r" not in joint):
        return None
    year, month, day = numbers
    first_month = month if first_month is None else first_month
    first = _numeric_day(found, year - (first_month > month), first_month, first_day)
    span = resolve.joined(first, _numeric_day(found, year, month, day))
    return span if span and span.first < span.last else None


def _year_month_day(found: Found) -> tuple[int, int, int] | None:
    """Return year, month and day of a numeric date in the order that they stand in, None where no year is sure."""
    a, b, c = (found.number(name) for name in "abc")
    if a is None or b is None or c is None or found.letter("a") == found.letter("c") == "y":
        return None
    if found.letter("a") == "y":
        return a, b, c
    return (c, b, a) if found.letter("c") == "y" or found.letter("era") == "c" else None


def _numeric_day(found: Found, year: int, month: int, day: int) -> Span | None:
    """Return a day by its numbers, in the calendar that mark or year tell."""
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
    if days is None or month is None or context.is_among_movements(found.tokens, found.match.start()):
        return None
    year = year_of_month(found)
    known = context.anniversary_year(found.tokens, found.match.start(), month, days[0], found.reference)
    if known and year.is_silent():
        year = resolve.Year(known)
    if found.letter("month") in "hk":
        return resolve.hijri_days(month, days, year, found.reference)
    span = resolve.gregorian_days(month, days, year, found.weekday(), found.reference)
    ahead = found.so_far.ahead
    if span and ahead and found.reference and year.is_silent() and span.first < found.reference:
        following = ahead.year + ((month, days[0]) < (ahead.month, ahead.day))
        return resolve.days_between(following, month, days, own_year=False)
    return span


def read_days_of_this_month(found: Found) -> Span | None:
    """Read days of this, the last, the next or the same month: 15 من الشهر الجاري, 20 من الشهر نفسه.

    The month is Hijri where the weekday beside the day fits only there.
    """
    days, previous = _days(found), found.so_far.previous
    if days is None:
        return None
    if found.at("same") is not None and previous is not None:
        there = previous.first
        return resolve.days_between(there.year, there.month, days, own_year=previous.own_year)
    if found.reference is None:
        return None
    step = found.number("month_step", "step") or 0
    if found.at("step") is not None and (step or found.letter("days") == "o"):
        return None
    month, weekday = resolve.shifted_month(found.reference, step), found.weekday()
    span = month and resolve.days_between(month.first.year, month.first.month, days, own_year=False)
    if weekday is not None and (span is None or span.first.weekday() != weekday):
        hijri = resolve.hijri_days_by_step(days, step, found.reference)
        if hijri and hijri.first.weekday() == weekday:
            return hijri
    return span


def read_day_word(found: Found) -> Span | None:
    """Read أمس, أول من أمس, غدا, بعد غد, with or without their weekday."""
    offset = found.number("word")
    if offset is None or found.reference is None:
        return None
    if found.letter("word") == "e" and not _is_loose_day(found):
        return None
    if found.match.group().startswith("W") and found.before() in context.PRAYERS:
        return None
    if found.after() in context.NEED:
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
    letters, start, alone = found.tokens.letters, found.match.start(), found.match.group() == "U"
    if (alone and found.before() in context.PAPERS) or found.after() in context.DAY_KINDS:
        return None
    if alone and (letters[start - 1 : start] == "i" or (found.is_quoted() or found.opens_title())):
        return None
    if "pt" in letters[max(0, start - 2) : start + 1]:
        return None
    if letters[start - 1 : start] == "p" and found.tokens.folded[start - 1] == PER:
        return None
    if alone and letters[max(0, start - 2) : start] == "ew":
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


def read_day_and_month_number(found: Found) -> Span | None:
    """Read يوم 11/9, بتاريخ 18/10, من 18/10 إلى 21/10: day first, behind a word that says so or in a range.

    The calendar is the one whose day falls on the weekday beside it, else the one whose day is nearer.
    """
    start = found.match.start()
    behind = found.tokens.letters[max(0, start - 1) : start]
    if found.reference is None or (
        found.match.group()[0] == "d" and behind not in DATED and found.at("last_day") is None
    ):
        return None
    spans = [_numbered_days(found, hijri=hijri) for hijri in (False, True)]
    weekday, reference = found.weekday(), found.reference
    near = [
        (weekday is not None and span.first.weekday() != weekday, abs((span.first - reference).days), span)
        for span in spans
        if span
    ]
    return min(near, key=lambda choice: choice[:2])[2] if near else None


def _numbered_days(found: Found, *, hijri: bool) -> Span | None:
    """Return the day, or the run of days, that numbers of days and months mean in one calendar."""
    spans = []
    for day, month in (("day", "number"), ("last_day", "last_number")):
        numbers = found.number(day), found.number(month)
        if numbers == (None, None):
            continue
        if numbers[0] is None or numbers[1] is None or not 1 <= numbers[1] <= 12:
            return None
        days = (numbers[0], numbers[0])
        if hijri:
            spans.append(resolve.hijri_days(numbers[1], days, resolve.Year(), found.reference))
        else:
            spans.append(resolve.gregorian_days(numbers[1], days, resolve.Year(), None, found.reference))
    return spans[0] if len(spans) == 1 else resolve.joined(spans[0], spans[-1])
