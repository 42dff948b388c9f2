from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.execution.topk import top_k

value_lists = st.lists(st.integers(0, 4).map(float), max_size=30)


@given(value_lists, st.integers(0, 40))
def test_top_k_is_a_prefix_of_the_full_stable_sort(values, k):
    doc_ids = np.arange(len(values), dtype=np.uint32)
    expected = sorted(range(len(values)), key=lambda doc_id: (-values[doc_id], doc_id))[:k]
    assert top_k(doc_ids, np.array(values, np.float32), k).tolist() == expected


@given(value_lists, st.integers(1, 5))
def test_pages_after_a_cursor_join_to_the_full_order(values, size):
    doc_ids = np.arange(len(values), dtype=np.uint32)
    scores = np.array(values, np.float32)
    joined, after = [], None
    while page := top_k(doc_ids, scores, size, after).tolist():
        joined += page
        after = (float(scores[page[-1]]), page[-1])
    assert joined == top_k(doc_ids, scores, len(values)).tolist()
