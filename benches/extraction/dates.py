"""`python -m benches.extraction.dates [FOLDER]`: whether dates of real news are found and stand for the right days.

215 articles of SaudiNewsNet for development, 50 for the report, drawn at random; read and annotated without looking at
what Fihris finds in them. `dates.tsv` holds offsets and values, no text. Dates are sought in the body as the reader
gave it, against the true day of publication; scored as `fihris evaluate-extraction` scores date rows.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benches.extraction.corpus import find_news
from benches.extraction.gold import HALVES
from benches.extraction.values import text_hash
from benches.tables import Report
from evaluation.extraction.date_rows import AnnotatedDate, DatedArticle, DateScores, score_dates
from evaluation.extraction.values import days_of
from indexer.extract.dates import find_dates
from indexer.keys import key_of
from indexer.readers import read_sources

TABLE = Path(__file__).resolve().parent / "dates.tsv"
OPTIONAL = "OPT"
NONE = "-"
HASH_DIGITS = 8


@dataclass(slots=True)
class GoldDates:
    """The annotation of one article. dates: each with the hash of its words."""

    half: str
    reference: dt.date
    dates: list[tuple[AnnotatedDate, str]] = field(default_factory=list)


def read_gold(path: Path = TABLE) -> dict[str, GoldDates]:
    """Return the annotated articles by key."""
    articles: dict[str, GoldDates] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        key, half, reference, start, end, value, digest = line.split("\t")
        article = articles.setdefault(key, GoldDates(half, dt.date.fromisoformat(reference)))
        if start != NONE:
            days = None if value == OPTIONAL else days_of(value)
            article.dates.append((AnnotatedDate(int(start), int(end), value, days), digest))
    return articles


def annotated_articles(folder: Path, gold: dict[str, GoldDates]) -> Iterator[tuple[str, DatedArticle]]:
    """Yield half and article for each annotated one that the folder has unchanged."""
    wanted = dict(gold)
    for raw in read_sources([folder], on_skip=lambda _error: None):
        key = key_of(raw)
        article = wanted.get(key)
        if article is None or any(
            text_hash("", raw.body[date.start : date.end])[:HASH_DIGITS] != digest for date, digest in article.dates
        ):
            continue
        del wanted[key]
        dates = tuple(date for date, _ in article.dates)
        yield article.half, DatedArticle(key, raw.body, article.reference, dates)
    if wanted:
        print(f"{folder}: {len(wanted)} of {len(gold)} annotated articles are not there, or changed", file=sys.stderr)


def score(folder: Path) -> dict[str, DateScores]:
    """Return the scores of each half."""
    halves: dict[str, list[DatedArticle]] = {half: [] for half in HALVES}
    for half, article in annotated_articles(folder, read_gold()):
        halves[half].append(article)
    return {half: score_dates(articles, find_dates) for half, articles in halves.items()}


def main() -> None:
    """Print the scores of both halves. Errors of the report half are not shown: nobody tunes on them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", help="SaudiNewsNet, if it is not beside the project")
    parser.add_argument("--errors", action="store_true", help="show where the development half is read otherwise")
    options = parser.parse_args()
    scores = score(find_news(options.folder))
    headers = ("", "articles", "words", "gold", "found", "exact F1", "overlap F1", "value F1")
    rows = [
        [half, s.articles, s.words, s.value.annotated, s.value.found, s.exact.f1, s.overlap.f1, s.value.f1]
        for half, s in scores.items()
    ]
    Report().table("Dates", headers, rows)
    if options.errors:
        for disagreement in scores["development"].disagreements:
            print(f"{disagreement.place} {disagreement.kind}: {disagreement.about}")


if __name__ == "__main__":
    main()
