"""Readers of weekdays: alone, in a row, and the nights between them.

Not for: which way a bare weekday points (`direction`), the forms (`patterns`) or arithmetic (`calendars`). A reader
returns None where the words cannot be dated; the next rule is then tried.
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from indexer.extract.dates import calendars, context, resolve
from indexer.extract.dates.direction import lies_ahead
from indexer.extract.dates.found import Found
from indexer.extract.dates.mention import Span


def read_night(found: Found) -> Span | None:
    """Read the night between two weekdays: ليل الاثنين الثلاثاء."""
    evening, morning = found.number("night"), found.number("morning")
    if evening is None or morning is None or found.reference is None or (evening + 1) % 7 != morning:
        return None
    last = resolve.weekday_before(found.reference, morning)
    return Span(last - dt.timedelta(days=1), last, "interval")


def read_weekday(found: Found) -> Span | None:
    """Read a weekday: the last one, unless a step or the verbs around it point ahead."""
    weekday, reference = found.number("weekday", "bare"), found.reference
    if weekday is None or reference is None or found.after() in context.WEEKDAY_NAMES:
        return None
    if found.match.group() == "W" and context.is_surname(found.tokens, found.match.start()):
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
    if found.so_far.ahead is not None and found.tokens.letters[found.match.start() - 2 : found.match.start()] in (
        "Ww",
        "Aw",
    ):
        return calendars.one_day(resolve.weekday_by_step(found.so_far.ahead, weekday, 1))
    return calendars.one_day(_bare_weekday(found, weekday, reference, found.match.end() - 1))


def _bare_weekday(found: Found, weekday: int, reference: dt.date, last: int) -> dt.date:
    """Return the day of a weekday without a step, by what the text fixed before or the verbs around it.

    last: the last token of the expression.
    """
    if weekday == reference.weekday():
        return reference
    if found.tokens.letters[found.match.start() - 1 : found.match.start()] == "t":
        return resolve.weekday_by_step(reference, weekday, 1)
    if weekday in found.so_far.known:
        return found.so_far.known[weekday]
    if found.so_far.ahead is not None or lies_ahead(found.tokens, found.match.start(), last):
        return resolve.weekday_by_step(reference, weekday, 1)
    return resolve.weekday_before(reference, weekday)


def read_weekdays(found: Found) -> Span | None:
    """Read weekdays in a row: يومي الخميس والجمعة الماضيين."""
    start, end = found.match.span()
    days = [
        value
        for letter, value in zip(found.tokens.letters[start:end], found.tokens.values[start:end], strict=True)
        if letter == "W" and isinstance(value, int)
    ]
    if found.reference is None or any((one + 1) % 7 != two for one, two in pairwise(days)):
        return None
    step, length = found.number("step"), dt.timedelta(days=len(days) - 1)
    if step is None:
        first = _bare_weekday(found, days[0], found.reference, end - 1)
    elif step < 0:
        first = resolve.weekday_by_step(found.reference, days[-1], step) - length
    else:
        first = resolve.weekday_by_step(found.reference, days[0], step)
    return Span(first, first + length, "interval")
