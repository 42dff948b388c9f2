"""Original text cut into pieces at offsets: marks of query words, links of names and dates.

Every letter of the text comes out once and in order, so pieces joined are the text again. Escaping is
left to the template. Offsets are code points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

Mark = tuple[int, int]


class Piece(NamedTuple):
    """A run of text, marked as a query word or not."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A name or a date in a text. kind: "person", "place", "organisation" or "date". note: why it is one."""

    start: int
    end: int
    kind: str
    href: str
    note: str = ""


class Run(NamedTuple):
    """Pieces in a row that share a span, or that have none."""

    span: Span | None
    pieces: tuple[Piece, ...]


def cut_at_marks(text: str, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """Return the text as pieces; marks that overlap or leave the text are cut to what is possible."""
    return tuple(_iter_pieces(text, 0, len(text), sorted(marks)))


def cut_into_paragraphs(text: str, spans: Iterable[Span], marks: Iterable[Mark]) -> tuple[tuple[Run, ...], ...]:
    """Return the lines of the text that are not blank, each as runs; white space inside a line stays.

    Of two overlapping spans the first stays, of two that begin together the longer.
    """
    kept, sorted_marks = _without_overlaps(spans, len(text)), sorted(marks)
    paragraphs = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            paragraphs.append(tuple(_iter_runs(text, start, end, kept, sorted_marks)))
        start = end + 1
    return tuple(paragraphs)


def _iter_pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    position = start
    for mark_start, mark_end in marks:
        first, last = max(mark_start, position), min(mark_end, end)
        if first >= last:
            continue
        if first > position:
            yield Piece(text[position:first])
        yield Piece(text[first:last], marked=True)
        position = last
    if position < end:
        yield Piece(text[position:end])


def _iter_runs(text: str, start: int, end: int, spans: Sequence[Span], marks: Sequence[Mark]) -> Iterator[Run]:
    position = start
    for span in spans:
        first, last = max(span.start, position), min(span.end, end)
        if first >= last:
            continue
        if first > position:
            yield Run(None, tuple(_iter_pieces(text, position, first, marks)))
        yield Run(span, tuple(_iter_pieces(text, first, last, marks)))
        position = last
    if position < end:
        yield Run(None, tuple(_iter_pieces(text, position, end, marks)))


def _without_overlaps(spans: Iterable[Span], length: int) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda item: (item.start, -item.end)):
        if 0 <= span.start < span.end <= length and (not kept or span.start >= kept[-1].end):
            kept.append(span)
    return kept
