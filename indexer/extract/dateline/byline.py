"""Takes a byline apart: «عبدالله البرقاوي- سبق- الرياض», «الرياض: واس», «أسامة سليمان من فيينا».

A byline is cut at its separators, and each piece is an agency, an outlet, a place, a desk, a date, a label or a name.
Not for: where a byline stands in a text (`opening`, `closing`) or what it means for an article (`find`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from indexer.extract.dateline.model import PartKind
from indexer.extract.dateline.pieces import Piece, clean_name, find_agency, find_place
from indexer.extract.dateline.tables import fold_in_place, key_of, load_outlets
from indexer.extract.dateline.words import (
    DATE,
    DESK,
    LABEL,
    PHOTO,
    SEPARATOR,
    WEEKDAY,
    has_given_name,
    is_name_like,
)
from search.analysis import fold

MAX_BYLINE_CHARS = 200
"""Longer is a text, not a byline."""

_EDGE = " \t\u00a0\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff.!_…'’"
_FROM = re.compile(r"\s+من\s+")
_JOINED = re.compile(r"\s+و\s*(?=\S)")
_NEIGHBOURS = frozenset(
    (
        ("place", "agency"),
        ("agency", "place"),
        ("author", "place"),
        ("author", "agency"),
        ("outlet", "place"),
        ("place", "author"),
    )
)
_MAX_PLACE_WORDS = 2
_UNLISTED_AGENCY = re.compile(r"وكالة(?:\s+[^\W\d]+){1,4}")
"""An agency that no table knows says itself what it is: «وكالة …»."""

_DIGIT = re.compile(r"\d")


def read_byline(text: str, start: int, end: int, own: str, *, trusted: bool = False) -> list[Piece]:
    """Return the pieces of text[start:end], each classified as far as the tables tell.

    own: the outlet that published the article, "" where unknown. trusted: the text is a byline for sure, so that words
    that can be names are names. At most `MAX_BYLINE_CHARS` are read: more gives
    one piece that is not recognised.
    """
    if end - start > MAX_BYLINE_CHARS:
        return [Piece(start, end, text[start:end])]
    pieces = [known for piece in _cut(text, start, end) for known in _classify(piece, own, trusted=trusted)]
    pieces = list(_mark_photographers(pieces))
    return _settle_outlets(pieces, own)


def _cut(text: str, start: int, end: int) -> Iterator[Piece]:
    """Yield the pieces between separators, their edges trimmed, empty ones left out."""
    position = start
    for match in [*SEPARATOR.finditer(text, start, end), None]:
        stop = match.start() if match else end
        first, last = position, stop
        while first < last and text[first] in _EDGE:
            first += 1
        while first < last and text[last - 1] in _EDGE:
            last -= 1
        if first < last and any(letter.isalnum() for letter in text[first:last]):
            yield Piece(first, last, text[first:last])
        position = match.end() if match else end


def _classify(piece: Piece, own: str, *, trusted: bool) -> Iterator[Piece]:
    """Yield the piece with its kind, or its halves where it holds two things («أسامة سليمان من فيينا»)."""
    piece = _without_from(piece)
    whole = _classify_whole(piece, own)
    if whole.kind is not None and whole.kind != "author":
        yield whole
        return
    yield from _classify_halves(piece, own, trusted=trusted) or [whole]


def _without_from(piece: Piece) -> Piece:
    """Return the place of a piece «من الرياض», which a quotation mark parted from the name before it."""
    if not piece.text.startswith("من "):
        return piece
    place = _part(piece, 3, len(piece.text))
    return place if place and find_place(place.text) else piece


def _classify_whole(piece: Piece, own: str) -> Piece:
    text = piece.text
    agency = find_agency(text)
    if agency:
        return replace(piece, kind="agency", name=agency)
    outlet = load_outlets()[0].get(key_of(text)) or (own if own and key_of(text) == key_of(own) else None)
    place = find_place(text)
    if outlet and not (place and outlet != own):
        return replace(piece, kind="outlet", name=outlet)
    if place:
        return replace(piece, kind="place", name=place)
    if _UNLISTED_AGENCY.fullmatch(text):
        return replace(piece, kind="agency", name=" ".join(text.split()))
    folded = " ".join(fold(text).split())
    if DESK.fullmatch(folded) or PHOTO.fullmatch(folded) or LABEL.fullmatch(folded):
        return replace(piece, kind="desk", name=text)
    if WEEKDAY.fullmatch(folded) or DATE.fullmatch(folded):
        return replace(piece, kind="date", name=text)
    name = clean_name(text)
    if is_name_like(name) and has_given_name(name):
        return replace(piece, kind="author", name=name)
    return piece


def _classify_halves(piece: Piece, own: str, *, trusted: bool) -> list[Piece]:
    """Return two or more recognised pieces in which a piece without separators falls, [] where it does not."""
    for joint in (*_FROM.finditer(piece.text), *_JOINED.finditer(piece.text), *_spaces(piece.text)):
        left = _part(piece, 0, joint.start())
        right = _part(piece, joint.end(), len(piece.text))
        if left is None or right is None:
            continue
        left, right = _classify_whole(left, own), _classify_whole(right, own)
        if trusted:
            left, right = _trust(left, right, joint.re)
        elif joint.re not in (_FROM, _JOINED) and "author" in (left.kind, right.kind):
            continue  # «إقبال كبير على الباحة» in a text is no name and town.
        if _fits(left, right, joint.re):
            return [left, right]
    return _around_date(piece, own) or _behind_label(piece, own)


def _trust(left: Piece, right: Piece, joint: re.Pattern[str]) -> tuple[Piece, Piece]:
    """Return two neighbours with words that can be a name read as one, beside a town or another name."""
    if (
        joint is _FROM
        and right.kind is None
        and len(right.text.split()) <= _MAX_PLACE_WORDS
        and is_name_like(left.text)
    ):
        right = replace(right, kind="place", name=right.text)
    is_place = right.kind == "place" and (joint is _FROM or find_place(right.text, town=True))
    if left.kind is None and is_name_like(left.text) and (is_place or joint is _JOINED):
        left = replace(left, kind="author", name=clean_name(left.text))
    if joint is _JOINED and right.kind is None and left.kind == "author" and is_name_like(right.text):
        right = replace(right, kind="author", name=clean_name(right.text))
    return left, right


def _spaces(text: str) -> list[re.Match[str]]:
    return list(re.finditer(r"\s+", text))[:6]


def _fits(left: Piece, right: Piece, joint: re.Pattern[str]) -> bool:
    """Return whether two neighbours without a separator are two members: place and agency, agencies joined by و."""
    kinds = (left.kind, right.kind)
    if joint is _FROM:
        return right.kind == "place" and left.kind in ("author", "outlet", "agency", "desk")
    if joint is _JOINED:
        return kinds in (("agency", "agency"), ("author", "author"), ("agency", "author"))
    return kinds in _NEIGHBOURS


def _part(piece: Piece, start: int, end: int) -> Piece | None:
    text = piece.text[start:end]
    stripped = text.strip()
    if not stripped:
        return None
    begin = piece.start + start + text.index(stripped[0])
    return Piece(begin, begin + len(stripped), stripped)


def _around_date(piece: Piece, own: str) -> list[Piece]:
    """Return place, date and agency of «الرياض 26 شوال 1436 هـ الموافق 11 أغسطس 2015 م واس»."""
    digit = _DIGIT.search(piece.text)
    folded = fold_in_place(piece.text)
    if not digit:
        return []
    date = DATE.match(folded, digit.start())
    if not date:
        return []
    parts = [_part(piece, 0, date.start()), _part(piece, date.end(), len(piece.text))]
    around = [_classify_whole(part, own) for part in parts if part]
    dated = _part(piece, date.start(), date.end())
    assert dated is not None
    found = sorted([*around, replace(dated, kind="date", name=dated.text)], key=lambda part: part.start)
    return found if all(part.kind is not None for part in found) else []


def _behind_label(piece: Piece, own: str) -> list[Piece]:
    """Return label and name of «كتب أحمد السالم» or «بقلم: …»."""
    space = re.search(r"\s+", piece.text)
    if not space:
        return []
    label, rest = _part(piece, 0, space.start()), _part(piece, space.end(), len(piece.text))
    if label is None or rest is None:
        return []
    folded = fold(label.text)
    if not (LABEL.fullmatch(folded) or PHOTO.fullmatch(folded)):
        return []
    name = clean_name(rest.text)
    kind: PartKind | None = "author" if is_name_like(name) else None
    behind = replace(rest, kind=kind, name=name) if kind else _classify_whole(rest, own)
    return [replace(label, kind="desk", name=label.text), behind]


def _mark_photographers(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield the pieces; names behind «تصوير» or «عدسة» took the pictures."""
    behind_photo = False
    for piece in pieces:
        if piece.kind == "desk":
            behind_photo = bool(PHOTO.fullmatch(fold(piece.text)))
        is_name = piece.kind == "author" or piece.kind is None
        yield replace(piece, kind="photographer", name=piece.text) if behind_photo and is_name else piece


def _settle_outlets(pieces: list[Piece], own: str) -> list[Piece]:
    """Return the pieces with words that are a paper and a town (الرياض، المدينة، الجزيرة) read as the one or the other.

    The paper's own name is the town where no other place is named but somebody is, and the paper is called like a
    town: «الرياض - واس». Another paper's name counts only beside something else.
    """
    has_place = any(piece.kind == "place" for piece in pieces)
    settled = []
    for piece in pieces:
        place = find_place(piece.text, town=True)
        others = any(other.kind in ("agency", "author") or other.kind is None for other in pieces if other is not piece)
        if piece.kind == "outlet" and place and not has_place and others:
            settled.append(replace(piece, kind="place", name=place))
        elif piece.kind == "outlet" and piece.name != own and len(pieces) == 1:
            settled.append(replace(piece, kind=None, name=""))
        else:
            settled.append(piece)
    return settled
