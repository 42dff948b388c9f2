"""Counts over time as geometry: bars of one series, lines of several, and the same as rows of a table.

Places are percents of the drawing, from the left and from the top, so that a page may stretch it and letters keep
their shape. Not for: which values (`web.presenters.series`), what stands at an axis (`web.presenters.axes`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import search
from web.i18n import number, period_label
from web.parameters import Pair
from web.presenters.axes import GridLine, PeriodAxis, grid_lines, period_axis, top_of
from web.presenters.series import SCALES, Series, notes_of, unit_of_values, wholes_in_words
from web.search_state import SearchState, canonical_period, quoted
from web.timelines import Timelines

MOST_MARKS = 40
"""With more periods the line says it all, and the marks of a period show under the pointer."""

CANVAS = 1000
"""Lines are drawn on so many units a side; the page stretches them, not their strokes."""

_GAP = 0.2
_WIDEST_BAR = 6.0
_LOWEST_BAR = 0.8


@dataclass(frozen=True, slots=True)
class Cell:
    """One series in one period. share: in words, "" where none is asked for. href: "" where there is no article."""

    count: int
    share: str
    href: str


class Mark(NamedTuple):
    """A point of a line. number: of its line. is_alone: there is no line on either side."""

    number: int
    x: float
    y: float
    is_alone: bool


class Bar(NamedTuple):
    """The bar of one period."""

    x: float
    width: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One year, month or day. archive: articles there. wholes: articles there of each of the chart's. x, width: its
    strip. title: all it has, in lines.

    href: what a click on the strip opens, "" where no series has an article. bar: of the first series.
    """

    label: str
    cells: tuple[Cell, ...]
    archive: int
    wholes: tuple[int, ...]
    x: float
    width: float
    title: str
    href: str
    bar: Bar | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One series. number: from 1; colour, dashes and shape go by it. pieces: points as SVG writes them."""

    number: int
    label: str
    pieces: tuple[str, ...]
    last: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its table. unit: what the values are. values, periods: its axes. notes: what it leaves out.

    wholes: what shares are of beside the archive, in words.
    """

    rows: tuple[PeriodRow, ...]
    lines: tuple[Line, ...]
    unit: str
    values: tuple[GridLine, ...]
    periods: PeriodAxis
    notes: tuple[str, ...]
    wholes: tuple[str, ...]
    has_marks: bool

    @property
    def is_drawn(self) -> bool:
        """Return whether there is anything to compare."""
        return len(self.rows) > 1 and any(cell.count for row in self.rows for cell in row.cells)

    @property
    def filled(self) -> tuple[PeriodRow, ...]:
        """Return the periods in which any series has an article."""
        return tuple(row for row in self.rows if any(cell.count for cell in row.cells))

    @property
    def silent(self) -> tuple[PeriodRow, ...]:
        """Return the periods in which the archive has no article."""
        return tuple(row for row in self.rows if not row.archive)


class PeriodUrls:
    """The links that narrow a search to a period, canonical as `SearchState.url`; a chart has hundreds of them."""

    def __init__(self, state: SearchState, path: str = "/search", extra: Iterable[Pair] = ()) -> None:
        """path, extra: as of `SearchState.url`."""
        pairs = [*state.with_dates("2000", "2000").pairs(), *extra]
        place = next(index for index, (name, _value) in enumerate(pairs) if name == "from")
        self._before = path + "?" + "".join(f"{quoted(name)}={quoted(value)}&" for name, value in pairs[:place])
        self._after = "".join(f"&{quoted(name)}={quoted(value)}" for name, value in pairs[place + 2 :])

    def __call__(self, bucket: search.DateBucket) -> str:
        """Return the link to the articles of a period."""
        first, last = canonical_period(bucket.start.isoformat(), bucket.end.isoformat())
        return f"{self._before}from={first}&to={last}{self._after}"


def present_chart(
    labels: Sequence[str],
    timelines: Timelines,
    links: Sequence[Callable[[search.DateBucket], str]],
    open_period: Callable[[search.DateBucket], str],
    *,
    mirrored: bool,
    scale: str = SCALES[0],
) -> Chart:
    """Return the drawing of series on one axis.

    links: of each series to its articles of a period. open_period: where a click on a period leads. mirrored: time runs
    left.
    """
    drawn = Series(timelines, scale)
    top = top_of(drawn.highest, whole=drawn.is_whole)
    marks = _marks(drawn, _starts(drawn, mirrored=mirrored), top)
    rows = tuple(_rows(drawn, labels, links, open_period, mirrored=mirrored, marks=marks, top=top))
    return Chart(
        rows,
        tuple(
            Line(number, label, _pieces(line), next((value for value in reversed(values) if value is not None), 0.0))
            for number, (label, line, values) in enumerate(zip(labels, marks, drawn.values, strict=True), 1)
        ),
        unit_of_values(drawn),
        grid_lines(top, whole=drawn.is_whole),
        period_axis([buckets[0] for buckets in drawn.periods], drawn.interval, mirrored=mirrored),
        notes_of(drawn, labels),
        wholes_in_words(drawn),
        len(rows) <= MOST_MARKS,
    )


def _starts(drawn: Series, *, mirrored: bool) -> list[float]:
    """Return where the strip of each period begins."""
    periods = len(drawn.periods)
    return [(periods - 1 - place if mirrored else place) * _width(drawn) for place in range(periods)]


def _width(drawn: Series) -> float:
    return 100 / max(1, len(drawn.periods))


def _rows(
    drawn: Series,
    labels: Sequence[str],
    links: Sequence[Callable[[search.DateBucket], str]],
    open_period: Callable[[search.DateBucket], str],
    *,
    mirrored: bool,
    marks: Sequence[Sequence[Mark | None]],
    top: float,
) -> Iterator[PeriodRow]:
    width = _width(drawn)
    for place, (start, buckets) in enumerate(zip(_starts(drawn, mirrored=mirrored), drawn.periods, strict=True)):
        label = period_label(buckets[0].start, buckets[0].end)
        cells = tuple(
            Cell(bucket.count, drawn.share_label(series, place), link(bucket) if bucket.count else "")
            for series, (bucket, link) in enumerate(zip(buckets, links, strict=True))
        )
        yield PeriodRow(
            label,
            cells,
            drawn.archive[place],
            tuple(volume[place] for volume in drawn.wholes.values()),
            round(start, 3),
            round(width, 3),
            _title(label, labels, cells),
            open_period(buckets[0]) if any(bucket.count for bucket in buckets) else "",
            _bar(start + width / 2, width, drawn.values[0][place], top),
            tuple(mark for line in marks if (mark := line[place])),
        )


def _marks(drawn: Series, starts: Sequence[float], top: float) -> list[list[Mark | None]]:
    """Return the points of each line; None where it has a gap."""
    middles = [round(start + _width(drawn) / 2, 2) for start in starts]
    lines = []
    for series, values in enumerate(drawn.values, 1):
        there = [False, *(value is not None for value in values), False]
        alone = [not (before or after) for before, after in zip(there, there[2:], strict=False)]
        lines.append(
            [
                None if value is None else Mark(series, middle, round(100 - value / top * 100, 2), is_alone)
                for middle, value, is_alone in zip(middles, values, alone, strict=True)
            ]
        )
    return lines


def _pieces(marks: Sequence[Mark | None]) -> tuple[str, ...]:
    """Return the unbroken pieces of a line."""
    scale = CANVAS / 100
    pieces: list[list[str]] = [[]]
    for mark in marks:
        if mark is None:
            pieces.append([])
        else:
            pieces[-1].append(f"{mark.x * scale:g},{mark.y * scale:g}")
    return tuple(" ".join(piece) for piece in pieces if len(piece) > 1)


def _bar(middle: float, step: float, value: float | None, top: float) -> Bar | None:
    if not value:
        return None
    width = min(step * (1 - _GAP), _WIDEST_BAR)
    height = max(value / top * 100, _LOWEST_BAR)
    return Bar(round(middle - width / 2, 3), round(width, 3), round(100 - height, 2), round(height, 2))


def _title(label: str, labels: Sequence[str], cells: Sequence[Cell]) -> str:
    values = [f"{number(cell.count)} ({cell.share})" if cell.share else number(cell.count) for cell in cells]
    if len(values) == 1:
        return f"{label}: {values[0]}"
    return "\n".join((label, *(f"{name}: {value}" for name, value in zip(labels, values, strict=True))))
