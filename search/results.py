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


class WordMatch(NamedTuple):
    """How a word of the query is met by an article: at the nearest level at which title, text or captions have it.

    level: a level of requests ("exact" …), or "synonym". forms: the words of the article, as searched, that meet it.
    """

    word: str
    level: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One article of a page of hits. score: float32 value, higher is better, 0.0 where nothing was ranked.

    story: that it tells, maybe alone. matches: why it was found, for each single word of the query that it has.
    """

    article: Article
    score: float
    title: Snippet
    snippets: tuple[Snippet, ...] = ()
    story: Story | None = None
    matches: tuple[WordMatch, ...] = ()

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

    def of_hits(self, *, chosen_only: bool) -> TermFacet:
        """Return what the facet says of the hits themselves: nothing that they have not, nothing excluded.

        chosen_only: where several values are chosen together, only their counts are of the hits; others are left out.
        """
        values = tuple(
            value for value in self.values if value.count and not value.excluded and (value.selected or not chosen_only)
        )
        distinct = len(values) if chosen_only or not self.truncated else self.distinct
        return TermFacet(values, distinct, self.truncated and not chosen_only)


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
    """Something that continues what was typed. kind: a name's facet ("person" …), "title" or "word".

    count: its articles. key: of the article whose headline a title is, else "".
    """

    kind: str
    text: str
    count: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Remedy:
    """A change to a request, and what it would find: more than nothing, or less of what was widened on its own.

    kind: "keyboard" (typed on another layout), "latin" (an Arabic word in Latin letters that the archive has not, or
    hardly), "spelling" (a word of the archive like one typed), "words" (without quotation marks and locks), "level",
    "match" ("any" of the words; "all" where a long query found any), "without_filter",
    "wider_dates", "without_filters" (all of them), "without_word", "filter_value" (another value in the place of one
    that the archive has not, in the same operation). text: the query then. field, value: what else changes: the level,
    the match mode, a facet and the value taken from it or given to it, or a date facet and its new range
    (2020-01-01..2021-12-31, "" for any date). Where the text changes, value is "typed → meant", or the word dropped.
    drops_filters: whether all filters, dates and the story go beside the change of the text.
    old_field, old_value: of "filter_value", the value that goes and its facet, which may be another.
    """

    kind: str
    text: str
    count: int
    field: str = ""
    value: str = ""
    drops_filters: bool = False
    old_field: str = ""
    old_value: str = ""


class QueryWord(NamedTuple):
    """A word of a query. start, end: code points of the query as typed. counts: articles it finds at each level.

    level: at which it is searched. locked: whether the query itself says so. locks: level → the query with the word
    locked at it; "" → without a lock.
    """

    form: str
    start: int
    end: int
    level: str
    locked: bool
    counts: dict[str, int]
    locks: dict[str, str]


@dataclass(frozen=True, slots=True)
class SearchResults:
    """One page of hits with its facets. next: the cursor of the following page, or None on the last.

    total: articles found; facets count articles too. stories: where the request collapses, how many stories these
    articles tell, which is how many hits all pages have together; otherwise None.
    offset: how many hits stand before this page. previous: the cursor of the page before; None where that is the
    first page, which has no cursor, or where there is none. suggestions: remedies; nothing of them was done.
    """

    query: UnderstoodQuery
    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, Facet]
    next: str | None
    generation: int
    took_ms: float
    notices: tuple[Notice, ...] = ()
    suggestions: tuple[Remedy, ...] = field(default=())
    stories: int | None = None
    offset: int = 0
    previous: str | None = None


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """Every hit of a request as its key and the hash of what is stored of it, in the request's order, of one commit.

    hashes: 32 hex digits each, as `Article.content_hash` gives where no name of the article was merged.
    """

    generation: int
    keys: tuple[str, ...]
    hashes: tuple[str, ...]


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
