"""The tables of searching: who answers what in how many milliseconds, and whether the answers agree."""

from __future__ import annotations

import statistics
from typing import Any

from benches.child import run
from benches.memory import MEBIBYTE
from benches.tables import Report, pair

NAMES = {"fihris": "Fihris", "tantivy": "Tantivy", "sqlite": "SQLite FTS5", "whoosh": "stock Whoosh"}


BESIDE = {
    "fihris search": "Engine.search",
    "fihris default": "default request",
    "tantivy counting": "Tantivy with totals",
    "tantivy numbered": "Tantivy, facets numbered",
    "sqlite": "SQLite FTS5",
    "whoosh": "stock Whoosh",
}


def measure_searching(
    report: Report, size: str, folders: dict[str, str], titles: list[list[str]], count: int
) -> list[dict[str, Any]]:
    """Ask everything, print the tables and return the rows for the plot."""
    rows = run("search", folders=folders, titles=titles, count=count)
    report.table(
        f"{size}: searching, milliseconds",
        ("", "questions", "matches", "Fihris p50", "p95", "Tantivy p50", "p95", "ratio p50", "p95"),
        [_compared(row) for row in rows],
    )
    report.table(
        f"{size}: beside it, p50 / p95 in milliseconds (of so many questions)",
        ("", *BESIDE.values()),
        [(row["name"], *(_beside(row, row["ms"].get(name)) for name in BESIDE)) for row in rows],
    )
    report.table(
        f"{size}: answers that differ from Tantivy's",
        ("", "compared", "totals", "facet counts"),
        [(row["name"], row["compared"], row["other_totals"], row["other_facets"]) for row in rows],
    )
    return rows


def _compared(row: dict[str, Any]) -> tuple[object, ...]:
    ours, theirs = cuts(row["ms"].get("fihris")), cuts(row["ms"].get("tantivy"))
    ratios = [a / b if a is not None and b else None for a, b in zip(ours, theirs, strict=True)]
    totals = [total for total in row["totals"] if total is not None]
    matches = round(statistics.median(totals)) if totals else None
    return (row["name"], row["questions"], matches, *ours, *theirs, *ratios)


def _beside(row: dict[str, Any], times: list[float] | None) -> str | None:
    """Return p50 / p95, and of how many questions where not all were asked."""
    shown = pair(*cuts(times))
    return f"{shown} ({len(times)})" if shown and times and len(times) < row["questions"] else shown


def cuts(times: list[float] | None) -> tuple[float | None, float | None]:
    """Return median and 95th percentile."""
    if not times or len(times) < 2:
        return None, None
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def measure_opening(report: Report, size: str, folders: dict[str, str], words: list[str]) -> None:
    """Open each index in a process of its own and ask one faceted question."""
    rows = []
    for engine in (None, *(name for name in folders if name in NAMES)):
        found = run("first_answer", engine=engine, folder=folders.get(engine), words=words)
        memory = [round(found[f"{kind}_bytes"] / MEBIBYTE) for kind in ("private", "dirty", "peak")]
        rows.append((NAMES[engine] if engine else "(nothing opened)", found["seconds"], *memory))
    report.table(
        f"{size}: a fresh process, one faceted question",
        ("", "open + answer, s", "private, MiB", "of it written to, MiB", "peak, MiB"),
        rows,
    )
