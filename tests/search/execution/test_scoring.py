"""BM25: the pieces against its formula, and scratch arrays that come back zero."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.execution.scoring import K1, B, idf, norms_of, weight_of
from search.execution.scratch import Scratch


@given(st.integers(1, 10**7), st.data())
def test_idf_is_positive_and_falls_with_the_frequency(count, data):
    frequency = data.draw(st.integers(1, count))
    assert idf(frequency, count) == pytest.approx(math.log(1 + (count - frequency + 0.5) / (frequency + 0.5)))
    assert 0 < idf(frequency, count) < idf(frequency - 1, count)


def test_weight_and_norm_make_bm25():
    lengths, tf = np.array([0, 100, 800], np.uint16), 3
    norms = norms_of(lengths, 200.0)
    assert norms.dtype == np.float32
    for length, norm in zip(lengths.tolist(), norms.tolist(), strict=True):
        expected = 2.0 * tf * (K1 + 1) / (tf + K1 * (1 - B + B * length / 200))
        assert weight_of(2.0) * tf / (tf + norm) == pytest.approx(expected, rel=1e-6)


def test_norms_of_an_archive_without_words_are_finite():
    assert np.isfinite(norms_of(np.zeros(3, np.uint8), 0.0)).all()


@pytest.mark.parametrize(
    ("name", "size", "dtype"),
    [
        ("totals", 130, np.float32),
        ("bits", 3, np.uint64),
        ("counters", 130, np.float32),
        ("counts", 130, np.int32),
        ("touched", 130, np.uint32),
    ],
)
def test_scratch_grows_and_is_reused(name, size, dtype):
    scratch = Scratch()
    array = getattr(scratch, name)
    first = array(130)
    assert (first.dtype, len(first), first.any()) == (dtype, size, False)
    assert np.shares_memory(first, array(5))
    assert len(array(0)) == 0
    larger = array(1000)
    assert not np.shares_memory(first, larger)
    larger[:] = 1
    scratch.clear()
    assert not array(1000).any()
