"""Counts over time of several searches on one axis, asked of the engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import search

_MINE = ("date",)


def aligned_timelines(engine: search.Engine, requests: Sequence[search.SearchRequest]) -> tuple[search.DateFacet, ...]:
    """Return the publication dates of each request's hits in the same calendar units, empty ones included.

    The axis is the range that the requests ask for, where that is open up to the ends of all their hits: by days up to
    two months, by months up to three years, then by years.
    """
    counting = [replace(request, size=0, after=None, collapse=None, facets=_MINE) for request in requests]
    first = next((request.published_from for request in counting if request.published_from), None)
    last = next((request.published_to for request in counting if request.published_to), None)
    if not (first and last):
        found = [day for request in counting for day in _range_of(engine, request)]
        if not found:
            return tuple(search.DateFacet("year", (), 0) for _ in counting)
        first, last = first or min(found), last or max(found)
    return _aligned([_dates_of(engine, replace(item, published_from=first, published_to=last)) for item in counting])


def _aligned(facets: Sequence[search.DateFacet]) -> tuple[search.DateFacet, ...]:
    """Return facets over the buckets of the one that has most; an engine may give none where nothing is found."""
    axis = max((facet.buckets for facet in facets), key=len)
    aligned = []
    for facet in facets:
        counts = {bucket.start: bucket.count for bucket in facet.buckets}
        buckets = tuple(bucket._replace(count=counts.get(bucket.start, 0)) for bucket in axis)
        aligned.append(search.DateFacet(facet.interval, buckets, facet.missing))
    return tuple(aligned)


def _range_of(engine: search.Engine, request: search.SearchRequest) -> tuple[dt.date, ...]:
    """Return the first and last day of publication of the hits, nothing where none is dated."""
    filled = [bucket for bucket in _dates_of(engine, request).buckets if bucket.count]
    if not filled:
        return ()
    if filled[0].start == filled[0].end:
        return filled[0].start, filled[-1].end
    # The first unit and the last one hold the ends; one step finer says them well enough for an axis.
    inner = [
        _dates_of(engine, replace(request, published_from=end.start, published_to=end.end))
        for end in (filled[0], filled[-1])
    ]
    first = next((bucket.start for bucket in inner[0].buckets if bucket.count), filled[0].start)
    last = next((bucket.end for bucket in reversed(inner[1].buckets) if bucket.count), filled[-1].end)
    return first, last


def _dates_of(engine: search.Engine, request: search.SearchRequest) -> search.DateFacet:
    facet = engine.search(request).facets["date"]
    assert isinstance(facet, search.DateFacet)
    return facet
