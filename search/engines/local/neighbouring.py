"""Where an article stands among the hits of a request, and which stand before and after it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.engines.local.answer import evaluate_request, order_values
from search.engines.local.snapshot import Snapshot
from search.execution.scratch import Scratch
from search.execution.topk import Values, first_documents
from search.findings import Neighbours
from search.names.applying import rename_request
from search.query_parser import parse_query
from search.request import SearchRequest
from search.types import DocIds


def neighbours_of(document: int, request: SearchRequest, snapshot: Snapshot, scratch: Scratch) -> Neighbours | None:
    """Return the neighbours of a document in the order of the hits; None where it is no hit. Cost: that of the search.

    Where stories are collapsed, of all articles of a story only the one that shows is a hit.
    """
    request, _ = rename_request(request, snapshot.names)
    found = evaluate_request(parse_query(request.text), request, snapshot, scratch)
    values = order_values(request, snapshot, found.hits)
    ids = [each.ids for each in found.hits]
    if request.collapse:
        ids, values = snapshot.stories.collapsed(ids, values)
    segment, local = snapshot.place(document)
    index = snapshot.segments.index(segment)
    position = int(np.searchsorted(ids[index], local))
    if position == len(ids[index]) or ids[index][position] != local:
        return None
    value = values[index][position].item()
    bases = [each.base for each in snapshot.segments]
    following = first_documents(ids, values, bases, 1, (value, document))
    place, previous = _before(ids, values, bases, value, document)
    return Neighbours(
        place + 1,
        sum(map(len, ids)),
        None if previous is None else snapshot.article(previous),
        snapshot.article(following[0][0]) if following else None,
    )


def _before(
    ids: Sequence[DocIds], values: Sequence[Values], bases: Sequence[int], value: float, document: int
) -> tuple[int, int | None]:
    """Return how many documents stand before one, and the last of them."""
    count = 0
    last: tuple[float, int] | None = None
    for found, of_found, base in zip(ids, values, bases, strict=True):
        before = (of_found > value) | ((of_found == value) & (found.astype(np.int64) + base < document))
        places = np.flatnonzero(before)
        count += len(places)
        if len(places):
            lowest = of_found[places].min()
            doc = base + int(found[places[of_found[places] == lowest][-1]])
            # Greatest value first, ties ascending: the last one has the least value, then the greatest number.
            if last is None or (-lowest.item(), doc) > (-last[0], last[1]):
                last = (lowest.item(), doc)
    return count, last[1] if last else None
