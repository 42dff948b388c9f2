"""Our side of the comparison, in one place: how a question becomes a request, how an archive is written and asked."""

from __future__ import annotations

import dataclasses
import multiprocessing
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benches.memory import own_bytes
from benches.peers import Ask, Facts
from benches.prepared import FACETS, SHIFT_DAYS, TERM_FACETS
from benches.questions import Question
from search import AnalysedArticles, Article, Filter, SearchRequest, analyse_articles, open_engine
from search.analysis import key_of
from search.codec.batch import DocumentBatch
from search.engines.local import writer
from search.engines.local.answer import locate
from search.query_parser import parse_query
from search.types import NO_DAY

BATCH = 5000
"""Articles handed to the engine at a time: what it commits at a time when it indexes."""

CHUNK = 250
PROCESSES = 2
"""Articles that one process analyses at a time, and how many processes there are beside the one that writes."""


def request_of(question: Question) -> SearchRequest:
    """Return the question as our engine takes it: any spelling, no filters but those asked for."""
    text = " ".join(question.words)
    if question.kind == "phrase":
        text = f'"{text}"'
    elif question.kind == "prefix":
        text += "*"
    return SearchRequest(
        text,
        level="folded",
        match="all" if question.kind == "and" else "any",
        facets=FACETS if question.is_faceted else (),
        filters=(Filter("person", (question.person,)),) if question.person else (),
        published_from=question.month,
        published_to=question.month_end,
    )


def default_request_of(question: Question) -> SearchRequest:
    """Return what the page asks for the same words: level stem, match auto, every facet, the same filters."""
    plain = SearchRequest()
    return dataclasses.replace(request_of(question), level=plain.level, match=plain.match, facets=plain.facets)


def ours_locate(engine: Any, request: SearchRequest) -> Ask:
    """Return a call that gives documents and facets without reading an article.

    The query is parsed and the snapshot taken before, as a peer's query and searcher are.
    """
    parsed, snapshot, scratch = parse_query(request.text), engine._current(), engine._scratch
    return lambda: locate(parsed, request, snapshot, scratch)


class OurPeer:
    """how: "locate" (addresses and facets), "search" (the whole Engine.search) or "default" (the page's request)."""

    def __init__(self, folder: Path, how: str = "locate", *, warm: bool = False) -> None:
        self._engine = open_engine(folder)
        self._how = how
        if warm:
            self._engine.warm(check=True)

    def ready(self, question: Question) -> Ask:
        if self._how == "default":
            request = default_request_of(question)
            return lambda: self._engine.search(request)
        request = request_of(question)
        if self._how == "search":
            return lambda: self._engine.search(request)
        return ours_locate(self._engine, request)

    def facts(self, question: Question, answer: Any) -> Facts:  # noqa: ARG002 -- as all peers
        counts = {name: [value.count for value in answer.facets[name].values] for name in TERM_FACETS if answer.facets}
        if "date" in answer.facets:
            counts["date"] = [bucket.count for bucket in answer.facets["date"].buckets]
        return Facts(answer.evaluated.total if self._how == "locate" else answer.total, counts)


def build_articles(folder: Path, articles: list[Article], copies: int = 1) -> dict[str, Any]:
    """Analyse the articles in two processes and write them in this one; one commit.

    The processes are forked and have the articles already, as workers that have just built them do.
    """
    assert copies == 1
    global _articles
    _articles = articles
    starts = range(0, len(articles), CHUNK)
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        return _timed(folder, pool.imap(_analyse_chunk, starts))


_articles: list[Article] = []


def _analyse_chunk(start: int) -> AnalysedArticles:
    return analyse_articles(_articles[start : start + CHUNK])


def build_same_tokens(folder: Path, articles: list[Article], copies: int) -> dict[str, Any]:
    """Write what the peers are given and no more: folded words, facet values, days and keys; analysed before.

    No article is stored and there is one level of families, since every word is folded already.
    """
    analysed = [_bare(analyse_articles(batch).batch) for batch in batched(articles)]
    writer.keys_of_forms = lambda forms: {"folded": list(forms)}  # type: ignore[assignment]
    return _timed(folder, (_shifted(batch, copy) for copy in range(copies) for batch in analysed))


def _bare(batch: DocumentBatch) -> DocumentBatch:
    """Return the batch with folded words and without records."""
    vocabulary: dict[str, int] = {}
    folded = np.array(
        [vocabulary.setdefault(key_of(form, "folded"), len(vocabulary)) for form in batch.vocabulary], np.int32
    )
    texts = {name: dataclasses.replace(runs, tokens=folded[runs.tokens]) for name, runs in batch.texts.items()}
    return dataclasses.replace(batch, texts=texts, vocabulary=list(vocabulary), records=[b""] * len(batch))


def build_repeated(folder: Path, articles: list[Article], copies: int) -> dict[str, Any]:
    """Write the articles `copies` times with other keys and later dates; analysed before the clock runs.

    The stored records of the copies are those of the first.
    """
    analysed = [analyse_articles(batch).batch for batch in batched(articles)]
    return _timed(folder, (_shifted(batch, copy) for copy in range(copies) for batch in analysed))


def _timed(folder: Path, batches: Iterable[Any]) -> dict[str, Any]:
    held = own_bytes()
    with open_engine(folder, create=True) as engine:
        started = time.perf_counter()
        for batch in batches:
            engine.write(batch)
        engine.commit()
        seconds = time.perf_counter() - started
        info = engine.info()
    return {"seconds": seconds, "articles": info.articles, "segments": info.segments, "held_bytes": held}


def batched(articles: list[Article]) -> Iterator[list[Article]]:
    """Yield the articles in lists of `BATCH`."""
    return (articles[start : start + BATCH] for start in range(0, len(articles), BATCH))


def _shifted(batch: DocumentBatch, copy: int) -> AnalysedArticles:
    """Return the batch as its copy of that number: suffixed keys, later days."""
    if copy == 0:
        return AnalysedArticles(batch)
    days, times = batch.numbers["day"], batch.numbers["published"]
    dated = days != NO_DAY
    later = copy * SHIFT_DAYS
    shifted = dataclasses.replace(
        batch,
        keys=[b"%s-%d" % (key, copy) for key in batch.keys],
        numbers={
            **batch.numbers,
            "day": np.where(dated, days + later, days).astype(days.dtype),
            "published": np.where(dated, times + later * 86_400, times).astype(times.dtype),
        },
    )
    return AnalysedArticles(shifted)


def read_articles(index: Path) -> list[Article]:
    """Return every article of an index."""
    with open_engine(index) as engine:
        return list(engine.scan(SearchRequest()))
