"""Piece, a member of a byline, and what single words say by themselves: agencies, places, names without titles.

Not for: cutting a byline into pieces (`byline`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.extract.dateline.model import DatelinePart, PartKind
from indexer.extract.dateline.tables import fold_in_place, key_of, load_agencies, load_places
from indexer.extract.dateline.words import TITLE

_INVISIBLE = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\ufeff]")
_SHORTEST_WORD = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece between two separators: its place in the text and what it is; kind None = not recognised."""

    start: int
    end: int
    text: str
    kind: PartKind | None = None
    name: str = ""


def as_part(piece: Piece, where: str) -> DatelinePart:
    """Return a recognised piece as a part of the dateline."""
    assert piece.kind is not None
    return DatelinePart(where, piece.start, piece.end, piece.kind, piece.name)


def find_agency(text: str) -> str | None:
    """Return the agency's name if the text is a spelling of it, `وكالة` and `الـ` in front allowed."""
    key = key_of(text)
    if len(key) < _SHORTEST_WORD and not key.isascii() and not re.search(r"\w[\s.]+\w", text):
        return None  # «آب» is a month; «أ ب» an agency.
    agencies = load_agencies()
    return agencies.get(key) or agencies.get(key.removeprefix("وكاله")) if key else None


def find_place(text: str, *, town: bool = False) -> str | None:
    """Return the place's name if the text is a spelling of it. town: no countries and regions."""
    names, towns = load_places()
    key = key_of(text)
    return names.get(key) if not town or key in towns else None


def clean_name(name: str) -> str:
    """Return an author's name without titles (د.، الدكتور، الشيخ), tatweel, direction signs and double spaces."""
    name = " ".join(_INVISIBLE.sub("", name).strip("*•· \t\u00a0").split())
    while match := TITLE.match(fold_in_place(name)):
        if not name[match.end() :].strip():
            break
        name = name[match.end() :].strip()
    return name
