"""Terms facets against `collections.Counter`, for any share of matches, over one segment and several."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.codec.arrays import invert_column
from search.codec.reader import ValueColumn
from search.codec.strings import StringTable
from search.execution import plain
from search.execution.kernels import load_kernels
from search.execution.scratch import Scratch
from search.facets import terms
from search.facets.columns import FacetColumn, documents_of
from search.facets.terms import Pins, TermCounter
from search.results import FacetValue
from tests.strategies import Ragged, read_only

NAMES = ("أحمد", "إيمان", "Zeid", "b", "é", "\N{OLD PERSIAN SIGN A}", "ليلى")
"""In no order; by code points: Zeid, b, é, أحمد, إيمان, ليلى, the Persian sign."""

NO_PINS = Pins((), (), ())
both = pytest.mark.parametrize("kernels", [plain, load_kernels()], ids=["numpy", "served"])


@dataclass(frozen=True)
class Document:
    values: tuple[str, ...]
    is_live: bool = True
    is_hit: bool = True


documents = st.builds(
    Document,
    st.lists(st.sampled_from(NAMES), unique=True, max_size=3).map(tuple),
    st.integers(0, 5).map(bool),
    st.booleans(),
)
archives = st.lists(st.lists(documents, max_size=8), min_size=1, max_size=3)


def column_of(segment):
    values = sorted({value.encode() for document in segment for value in document.values})
    rows = [sorted(values.index(value.encode()) for value in document.values) for document in segment]
    column = Ragged.of(rows)
    offsets, doc_ids = invert_column(column.offsets, column.values, len(values))
    return ValueColumn(
        StringTable.of(values),
        column.offsets,
        column.values,
        read_only(offsets, np.uint32),
        read_only(doc_ids, np.uint32),
    )


def live_of(segment):
    live = np.array([document.is_live for document in segment], np.bool_)
    return None if live.all() else live


def facet_column(archive):
    return FacetColumn([column_of(segment) for segment in archive], [live_of(segment) for segment in archive])


def hits_of(archive):
    """Return for each segment the living documents that are hits."""
    return [
        np.array([doc for doc, found in enumerate(segment) if found.is_live and found.is_hit], np.uint32)
        for segment in archive
    ]


def counter_for(archive, kernels, scratch):
    living = [(live_of(segment), sum(each.is_live for each in segment), len(segment)) for segment in archive]
    return TermCounter(kernels, scratch, living)


def count_of(archive):
    return Counter(
        value for segment in archive for each in segment if each.is_live and each.is_hit for value in each.values
    )


def ordered(counts):
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def no_exclusions(value):
    raise AssertionError(f"{value} is not excluded")


def assert_zero(scratch, size=100):
    assert not scratch.counts(size).any()


@both
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0], ids=["rest", "as it is", "matches"])
@given(archive=archives, limit=st.integers(0, 8))
@example([[Document(("b",))], [Document(())]], 5)
@example([[Document(())], [Document(("b", "é"), True, False), Document(("b",))]], 5)
@example([[]], 5)
def test_counts_are_those_of_a_counter(kernels, share, archive, limit):
    expected = ordered(count_of(archive))
    scratch = Scratch()
    with pytest.MonkeyPatch.context() as patch:
        # 0: everything is counted by the rest of the archive. 1: by the matches.
        patch.setattr(terms, "COMPLEMENT_SHARE", share)
        counter = counter_for(archive, kernels, scratch)
        hits, column = hits_of(archive), facet_column(archive)
        found = counter.facet(column, hits, NO_PINS, no_exclusions, limit=limit)
        again = counter.facet(column, hits, NO_PINS, no_exclusions, limit=limit)
    assert found.values == tuple(FacetValue(value, count) for value, count in expected[:limit])
    assert (found.distinct, found.truncated) == (len(expected), len(expected) > limit)
    assert again == found
    assert_zero(scratch)


@both
@pytest.mark.parametrize("share", [0.0, 1.0], ids=["rest", "matches"])
@given(archive=archives, limit=st.integers(0, 4), data=st.data())
def test_pinned_values_come_first_and_are_not_repeated(kernels, share, archive, limit, data):
    chosen = data.draw(st.lists(st.sampled_from((*NAMES, "unknown")), unique=True, max_size=4))
    cuts = sorted(data.draw(st.tuples(st.integers(0, 4), st.integers(0, 4))))
    pins = Pins(chosen[: cuts[0]], chosen[cuts[0] : cuts[1]], chosen[cuts[1] :])
    counts = count_of(archive)
    scratch = Scratch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(terms, "COMPLEMENT_SHARE", share)
        counter = counter_for(archive, kernels, scratch)
        removed = lambda value: 1000 + len(value)  # noqa: E731
        found = counter.facet(facet_column(archive), hits_of(archive), pins, removed, limit=limit)
    pinned = [
        FacetValue(
            value,
            1000 + len(value) if value in pins.excluded else counts[value],
            value in pins.selected,
            value in pins.required,
            value in pins.excluded,
        )
        for value in chosen
    ]
    unpinned = [(value, count) for value, count in ordered(counts) if value not in chosen]
    assert found.values == (*pinned, *(FacetValue(value, count) for value, count in unpinned[:limit]))
    assert (found.distinct, found.truncated) == (len(counts), len(unpinned) > limit)
    assert_zero(scratch)


@both
@given(archive=archives, limit=st.integers(0, 4), data=st.data())
def test_allowed_restricts_the_values_that_are_not_pinned(kernels, archive, limit, data):
    column = facet_column(archive)
    names = [value.decode() for value in column.values]
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=len(names), max_size=len(names))), np.bool_)
    pinned = data.draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=2))
    scratch = Scratch()
    counter = counter_for(archive, kernels, scratch)
    pins = Pins(pinned, (), ())
    found = counter.facet(column, hits_of(archive), pins, no_exclusions, limit=limit, allowed=mask)
    counts = count_of(archive)
    allowed = {name for name, is_allowed in zip(names, mask.tolist(), strict=True) if is_allowed}
    listed = [(value, count) for value, count in ordered(counts) if value in allowed]
    rest = [(value, count) for value, count in listed if value not in pinned]
    assert found.values == (
        *(FacetValue(value, counts[value], selected=True) for value in pinned),
        *(FacetValue(value, count) for value, count in rest[:limit]),
    )
    assert (found.distinct, found.truncated) == (len(listed), len(rest) > limit)
    assert_zero(scratch)


@both
def test_ties_are_in_the_order_of_code_points(kernels):
    archive = [[Document(NAMES[:4])], [Document(NAMES[4:])]]
    found = counter_for(archive, kernels, Scratch()).facet(
        facet_column(archive), hits_of(archive), NO_PINS, no_exclusions
    )
    assert [value.value for value in found.values] == sorted(NAMES)


def test_the_complement_is_found_once_for_the_facets_of_a_request():
    archive = [[Document(("b",)), Document(("é",)), Document((), True, False)]]
    calls = []

    class Counting:
        def __getattr__(self, name):
            if name == "complement":
                calls.append(name)
            return getattr(plain, name)

    counter = counter_for(archive, Counting(), Scratch())
    hits, column = hits_of(archive), facet_column(archive)
    counter.facet(column, hits, NO_PINS, no_exclusions)
    counter.facet(column, hits, NO_PINS, no_exclusions)
    assert calls == ["complement"]
    counter.facet(column, [hits[0].copy()], NO_PINS, no_exclusions)
    assert calls == ["complement"] * 2


# Columns


@given(archives)
@example([[Document(("b",))], [Document(())]])
@example([[Document(())], [Document(("b", "é"))]])
def test_a_column_numbers_the_values_of_all_segments(archive):
    column = facet_column(archive)
    values = sorted({value for segment in archive for each in segment for value in each.values})
    living = Counter(value for segment in archive for each in segment if each.is_live for value in each.values)
    assert column.values_of(range(len(column))) == values
    assert [column.ordinal(value) for value in values] == list(range(len(values)))
    assert column.ordinal("unknown") is None
    assert column.totals.tolist() == [living[value] for value in values]
    order = sorted(range(len(values)), key=lambda ordinal: (-living[values[ordinal]], ordinal))
    assert column.by_total.tolist() == order
    assert column.in_use == len(living)


@given(archives)
def test_documents_of_values_include_deleted_ones(archive):
    column = facet_column(archive)
    for index, segment in enumerate(archive):
        expected = [[doc for doc, each in enumerate(segment) if name in each.values] for name in NAMES]
        found = column.documents(index, (*NAMES, "unknown"))
        assert [ids.tolist() for ids in found] == [ids for ids in expected if ids]
        values = column.segments[index].values
        for ordinal, value in enumerate(values):
            assert documents_of(column.segments[index], ordinal).tolist() == expected[NAMES.index(value.decode())]
