"""`python -m benches.extraction_speed`: what reading an article costs, step by step, on one core.

Runs on the news corpus where it lies beside the project, else on the samples. Every step reads the same articles in
the same order in one process, after a first part that warms the caches as the workers of `fihris index` are warm
after their first minute. The peer: pyarabic's own finder of names, which knows persons alone.
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
from indexer.building import build_article
from indexer.extract.boilerplate import split_boilerplate
from indexer.extract.dateline import find_dateline
from indexer.extract.dates import find_dates
from indexer.extract.entities import find_article_entities
from indexer.extract.publication import find_publication
from indexer.extract.quotations import find_quotations
from indexer.records import RawArticle
from search import Article, analyse_articles

WARM_UP = 0.2
"""The share of the articles that is read before the clock starts."""

PEER_ARTICLES = 300

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
    "people, places, organisations": lambda _raw, article: find_article_entities(
        article.title, article.text, article.captions
    ),
    "quotations": lambda _raw, article: find_quotations(article.title, article.text, article.entities),
    "the whole article": lambda raw, _article: build_article(raw),
    "its analysis for the index": lambda _raw, article: analyse_articles([article]),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benches.extraction_speed", description=__doc__)
    parser.add_argument("--articles", type=int, default=5000, help="how many are read; 31030: the whole news corpus")
    parser.add_argument("sources", nargs="*", help="default: the news corpus, or the samples")
    options = parser.parse_args()
    raws = read_some(options.sources or find_sources(), options.articles)
    articles = [build_article(raw) for raw in raws]
    report = Report()
    report.note(f"{len(raws):,} articles, {sum(len(article.text.split()) for article in articles):,} words")
    rows = [_time(name, step, list(zip(raws, articles, strict=True))) for name, step in STEPS.items()]
    peer = list(zip(raws, articles, strict=True))[:PEER_ARTICLES]
    rows.append(_time("peer: pyarabic.named, persons", lambda _raw, article: _find_with_peer(article.text), peer))
    report.table("one core", ("step", "articles/s", "ms an article"), rows)
    report.note(
        f"\nlargest memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB"
    )


def _time(name: str, step: Step, pairs: list[tuple[RawArticle, Article]]) -> tuple[str, float, float]:
    first = int(len(pairs) * WARM_UP)
    for raw, article in pairs[:first]:
        step(raw, article)
    started = time.process_time()
    for raw, article in pairs[first:]:
        step(raw, article)
    seconds = time.process_time() - started
    count = len(pairs) - first
    return name, count / seconds, 1000 * seconds / count


def _find_with_peer(text: str) -> list[str]:
    tags: list[str] = named.detect_named(text.split())
    return tags


if __name__ == "__main__":
    main()
