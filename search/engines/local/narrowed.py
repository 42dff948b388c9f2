"""What was asked too narrowly, or too widely: other levels, fewer words and filters, wider dates, all words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from search.engines.local.planner import AUTO_WORDS, Plan, count_words
from search.engines.local.trying import MAX_OF_KIND, MAX_WORDS, Case
from search.remedies.rewriting import loosened, without_one
from search.remedies.wider_dates import wider_ranges
from search.request import LEVELS, MAX_QUERY_CHARS, Filter
from search.results import Remedy

_SPANS = {"date": ("published_from", "published_to"), "mentioned": ("mentioned_from", "mentioned_to")}


class Narrowed(Case):
    """A request that says what is meant, and asks too much of it, or too little."""

    def all_words(self, plan: Plan, total: int) -> Iterator[Remedy]:
        """Yield the search for all words together, where match=auto did without it and it finds less, but something."""
        # Of fewer words no article has all, or they would have been asked for.
        if self._request.match != "auto" or plan.match != "any" or self._tree is None:
            return
        if count_words(self._tree) > AUTO_WORDS:
            narrower = self._tried(self._remedy("match", "all"), replace(self._request, match="all"))
            yield from (each for each in narrower if each.count < total)

    def looser_words(self) -> Iterator[Remedy]:
        """Yield the query without quotation marks and locks."""
        text = loosened(self._tree)
        if text and len(text) <= MAX_QUERY_CHARS:
            yield from self._tried(Remedy("words", text, 0), replace(self._request, text=text))

    def looser_level(self) -> Iterator[Remedy]:
        """Yield the nearest wider level at which something is found."""
        if self._tree is not None:
            wider = LEVELS[LEVELS.index(self._request.level) + 1 :]
            tries = ((self._remedy("level", level), replace(self._request, level=level)) for level in wider)
            yield from self._first((found for pair in tries for found in self._tried(*pair)), 1)

    def any_word(self, plan: Plan) -> Iterator[Remedy]:
        """Yield the search for any of the words."""
        if plan.match == "all" and self._tree is not None and count_words(self._tree) > 1:
            yield from self._tried(self._remedy("match", "any"), replace(self._request, match="any"))

    def fewer_filters(self) -> Iterator[Remedy]:
        """Yield the search without one value of a filter, those that find most first; without its story, too."""
        found: list[Remedy] = []
        for item in self._request.filters:
            for value in item.values:
                rest = tuple(each for each in item.values if each != value)
                others = tuple(each for each in self._request.filters if each is not item)
                filters = (*others, Filter(item.field, rest, item.op)) if rest else others
                remedy = Remedy("without_filter", self._request.text, 0, item.field, value)
                found += self._tried(remedy, replace(self._request, filters=filters))
        if self._request.story:
            remedy = Remedy("without_filter", self._request.text, 0, "story", self._request.story)
            found += self._tried(remedy, replace(self._request, story=None))
        yield from sorted(found, key=lambda each: -each.count)[:MAX_OF_KIND]

    def no_filters(self) -> Iterator[Remedy]:
        """Yield the words alone."""
        bare = self._bare()
        if bare != self._request:
            yield from self._tried(Remedy("without_filters", self._request.text, 0), bare)

    def wider_dates(self) -> Iterator[Remedy]:
        """Yield for each range of dates the nearest wider one that finds something, and none at all."""
        for facet, (first_name, last_name) in _SPANS.items():
            first, last = getattr(self._request, first_name), getattr(self._request, last_name)
            if first is None and last is None:
                continue
            ranges = ((low, high, self._tried_range(facet, low, high)) for low, high in wider_ranges(first, last))
            nearest = next((each for each in ranges if each[2]), None)
            if nearest:
                yield from nearest[2]
            if nearest is None or nearest[:2] != (None, None):
                yield from self._tried_range(facet, None, None)

    def fewer_words(self, plan: Plan) -> Iterator[Remedy]:
        """Yield the query without one of its words, those that find most first."""
        if plan.match != "all":
            return
        found: list[Remedy] = []
        for word, text in islice(without_one(self._request.text, self._tree), MAX_WORDS + 2):
            if len(text) > MAX_QUERY_CHARS:
                continue
            found += self._tried(Remedy("without_word", text, 0, "", word), replace(self._request, text=text))
        yield from sorted(found, key=lambda each: -each.count)[:MAX_OF_KIND]

    def _tried_range(self, facet: str, first: dt.date | None, last: dt.date | None) -> list[Remedy]:
        bounds = dict(zip(_SPANS[facet], (first, last), strict=True))
        value = (
            ""
            if first is None and last is None
            else "..".join("" if day is None else str(day) for day in (first, last))
        )
        remedy = Remedy("wider_dates", self._request.text, 0, facet, value)
        return list(self._tried(remedy, replace(self._request, **bounds)))  # type: ignore[arg-type]
