"""Which words of a text answer a query, and the passages that show it best.

The engine resolves a query to groups of surface forms; they are looked up in the tokens of the original
text, so that marks are whole words as printed, tashkeel and tatweel included, and every passage is a
slice of the text, byte for byte. Not for: HTML, or which forms answer a word (the engine's planner).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from search.analysis import iter_tokens_among
from search.results import Snippet

DEFAULT_COUNT = 3
DEFAULT_MAX_CHARS = 240

_SENTENCE_END = re.compile(r"[.!؟?۔…]+[\"'”»’)\]]*(?=\s)|\n")
"""A point inside a word or number (U.N., 3.5) ends no sentence: white space follows one that does."""

Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class WordGroup:
    """One word of a query: the surface forms that answer it. far: those that do only in a text without the others."""

    forms: frozenset[str]
    far: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PhraseGroup:
    """One phrase of a query: for each of its words the surface forms that answer it, in this order.

    slop: how many other words may stand between each word and the next; 0: side by side.
    """

    slots: tuple[frozenset[str], ...]
    slop: int = 0


Group = WordGroup | PhraseGroup

_FAR = -1
"""The slot that the far forms of a word fill."""

Occurrence = tuple[int, int, int]
"""(start, end, index of the group): a word that answers, or a phrase from its first word to its last."""


class Region(NamedTuple):
    """A stretch of the text that no chosen passage covers."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """All that answers in one text. marks: words, one each, in order, not overlapping.

    Of the chains of words that end a phrase at one word, only the tightest is an occurrence; all are marked.
    forms: the surface forms that answer single words, not phrases.
    """

    occurrences: list[Occurrence]
    marks: list[Mark]
    forms: set[str]


class TextMatcher:
    """The groups of one query, made ready once and looked up in any number of texts."""

    def __init__(self, groups: Iterable[Group]) -> None:
        """Turn the groups round: from a form to the slots it fills, (group, slot). A word has one slot, or two."""
        groups = list(groups)
        self._phrases = [PhraseGroup((group.forms,)) if isinstance(group, WordGroup) else group for group in groups]
        self._fills: dict[str, list[tuple[int, int]]] = {}
        for index, phrase in enumerate(self._phrases):
            for slot, forms in enumerate(phrase.slots):
                for form in forms:
                    self._fills.setdefault(form, []).append((index, slot))
        for index, group in enumerate(groups):
            for form in group.far if isinstance(group, WordGroup) else ():
                self._fills.setdefault(form, []).append((index, _FAR))

    def find(self, text: str) -> Found:
        """Return where the text answers. Cost: O(tokens) and a lookup each; a search for each word of a phrase."""
        occurrences: list[Occurrence] = []
        marks: list[Mark] = []
        placed: dict[tuple[int, int], dict[int, Mark]] = {}
        far: dict[int, list[Mark]] = {}
        far_forms: dict[int, set[str]] = {}
        answering: set[str] = set()
        fills = self._fills
        for token in iter_tokens_among(text, fills) if fills else ():
            place = (token.start, token.end)
            for group, slot in fills[token.term]:
                if slot == _FAR:
                    far.setdefault(group, []).append(place)
                    far_forms.setdefault(group, set()).add(token.term)
                    continue
                if len(self._phrases[group].slots) > 1:
                    placed.setdefault((group, slot), {})[token.position] = place
                    continue
                occurrences.append((*place, group))
                answering.add(token.term)
                if not marks or marks[-1] != place:
                    marks.append(place)
        for group in far.keys() - {group for _, _, group in occurrences}:
            occurrences += [(*place, group) for place in far[group]]
            marks += far[group]
            answering |= far_forms[group]
        for group, phrase in enumerate(self._phrases):
            slots = [placed.get((group, slot), {}) for slot in range(len(phrase.slots))]
            if len(slots) > 1 and all(slots):
                starts = _tightest_starts(slots, phrase.slop + 1)
                occurrences += [(slots[0][first][0], slots[-1][last][1], group) for last, first in starts[-1].items()]
                marks.extend(_words_of_chains(slots, starts, phrase.slop + 1))
        return Found(sorted(occurrences), _without_overlaps(sorted(marks)), answering)

    def mark(self, text: str) -> tuple[Mark, ...]:
        """Return the (start, end) of every word that answers; of phrases only where they are complete."""
        return tuple(self.find(text).marks)

    def best_snippets(
        self, text: str, *, count: int = DEFAULT_COUNT, max_chars: int = DEFAULT_MAX_CHARS, where: str = "text"
    ) -> tuple[Snippet, ...]:
        """Return up to `count` passages of the text, in its order, not overlapping.

        Best is what shows most groups (after the first passage: most groups not shown yet), then in the
        fewest characters, then earliest. Passages are whole sentences where these fit, else cut between
        words; only a single word longer than max_chars is cut. Without an answer the text's beginning is
        returned, without marks; of a text without visible characters, nothing.
        """
        return self.snippets_of(self.find(text), text, count=count, max_chars=max_chars, where=where)

    def snippets_of(
        self,
        found: Found,
        text: str,
        *,
        count: int = DEFAULT_COUNT,
        max_chars: int = DEFAULT_MAX_CHARS,
        where: str = "text",
    ) -> tuple[Snippet, ...]:
        """Return `best_snippets` of a text in which `find` has looked already."""
        occurrences = _showable(found, max_chars)
        passages: list[Region] = []
        shown: set[int] = set()
        while len(passages) < count:
            best = _best_core(occurrences, _free_regions(passages, len(text)), max_chars, shown)
            if best is None:
                break
            core, region = best
            passage = _passage_around(text, core, region, max_chars)
            passages.append(passage)
            shown.update(_groups_within(occurrences, passage))
        if not passages and count > 0:
            passages = _opening(text, max_chars)
        return tuple(_as_snippet(text, passage, found.marks, where) for passage in sorted(passages))


def mark(text: str, groups: Iterable[Group]) -> tuple[Mark, ...]:
    """Return the (start, end) of every word of the text that answers one of the groups, in order."""
    return TextMatcher(groups).mark(text)


def best_snippets(
    text: str, groups: Iterable[Group], *, count: int = DEFAULT_COUNT, max_chars: int = DEFAULT_MAX_CHARS
) -> tuple[Snippet, ...]:
    """Return the passages of the text that show the groups best (`TextMatcher.best_snippets`)."""
    return TextMatcher(groups).best_snippets(text, count=count, max_chars=max_chars)


def _tightest_starts(slots: list[dict[int, Mark]], reach: int) -> list[dict[int, int]]:
    """Return, per slot, each position that a chain of words from the first slot reaches → where it begins latest.

    slots: position → word, for each slot, positions ascending. A chain's next word stands 1..reach behind.
    The tightest chain always comes by the nearest word before: a later word's chain never begins earlier.
    """
    starts = [{position: position for position in slots[0]}]
    for slot in slots[1:]:
        before = list(starts[-1])
        reached = {}
        for position in slot:
            nearest = bisect_left(before, position) - 1
            if nearest >= 0 and position - before[nearest] <= reach:
                reached[position] = starts[-1][before[nearest]]
        starts.append(reached)
    return starts


def _words_of_chains(slots: list[dict[int, Mark]], starts: list[dict[int, int]], reach: int) -> Iterable[Mark]:
    """Yield every word on a chain through all slots: reached from the first slot, and reaching the last."""
    behind = list(starts[-1])
    yield from (slots[-1][position] for position in behind)
    for slot, reached in zip(slots[-2::-1], starts[-2::-1], strict=True):
        complete = []
        for position in reached:
            nearest = bisect_right(behind, position)
            if nearest < len(behind) and behind[nearest] - position <= reach:
                complete.append(position)
        yield from (slot[position] for position in complete)
        behind = complete


def _showable(found: Found, max_chars: int) -> list[Occurrence]:
    """Return the occurrences that fit a passage; of a phrase that never does, its first and its last words."""
    fitting = [occurrence for occurrence in found.occurrences if occurrence[1] - occurrence[0] <= max_chars]
    shown = {group for _, _, group in fitting}
    for start, end, group in found.occurrences:
        if group not in shown:
            first = found.marks[bisect_left(found.marks, (start,))]
            last = found.marks[bisect_left(found.marks, (end,)) - 1]
            fitting += [(*first, group), (*last, group)]
    return sorted(fitting)


def _without_overlaps(marks: list[Mark]) -> list[Mark]:
    """Return sorted marks with overlapping ones united."""
    united: list[Mark] = []
    for start, end in marks:
        if united and start < united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united


def _free_regions(passages: list[Region], length: int) -> list[Region]:
    edges = [0, *(edge for passage in sorted(passages) for edge in passage), length]
    return [Region(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def _groups_within(occurrences: list[Occurrence], passage: Region) -> Iterable[int]:
    for start, _, group in occurrences[bisect_left(occurrences, (passage.start,)) :]:
        if start >= passage.end:
            return
        yield group


def _best_core(
    occurrences: list[Occurrence], regions: list[Region], max_chars: int, shown: set[int]
) -> tuple[Region, Region] | None:
    """Return the best stretch that ends with an occurrence, and the region it lies in; None where there is none.

    Cost: O(occurrences), each with the groups that stand within max_chars before it.
    """
    best: tuple[tuple[int, int, int], Region, Region] | None = None
    for region in regions:
        latest: dict[int, Occurrence] = {}
        previous = -1
        for index in range(bisect_left(occurrences, (region.start,)), len(occurrences)):
            start, end, group = occurrence = occurrences[index]
            if start >= region.end:
                break
            if end > region.end or end - start > max_chars:
                continue
            latest.pop(group, None)
            latest[group] = occurrence
            if group != previous:  # the same word again shows nothing more and stands farther from the others
                score, core = _score_core(latest, end, max_chars, shown)
                if best is None or score > best[0]:
                    best = score, core, region
            previous = group
    return best and (best[1], best[2])


def _score_core(
    latest: dict[int, Occurrence], end: int, max_chars: int, shown: set[int]
) -> tuple[tuple[int, int, int], Region]:
    """Return (groups not shown yet, groups, minus the distance of their words) of the stretch up to `end`, and it.

    latest: each group's last occurrence so far, the nearest inserted last.
    """
    first = last = next(reversed(latest.values()))[0]
    groups = fresh = 0
    reach = end
    for start, stop, group in reversed(latest.values()):
        if end - start > max_chars:
            break
        if max(reach, stop) - start > max_chars:
            continue
        first, reach = min(first, start), max(reach, stop)
        groups += 1
        fresh += group not in shown
    return (fresh, groups, first - last), Region(first, reach)


def _passage_around(text: str, core: Region, region: Region, max_chars: int) -> Region:
    """Return the core with its sentence and the sentences beside it as far as they fit, else cut between words."""
    earliest = max(region.start, core.end - max_chars)
    starts = [found.end() for found in _SENTENCE_END.finditer(text, earliest, core.start)]
    if earliest == region.start:
        starts.insert(0, earliest)
    latest = min(region.end, core.start + max_chars)
    ends = [found.end() for found in _SENTENCE_END.finditer(text, core.end, min(latest + 1, len(text)))]
    ends = [end for end in ends if end <= latest] + ([region.end] if latest == region.end else [])
    if starts:
        start = starts[-1]
        fitting = [end for end in ends if end - start <= max_chars]
        end = fitting[-1] if fitting else _cut_before(text, min(region.end, start + max_chars), core.end)
        if fitting:
            start = next(earlier for earlier in starts if end - earlier <= max_chars)
    elif ends:
        end = ends[0]
        start = _cut_after(text, max(region.start, end - max_chars), core.start)
    else:
        margin = (max_chars - (core.end - core.start)) // 2
        start = _cut_after(text, max(region.start, core.start - margin), core.start)
        end = _cut_before(text, min(region.end, start + max_chars), core.end)
    return _trimmed(text, start, end)


def _opening(text: str, max_chars: int) -> list[Region]:
    """Return the first passage of a text, or none where nothing is to be seen."""
    first = next((index for index, char in enumerate(text) if not char.isspace()), None)
    if first is None:
        return []
    passage = _passage_around(text, Region(first, first), Region(first, len(text)), max_chars)
    if passage.start < passage.end:
        return [passage]
    end = first + max_chars
    while end > first + 1 and unicodedata.combining(text[end]):
        end -= 1
    return [Region(first, end)]


def _cut_after(text: str, limit: int, core_start: int) -> int:
    """Return the first place from `limit` on to begin a passage: after a space, else between words."""
    places = range(limit, core_start + 1)
    spaced = next((place for place in places if place == 0 or text[place - 1].isspace()), None)
    return next((place for place in places if _is_between_words(text, place)), core_start) if spaced is None else spaced


def _cut_before(text: str, limit: int, core_end: int) -> int:
    """Return the last place up to `limit` to end a passage: before a space, else between words."""
    places = range(limit, core_end - 1, -1)
    spaced = next((place for place in places if place == len(text) or text[place].isspace()), None)
    return next((place for place in places if _is_between_words(text, place)), core_end) if spaced is None else spaced


def _is_between_words(text: str, place: int) -> bool:
    return 0 < place < len(text) and not (_is_in_word(text[place - 1]) and _is_in_word(text[place]))


def _is_in_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf", "Pc")


def _trimmed(text: str, start: int, end: int) -> Region:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Region(start, end)


def _as_snippet(text: str, passage: Region, marks: list[Mark], where: str) -> Snippet:
    inside = []
    for start, end in marks[bisect_left(marks, (passage.start,)) :]:
        if end > passage.end:
            break
        inside.append((start - passage.start, end - passage.start))
    return Snippet(text[passage.start : passage.end], tuple(inside), where)
