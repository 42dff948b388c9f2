"""Trying requests: each is evaluated once, so that the count of a remedy is what a click on it shows.

What is tried is bounded. Not for: what there is to try (`misread`, `narrowed`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from search import query_tree as tree
from search.engines.local.planner import Plan, PlannedWord
from search.engines.local.snapshot import Snapshot
from search.query_parser import ParsedQuery
from search.request import SearchRequest
from search.results import Remedy

MAX_OF_KIND = 3
MAX_TRIED = 32
"""Requests that are evaluated for one that found nothing."""
MAX_WORDS = 4
"""Words of a query that are corrected; with more of them the query is not the kind that a spelling mends."""

Count = Callable[[SearchRequest], tuple[int, Plan]]
"""A request → how many articles it finds, and what was carried out."""


def unknown_words(plan: Plan) -> list[tree.Word]:
    """Return the words of a query of which the archive has no form that would make an article match."""

    def is_known(planned: PlannedWord) -> bool:
        making = (1 << len(planned.levels) - planned.family.raising) - 1
        return any((each.masks & making).any() for each in planned.family.forms)

    return [planned.word for planned in plan.words if not is_known(planned)]


class Trials:
    """The requests evaluated so far, each once, MAX_TRIED at most."""

    def __init__(self, count: Count) -> None:
        """Remember nothing yet."""
        self._count = count
        self._known: dict[SearchRequest, tuple[int, Plan]] = {}

    def evaluate(self, request: SearchRequest) -> tuple[int, Plan] | None:
        """Return what a request finds and what was carried out; None where nothing more may be tried."""
        if request not in self._known:
            if len(self._known) >= MAX_TRIED:
                return None
            self._known[request] = self._count(request)
        return self._known[request]


class Case:
    """A request that found too little or too much. Its children know what to try instead."""

    def __init__(self, request: SearchRequest, parsed: ParsedQuery, snapshot: Snapshot, trials: Trials) -> None:
        """Keep them; only what is found is looked at, not the hits."""
        self._request = replace(request, size=0, after=None, facets=(), collapse=None)
        self._parsed = parsed
        self._tree = parsed.tree
        self._snapshot = snapshot
        self._trials = trials

    def _tried(self, remedy: Remedy, request: SearchRequest, *, whole: bool = False) -> Iterator[Remedy]:
        """Yield the remedy with its count if its request finds something. whole: and the archive has all its words."""
        total, plan = self._trials.evaluate(request) or (0, None)
        if plan is not None and total and not (whole and unknown_words(plan)):
            yield replace(remedy, count=total)

    @staticmethod
    def _first(found: Iterable[Remedy], limit: int) -> list[Remedy]:
        return list(islice(found, limit))

    def _bare(self) -> SearchRequest:
        """Return the request without filters, dates and story."""
        own = self._request
        return SearchRequest(own.text, match=own.match, level=own.level, size=0, facets=(), sort=own.sort)

    def _remedy(self, name: str, value: str) -> Remedy:
        return Remedy(name, self._request.text, 0, name, value)
