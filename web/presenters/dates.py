"""The date facets: buckets as links that narrow year -> month -> day, a histogram, the way back out."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

import search
from web.date_entry import Days, hijri_label, typed_value
from web.i18n import field_label, period_label
from web.search_state import DATE_PARAMETERS, OPEN_PERIOD, TYPED_SUFFIX, Period, SearchState

BOUNDS = {
    name: tuple(bound for bound, (facet, _place) in DATE_PARAMETERS.items() if facet == name)
    for name in search.DATE_FACETS
}
"""The parameters of both ends of each date facet."""

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
class LastPeriod:
    """The last week, month or year of the archive. days: its first and last day, in words."""

    label: str
    days: str
    href: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class DateFacetView:
    """A date facet. rows: every period of the axis, empty ones included; bars: those with hits.

    highest: the greatest count. ends: the first and the last period. is_chart: there is something to compare.
    beyond: what lies before and behind a shortened axis. first_name, last_name, typed: the boxes of the range and what
    stands in them. refused: which of them hold what was left out. last_periods: those of the archive, up
    to last_day. hijri: the chosen range in that calendar, "" where there is none. examples: a first month and a last
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
    refused: tuple[str, ...]
    last_periods: tuple[LastPeriod, ...]
    last_day: str
    hijri: str
    examples: Period


def present_dates(
    state: SearchState, results: search.SearchResults, *, mirrored: bool, archive: Days | None = None
) -> tuple[DateFacetView, ...]:
    """Return the date facets.

    mirrored: time runs from right to left, as Arabic does. archive: its first and last day of publication.
    """
    found = ((name, facet) for name, facet in results.facets.items() if isinstance(facet, search.DateFacet))
    return tuple(
        _present(state, name, facet, mirrored, archive if name == "date" else None)
        for name, facet in found
        if any(bucket.count for bucket in facet.buckets) or state.period(name) != OPEN_PERIOD or _refused(state, name)
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


def _present(
    state: SearchState, name: str, facet: search.DateFacet, mirrored: bool, archive: Days | None
) -> DateFacetView:
    start, end = shorten_axis([bucket.count for bucket in facet.buckets])
    buckets = facet.buckets[start:end]
    chosen = state.period(name)
    rows = _rows(state, name, buckets, mirrored)
    first, last = BOUNDS[name]
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
        name == "date" or chosen != OPEN_PERIOD or bool(_refused(state, name)),
        len(rows) <= ROWS_OPEN,
        first + TYPED_SUFFIX,
        last + TYPED_SUFFIX,
        Period(_typed(state, first, chosen.first), _typed(state, last, chosen.last)),
        _refused(state, name),
        _last_periods(state, archive) if archive else (),
        period_label(archive[1], archive[1]) if archive else "",
        _hijri(state, chosen),
        Period(buckets[0].start.isoformat()[: len("2021-01")], buckets[-1].end.isoformat()) if buckets else OPEN_PERIOD,
    )


def _refused(state: SearchState, name: str) -> tuple[str, ...]:
    """Return the boxes of the facet that hold what was left out."""
    return tuple(bound + TYPED_SUFFIX for bound in BOUNDS[name] if state.refused_date(bound) is not None)


def _typed(state: SearchState, bound: str, iso: str) -> str:
    """Return what stands in the box of a bound: what was typed and left out, else the date that was chosen."""
    refused = state.refused_date(bound)
    return typed_value(iso) if refused is None else refused


def _last_periods(state: SearchState, archive: Days) -> tuple[LastPeriod, ...]:
    """Return the last week, month and year of the archive, of them those that are shorter than it."""
    oldest, last = archive
    try:
        starts = {
            _("week"): last - dt.timedelta(days=6),
            _("month"): _months_before(last, 1) + dt.timedelta(days=1),
            _("year"): _months_before(last, 12) + dt.timedelta(days=1),
        }
    except (ValueError, OverflowError):  # before the calendar begins
        return ()
    periods = []
    for label, first in starts.items():
        narrowed = state.with_dates(first.isoformat(), last.isoformat())
        is_chosen = narrowed.published == state.published
        if oldest < first:
            periods.append(LastPeriod(label, period_label(first, last), narrowed.url(), is_chosen))
    return tuple(periods)


def _months_before(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months earlier, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


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
