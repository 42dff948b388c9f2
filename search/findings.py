"""What an engine finds beyond hits: every occurrence of the words, what sets results apart, what stands beside a hit.

Records and what is computed from them alone. Not for: looking anything up in an index (`search.engines`), HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from search.analysis import collation_key
from search.article import Article

CONTEXT = 72
"""Code points shown on either side of an occurrence, less what is cut off to end with a whole word."""

ARRANGEMENTS = ("article", "before", "after")
"""Orders of a concordance: as read, by the words before, by the words after."""

_WORD = re.compile(r"\w+")
_ORDERING_WORDS = 2


@dataclass(frozen=True, slots=True)
class Place:
    """One occurrence of a word, or of a phrase from its first word to its last.

    where: "title", "text" or "caption". part: which caption. start, end: code points of that part.
    """

    where: str
    part: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ArticleOccurrences:
    """An article and where it answers a request, in reading order. count: all of them, be it more than the places."""

    article: Article
    places: tuple[Place, ...]
    count: int


@dataclass(frozen=True, slots=True)
class ConcordanceRow:
    """An occurrence with the original text around it; before + keyword + after is one slice of the part."""

    article: Article
    place: Place
    before: str
    keyword: str
    after: str


@dataclass(frozen=True, slots=True)
class Contrast:
    """A value or word that some results have more often than others.

    count: articles among the results that have it. others: articles that have it among what they are compared with.
    lift: its share of the results over its share of both together; 1: no difference. score: the z-score of the
    log-odds ratio with a prior, by which contrasts are ranked (`log_odds`).
    """

    value: str
    count: int
    others: int
    lift: float
    score: float


@dataclass(frozen=True, slots=True)
class Contrasted:
    """What is distinctive of one request's results, the most telling first.

    articles: results. compared: articles they are compared with. values: by field. words: counted in the first
    `sampled` results; each in its most frequent form.
    """

    articles: int
    compared: int
    values: dict[str, tuple[Contrast, ...]] = field(default_factory=dict)
    words: tuple[Contrast, ...] = ()
    sampled: int = 0


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where an article stands among the hits of a request. place: 1 for the first. previous, next: None at the ends."""

    place: int
    total: int
    previous: Article | None
    next: Article | None


def text_at(article: Article, place: Place) -> str:
    """Return the title, text or caption that a place is in."""
    if place.where == "caption":
        return article.captions[place.part]
    return article.title if place.where == "title" else article.text


def concordance_rows(found: ArticleOccurrences, context: int = CONTEXT) -> list[ConcordanceRow]:
    """Return the places of an article with up to `context` code points on either side, cut between words."""
    rows = []
    for place in found.places:
        text = text_at(found.article, place)
        first, last = max(0, place.start - context), min(len(text), place.end + context)
        before, after = text[first : place.start], text[place.end : last]
        if first > 0:
            before = _without_first_word(before)
        if last < len(text):
            after = _without_last_word(after)
        rows.append(ConcordanceRow(found.article, place, before, text[place.start : place.end], after))
    return rows


def arranged(rows: Iterable[ConcordanceRow], by: str) -> list[ConcordanceRow]:
    """Return rows in the Arabic alphabet of the words beside the keyword, nearest first; "article": as they came."""
    if by == "article":
        return list(rows)
    return sorted(rows, key=_words_before if by == "before" else _words_after)


def _words_before(row: ConcordanceRow) -> tuple[bool, list[str]]:
    return _order_of(_WORD.findall(row.before)[::-1])


def _words_after(row: ConcordanceRow) -> tuple[bool, list[str]]:
    return _order_of(_WORD.findall(row.after))


def _order_of(words: list[str]) -> tuple[bool, list[str]]:
    """Return what rows are sorted by; those without a neighbour come last."""
    return not words, [collation_key(word) for word in words[:_ORDERING_WORDS]]


def _without_first_word(text: str) -> str:
    """Return what stands behind the first white space; without any, all."""
    parts = text.split(None, 1)
    return parts[1] if len(parts) == 2 and not text[0].isspace() else text


def _without_last_word(text: str) -> str:
    parts = text.rsplit(None, 1)
    return parts[0] if len(parts) == 2 and not text[-1].isspace() else text
