"""Folded values against the obvious loop over them."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from search.analysis import fold_text
from search.codec.strings import StringTable
from search.engines.local.folded_values import FoldedValues

WORDS = ("علي", "على", "العلي", "ال", "الأردن", "أردن", "a.b", "(x)", "Zeid", "zeidan", "\ud800")
values = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join) | st.text("األ علي\n\u200f ", max_size=8)
value_sets = st.sets(values, max_size=12).map(lambda found: sorted(found, key=pack))
words = st.sampled_from((*WORDS, "زيد", "x", "."))


def pack(value):
    return value.encode("utf-8", "surrogatepass")


def folded_of(found):
    return FoldedValues(StringTable.of([pack(value) for value in found]))


@given(value_sets, st.lists(words.map(fold_text).filter(bool), max_size=3, unique=True).map(tuple))
@example([], ("علي",))
@example([""], ("علي",))
def test_values_with_all_the_words(found, wanted):
    expected = [
        ordinal for ordinal, value in enumerate(found) if wanted and set(wanted) <= set(fold_text(value).split())
    ]
    assert folded_of(found).with_words(wanted).tolist() == expected


prefixes = st.one_of(
    words.flatmap(lambda word: st.integers(0, len(word)).map(lambda end: word[:end])),
    st.lists(words, min_size=2, max_size=3).map(" ".join),
    st.text("األ علي", max_size=3),
).map(fold_text)


@given(value_sets, prefixes, st.booleans())
@example([], "", True)
@example(["الأردن", "أردن"], "ارد", True)
@example(["الأردن", "أردن"], "ارد", False)
def test_values_in_which_a_word_begins_so(found, prefix, skip_article):
    begins = (" " + prefix, " ال" + prefix) if skip_article else (" " + prefix,)
    expected = [
        ordinal
        for ordinal, value in enumerate(found)
        if not prefix or any(begin in f" {fold_text(value)} " for begin in begins)
    ]
    ordinals = folded_of(found).continuing(prefix, skip_article=skip_article)
    assert ordinals.dtype == np.int64
    assert ordinals.tolist() == expected
