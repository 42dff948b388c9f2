"""What a dateline holds: its parts with their places in the article, and what they say together.

Not for: finding them (`byline`, `opening`, `closing`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

PartKind = Literal["place", "agency", "outlet", "author", "photographer", "desk", "date"]
Reporting = Literal["own", "wire", ""]


@dataclass(frozen=True, slots=True)
class DatelinePart:
    """One word or name of a dateline.

    where: "author" (the metadata's field) or "text"; start, end: code points into it, as written.
    name: canonical for places, agencies and outlets, as written for the rest.
    """

    where: str
    start: int
    end: int
    kind: PartKind
    name: str


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where, by whom and through whom a report came.

    parts: in the order they were read: metadata, opening, closing. end: where the body begins in the text, 0
    where it opens with a sentence; what stands before it is no sentence. closing: where the credit begins that
    ends the text, None where there is none. place: the first of places. agencies: canonical names. authors: without
    titles. reporting: "wire" where an agency is named, "own" where only an author or the paper itself is, ""
    where nobody is. The evidence is an English sentence each, "" where there is nothing to explain.
    confidence: 0-1, of the agency or, where there is none, of the reporting.
    """

    parts: tuple[DatelinePart, ...] = ()
    end: int = 0
    closing: int | None = None
    places: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    reporting: Reporting = ""
    place_evidence: str = ""
    agency_evidence: str = ""
    author_evidence: str = ""
    confidence: float = 0.0
    is_author_kept: bool = field(default=False)
    """Whether the metadata's author field is to be shown as it is because nothing in it was recognised."""

    @property
    def place(self) -> str | None:
        """Return the place it was filed from, None where none is told."""
        return self.places[0] if self.places else None

    @property
    def author(self) -> str | None:
        """Return the authors as one line, None where none is told."""
        return "، ".join(self.authors) or None
