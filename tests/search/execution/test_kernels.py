"""Every kernel, of both modules, does what a few lines of plain Python say; and both agree on larger inputs."""

from __future__ import annotations

import inspect
import random
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.execution import plain
from search.execution.kernels import kernels_name, load_kernels
from search.types import NO_DAY
from tests.effort import scaled
from tests.strategies import (
    MIXED_LETTERS,
    PostingLists,
    Ragged,
    doc_counts,
    doc_id_sets,
    live_masks,
    osa_distance,
    posting_lists,
    ragged_columns,
    read_only,
)

try:
    from search.execution import compiled
except ImportError:
    compiled = None

needs_numba = pytest.mark.skipif(compiled is None, reason="Numba cannot be imported: only the NumPy kernels are there")
both = pytest.mark.parametrize(
    "kernels", [pytest.param(plain, id="numpy"), pytest.param(compiled, id="numba", marks=needs_numba)]
)
frequency_dtypes = st.sampled_from([np.uint8, np.uint16, np.uint32])

NO_MASK = np.empty(0, np.bool_)
FREE = np.empty(0, np.uint32)
small_scores = st.integers(0, 4).map(float)


def bits_for(doc_count):
    return np.zeros((doc_count + 63) // 64, np.uint64)


def documents_of(bits, doc_count):
    return [doc for doc in range(doc_count) if int(bits[doc // 64]) >> (doc % 64) & 1]


def scores_beside(ids):
    return st.lists(small_scores, min_size=len(ids), max_size=len(ids)).map(lambda found: np.array(found, np.float32))


def test_both_modules_have_the_same_kernels_and_arguments():
    names = {
        name for name, value in vars(plain).items() if inspect.isfunction(value) and value.__module__ == plain.__name__
    }
    kernels = {name for name in names if not name.startswith("_")}
    assert len(kernels) == 28
    if compiled is None:
        pytest.skip("Numba cannot be imported: there is nothing to compare with")
    for name in kernels:
        twin = getattr(compiled, name).py_func
        assert list(inspect.signature(twin).parameters) == list(inspect.signature(getattr(plain, name)).parameters), (
            name
        )


def test_numpy_kernels_can_be_asked_for(monkeypatch):
    assert load_kernels("numpy") is plain
    assert kernels_name(plain) == "numpy"
    load_kernels.cache_clear()
    monkeypatch.setenv("FIHRIS_KERNELS", "numpy")
    assert load_kernels() is plain
    load_kernels.cache_clear()


@needs_numba
def test_compiled_kernels_serve_where_numba_is():
    assert kernels_name(load_kernels("numba")) == "numba"


# Uniting and scoring


def united(postings, chosen, levels, live):
    """Return document → summed frequency per level, of living documents."""
    totals: dict[int, list[int]] = {}
    for number, mask in chosen:
        for doc, positions in postings.lists[number].items():
            if len(live) and not live[doc]:
                continue
            row = totals.setdefault(doc, [0] * levels)
            for level in range(levels):
                row[level] += len(positions) * (mask >> level & 1)
    return dict(sorted(totals.items()))


def unite(kernels, postings, chosen, levels, live, doc_count):
    counters, bits = np.zeros(plain.BLOCK * len({mask for _, mask in chosen}), np.float32), bits_for(doc_count)
    numbers = np.array([number for number, _ in chosen], np.int64)
    found = kernels.unite(
        postings.doc_ids,
        postings.freqs,
        postings.offsets[numbers].astype(np.int64),
        postings.offsets[numbers + 1].astype(np.int64),
        np.array([mask for _, mask in chosen], np.uint8),
        levels,
        live,
        counters,
        bits,
    )
    assert not counters.any()
    assert not bits.any()
    return found


@both
@given(dtype=frequency_dtypes, data=st.data())
@settings(max_examples=scaled(60))
def test_unite_sums_the_frequencies_of_each_level(kernels, dtype, data):
    doc_count = data.draw(doc_counts)
    postings = data.draw(posting_lists(doc_count, dtype))
    levels = data.draw(st.sampled_from((1, 3, 5)))
    live = data.draw(live_masks(doc_count))
    numbers = data.draw(st.permutations(range(len(postings.lists))))
    chosen = [(number, data.draw(st.integers(1, 2**levels - 1))) for number in numbers]
    expected = united(postings, chosen, levels, live)
    ids, tfs, frequencies = unite(kernels, postings, chosen, levels, live, doc_count)
    assert (ids.dtype, tfs.dtype, tfs.shape) == (np.uint32, np.float32, (len(expected), levels))
    assert ids.tolist() == list(expected)
    assert tfs.tolist() == list(expected.values())
    assert frequencies.tolist() == [sum(1 for row in expected.values() if row[level]) for level in range(levels)]


@both
@given(dtype=frequency_dtypes, data=st.data())
@settings(max_examples=scaled(60))
def test_unite_few_is_unite_at_one_level(kernels, dtype, data):
    doc_count = data.draw(doc_counts)
    postings = data.draw(posting_lists(doc_count, dtype))
    live = data.draw(live_masks(doc_count))
    numbers = np.array(data.draw(st.permutations(range(len(postings.lists)))), np.int64)
    starts, ends = (postings.offsets[numbers + step].astype(np.int64) for step in (0, 1))
    ids, tfs = kernels.unite_few(postings.doc_ids, postings.freqs, starts, ends, live)
    expected = united(postings, [(number, 1) for number in numbers.tolist()], 1, live)
    assert (ids.dtype, tfs.dtype) == (np.uint32, np.float32)
    assert dict(zip(ids.tolist(), tfs.tolist(), strict=True)) == {doc: row[0] for doc, row in expected.items()}
    assert ids.tolist() == sorted(ids.tolist())


@both
def test_unite_of_no_lists_is_empty(kernels):
    ids, tfs, frequencies = unite(kernels, PostingLists.of([]), [], 2, NO_MASK, 3)
    assert (ids.tolist(), tfs.shape, frequencies.tolist()) == ([], (0, 2), [0, 0])


@both
def test_unite_counts_frequencies_that_need_two_bytes(kernels):
    lists = PostingLists.of([{0: list(range(300))}, {0: list(range(300, 1000)), 64: [1]}], np.uint16)
    ids, tfs, _ = unite(kernels, lists, [(0, 1), (1, 1)], 1, NO_MASK, 65)
    assert (ids.tolist(), tfs.tolist()) == ([0, 64], [[1000], [1]])


@both
@pytest.mark.parametrize("kind", ["united", "posting list", "phrase counts"])
@given(data=st.data())
def test_score_into_adds_the_best_level_to_each_document(kernels, kind, data):
    doc_count = data.draw(doc_counts)
    ids = data.draw(doc_id_sets(doc_count))
    levels = 3 if kind == "united" else 1
    rows = data.draw(
        st.lists(st.lists(st.integers(0, 9), min_size=levels, max_size=levels), min_size=len(ids), max_size=len(ids))
    )
    if kind == "posting list":
        ids, tfs = read_only(ids, np.uint32), read_only([row[0] for row in rows], np.uint8)[:, None]
    else:
        tfs = np.array(rows, np.float32 if kind == "united" else np.int64).reshape(-1, levels)
    norms = np.linspace(0.3, 3, doc_count, dtype=np.float32)
    weights = np.array([2.2, 1.5, 0.7][:levels], np.float32)
    totals, bits = np.zeros(doc_count, np.float32), bits_for(doc_count)
    totals[:1] = 1
    kernels.score_into(ids, tfs, norms, weights, totals, bits)
    expected = [1.0] + [0.0] * (doc_count - 1)
    for doc, row in zip(ids.tolist(), rows, strict=True):
        expected[doc] += max(
            float(weight) * tf / (tf + float(norms[doc])) for weight, tf in zip(weights, row, strict=True)
        )
    assert totals.tolist() == pytest.approx(expected, rel=1e-6)
    assert documents_of(bits, doc_count) == ids.tolist()
    wanted = data.draw(doc_id_sets(doc_count))
    scores = np.zeros(len(wanted), np.float32)
    kernels.score_some(wanted, ids, tfs, norms, weights, scores)
    of_ids = dict(zip(ids.tolist(), (totals[ids] - (ids == 0)).tolist(), strict=True))
    assert scores.tolist() == pytest.approx([of_ids.get(doc, 0.0) for doc in wanted.tolist()], rel=1e-5, abs=1e-6)


@both
@given(data=st.data())
def test_emit_returns_what_was_added_and_leaves_zeros(kernels, data):
    doc_count = data.draw(doc_counts)
    totals, bits = np.zeros(doc_count, np.float32), bits_for(doc_count)
    expected: Counter[int] = Counter()
    for ids in data.draw(st.lists(doc_id_sets(doc_count), max_size=3)):
        scores = data.draw(scores_beside(ids))
        kernels.add_into(ids, scores, totals, bits)
        for doc, score in zip(ids.tolist(), scores.tolist(), strict=True):
            expected[doc] += score
    ids, scores = kernels.emit(totals, bits, doc_count)
    assert (ids.dtype, scores.dtype) == (np.uint32, np.float32)
    # A document that scores nothing is found all the same.
    assert list(zip(ids.tolist(), scores.tolist(), strict=True)) == sorted(expected.items())
    assert not totals.any()
    assert not bits.any()


@both
@given(data=st.data())
def test_raise_into_keeps_the_greatest_score(kernels, data):
    doc_count = data.draw(doc_counts)
    totals, bits = np.zeros(doc_count, np.float32), bits_for(doc_count)
    expected: dict[int, float] = {}
    for ids in data.draw(st.lists(doc_id_sets(doc_count), max_size=3)):
        scores = data.draw(scores_beside(ids))
        kernels.raise_into(ids, scores, totals, bits)
        for doc, score in zip(ids.tolist(), scores.tolist(), strict=True):
            expected[doc] = max(expected.get(doc, 0.0), score)
    ids, scores = kernels.emit(totals, bits, doc_count)
    assert list(zip(ids.tolist(), scores.tolist(), strict=True)) == sorted(expected.items())


# Sets


@both
@given(data=st.data())
def test_intersect_keeps_common_documents_and_adds_scores(kernels, data):
    doc_count = data.draw(doc_counts)
    a, b = data.draw(doc_id_sets(doc_count)), data.draw(doc_id_sets(doc_count))
    a_scores, b_scores = data.draw(scores_beside(a)), data.draw(scores_beside(b))
    of_b = dict(zip(b.tolist(), b_scores.tolist(), strict=True))
    expected = [
        (doc, score + of_b[doc]) for doc, score in zip(a.tolist(), a_scores.tolist(), strict=True) if doc in of_b
    ]
    ids, scores = kernels.intersect(a, a_scores, b, b_scores)
    assert (ids.dtype, scores.dtype) == (np.uint32, np.float32)
    assert list(zip(ids.tolist(), scores.tolist(), strict=True)) == expected


@both
@given(data=st.data())
def test_members_marks_those_in_the_slice_and_leaves_the_others(kernels, data):
    doc_count = data.draw(doc_counts)
    postings = data.draw(posting_lists(doc_count).filter(lambda found: found.lists))
    number = data.draw(st.integers(0, len(postings.lists) - 1))
    ids = data.draw(doc_id_sets(doc_count))
    before = data.draw(st.lists(st.booleans(), min_size=len(ids), max_size=len(ids)))
    found = np.array(before, np.bool_)
    start, end = int(postings.offsets[number]), int(postings.offsets[number + 1])
    kernels.members(ids, postings.doc_ids, start, end, found)
    expected = [was or doc in postings.lists[number] for was, doc in zip(before, ids.tolist(), strict=True)]
    assert found.tolist() == expected


@both
@given(data=st.data())
def test_bits_remember_a_set_of_documents(kernels, data):
    doc_count = data.draw(doc_counts)
    first, second, asked = (data.draw(doc_id_sets(doc_count)) for _ in range(3))
    bits = bits_for(doc_count)
    kernels.set_bits(first, bits)
    kernels.set_bits(second, bits)
    wanted = {*first.tolist(), *second.tolist()}
    assert documents_of(bits, doc_count) == sorted(wanted)
    found = kernels.have_bits(asked, bits)
    assert found.dtype == np.bool_
    assert found.tolist() == [doc in wanted for doc in asked.tolist()]


@both
@given(data=st.data())
def test_bits_are_set_where_one_of_the_first_levels_has_a_frequency(kernels, data):
    doc_count = data.draw(doc_counts)
    ids = data.draw(doc_id_sets(doc_count))
    rows = data.draw(
        st.lists(st.lists(st.integers(0, 1), min_size=3, max_size=3), min_size=len(ids), max_size=len(ids))
    )
    bits = bits_for(doc_count)
    kernels.set_bits_where(ids, np.array(rows, np.float32).reshape(-1, 3), 2, bits)
    assert documents_of(bits, doc_count) == [doc for doc, row in zip(ids.tolist(), rows, strict=True) if any(row[:2])]


@both
@given(data=st.data())
def test_complement_is_every_other_living_document(kernels, data):
    doc_count = data.draw(doc_counts)
    live = data.draw(live_masks(doc_count))
    living = [doc for doc in range(doc_count) if not len(live) or live[doc]]
    ids = [doc for doc in data.draw(doc_id_sets(doc_count)).tolist() if doc in living]
    others = kernels.complement(np.array(ids, np.uint32), live, doc_count, len(living) - len(ids))
    assert others.dtype == np.uint32
    assert others.tolist() == [doc for doc in living if doc not in ids]


# Positions


@both
@pytest.mark.parametrize(("freqs", "positions"), [(np.uint8, np.uint16), (np.uint32, np.uint32)])
@given(data=st.data())
def test_gather_positions_of_one_list_in_some_documents(kernels, freqs, positions, data):
    doc_count = data.draw(doc_counts)
    postings = data.draw(posting_lists(doc_count, freqs, positions).filter(lambda found: found.lists))
    number = data.draw(st.integers(0, len(postings.lists) - 1))
    ids = data.draw(doc_id_sets(doc_count))
    keys = kernels.gather_positions(
        ids,
        postings.doc_ids,
        postings.freqs,
        postings.positions,
        int(postings.offsets[number]),
        int(postings.offsets[number + 1]),
        int(postings.position_offsets[number]),
    )
    wanted = set(ids.tolist())
    expected = [doc << 32 | at for doc, each in postings.lists[number].items() if doc in wanted for at in each]
    assert keys.dtype == np.int64
    assert keys.tolist() == expected


@both
@given(data=st.data())
def test_gather_all_positions_of_several_lists_in_the_documents_whose_bit_is_set(kernels, data):
    doc_count = data.draw(doc_counts)
    postings = data.draw(posting_lists(doc_count))
    numbers = np.array(data.draw(st.permutations(range(len(postings.lists)))), np.int64)
    wanted = data.draw(doc_id_sets(doc_count))
    bits = bits_for(doc_count)
    kernels.set_bits(wanted, bits)
    keys = kernels.gather_all_positions(
        postings.doc_ids,
        postings.freqs,
        postings.positions,
        *(postings.offsets[numbers + step].astype(np.int64) for step in (0, 1)),
        postings.position_offsets[numbers].astype(np.int64),
        bits,
    )
    found = [
        doc << 32 | at for each in postings.lists for doc, places in each.items() if doc in wanted for at in places
    ]
    assert keys.dtype == np.int64
    assert keys.tolist() == sorted(found)


position_keys = st.sets(st.tuples(st.integers(0, 3), st.integers(0, 12)), max_size=20).map(
    lambda pairs: np.array(sorted(doc << 32 | at for doc, at in pairs), np.int64)
)


@both
@given(position_keys, st.sets(st.integers(0, 4)).map(sorted))
def test_first_positions_are_those_of_each_document(kernels, keys, docs):
    expected = [min((key & 0xFFFFFFFF for key in keys.tolist() if key >> 32 == doc), default=-1) for doc in docs]
    found = kernels.first_positions(np.array(docs, np.uint32), keys)
    assert (found.dtype, found.tolist()) == (np.int64, expected)


@both
@given(position_keys, position_keys, st.integers(0, 4))
def test_chain_keeps_what_stands_behind_at_most_slop_others(kernels, earlier, later, slop):
    before = set(earlier.tolist())
    expected = [key for key in later.tolist() if any(key - gap in before for gap in range(1, slop + 2))]
    found = kernels.chain(earlier, later, slop)
    assert found.dtype == np.int64
    assert found.tolist() == expected


@both
def test_chain_does_not_run_from_one_document_into_the_next(kernels):
    earlier, later = np.array([7 << 32 | 65_535]), np.array([8 << 32 | 0])
    assert kernels.chain(earlier, later, 10).tolist() == []


# Facets


@both
@given(dtype=st.sampled_from([np.uint16, np.uint32]), is_translated=st.booleans(), data=st.data())
@settings(max_examples=scaled(60))
def test_count_values_counts_each_value_of_each_document(kernels, dtype, is_translated, data):
    doc_count, value_count = data.draw(doc_counts), data.draw(st.integers(0, 6))
    column = data.draw(ragged_columns(doc_count, value_count, dtype))
    places = (
        data.draw(st.permutations(range(value_count + 2)))[:value_count] if is_translated else list(range(value_count))
    )
    translate = np.array(places if is_translated else [], np.uint32)
    counts, touched = np.zeros(value_count + 2, np.int32), np.full(value_count + 2, 99, np.uint32)
    expected: Counter[int] = Counter()
    distinct = 0
    rows = column.rows()
    for ids in (data.draw(doc_id_sets(doc_count)), data.draw(doc_id_sets(doc_count))):
        distinct = kernels.count_values(ids, column.offsets, column.values, translate, counts, touched, distinct)
        expected.update(places[ordinal] for doc in ids.tolist() for ordinal in rows[doc])
    assert {ordinal: count for ordinal, count in enumerate(counts.tolist()) if count} == expected
    assert sorted(touched[:distinct].tolist()) == sorted(expected)
    assert (touched[distinct:] == 99).all()
    kernels.reset(touched[:distinct], counts)
    assert not counts.any()


def best(counts, wanted):
    return sorted(
        (ordinal for ordinal, count in enumerate(counts) if count > 0), key=lambda each: (-counts[each], each)
    )[:wanted]


# Counts beside 4,095 are where the histogram of the compiled kernel ends.
facet_counts = st.lists(st.one_of(st.integers(0, 3), st.integers(4090, 4100)), max_size=40)


@both
@given(facet_counts, st.integers(0, 45), st.randoms(use_true_random=False))
@example([5000] * 30 + [4095, 4094], 3, random.Random(1))
@example([1] * 40, 2, random.Random(1))
def test_select_top_is_a_prefix_of_the_full_sort(kernels, counts, wanted, chance):
    touched = [ordinal for ordinal, count in enumerate(counts) if count]
    chance.shuffle(touched)
    found = kernels.select_top(np.array(touched, np.uint32), np.array(counts, np.int32), wanted)
    assert found.tolist() == best(counts, wanted)


@both
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=40), st.integers(0, 7) | st.integers(0, 45))
def test_select_top_of_rest_is_select_top_of_the_differences(kernels, pairs, wanted):
    totals = np.array([max(pair) for pair in pairs], np.int32)
    removed = np.array([min(pair) for pair in pairs], np.int32)
    rest = totals - removed
    order = np.argsort(-totals, kind="stable").astype(np.uint32)
    found = kernels.select_top_of_rest(order, totals, removed, wanted)
    assert found.tolist() == best(rest.tolist(), wanted)
    assert found.tolist() == kernels.select_top(np.flatnonzero(rest).astype(np.uint32), rest, wanted).tolist()


# Days

DAYS = (NO_DAY, -719_162, -400, -6, -5, -1, 0, 1, 30, 31, 34, 35, 2_932_896)
days_of_documents = st.lists(st.sampled_from(DAYS), min_size=1, max_size=20).map(lambda days: read_only(days, np.int32))


@both
@given(days_of_documents, st.data())
def test_day_span_and_count_days(kernels, days, data):
    ids = data.draw(doc_id_sets(len(days)))
    found = [days[doc].item() for doc in ids.tolist()]
    dated = [day for day in found if day != NO_DAY]
    first, last, missing = kernels.day_span(ids, days, NO_DAY)
    assert missing == len(found) - len(dated)
    assert (first, last) == (min(dated), max(dated)) if dated else first > last
    counts = np.ones(40, np.int64)
    kernels.count_days(ids, days, -5, counts)
    assert counts.tolist() == [1 + found.count(day) for day in range(-5, 35)]
    assert kernels.within_days(ids, days, -400, 30).tolist() == [-400 <= day <= 30 for day in found]


ranges_of_documents = st.lists(
    st.lists(st.tuples(st.integers(-20, 20), st.integers(0, 15)).map(lambda pair: (pair[0], sum(pair))), max_size=3),
    min_size=1,
    max_size=12,
)


@both
@given(ranges_of_documents, st.sets(st.integers(-25, 40), min_size=1, max_size=6).map(sorted), st.data())
def test_range_span_and_count_ranges(kernels, rows, starts, data):
    offsets = Ragged.of(rows).offsets if not any(rows) else read_only(np.cumsum([0, *map(len, rows)]), np.uint32)
    first = read_only([pair[0] for row in rows for pair in row], np.int32)
    last = read_only([pair[1] for row in rows for pair in row], np.int32)
    ids = data.draw(doc_id_sets(len(rows)))
    chosen = [rows[doc] for doc in ids.tolist()]
    pairs = [pair for row in chosen for pair in row]
    earliest, latest, missing = kernels.range_span(ids, offsets, first, last)
    assert missing == chosen.count([])
    assert (earliest, latest) == (min(pairs)[0], max(end for _, end in pairs)) if pairs else earliest > latest
    counts = np.ones(len(starts), np.int64)
    kernels.count_ranges(ids, offsets, first, last, np.array(starts, np.int64), counts)
    buckets = [(start, end - 1) for start, end in pairwise([*starts, 10_000])]
    touching = [sum(1 for row in chosen if any(a <= end and b >= start for a, b in row)) for start, end in buckets]
    assert counts.tolist() == [1 + count for count in touching]


# The first k


@both
@pytest.mark.parametrize("dtype", [np.float32, np.int64])
@given(data=st.data())
def test_top_k_after_a_cursor_is_a_slice_of_the_full_sort(kernels, dtype, data):
    doc_count = data.draw(doc_counts)
    ids = data.draw(doc_id_sets(doc_count))
    values = data.draw(scores_beside(ids)).astype(dtype)
    kind = int if dtype is np.int64 else float
    k, has_after = data.draw(st.integers(0, 12)), data.draw(st.booleans())
    order = sorted(zip(ids.tolist(), values.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))
    # A cursor stands at a document, or in another segment: before the first or behind the last document of this one.
    cursors = st.tuples(st.integers(0, 4), st.integers(-5, doc_count + 5))
    if order:
        cursors |= st.sampled_from([(value, doc) for doc, value in order])
    value, doc_id = data.draw(cursors)
    after = (kind(value), doc_id)
    behind = [(doc, value) for doc, value in order if not has_after or (-value, doc) > (-after[0], after[1])]
    found, of_found = kernels.top_k(ids, values, k, has_after, *after)
    assert (found.dtype, of_found.dtype) == (np.uint32, dtype)
    pairs = zip(found.tolist(), of_found.tolist(), strict=True)
    assert sorted(pairs, key=lambda pair: (-pair[1], pair[0])) == behind[:k]


# Distance


def test_the_textbook_distance_is_the_one_meant():
    pairs = [("ab", "ba", 1), ("ca", "abc", 3), ("", "abc", 3), ("kitten", "sitting", 3), ("علي", "علي", 0)]
    assert [osa_distance(a, b) for a, b, _ in pairs] == [distance for _, _, distance in pairs]


def code_points(text):
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)


few_letters = st.text("ابت", max_size=6)


@both
@given(st.lists(few_letters | st.text(MIXED_LETTERS, max_size=6), max_size=12), few_letters, st.integers(0, 3))
@example(["ca", "ac", "abc", "acb", ""], "ca", 1)
def test_within_distance_is_the_textbook_distance(kernels, words, word, distance):
    offsets = np.cumsum([0, *map(len, words)])
    found = kernels.within_distance(code_points("".join(words)), offsets, code_points(word), distance)
    assert found.dtype == np.bool_
    assert found.tolist() == [osa_distance(each, word) <= distance for each in words]


# Both modules on larger inputs: galloping, heaps and partitions that small ones never reach

LARGE = 5000


def some_of(chance, share, count=LARGE):
    return np.flatnonzero(chance.random(count) < share).astype(np.uint32)


@needs_numba
@pytest.mark.parametrize("share", [0.001, 0.1, 0.9])
def test_both_modules_find_the_same_documents_in_large_sets(share):
    chance = np.random.default_rng(int(share * 1000))
    a, b = some_of(chance, share), some_of(chance, 0.5)
    a_scores, b_scores = (chance.random(len(ids)).astype(np.float32) for ids in (a, b))
    results = []
    for kernels in (plain, compiled):
        totals, bits = np.zeros(LARGE, np.float32), bits_for(LARGE)
        kernels.add_into(a, a_scores, totals, bits)
        kernels.add_into(b, b_scores, totals, bits)
        found = np.zeros(len(a), np.bool_)
        kernels.members(a, b, 0, len(b), found)
        results.append([*kernels.emit(totals, bits, LARGE), *kernels.intersect(a, a_scores, b, b_scores), found])
        assert not totals.any()
        assert not bits.any()
    for one, other in zip(*results, strict=True):
        np.testing.assert_array_equal(one, other)


@needs_numba
@pytest.mark.parametrize("k", [1, 2, 3, 10, 11, 4000])
def test_both_modules_keep_the_same_top_of_many(k):
    chance = np.random.default_rng(k)
    ids = some_of(chance, 0.9)
    values = chance.integers(0, 50, len(ids)).astype(np.float32)
    counts = chance.integers(1, 6000, LARGE).astype(np.int32)
    touched = chance.permutation(LARGE).astype(np.uint32)
    removed = (counts * chance.random(LARGE)).astype(np.int32)
    order = np.argsort(-counts, kind="stable").astype(np.uint32)
    results = []
    for kernels in (plain, compiled):
        top, of_top = kernels.top_k(ids, values, k, True, 40.0, 2500)
        arranged = np.lexsort((top, -of_top))
        results.append(
            [
                top[arranged],
                of_top[arranged],
                kernels.select_top(touched, counts, k),
                kernels.select_top_of_rest(order, counts, removed, k),
            ]
        )
    for one, other in zip(*results, strict=True):
        np.testing.assert_array_equal(one, other)


@needs_numba
def test_both_modules_read_the_same_postings_of_many_documents():
    chance = np.random.default_rng(1)
    lists = [
        {
            doc: sorted(chance.choice(90, chance.integers(1, 9), replace=False).tolist())
            for doc in some_of(chance, share).tolist()
        }
        for share in (0.01, 0.3, 0.95)
    ]
    postings = PostingLists.of(lists)
    live = chance.random(LARGE) < 0.8
    ids = some_of(chance, 0.05)
    results = []
    for kernels in (plain, compiled):
        keys = [
            kernels.gather_positions(
                ids,
                postings.doc_ids,
                postings.freqs,
                postings.positions,
                int(postings.offsets[number]),
                int(postings.offsets[number + 1]),
                int(postings.position_offsets[number]),
            )
            for number in range(3)
        ]
        chosen = [(0, 1), (1, 2), (2, 5)]
        results.append([*unite(kernels, postings, chosen, 3, live, LARGE), *keys, kernels.chain(keys[2], keys[1], 2)])
    for one, other in zip(*results, strict=True):
        np.testing.assert_array_equal(one, other)
