"""Counts over time as geometry: bars of one series, lines of several, and the same as rows of a table.

Coordinates are in the units of the drawing, from the left. Not for: which counts (`web.timelines`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import search
from web.i18n import period_label

WIDTH = 720
HEIGHT = 180
MOST_PERIODS = 240
MOST_DOTS = 40
"""With more periods the line says it all."""

_GAP = 0.2
_WIDEST_BAR = 48.0
_SMALLEST_BAR = 1.5


class Bar(NamedTuple):
    """The bar of one period."""

    x: float
    width: float
    height: float


class Dot(NamedTuple):
    """A point of a line."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One year, month or day: the count of each series, and the link to its articles in each."""

    label: str
    cells: tuple[tuple[int, str], ...]
    bar: Bar

    @property
    def count(self) -> int:
        """Return the count of the first series."""
        return self.cells[0][0]

    @property
    def href(self) -> str:
        """Return the link of the first series."""
        return self.cells[0][1]


@dataclass(frozen=True, slots=True)
class Line:
    """One series. number: from 1; colour, dashes and shape go by it. points: as SVG writes them."""

    number: int
    label: str
    points: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its table. ends: the first and the last period. missing: undated articles, all series together.

    cut: earlier periods that are left out.
    """

    rows: tuple[PeriodRow, ...]
    lines: tuple[Line, ...]
    highest: int
    ends: tuple[str, ...]
    missing: int
    cut: int

    @property
    def is_drawn(self) -> bool:
        """Return whether there is anything to compare."""
        return len(self.rows) > 1 and self.highest > 0

    @property
    def filled(self) -> tuple[PeriodRow, ...]:
        """Return the periods in which any series has an article."""
        return tuple(row for row in self.rows if any(count for count, _ in row.cells))


def present_chart(
    labels: Sequence[str],
    facets: Sequence[search.DateFacet],
    link: Callable[[int, str, str], str],
    *,
    mirrored: bool,
) -> Chart:
    """Return the drawing of facets on one axis. link: (series, first day, last day) → URL. mirrored: time runs left."""
    buckets = [facet.buckets for facet in facets]
    cut = max(0, len(buckets[0]) - MOST_PERIODS) if buckets else 0
    periods = list(zip(*(each[cut:] for each in buckets), strict=True))
    highest = max((bucket.count for period in periods for bucket in period), default=0)
    step = WIDTH / max(1, len(periods))
    middles = [((len(periods) - 1 - place if mirrored else place) + 0.5) * step for place in range(len(periods))]
    rows = tuple(
        PeriodRow(
            period_label(period[0].start, period[0].end),
            tuple(
                (bucket.count, link(series, bucket.start.isoformat(), bucket.end.isoformat()))
                for series, bucket in enumerate(period)
            ),
            _bar(middle, step, period[0].count, highest),
        )
        for period, middle in zip(periods, middles, strict=True)
    )
    lines = tuple(
        _line(number, label, middles, [period[number - 1].count for period in periods], highest)
        for number, label in enumerate(labels, 1)
    )
    ends = (rows[0].label, rows[-1].label) if rows else ()
    return Chart(rows, lines, highest, ends, sum(facet.missing for facet in facets), cut)


def _bar(middle: float, step: float, count: int, highest: int) -> Bar:
    width = min(step * (1 - _GAP), _WIDEST_BAR)
    height = max(count / highest * HEIGHT, _SMALLEST_BAR) if count else 0.0
    return Bar(round(middle - width / 2, 2), round(width, 2), round(height, 2))


def _line(number: int, label: str, middles: Sequence[float], counts: Sequence[int], highest: int) -> Line:
    dots = [
        Dot(round(x, 1), round(HEIGHT - count / max(1, highest) * HEIGHT, 1))
        for x, count in zip(middles, counts, strict=True)
    ]
    points = " ".join(f"{dot.x},{dot.y}" for dot in dots)
    return Line(number, label, points, tuple(dots) if len(dots) <= MOST_DOTS else ())
