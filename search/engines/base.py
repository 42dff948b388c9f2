"""The seam for scale: what every engine can do. `local` is a folder, `opensearch` (to come) a cluster."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, Self

from search.article import Article
from search.facets.listing import ValueList
from search.findings import ArticleOccurrences, Contrasted, Neighbours
from search.names.judging import NameEntry, Proposal
from search.names.name_map import Merge, NameMap
from search.names.proposals import Listed
from search.request import SearchRequest
from search.results import (
    ExplainedWord,
    Explanation,
    Fingerprints,
    Hit,
    QueryWord,
    SearchResults,
    Snippet,
    StoryVersions,
    Suggestion,
    TermFacet,
)


@dataclass(slots=True)
class WriteReport:
    """What a batch did to the index. unchanged: articles that were there already, word for word."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0

    def add(self, other: WriteReport) -> None:
        """Add the counts of another batch to these."""
        self.added += other.added
        self.replaced += other.replaced
        self.unchanged += other.unchanged


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """The state of an index. details: further facts of this engine, as plain JSON values."""

    engine: str
    articles: int
    generation: int
    segments: int
    location: str
    details: dict[str, Any] = field(default_factory=dict)


class Engine(Protocol):
    """An index of articles. Readers see the last commit; writes become visible by `commit`."""

    def search(self, request: SearchRequest) -> SearchResults:
        """Return one page of hits with its facets. Raises RequestError, IndexStateError, BackendError."""

    def scan(self, request: SearchRequest) -> Iterator[Article]:
        """Yield every hit of the request in its order, from one snapshot, whatever its size and cursor say."""

    def fingerprints(self, request: SearchRequest) -> Fingerprints:
        """Return the key and the content hash of every hit, in its order, whatever its size and cursor say.

        No article is read for it.
        """

    def get(self, key: str) -> Article:
        """Return the article. Raises ArticleNotFoundError."""

    def mark(self, key: str, request: SearchRequest) -> tuple[Snippet, ...]:
        """Return the whole title, the whole text and each caption of an article, marked as hits of the request are.

        Raises ArticleNotFoundError.
        """

    def similar(self, key: str, size: int = 5) -> tuple[Hit, ...]:
        """Return the articles most like this one, best first, itself left out. Raises ArticleNotFoundError."""

    def versions(self, key: str, size: int = 100) -> StoryVersions:
        """Return the articles that tell the same story as this one, itself among them, in the order of publication.

        size: how many at most; the story says how many there are. Raises ArticleNotFoundError.
        """

    def neighbours(self, key: str, request: SearchRequest) -> Neighbours | None:
        """Return which hits stand before and after an article in the request's order; None where it is no hit.

        Raises ArticleNotFoundError.
        """

    def occurrences(self, request: SearchRequest, skip: int = 0) -> Iterator[ArticleOccurrences]:
        """Yield the hits in the request's order after the first `skip`, with every place that answers.

        All are of one snapshot. Articles are read one by one as they are asked for; of one article at most 1,000 places
        are returned.
        """

    def contrast(
        self, requests: Sequence[SearchRequest], fields: Sequence[str], size: int = 10, words: int = 0
    ) -> tuple[Contrasted, ...]:
        """Return for each request the facet values, and words, that its hits have more often than those of the others.

        A single request is compared with the rest of the archive. size: values of each field. Raises UnknownFieldError.
        """

    def suggest(self, prefix: str, size: int = 10) -> tuple[Suggestion, ...]:
        """Return names, headlines and words that continue what was typed, in any spelling."""

    def facet_values(self, field: str, request: SearchRequest, prefix: str = "", size: int = 100) -> TermFacet:
        """Return the values of a facet for a request, those with a word beginning with `prefix`.

        The prefix is folded, and where it is written in Latin letters it finds Arabic names by their sound, too.
        """

    def list_values(
        self,
        field: str,
        request: SearchRequest,
        prefix: str = "",
        order: str = "count",
        place: int = 0,
        size: int = 100,
    ) -> ValueList:
        """Return a page of the values of a facet for a request, those that fit the prefix as in `facet_values`.

        order: one of VALUE_ORDERS. place: how many values come before the page. Raises UnknownFieldError, RequestError.
        """

    def names(self) -> NameMap:
        """Return which values of facets are shown under others."""

    def list_names(self, field: str, prefix: str = "", size: int = 100) -> list[NameEntry]:
        """Return the most frequent values of a facet with a word that begins so, with the values shown under them."""

    def propose_names(self, field: str, limit: int = 1000, listed: Listed | None = None) -> list[Proposal]:
        """Return merges of a facet's values to propose, the surest first, with their evidence.

        listed: a value → the well-known name it stands for, or None; two well-known names are never one.
        """

    def merge_names(self, field: str, canonical: str, members: Iterable[str], evidence: str = "") -> tuple[Merge, ...]:
        """Show values of a facet under another one, in counts, filters and articles, without reading an article.

        Counts at once, for every reader. Sources may be shown under a name that no article has.
        Raises UnknownNameError, ParameterValueError, IndexLockedError.
        """

    def accept_names(self, proposals: Iterable[Proposal]) -> tuple[Merge, ...]:
        """Apply proposals of `propose_names` in one step. Raises as `merge_names`."""

    def undo_names(self, field: str, name: str) -> tuple[Merge, ...]:
        """Undo the merge of a value, or of all that are shown under a name; return the merges undone.

        Raises UnknownNameError, IndexLockedError.
        """

    def write(self, batch: Iterable[Article]) -> WriteReport:
        """Add articles, replacing those with the same key. Raises IndexLockedError."""

    def delete(self, keys: Iterable[str]) -> int:
        """Delete the articles with these keys and return how many there were. Raises IndexLockedError."""

    def commit(self) -> int:
        """Make everything written since the last commit durable and visible; return the new generation."""

    def rollback(self) -> None:
        """Forget what was written since the last commit and release the lock."""

    def explain(self, request: SearchRequest, key: str | None = None) -> Explanation:
        """Return what the words of the request's text stand for; of an article, also how its score comes about.

        Raises RequestError, ArticleNotFoundError.
        """

    def understand(self, request: SearchRequest) -> tuple[tuple[QueryWord, ...], int]:
        """Return what the first single words of a query find at each level, and how many such words there are.

        Counts are of the whole archive, whatever the filters.
        """

    def explain_words(self, text: str) -> tuple[tuple[ExplainedWord, ...], bool]:
        """Return what the words of any text stand for, and whether it has more words than were looked up."""

    def published_range(self) -> tuple[dt.date, dt.date] | None:
        """Return the first and last day of publication in the archive, None where nothing is dated; for every page."""

    def info(self) -> EngineInfo:
        """Return what the index holds."""

    def warm(self, *, check: bool = False) -> None:
        """Make first answers as quick as later ones, in this generation and, until `close`, in later ones; for servers.

        check: check what searches read, too.
        """

    def close(self) -> None:
        """Release files and locks; what was not committed is forgotten."""

    def __enter__(self) -> Self:
        """Return the engine."""

    def __exit__(self, *exc_info: object) -> None:
        """Close the engine."""
