"""`python -m benches.extraction_speed`: what reading an article costs, step by step, on one core.

Runs on the news corpus where it lies beside the project, else on the samples. Every step reads the same articles in
the same order in one process. The first row is what `fihris index` does in each worker: whole articles, chunk by chunk,
timed when the first fifth has warmed the caches; the other rows are of single steps, on articles read before.
"Together": names are found in a chunk at once. The peer: pyarabic's own finder of names, which knows persons alone.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from typing import Any

from pyarabic import named

from benches.corpus import find_sources, read_some
from benches.tables import Report
from indexer.building import build_many
from indexer.extract.boilerplate import split_boilerplate
from indexer.extract.dateline import find_dateline
from indexer.extract.dates import find_dates
from indexer.extract.entities import find_article_entities, find_article_entities_of_many
from indexer.extract.publication import find_publication
from indexer.extract.quotations import find_quotations
from indexer.records import RawArticle
from indexer.workers import CHUNK_ARTICLES, iter_chunks
from search import Article, analyse_articles

WARM_UP = 0.2
"""The share of the chunks that is read before the clock starts."""

PEER_ARTICLES = 300

Row = tuple[str, float, float]
"""A step, articles in a second, milliseconds for an article."""

Step = Callable[[RawArticle, Article], Any]

STEPS: dict[str, Step] = {
    "boilerplate": lambda raw, _article: split_boilerplate(raw.title, raw.body),
    "dateline, byline, agency": lambda raw, article: find_dateline(
        article.title, article.text, author=raw.author, source=raw.source
    ),
    "day of publication": lambda raw, article: find_publication(
        article.title, article.text, article.captions, published=raw.published, fetched=raw.fetched
    ),
    "dates": lambda _raw, article: find_dates(article.text, article.published_day()),
    "people, places, organisations, one by one": lambda _raw, article: find_article_entities(
        article.title, article.text, article.captions
    ),
    "quotations": lambda _raw, article: find_quotations(article.title, article.text, article.entities),
    "its analysis for the index": lambda _raw, article: analyse_articles([article]),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benches.extraction_speed", description=__doc__)
    parser.add_argument("--articles", type=int, default=5000, help="how many are read; 31030: the whole news corpus")
    parser.add_argument("sources", nargs="*", help="default: the news corpus, or the samples")
    options = parser.parse_args()
    raws = read_some(options.sources or find_sources(), options.articles)
    whole, articles = _time_whole(raws)
    report = Report()
    report.note(f"{len(raws):,} articles, {sum(len(article.text.split()) for article in articles):,} words")
    pairs = list(zip(raws, articles, strict=True))
    rows = [whole, _time_together(articles), *(_time(name, step, pairs) for name, step in STEPS.items())]
    peer = pairs[:PEER_ARTICLES]
    rows.append(_time("peer: pyarabic.named, persons", lambda _raw, article: _find_with_peer(article.text), peer))
    report.table("one core", ("step", "articles/s", "ms an article"), rows)
    report.note(
        f"\nlargest memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB"
    )


def _time_whole(raws: list[RawArticle]) -> tuple[Row, list[Article]]:
    chunks = list(iter_chunks(raws))
    first = int(len(chunks) * WARM_UP)
    built = [one for chunk in chunks[:first] for one in build_many(chunk, demo=False)]
    warm = len(built)
    started = time.process_time()
    built += [one for chunk in chunks[first:] for one in build_many(chunk, demo=False)]
    row = _row("the whole article", time.process_time() - started, len(built) - warm)
    return row, [one.article for one in built if one.article is not None]


def _time_together(articles: list[Article]) -> Row:
    parts = [(article.title, article.text, article.captions) for article in articles]
    started = time.process_time()
    for first in range(0, len(parts), CHUNK_ARTICLES):
        find_article_entities_of_many(parts[first : first + CHUNK_ARTICLES])
    return _row("people, places, organisations, together", time.process_time() - started, len(parts))


def _row(name: str, seconds: float, count: int) -> Row:
    return name, count / seconds, 1000 * seconds / count


def _time(name: str, step: Step, pairs: list[tuple[RawArticle, Article]]) -> Row:
    started = time.process_time()
    for raw, article in pairs:
        step(raw, article)
    return _row(name, time.process_time() - started, len(pairs))


def _find_with_peer(text: str) -> list[str]:
    tags: list[str] = named.detect_named(text.split())
    return tags


if __name__ == "__main__":
    main()
