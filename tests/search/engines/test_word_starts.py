"""Values found by bisection are those that the obvious loop finds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import fold_text
from search.engines.local.word_starts import SORTED_CHARS, WordStarts

WORDS = ("علي", "العلي", "ال", "الأ", "الأردن", "أردن", "a.b", "Zeid", "عبد", "\ud800", "س" * 30, "س" * 30 + "ن")
values = st.lists(st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join), max_size=10)
prefixes = st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(" ".join) | st.text(
    "األسنعب", min_size=1, max_size=4
)


def begins(value, prefix):
    """Return whether the prefix begins at a word of the value, or behind its article."""
    line = f" {' '.join(fold_text(value).split())} "
    starts = [place + 1 for place in range(len(line) - 1) if line[place] == " " and line[place + 1] != " "]
    starts += [place + 2 for place in starts if line.startswith("ال", place) and len(line[place:].split()[0]) > 3]
    return any(line.startswith(prefix, place) for place in starts)


@given(values, prefixes)
def test_values_continuing_a_prefix(found, prefix):
    prefix = " ".join(fold_text(prefix).split())
    starts = WordStarts(value.encode("utf-8", "surrogatepass") for value in found)
    expected = [ordinal for ordinal, value in enumerate(found) if begins(value, prefix)]
    assert starts.continuing(prefix).tolist() == expected


def test_values_of_one_name_are_found_as_one():
    starts = WordStarts([b"ab", b"ac", b"ad"], np.array([1, 1, 0]))
    assert starts.continuing("a").tolist() == [0, 1]


@pytest.mark.parametrize("prefix", ["", "x", "x" * (SORTED_CHARS + 1)])
def test_without_values_nothing_continues(prefix):
    assert WordStarts([]).continuing(prefix).tolist() == []
