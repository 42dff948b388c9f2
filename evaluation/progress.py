"""How an evaluation shows itself while it goes on: a bar on a terminal, a line now and then elsewhere.

Everything goes to standard error. Not for: what was measured (`evaluation.report`).
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from evaluation.archive import OnSkip, OnStep
from search import SourceError

SECONDS_BETWEEN_LINES = 5.0


@contextlib.contextmanager
def show_progress() -> Iterator[tuple[OnSkip, OnStep]]:
    """Give the two callbacks of an evaluation, `on_skip` and `on_step`."""
    if not sys.stderr.isatty():
        yield _say_skip, lines_every(SECONDS_BETWEEN_LINES)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[count]}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, tuple[int, float]] = {}

        def show(what: str, done: int, total: int | None) -> None:
            if what not in tasks:
                tasks[what] = int(bar.add_task(what, total=total, count="")), time.monotonic()
            task, started = tasks[what]
            rate = done / max(time.monotonic() - started, 1e-3)
            bar.update(task, completed=done, total=total, count=f"{done:,}, {rate:,.0f}/s")  # type: ignore[arg-type]

        yield lambda error: bar.console.print(Text(_skip_line(error))), show


def lines_every(seconds: float) -> OnStep:
    """Return a callback that says how far the evaluation is, at most once in so many seconds."""
    shown = began = time.monotonic()
    doing = ""

    def show(what: str, done: int, total: int | None) -> None:
        nonlocal shown, began, doing
        now = time.monotonic()
        if what != doing:
            doing, shown, began = what, now, now
        if now - shown < seconds:
            return
        shown, elapsed = now, now - began
        of = f" of {total:,}" if total else ""
        left = f", about {elapsed / done * (total - done):,.0f} s left" if total else ""
        print(f"{what} {done:,}{of}, {done / elapsed:,.0f}/s{left}", file=sys.stderr, flush=True)

    return show


def _skip_line(error: SourceError) -> str:
    return f"skipped: {error.source}: {error.reason}"


def _say_skip(error: SourceError) -> None:
    print(_skip_line(error), file=sys.stderr, flush=True)
