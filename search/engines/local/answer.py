"""Answer: one request against one snapshot, step by step: match, filter, rank, count, show."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.article import Article
from search.engines.local.cursor import Cursor, decode_cursor, encode_cursor
from search.engines.local.planner import Plan, plan_query, relaxation_notice
from search.engines.local.snapshot import Snapshot
from search.execution.evaluate import Matches, evaluate
from search.execution.topk import top_k
from search.facets.dates import date_facet, range_facet, to_day
from search.facets.selection import FacetFilters, Selection
from search.facets.terms import DEFAULT_VALUES, Pins, term_facet
from search.highlight import TextMatcher, best_snippets
from search.query_parser import ParsedQuery, parse_query
from search.query_printer import describe
from search.request import SearchRequest
from search.results import Facet, Hit, SearchResults, Snippet, TermFacet, UnderstoodQuery
from search.schema import TERM_FACETS
from search.types import NO_DAY, DocIds, Mask

MAX_SNIPPETS = 3


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A request evaluated but not yet shown."""

    parsed: ParsedQuery
    plan: Plan
    matches: Matches
    selection: Selection


def evaluate_request(request: SearchRequest, snapshot: Snapshot, cursor: Cursor | None = None) -> Evaluated:
    """Return what matches the request, and the masks of its filters. The cursor carries the match mode of page 1."""
    parsed = parse_query(request.text)
    match = cursor.match if cursor else request.match
    plan = plan_query(parsed.tree, snapshot, level=request.level, match=match)
    if cursor and cursor.match == "any" and request.match == "auto" and parsed.tree is not None:
        plan.notices.append(relaxation_notice(parsed.tree))
    matches = evaluate(plan.node, snapshot)
    return Evaluated(parsed, plan, matches, Selection(matches.mask, _filters(request, snapshot)))


def answer(request: SearchRequest, snapshot: Snapshot) -> SearchResults:
    """Return one page of hits with its facets."""
    started = time.perf_counter()
    cursor = decode_cursor(request.after, request) if request.after else None
    found = evaluate_request(request, snapshot, cursor)
    hit_mask = found.selection.hits()
    page, values = _page(request, snapshot, found, hit_mask, cursor)
    matcher = TextMatcher(found.plan.groups)
    hits = tuple(_hit(doc_id, found, matcher, snapshot) for doc_id in page[: request.size].tolist())
    following = None
    if len(page) > request.size > 0:
        last = int(page[request.size - 1])
        following = encode_cursor(
            Cursor(hits[-1].key, float(values[last]), last, snapshot.generation, found.plan.match), request
        )
    return SearchResults(
        query=UnderstoodQuery(
            request.text,
            found.parsed.tree,
            describe(found.parsed.tree, found.plan.match, request.level, "ar"),
            found.plan.match,
            request.level,
        ),
        total=int(np.count_nonzero(hit_mask)),
        hits=hits,
        facets={name: facet_of(name, request, snapshot, found.selection) for name in request.facets},
        next=following,
        generation=snapshot.generation,
        took_ms=round((time.perf_counter() - started) * 1000, 3),
        notices=(*found.parsed.notices, *found.plan.notices),
    )


def scan(request: SearchRequest, snapshot: Snapshot) -> Iterator[Article]:
    """Yield every hit in the request's order."""
    found = evaluate_request(request, snapshot)
    doc_ids = np.flatnonzero(found.selection.hits()).astype(np.uint32)
    values = _order_values(request, snapshot, found)
    for doc_id in top_k(doc_ids, values[doc_ids], len(doc_ids)).tolist():
        yield snapshot.article(doc_id)


def facet_of(
    name: str,
    request: SearchRequest,
    snapshot: Snapshot,
    selection: Selection,
    *,
    limit: int = DEFAULT_VALUES,
    allowed: npt.NDArray[np.bool_] | None = None,
) -> Facet:
    """Return one facet of the request, blind to its own selection."""
    if name == "date":
        return date_facet(snapshot.days, selection.counted_by("date"), _bounds(request, "published"))
    if name == "mentioned":
        return range_facet(snapshot.mentioned, selection.counted_by("mentioned"), _bounds(request, "mentioned"))
    pins = Pins(*(request.values_of(name, op) for op in ("any", "all", "not")))
    return term_facet(name, snapshot.column(name), selection, pins, limit=limit, allowed=allowed)


def values_beginning_with(
    name: str, prefix: str, request: SearchRequest, snapshot: Snapshot, *, limit: int
) -> TermFacet:
    """Return the values of a facet whose text continues a folded prefix, at the start of any word."""
    words = snapshot.folded_words(name)
    allowed = np.fromiter((_continues(prefix, found) for found in words), np.bool_, len(words))
    selection = evaluate_request(request, snapshot).selection
    facet = facet_of(name, request, snapshot, selection, limit=limit, allowed=allowed)
    assert isinstance(facet, TermFacet)
    return facet


def _continues(prefix: str, words: list[str]) -> bool:
    """Return whether the prefix (folded, maybe several words) begins at one of the words, with or without its ال."""
    texts = (" ".join(words[index:]) for index in range(len(words)))
    return not prefix or any(text.startswith(prefix) or text.removeprefix("ال").startswith(prefix) for text in texts)


def hit_of(doc_id: int, score: float, snapshot: Snapshot) -> Hit:
    """Return an article as a hit without marks."""
    article = snapshot.article(doc_id)
    return Hit(article, score, Snippet(article.title, (), "title"), best_snippets(article.text, (), count=1))


def mark_article(doc_id: int, request: SearchRequest, snapshot: Snapshot) -> tuple[Snippet, ...]:
    """Return the whole title, the whole text and each caption of an article with the request's words marked."""
    parsed = parse_query(request.text)
    matcher = TextMatcher(plan_query(parsed.tree, snapshot, level=request.level, match="any").groups)
    article = snapshot.article(doc_id)
    parts = [(article.title, "title"), (article.text, "text"), *((caption, "caption") for caption in article.captions)]
    return tuple(Snippet(text, matcher.mark(text), where) for text, where in parts)


def _hit(doc_id: int, found: Evaluated, matcher: TextMatcher, snapshot: Snapshot) -> Hit:
    article = snapshot.article(doc_id)
    title = Snippet(article.title, matcher.mark(article.title), "title")
    snippets = matcher.best_snippets(article.text, count=MAX_SNIPPETS if found.plan.groups else 1)
    if found.plan.groups and not any(snippet.marks for snippet in snippets):
        captions = (Snippet(text, matcher.mark(text), "caption") for text in article.captions)
        snippets = tuple(caption for caption in captions if caption.marks) or snippets[:1]
    return Hit(article, float(found.matches.scores[doc_id]), title, snippets)


def _page(
    request: SearchRequest, snapshot: Snapshot, found: Evaluated, hit_mask: Mask, cursor: Cursor | None
) -> tuple[DocIds, npt.NDArray[np.float32] | npt.NDArray[np.int64]]:
    """Return up to size + 1 documents of the page, and the value of every document in the order."""
    values = _order_values(request, snapshot, found)
    doc_ids = np.flatnonzero(hit_mask).astype(np.uint32)
    after = _position(cursor, snapshot, values) if cursor else None
    return top_k(doc_ids, values[doc_ids], request.size + 1, after), values


def _position(
    cursor: Cursor, snapshot: Snapshot, values: npt.NDArray[np.float32] | npt.NDArray[np.int64]
) -> tuple[float, int]:
    """Return where the cursor's hit stands now: by its key if it still exists, else by its value then."""
    doc_id = cursor.doc_id if cursor.generation == snapshot.generation else snapshot.doc_id(cursor.key)
    if doc_id is not None and doc_id < snapshot.doc_count:
        return float(values[doc_id]), doc_id
    return cursor.value, cursor.doc_id


def _order_values(
    request: SearchRequest, snapshot: Snapshot, found: Evaluated
) -> npt.NDArray[np.float32] | npt.NDArray[np.int64]:
    """Return (doc_count,) values of which the greatest comes first; undated articles last under either date order."""
    if request.effective_sort == "relevance":
        return found.matches.scores
    published = snapshot.published
    if request.effective_sort == "newest":
        return published
    undated = snapshot.days == NO_DAY
    return np.where(undated, published, -published)


def _filters(request: SearchRequest, snapshot: Snapshot) -> dict[str, FacetFilters]:
    filters: dict[str, FacetFilters] = {}
    for name in TERM_FACETS:
        if any(item.field == name for item in request.filters):
            filters[name] = _term_filters(name, request, snapshot)
    for name, prefix in (("date", "published"), ("mentioned", "mentioned")):
        first, last = _bounds(request, prefix)
        if first or last:
            filters[name] = FacetFilters(selected=_date_mask(name, first, last, snapshot))
    return filters


def _term_filters(name: str, request: SearchRequest, snapshot: Snapshot) -> FacetFilters:
    column = snapshot.column(name)

    def mask_of(*values: str) -> Mask:
        return column.mask_of([column.ordinal_of[value] for value in values if value in column.ordinal_of])

    selected = request.values_of(name, "any")
    return FacetFilters(
        selected=mask_of(*selected) if selected else None,
        required=[mask_of(value) for value in request.values_of(name, "all")],
        excluded={value: mask_of(value) for value in request.values_of(name, "not")},
    )


def _date_mask(name: str, first: dt.date | None, last: dt.date | None, snapshot: Snapshot) -> Mask:
    low = to_day(first) if first else None
    high = to_day(last) if last else None
    if name == "mentioned":
        return snapshot.mentioned.mask_of(low, high)
    days = snapshot.days
    mask: Mask = days != NO_DAY
    if low is not None:
        mask = mask & (days >= low)
    if high is not None:
        mask = mask & (days <= high)
    return mask


def _bounds(request: SearchRequest, prefix: str) -> tuple[dt.date | None, dt.date | None]:
    first, last = getattr(request, f"{prefix}_from"), getattr(request, f"{prefix}_to")
    assert not isinstance(first, str)
    assert not isinstance(last, str)
    return first, last
