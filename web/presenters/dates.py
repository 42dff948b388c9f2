"""The date facets: buckets as links that narrow year -> month -> day, a histogram, the way back out."""

from __future__ import annotations

from dataclasses import dataclass

import search
from web.i18n import field_label, period_label
from web.search_state import OPEN_PERIOD, Period, SearchState

BUCKETS_SHOWN = 12
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
    """A date facet. bars: every bucket, the empty ones too; shown, more: those with hits, as a list."""

    name: str
    label: str
    period: Period
    chosen: str
    bars: tuple[BucketView, ...]
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
    for position, bucket in enumerate(facet.buckets):
        narrowed = state.with_dates(bucket.start.isoformat(), bucket.end.isoformat(), facet=name)
        height = bucket.count / highest * CHART_HEIGHT if highest else 0.0
        place = len(facet.buckets) - 1 - position if mirrored else position
        bars.append(
            BucketView(
                period_label(bucket.start, bucket.end),
                bucket.count,
                narrowed.url(),
                narrowed.period(name) == chosen,
                round(place * step + (step - width) / 2, 2),
                round(width, 2),
                round(max(height, _SMALLEST_BAR) if bucket.count else 0.0, 2),
            )
        )
    filled = tuple(bar for bar in bars if bar.count)
    return DateFacetView(
        name,
        field_label(name),
        chosen,
        chosen_label(chosen),
        tuple(bars),
        filled[:BUCKETS_SHOWN],
        filled[BUCKETS_SHOWN:],
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
