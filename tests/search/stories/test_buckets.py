"""Buckets: the same as putting every text into a dictionary by its three numbers, band by band."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.stories import buckets as module
from search.stories.buckets import BANDS, ROWS, SignatureRows, shared_buckets
from search.stories.signatures import SIGNATURE_LENGTH


@st.composite
def archives(draw):
    """Signatures in which rows repeat and agree in some bands; blocks; which texts are open, which are others."""
    count = draw(st.integers(0, 12))
    seed = np.random.default_rng(draw(st.integers(0, 50)))
    kinds = seed.integers(0, 1 << 16, (4, SIGNATURE_LENGTH), dtype=np.uint16)
    rows = kinds[seed.integers(0, 4, count)] if count else np.empty((0, SIGNATURE_LENGTH), np.uint16)
    noisy = seed.random(rows.shape) < draw(st.sampled_from((0.0, 0.3, 0.9)))
    rows = np.where(noisy, seed.integers(0, 1 << 16, rows.shape), rows).astype(np.uint16)
    roles = draw(st.lists(st.sampled_from("xo-"), min_size=count, max_size=count))
    cut = draw(st.integers(0, count))
    return rows, cut, np.array([role == "x" for role in roles], bool), np.array([role == "o" for role in roles], bool)


def expected(rows, is_open, is_other):
    buckets = defaultdict(set)
    for place in np.flatnonzero(is_open | is_other).tolist():
        for band in range(BANDS):
            buckets[band, tuple(rows[place, band * ROWS : band * ROWS + ROWS])].add(place)
    opened = set(np.flatnonzero(is_open).tolist())
    return sorted(tuple(sorted(found)) for found in buckets.values() if len(found) > 1 and found & opened)


def found_buckets(rows, cut, is_open, is_other):
    table = SignatureRows([rows[:cut], rows[cut:]])
    numbers, members = shared_buckets(table, np.flatnonzero(is_open), is_other)
    found = defaultdict(list)
    for number, member in zip(numbers.tolist(), members.tolist(), strict=True):
        found[number].append(member)
    assert all(len(set(places)) == len(places) for places in found.values())
    return sorted(tuple(sorted(places)) for places in found.values())


@given(archives())
def test_buckets_are_those_of_a_dictionary(archive):
    rows, cut, is_open, is_other = archive
    assert found_buckets(rows, cut, is_open, is_other) == expected(rows, is_open, is_other)


@given(archives())
def test_small_chunks_change_nothing(archive):
    rows, cut, is_open, is_other = archive
    before = module.CHUNK_KEYS, module.CHUNK_TEXTS, module.MAX_TABLE_BITS
    module.CHUNK_KEYS, module.CHUNK_TEXTS, module.MAX_TABLE_BITS = 5, 2, 3
    try:
        assert found_buckets(rows, cut, is_open, is_other) == expected(rows, is_open, is_other)
    finally:
        module.CHUNK_KEYS, module.CHUNK_TEXTS, module.MAX_TABLE_BITS = before


@given(archives(), st.lists(st.integers(0, 11), max_size=6))
def test_rows_are_taken_from_whatever_block_they_lie_in(archive, wanted):
    rows, cut, _, _ = archive
    places = np.array([place for place in wanted if place < len(rows)], np.int64)
    assert np.array_equal(SignatureRows([rows[:cut], rows[cut:]]).take(places), rows[places])
