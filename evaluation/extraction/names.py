"""Scores a finder of names against annotated sentences: exact spans and class, micro-averaged over three classes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from evaluation.extraction.conll import CLASSES, Name, Passage, Sentence, annotated_names, iter_passages
from evaluation.extraction.counts import Counts, Disagreement

KINDS = {"person": "PER", "place": "LOC", "organisation": "ORG"}


class FoundName(Protocol):
    """What a finder returns: code points into the text, kind as in `KINDS`."""

    @property
    def start(self) -> int:
        """Return the first code point."""

    @property
    def end(self) -> int:
        """Return the code point after the last."""

    @property
    def kind(self) -> str:
        """Return person, place or organisation."""


FindNames = Callable[[str], Iterable[FoundName]]


@dataclass(frozen=True, slots=True)
class NameScores:
    """by_class: of PER, LOC, ORG. total: of all three. articles, tokens: what was read."""

    total: Counts
    by_class: dict[str, Counts]
    articles: int
    tokens: int
    disagreements: tuple[Disagreement, ...]


def score_names(sentences: Sequence[Sentence], find: FindNames) -> NameScores:
    """Return how well the finder's names agree with the annotation; the text is read article by article."""
    passages = list(iter_passages(sentences))
    found = {name for passage in passages for name in _names_of(passage, find(passage.text))}
    annotated = annotated_names(sentences)
    by_class = {kind: _count(found, annotated, kind) for kind in CLASSES}
    total = Counts(len(found & annotated), len(found), len(annotated))
    tokens = sum(len(sentence.tokens) for sentence in sentences)
    return NameScores(total, by_class, len(passages), tokens, tuple(_iter_differences(sentences, found, annotated)))


def _names_of(passage: Passage, found: Iterable[FoundName]) -> Iterator[Name]:
    """Yield each find as the tokens it overlaps; one that runs over two sentences counts in the first alone."""
    starts = [token[0] for token in passage.tokens]
    ends = [token[1] for token in passage.tokens]
    for item in found:
        first, last = bisect_right(ends, item.start), bisect_left(starts, item.end) - 1
        if first <= last:
            sentence, number = passage.tokens[first][2:]
            final = passage.tokens[last]
            yield sentence, number, final[3] if final[2] == sentence else -1, KINDS[item.kind]


def _count(found: set[Name], annotated: set[Name], kind: str) -> Counts:
    ours = {name for name in found if name[3] == kind}
    theirs = {name for name in annotated if name[3] == kind}
    return Counts(len(ours & theirs), len(ours), len(theirs))


def _iter_differences(sentences: Sequence[Sentence], found: set[Name], annotated: set[Name]) -> Iterator[Disagreement]:
    classes = {name[:3]: name[3] for name in found}
    for name in sorted(found ^ annotated):
        number, first, last, kind = name
        words = " ".join(sentences[number].tokens[first : last + 1])
        place = f"sentence {number + 1}"
        other = classes.get(name[:3])
        if name in annotated:
            yield Disagreement(
                place, "class" if other else "missed", f"{kind} {words}" + (f" as {other}" * bool(other))
            )
        elif not any((*name[:3], each) in annotated for each in CLASSES):
            yield Disagreement(place, "spurious", f"{kind} {words}")
