"""Downloads as tables: which columns there are and how a cell is written."""

from __future__ import annotations

import csv
import io

from search.article import Article
from search.export import BYTE_ORDER_MARK, CSV_COLUMNS, iter_csv


def rows_of(*articles: Article) -> list[dict[str, str]]:
    text = "".join(iter_csv(articles)).removeprefix(BYTE_ORDER_MARK)
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_table_says_how_each_day_is_known_and_how_sure_it_is() -> None:
    guess = Article(
        "a", published="2015-08-04", published_evidence="from the day it was fetched", published_confidence=0.4
    )
    first, second = rows_of(guess, Article("b"))
    assert (first["published_evidence"], first["published_confidence"]) == ("from the day it was fetched", "0.4")
    assert (second["published_evidence"], second["published_confidence"]) == ("", "")
    assert CSV_COLUMNS[-2:] == ("published_evidence", "published_confidence"), "new columns come last"


def test_a_text_longer_than_a_cell_of_a_spreadsheet_is_written_whole() -> None:
    text = "نص " * 20_000
    assert rows_of(Article("a", text=text))[0]["text"] == text
