"""Selections: hits and what each facet counts, against the definition of both, document by document."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.facets.selection import FacetFilters, Selection

SIZE = 6
masks = st.lists(st.booleans(), min_size=SIZE, max_size=SIZE).map(np.array)
facet_filters = st.builds(
    FacetFilters,
    st.none() | masks,
    st.lists(masks, max_size=2),
    st.dictionaries(st.sampled_from(("x", "y")), masks, max_size=2),
)
requests = st.dictionaries(st.sampled_from(("person", "place", "date")), facet_filters, max_size=3)

IDS = np.array([2, 3, 5, 70, 71, 90], np.uint32)


def passes(filters, row, *, but_selected_of=None, but_excluded=None):
    for name, facet in filters.items():
        if name != but_selected_of and facet.selected is not None and not facet.selected[row]:
            return False
        if not all(mask[row] for mask in facet.required):
            return False
        if any(mask[row] for value, mask in facet.excluded.items() if (name, value) != but_excluded):
            return False
    return True


@given(requests)
def test_hits_pass_every_filter(filters):
    assert Selection(IDS, filters).hits().tolist() == [passes(filters, row) for row in range(SIZE)]


@given(requests)
def test_a_facet_counts_all_filters_but_its_own_selected_values(filters):
    selection = Selection(IDS, filters)
    for name in ("person", "place", "date", "source"):
        expected = [int(IDS[row]) for row in range(SIZE) if passes(filters, row, but_selected_of=name)]
        assert selection.counted_by(name).tolist() == expected


@given(requests)
def test_removed_by_is_what_lifting_the_exclusion_brings_back(filters):
    selection = Selection(IDS, filters)
    hits = sum(passes(filters, row) for row in range(SIZE))
    for name, facet in filters.items():
        for value in facet.excluded:
            without = sum(passes(filters, row, but_excluded=(name, value)) for row in range(SIZE))
            assert selection.removed_by(name, value) == without - hits


def test_no_filters_count_all_matches():
    selection = Selection(IDS, {})
    assert selection.counted_by("person").tolist() == IDS.tolist()
    assert selection.hits().all()
