"""Reads by their company the pieces of a byline that no table knows: the place nobody listed, the name nobody heard.

Not for: pieces that tables know (`byline`).
"""

from __future__ import annotations

from dataclasses import replace

from indexer.extract.dateline.pieces import Piece, clean_name
from indexer.extract.dateline.words import has_function_word, is_name_like

_MAX_PLACE_WORDS = 3


def read_unknown(pieces: list[Piece], *, names_only: bool = False) -> list[Piece]:
    """Return the pieces of a byline with those that no table knows read by their company.

    Beside a place or an outlet a name of two words and more is the author; beside an agency or an author one to three
    words that begin with no given name are a place that the table lacks. Alone, words that can be a name are the
    author. names_only: read no places.
    """
    kinds = {piece.kind for piece in pieces}
    unknown = [piece for piece in pieces if piece.kind is None]
    nameless = [piece for piece in unknown if not is_name_like(clean_name(piece.text))]
    read: list[Piece] = []
    for piece in pieces:
        name = clean_name(piece.text)
        if piece.text.startswith("و") and "author" in {earlier.kind for earlier in read}:
            name = clean_name(piece.text[1:])
        is_short = (len(unknown) == 1 or nameless == [piece]) and _can_be_place(piece.text)
        if piece.kind is not None:
            read.append(piece)
        elif is_name_like(name) and ("place" in kinds or kinds <= {None, "date", "desk", "outlet"} or names_only):
            read.append(replace(piece, kind="author", name=name))
        elif is_short and not names_only and "place" not in kinds and kinds & {"agency", "author", "outlet"}:
            read.append(replace(piece, kind="place", name=piece.text))
        elif len(unknown) == 1 and len(pieces) == 1 and is_name_like(name):
            read.append(replace(piece, kind="author", name=name))
        else:
            read.append(piece)
    return read


def _can_be_place(text: str) -> bool:
    """Return whether the words can be a place that no table has: one to three Arabic words, none of them another's."""
    if has_function_word(text.split()):
        return False
    return len(text.split()) <= _MAX_PLACE_WORDS and all(
        letter.isalpha() and not letter.isascii() for letter in text if not letter.isspace()
    )
