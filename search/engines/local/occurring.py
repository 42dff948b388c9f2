"""Every place where the hits of a request answer it, article by article, for concordances; nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator

from search.engines.local.answer import evaluate_request, order_values
from search.engines.local.snapshot import Snapshot
from search.execution.scratch import Scratch
from search.execution.topk import all_documents
from search.findings import ArticleOccurrences, Place
from search.highlight import TextMatcher
from search.names.applying import rename_request
from search.query_parser import parse_query
from search.request import SearchRequest

MAX_PLACES = 1000
"""Places returned of one article: a page of a million times one word must not fill the memory."""


def occurrences(
    request: SearchRequest, snapshot: Snapshot, scratch: Scratch, skip: int = 0
) -> Iterator[ArticleOccurrences]:
    """Yield the hits in the request's order, those after the first `skip`, each with its places, maybe none.

    Hits are found at once, each article is read when it is asked for.
    """
    request, _ = rename_request(request, snapshot.names)
    found = evaluate_request(parse_query(request.text), request, snapshot, scratch)
    values = order_values(request, snapshot, found.hits)
    ids = [each.ids for each in found.hits]
    if request.collapse:
        ids, values = snapshot.stories.collapsed(ids, values)
    documents = all_documents(ids, values, [segment.base for segment in snapshot.segments])
    matcher = TextMatcher(marking.group(snapshot) for marking in found.plan.markings)
    return (_occurrences_in(document, matcher, snapshot) for document in documents[skip:].tolist())


def _occurrences_in(document: int, matcher: TextMatcher, snapshot: Snapshot) -> ArticleOccurrences:
    article = snapshot.article(document)
    parts = [("title", 0, article.title), ("text", 0, article.text)]
    parts += [("caption", index, caption) for index, caption in enumerate(article.captions)]
    places: list[Place] = []
    count = 0
    for where, part, text in parts:
        # A word may answer several words of the query, and is one occurrence.
        spans = sorted({(start, end) for start, end, _ in matcher.find(text).occurrences})
        count += len(spans)
        places += [Place(where, part, start, end) for start, end in spans[: MAX_PLACES - len(places)]]
    return ArticleOccurrences(article, tuple(places), count)
