"""The merge policy: what it chooses, and what follows for any history of commits and deletions."""

from __future__ import annotations

import math
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from search.engines.local.merging import GROWTH, MAX_DELETED_SHARE, choose_merges

segment_counts = st.tuples(st.integers(1, 2000), st.integers(0, 2000)).map(lambda pair: (max(pair), min(pair)))


@given(st.lists(segment_counts, max_size=12))
def test_merges_are_in_order_disjoint_and_in_range(counts):
    merges = choose_merges(counts)
    for start, end in merges:
        assert 0 <= start < end <= len(counts)
    for (_, end), (start, _) in pairwise(merges):
        assert end <= start
    # Only the youngest segments are joined; older ones are rewritten alone.
    assert all(end - start == 1 for start, end in merges[:-1])
    assert merges == [] or merges[-1][1] == len(counts) or merges[-1][1] - merges[-1][0] == 1


@given(st.lists(segment_counts, max_size=12))
def test_no_segment_keeps_more_deleted_documents_than_its_share(counts):
    merged = {place for start, end in choose_merges(counts) for place in range(start, end)}
    for place, (documents, deleted) in enumerate(counts):
        assert place in merged or deleted <= documents * MAX_DELETED_SHARE
    alone = {start for start, end in choose_merges(counts) if end - start == 1}
    assert all(counts[place][1] > counts[place][0] * MAX_DELETED_SHARE for place in alone)


class History:
    """Applies the policy commit by commit. stored: (documents, deleted) of each segment."""

    def __init__(self):
        self.stored: list[tuple[int, int]] = []
        self.rewritten = self.added = 0
        self.most_segments = 0

    def commit(self, added, deletions=()):
        """deletions: for some of the segments how many of their living documents go."""
        for place, gone in deletions:
            if place < len(self.stored):
                documents, deleted = self.stored[place]
                self.stored[place] = documents, deleted + min(gone, documents - deleted)
        self.added += added
        counts = [(documents, deleted) for documents, deleted in [*self.stored, (added, 0)] if documents > deleted]
        merged, done = [], 0
        for start, end in choose_merges(counts):
            total = sum(documents - deleted for documents, deleted in counts[start:end])
            self.rewritten += total
            merged += [*counts[done:start], (total, 0)]
            done = end
        self.stored = merged + counts[done:]
        self.most_segments = max(self.most_segments, len(self.stored))
        return self

    @property
    def living(self):
        return [documents - deleted for documents, deleted in self.stored]


sizes = st.one_of(st.integers(1, 5), st.integers(1, 5000))


deletions = st.lists(st.tuples(st.integers(0, 8), st.integers(1, 5000)), max_size=4)


@given(st.lists(st.tuples(sizes, deletions), min_size=1, max_size=60))
def test_each_segment_is_at_least_twice_all_younger_ones(commits):
    """So with each segment the sum of those from it on triples: there are at most 1 + log3(all / youngest) of them."""
    history = History()
    for added, gone in commits:
        history.commit(added, gone)
        living = history.living
        assert all(size >= GROWTH * sum(living[place + 1 :]) for place, size in enumerate(living))
        assert len(living) <= 1 + math.log(sum(living) / living[-1], 3) + 1e-9
        for documents, deleted in history.stored:
            assert deleted <= documents * MAX_DELETED_SHARE


@given(st.lists(sizes, min_size=1, max_size=60))
def test_an_article_is_rewritten_a_logarithm_of_times(commits):
    """Each merge but that in its own commit puts it into a segment more than 3/2 as large as the one it was in.

    The oldest segment s that is joined has less than twice the sum y of the younger ones: s + y > 3/2 s. The others
    were at most half of s before the commit.
    """
    history = History()
    for added in commits:
        history.commit(added)
        assert sum(history.living) == history.added
    bound = 1 + math.log(history.added / min(commits), 1.5)
    assert history.rewritten <= history.added * bound


def test_a_million_articles_five_thousand_at_a_time():
    history = History()
    for _ in range(200):
        history.commit(5000)
    assert history.most_segments <= 6
    assert history.rewritten <= 6 * history.added


def test_nothing_is_merged_where_nothing_need_be():
    assert choose_merges([]) == []
    assert choose_merges([(10, 0)]) == []
    assert choose_merges([(20, 0), (10, 0)]) == []
    assert choose_merges([(30, 10), (10, 0)]) == []


def test_the_youngest_are_joined_and_others_cleaned():
    assert choose_merges([(19, 0), (10, 0)]) == [(0, 2)]
    assert choose_merges([(10, 4)]) == [(0, 1)]
    assert choose_merges([(900, 301), (100, 0), (60, 0)]) == [(0, 1), (1, 3)]
