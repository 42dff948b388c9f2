"""SearchResults: what an engine answers, the same from every engine.

Not for: JSON (`search.json_shapes`) or HTML (`web.presenters`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple

from search.article import Article
from search.query_tree import Node


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the engine did to the query or left out: said in the JSON and on the page, never silent."""

    code: str
    message: str
    message_ar: str


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of the original text, byte for byte. marks: (start, end) pairs into it, whole words, in order.

    where: "title", "text" or "caption".
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    where: str = "text"


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that tell one report in nearly the same words. id: key of the earliest of them.

    articles, sources: how many there are in the whole archive, whatever was asked; articles without a source are no
    source.
    """

    id: str
    articles: int
    sources: int


@dataclass(frozen=True, slots=True)
class Version:
    """An article of a story. similarity: 0 to 1, the estimated share of three-word sequences it has in common."""

    article: Article
    similarity: float


@dataclass(frozen=True, slots=True)
class StoryVersions:
    """A story with its articles in the order of publication; as many as were asked for."""

    story: Story
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One article of a page of hits. score: float32 value, higher is better, 0.0 where nothing was ranked.

    story: that it tells, maybe alone.
    """

    article: Article
    score: float
    title: Snippet
    snippets: tuple[Snippet, ...] = ()
    story: Story | None = None

    @property
    def key(self) -> str:
        """Return the article's stable key."""
        return self.article.key


class FacetValue(NamedTuple):
    """One value of a facet and the number of hits if it alone were selected in its facet.

    A tuple, as `DateBucket` is: a page has hundreds of them, and making them is much of what its facets cost.
    """

    value: str
    count: int  # type: ignore[assignment]  # tuple.count, which nobody asks a value for
    selected: bool = False
    required: bool = False
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class TermFacet:
    """The values of a terms facet, pinned ones first, then by count. distinct: how many values the hits have."""

    values: tuple[FacetValue, ...]
    distinct: int
    truncated: bool


class DateBucket(NamedTuple):
    """One calendar unit, first and last day inclusive, and the hits in it."""

    start: dt.date
    end: dt.date
    count: int  # type: ignore[assignment]  # tuple.count, which nobody asks a bucket for


@dataclass(frozen=True, slots=True)
class DateFacet:
    """Calendar buckets without gaps. interval: "year", "month" or "day". missing: hits without a date."""

    interval: str
    buckets: tuple[DateBucket, ...]
    missing: int


Facet = TermFacet | DateFacet


class SynonymUse(NamedTuple):
    """What was searched for beside some words of the query. others: other names of the same."""

    written: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnderstoodQuery:
    """How the query was read. match: the mode carried out, "all" or "any"."""

    text: str
    tree: Node | None
    words: str
    match: str
    level: str
    synonyms: tuple[SynonymUse, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to search for instead or next. kind: "person", "place", "organisation", "title" or "word"."""

    kind: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class SearchResults:
    """One page of hits with its facets. next: the cursor of the following page, or None on the last.

    total: articles found; facets count articles too. stories: where the request collapses, how many stories these
    articles tell, which is how many hits all pages have together; otherwise None.
    """

    query: UnderstoodQuery
    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, Facet]
    next: str | None
    generation: int
    took_ms: float
    notices: tuple[Notice, ...] = ()
    suggestions: tuple[Suggestion, ...] = field(default=())
    stories: int | None = None


class FormCount(NamedTuple):
    """A surface form and the articles it occurs in."""

    form: str
    articles: int


@dataclass(frozen=True, slots=True)
class WordFamily:
    """The surface forms of the archive that share a word's key at one level of the analysis.

    articles: that hold any of them. distinct: how many forms there are. forms: the most frequent of them.
    """

    level: str
    key: str
    articles: int
    distinct: int
    forms: tuple[FormCount, ...]


@dataclass(frozen=True, slots=True)
class ExplainedWord:
    """A word of a text. families: at each level of the analysis. searched: articles at each level of a request."""

    form: str
    start: int
    end: int
    families: tuple[WordFamily, ...]
    searched: dict[str, int]


class LevelScore(NamedTuple):
    """What one level of one word in one field gives an article. score: weight · boost · BM25."""

    level: str
    frequency: int
    articles: int
    idf: float
    weight: float
    score: float


@dataclass(frozen=True, slots=True)
class WordScore:
    """What one word of a query gives an article in one field. The greatest of the levels counts."""

    word: str
    field: str
    boost: float
    levels: tuple[LevelScore, ...]
    score: float


@dataclass(frozen=True, slots=True)
class ScoreExplanation:
    """Why an article stands where it stands. score: as of a hit; None where the article is no hit of the request.

    neighbours: what words that are neighbours in the query and in the article add. leads: what words near the beginning
    of the text add. others: what remains of the score: phrases, patterns, synonyms of several words.
    """

    key: str
    score: float | None
    words: tuple[WordScore, ...]
    neighbours: float = 0.0
    leads: float = 0.0
    others: float = 0.0


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a text is understood as a query. words: its distinct words. truncated: some words were left out.

    score: of the article asked about.
    """

    query: UnderstoodQuery
    words: tuple[ExplainedWord, ...]
    truncated: bool
    notices: tuple[Notice, ...] = ()
    score: ScoreExplanation | None = None
