"""The kernels in NumPy: what each does, stated once. `compiled` does the same with Numba, some times faster.

Everywhere: ids are (n,) uint32, strictly increasing documents of one segment; scores (n,) float32 beside them.
Scratch arrays, all zero before and after a call: totals (doc_count,) float32; counters (BLOCK * masks,)
float32; bits (doc_count / 64 rounded up,) uint64, bit d % 64 of word d / 64 for document d.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from search.codec.arrays import ragged_indices
from search.types import DocIds, Mask, PositionKeys, Scores

BLOCK = 1 << 15
"""Documents that `unite` goes through at a time: their counters then fit into the second level of the cache."""

Array = npt.NDArray[Any]
Int64s = npt.NDArray[np.int64]


def unite(
    doc_ids: Array,
    freqs: Array,
    starts: Int64s,
    ends: Int64s,
    masks: Array,
    levels: int,
    live: Array,
    counters: Array,  # noqa: ARG001 -- scratch of the compiled twin
    bits: Array,  # noqa: ARG001 -- as above
) -> tuple[DocIds, Array, Int64s]:
    """Unite posting lists into one, counting frequencies at several levels.

    List i is doc_ids[starts[i]:ends[i]] with freqs beside it; bit l of masks[i] says that it belongs to level l.
    live: (doc_count,) bool, or empty where nothing is deleted. counters, bits: scratch; counters for as many
    numbers a document as there are distinct masks.
    Returns (ids, tfs, dfs): tfs (n, levels) float32, the summed frequencies; dfs (levels,), documents with any.
    """
    docs = np.concatenate([doc_ids[start:end] for start, end in zip(starts, ends, strict=True)] or [doc_ids[:0]])
    weights = np.concatenate([freqs[start:end] for start, end in zip(starts, ends, strict=True)] or [freqs[:0]])
    of_list = np.repeat(np.asarray(masks), ends - starts)
    if len(live):
        kept = live[docs]
        docs, weights, of_list = docs[kept], weights[kept], of_list[kept]
    ids, places = np.unique(docs, return_inverse=True)
    tfs = np.empty((len(ids), levels), np.float32)
    for level in range(levels):
        counted = weights * (of_list >> level & 1)
        tfs[:, level] = np.bincount(places, weights=counted, minlength=len(ids))
    return ids.astype(np.uint32), tfs, np.count_nonzero(tfs, axis=0).astype(np.int64)


def unite_few(
    doc_ids: Array, freqs: Array, starts: Int64s, ends: Int64s, live: Array
) -> tuple[DocIds, npt.NDArray[np.float32]]:
    """Unite a few posting lists of one level by merging them one by one, the shortest first for speed.

    Returns (ids, tfs), tfs (n,) float32. Cost: O(lists · postings), each step a fraction of what `unite` spends.
    """
    ids, tfs, _ = unite(doc_ids, freqs, starts, ends, np.ones(len(starts), np.uint8), 1, live, _NONE, _NONE)
    return ids, tfs[:, 0]


_NONE: Array = np.empty(0)


def score_into(ids: DocIds, tfs: Array, norms: Scores, weights: Scores, totals: Scores, bits: Array) -> None:
    """Add to each document's total the greatest weights[l] · tf / (tf + norm) over its levels, and set its bit.

    tfs: (n, levels) numbers. norms: (doc_count,) float32. weights: (levels,) float32.
    """
    if not len(ids):
        return
    levels = tfs.astype(np.float32, copy=False)
    scores = (weights * levels / (levels + norms[ids][:, None])).max(axis=1)
    add_into(ids, scores, totals, bits)


def score_some(wanted: DocIds, ids: DocIds, tfs: Array, norms: Scores, weights: Scores, scores: Scores) -> None:
    """Add to scores[i] what `score_into` would add for document wanted[i], where it stands in ids.

    wanted: (m,) uint32, increasing. scores: (m,) float32. Cost: O(m log n): what is not wanted is not scored.
    """
    places = np.searchsorted(ids, wanted)
    rows = np.flatnonzero(places < len(ids))
    rows = rows[ids[places[rows]] == wanted[rows]]
    levels = tfs[places[rows]].astype(np.float32, copy=False)
    if len(rows):
        scores[rows] += (weights * levels / (levels + norms[wanted[rows]][:, None])).max(axis=1)


def add_into(ids: DocIds, scores: Scores, totals: Scores, bits: Array) -> None:
    """Add scores to the documents' totals and set their bits."""
    totals[ids] += scores
    set_bits(ids, bits)


def raise_into(ids: DocIds, scores: Scores, totals: Scores, bits: Array) -> None:
    """Raise the documents' totals to the scores where these are greater, and set their bits."""
    totals[ids] = np.maximum(totals[ids], scores)
    set_bits(ids, bits)


def emit(totals: Scores, bits: Array, limit: int) -> tuple[DocIds, Scores]:
    """Return the documents whose bit is set and their totals; both scratch arrays are zero again afterwards.

    limit: there are not more.
    """
    ids = np.flatnonzero(_unpacked(bits)).astype(np.uint32)[:limit]
    scores = totals[ids]
    totals[ids] = 0
    bits[:] = 0
    return ids, scores


def intersect(a_ids: DocIds, a_scores: Scores, b_ids: DocIds, b_scores: Scores) -> tuple[DocIds, Scores]:
    """Return the documents of both, their scores added. Cost: O(a log b) with a the shorter set."""
    ids, a_places, b_places = np.intersect1d(a_ids, b_ids, assume_unique=True, return_indices=True)
    return ids.astype(np.uint32), a_scores[a_places] + b_scores[b_places]


def members(ids: DocIds, doc_ids: Array, start: int, end: int, found: Array) -> None:
    """Set found[i] where ids[i] stands in doc_ids[start:end], which increases; leave the others as they are."""
    found |= np.isin(ids, doc_ids[start:end], assume_unique=True)


def gather_positions(
    ids: DocIds, doc_ids: Array, freqs: Array, positions: Array, start: int, end: int, first_position: int
) -> PositionKeys:
    """Return the occurrences that one posting list has in some documents, as doc_id << 32 | position, increasing.

    The list is [start, end) of doc_ids and freqs; its positions begin at positions[first_position].
    """
    docs, counts = doc_ids[start:end], freqs[start:end].astype(np.int64)
    kept: Mask = np.isin(docs, ids)
    begins: Int64s = first_position + np.cumsum(counts) - counts
    places = ragged_indices(begins[kept], counts[kept])
    keys: PositionKeys = np.repeat(docs[kept].astype(np.int64) << 32, counts[kept])
    keys += positions[places].astype(np.int64)
    return keys


def gather_all_positions(
    doc_ids: Array, freqs: Array, positions: Array, starts: Int64s, ends: Int64s, firsts: Int64s, bits: Array
) -> PositionKeys:
    """Return the occurrences that several posting lists have in the documents whose bit is set, as `gather_positions`.

    List i is [starts[i], ends[i]) of doc_ids and freqs; its positions begin at positions[firsts[i]]. Cost: O(postings).
    """
    found = [np.empty(0, np.int64)]
    for start, end, first in zip(starts, ends, firsts, strict=True):
        docs = doc_ids[start:end]
        found.append(gather_positions(docs[have_bits(docs, bits)], doc_ids, freqs, positions, start, end, first))
    return np.sort(np.concatenate(found))


def first_positions(ids: DocIds, keys: PositionKeys) -> Int64s:
    """Return (n,) int64, the first position of each document among the keys, or -1. keys: as of `gather_positions`."""
    found = np.searchsorted(keys, ids.astype(np.int64) << 32)
    first = np.full(len(ids), -1, np.int64)
    inside = np.flatnonzero(found < len(keys))
    inside = inside[keys[found[inside]] >> 32 == ids[inside]]
    first[inside] = keys[found[inside]] & 0xFFFFFFFF
    return first


def chain(earlier: PositionKeys, later: PositionKeys, slop: int) -> PositionKeys:
    """Return the keys of `later` that stand 1 to slop + 1 positions behind a key of `earlier`."""
    at_least = np.searchsorted(earlier, later - 1 - slop)
    inside: Mask = at_least < len(earlier)
    inside[inside] = earlier[at_least[inside]] < later[inside]
    return later[inside]


def count_values(
    ids: DocIds, offsets: Array, ordinals: Array, translate: Array, counts: Array, touched: Array, touched_count: int
) -> int:
    """Count the values of the documents: counts[ordinal] += 1 for each.

    offsets, ordinals: the ragged column. translate: (values,) from the segment's ordinals to those of `counts`, or
    empty where they are the same. Ordinals counted for the first time are written to `touched` from touched_count
    on; returns how many there are now.
    """
    begins = offsets[ids].astype(np.int64)
    found = ordinals[ragged_indices(begins, offsets[ids + np.uint32(1)].astype(np.int64) - begins)]
    if len(translate):
        found = translate[found]
    distinct, times = np.unique(found, return_counts=True)
    fresh = distinct[counts[distinct] == 0]
    counts[distinct] += times.astype(counts.dtype)
    touched[touched_count : touched_count + len(fresh)] = fresh
    return touched_count + len(fresh)


def select_top(touched: Array, counts: Array, wanted: int) -> Int64s:
    """Return up to `wanted` of the touched ordinals: the greatest counts first, ties by ascending ordinal."""
    ordinals = touched.astype(np.int64)
    order = np.lexsort((ordinals, -counts[ordinals]))
    return ordinals[order[:wanted]]


def select_top_of_rest(order: Array, totals: Array, removed: Array, wanted: int) -> Int64s:
    """Return what `select_top` would for the counts totals - removed.

    order: every ordinal, the greatest totals first, ties ascending: what comes behind the place where totals fall
    below the last count wanted need not be looked at.
    """
    ordinals = order.astype(np.int64)
    counts = totals[ordinals].astype(np.int64) - removed[ordinals]
    ordinals, counts = ordinals[counts > 0], counts[counts > 0]
    return ordinals[np.lexsort((ordinals, -counts))[:wanted]]


def complement(ids: DocIds, live: Array, doc_count: int, count: int) -> DocIds:
    """Return the living documents that are not among `ids`; `count` of them. live: (doc_count,) bool, or empty."""
    others = np.ones(doc_count, np.bool_) if not len(live) else live.copy()
    others[ids] = False
    return np.flatnonzero(others).astype(np.uint32)[:count]


def reset(touched: Array, counts: Array) -> None:
    """Set the counts of the touched ordinals to 0."""
    counts[touched] = 0


def top_k(
    ids: DocIds, values: Array, k: int, has_after: bool, after_value: float, after_id: int
) -> tuple[DocIds, Array]:
    """Return the ids and values of the k greatest values, in no particular order, ties by ascending id.

    has_after: consider only what comes behind (after_value, after_id) in this order. Cost: O(n log k) at worst.
    """
    if has_after:
        behind = (values < after_value) | ((values == after_value) & (ids.astype(np.int64) > after_id))
        ids, values = ids[behind], values[behind]
    order = np.lexsort((ids, -values))[:k]
    return ids[order], values[order]


def day_span(ids: DocIds, days: Array, no_day: int) -> tuple[int, int, int]:
    """Return the first and the last day of the documents, and how many have none; without any, first > last."""
    found = days[ids]
    dated = found[found != no_day]
    missing = len(found) - len(dated)
    return (int(dated.min()), int(dated.max()), missing) if len(dated) else (2**31, -(2**31), missing)


def count_days(ids: DocIds, days: Array, first: int, counts: Array) -> None:
    """Add 1 to counts[day - first] for each document whose day falls in it."""
    places = days[ids].astype(np.int64) - first
    counts += np.bincount(places[(places >= 0) & (places < len(counts))], minlength=len(counts)).astype(counts.dtype)


def within_days(ids: DocIds, days: Array, first: int, last: int) -> Mask:
    """Return (n,) bool, whether the day of each document falls in first–last."""
    found = days[ids]
    return np.asarray((found >= first) & (found <= last), np.bool_)


def range_span(ids: DocIds, offsets: Array, first: Array, last: Array) -> tuple[int, int, int]:
    """Return the first and last day of all ranges of the documents, and how many documents have none."""
    begins = offsets[ids].astype(np.int64)
    lengths = offsets[ids + np.uint32(1)].astype(np.int64) - begins
    places = ragged_indices(begins, lengths)
    missing = int(np.count_nonzero(lengths == 0))
    return (int(first[places].min()), int(last[places].max()), missing) if len(places) else (2**31, -(2**31), missing)


def count_ranges(ids: DocIds, offsets: Array, first: Array, last: Array, starts: Int64s, counts: Array) -> None:
    """Count each document once in every bucket that one of its ranges touches.

    starts: (buckets,) first days, increasing; a bucket ends before the next begins, the last one never.
    """
    begins = offsets[ids].astype(np.int64)
    lengths = offsets[ids + np.uint32(1)].astype(np.int64) - begins
    places = ragged_indices(begins, lengths)
    rows = np.repeat(np.arange(len(ids)), lengths)
    inside = last[places] >= starts[0]
    places, rows = places[inside], rows[inside]
    low = np.maximum(np.searchsorted(starts, first[places], side="right") - 1, 0)
    high = np.searchsorted(starts, last[places], side="right") - 1
    widths = high - low + 1
    buckets = ragged_indices(low, widths)
    pairs = np.unique(np.repeat(rows.astype(np.int64), widths) * len(starts) + buckets)
    counts += np.bincount(pairs % len(starts), minlength=len(starts)).astype(counts.dtype)


def set_bits(doc_ids: Array, bits: Array) -> None:
    """Set the bit of each document."""
    np.bitwise_or.at(bits, doc_ids >> np.uint32(6), np.uint64(1) << (doc_ids & np.uint32(63)).astype(np.uint64))


def set_bits_where(ids: DocIds, tfs: Array, levels: int, bits: Array) -> None:
    """Set the bit of each document with a frequency at one of the first levels. tfs: (n, all levels)."""
    set_bits(ids[(tfs[:, :levels] > 0).any(axis=1)], bits)


def have_bits(ids: DocIds, bits: Array) -> npt.NDArray[np.bool_]:
    """Return (n,) bool, whether the bit of each document is set."""
    words = bits[ids >> np.uint32(6)]
    return np.asarray(words >> (ids & np.uint32(63)).astype(np.uint64) & np.uint64(1), np.bool_)


def within_distance(chars: Array, offsets: Int64s, word: Array, distance: int) -> npt.NDArray[np.bool_]:
    """Return which words are within an edit distance (optimal string alignment: a swap of neighbours is one edit).

    chars: uint32 code points of all words, word i being chars[offsets[i]:offsets[i + 1]]. word: uint32 code points.
    """
    found = np.zeros(len(offsets) - 1, np.bool_)
    lengths = np.diff(offsets)
    for length in range(max(len(word) - distance, 0), len(word) + distance + 1):
        rows = np.flatnonzero(lengths == length)
        words = chars[offsets[rows][:, None] + np.arange(length)]
        found[rows] = _distances(words, word) <= distance
    return found


def _distances(words: Array, word: Array) -> Int64s:
    """Return the distance of each of several words of one length, (n, length), to a word."""
    count, length = words.shape
    before_last = last = np.tile(np.arange(len(word) + 1), (count, 1))
    for place in range(length):
        row = np.empty_like(last)
        row[:, 0] = place + 1
        for column in range(1, len(word) + 1):
            differs = words[:, place] != word[column - 1]
            cost = np.minimum(np.minimum(last[:, column], row[:, column - 1]) + 1, last[:, column - 1] + differs)
            if place and column > 1:
                swapped = (words[:, place] == word[column - 2]) & (words[:, place - 1] == word[column - 1])
                cost = np.where(swapped, np.minimum(cost, before_last[:, column - 2] + 1), cost)
            row[:, column] = cost
        before_last, last = last, row
    return np.asarray(last[:, -1])


def _unpacked(bits: Array) -> npt.NDArray[np.bool_]:
    return np.unpackbits(bits.view(np.uint8), bitorder="little").astype(np.bool_)
