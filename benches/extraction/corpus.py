"""The annotated articles, found in the corpus again and built as the indexer builds them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benches.corpus import NEWS
from benches.extraction.alignment import Alignment, align
from benches.extraction.gold import GoldArticle
from benches.extraction.values import text_hash
from indexer.building import build_article
from indexer.keys import key_of
from indexer.readers import read_sources
from indexer.records import RawArticle
from search import Article

MONTHS = {"development": "2015-07-", "report": "2015-08-"}
"""How the names of the corpus's files begin, by half."""


@dataclass(frozen=True, slots=True)
class Read:
    """An article as it was read and as it was built, and where the one lies in the other."""

    gold: GoldArticle
    raw: RawArticle
    article: Article
    alignments: Mapping[str, Alignment]

    def part(self, where: str) -> str:
        """Return the title or the body as it was read."""
        return self.raw.title if where == "title" else self.raw.body

    def to_raw(self, where: str, start: int, end: int) -> tuple[str, int, int] | None:
        """Return a span of the built article ("title", "text") in the article as read ("title", "body"), or None."""
        span = self.alignments[where].to_raw(start, end) if where in self.alignments else None
        return ("title" if where == "title" else "body", *span) if span else None

    def holds(self, where: str, start: int, end: int) -> bool:
        """Return whether a span of the article as read is still in the built article's title or text."""
        return self.alignments["title" if where == "title" else "text"].covers(start, end)


def read_annotated(folder: Path, wanted: Mapping[str, GoldArticle]) -> Iterator[Read]:
    """Yield those articles of the corpus that are annotated and whose text is the one that was, built.

    Says on standard error how many are not there; raises SystemExit where none is.
    """
    for gold, raw in read_unbuilt(folder, wanted):
        article = build_article(raw, on_error=lambda _error: None)
        alignments = {"title": align(article.title, raw.title), "text": align(article.text, raw.body)}
        yield Read(gold, raw, article, alignments)


def read_unbuilt(folder: Path, wanted: Mapping[str, GoldArticle]) -> Iterator[tuple[GoldArticle, RawArticle]]:
    """Yield the same articles as they were read. Complains as `read_annotated` does."""
    left = dict(wanted)
    for raw in read_sources(_files(folder, wanted.values()), on_skip=lambda _error: None):
        gold = left.get(key_of(raw))
        if gold is not None and text_hash(raw.title, raw.body) == gold.text_hash:
            del left[gold.key]
            yield gold, raw
    if left:
        print(f"{folder}: {len(left)} of {len(wanted)} annotated articles are not there, or changed", file=sys.stderr)
    if len(left) == len(wanted):
        raise SystemExit(1)


def find_news(given: str | None) -> Path:
    """Return the folder of the corpus that was asked for, or the one beside the project. Raises SystemExit."""
    folder = Path(given) if given else NEWS
    if not folder.is_dir():
        raise SystemExit(f"{folder}: no folder of SaudiNewsNet is there.")
    return folder


def _files(folder: Path, articles: Iterable[GoldArticle]) -> list[Path]:
    months = {MONTHS[article.half] for article in articles}
    return [path for path in sorted(folder.iterdir()) if path.name.startswith(tuple(months))]
