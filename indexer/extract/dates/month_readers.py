"""Readers of weeks and months, and of so many days, weeks, months or years ago.

Not for: the forms (`patterns`) or arithmetic (`calendars`). A reader returns None
where the words cannot be dated; the next rule is then tried.
"""

from __future__ import annotations

import datetime as dt

from indexer.extract.dates import calendars, context, resolve
from indexer.extract.dates.found import Found, year_of_month
from indexer.extract.dates.mention import Span

LETTERS_BUT_ORDINALS = "xwpW,"
UNIT_OF_LETTER = {"u": "day", "v": "day", "S": "month", "j": "month", "G": "year", "g": "year", "B": "week"}


def read_month(found: Found) -> Span | None:
    """Read a month with or without its year; ambiguous names need a year, a step or شهر."""
    month, letter, year = found.number("month"), found.letter("month"), year_of_month(found)
    if month is None:
        return None
    start = found.match.start()
    before = found.tokens.letters[max(0, start - 2) : start]
    if before.endswith(("d", "df")) or (year.is_silent() and _is_a_name(found, before)):
        return None
    known = context.anniversary_year(found.tokens, start, month, None, found.reference)
    if known and year.is_silent():
        year = resolve.Year(known)
    if letter in "mk" and year.is_silent() and not (set("SV") & set(found.match.group()) or found.listed()):
        return None
    return resolve.month(month, year, found.reference, hijri=letter in "hk")


def _is_a_name(found: Found, before: str) -> bool:
    """Return whether a bare month is a title in quotes, or the end of a place's name: مدينة السادس من أكتوبر."""
    ordinal = {"of": 2, "o": 1}.get(before.lstrip(LETTERS_BUT_ORDINALS), 0)
    start = found.match.start()
    return found.is_quoted() or (ordinal > 0 and context.is_among_movements(found.tokens, start - ordinal))


def read_two_months(found: Found) -> Span | None:
    """Read two months with one year or adjective: شهري يونيو ويوليو الماضيين, يناير - مارس 2020."""
    months = [found.number(name) for name in ("one", "two")]
    hijri = found.letter("one") in "hk"
    spans = [resolve.month(month, year_of_month(found), found.reference, hijri=hijri) for month in months if month]
    return resolve.joined(spans[0], spans[-1]) if all(spans) else None


def read_relative_month(found: Found) -> Span | None:
    """Read الشهر الماضي, هذا الشهر."""
    if found.reference is None or (found.match.group() == "VS" and not found.stands_alone()):
        return None
    return resolve.shifted_month(found.reference, found.number("month_step", "month_step_b") or 0)


def read_week(found: Found) -> Span | None:
    """Read هذا الأسبوع, الأسبوع الماضي."""
    return calendars.week_span(found.reference, found.number("step") or 0) if found.reference else None


def read_week_of_month(found: Found) -> Span | None:
    """Read الأسبوع الأول من سبتمبر: its days 1-7, 8-14, 15-21, 22-28, the last seven."""
    month, nth = read_month(found), found.number("nth")
    if month is None:
        return None
    if nth is None:
        return Span(month.last - dt.timedelta(days=6), month.last, "week", month.calendar, month.own_year)
    first = month.first + dt.timedelta(days=7 * (nth - 1))
    return Span(first, first + dt.timedelta(days=6), "week", month.calendar, month.own_year) if nth <= 4 else None


def read_time_ago(found: Found) -> Span | None:
    """Read قبل ثلاثة أيام; not قبل يومين من …, which counts from something else."""
    place = found.at("unit")
    if place is None or found.reference is None:
        return None
    after = found.match.end() + (found.after() in context.ONLY)
    following = found.tokens.letters[after : after + 1]
    if following and following in "fWEeMmhkAydoaTU(":
        return None
    value, count = found.tokens.values[place], found.number("count")
    unit, dual = value if isinstance(value, tuple) else (UNIT_OF_LETTER[found.tokens.letters[place]], 0)
    uncounted = count is None and not dual and found.tokens.letters[place] in "vgjD"
    if uncounted or found.tokens.folded[place].startswith("ال"):
        return None
    return resolve.ago(found.reference, unit, dual or count or 1)
