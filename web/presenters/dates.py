"""The date facets: buckets as links that narrow year -> month -> day, a histogram, the way back out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

import search
from web.date_entry import hijri_label, typed_value
from web.i18n import field_label, period_label
from web.search_state import OPEN_PERIOD, TYPED_SUFFIX, Period, SearchState

MOST_BUCKETS = 120
"""Periods on one axis: years that articles mention reach back two thousand."""

ROWS_OPEN = 12
"""Up to so many periods the table stands open."""

SMALLEST_CHART = 1
"""Up to so many buckets there is nothing to compare."""
CHART_WIDTH = 240
CHART_HEIGHT = 56
_GAP = 0.2
_WIDEST_BAR = 36.0
_SMALLEST_BAR = 2.0
_RARE = 0.005
"""The share of all counts that may lie beyond either end of a shortened axis."""


@dataclass(frozen=True, slots=True)
class BucketView:
    """One year, month or day. x, width, height: its bar in the chart, from the side where reading starts."""

    label: str
    count: int
    href: str
    is_chosen: bool
    x: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class StepOut:
    """Another period: a wider one that contains the chosen one, or what lies beyond the axis."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class DateFacetView:
    """A date facet. rows: every period of the axis, empty ones included; bars: those with hits.

    highest: the greatest count. ends: the first and the last period. is_chart: there is something to compare.
    beyond: what lies before and behind a shortened axis. first_name, last_name, typed: the boxes of the range and what
    stands in them. hijri: the chosen range in that calendar, "" where there is none. examples: a first month and a last
    day that the boxes may say, of those there are.
    """

    name: str
    label: str
    chosen: str
    rows: tuple[BucketView, ...]
    bars: tuple[BucketView, ...]
    highest: int
    ends: tuple[str, ...]
    is_chart: bool
    beyond: tuple[StepOut, ...]
    missing: int
    clear_href: str
    steps_out: tuple[StepOut, ...]
    is_open: bool
    is_table_open: bool
    first_name: str
    last_name: str
    typed: Period
    hijri: str
    examples: Period


def present_dates(state: SearchState, results: search.SearchResults, *, mirrored: bool) -> tuple[DateFacetView, ...]:
    """Return the date facets. mirrored: time runs from right to left, as Arabic does."""
    found = ((name, facet) for name, facet in results.facets.items() if isinstance(facet, search.DateFacet))
    return tuple(
        _present(state, name, facet, mirrored)
        for name, facet in found
        if any(bucket.count for bucket in facet.buckets) or state.period(name) != OPEN_PERIOD
    )


def chosen_label(period: Period) -> str:
    """Return a chosen range in words; an open end as an ellipsis."""
    first = search.parse_period(period.first)
    last = search.parse_period(period.last)
    if first and last:
        return period_label(first[0], last[1])
    if first:
        return f"{period_label(*first)} …"
    return f"… {period_label(*last)}" if last else ""


def shorten_axis(counts: Sequence[int], longest: int = MOST_BUCKETS) -> tuple[int, int]:
    """Return the start and end of the window to show: all, or the fullest of the length, its bare ends cut off."""
    if len(counts) <= longest:
        return 0, len(counts)
    sums = [0]
    for count in counts:
        sums.append(sums[-1] + count)
    start = max(range(len(counts) - longest + 1), key=lambda place: (sums[place + longest] - sums[place], place))
    end = start + longest
    rare = _RARE * sums[-1]
    while start < end - 1 and sums[start + 1] <= rare:
        start += 1
    while end > start + 1 and sums[-1] - sums[end - 1] <= rare:
        end -= 1
    return start, end


def _present(state: SearchState, name: str, facet: search.DateFacet, mirrored: bool) -> DateFacetView:
    start, end = shorten_axis([bucket.count for bucket in facet.buckets])
    buckets = facet.buckets[start:end]
    chosen = state.period(name)
    rows = _rows(state, name, buckets, mirrored)
    first, last = ("from", "to") if name == "date" else (f"{name}.from", f"{name}.to")
    return DateFacetView(
        name,
        field_label(name),
        chosen_label(chosen),
        rows,
        tuple(row for row in rows if row.count),
        max((row.count for row in rows), default=0),
        tuple(row.label for row in (rows[:1] + rows[-1:])),
        len(rows) > SMALLEST_CHART,
        _beyond(state, name, facet.buckets, start, end),
        facet.missing,
        state.without_field(name).url(),
        _steps_out(state, name, chosen),
        name == "date" or chosen != OPEN_PERIOD,
        len(rows) <= ROWS_OPEN,
        first + TYPED_SUFFIX,
        last + TYPED_SUFFIX,
        Period(typed_value(chosen.first), typed_value(chosen.last)),
        _hijri(state, chosen),
        Period(buckets[0].start.isoformat()[: len("2021-01")], buckets[-1].end.isoformat()) if buckets else OPEN_PERIOD,
    )


def _rows(
    state: SearchState, name: str, buckets: Sequence[search.DateBucket], mirrored: bool
) -> tuple[BucketView, ...]:
    highest = max((bucket.count for bucket in buckets), default=0) or 1
    step = CHART_WIDTH / max(1, len(buckets))
    width = min(step * (1 - _GAP), _WIDEST_BAR)
    chosen = state.period(name)
    rows = []
    for position, bucket in enumerate(buckets):
        narrowed = state.with_dates(bucket.start.isoformat(), bucket.end.isoformat(), facet=name)
        place = len(buckets) - 1 - position if mirrored else position
        rows.append(
            BucketView(
                period_label(bucket.start, bucket.end),
                bucket.count,
                narrowed.url() if bucket.count else "",
                narrowed.period(name) == chosen,
                round(place * step + (step - width) / 2, 2),
                round(width, 2),
                round(max(bucket.count / highest * CHART_HEIGHT, _SMALLEST_BAR), 2),
            )
        )
    return tuple(rows)


def _beyond(
    state: SearchState, name: str, buckets: Sequence[search.DateBucket], start: int, end: int
) -> tuple[StepOut, ...]:
    """Return the ways to what a shortened axis leaves out, where there is anything."""
    steps = []
    if any(bucket.count for bucket in buckets[:start]):
        first, last = buckets[0].start.isoformat(), buckets[start - 1].end.isoformat()
        shown = period_label(buckets[start].start, buckets[start].end)
        steps.append(StepOut(_("Before %(period)s", period=shown), state.with_dates(first, last, facet=name).url()))
    if any(bucket.count for bucket in buckets[end:]):
        first, last = buckets[end].start.isoformat(), buckets[-1].end.isoformat()
        shown = period_label(buckets[end - 1].start, buckets[end - 1].end)
        steps.append(StepOut(_("After %(period)s", period=shown), state.with_dates(first, last, facet=name).url()))
    return tuple(steps)


def _hijri(state: SearchState, chosen: Period) -> str:
    first, last = search.parse_period(chosen.first), search.parse_period(chosen.last)
    return hijri_label(first[0], last[1], arabic=state.lang == "ar") if first and last else ""


def _steps_out(state: SearchState, name: str, chosen: Period) -> tuple[StepOut, ...]:
    """Return the month and year around a chosen day or month, widest first."""
    first, last = search.parse_period(chosen.first), search.parse_period(chosen.last)
    if not first or not last:
        return ()
    start, end = first[0].isoformat(), last[1].isoformat()
    steps = []
    for length in (len("2021"), len("2021-01")):
        wider = search.parse_period(start[:length])
        if start[:length] == end[:length] and wider and wider != (first[0], last[1]):
            href = state.with_dates(start[:length], start[:length], facet=name).url()
            steps.append(StepOut(period_label(*wider), href))
    return tuple(steps)
