"""The meaning of a facet count, on generated archives: what one click would give, exactly."""

from __future__ import annotations

import dataclasses
import tempfile

from hypothesis import given, settings

from search import DateFacet, Filter, SearchRequest, TermFacet, open_engine
from tests.effort import scaled
from tests.generated import archives, requests


def _with_own_selection(request: SearchRequest, name: str, values: tuple[str, ...]) -> SearchRequest:
    kept = tuple(item for item in request.filters if (item.field, item.op) != (name, "any"))
    chosen = (Filter(name, values),) if values else ()
    return dataclasses.replace(request, filters=kept + chosen)


def _without_exclusion(request: SearchRequest, name: str, value: str) -> SearchRequest:
    filters = [item for item in request.filters if (item.field, item.op) != (name, "not")]
    others = tuple(other for other in request.values_of(name, "not") if other != value)
    if others:
        filters.append(Filter(name, others, "not"))
    return dataclasses.replace(request, filters=tuple(filters))


@given(archives(), requests())
@settings(max_examples=scaled(30))
def test_each_count_is_the_total_with_that_value_alone_selected(archive, request):
    with tempfile.TemporaryDirectory() as folder, open_engine(folder, create=True) as engine:
        engine.write(archive)
        engine.commit()
        results = engine.search(request)
        for name, facet in results.facets.items():
            if isinstance(facet, TermFacet):
                _check_values(engine, request, results.total, name, facet)
            elif isinstance(facet, DateFacet):
                _check_buckets(engine, request, name, facet)


def _check_values(engine, request, total, name, facet):
    shown = {value.value for value in facet.values}
    for item in request.filters:
        if item.field == name:
            assert shown.issuperset(item.values), "a value that the request names never disappears"
    for value in facet.values:
        if value.excluded:
            with_it = engine.search(_without_exclusion(request, name, value.value)).total
            assert value.count == with_it - total
        else:
            alone = engine.search(_with_own_selection(request, name, (value.value,))).total
            assert value.count == alone
    if not facet.truncated and not request.values_of(name, "any"):
        assert facet.distinct == sum(1 for value in facet.values if value.count and not value.excluded)


def _check_buckets(engine, request, name, facet):
    bounds = ("published_from", "published_to") if name == "date" else ("mentioned_from", "mentioned_to")
    for bucket in facet.buckets:
        if bucket.count or bucket is facet.buckets[0]:
            inside = dataclasses.replace(request, **dict(zip(bounds, (bucket.start, bucket.end), strict=True)))
            assert bucket.count == engine.search(inside).total
    free = engine.search(dataclasses.replace(request, **dict.fromkeys(bounds)))
    if name == "date" and not any(getattr(request, bound) for bound in bounds):
        assert sum(bucket.count for bucket in facet.buckets) + facet.missing == free.total


@given(archives(), requests())
@settings(max_examples=scaled(15))
def test_pages_by_cursor_hold_every_hit_once_in_the_order_of_the_scan(archive, request):
    with tempfile.TemporaryDirectory() as folder, open_engine(folder, create=True) as engine:
        engine.write(archive)
        engine.commit()
        request = dataclasses.replace(request, size=3)
        scanned = [article.key for article in engine.scan(request)]
        paged, after = [], None
        while True:
            results = engine.search(dataclasses.replace(request, after=after))
            assert results.total == len(scanned)
            paged += [hit.key for hit in results.hits]
            after = results.next
            if after is None:
                break
        assert paged == scanned
