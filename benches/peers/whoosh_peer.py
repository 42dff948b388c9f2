"""Stock Whoosh: its own codec (W3), matchers, BM25F and `groupedby`, the facets with overlap and mere counts."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh import fields, query, sorting
from whoosh.analysis import RegexTokenizer, SpaceSeparatedTokenizer
from whoosh.index import create_in, open_dir

from benches.peers import TITLE_BOOST, Ask, Facts
from benches.prepared import TERM_FACETS, Prepared
from benches.questions import Question

POOL_MEBIBYTES = 512
SEPARATOR = "\x1f"


def build(documents: Iterable[Prepared], count: int, folder: Path) -> dict[str, Any]:  # noqa: ARG001 -- as all peers
    """Write an index with one commit."""
    index = create_in(str(folder), _schema())
    written = 0
    started = time.perf_counter()
    writer = index.writer(limitmb=POOL_MEBIBYTES)
    for written, one in enumerate(documents, 1):  # noqa: B007 -- its last value counts
        values = {name: SEPARATOR.join(getattr(one, name)) for name in TERM_FACETS if getattr(one, name)}
        writer.add_document(title=one.title, text=one.text, day=one.day, **values)
    writer.commit()
    return {"seconds": time.perf_counter() - started, "articles": written, "segments": len(index._segments())}


def _schema() -> fields.Schema:
    words = SpaceSeparatedTokenizer()
    values = RegexTokenizer(f"[^{SEPARATOR}]+")
    return fields.Schema(
        title=fields.TEXT(analyzer=words, phrase=True, field_boost=TITLE_BOOST),
        text=fields.TEXT(analyzer=words, phrase=True),
        day=fields.NUMERIC(int, sortable=True),
        source=fields.ID(sortable=True),
        **{name: fields.KEYWORD(analyzer=values) for name in TERM_FACETS if name != "source"},
    )


class WhooshPeer:
    """An open searcher."""

    def __init__(self, folder: Path) -> None:
        self._searcher = open_dir(str(folder)).searcher()

    def ready(self, question: Question) -> Ask:
        wanted, search = _query(question), self._searcher.search
        kept = _filter(question)
        if not question.is_faceted:
            return lambda: search(wanted, limit=10)
        facets = sorting.Facets()
        for name in TERM_FACETS:
            facets.add_facet(name, sorting.FieldFacet(name, allow_overlap=name != "source", maptype=sorting.Count))
        # Days, whatever the interval: a RangeFacet lists all its buckets first, which takes it longer.
        facets.add_facet("date", sorting.FieldFacet("day", maptype=sorting.Count))
        return lambda: search(wanted, limit=10, groupedby=facets, filter=kept)

    def facts(self, question: Question, answer: Any) -> Facts:
        if not question.is_faceted:
            return Facts(len(answer), {})
        names = (*TERM_FACETS, "date")
        groups = {name: answer.groups(name) for name in names}
        return Facts(
            len(answer), {n: sorted((c for v, c in groups[n].items() if v is not None), reverse=True) for n in names}
        )


def _query(question: Question) -> query.Query:
    if question.kind == "phrase":
        return query.Or([query.Phrase(field, list(question.keys)) for field in ("title", "text")])
    term = query.Prefix if question.kind == "prefix" else query.Term
    words = [query.Or([term(field, key) for field in ("title", "text")]) for key in question.keys]
    return (
        query.And(words) if question.kind == "and" else query.Or([part for word in words for part in word.subqueries])
    )


def _filter(question: Question) -> query.Query | None:
    if question.person is not None:
        return query.Term("person", question.person)
    if question.month is not None:
        first, last = (day.toordinal() - 719163 for day in (question.month, question.month_end))
        return query.NumericRange("day", first, last)
    return None
