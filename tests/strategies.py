"""Hypothesis strategies for the arrays that the codec, execution and facets pass to each other.

Everything is small and collides: few documents, few words, values and days, so that empty rows, ties and
repetitions come up in most examples. Arrays of the disk are read-only, as memory-mapped ones are.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from hypothesis import strategies as st

ARABIC_LETTERS = "ابتةهوزيرأإلىعن"
MIXED_LETTERS = ARABIC_LETTERS + "aZé\N{CJK UNIFIED IDEOGRAPH-4E2D}\N{OLD PERSIAN SIGN A}"
"""Letters of one, two, three and four bytes in UTF-8."""

MANY_DOCUMENTS = 150
"""More than two words of 64 bits hold."""

doc_counts = st.one_of(st.just(1), st.integers(1, 12), st.integers(1, MANY_DOCUMENTS))
arabic_words = st.text(ARABIC_LETTERS, min_size=1, max_size=6)
mixed_words = st.text(MIXED_LETTERS, max_size=6)


def read_only(values, dtype):
    """Return a read-only array, as one over a memory-mapped file is."""
    array = np.array(values, dtype)
    array.flags.writeable = False
    return array


def doc_id_sets(doc_count: int) -> st.SearchStrategy[np.ndarray]:
    """Strictly increasing uint32 documents: none, some or all of doc_count."""
    some = st.sets(st.integers(0, doc_count - 1), max_size=doc_count).map(sorted) if doc_count else st.just([])
    return st.one_of(some, st.just(list(range(doc_count)))).map(lambda ids: np.array(ids, np.uint32))


def live_masks(doc_count: int) -> st.SearchStrategy[np.ndarray]:
    """Which documents live, as kernels take it: (doc_count,) bool, or empty where nothing is deleted."""
    masks = st.lists(st.booleans(), min_size=doc_count, max_size=doc_count).map(lambda mask: np.array(mask, np.bool_))
    return st.one_of(st.just(np.empty(0, np.bool_)), masks)


@dataclass(frozen=True)
class Ragged:
    """A ragged column: row i is values[offsets[i]:offsets[i + 1]]."""

    offsets: np.ndarray
    values: np.ndarray

    @classmethod
    def of(cls, rows, dtype=np.uint16):
        return cls(
            read_only(np.cumsum([0, *map(len, rows)]), np.uint32),
            read_only([value for row in rows for value in row], dtype),
        )

    def rows(self):
        return [self.values[start:end].tolist() for start, end in pairwise(self.offsets.tolist())]


def ragged_columns(doc_count: int, value_count: int, dtype=np.uint16) -> st.SearchStrategy[Ragged]:
    """Rows of distinct, increasing ordinals below value_count."""
    row = st.sets(st.integers(0, value_count - 1), max_size=4).map(sorted) if value_count else st.just([])
    return st.lists(row, min_size=doc_count, max_size=doc_count).map(lambda rows: Ragged.of(rows, dtype))


@dataclass(frozen=True)
class PostingLists:
    """Posting lists as they lie on disk. lists: the same as document → positions."""

    lists: list[dict[int, list[int]]]
    offsets: np.ndarray
    doc_ids: np.ndarray
    freqs: np.ndarray
    position_offsets: np.ndarray
    positions: np.ndarray

    @classmethod
    def of(cls, lists, freq_dtype=np.uint8, position_dtype=np.uint16):
        postings = [(doc, positions) for each in lists for doc, positions in each.items()]
        return cls(
            lists,
            read_only(np.cumsum([0, *map(len, lists)]), np.uint32),
            read_only([doc for doc, _ in postings], np.uint32),
            read_only([len(positions) for _, positions in postings], freq_dtype),
            read_only(np.cumsum([0, *(sum(map(len, each.values())) for each in lists)]), np.uint32),
            read_only([position for _, positions in postings for position in positions], position_dtype),
        )


@st.composite
def posting_lists(draw, doc_count: int, freq_dtype=np.uint8, position_dtype=np.uint16) -> PostingLists:
    """Up to five lists over the documents, a few positions in each."""
    positions = st.sets(st.integers(0, 40), min_size=1, max_size=4).map(sorted)
    one = st.dictionaries(st.integers(0, max(doc_count - 1, 0)), positions, max_size=min(doc_count, 20))
    lists = draw(st.lists(one.map(lambda found: dict(sorted(found.items()))), max_size=5))
    return PostingLists.of(lists, freq_dtype, position_dtype)


def byte_tables(letters: str = MIXED_LETTERS) -> st.SearchStrategy[list[bytes]]:
    """Sorted, distinct UTF-8 strings, maybe the empty one among them."""
    return st.sets(st.text(letters, max_size=5), max_size=15).map(lambda words: sorted(map(str.encode, words)))


def osa_distance(a: str, b: str) -> int:
    """Return the optimal string alignment distance, straight from its recurrence."""
    table = {(-1, -1): 0}
    for i in range(len(a)):
        table[i, -1] = i + 1
    for j in range(len(b)):
        table[-1, j] = j + 1
    for i in range(len(a)):
        for j in range(len(b)):
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a[i] != b[j]))
            if i and j and a[i] == b[j - 1] and a[i - 1] == b[j]:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(a) - 1, len(b) - 1]
