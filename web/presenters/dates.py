"""The date facets: buckets as links that narrow year -> month -> day, a histogram, the way back out."""

from __future__ import annotations

from dataclasses import dataclass

import search
from web.i18n import field_label, period_label
from web.search_state import OPEN_PERIOD, Period, SearchState

BUCKETS_SHOWN = 12
MOST_BUCKETS = 120
SMALLEST_CHART = 2
"""Up to so many buckets the list says it all."""
CHART_WIDTH = 240
CHART_HEIGHT = 56
_GAP = 0.2
_WIDEST_BAR = 22.0
_SMALLEST_BAR = 2.0


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
    """A wider period that contains the chosen one."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class DateFacetView:
    """A date facet. bars: the buckets with hits; shown, more: the same as a list.

    ends: the first and last bucket of the whole axis, empty ones included. is_chart: there is something to compare.
    unlisted: how many buckets have hits, where that is more than are shown, else 0.
    """

    name: str
    label: str
    period: Period
    chosen: str
    bars: tuple[BucketView, ...]
    ends: tuple[str, ...]
    is_chart: bool
    unlisted: int
    shown: tuple[BucketView, ...]
    more: tuple[BucketView, ...]
    missing: int
    clear_href: str
    steps_out: tuple[StepOut, ...]
    is_open: bool


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


def _present(state: SearchState, name: str, facet: search.DateFacet, mirrored: bool) -> DateFacetView:
    highest = max((bucket.count for bucket in facet.buckets), default=0)
    step = CHART_WIDTH / max(1, len(facet.buckets))
    width = min(step * (1 - _GAP), _WIDEST_BAR)
    chosen = state.period(name)
    bars = []
    # Years named in an archive reach back two thousand years, and one vague mention may touch a thousand.
    filled = [position for position, bucket in enumerate(facet.buckets) if bucket.count]
    fullest = sorted(filled, key=lambda position: -facet.buckets[position].count)[:MOST_BUCKETS]
    for position in sorted(fullest):
        bucket = facet.buckets[position]
        narrowed = state.with_dates(bucket.start.isoformat(), bucket.end.isoformat(), facet=name)
        height = bucket.count / highest * CHART_HEIGHT
        place = len(facet.buckets) - 1 - position if mirrored else position
        bars.append(
            BucketView(
                period_label(bucket.start, bucket.end),
                bucket.count,
                narrowed.url(),
                narrowed.period(name) == chosen,
                round(place * step + (step - width) / 2, 2),
                round(width, 2),
                round(max(height, _SMALLEST_BAR), 2),
            )
        )
    return DateFacetView(
        name,
        field_label(name),
        chosen,
        chosen_label(chosen),
        tuple(bars),
        tuple(period_label(bucket.start, bucket.end) for bucket in (facet.buckets[:1] + facet.buckets[-1:])),
        len(facet.buckets) > SMALLEST_CHART,
        len(filled) if len(filled) > MOST_BUCKETS else 0,
        tuple(bars[:BUCKETS_SHOWN]),
        tuple(bars[BUCKETS_SHOWN:]),
        facet.missing,
        state.without_field(name).url(),
        _steps_out(state, name, chosen),
        name == "date" or chosen != OPEN_PERIOD,
    )


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
