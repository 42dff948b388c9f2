"""What was typed otherwise than meant: on another keyboard, in Latin letters, with a slip, as another value of a facet.

Not for: which readings a text has (`search.remedies`), what the archive has (`spellings`, `value_spellings`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from search import query_tree as tree
from search.engines.local.snapshot import Snapshot
from search.engines.local.spellings import latin_name, latin_spellings, near_spellings
from search.engines.local.trying import MAX_OF_KIND, MAX_WORDS, Case, Trials
from search.engines.local.value_spellings import occurs, value_spellings
from search.query_parser import ParsedQuery
from search.remedies.keyboards import arabic_readings, latin_readings
from search.remedies.rewriting import latin_runs, with_words
from search.request import MAX_QUERY_CHARS, Filter, SearchRequest
from search.results import Remedy

MAX_VALUES = 3
"""Values of filters that are mended."""
RARE = 100
"""A search that finds more is not told of names that its Latin words spell; they are looked up for none but these."""
FAR_MORE = 10
"""How many times as much a name has to find as the Latin words that spell it, if these find something, too."""

_ARROW = " → "


class Misread(Case):
    """A request whose text, or a value of whose filters, may mean another."""

    def __init__(
        self,
        request: SearchRequest,
        parsed: ParsedQuery,
        snapshot: Snapshot,
        trials: Trials,
        *,
        needs_all: bool,
        drops_filters: bool = False,
    ) -> None:
        """needs_all: another text counts only where articles hold all of its words. drops_filters: of the remedies."""
        super().__init__(request, parsed, snapshot, trials)
        self._needs_all = needs_all
        self._drops_filters = drops_filters

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
        other = Misread(bare, self._parsed, self._snapshot, self._trials, needs_all=tried[0] > 0, drops_filters=True)
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

    # Values of filters

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

    # Texts

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

    def _spelled(self, run: tree.Word) -> list[str]:
        """Return the Arabic names that a run of Latin words may spell: as a whole, else its words one by one."""
        typed = _spaced(run)
        found = latin_spellings(typed, self._snapshot, MAX_OF_KIND)
        if found or " " not in typed:
            return found
        words = [latin_spellings(word, self._snapshot, 1) for word in typed.split()[:MAX_WORDS]]
        return [" ".join(word[0] for word in words)] if all(words) else []


def absent_values(request: SearchRequest, snapshot: Snapshot) -> list[tuple[str, str]]:
    """Return the facets and values of a request's filters that no article has, MAX_VALUES at most.

    An excluded one excludes nothing; one beside others adds nothing.
    """
    named = dict.fromkeys((item.field, value) for item in request.filters for value in item.values)
    return list(islice((each for each in named if not occurs(*each, snapshot)), MAX_VALUES))


def _spaced(run: tree.Word) -> str:
    """Return a run of Latin words with one space between each."""
    return " ".join(run.form.replace('"', " ").replace("-", " ").split())
