"""IndexReport: what a run of the indexer read, did and could not do; as JSON and as text for a terminal.

Every article that did not make it is in `skipped`, every article that made it in part is in `warnings`,
each by the name of its source. Not for: progress while the run goes on (`indexer.pipeline.Progress`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from search import Notice, SourceError, WriteReport

MAX_WARNINGS_SHOWN = 20


@dataclass(slots=True)
class IndexReport:
    """The account of one run.

    read: articles that the readers gave. written: those added, replaced or found unchanged.
    skipped: sources and articles that are not in the index. warnings: articles that are in it, but not
    as their source gave them (an extraction that failed, a second article with the same key, counted in
    same_key). notes: what is worth saying of the run as a whole.
    commits: how often the run made its work durable. elapsed_seconds: wall clock.
    """

    read: int = 0
    text_bytes: int = 0
    written: WriteReport = field(default_factory=WriteReport)
    skipped: list[SourceError] = field(default_factory=list)
    warnings: list[SourceError] = field(default_factory=list)
    same_key: int = 0
    notes: list[Notice] = field(default_factory=list)
    commits: int = 0
    elapsed_seconds: float = 0.0
    articles_in_index: int | None = None

    @property
    def articles_per_second(self) -> float:
        """Return how many articles were read in a second of wall-clock time."""
        return self.read / self.elapsed_seconds if self.elapsed_seconds else 0.0

    @property
    def is_complete(self) -> bool:
        """Return whether everything that was given is in the index."""
        return not self.skipped


def report_as_json(report: IndexReport) -> dict[str, Any]:
    """Return the answer of `fihris index --json`."""
    return {
        "read": report.read,
        "added": report.written.added,
        "replaced": report.written.replaced,
        "unchanged": report.written.unchanged,
        "skipped": [_item(error) for error in report.skipped],
        "warnings": [_item(error) for error in report.warnings],
        "same_key": report.same_key,
        "bytes": report.text_bytes,
        "commits": report.commits,
        "seconds": round(report.elapsed_seconds, 3),
        "articles_per_second": round(report.articles_per_second, 1),
        "articles_in_index": report.articles_in_index,
    }


def iter_summary(report: IndexReport) -> Iterator[str]:
    """Yield what the run did, for people, in a line or two."""
    written = report.written
    yield (
        f"{report.read:,} articles read: {written.added:,} added, {written.replaced:,} replaced, "
        f"{written.unchanged:,} unchanged, {len(report.skipped):,} skipped "
        f"({report.text_bytes / 1e6:,.1f} MB of text in {report.elapsed_seconds:,.1f} s, "
        f"{report.articles_per_second:,.0f} articles/s)."
    )
    if report.articles_in_index is not None:
        yield f"The index holds {report.articles_in_index:,} articles."


def iter_warnings(report: IndexReport) -> Iterator[str]:
    """Yield the first warnings, and how many there are more."""
    for error in report.warnings[:MAX_WARNINGS_SHOWN]:
        yield f"warning: {error.source}: {error.reason}"
    if len(report.warnings) > MAX_WARNINGS_SHOWN:
        yield f"… and {len(report.warnings) - MAX_WARNINGS_SHOWN:,} more warnings; --json lists them all."


def _item(error: SourceError) -> dict[str, str]:
    return {"source": error.source, "reason": error.reason, "reason_ar": error.reason_ar, "code": error.code}
