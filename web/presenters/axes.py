"""What stands at the axes of a chart: round values with their lines, and periods with labels that do not meet."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from babel import Locale
from babel.dates import get_month_names

import search
from web.i18n import current_language, date_locale, number

MOST_STEPS = 4
_ROUND = (1, 2, 2.5, 5, 10)

PHONE_PIXELS, DESK_PIXELS = 290, 640
"""Drawings are at least so wide; labels are chosen for each."""

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


class PeriodLabel(NamedTuple):
    """What stands below a period. x: percent from the left. note: the year, where the label before is of another.

    anchor: as of SVG's `text-anchor`.
    """

    x: float
    text: str
    note: str
    anchor: str


class PeriodAxis(NamedTuple):
    """The periods that are marked. lines: percents from the left. labels: at a desk. on_phone: of a narrow drawing."""

    lines: tuple[float, ...]
    labels: tuple[PeriodLabel, ...]
    on_phone: tuple[PeriodLabel, ...]


class _Tick(NamedTuple):
    """A period that may have a label. year: "" where the label says it."""

    x: float
    text: str
    year: str


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


def period_axis(periods: Sequence[search.DateBucket], interval: str, *, mirrored: bool) -> PeriodAxis:
    """Return the periods to mark: first days of weeks or months, round months or years."""
    ticks = _ticks([period.start for period in periods], interval, mirrored=mirrored)
    return PeriodAxis(
        tuple(tick.x for tick in ticks),
        tuple(_labels(ticks, DESK_PIXELS, mirrored=mirrored)),
        tuple(_labels(ticks, PHONE_PIXELS, mirrored=mirrored)),
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


def _ticks(starts: Sequence[dt.date], interval: str, *, mirrored: bool) -> list[_Tick]:
    chosen = list(_chosen(starts, interval))
    is_yearly = interval == "year" or (
        interval == "month" and len(chosen) > 1 and all(starts[place].month == 1 for place in chosen)
    )
    ticks = []
    for place in chosen:
        middle = (place + 0.5) / len(starts) * 100
        x = round(100 - middle if mirrored else middle, 2)
        year = str(starts[place].year)
        ticks.append(_Tick(x, year, "") if is_yearly else _Tick(x, _short_label(starts[place], interval), year))
    return ticks


def _short_label(day: dt.date, interval: str) -> str:
    """Return the name of a month, of a day with the number before it in Arabic, after it in English.

    Names are asked for by their own context: Babel fills the others in by the locale that asks first.
    """
    is_arabic = current_language() == "ar"
    names = get_month_names("wide" if is_arabic else "abbreviated", context="format", locale=date_locale())
    month = str(names[day.month])
    if interval == "month":
        return month
    return f"{day.day} {month}" if is_arabic else f"{month} {day.day}"


def _labels(ticks: Sequence[_Tick], pixels: int, *, mirrored: bool) -> Iterator[PeriodLabel]:
    """Yield as many labels as a drawing has room for."""
    year = ""
    for tick in _that_fit(ticks, pixels):
        note = tick.year if tick.year != year else ""
        year = tick.year
        yield PeriodLabel(tick.x, tick.text, note, _anchor(tick, pixels, is_first_end=(tick.x > 50) == mirrored))


def _that_fit(ticks: Sequence[_Tick], pixels: int) -> Iterable[_Tick]:
    """Return every so-and-so-many-th, so that no label meets another; the first of a year among them, where one is."""
    if len(ticks) < 2:
        return ticks
    widest = max(len(text) for tick in ticks for text in (tick.text, tick.year)) * _LETTER_PIXELS
    between = min(abs(one.x - other.x) for one, other in pairwise(ticks)) / 100 * pixels
    every = max(1, math.ceil((widest + _PIXELS_BETWEEN) / between))
    first_of_year = next((place for place in range(1, len(ticks)) if ticks[place].year != ticks[place - 1].year), 0)
    return ticks[first_of_year % every :: every]


def _anchor(tick: _Tick, pixels: int, *, is_first_end: bool) -> str:
    """Return by which of its sides a label hangs: near an end of the drawing, the one towards that end."""
    room = min(tick.x, 100 - tick.x) / 100 * pixels + _OVERHANG_PIXELS
    if len(tick.text) * _LETTER_PIXELS / 2 <= room:
        return "middle"
    return "start" if is_first_end else "end"
