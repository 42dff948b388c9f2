"""Counts over time of several searches on one axis, and how many articles there are to be counted, asked of the engine.

By days up to four months, by months up to six years, then by years. The axis is the range that a reader has chosen; of
one with an open end, or of more years than a chart has, it ends with the hits. An engine answers in the unit that suits
one facet, up to 62 days by days and up to 36 months by months; a longer axis is asked for in pieces.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import search

UNITS = ("year", "month", "day")
"""From the coarsest to the finest."""

LONGEST_DAYS, LONGEST_MONTHS, LONGEST_YEARS = 124, 72, 240
_DAYS_AT_ONCE, _MONTHS_AT_ONCE = 62, 36
_MINE = ("date",)

Range = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Timelines:
    """Dates of publication in the same calendar units, empty ones included.

    counts: of the hits of each search. volumes: of all articles of the sources that each search is in, of all where it
    asks for nothing but sources. archive: of all. sources: the filters that each volume goes by, if any.
    """

    counts: tuple[search.DateFacet, ...]
    volumes: tuple[search.DateFacet, ...]
    archive: search.DateFacet
    sources: tuple[tuple[search.Filter, ...], ...] = ()

    @property
    def is_of_sources(self) -> bool:
        """Return whether some volume is of sources."""
        return any(self.sources)


def aligned_timelines(engine: search.Engine, requests: Sequence[search.SearchRequest]) -> Timelines:
    """Return the timelines of requests that ask for the same range."""
    counting = [_counting(request) for request in requests]
    counts = _of_hits(engine, counting)
    axis = counts[0].buckets
    measured_by = [_volume(request) for request in counting]
    volumes = {volume.filters: volume for volume in measured_by}
    volumes[()] = search.SearchRequest("", size=0, facets=_MINE)
    found = [search.DateFacet("year", (), 0)] * len(volumes)
    if axis:
        found = _asked(engine, list(volumes.values()), counts[0].interval, (axis[0].start, axis[-1].end))
        found = [_over(axis, counts[0].interval, facet) for facet in found]
    by_filters = dict(zip(volumes, found, strict=True))
    return Timelines(
        tuple(counts),
        tuple(by_filters[volume.filters] for volume in measured_by),
        by_filters[()],
        tuple(volume.filters for volume in measured_by),
    )


def unit_of(first: dt.date, last: dt.date) -> str:
    """Return the unit in which a range is shown."""
    if (last - first).days < LONGEST_DAYS:
        return "day"
    return "month" if _month_of(last) - _month_of(first) < LONGEST_MONTHS else "year"


def _counting(request: search.SearchRequest) -> search.SearchRequest:
    return replace(request, size=0, after=None, collapse=None, facets=_MINE)


def _volume(request: search.SearchRequest) -> search.SearchRequest:
    """Return the request for everything in the sources that a request is in; of nothing but sources, for everything."""
    sources = tuple(item for item in request.filters if item.field == "source")
    has_more = (
        request.text.strip()
        or request.story
        or request.mentioned_from
        or request.mentioned_to
        or any(item.field != "source" for item in request.filters)
    )
    return search.SearchRequest("", filters=sources if has_more else (), size=0, facets=_MINE)


def _of_hits(engine: search.Engine, requests: Sequence[search.SearchRequest]) -> list[search.DateFacet]:
    first, last = requests[0].published_from, requests[0].published_to
    assert not isinstance(first, str)  # a request turns them into days
    assert not isinstance(last, str)
    if first and last and _is_axis(first, last):
        return _counted(engine, requests, (first, last))
    found = _range_of(_dates_of(engine, request) for request in requests)
    if not found:
        return [search.DateFacet("year", (), 0) for _ in requests]
    if not _is_axis(first or found[0], last or found[1]):
        first = last = None
    facets = _counted(engine, requests, (first or found[0], last or found[1]))
    while found := _range_of(facets):
        start, end = first or found[0], last or found[1]
        if UNITS.index(unit_of(start, end)) <= UNITS.index(facets[0].interval):
            return [_cut(facet, start, end) for facet in facets]
        finer = _counted(engine, requests, (start, end))
        if finer[0].interval == facets[0].interval:  # an engine that counts in coarser units than it was asked for
            return finer
        facets = finer
    return facets


def _is_axis(first: dt.date, last: dt.date) -> bool:
    return last.year - first.year < LONGEST_YEARS


def _range_of(facets: Iterable[search.DateFacet]) -> Range | None:
    """Return the first and last day of the units that have hits."""
    filled = [bucket for facet in facets for bucket in facet.buckets if bucket.count]
    return (min(bucket.start for bucket in filled), max(bucket.end for bucket in filled)) if filled else None


def _cut(facet: search.DateFacet, first: dt.date, last: dt.date) -> search.DateFacet:
    return replace(facet, buckets=tuple(item for item in facet.buckets if item.end >= first and item.start <= last))


def _counted(engine: search.Engine, requests: Sequence[search.SearchRequest], days: Range) -> list[search.DateFacet]:
    """Return the counts in the units of a range, in coarser ones where an engine has no others."""
    unit = unit_of(*days)
    facets = _asked(engine, requests, unit, days)
    longest = max(facets, key=lambda facet: len(facet.buckets))
    axis: Sequence[search.DateBucket] = longest.buckets
    if not axis or UNITS.index(longest.interval) >= UNITS.index(unit):
        axis = [search.DateBucket(start, end, 0) for start, end in _calendar(unit, *days)]
    else:
        unit = longest.interval
    return [_over(axis, unit, facet) for facet in facets]


def _asked(
    engine: search.Engine, requests: Sequence[search.SearchRequest], unit: str, days: Range
) -> list[search.DateFacet]:
    """Return the facets in pieces that an engine counts by the unit, whole from an engine that does not."""
    pieces = _split(unit, *days)
    found = [[_dates_of(engine, _within(request, piece)) for piece in pieces] for request in requests]
    if any(UNITS.index(facet.interval) < UNITS.index(unit) for facets in found for facet in facets if facet.buckets):
        return [_dates_of(engine, _within(request, days)) for request in requests]
    return [
        search.DateFacet(unit, tuple(bucket for facet in facets for bucket in facet.buckets), facets[0].missing)
        for facets in found
    ]


def _split(unit: str, first: dt.date, last: dt.date) -> list[Range]:
    """Return the pieces of a range, as equal as whole units allow."""
    units = _calendar(unit, first, last)
    at_once = {"day": _DAYS_AT_ONCE, "month": _MONTHS_AT_ONCE}.get(unit, len(units))
    pieces = -(-len(units) // at_once)
    ends = [place * len(units) // pieces for place in range(pieces + 1)]
    return [(units[start][0], units[end - 1][1]) for start, end in pairwise(ends)]


def _over(axis: Sequence[search.DateBucket], interval: str, facet: search.DateFacet) -> search.DateFacet:
    """Return a facet over other buckets, in each of which whole ones of its own lie."""
    starts = [bucket.start for bucket in axis]
    counts = [0] * len(axis)
    for bucket in facet.buckets:
        place = bisect_right(starts, bucket.start) - 1
        if bucket.count and place >= 0 and bucket.start <= axis[place].end:
            counts[place] += bucket.count
    buckets = (bucket._replace(count=count) for bucket, count in zip(axis, counts, strict=True))
    return search.DateFacet(interval, tuple(buckets), facet.missing)


def _calendar(unit: str, first: dt.date, last: dt.date) -> list[Range]:
    """Return every day, month or year from that of the first day to that of the last."""
    if unit == "day":
        every_day = (first + dt.timedelta(number) for number in range((last - first).days + 1))
        return [(day, day) for day in every_day]
    if unit == "year":
        return [(dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in range(first.year, last.year + 1)]
    names = (f"{month // 12:04}-{month % 12 + 1:02}" for month in range(_month_of(first), _month_of(last) + 1))
    return [days for name in names if (days := search.parse_period(name))]


def _month_of(day: dt.date) -> int:
    return day.year * 12 + day.month - 1


def _within(request: search.SearchRequest, days: Range) -> search.SearchRequest:
    return replace(request, published_from=days[0], published_to=days[1])


def _dates_of(engine: search.Engine, request: search.SearchRequest) -> search.DateFacet:
    facet = engine.search(request).facets["date"]
    assert isinstance(facet, search.DateFacet)
    return facet
