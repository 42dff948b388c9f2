"""Tantivy through its Python binding: prepared queries, terms aggregations over fast fields, one segment.

tantivy-py 0.27 has no call that gives hits and aggregations at once (a `top_hits` aggregation cannot sort
by score), so a faceted page is two calls; and none that merges, so one writer thread gets a heap that the
whole archive fits into. Its date histogram knows fixed intervals only: 365, 30 or 1 days.

Numbered: facet values as numbers of our own, with their names in a list outside Tantivy. Not how it is
used, but it spares Tantivy looking up 50 names in its dictionary, which costs more than counting.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy
from tantivy import FieldType, Index, Occur, Query

from benches.peers import INTERVAL_DAYS, TITLE_BOOST, VALUES, Ask, Facts
from benches.prepared import TERM_FACETS, Prepared
from benches.questions import Question

HEAP_BYTES = 128_000_000
"""tantivy-py's own default; 31,000 articles fit into one segment of it."""

HEAP_BYTES_PER_ARTICLE = 3000
MOST_HEAP_BYTES = 4_000_000_000

EPOCH = dt.datetime(1970, 1, 1)
NAMES = "names.json"


def build(
    documents: Iterable[Prepared], count: int, folder: Path, *, threads: int = 1, numbered: bool = False
) -> dict[str, Any]:
    """Write an index with one commit."""
    index = Index(_schema(numbered), str(folder))
    numbers: dict[str, int] | None = {} if numbered else None
    heap = min(MOST_HEAP_BYTES, max(HEAP_BYTES, HEAP_BYTES_PER_ARTICLE * count))
    started = time.perf_counter()
    writer = index.writer(heap, threads)
    for one in documents:
        writer.add_document(_document(one, numbers))
    writer.commit()
    writer.wait_merging_threads()
    seconds = time.perf_counter() - started
    if numbers is not None:
        (folder / NAMES).write_text(json.dumps(list(numbers)), encoding="utf-8")
    index.reload()
    searcher = index.searcher()
    return {"seconds": seconds, "articles": searcher.num_docs, "segments": searcher.num_segments}


def _schema(numbered: bool) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("title", "text"):
        # The numbered index is asked no phrase.
        option = "freq" if numbered else "position"
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=option)
    for name in TERM_FACETS:
        if numbered:
            builder.add_unsigned_field(name, indexed=True, fast=True)
        else:
            builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_date_field("date", fast=True, indexed=True)
    return builder.build()


def _document(one: Prepared, numbers: dict[str, int] | None) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("title", one.title)
    document.add_text("text", one.text)
    for name in TERM_FACETS:
        for value in getattr(one, name):
            if numbers is None:
                document.add_text(name, value)
            else:
                document.add_unsigned(name, numbers.setdefault(value, len(numbers)))
    if one.day is not None:
        document.add_date("date", EPOCH + dt.timedelta(days=one.day))
    return document


class TantivyPeer:
    """counting: ask for the total beside the top 10, which takes Tantivy its block-max skipping."""

    def __init__(self, folder: Path, *, counting: bool = False) -> None:
        index = Index.open(str(folder))
        self._schema = index.schema
        self._searcher = index.searcher()
        self._counting = counting
        names = folder / NAMES
        self._names: list[str] | None = json.loads(names.read_text(encoding="utf-8")) if names.exists() else None
        self._numbers = {name: number for number, name in enumerate(self._names or ())}
        # With one segment its own best 50 are the best 50, and fewer names are looked up.
        candidates = {"segment_size": VALUES} if self._searcher.num_segments == 1 else {}
        self._terms = {name: {"terms": {"field": name, "size": VALUES, **candidates}} for name in TERM_FACETS}

    def ready(self, question: Question) -> Ask:
        query, search, counting = self._query(question), self._searcher.search, self._counting
        if not question.is_faceted:
            return lambda: (search(query, 10, count=counting), None)
        aggregate, wanted = self._searcher.aggregate, self._aggregations(question.interval)
        if self._names is not None:
            return lambda: (search(query, 10, count=counting), self._named(aggregate(query, wanted)))
        return lambda: (search(query, 10, count=counting), aggregate(query, wanted))

    def facts(self, question: Question, answer: Any) -> Facts:
        found, aggregated = answer
        if not question.is_faceted:
            return Facts(found.count, {})
        counts = {name: [bucket["doc_count"] for bucket in aggregated[name]["buckets"]] for name in aggregated}
        return Facts(sum(counts["date"]) if found.count is None else found.count, counts)

    def survey(self, question: Question) -> dict[str, Any]:
        """Return the most frequent person and month among the matches and the date buckets that we would show."""
        days = {"date": {"date_histogram": {"field": "date", "fixed_interval": "1d", "min_doc_count": 1}}}
        found = self._searcher.aggregate(self._query(question), {"person": self._terms["person"], **days})
        people = {bucket["key"]: bucket["doc_count"] for bucket in found["person"]["buckets"]}
        dates = {_date_of(bucket): bucket["doc_count"] for bucket in found["date"]["buckets"]}
        months: dict[dt.date, int] = {}
        for date, count in dates.items():
            months[date.replace(day=1)] = months.get(date.replace(day=1), 0) + count
        interval = "year" if len({date.year for date in dates}) > 1 else "month" if len(months) > 1 else "day"
        return {
            "person": max(people, key=lambda name: (people[name], name), default=None),
            "month": max(months, key=lambda month: (months[month], month), default=None),
            "interval": interval,
        }

    def _named(self, aggregated: dict[str, Any]) -> dict[str, Any]:
        """Put the names for the numbers."""
        assert self._names is not None
        for name in TERM_FACETS:
            for bucket in aggregated[name]["buckets"]:
                bucket["key"] = self._names[int(bucket["key"])]
        return aggregated

    def _aggregations(self, interval: str) -> dict[str, Any]:
        histogram = {"field": "date", "fixed_interval": f"{INTERVAL_DAYS[interval]}d"}
        return {**self._terms, "date": {"date_histogram": histogram}}

    def _query(self, question: Question) -> Query:
        query = self._text_query(question)
        filters = []
        if question.person is not None:
            value = question.person if self._names is None else self._numbers[question.person]
            filters.append(Query.term_query(self._schema, "person", value, "basic"))
        if question.month is not None:
            first, last = (dt.datetime.combine(day, dt.time()) for day in (question.month, question.month_end))
            filters.append(Query.range_query(self._schema, "date", FieldType.Date, first, last))
        if not filters:
            return query
        kept = [(Occur.Must, Query.const_score_query(each, 0.0)) for each in filters]
        return Query.boolean_query([(Occur.Must, query), *kept])

    def _text_query(self, question: Question) -> Query:
        keys = list(question.keys)
        if question.kind == "and":
            return Query.boolean_query([(Occur.Must, self._either(self._word, key)) for key in keys])
        if question.kind == "phrase":
            return self._either(lambda field, words: Query.phrase_query(self._schema, field, words), keys)
        if question.kind == "prefix":
            return self._either(self._prefix, keys[0])
        # All words of both fields side by side: half the time of an OR of ORs.
        return Query.boolean_query([part for key in keys for part in self._parts(self._word, key)])

    def _either(self, make: Any, argument: Any) -> Query:
        return Query.boolean_query(self._parts(make, argument))

    def _parts(self, make: Any, argument: Any) -> list[tuple[Occur, Query]]:
        title = Query.boost_query(make("title", argument), TITLE_BOOST)
        return [(Occur.Should, title), (Occur.Should, make("text", argument))]

    def _word(self, field: str, key: str) -> Query:
        return Query.term_query(self._schema, field, key, "freq")

    def _prefix(self, field: str, key: str) -> Query:
        # Faster than a regular expression; a phrase prefix is faster still but stops at 50 words. Every match scores 1.
        return Query.fuzzy_term_query(self._schema, field, key, distance=0, prefix=True)


def _date_of(bucket: dict[str, Any]) -> dt.date:
    return dt.date.fromisoformat(bucket["key_as_string"][:10])
