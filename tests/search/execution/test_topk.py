"""The first documents of an order over several segments, page after page."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.execution.topk import all_documents, count_before, document_at, first_documents, first_of_groups

segments = st.lists(st.lists(st.none() | st.integers(0, 4), max_size=12), max_size=4)
"""For each segment and document its value, None where it does not match."""

dtypes = pytest.mark.parametrize("dtype", [np.float32, np.int64])


def arrays_of(segments, dtype):
    """Return ids, values and bases of the matches."""
    ids = [np.array([doc for doc, value in enumerate(found) if value is not None], np.uint32) for found in segments]
    values = [np.array([value for value in found if value is not None], dtype) for found in segments]
    bases = np.cumsum([0, *map(len, segments)])[:-1].tolist()
    return ids, values, bases


def full_order(segments):
    documents = [value for found in segments for value in found]
    matches = [(number, value) for number, value in enumerate(documents) if value is not None]
    return sorted(matches, key=lambda match: (-match[1], match[0]))


@dtypes
@given(segments=segments, k=st.integers(0, 40))
def test_first_documents_are_a_prefix_of_the_full_stable_sort(dtype, segments, k):
    assert first_documents(*arrays_of(segments, dtype), k, None) == full_order(segments)[:k]


@dtypes
@given(segments=segments, size=st.integers(1, 5))
def test_pages_after_a_cursor_join_to_the_full_order(dtype, segments, size):
    arrays = arrays_of(segments, dtype)
    joined, after = [], None
    while page := first_documents(*arrays, size, after):
        joined += page
        document, value = page[-1]
        after = (float(value), document)
    assert joined == full_order(segments)


@dtypes
@given(segments=segments)
def test_all_documents_are_in_the_same_order(dtype, segments):
    found = all_documents(*arrays_of(segments, dtype))
    assert found.dtype == np.int64
    assert found.tolist() == [document for document, _ in full_order(segments)]


def test_scores_between_float32_values_page_exactly():
    scores = np.array([0.1, 0.2, 0.1, 0.3], np.float32)
    ids = np.arange(4, dtype=np.uint32)
    (_, value), (document, last) = first_documents([ids], [scores], [0], 3, None)[1:]
    assert value > last
    after = (float(last), document)
    assert [found for found, _ in first_documents([ids], [scores], [0], 3, after)] == [2]


@dtypes
@given(segments=segments, groups=st.lists(st.integers(0, 3), min_size=48, max_size=48))
def test_of_each_group_the_first_of_the_order_stays(dtype, segments, groups):
    ids, values, bases = arrays_of(segments, dtype)
    count = sum(map(len, segments))
    group_of = np.array(groups[:count], np.int32)
    is_shared = np.bincount(group_of, minlength=4)[group_of] > 1
    masks = first_of_groups(ids, values, bases, group_of, is_shared)
    kept = [base + doc for found, mask, base in zip(ids, masks, bases, strict=True) for doc in found[mask].tolist()]
    first = {}
    for document, _ in full_order(segments):
        first.setdefault(groups[document], document)
    assert kept == sorted(first.values())
    assert [len(mask) for mask in masks] == [len(found) for found in ids]


@dtypes
@given(segments=segments)
def test_every_place_of_the_order_is_found_by_its_rank_and_knows_how_many_stand_before_it(dtype, segments):
    arrays = arrays_of(segments, dtype)
    order = full_order(segments)
    for rank, (document, value) in enumerate(order):
        assert document_at(*arrays, rank) == (document, value)
        assert count_before(*arrays, (float(value), document)) == rank + 1
    assert document_at(*arrays, -1) is None
    assert document_at(*arrays, len(order)) is None
