"""Articles to take away, written as they come, the same for page and command line: JSONL, CSV, RIS, BibTeX.

JSONL is the exact form: one `/api/articles/{key}` object a line. CSV is for spreadsheets: a byte-order
mark so that Arabic opens right, several values of a cell apart by "; ", and an apostrophe before a cell
that a spreadsheet would take for a formula (a headline is other people's text). No text is cut, though spreadsheets
show no more than 32,767 characters of a cell. RIS and BibTeX are `search.citations`.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from search.article import Article
from search.citations import iter_bibtex, iter_ris
from search.json_shapes import article_as_json

CSV_COLUMNS = (
    *("key", "title", "published", "source", "author", "url"),
    *("people", "places", "organisations", "mentioned_dates", "captions", "text"),
    *("countries", "speakers", "agencies", "dateline", "reporting"),
    *("published_evidence", "published_confidence"),
)
BYTE_ORDER_MARK = "\ufeff"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def iter_jsonl(articles: Iterable[Article]) -> Iterator[str]:
    """Yield one line of JSON for each article, its newline included."""
    for article in articles:
        yield json.dumps(article_as_json(article), ensure_ascii=False) + "\n"


def iter_csv(articles: Iterable[Article]) -> Iterator[str]:
    """Yield a byte-order mark with the heading, then one row for each article, line ends included."""
    yield BYTE_ORDER_MARK + _csv_line(CSV_COLUMNS)
    for article in articles:
        yield _csv_line(_as_cell(value) for value in _row(article))


def _row(article: Article) -> Iterator[str]:
    record = article_as_json(article)
    record["mentioned_dates"] = [f"{item['first']}/{item['last']}" for item in record["mentioned_dates"]]
    for name in CSV_COLUMNS:
        value = record[name]
        yield "; ".join(value) if isinstance(value, list) else str(value or "")


def _as_cell(value: str) -> str:
    return "'" + value if value.startswith(_FORMULA_STARTS) else value


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


class Format(NamedTuple):
    """A form in which articles are taken away. extension: of the address and the file. write: articles to lines."""

    extension: str
    content_type: str
    write: Callable[[Iterable[Article]], Iterator[str]]


FORMATS: dict[str, Format] = {
    "jsonl": Format("jsonl", "application/jsonl; charset=utf-8", iter_jsonl),
    "csv": Format("csv", "text/csv; charset=utf-8", iter_csv),
    "ris": Format("ris", "application/x-research-info-systems; charset=utf-8", iter_ris),
    "bibtex": Format("bib", "application/x-bibtex; charset=utf-8", iter_bibtex),
}
"""What `fihris export --format` calls each form."""
