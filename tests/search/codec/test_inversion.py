"""Inversion, by NumPy and compiled, against a dictionary of lists."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.codec import inversion
from search.codec.inversion import invert, invert_runs

try:
    from search.codec import compiled_inversion
except ImportError:
    compiled_inversion = None

documents = st.lists(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 3)), max_size=8), max_size=8)
"""For each document its words: (term, positions after the word before)."""


def lists_of(found):
    """Return term → document → positions."""
    read: dict[int, dict[int, list[int]]] = {}
    of_terms = zip(pairwise(found.posting_offsets.tolist()), pairwise(found.position_offsets.tolist()), strict=True)
    for term, ((start, end), (first, last)) in enumerate(of_terms):
        read[term], at = {}, first
        for doc, freq in zip(found.doc_ids[start:end].tolist(), found.freqs[start:end].tolist(), strict=True):
            read[term][doc] = found.positions[at : at + freq].tolist()
            at += freq
        assert at == last
        assert list(read[term]) == sorted(read[term])
    return read


@pytest.mark.parametrize("dtype", [np.int64, np.uint32])
@given(documents=documents)
def test_inverted_words_are_the_postings_of_each_term(dtype, documents):
    words = []
    expected: dict[int, dict[int, list[int]]] = {term: {} for term in range(6)}
    for doc, steps in enumerate(documents):
        position = 0
        for term, step in steps:
            position += step
            words.append((term, doc, position))
            expected[term].setdefault(doc, []).append(position)
    terms, docs, positions = (np.array([word[place] for word in words], np.uint32) for place in range(3))
    found = invert(terms.astype(dtype), docs, positions, 6)
    assert (found.doc_ids.dtype, found.freqs.dtype, found.positions.dtype) == (np.uint32,) * 3
    assert lists_of(found) == expected


def test_no_words_give_empty_lists():
    none = np.empty(0, np.uint32)
    found = invert(none, none, none, 3)
    assert (found.posting_offsets.tolist(), found.position_offsets.tolist()) == ([0, 0, 0, 0], [0, 0, 0, 0])
    assert len(found.doc_ids) == len(found.freqs) == len(found.positions) == 0
    assert invert(none, none, none, 0).posting_offsets.tolist() == [0]


def test_a_word_at_the_end_of_one_document_and_the_start_of_the_next_is_two_postings():
    found = invert(np.array([0, 0, 0]), np.array([1, 1, 2], np.uint32), np.array([4, 5, 0], np.uint32), 1)
    assert (found.doc_ids.tolist(), found.freqs.tolist(), found.positions.tolist()) == ([1, 2], [2, 1], [4, 5, 0])


runs = st.lists(st.lists(st.tuples(st.lists(st.integers(0, 5), max_size=5), st.integers(0, 3)), max_size=4), max_size=6)
"""For each document its runs: numbers of words, and the gap before the run."""


@pytest.mark.parametrize(
    "compiled",
    [
        pytest.param(None, id="numpy"),
        pytest.param(
            compiled_inversion,
            id="numba",
            marks=pytest.mark.skipif(compiled_inversion is None, reason="Numba cannot be imported"),
        ),
    ],
)
@given(documents=runs, ranks=st.permutations(range(6)))
@example([], list(range(6)))
@example([[([], 0)], []], list(range(6)))
def test_inverted_runs_are_the_postings_of_each_term(compiled, documents, ranks):
    rows, tokens = [], []
    expected: dict[int, dict[int, list[int]]] = {term: {} for term in range(6)}
    for doc, each in enumerate(documents):
        position = 0
        for words, gap in each:
            position += gap
            rows.append((doc, len(words), position))
            tokens += words
            for word in words:
                expected[ranks[word]].setdefault(doc, []).append(position)
                position += 1
    docs, lengths, starts = (np.array([row[place] for row in rows], np.int32) for place in range(3))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inversion, "_compiled", lambda: compiled)
        found = invert_runs(
            np.array(tokens, np.int32), np.array(ranks, np.int64), docs.astype(np.int64), lengths, starts, 6
        )
    assert (found.doc_ids.dtype, found.freqs.dtype, found.positions.dtype) == (np.uint32,) * 3
    assert (found.posting_offsets.dtype, found.position_offsets.dtype) == (np.int64,) * 2
    assert lists_of(found) == expected
