"""Ragged arrays: each helper against the obvious loop."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.codec.arrays import invert_column, offsets_of, ragged_indices, row_sums
from tests.strategies import Ragged, doc_counts, ragged_columns

lengths = st.lists(st.integers(0, 5), max_size=20)
dtypes = pytest.mark.parametrize("dtype", [np.uint8, np.uint32, np.int64])


@dtypes
@given(lengths=lengths)
def test_offsets_are_running_sums(dtype, lengths):
    found = offsets_of(np.array(lengths, dtype))
    assert found.dtype == np.int64
    assert found.tolist() == [sum(lengths[:row]) for row in range(len(lengths) + 1)]


def test_offsets_do_not_overflow_the_dtype_of_the_lengths():
    assert offsets_of(np.array([255, 255, 255], np.uint8)).tolist() == [0, 255, 510, 765]


@dtypes
@given(rows=st.lists(st.tuples(st.integers(0, 100), st.integers(0, 4)), max_size=20))
def test_ragged_indices_run_from_each_start(dtype, rows):
    starts, sizes = (np.array([row[place] for row in rows], dtype) for place in (0, 1))
    found = ragged_indices(starts, sizes)
    assert found.dtype == np.int64
    assert found.tolist() == [start + step for start, size in rows for step in range(size)]


@given(rows=st.lists(st.lists(st.integers(0, 255), max_size=4), max_size=12))
def test_row_sums(rows):
    column = Ragged.of(rows, np.uint8)
    assert row_sums(column.values, column.offsets).tolist() == [sum(row) for row in rows]


def test_row_sums_count_a_mask():
    assert row_sums(np.array([True, False, True, True]), np.array([0, 0, 3, 4, 4], np.uint32)).tolist() == [0, 2, 1, 0]


@given(data=st.data())
def test_inverted_column_lists_the_documents_of_each_value(data):
    doc_count, value_count = data.draw(doc_counts), data.draw(st.integers(0, 5))
    column = data.draw(ragged_columns(doc_count, value_count))
    offsets, doc_ids = invert_column(column.offsets, column.values, value_count)
    rows = column.rows()
    assert doc_ids.dtype == np.uint32
    assert [doc_ids[start:end].tolist() for start, end in pairwise(offsets.tolist())] == [
        [doc for doc, row in enumerate(rows) if value in row] for value in range(value_count)
    ]
