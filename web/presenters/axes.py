"""What stands at the axes of a chart: round values with their lines, and periods with labels that do not meet."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from babel import Locale
from babel.dates import format_date, format_skeleton

import search
from web.i18n import date_locale, number

MOST_STEPS = 4
_ROUND = (1, 2, 2.5, 5, 10)

PHONE_PIXELS, DESK_PIXELS = 290, 640
"""Drawings are at least so wide; labels are chosen for both."""

_LETTER_PIXELS = 6.6
_PIXELS_BETWEEN = 10
_OVERHANG_PIXELS = 14
"""A label may reach so far out of the drawing, into the margin of the page."""

_MONTH_STEPS = (1, 2, 3, 6, 12)
_YEAR_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
_MOST_TICKS = 9
_EVERY_DAY_UP_TO = 12
_WEEKS_UP_TO_DAYS = 62


class GridLine(NamedTuple):
    """A round value. y: percent from the top."""

    label: str
    y: float


class PeriodTick(NamedTuple):
    """A period that is marked. x: percent from the left. note: the year below. anchor: as of SVG's `text-anchor`.

    label: "" where another would meet it. is_wide: a phone has no room for the label.
    """

    x: float
    label: str
    note: str
    anchor: str
    is_wide: bool


def top_of(highest: float, *, whole: bool) -> float:
    """Return the round value at which an axis ends. whole: values are numbers of things."""
    step = _step_of(highest, whole=whole)
    return max(1, math.ceil(round(highest / step, 6))) * step


def grid_lines(top: float, *, whole: bool) -> tuple[GridLine, ...]:
    """Return the values of an axis, the greatest first, zero last."""
    steps = round(top / _step_of(top, whole=whole))
    return tuple(
        GridLine(
            number(round(top * place / steps)) if whole else short_number(top * place / steps),
            round(100 - place / steps * 100, 2),
        )
        for place in range(steps, -1, -1)
    )


def short_number(value: float) -> str:
    """Return a number with two digits that count.

    >>> [short_number(value) for value in (0, 0.052, 0.5, 3.14159, 12.6, 100)]
    ['0', '0.052', '0.5', '3.1', '13', '100']
    """
    return number(round(value)) if value >= 10 else f"{value:.2g}"


def period_ticks(periods: Sequence[search.DateBucket], interval: str, *, mirrored: bool) -> tuple[PeriodTick, ...]:
    """Return the periods to mark: first days of weeks or months, round months or years."""
    starts = [period.start for period in periods]
    chosen = list(_chosen(starts, interval))
    ticks = []
    year = None
    for place in chosen:
        day = starts[place]
        middle = (place + 0.5) / len(periods) * 100
        label, own = _label(
            day, interval, is_yearly=len(chosen) > 1 and all(starts[item].month == 1 for item in chosen)
        )
        note = "" if not own or day.year == year else own
        year = day.year
        ticks.append(PeriodTick(round(100 - middle if mirrored else middle, 2), label, note, "middle", is_wide=False))
    on_phone = _that_fit(ticks, PHONE_PIXELS)
    at_desk = _that_fit(ticks, DESK_PIXELS)
    return tuple(
        tick._replace(
            label=tick.label if place in at_desk | on_phone else "",
            note=tick.note if place in at_desk | on_phone else "",
            anchor=_anchor(tick, is_first_end=(tick.x > 50) == mirrored),
            is_wide=place not in on_phone,
        )
        for place, tick in enumerate(ticks)
    )


def _step_of(highest: float, *, whole: bool) -> float:
    """Return the smallest round step of which four reach the highest value."""
    if highest <= 0:
        return 1
    power = 10.0 ** math.floor(math.log10(highest / MOST_STEPS))
    steps = (factor * power for factor in _ROUND)
    return next(
        step
        for step in (*steps, 20 * power)
        if round(highest / step, 6) <= MOST_STEPS and (not whole or (step >= 1 and float(step).is_integer()))
    )


def _chosen(starts: Sequence[dt.date], interval: str) -> Iterator[int]:
    if interval == "day":
        yield from _chosen_days(starts)
    elif interval == "month":
        step = next((step for step in _MONTH_STEPS if len(starts) / step <= _MOST_TICKS), _MONTH_STEPS[-1])
        yield from (place for place, day in enumerate(starts) if (day.month - 1) % step == 0)
    else:
        step = next((step for step in _YEAR_STEPS if len(starts) / step < _MOST_TICKS), _YEAR_STEPS[-1])
        yield from (place for place, day in enumerate(starts) if day.year % step == 0)


def _chosen_days(starts: Sequence[dt.date]) -> Iterator[int]:
    if len(starts) <= _EVERY_DAY_UP_TO:
        yield from range(len(starts))
        return
    weekly = len(starts) <= _WEEKS_UP_TO_DAYS
    first_of_week = _first_day_of_week()
    for place, day in enumerate(starts):
        if (day.weekday() == first_of_week) if weekly else day.day in (1, 15):
            yield place


def _first_day_of_week() -> int:
    """Return the day, from 0 for Monday; of Arabic of no country Sunday, with which most Arab working weeks begin."""
    locale = date_locale()
    return int(Locale.parse("ar_SA" if locale == "ar" else locale).first_week_day)


def _label(day: dt.date, interval: str, *, is_yearly: bool) -> tuple[str, str]:
    """Return the label of a period and the year to write below."""
    locale = date_locale()
    year = str(format_skeleton("y", day, locale=locale))
    if interval == "year" or (interval == "month" and is_yearly):
        return year, ""
    if interval == "month":
        return str(format_date(day, "LLL", locale=locale)), year
    return str(format_skeleton("MMMd", day, locale=locale)), year


def _that_fit(ticks: Sequence[PeriodTick], pixels: int) -> set[int]:
    """Return which labels to write so that none meets another; as many as every so-and-so-many-th gives."""
    half = max((len(tick.label) for tick in ticks), default=0) * _LETTER_PIXELS / 2
    if len(ticks) < 2:
        return set(range(len(ticks)))
    between = min(abs(one.x - other.x) for one, other in pairwise(ticks)) / 100 * pixels
    every = max(1, math.ceil((2 * half + _PIXELS_BETWEEN) / between))
    noted = next((place for place, tick in enumerate(ticks) if place and tick.note), 0)
    return {place for place in range(len(ticks)) if place % every == noted % every}


def _anchor(tick: PeriodTick, *, is_first_end: bool) -> str:
    """Return by which of its sides a label hangs: near an end of the drawing, the one towards that end."""
    room = min(tick.x, 100 - tick.x) / 100 * PHONE_PIXELS + _OVERHANG_PIXELS
    if len(tick.label) * _LETTER_PIXELS / 2 <= room:
        return "middle"
    return "start" if is_first_end else "end"
