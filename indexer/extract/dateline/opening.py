"""The dateline that opens a text: «موسكو – سبوتنيك», «القاهرة (أ ف ب) -», «خالد الحربي – جدة».

Either the whole first line is a byline, or the first words up to a closing sign are. Not for: the metadata's author
or the last lines (`find`, `closing`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.extract.dateline.byline import read_byline
from indexer.extract.dateline.company import read_unknown
from indexer.extract.dateline.pieces import Piece, clean_name, find_agency, find_place
from indexer.extract.dateline.tables import key_of
from indexer.extract.dateline.words import LABEL, PHOTO, begins_with_verb, has_given_name, is_name_like
from search.analysis import fold

WINDOW_CHARS = 160
"""How far into the text the dateline's closing sign may stand."""

MAX_LINE_CHARS = 90
"""A first line that is longer is a sentence."""

MIN_PARAGRAPH_CHARS = 100
MAX_PADDED_LINE_CHARS = 400
"""Some pages pad the byline with spaces."""

MAX_CANDIDATES = 8
_PAIR = 2
_FILED = (["place", "agency"], ["place", "date", "agency"], ["author", "place"], ["author", "outlet"])
"""What may stand before a sentence without a closing sign: «موسكو – سبوتنيك قال», «أحمد السالم – جدة أعلنت»."""

_BLANK = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\ufeff]*")
_CLOSING = re.compile(r"\s*[:)\]–—\-][\s:)\].–—\-\u200b-\u200f]*")
_DASH = re.compile(r"\s*[–—\-]\s*$")
_WORD_END = re.compile(r"(?<=\S)(?=\s)")


@dataclass(frozen=True, slots=True)
class Opening:
    """A dateline at the beginning of a text: its pieces and where the body begins."""

    pieces: tuple[Piece, ...]
    end: int


def find_opening(text: str, own: str = "", title: str = "") -> Opening | None:
    """Return the dateline that opens the text, None where it opens with a sentence.

    own: the outlet's name. title: skipped where the text begins with it.
    """
    start = _skip_blank(text, 0)
    if title and text.startswith(title + "\n", start):
        start = _skip_blank(text, start + len(title))
    if start == len(text):
        return None
    return _first_line(text, start, own) or _first_words(text, start, own)


def _skip_blank(text: str, start: int) -> int:
    """Return where white space and invisible signs end, at most two windows on."""
    blank = _BLANK.match(text, start, start + 2 * WINDOW_CHARS)
    return blank.end() if blank else start


def find_heading_name(text: str) -> Opening | None:
    """Return the name that alone is the first line above a paragraph: the author's, where nothing else tells one.

    A picture's caption looks the same: ask only for articles whose metadata names nobody.
    """
    start = _skip_blank(text, 0)
    stop = text.find("\n", start, start + MAX_LINE_CHARS)
    line = text[start : max(stop, start)].strip()
    if stop < 0 or clean_name(line) != " ".join(line.split()) or not (is_name_like(line) and has_given_name(line)):
        return None
    body = _skip_blank(text, stop)
    paragraph_end = text.find("\n", body, body + MIN_PARAGRAPH_CHARS)
    if paragraph_end >= 0 or len(text) - body < MIN_PARAGRAPH_CHARS:
        return None
    return Opening((Piece(start, start + len(line), line, "author", clean_name(line)),), body)


def _first_line(text: str, start: int, own: str) -> Opening | None:
    """Return the first line where it is nothing but a byline and something follows it."""
    stop = text.find("\n", start, start + MAX_PADDED_LINE_CHARS)
    if stop < 0 or len(text[start:stop].rstrip()) > MAX_LINE_CHARS or not text[stop : stop + 4 * WINDOW_CHARS].strip():
        return None
    pieces = _with_own_read(_with_neighbours_read(read_byline(text, start, stop, own), text), own)
    is_followed_up = [piece.kind for piece in pieces] == ["author", "desk"]  # «سلوى سعد – متابعات»
    if not is_followed_up and not _is_byline(pieces, own):
        return None
    blank = _BLANK.match(text, stop, stop + WINDOW_CHARS)
    return Opening(tuple(pieces), blank.end() if blank else stop)


def _with_neighbours_read(pieces: list[Piece], text: str) -> list[Piece]:
    """Return the two pieces of a line with an unknown one read by the other.

    Beside an outlet, a town or a desk it is a name: «خضر الخيرات – جازان»; one word beside a name is a place.
    """
    kinds = [piece.kind for piece in pieces]
    if len(pieces) != _PAIR or None not in kinds:
        return pieces
    if {"outlet", "place", "desk"} & set(kinds):
        return read_unknown(pieces, names_only=True)
    between = text[pieces[0].end : pieces[1].start]
    is_dashed = bool(_DASH.search(between.rstrip()))
    return read_unknown(pieces) if is_dashed and "author" in kinds and all(map(_is_short, pieces)) else pieces


def _with_own_read(pieces: list[Piece], own: str) -> list[Piece]:
    """Return the pieces, unknown ones read if the outlet's own name is among them: «عويد التومي- سبق- أضم»."""
    is_signed = len(pieces) > 1 and any(piece.kind == "outlet" and piece.name == own for piece in pieces)
    short = all(piece.kind is not None or len(piece.text.split()) <= _PAIR for piece in pieces)
    return read_unknown(pieces) if is_signed and short else pieces


def _is_short(piece: Piece) -> bool:
    return piece.kind is not None or " " not in piece.text


def _first_words(text: str, start: int, own: str) -> Opening | None:
    """Return the longest beginning, up to a closing sign, that is a byline."""
    found: Opening | None = None
    for stop, end, is_open in _candidates(text, start, own):
        pieces = read_byline(text, start, stop, own)
        pieces = _with_own_read(pieces, own) if ":" in text[stop:end] else pieces
        if is_open and [piece.kind for piece in pieces] not in _FILED:
            continue
        is_bracketed = not any(sign in text[stop:end] for sign in ":-–—")
        if is_bracketed and not is_open and not any(piece.kind == "agency" for piece in pieces):
            continue  # «(عكاظ) تنشر» is a sentence, «القاهرة (رويترز) قال» none.
        if _is_byline(pieces, own) or _is_town_alone(text, pieces, stop, end):
            found = Opening(tuple(pieces), end)
    return found


def _candidates(text: str, start: int, own: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where a byline may end: before and behind a closing sign, or (open) behind words that a table knows."""
    window = min(len(text), start + WINDOW_CHARS)
    signs = [(match.start(), match.end(), False) for match in _CLOSING.finditer(text, start + 1, window)]
    if signs:
        behind = signs[0][1]
        for match in list(_WORD_END.finditer(text, behind, min(window, behind + 40)))[:4]:
            words = text[behind : match.start()]
            if find_agency(words) or find_place(words, town=True) or (own and key_of(words) == key_of(own)):
                blank = _BLANK.match(text, match.start(), window)
                signs.append((match.start(), blank.end() if blank else match.start(), True))
    yield from sorted(signs, key=lambda each: each[1])[:MAX_CANDIDATES]


def _is_byline(pieces: list[Piece], own: str) -> bool:
    """Return whether recognised pieces together are a byline and not the first words of a sentence."""
    kinds = [piece.kind for piece in pieces]
    if not kinds or None in kinds:
        return False
    if "agency" in kinds:
        return True
    names_own = any(piece.kind == "outlet" and piece.name == own for piece in pieces)
    if "outlet" in kinds:
        return names_own or (not own and "place" in kinds)
    if "author" in kinds:
        labelled = any(piece.kind == "desk" and _is_label(piece) for piece in pieces)
        return ("place" in kinds and kinds.count("author") <= 3) or labelled
    return kinds == ["place", "desk"] or kinds == ["desk", "place"]


def _is_label(piece: Piece) -> bool:
    folded = fold(piece.text)
    return bool(LABEL.fullmatch(folded) or PHOTO.fullmatch(folded))


def _is_town_alone(text: str, pieces: list[Piece], stop: int, end: int) -> bool:
    """Return whether one town, or a few, open the text with a colon, or with a dash before a verb: «بغداد - أعلنت»."""
    if not pieces or any(piece.kind not in ("place", "date") for piece in pieces):
        return False
    if not any(find_place(piece.text, town=True) for piece in pieces):
        return False
    if ":" in text[stop:end]:
        return len(pieces) == 1 or begins_with_verb(text[end : end + 40])
    return begins_with_verb(text[end : end + 40]) and bool(_DASH.search(text[:end][-4:]))
