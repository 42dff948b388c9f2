"""What writing costs: every engine in a process of its own, from a batch that is in memory before the clock runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benches.child import run
from benches.memory import MEBIBYTE
from benches.tables import Report


def measure_writing(
    report: Report, size: str, work: Path, copies: int, *, only: set[str], whoosh_articles: int | None = None
) -> dict[str, str]:
    """Write one archive with every engine, print the table and return where each index lies.

    work: holds articles.pickle and prepared.pickle, and whoosh.pickle where stock Whoosh gets fewer.
    Stock Whoosh and SQLite, which take long, write the smallest size alone.
    """
    home = work / size
    runs: list[tuple[str, str, str, dict[str, Any]]] = [
        ("fihris tokens", "Fihris, the same tokens", "articles", {}),
        ("fihris", "Fihris, with stored articles and five levels of families", "articles", {}),
        ("tantivy", "Tantivy, one thread", "prepared", {}),
        ("tantivy", "Tantivy, facets numbered, no positions", "prepared", {"numbered": True}),
    ]
    if copies == 1:
        runs += [
            ("fihris articles", "Fihris, all that, analysis in two processes included", "articles", {}),
            ("tantivy", "Tantivy, two threads", "prepared", {"threads": 2}),
            ("sqlite", "SQLite FTS5", "prepared", {}),
            ("whoosh", "stock Whoosh", "whoosh" if whoosh_articles else "prepared", {}),
        ]
    folders: dict[str, str] = {}
    rows = []
    for engine, name, batch, options in runs:
        if engine.split()[0] not in only:
            continue
        key = "-".join([*engine.split(), *options])
        folder = str(home / key)
        found = run(
            "build", engine=engine, batch=str(work / f"{batch}.pickle"), folder=folder, copies=copies, **options
        )
        folders[key] = folder
        rows.append((name, *_figures(found)))
    report.table(
        f"{size}: writing",
        ("", "articles", "seconds", "articles/s", "segments", "index bytes/article", "writer's memory, MiB"),
        rows,
    )
    return folders


def _figures(found: dict[str, Any]) -> tuple[object, ...]:
    articles = found["articles"]
    return (
        articles,
        found["seconds"],
        round(articles / found["seconds"]),
        found["segments"],
        round(found["index_bytes"] / max(articles, 1)),
        round(found["writer_bytes"] / MEBIBYTE),
    )
