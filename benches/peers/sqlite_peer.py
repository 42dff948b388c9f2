"""SQLite FTS5 through Python's sqlite3: a contentless index, facets in tables of numbers beside it.

The tokenizer `ascii` takes every character beyond ASCII as part of a word; of ASCII our folded words hold
letters and digits only, so that it splits at spaces alone: `benches.child` checks that no word was lost or won.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benches.peers import INTERVAL_DAYS, TITLE_BOOST, VALUES, Ask, Facts
from benches.prepared import TERM_FACETS, Prepared
from benches.questions import Question

FILE = "articles.sqlite"
MULTIPLE = ("person", "place", "organisation")
RANK = f"bm25({TITLE_BOOST}, 1.0)"

SCHEMA = """
create virtual table words using fts5(title, text, content='', tokenize='ascii');
create table document(id integer primary key, source integer, day integer);
create table value(id integer primary key, name text unique);
""" + "".join(
    f"create table {name}(document integer, value integer, primary key(document, value)) without rowid;"
    for name in MULTIPLE
)
INDEXES = "create index by_day on document(day);" + "".join(
    f"create index {name}_of on {name}(value, document);" for name in MULTIPLE
)


def build(documents: Iterable[Prepared], count: int, folder: Path) -> dict[str, Any]:  # noqa: ARG001 -- as all peers
    """Write an index in one transaction and merge it into one b-tree."""
    connection = _connect(folder)
    numbers: dict[str, int] = {}
    facets: dict[str, list[tuple[int, int]]] = {name: [] for name in MULTIPLE}
    rows: list[tuple[int, int | None, int | None]] = []

    def texts() -> Iterable[tuple[int, str, str]]:
        for number, one in enumerate(documents):
            for name in MULTIPLE:
                facets[name] += [(number, numbers.setdefault(each, len(numbers))) for each in getattr(one, name)]
            source = numbers.setdefault(one.source[0], len(numbers)) if one.source else None
            rows.append((number, source, one.day))
            yield number, one.title, one.text

    started = time.perf_counter()
    connection.executescript(SCHEMA)
    connection.execute("begin")
    connection.executemany("insert into words(rowid, title, text) values (?, ?, ?)", texts())
    connection.executemany("insert into document values (?, ?, ?)", rows)
    connection.executemany("insert into value values (?, ?)", ((number, name) for name, number in numbers.items()))
    for name in MULTIPLE:
        connection.executemany(f"insert into {name} values (?, ?)", facets[name])
    connection.execute("commit")
    connection.executescript(INDEXES + "insert into words(words) values ('optimize'); analyze;")
    connection.execute("pragma wal_checkpoint(truncate)")
    seconds = time.perf_counter() - started
    connection.execute("create virtual table temp.vocabulary using fts5vocab(main, words, 'row')")
    (tokens,) = connection.execute("select sum(cnt) from temp.vocabulary").fetchone()
    connection.close()
    return {"seconds": seconds, "articles": len(rows), "segments": 1, "tokens": tokens}


def _connect(folder: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(folder / FILE, isolation_level=None)
    for pragma in ("journal_mode = wal", "synchronous = normal", "cache_size = -262144", "mmap_size = 4000000000"):
        connection.execute(f"pragma {pragma}")
    return connection


class SqlitePeer:
    """Reads the matches once into a temporary table and counts every facet from it."""

    def __init__(self, folder: Path) -> None:
        self._connection = _connect(folder)
        self._connection.execute("pragma temp_store = memory")
        self._connection.execute("create temp table hit(id integer primary key, score real)")
        self._numbers = dict(self._connection.execute("select name, id from value"))

    def ready(self, question: Question) -> Ask:
        text = _match_text(question)
        if not question.is_faceted:
            top = f"select rowid from words where words match ? and rank match '{RANK}' order by rank limit 10"
            return lambda: self._connection.execute(top, (text,)).fetchall()
        conditions, values = "", [text]
        # The + keeps SQLite from matching the words anew for each row that the filter allows.
        if question.person is not None:
            conditions += " and +rowid in (select document from person where value = ?)"
            values.append(self._numbers.get(question.person))
        if question.month is not None:
            conditions += " and +rowid in (select id from document where day between ? and ?)"
            values += [_day(question.month), _day(question.month_end)]
        fill = (
            f"insert into hit select rowid, bm25(words, {TITLE_BOOST}, 1.0) from words where words match ?{conditions}"
        )
        return lambda: self._page(fill, values, INTERVAL_DAYS[question.interval])

    def _page(self, fill: str, values: list[Any], days: int) -> tuple[list[Any], dict[str, list[Any]]]:
        run = self._connection.execute
        run("begin")
        run(fill, values)
        hits = run("select id from hit order by score limit 10").fetchall()
        facets = {
            name: run(
                f"select value, count(*) from hit cross join {name} on document = hit.id "
                f"group by value order by 2 desc limit {VALUES}"
            ).fetchall()
            for name in MULTIPLE
        }
        joined = "from hit cross join document using (id)"
        facets["source"] = run(
            f"select source, count(*) {joined} where source not null group by 1 order by 2 desc"
        ).fetchall()
        facets["date"] = run(f"select day / {days}, count(*) {joined} group by 1").fetchall()
        run("delete from hit")
        run("commit")
        return hits, facets

    def facts(self, question: Question, answer: Any) -> Facts:
        if not question.is_faceted:
            return Facts(None, {})
        counts = {name: [count for _, count in answer[1][name]] for name in (*TERM_FACETS, "date")}
        return Facts(sum(counts["date"]), counts)


def _day(date: Any) -> int:
    return date.toordinal() - 719163


def _match_text(question: Question) -> str:
    quoted = [f'"{key}"' for key in question.keys]
    if question.kind == "phrase":
        return '"' + " ".join(question.keys) + '"'
    if question.kind == "prefix":
        return quoted[0] + "*"
    return (" AND " if question.kind == "and" else " OR ").join(quoted)
