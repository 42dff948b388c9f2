"""The articles as every peer is fed them: our folded words joined by spaces, and our facet values.

Made once, before any clock runs. A larger archive is the same batch again with later dates.
"""

from __future__ import annotations

import datetime as dt
import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from search.analysis import key_of, surface_forms
from search.article import Article

EPOCH = dt.date(1970, 1, 1)
SHIFT_DAYS = 40
"""Days by which each copy of the batch is younger than the one before."""

TERM_FACETS = ("person", "place", "organisation", "source")
FACETS = (*TERM_FACETS, "date")


@dataclass(frozen=True, slots=True)
class Prepared:
    """One article. title, text: folded words, a space between. day: days since 1970-01-01, None if undated."""

    title: str
    text: str
    person: tuple[str, ...]
    place: tuple[str, ...]
    organisation: tuple[str, ...]
    source: tuple[str, ...]
    day: int | None


def prepare(articles: Iterable[Article]) -> list[Prepared]:
    """Return what the peers are fed."""
    known: dict[str, str] = {}

    def folded(*texts: str) -> str:
        forms = [form for text in texts for form in surface_forms(text)]
        return " ".join(known.get(form) or known.setdefault(form, key_of(form, "folded")) for form in forms)

    return [
        Prepared(
            folded(article.title),
            folded(article.text, *article.captions),
            article.people,
            article.places,
            article.organisations,
            (article.source,) if article.source else (),
            (day - EPOCH).days if (day := article.published_day()) else None,
        )
        for article in articles
    ]


def repeat(documents: list[Prepared], copies: int) -> Iterator[Prepared]:
    """Yield the batch `copies` times, each time `SHIFT_DAYS` later."""
    yield from documents
    for copy in range(1, copies):
        for one in documents:
            day = None if one.day is None else one.day + copy * SHIFT_DAYS
            yield Prepared(one.title, one.text, one.person, one.place, one.organisation, one.source, day)


def cardinalities(documents: list[Prepared]) -> dict[str, int]:
    """Return how many distinct values each facet has, and how many days there are."""
    found = {name: len({value for one in documents for value in getattr(one, name)}) for name in TERM_FACETS}
    return {**found, "date (days)": len({one.day for one in documents if one.day is not None})}


def count_tokens(documents: list[Prepared]) -> int:
    return sum(len(one.title.split()) + len(one.text.split()) for one in documents)


def save(path: Path, batch: list[Prepared] | list[Article]) -> None:
    """Keep a batch for the processes that write it; our own file, in our own temporary folder."""
    path.write_bytes(pickle.dumps(batch, pickle.HIGHEST_PROTOCOL))


def load(path: str | Path) -> list:
    """Return what `save` kept."""
    return pickle.loads(Path(path).read_bytes())
