"""Puts together what metadata, opening and closing of an article say of where it comes from.

Metadata first: what it calls the author is as often a whole byline («واس - الرياض»). Not for: taking one byline
apart (`byline`).
"""

from __future__ import annotations

from collections.abc import Iterable

from indexer.extract.dateline.byline import read_byline
from indexer.extract.dateline.closing import find_closing, find_signature
from indexer.extract.dateline.company import read_unknown
from indexer.extract.dateline.model import Dateline, DatelinePart, PartKind, Reporting
from indexer.extract.dateline.opening import find_heading_name, find_opening
from indexer.extract.dateline.pieces import Piece, as_part, clean_name
from indexer.extract.dateline.tables import key_of, load_agencies, load_services, own_outlet
from indexer.extract.dateline.words import DESK, has_given_name
from search.analysis import fold

MAX_READ_CHARS = 2_000
"""Of an author field that is a whole text, so much is looked at."""

MAX_TRUSTED_CHARS = 120
"""In a shorter author field words that can be a name are one."""

MAX_AUTHOR_CHARS = 60
"""An author field that is longer and not a byline holds a sentence, not a name."""


def find_dateline(title: str, text: str, *, author: str | None = None, source: str | None = None) -> Dateline | None:
    """Return where, by whom and through whom an article came, None where nothing tells.

    author: the metadata's, which may be a whole byline or a mere "admin". source: the outlet, so that its own name in
    a byline is known for one. title: skipped where the text begins with it once more.
    """
    own = own_outlet(source)
    author = author[:MAX_READ_CHARS] if author else author
    told = _read_author(author or "", own)
    opening = find_opening(text, own, title.strip())
    closing = find_closing(text, own)
    parts = [as_part(piece, "author") for piece in told if piece.kind is not None]
    # A page may print its byline again above the text: the same names once more.
    parts += [as_part(piece, "text") for piece in opening.pieces if piece.kind is not None] if opening else []
    parts += [as_part(piece, "text") for piece in closing.pieces if piece.kind is not None] if closing else []
    kept = bool(author and author.strip()) and not any(piece.kind is not None for piece in told)
    if not kept and not any(part.kind in ("author", "agency", "outlet") for part in parts):
        opening = opening or (find_heading_name(text) if not (author or "").strip() else None)
        parts += [as_part(piece, "text") for piece in opening.pieces if piece.kind == "author"] if opening else []
        signature = find_signature(text) if not _names(parts, "author") else None
        parts += [as_part(signature, "text")] if signature else []
    if not parts and not kept:
        return None
    return _judge(
        parts, own, author, kept=kept, end=opening.end if opening else 0, closing=closing.start if closing else None
    )


def _read_author(author: str, own: str) -> list[Piece]:
    """Return the pieces of the metadata's author field; behind a bar stand dates and counters, never names."""
    bar = author.find("|")
    end = bar if bar >= 0 else len(author)
    pieces = read_unknown(read_byline(author, 0, end, own, trusted=end <= MAX_TRUSTED_CHARS))
    if any(piece.kind is not None for piece in pieces):
        return pieces
    # Some scrapers take the first paragraph for the author: its dateline is one all the same.
    opening = find_opening(author, own)
    return list(opening.pieces) if opening else pieces


def _judge(
    parts: list[DatelinePart], own: str, author: str | None, *, kept: bool, end: int, closing: int | None
) -> Dateline:
    is_service = own in load_services()
    agencies = tuple(name for name in _names(parts, "agency") if not (is_service and name == own))
    if not is_service and not agencies and (agency := load_agencies().get(key_of(own))):
        agencies = (agency,)
    authors = _without_and(_names(parts, "author")) or (
        (clean_name(author),) if kept and author and not _is_generic(author) else ()
    )
    outlets = _names(parts, "outlet") or ((own,) if is_service and own in _names(parts, "agency") else ())
    reporting: Reporting = "wire" if agencies else "own" if authors or outlets else ""
    if any(part.kind == "desk" and fold(part.name).startswith("متابع") for part in parts) and reporting == "own":
        reporting = "" if not authors else "own"
    return Dateline(
        parts=tuple(parts),
        end=end,
        closing=closing,
        places=_names(parts, "place"),
        agencies=agencies,
        authors=authors,
        reporting=reporting,
        place_evidence=_evidence(parts, "place"),
        agency_evidence=_evidence(parts, "agency") or ("the source is an agency" if agencies else ""),
        author_evidence=_evidence(parts, "author") or ("from the source's metadata" if authors else ""),
        confidence=0.95 if agencies else 0.9 if outlets else 0.8 if authors else 0.5 if parts else 0.0,
        is_author_kept=kept,
    )


def _names(parts: Iterable[DatelinePart], kind: PartKind) -> tuple[str, ...]:
    """Return the names of one kind, each once, in their order; spellings of one name count once."""
    found: dict[str, str] = {}
    for part in parts:
        if part.kind == kind:
            found.setdefault(fold(part.name).replace(" ", ""), part.name)
    return tuple(found.values())


def _without_and(authors: tuple[str, ...]) -> tuple[str, ...]:
    """Return several authors without the و that joins the later ones: «… ولوسي هورنبي»."""
    joined = (name.startswith("و") and not has_given_name(name) and has_given_name(name[1:]) for name in authors)
    return tuple(
        name[1:] if place and is_and else name for place, (name, is_and) in enumerate(zip(authors, joined, strict=True))
    )


def _evidence(parts: Iterable[DatelinePart], kind: PartKind) -> str:
    """Return where the first of a kind was read."""
    first = next((part for part in parts if part.kind == kind), None)
    if first is None:
        return ""
    if first.where == "author":
        return f"named in the author field of the metadata ({first.name})"
    return f"named in the dateline or credit of the text ({first.name})"


def _is_generic(author: str) -> bool:
    """Return whether an author field names nobody: "admin", a desk, a number, a whole sentence."""
    if (
        len(author) > MAX_AUTHOR_CHARS
        or author.strip().startswith(("-", "·", "*"))
        or author.strip().endswith((":", ".", "؟"))
    ):
        return True
    folded = " ".join(fold(author).split())
    return bool(DESK.fullmatch(folded)) or not any(letter.isalpha() for letter in folded)
