"""Remedies for a search that found too little or too much: changes to the request, and what they find; none is made.

Each is a request of its own that was evaluated, so that its count is what a click shows. The kinds come in the order of
how likely they are meant: what was typed otherwise than meant, then what was asked too narrowly. The number of requests
tried is bounded. Not for: which readings a text has (`search.remedies`), words and values of the archive (`spellings`,
`value_spellings`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from search import query_tree as tree
from search.engines.local.planner import AUTO_WORDS, Plan, PlannedWord, count_words
from search.engines.local.snapshot import Snapshot
from search.engines.local.spellings import latin_name, latin_spellings, near_spellings
from search.engines.local.value_spellings import occurs, value_spellings
from search.query_parser import ParsedQuery
from search.remedies.keyboards import arabic_readings, latin_readings
from search.remedies.rewriting import latin_runs, loosened, with_words, without_one
from search.remedies.wider_dates import wider_ranges
from search.request import LEVELS, MAX_QUERY_CHARS, Filter, SearchRequest
from search.results import Remedy

MAX_REMEDIES = 8
MAX_OF_KIND = 3
MAX_TRIED = 32
"""Requests that are evaluated for one that found nothing."""
MAX_VALUES = 3
"""Values of filters that are mended."""
MAX_WORDS = 4
"""Words of a query that are corrected; with more of them the query is not the kind that a spelling mends."""
RARE = 100
"""A search that finds more is not told of names that its Latin words spell; they are looked up for none but these."""
FAR_MORE = 10
"""How many times as much a name has to find as the Latin words that spell it, if these find something, too."""

Count = Callable[[SearchRequest], tuple[int, Plan]]
"""A request → how many articles it finds, and what was carried out."""

_SPANS = {"date": ("published_from", "published_to"), "mentioned": ("mentioned_from", "mentioned_to")}
_ARROW = " → "


def remedies(
    request: SearchRequest, parsed: ParsedQuery, plan: Plan, total: int, snapshot: Snapshot, count: Count
) -> tuple[Remedy, ...]:
    """Return what may help: everything where nothing was found, else what mends a word or value that the archive lacks.

    Beside hits also all words together, where that many were too many to ask for, and far more frequent names that rare
    Latin words spell. plan: of the request. total: what it found.
    """
    unknown, absent = unknown_words(plan), absent_values(request, snapshot)
    doctor = _Doctor(request, parsed, snapshot, _Trials(count), needs_all=total > 0)
    kinds: list[Iterable[Remedy]] = []
    if total:
        kinds += [doctor.all_words(plan, total), doctor.other_values(absent)]
        kinds += [doctor.other_texts(unknown) if unknown else doctor.frequent_names(total)]
    else:
        texts = doctor.other_texts(unknown)
        kinds += [doctor.other_values(absent), texts or doctor.other_texts_without_filters(unknown)]
        kinds += [doctor.looser_words(), doctor.looser_level(), doctor.any_word(plan)]
        filters = [*doctor.fewer_filters(), *doctor.wider_dates()]
        kinds += [filters or doctor.no_filters(), doctor.fewer_words(plan)]
    found: dict[Remedy, Remedy] = {}
    for kind in kinds:
        for remedy in kind:
            # What was typed and what was meant says nothing of the request that results.
            found.setdefault(replace(remedy, kind="", count=0, value=remedy.value if remedy.field else ""), remedy)
    return tuple(found.values())[:MAX_REMEDIES]


def unknown_words(plan: Plan) -> list[tree.Word]:
    """Return the words of a query of which the archive has no form that would make an article match."""

    def is_known(planned: PlannedWord) -> bool:
        making = (1 << len(planned.levels) - planned.family.raising) - 1
        return any((each.masks & making).any() for each in planned.family.forms)

    return [planned.word for planned in plan.words if not is_known(planned)]


def absent_values(request: SearchRequest, snapshot: Snapshot) -> list[tuple[str, str]]:
    """Return the facets and values of a request's filters that no article has, MAX_VALUES at most.

    An excluded one excludes nothing; one beside others adds nothing.
    """
    named = dict.fromkeys((item.field, value) for item in request.filters for value in item.values)
    return list(islice((each for each in named if not occurs(*each, snapshot)), MAX_VALUES))


class _Trials:
    """The requests evaluated so far, each once, MAX_TRIED at most."""

    def __init__(self, count: Count) -> None:
        self._count = count
        self._known: dict[SearchRequest, tuple[int, Plan]] = {}

    def evaluate(self, request: SearchRequest) -> tuple[int, Plan] | None:
        """Return what a request finds and what was carried out; None where nothing more may be tried."""
        if request not in self._known:
            if len(self._known) >= MAX_TRIED:
                return None
            self._known[request] = self._count(request)
        return self._known[request]


class _Doctor:
    """One request that found too little, and what was tried for it."""

    def __init__(
        self,
        request: SearchRequest,
        parsed: ParsedQuery,
        snapshot: Snapshot,
        trials: _Trials,
        *,
        needs_all: bool,
        drops_filters: bool = False,
    ) -> None:
        """needs_all: another text counts only where articles hold all of its words. drops_filters: of the remedies."""
        self._request = replace(request, size=0, after=None, facets=(), collapse=None)
        self._parsed = parsed
        self._tree = parsed.tree
        self._snapshot = snapshot
        self._trials = trials
        self._needs_all = needs_all
        self._drops_filters = drops_filters

    # What was typed otherwise than meant

    def other_texts(self, unknown: list[tree.Word]) -> list[Remedy]:
        """Return what was typed otherwise than meant, the nearest first.

        What was so altogether is near to no word but by chance; what is one letter away spells nothing but by chance.
        """
        found = [*self.keyboards(), *self.latin(unknown)]
        if found:
            return found
        near, is_close = self.near(unknown)
        return near if is_close else [*self.spelled_keyboards(), *near]

    def other_texts_without_filters(self, unknown: list[tree.Word]) -> list[Remedy]:
        """Return other texts that find something without the filters, where the text as typed does not."""
        bare = self._bare()
        tried = self._trials.evaluate(bare) if bare != self._request else None
        if tried is None or (tried[0] and not unknown):
            return []
        other = _Doctor(bare, self._parsed, self._snapshot, self._trials, needs_all=tried[0] > 0, drops_filters=True)
        return other.other_texts(unknown)

    def keyboards(self) -> Iterator[Remedy]:
        """Yield what was typed on a keyboard set to the other script."""
        text = self._request.text
        for readings in (arabic_readings(text), latin_readings(text)):
            yield from self._first(self._texts("keyboard", ((text, reading) for reading in readings)), 1)

    def spelled_keyboards(self) -> list[Remedy]:
        """Return the Arabic words that Latin ones spell which were typed on an Arabic keyboard."""
        text = self._request.text
        readings = latin_readings(text)[:2]
        spelled = ((text, each) for reading in readings for each in latin_spellings(reading, self._snapshot, 1))
        return self._first(self._texts("keyboard", spelled), 1)

    def latin(self, unknown: list[tree.Word]) -> Iterator[Remedy]:
        """Yield Arabic words that Latin ones of the query spell."""
        runs = latin_runs(self._request.text, self._tree)
        if not runs or len(runs) > MAX_WORDS or not (unknown or not self._needs_all):
            return
        spelled = [self._spelled(run) for run in runs]
        if not all(spelled):
            return
        choices = [
            [options[min(place, len(options) - 1)] for options in spelled]
            for place in range(min(MAX_OF_KIND, max(map(len, spelled))))
        ]
        found = [remedy for chosen in choices for remedy in self._replaced("latin", runs, chosen)]
        if not found and len(runs) == 1:
            words = [tree.Word(part, runs[0].start, runs[0].end) for part in runs[0].form.split()]
            for word in words[:MAX_WORDS] if len(words) > 1 else ():
                found += [
                    each for other in self._spelled(word)[:1] for each in self._replaced("latin", [word], [other])
                ]
        yield from found

    def frequent_names(self, total: int) -> Iterator[Remedy]:
        """Yield the query with names for the Latin words that spell them, where these find FAR_MORE times as much.

        Latin words that are in the archive may be meant: a name has to have their vowels, too, and to be a whole one.
        """
        runs = latin_runs(self._request.text, self._tree) if total <= RARE else []
        if not 0 < len(runs) <= MAX_WORDS:
            return
        names = [latin_name(_spaced(run), self._snapshot, FAR_MORE * total) for run in runs]
        if all(names):
            yield from (each for each in self._replaced("latin", runs, names) if each.count >= FAR_MORE * total)

    def other_values(self, absent: list[tuple[str, str]]) -> Iterator[Remedy]:
        """Yield the request with a value of a filter that the archive has not replaced by one that it has."""
        chosen = {(item.field, value) for item in self._request.filters for value in item.values}
        for field, typed in absent:
            meant = [
                each
                for each in value_spellings(field, typed, self._snapshot, 2 * MAX_OF_KIND)
                if (each.field, each.value) not in chosen
            ]
            tries = (self._tried(*self._with_value(field, typed, each.field, each.value)) for each in meant)
            yield from self._first((remedy for found in tries for remedy in found), MAX_OF_KIND)

    def near(self, unknown: list[tree.Word]) -> tuple[list[Remedy], bool]:
        """Return the query with the words that the archive lacks replaced by near ones that it has.

        And whether the likeliest of these are one letter away.
        """
        if not 0 < len(unknown) <= MAX_WORDS:
            return [], False
        limit = MAX_OF_KIND if len(unknown) == 1 else 1
        options = [near_spellings(word.form, self._snapshot, limit) for word in unknown]
        mended = [(word, others) for word, others in zip(unknown, options, strict=True) if others]
        if not mended or (self._needs_all and len(mended) < len(unknown)):
            return [], False
        found: list[Remedy] = []
        for place in range(max(len(others) for _, others in mended)):
            chosen = [others[min(place, len(others) - 1)].word for _, others in mended]
            found += self._replaced("spelling", [word for word, _ in mended], chosen)
        return found, bool(found) and all(others[0].distance == 1 for _, others in mended)

    # What was asked too widely

    def all_words(self, plan: Plan, total: int) -> Iterator[Remedy]:
        """Yield the search for all words together, where match=auto did without it and it finds less, but something."""
        # Of fewer words no article has all, or they would have been asked for.
        if self._request.match != "auto" or plan.match != "any" or self._tree is None:
            return
        if count_words(self._tree) > AUTO_WORDS:
            narrower = self._tried(self._remedy("match", "all"), replace(self._request, match="all"))
            yield from (each for each in narrower if each.count < total)

    # What was asked too narrowly

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

    def _with_value(self, field: str, old: str, other: str, new: str) -> tuple[Remedy, SearchRequest]:
        """Return the request with a value of a facet replaced, maybe by one of another, in whatever filters it is."""
        filters = tuple(
            Filter(other, (new,), item.op)
            if (item.field, value) == (field, old)
            else Filter(item.field, (value,), item.op)
            for item in self._request.filters
            for value in item.values
        )
        remedy = Remedy("filter_value", self._request.text, 0, other, new, old_field=field, old_value=old)
        return remedy, replace(self._request, filters=filters)

    def _bare(self) -> SearchRequest:
        """Return the request without filters, dates and story."""
        own = self._request
        return SearchRequest(own.text, match=own.match, level=own.level, size=0, facets=(), sort=own.sort)

    # Trying

    def _remedy(self, name: str, value: str) -> Remedy:
        return Remedy(name, self._request.text, 0, name, value)

    def _tried_range(self, facet: str, first: dt.date | None, last: dt.date | None) -> list[Remedy]:
        bounds = dict(zip(_SPANS[facet], (first, last), strict=True))
        value = (
            ""
            if first is None and last is None
            else "..".join("" if day is None else str(day) for day in (first, last))
        )
        remedy = Remedy("wider_dates", self._request.text, 0, facet, value)
        return list(self._tried(remedy, replace(self._request, **bounds)))  # type: ignore[arg-type]

    def _replaced(self, kind: str, words: Sequence[tree.Word], others: Sequence[str]) -> Iterator[Remedy]:
        """Yield the query with words replaced by others, if that finds something."""
        text = with_words(self._request.text, zip(words, others, strict=True))
        typed = " ".join(self._request.text[word.start : word.end] for word in words)
        yield from self._texts(kind, ((typed, text, " ".join(others)),))

    def _texts(self, kind: str, readings: Iterable[tuple[str, ...]]) -> Iterator[Remedy]:
        """Yield those readings (typed, the query then, maybe what was meant) that find something."""
        for typed, text, *meant in readings:
            if text == self._request.text or len(text) > MAX_QUERY_CHARS:
                continue
            change = f"{typed}{_ARROW}{meant[0] if meant else text}"
            remedy = Remedy(kind, text, 0, "", change, drops_filters=self._drops_filters)
            yield from self._tried(remedy, replace(self._request, text=text), whole=kind != "spelling")

    def _tried(self, remedy: Remedy, request: SearchRequest, *, whole: bool = False) -> Iterator[Remedy]:
        """Yield the remedy with its count if its request finds something. whole: and the archive has all its words."""
        total, plan = self._trials.evaluate(request) or (0, None)
        if plan is not None and total and not (whole and unknown_words(plan)):
            yield replace(remedy, count=total)

    @staticmethod
    def _first(found: Iterable[Remedy], limit: int) -> list[Remedy]:
        return list(islice(found, limit))

    # Latin words

    def _spelled(self, run: tree.Word) -> list[str]:
        """Return the Arabic names that a run of Latin words may spell: as a whole, else its words one by one."""
        typed = _spaced(run)
        found = latin_spellings(typed, self._snapshot, MAX_OF_KIND)
        if found or " " not in typed:
            return found
        words = [latin_spellings(word, self._snapshot, 1) for word in typed.split()[:MAX_WORDS]]
        return [" ".join(word[0] for word in words)] if all(words) else []


def _spaced(run: tree.Word) -> str:
    """Return a run of Latin words with one space between each."""
    return " ".join(run.form.replace('"', " ").replace("-", " ").split())
