"""The credit that ends a text: «(رويترز)», «* خدمة «نيويورك تايمز»», a last line that names an agency or the author.

An agency named inside a sentence (وقالت رويترز) is a mention, never a credit. Not for: the opening (`opening`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.extract.dateline.byline import read_byline
from indexer.extract.dateline.pieces import Piece, clean_name, find_agency
from indexer.extract.dateline.words import has_given_name, is_name_like

TAIL_CHARS = 240
"""How far from the end a credit may begin."""

MAX_LINE_CHARS = 70
MAX_CREDIT_LINES = 3

_BRACKETED = re.compile(r"[.!؟»”\"\s]\s*([(\[«\"“]\s*([^()\[\]«»\"“”]{2,40}?)\s*[)\]»\"”])[\s.]*$")
_BEHIND_SENTENCE = re.compile(r"[.!؟»”\"]\s+[-–—*/]*\s*([^.!؟\n]{2,30}?)[\s.]*$")
_SENTENCE_END = re.compile(r"[.!؟»”\"…)]\s*$")
_SIGNATURE = re.compile(r"[.!؟»”\"…)]\s*[-–—]\s*([^-–—.\n]{5,40})$")
_SIGNS = "*-–—•/ \t\u00a0\u200f\u200e"


@dataclass(frozen=True, slots=True)
class Closing:
    """A credit at the end of a text: its pieces and where it begins."""

    pieces: tuple[Piece, ...]
    start: int


def find_closing(text: str, own: str = "") -> Closing | None:
    """Return the credit that ends the text: lines of agencies, one agency in brackets or behind the last sentence."""
    stop = _end(text)
    start = max(0, stop - TAIL_CHARS)
    return _last_lines(text, start, stop, own) or _last_words(text, start, stop)


def find_signature(text: str) -> Piece | None:
    """Return the name that stands alone behind the last sentence, on its own line or behind a dash: the author's."""
    stop = _end(text)
    line_start = text.rfind("\n", max(0, stop - MAX_LINE_CHARS), stop) + 1
    tail_start = max(0, stop - MAX_LINE_CHARS)
    dashed = _SIGNATURE.search(text[tail_start:stop])
    if line_start and _SENTENCE_END.search(text[max(0, line_start - 20) : line_start]):
        start = line_start
    elif dashed:
        start = tail_start + dashed.start(1)
    else:
        return None
    name = clean_name(text[start:stop].strip(_SIGNS))
    if not (is_name_like(name) and has_given_name(name)):
        return None
    return Piece(start, stop, text[start:stop], "author", name)


def _end(text: str) -> int:
    """Return where the text ends without the white space behind it; looks at its last characters alone."""
    tail = text[-4 * TAIL_CHARS :]
    return len(text) - len(tail) + len(tail.rstrip())


def _last_lines(text: str, start: int, stop: int, own: str) -> Closing | None:
    """Return the last lines that are nothing but credits, an agency among them."""
    pieces: list[Piece] = []
    begin, end = stop, stop
    for _ in range(MAX_CREDIT_LINES):
        first = text.rfind("\n", start, end) + 1
        if first <= start and start:
            break
        line = text[first:end]
        if line.strip():
            found = read_byline(text, first, end, own) if len(line) <= MAX_LINE_CHARS else []
            if not found or any(piece.kind not in ("agency", "outlet", "desk", "date", "place") for piece in found):
                break
            pieces, begin = [*found, *pieces], first
        if not first:
            break
        end = first - 1
    if begin <= 0 or not any(piece.kind == "agency" for piece in pieces):
        return None
    return Closing(tuple(pieces), begin)


def _last_words(text: str, start: int, stop: int) -> Closing | None:
    """Return an agency in brackets, or alone behind the last sentence."""
    tail = text[start:stop]
    for pattern, group in ((_BRACKETED, 2), (_BEHIND_SENTENCE, 1)):
        match = pattern.search(tail)
        agencies = [find_agency(name) for name in re.split(r"[/،,–-]", match[group])] if match else []
        if match and agencies and all(agencies):
            begin, end = start + match.start(group), start + match.end(group)
            names = [Piece(begin, end, text[begin:end], "agency", name) for name in agencies if name]
            return Closing(tuple(names), start + match.start(1))
    return None
