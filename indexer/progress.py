"""How a run shows itself while it goes on: a bar with rate and ETA on a terminal, a line now and then elsewhere.

Everything goes to standard error, where other programs do not read. Not for: the account at the end (`indexer.report`).
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.text import Text

from indexer.pipeline import OnSkip, Progress
from search import SourceError

SECONDS_BETWEEN_LINES = 5.0

OnProgress = Callable[[Progress], None]


@contextlib.contextmanager
def show_progress() -> Iterator[tuple[OnSkip, OnProgress]]:
    """Give the two callbacks of a run, `on_skip` and `on_progress`."""
    if not sys.stderr.isatty():
        yield _say_skip, lines_every(SECONDS_BETWEEN_LINES)
        return
    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[count]}"), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, count="")
        started = time.monotonic()

        def show(progress: Progress) -> None:
            rate = progress.articles / max(time.monotonic() - started, 1e-3)
            count = f"{progress.articles:,} articles, {rate:,.0f}/s" if progress.articles else read_ahead_line(progress)
            bar.update(task, completed=progress.bytes_done, total=progress.bytes_total or None, count=count)

        yield lambda error: bar.console.print(Text(skip_line(error))), show


def skip_line(error: SourceError) -> str:
    """Return how a skipped source or article is named."""
    return f"skipped: {error.source}: {error.reason}"


def read_ahead_line(progress: Progress) -> str:
    """Return how far a run is that reads ahead and has built nothing yet."""
    return f"{progress.read:,} articles read ahead, to know the lines that recur"


def lines_every(seconds: float) -> OnProgress:
    """Return a callback that says how far the run is, at most once in so many seconds."""
    started = shown = time.monotonic()

    def show(progress: Progress) -> None:
        nonlocal shown
        now = time.monotonic()
        if now - shown < seconds:
            return
        shown, elapsed = now, max(now - started, 1e-3)
        share = progress.bytes_done / progress.bytes_total if progress.bytes_total else 0.0
        left = f", {share:.0%}, about {elapsed / share - elapsed:,.0f} s left" if share else ""
        line = f"{progress.articles:,} articles, {progress.articles / elapsed:,.0f}/s{left}"
        print(line if progress.articles else read_ahead_line(progress), file=sys.stderr, flush=True)

    return show


def _say_skip(error: SourceError) -> None:
    print(skip_line(error), file=sys.stderr, flush=True)
