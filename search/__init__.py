"""The façade of the search package: open an engine, ask it, catch its errors.

What belongs in this package: everything that answers queries, from the words of a text to the engine
behind the seam. What does not: reading sources (`indexer`) and showing answers (`web`). Other packages
import from here only; `indexer` also from `search.article`, `search.schema`, `search.errors`, `search.analysis`.

>>> import search
>>> with search.open_engine("index") as engine:                     # doctest: +SKIP
...     engine.search(search.SearchRequest("أستانة سوتشي")).total
"""

from search.article import Article, EntityMention, MentionedDate, Quotation, article_from_record, article_to_record
from search.codec.check import Problem
from search.engines.base import Engine, EngineInfo, WriteReport
from search.engines.local.analysing import AnalysedArticles, analyse_articles
from search.engines.local.checking import CheckReport
from search.engines.local.writer import MEMORY_MEBIBYTES
from search.engines.open import check_index, open_engine, rebuild_families
from search.errors import (
    ArticleNotFoundError,
    BackendError,
    BackendUnavailableError,
    ExtractionError,
    IndexCorruptError,
    IndexForeignError,
    IndexLockedError,
    IndexMissingError,
    IndexStateError,
    IndexVersionError,
    ParameterValueError,
    QueryTextError,
    QueryTooLongError,
    RequestError,
    SearchError,
    SourceError,
    UnknownFieldError,
    UnknownNameError,
    UnknownParameterError,
    UnreadableSourceError,
)
from search.json_shapes import (
    article_as_json,
    changes_as_json,
    error_as_json,
    explained_word_as_json,
    explanation_as_json,
    facet_as_json,
    hit_as_json,
    results_as_json,
    suggestion_as_json,
    versions_as_json,
)
from search.names.judging import NameEntry, NameValue, Proposal
from search.names.name_map import Merge, NameMap
from search.request import (
    COLLAPSES,
    LEVELS,
    MATCHES,
    MAX_PAGE_SIZE,
    MAX_QUERY_CHARS,
    SORTS,
    Filter,
    SearchRequest,
    parse_period,
)
from search.results import (
    DateBucket,
    DateFacet,
    ExplainedWord,
    Explanation,
    FacetValue,
    Hit,
    Notice,
    SearchResults,
    Snippet,
    Story,
    StoryVersions,
    Suggestion,
    TermFacet,
    UnderstoodQuery,
    Version,
)
from search.schema import DATE_FACETS, DEFAULT_FACETS, FIELDS, TERM_FACETS
from search.stories.differences import Change, differences

__all__ = [
    "COLLAPSES",
    "DATE_FACETS",
    "DEFAULT_FACETS",
    "FIELDS",
    "LEVELS",
    "MATCHES",
    "MAX_PAGE_SIZE",
    "MAX_QUERY_CHARS",
    "MEMORY_MEBIBYTES",
    "SORTS",
    "TERM_FACETS",
    "AnalysedArticles",
    "Article",
    "ArticleNotFoundError",
    "BackendError",
    "BackendUnavailableError",
    "Change",
    "CheckReport",
    "DateBucket",
    "DateFacet",
    "Engine",
    "EngineInfo",
    "EntityMention",
    "ExplainedWord",
    "Explanation",
    "ExtractionError",
    "FacetValue",
    "Filter",
    "Hit",
    "IndexCorruptError",
    "IndexForeignError",
    "IndexLockedError",
    "IndexMissingError",
    "IndexStateError",
    "IndexVersionError",
    "MentionedDate",
    "Merge",
    "NameEntry",
    "NameMap",
    "NameValue",
    "Notice",
    "ParameterValueError",
    "Problem",
    "Proposal",
    "QueryTextError",
    "QueryTooLongError",
    "Quotation",
    "RequestError",
    "SearchError",
    "SearchRequest",
    "SearchResults",
    "Snippet",
    "SourceError",
    "Story",
    "StoryVersions",
    "Suggestion",
    "TermFacet",
    "UnderstoodQuery",
    "UnknownFieldError",
    "UnknownNameError",
    "UnknownParameterError",
    "UnreadableSourceError",
    "Version",
    "WriteReport",
    "analyse_articles",
    "article_as_json",
    "article_from_record",
    "article_to_record",
    "changes_as_json",
    "check_index",
    "differences",
    "error_as_json",
    "explained_word_as_json",
    "explanation_as_json",
    "facet_as_json",
    "hit_as_json",
    "open_engine",
    "parse_period",
    "rebuild_families",
    "results_as_json",
    "suggestion_as_json",
    "versions_as_json",
]
