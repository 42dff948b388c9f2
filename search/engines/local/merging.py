"""Merge policy: which segments a commit joins, so that there are few of them and none is rewritten too often."""

from __future__ import annotations

from collections.abc import Sequence

GROWTH = 2
"""A segment stays as it is while it holds at least this many times the articles of all younger ones together.

So there are at most 1 + log3(articles / articles of the youngest) segments: six of a million articles written 5,000 at
a time. Of a segment that is joined the result is half as large again, so that an article is rewritten five times on
its way there; at tens of thousands of articles a second that costs less than extraction by far.
"""

MAX_DELETED_SHARE = 1 / 3
"""A segment of which a greater share is deleted is rewritten without what was deleted."""


def choose_merges(counts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return which neighbouring segments to merge, as (start, end) pairs in order, not overlapping.

    counts: (documents, deleted documents) of each segment, oldest first. A pair of one segment rewrites it alone.

    >>> choose_merges([(9000, 0), (3000, 0), (400, 0), (800, 0)])
    [(2, 4)]
    >>> choose_merges([(9000, 4000), (100, 0)])
    [(0, 1)]
    """
    living = [documents - deleted for documents, deleted in counts]
    younger = sum(living)
    start = len(living)
    for index, articles in enumerate(living):
        younger -= articles
        if articles < GROWTH * younger:
            start = index
            break
    merges = [
        (index, index + 1)
        for index, (documents, deleted) in enumerate(counts[:start])
        if deleted > documents * MAX_DELETED_SHARE
    ]
    return [*merges, (start, len(living))] if start < len(living) else merges
