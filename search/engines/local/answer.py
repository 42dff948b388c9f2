"""Answer: one request against one snapshot, step by step: match, filter, rank, count, show."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from search.article import Article
from search.codec.arrays import ragged_indices, row_sums
from search.engines.local.cursor import Cursor, decode_cursor, encode_cursor
from search.engines.local.idle_values import idle_notices
from search.engines.local.matching import WordLevels
from search.engines.local.planner import Plan, plan_query, relaxation_notice
from search.engines.local.remedying import remedies
from search.engines.local.snapshot import Segment, Snapshot
from search.errors import ParameterValueError
from search.execution.evaluate import DocSet, Evaluator
from search.execution.kernels import load_kernels
from search.execution.places import raise_by_places
from search.execution.scratch import Scratch
from search.execution.topk import Values, all_documents, count_before, document_at, first_documents
from search.facets.dates import Chosen, date_facet, range_facet, to_day
from search.facets.selection import FacetFilters, Selection
from search.facets.terms import DEFAULT_VALUES, Pins, TermCounter
from search.highlight import TextMatcher, best_snippets
from search.names.applying import rename_request
from search.query_parser import ParsedQuery, parse_query
from search.query_printer import describe
from search.request import SearchRequest
from search.results import Facet, Hit, Notice, Remedy, SearchResults, Snippet, UnderstoodQuery
from search.schema import TERM_FACETS
from search.types import NO_DAY, DocIds, Mask

MAX_SNIPPETS = 3
LAST_DAY = to_day(dt.date.max)
DATE_PREFIXES = (("date", "published"), ("mentioned", "mentioned"))


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A request evaluated but not yet shown. matches, selections, hits: one for each segment."""

    plan: Plan
    matches: list[DocSet]
    selections: list[Selection]
    hits: list[DocSet]

    @property
    def total(self) -> int:
        """Return the number of hits."""
        return sum(len(found.ids) for found in self.hits)


@dataclass(frozen=True, slots=True)
class Located:
    """Where the hits of a page are, and the facets: everything but the articles themselves.

    page: up to size + 1 (document, value) pairs; one more than the page where another page follows. stories: how many
    the hits tell, where the request collapses them. offset: how many hits stand before the page. before: the last hit
    in front of the page before, None where that is the first.
    """

    evaluated: Evaluated
    page: list[tuple[int, float]]
    facets: dict[str, Facet]
    stories: int | None = None
    offset: int = 0
    before: tuple[int, float] | None = None


def locate(
    parsed: ParsedQuery, request: SearchRequest, snapshot: Snapshot, scratch: Scratch, cursor: Cursor | None = None
) -> Located:
    """Return the documents of a page and the counts of its facets."""
    found = evaluate_request(parsed, request, snapshot, scratch, cursor, ranked=request.size > 0)
    values = order_values(request, snapshot, found.hits)
    after = _position(cursor, request, snapshot, found) if cursor else None
    bases = [segment.base for segment in snapshot.segments]
    ids = [each.ids for each in found.hits]
    stories = None
    if request.collapse:
        ids, values = snapshot.stories.collapsed(ids, values)
        stories = sum(map(len, ids))
    page = first_documents(ids, values, bases, request.size + 1, after)
    counter = facet_counter(snapshot, scratch)
    facets = {name: facet_of(name, request, snapshot, found, counter) for name in request.facets}
    offset = count_before(ids, values, bases, after) if after else 0
    before = document_at(ids, values, bases, offset - request.size - 1) if offset > request.size > 0 else None
    return Located(found, page, facets, stories, offset, before)


def evaluate_request(
    parsed: ParsedQuery,
    request: SearchRequest,
    snapshot: Snapshot,
    scratch: Scratch,
    cursor: Cursor | None = None,
    *,
    ranked: bool = True,
    evaluator: Evaluator | None = None,
) -> Evaluated:
    """Return what matches the request, and what its filters keep. The cursor carries the match mode of page 1.

    ranked: False where nobody looks at the scores. evaluator: over the snapshot, for who goes on asking it.
    """
    match = cursor.match if cursor else request.match
    evaluator = evaluator or Evaluator(snapshot, scratch)
    synonyms, complaints = snapshot.synonyms.current()
    plan = plan_query(parsed.tree, snapshot, level=request.level, match=match, synonyms=synonyms, evaluator=evaluator)
    plan.notices += complaints
    if cursor and cursor.match == "any" and request.match == "auto" and parsed.tree is not None:
        plan.notices.append(relaxation_notice(parsed.tree))
    matches = evaluator.evaluate(plan.node)
    selections = [
        Selection(found.ids, _filters(request, snapshot, index, found.ids)) for index, found in enumerate(matches)
    ]
    if not (request.filters or request.story or any(any(_bounds(request, prefix)) for _, prefix in DATE_PREFIXES)):
        hits = matches
    else:
        hits = [
            DocSet(selection.hit_ids(), found.scores[selection.hits()])
            for found, selection in zip(matches, selections, strict=True)
        ]
    if ranked:
        hits = raise_by_places(hits, plan.pairs, plan.leads, evaluator)
    return Evaluated(plan, matches, selections, hits)


def answer(request: SearchRequest, snapshot: Snapshot, scratch: Scratch) -> SearchResults:
    """Return one page of hits with its facets."""
    started = time.perf_counter()
    parsed = parse_query(request.text)
    asked, (request, renamed) = request, rename_request(request, snapshot.names)
    cursor = _cursor_of(asked, request)
    located = locate(parsed, request, snapshot, scratch, cursor)
    plan, page = located.evaluated.plan, located.page
    matcher = TextMatcher(marking.group(snapshot) for marking in plan.markings) if page else None
    scores = _scores(located, snapshot)
    levels = WordLevels(plan.words, snapshot)
    hits = tuple(
        _hit(document, score, matcher, levels, snapshot, has_words=bool(plan.markings))
        for (document, _), score in zip(page[: request.size], scores, strict=False)
        if matcher is not None
    )
    following = None
    if len(page) > request.size > 0:
        last, value = page[request.size - 1]
        following = encode_cursor(Cursor(hits[-1].key, float(value), last, snapshot.generation, plan.match), request)
    previous = None
    if located.before:
        last, value = located.before
        key = snapshot.key_of(last)
        previous = encode_cursor(Cursor(key, float(value), last, snapshot.generation, plan.match), request)
    suggestions = () if cursor else _remedies(parsed, request, located.evaluated, snapshot, scratch)
    return SearchResults(
        query=UnderstoodQuery(
            request.text,
            parsed.tree,
            describe(parsed.tree, plan.match, request.level, "ar"),
            plan.match,
            request.level,
            tuple(plan.synonyms),
        ),
        total=located.evaluated.total,
        hits=hits,
        facets=located.facets,
        next=following,
        generation=snapshot.generation,
        took_ms=round((time.perf_counter() - started) * 1000, 3),
        notices=(
            *parsed.notices,
            *_advised(plan.notices, parsed, suggestions),
            *idle_notices(request, snapshot),
            *renamed,
            *snapshot.name_notices,
            *snapshot.stories.unknown_notices(request.story),
        ),
        stories=located.stories,
        suggestions=suggestions,
        offset=located.offset,
        previous=previous,
    )


def _remedies(
    parsed: ParsedQuery, request: SearchRequest, found: Evaluated, snapshot: Snapshot, scratch: Scratch
) -> tuple[Remedy, ...]:
    def count(other: SearchRequest) -> tuple[int, Plan]:
        evaluated = evaluate_request(parse_query(other.text), other, snapshot, scratch, ranked=False)
        return evaluated.total, evaluated.plan

    return remedies(request, parsed, found.plan, found.total, snapshot, count)


def _advised(notices: Sequence[Notice], parsed: ParsedQuery, suggestions: Sequence[Remedy]) -> Iterator[Notice]:
    """Yield the notices; where a query was widened, with the advice to ask for all words if that finds something."""
    has_all = any((each.field, each.value) == ("match", "all") for each in suggestions)
    for notice in notices:
        is_widened = has_all and parsed.tree is not None and notice == relaxation_notice(parsed.tree)
        yield relaxation_notice(parsed.tree, has_all=True) if is_widened and parsed.tree is not None else notice


def _cursor_of(asked: SearchRequest, request: SearchRequest) -> Cursor | None:
    """Return the cursor of a request whose names are canonical. asked: as it came in; names merged since fit, too."""
    if not request.after:
        return None
    try:
        return decode_cursor(request.after, request)
    except ParameterValueError:
        return decode_cursor(request.after, asked)


def scan(request: SearchRequest, snapshot: Snapshot, scratch: Scratch) -> Iterator[Article]:
    """Yield every hit in the request's order."""
    documents = ordered_documents(request, snapshot, scratch)
    return (snapshot.article(document) for document in documents.tolist())


def ordered_documents(request: SearchRequest, snapshot: Snapshot, scratch: Scratch) -> npt.NDArray[np.int64]:
    """Return every hit in the request's order, numbered over all segments."""
    request, _ = rename_request(request, snapshot.names)
    found = evaluate_request(parse_query(request.text), request, snapshot, scratch)
    values = order_values(request, snapshot, found.hits)
    bases = [segment.base for segment in snapshot.segments]
    ids = [each.ids for each in found.hits]
    if request.collapse:
        ids, values = snapshot.stories.collapsed(ids, values)
    return all_documents(ids, values, bases)


def facet_of(
    name: str,
    request: SearchRequest,
    snapshot: Snapshot,
    found: Evaluated,
    counter: TermCounter,
    *,
    limit: int = DEFAULT_VALUES,
    allowed: Mask | None = None,
) -> Facet:
    """Return one facet of the request, blind to its own selection."""
    kernels = load_kernels()
    documents = [selection.counted_by(name) for selection in found.selections]
    if name == "date":
        return date_facet(kernels, snapshot.days, documents, _bounds(request, "published"))
    if name == "mentioned":
        return range_facet(kernels, snapshot.mentioned, documents, _bounds(request, "mentioned"))
    pins = Pins(*(request.values_of(name, op) for op in ("any", "all", "not")))
    removed = partial(_removed_by, found.selections, name)
    return counter.facet(snapshot.column(name), documents, pins, removed, limit=limit, allowed=allowed)


def hit_of(doc_id: int, score: float, snapshot: Snapshot) -> Hit:
    """Return an article as a hit without marks."""
    article = snapshot.article(doc_id)
    title = Snippet(article.title, (), "title")
    return Hit(article, score, title, best_snippets(article.text, (), count=1), snapshot.stories.of(doc_id))


def mark_article(doc_id: int, request: SearchRequest, snapshot: Snapshot) -> tuple[Snippet, ...]:
    """Return the whole title, the whole text and each caption of an article with the request's words marked."""
    tree = parse_query(request.text).tree
    match = "all" if request.match == "all" else "any"
    plan = plan_query(tree, snapshot, level=request.level, match=match, synonyms=snapshot.synonyms.current()[0])
    matcher = TextMatcher(marking.group(snapshot) for marking in plan.markings)
    article = snapshot.article(doc_id)
    parts = [(article.title, "title"), (article.text, "text"), *((caption, "caption") for caption in article.captions)]
    return tuple(Snippet(text, matcher.mark(text), where) for text, where in parts)


def _hit(
    document: int, score: float, matcher: TextMatcher, levels: WordLevels, snapshot: Snapshot, *, has_words: bool
) -> Hit:
    article = snapshot.article(document)
    in_title, in_text = matcher.find(article.title), matcher.find(article.text)
    title = Snippet(article.title, tuple(in_title.marks), "title")
    snippets = matcher.snippets_of(in_text, article.text, count=MAX_SNIPPETS if has_words else 1)
    forms = in_title.forms | in_text.forms
    if has_words and not any(snippet.marks for snippet in snippets):
        found = [(caption, matcher.find(caption)) for caption in article.captions]
        captions = tuple(Snippet(caption, tuple(each.marks), "caption") for caption, each in found if each.marks)
        snippets = captions or snippets[:1]
        forms = forms.union(*(each.forms for _, each in found))
    return Hit(article, score, title, snippets, snapshot.stories.of(document), levels.matches(forms))


def _scores(located: Located, snapshot: Snapshot) -> list[float]:
    """Return the score of each document of the page, whatever the order is by."""
    scores = []
    for document, _ in located.page:
        segment, doc_id = snapshot.place(document)
        hits = located.evaluated.hits[snapshot.segments.index(segment)]
        scores.append(float(hits.scores[np.searchsorted(hits.ids, doc_id)]))
    return scores


def facet_counter(snapshot: Snapshot, scratch: Scratch) -> TermCounter:
    """Return what counts the terms facets of one request."""
    living = [(segment.live, segment.live_count, segment.doc_count) for segment in snapshot.segments]
    return TermCounter(load_kernels(), scratch, living)


def _removed_by(selections: Sequence[Selection], name: str, value: str) -> int:
    return sum(selection.removed_by(name, value) for selection in selections)


def _position(cursor: Cursor, request: SearchRequest, snapshot: Snapshot, found: Evaluated) -> tuple[float, int]:
    """Return where the cursor's hit stands now: by its key if it still exists, else by its value then."""
    document = cursor.doc_id if cursor.generation == snapshot.generation else snapshot.doc_id(cursor.key)
    if document is None or not 0 <= document < snapshot.doc_count:
        return cursor.value, cursor.doc_id
    segment, doc_id = snapshot.place(document)
    index = snapshot.segments.index(segment)
    if request.effective_sort != "relevance":
        return float(_times(request, segment, np.array([doc_id], np.uint32))[0]), document
    hits = found.hits[index]
    place = int(np.searchsorted(hits.ids, doc_id))
    if place < len(hits.ids) and hits.ids[place] == doc_id:
        return float(hits.scores[place]), document
    return cursor.value, document


def order_values(request: SearchRequest, snapshot: Snapshot, hits: Sequence[DocSet]) -> list[Values]:
    """Return for each segment the values beside its hits of which the greatest comes first."""
    if request.effective_sort == "relevance":
        return [found.scores for found in hits]
    return [_times(request, segment, found.ids) for segment, found in zip(snapshot.segments, hits, strict=True)]


def _times(request: SearchRequest, segment: Segment, ids: DocIds) -> Values:
    """Return times of publication, negative for the oldest first; undated articles come last under either order."""
    published = segment.reader.numbers("published")[ids]
    if request.effective_sort == "newest":
        return published
    return np.where(segment.reader.numbers("day")[ids] == NO_DAY, published, -published)


def _filters(request: SearchRequest, snapshot: Snapshot, index: int, ids: DocIds) -> dict[str, FacetFilters]:
    filters = {
        name: _term_filters(name, request, snapshot, index, ids)
        for name in TERM_FACETS
        if any(item.field == name for item in request.filters)
    }
    if request.story:
        filters["story"] = FacetFilters(selected=snapshot.stories.mask(request.story, index, ids))
    for name, prefix in DATE_PREFIXES:
        first, last = _bounds(request, prefix)
        if first or last:
            filters[name] = FacetFilters(selected=_DATE_MASKS[name](first, last, snapshot, index, ids))
    return filters


def _term_filters(name: str, request: SearchRequest, snapshot: Snapshot, index: int, ids: DocIds) -> FacetFilters:
    column = snapshot.column(name)
    kernels = load_kernels()

    def mask_of(*values: str) -> Mask:
        mask = np.zeros(len(ids), np.bool_)
        for documents in column.documents(index, values):
            kernels.members(ids, documents, 0, len(documents), mask)
        return mask

    selected = request.values_of(name, "any")
    return FacetFilters(
        selected=mask_of(*selected) if selected else None,
        required=[mask_of(value) for value in request.values_of(name, "all")],
        excluded={value: mask_of(value) for value in request.values_of(name, "not")},
    )


def _published_mask(first: dt.date | None, last: dt.date | None, snapshot: Snapshot, index: int, ids: DocIds) -> Mask:
    low = NO_DAY + 1 if first is None else to_day(first)
    high = LAST_DAY if last is None else to_day(last)
    mask: Mask = load_kernels().within_days(ids, snapshot.days[index], low, high)
    return mask


def _mentioned_mask(first: dt.date | None, last: dt.date | None, snapshot: Snapshot, index: int, ids: DocIds) -> Mask:
    ranges = snapshot.mentioned[index]
    begins = ranges.offsets[ids].astype(np.int64)
    lengths = ranges.offsets[ids + np.uint32(1)].astype(np.int64) - begins
    places = ragged_indices(begins, lengths)
    inside = np.ones(len(places), np.bool_)
    if first is not None:
        inside &= ranges.last[places] >= to_day(first)
    if last is not None:
        inside &= ranges.first[places] <= to_day(last)
    return row_sums(inside, np.concatenate([[0], np.cumsum(lengths)])) > 0


_DATE_MASKS: dict[str, Callable[[dt.date | None, dt.date | None, Snapshot, int, DocIds], Mask]] = {
    "date": _published_mask,
    "mentioned": _mentioned_mask,
}


def _bounds(request: SearchRequest, prefix: str) -> Chosen:
    first, last = getattr(request, f"{prefix}_from"), getattr(request, f"{prefix}_to")
    assert not isinstance(first, str)
    assert not isinstance(last, str)
    return first, last
