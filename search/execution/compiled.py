"""The kernels compiled by Numba; `plain` holds the same in NumPy: their oracle, and what serves without Numba.

Signatures, meanings and conditions of every kernel are documented in `plain`; the tests hold both to each other.
Scratch arrays are all zero before and after each call, so that no query pays for the size of the archive.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from search.execution import plain

BLOCK = plain.BLOCK

_DE_BRUIJN = np.uint64(0x03F79D71B4CB0A89)
_PLACES = np.zeros(64, np.uint8)
for _place in range(64):
    _PLACES[(0x03F79D71B4CB0A89 << _place & (2**64 - 1)) >> 58] = _place


def _compiled(function: Any) -> Any:
    """Compile at the first call, keep the machine code on disk, and let other threads run meanwhile."""
    return numba.njit(cache=True, nogil=True, boundscheck=False, error_model="numpy")(function)


@_compiled
def unite(
    doc_ids: Any,
    freqs: Any,
    starts: Any,
    ends: Any,
    masks: Any,
    levels: Any,
    live: Any,
    counters: Any,
    bits: Any,
) -> Any:
    # Lists of the same levels share a counter; a level's frequency is the sum of the counters that belong to it.
    # Documents are gone through in blocks, all lists a block, so that counters stay in the processor's cache.
    classes = np.unique(masks)
    width = len(classes)
    total = np.int64(0)
    counter_of = np.empty(len(starts), np.int64)
    places = starts.copy()
    for part in range(len(starts)):
        counter_of[part] = np.searchsorted(classes, masks[part])
        total += ends[part] - starts[part]
    shares = np.zeros((levels, width), np.float32)
    for level in range(levels):
        for counter in range(width):
            shares[level, counter] = classes[counter] >> level & 1
    ids = np.empty(total, np.uint32)
    tfs = np.empty((total, levels), np.float32)
    found = np.zeros(levels, np.int64)
    row = 0
    block = np.int64(0)
    while True:
        first: Any = np.int64(2**62)
        for part in range(len(places)):
            if places[part] < ends[part]:
                first = min(first, np.int64(doc_ids[places[part]]))
        if first == 2**62:
            break
        block = first // BLOCK * BLOCK
        for part in range(len(places)):
            counter = counter_of[part]
            place, end = places[part], ends[part]
            while place < end:
                doc = np.int64(doc_ids[place]) - block
                if doc >= BLOCK:
                    break
                if not len(live) or live[doc + block]:
                    bits[doc >> 6] |= np.uint64(1) << np.uint64(doc & 63)
                    counters[doc * width + counter] += freqs[place]
                place += 1
            places[part] = place
        for word in range(min(BLOCK // 64, len(bits))):
            rest = bits[word]
            if not rest:
                continue
            bits[word] = 0
            while rest:
                doc = word * 64 + _trailing_zeros(rest)
                rest &= rest - np.uint64(1)
                ids[row] = block + doc
                base = doc * width
                for level in range(levels):
                    tf = np.float32(0)
                    for counter in range(width):
                        tf += shares[level, counter] * counters[base + counter]
                    tfs[row, level] = tf
                    found[level] += tf > 0
                for counter in range(width):
                    counters[base + counter] = 0
                row += 1
    return ids[:row], tfs[:row], found


@_compiled
def unite_few(doc_ids: Any, freqs: Any, starts: Any, ends: Any, live: Any) -> Any:
    ids = np.empty(0, np.uint32)
    tfs = np.empty(0, np.float32)
    for part in range(len(starts)):
        place, end = starts[part], ends[part]
        united = np.empty(len(ids) + end - place, np.uint32)
        sums = np.empty(len(united), np.float32)
        row = 0
        count = 0
        while row < len(ids) or place < end:
            if place < end and len(live) and not live[doc_ids[place]]:
                place += 1
            elif place == end or (row < len(ids) and ids[row] < doc_ids[place]):
                united[count] = ids[row]
                sums[count] = tfs[row]
                row += 1
                count += 1
            else:
                tf = np.float32(freqs[place])
                if row < len(ids) and ids[row] == doc_ids[place]:
                    tf += tfs[row]
                    row += 1
                united[count] = doc_ids[place]
                sums[count] = tf
                place += 1
                count += 1
        ids = united[:count]
        tfs = sums[:count]
    return ids, tfs


@numba.njit(cache=True, nogil=True, inline="always")
def _trailing_zeros(word: Any) -> Any:
    # A de Bruijn sequence holds every six bits once: shifted by the lowest bit, its top six bits tell which it was
    # (Leiserson, Prokop and Randall 1998).
    lowest = word & (~word + np.uint64(1))
    return np.int64(_PLACES[(lowest * _DE_BRUIJN) >> np.uint64(58)])


@numba.njit(cache=True, nogil=True, inline="always")
def _best_level(tfs: Any, row: Any, norm: Any, weights: Any) -> Any:
    """Return the greatest weight · tf / (tf + norm) over the levels of one document."""
    best = np.float32(0)
    for level in range(len(weights)):
        tf = np.float32(tfs[row, level])
        best = max(best, weights[level] * tf / (tf + norm))
    return best


@_compiled
def score_into(ids: Any, tfs: Any, norms: Any, weights: Any, totals: Any, bits: Any) -> None:
    for row in range(len(ids)):
        doc = ids[row]
        totals[doc] += _best_level(tfs, row, norms[doc], weights)
        bits[doc >> np.uint32(6)] |= np.uint64(1) << np.uint64(doc & np.uint32(63))


@_compiled
def add_into(ids: Any, scores: Any, totals: Any, bits: Any) -> None:
    for row in range(len(ids)):
        doc = ids[row]
        totals[doc] += scores[row]
        bits[doc >> np.uint32(6)] |= np.uint64(1) << np.uint64(doc & np.uint32(63))


@_compiled
def raise_into(ids: Any, scores: Any, totals: Any, bits: Any) -> None:
    for row in range(len(ids)):
        doc = ids[row]
        totals[doc] = max(totals[doc], scores[row])
        bits[doc >> np.uint32(6)] |= np.uint64(1) << np.uint64(doc & np.uint32(63))


@_compiled
def emit(totals: Any, bits: Any, limit: Any) -> Any:
    ids = np.empty(limit, np.uint32)
    scores = np.empty(limit, np.float32)
    row = 0
    for word in range(len(bits)):
        rest = bits[word]
        if not rest:
            continue
        bits[word] = 0
        while rest:
            doc = np.uint32(word * 64 + _trailing_zeros(rest))
            rest &= rest - np.uint64(1)
            ids[row] = doc
            scores[row] = totals[doc]
            totals[doc] = 0
            row += 1
    return ids[:row], scores[:row]


@numba.njit(cache=True, nogil=True)
def _seek(ids: Any, start: Any, end: Any, wanted: Any) -> Any:
    """Return the first place from `start` on whose id is not less than `wanted`: galloping, then bisection."""
    step = 1
    low = start
    while low + step < end and ids[low + step] < wanted:
        low += step
        step *= 2
    high = min(low + step, end)
    while low < high:
        middle = (low + high) // 2
        if ids[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@_compiled
def intersect(a_ids: Any, a_scores: Any, b_ids: Any, b_scores: Any) -> Any:
    ids = np.empty(min(len(a_ids), len(b_ids)), np.uint32)
    scores = np.empty(len(ids), np.float32)
    count = 0
    place = 0
    end = len(b_ids)
    for row in range(len(a_ids)):
        doc = a_ids[row]
        place = _seek(b_ids, place, end, doc)
        if place == end:
            break
        if b_ids[place] == doc:
            ids[count] = doc
            scores[count] = a_scores[row] + b_scores[place]
            count += 1
    return ids[:count], scores[:count]


@_compiled
def score_some(wanted: Any, ids: Any, tfs: Any, norms: Any, weights: Any, scores: Any) -> None:
    place = 0
    end = len(ids)
    for row in range(len(wanted)):
        doc = wanted[row]
        place = _seek(ids, place, end, doc)
        if place == end:
            break
        if ids[place] == doc:
            scores[row] += _best_level(tfs, place, norms[doc], weights)


@_compiled
def members(ids: Any, doc_ids: Any, start: Any, end: Any, found: Any) -> None:
    place = np.int64(start)
    for row in range(len(ids)):
        place = _seek(doc_ids, place, end, ids[row])
        if place >= end:
            break
        if doc_ids[place] == ids[row]:
            found[row] = True


@_compiled
def gather_positions(
    ids: Any, doc_ids: Any, freqs: Any, positions: Any, start: Any, end: Any, first_position: Any
) -> Any:
    places = np.empty(min(len(ids), end - start), np.int64)
    rows = np.empty(len(places), np.int64)
    count = 0
    total = np.int64(0)
    place = np.int64(start)
    for row in range(len(ids)):
        place = _seek(doc_ids, place, end, ids[row])
        if place >= end:
            break
        if doc_ids[place] == ids[row]:
            places[count] = place
            rows[count] = row
            count += 1
            total += np.int64(freqs[place])
    keys = np.empty(total, np.int64)
    at = np.int64(first_position)
    place = np.int64(start)
    filled = 0
    for index in range(count):
        while place < places[index]:
            at += np.int64(freqs[place])
            place += 1
        base = np.int64(ids[rows[index]]) << 32
        for number in range(np.int64(freqs[place])):
            keys[filled] = base | np.int64(positions[at + number])
            filled += 1
    return keys


@_compiled
def gather_all_positions(
    doc_ids: Any, freqs: Any, positions: Any, starts: Any, ends: Any, firsts: Any, bits: Any
) -> Any:
    keys = np.empty(64, np.int64)
    filled = 0
    for part in range(len(starts)):
        at = np.int64(firsts[part])
        for place in range(starts[part], ends[part]):
            doc = doc_ids[place]
            freq = np.int64(freqs[place])
            if bits[doc >> np.uint32(6)] >> np.uint64(doc & np.uint32(63)) & np.uint64(1):
                if filled + freq > len(keys):
                    longer = np.empty(2 * (filled + freq), np.int64)
                    longer[:filled] = keys[:filled]
                    keys = longer
                base = np.int64(doc) << 32
                for number in range(freq):
                    keys[filled] = base | np.int64(positions[at + number])
                    filled += 1
            at += freq
    keys = keys[:filled]
    keys.sort()
    return keys


@_compiled
def first_positions(ids: Any, keys: Any) -> Any:
    first = np.full(len(ids), -1, np.int64)
    place = 0
    for row in range(len(ids)):
        low = np.int64(ids[row]) << 32
        while place < len(keys) and keys[place] < low:
            place += 1
        if place < len(keys) and keys[place] >> 32 == ids[row]:
            first[row] = keys[place] & 0xFFFFFFFF
    return first


@_compiled
def chain(earlier: Any, later: Any, slop: Any) -> Any:
    ends = np.empty(len(later), np.int64)
    count = 0
    place = 0
    for row in range(len(later)):
        low = later[row] - 1 - slop
        while place < len(earlier) and earlier[place] < low:
            place += 1
        if place == len(earlier):
            break
        if earlier[place] < later[row]:
            ends[count] = later[row]
            count += 1
    return ends[:count]


@_compiled
def count_values(
    ids: Any, offsets: Any, ordinals: Any, translate: Any, counts: Any, touched: Any, touched_count: Any
) -> Any:
    for row in range(len(ids)):
        doc = ids[row]
        for place in range(offsets[doc], offsets[doc + np.uint32(1)]):
            ordinal = np.int64(ordinals[place])
            if len(translate):
                ordinal = np.int64(translate[ordinal])
            if counts[ordinal] == 0:
                touched[touched_count] = ordinal
                touched_count += 1
            counts[ordinal] += 1
    return touched_count


@numba.njit(cache=True, nogil=True)
def _sink(keys: Any, size: Any, key: Any) -> None:
    """Put a key in the place of the smallest, at the root of a heap of `size` keys."""
    place = 0
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        if child + 1 < size and keys[child + 1] < keys[child]:
            child += 1
        if keys[child] >= key:
            break
        keys[place] = keys[child]
        place = child
    keys[place] = key


@numba.njit(cache=True, nogil=True)
def _push(keys: Any, size: Any, key: Any) -> Any:
    """Add a key to a heap whose smallest key is its root, or let it replace the smallest where the heap is full."""
    if size == len(keys):
        if size and key > keys[0]:
            _sink(keys, size, key)
        return size
    place = size
    while place > 0 and keys[(place - 1) // 2] > key:
        keys[place] = keys[(place - 1) // 2]
        place = (place - 1) // 2
    keys[place] = key
    return size + 1


@numba.njit(cache=True, nogil=True)
def _ordinals_of(keys: Any, size: Any) -> Any:
    """Empty a heap of (count << 32 | inverted ordinal) keys and return the ordinals, the greatest key first."""
    ordinals = np.empty(size, np.int64)
    for left in range(size, 0, -1):
        ordinals[left - 1] = 0xFFFFFFFF - (keys[0] & 0xFFFFFFFF)
        _sink(keys, left - 1, keys[left - 1])
    return ordinals


@_compiled
def select_top(touched: Any, counts: Any, wanted: Any) -> Any:
    keys = np.empty(min(wanted, len(touched)), np.int64)
    size = 0
    for row in range(len(touched)):
        ordinal = np.int64(touched[row])
        size = _push(keys, size, (np.int64(counts[ordinal]) << 32) | (0xFFFFFFFF - ordinal))
    return _ordinals_of(keys, size)


@_compiled
def select_top_of_rest(order: Any, totals: Any, removed: Any, wanted: Any) -> Any:
    keys = np.empty(min(wanted, len(order)), np.int64)
    size = 0
    for row in range(len(order)):
        ordinal = np.int64(order[row])
        total = np.int64(totals[ordinal])
        if size == len(keys) and (size == 0 or total < keys[0] >> 32):
            break
        count = total - np.int64(removed[ordinal])
        if count > 0:
            size = _push(keys, size, (count << 32) | (0xFFFFFFFF - ordinal))
    return _ordinals_of(keys, size)


@_compiled
def complement(ids: Any, live: Any, doc_count: Any, count: Any) -> Any:
    others = np.empty(count, np.uint32)
    filled = 0
    place = 0
    for doc in range(doc_count):
        if place < len(ids) and ids[place] == doc:
            place += 1
        elif not len(live) or live[doc]:
            others[filled] = doc
            filled += 1
    return others[:filled]


@_compiled
def reset(touched: Any, counts: Any) -> None:
    for row in range(len(touched)):
        counts[touched[row]] = 0


@numba.njit(cache=True, nogil=True, inline="always")
def _is_before(value: Any, doc: Any, other_value: Any, other_doc: Any) -> Any:
    return value > other_value or (value == other_value and doc < other_doc)


@_compiled
def top_k(ids: Any, values: Any, k: Any, has_after: Any, after_value: Any, after_id: Any) -> Any:
    best_values = np.empty(k, values.dtype)
    best_ids = np.empty(k, np.uint32)
    size = 0
    if k == 0:
        return best_ids, best_values
    for row in range(len(ids)):
        value = values[row]
        # Ids increase, so that of equal values the one already kept comes first.
        if size == k and value <= best_values[0]:
            continue
        doc = ids[row]
        if has_after and not _is_before(after_value, after_id, value, np.int64(doc)):
            continue
        if size < k:
            place = size
            size += 1
            while place > 0:
                parent = (place - 1) // 2
                if not _is_before(best_values[parent], best_ids[parent], value, doc):
                    break
                best_values[place] = best_values[parent]
                best_ids[place] = best_ids[parent]
                place = parent
        else:
            place = 0
            while True:
                child = 2 * place + 1
                if child >= k:
                    break
                if child + 1 < k and _is_before(
                    best_values[child], best_ids[child], best_values[child + 1], best_ids[child + 1]
                ):
                    child += 1
                if not _is_before(value, doc, best_values[child], best_ids[child]):
                    break
                best_values[place] = best_values[child]
                best_ids[place] = best_ids[child]
                place = child
        best_values[place] = value
        best_ids[place] = doc
    return best_ids[:size], best_values[:size]


@_compiled
def day_span(ids: Any, days: Any, no_day: Any) -> Any:
    first = np.int64(2**31)
    last = -np.int64(2**31)
    missing = 0
    for row in range(len(ids)):
        day = np.int64(days[ids[row]])
        if day == no_day:
            missing += 1
        else:
            first = min(first, day)
            last = max(last, day)
    return first, last, missing


@_compiled
def count_days(ids: Any, days: Any, first: Any, counts: Any) -> None:
    for row in range(len(ids)):
        place = np.int64(days[ids[row]]) - first
        if 0 <= place < len(counts):
            counts[place] += 1


@_compiled
def within_days(ids: Any, days: Any, first: Any, last: Any) -> Any:
    inside = np.empty(len(ids), np.bool_)
    for row in range(len(ids)):
        day = np.int64(days[ids[row]])
        inside[row] = first <= day and day <= last
    return inside


@_compiled
def range_span(ids: Any, offsets: Any, first: Any, last: Any) -> Any:
    earliest = np.int64(2**31)
    latest = -np.int64(2**31)
    missing = 0
    for row in range(len(ids)):
        doc = ids[row]
        start, end = offsets[doc], offsets[doc + np.uint32(1)]
        if start == end:
            missing += 1
        for place in range(start, end):
            earliest = min(earliest, np.int64(first[place]))
            latest = max(latest, np.int64(last[place]))
    return earliest, latest, missing


@_compiled
def count_ranges(ids: Any, offsets: Any, first: Any, last: Any, starts: Any, counts: Any) -> None:
    seen = np.zeros(len(starts), np.int64)
    # Calendar units are of nearly the same length: a guess by proportion is right or next to right.
    last_bucket: Any = len(starts) - 1
    per_day = last_bucket / max(starts[last_bucket] - starts[0], 1)
    for row in range(len(ids)):
        doc = ids[row]
        for place in range(offsets[doc], offsets[doc + np.uint32(1)]):
            if last[place] < starts[0]:
                continue
            day = np.int64(first[place])
            bucket: Any = min(max(np.int64((day - starts[0]) * per_day), 0), last_bucket)
            while bucket > 0 and starts[bucket] > day:
                bucket -= 1
            while bucket < last_bucket and starts[bucket + 1] <= day:
                bucket += 1
            while bucket <= last_bucket and starts[bucket] <= last[place]:
                if seen[bucket] != row + 1:
                    seen[bucket] = row + 1
                    counts[bucket] += 1
                bucket += 1


@_compiled
def set_bits(doc_ids: Any, bits: Any) -> None:
    for row in range(len(doc_ids)):
        doc = doc_ids[row]
        bits[doc >> np.uint32(6)] |= np.uint64(1) << np.uint64(doc & np.uint32(63))


@_compiled
def set_bits_where(ids: Any, tfs: Any, levels: Any, bits: Any) -> None:
    for row in range(len(ids)):
        for level in range(levels):
            if tfs[row, level] > 0:
                doc = ids[row]
                bits[doc >> np.uint32(6)] |= np.uint64(1) << np.uint64(doc & np.uint32(63))
                break


@_compiled
def have_bits(ids: Any, bits: Any) -> Any:
    found = np.empty(len(ids), np.bool_)
    for row in range(len(ids)):
        doc = ids[row]
        found[row] = bits[doc >> np.uint32(6)] >> np.uint64(doc & np.uint32(63)) & np.uint64(1)
    return found


@_compiled
def within_distance(chars: Any, offsets: Any, word: Any, distance: Any) -> Any:
    found = np.zeros(len(offsets) - 1, np.bool_)
    size = len(word)
    before_last = np.empty(size + 1, np.int64)
    last = np.empty(size + 1, np.int64)
    row = np.empty(size + 1, np.int64)
    for index in range(len(found)):
        start = offsets[index]
        length = offsets[index + 1] - start
        if abs(length - size) > distance:
            continue
        for column in range(size + 1):
            last[column] = column
        best = 0
        for place in range(length):
            char = chars[start + place]
            row[0] = place + 1
            best = row[0]
            for column in range(1, size + 1):
                cost = min(last[column] + 1, row[column - 1] + 1, last[column - 1] + (word[column - 1] != char))
                if (
                    place > 0
                    and column > 1
                    and word[column - 2] == char
                    and word[column - 1] == chars[start + place - 1]
                ):
                    cost = min(cost, before_last[column - 2] + 1)
                row[column] = cost
                best = min(best, cost)
            if best > distance:
                break
            before_last, last, row = last, row, before_last
        found[index] = best <= distance and last[size] <= distance
    return found
