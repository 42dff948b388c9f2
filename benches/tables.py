"""Tables for the terminal and for docs/performance.md, from the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path


class Report:
    """Prints each table as soon as it is there and keeps it as Markdown."""

    def __init__(self) -> None:
        self._markdown: list[str] = []

    def table(self, title: str, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Print a table. The first column holds names, the others figures, None where there is none."""
        cells = [[shown(value) for value in row] for row in rows]
        widths = [max(map(len, column)) for column in zip(headers, *cells, strict=True)]
        print(f"\n## {title}\n")
        for row in ([*headers], *cells):
            columns = zip(row, widths, strict=True)
            print("  ".join(c.rjust(w) if n else c.ljust(w) for n, (c, w) in enumerate(columns)).rstrip(), flush=True)
        lines = [list(headers), ["---", *("--:" for _ in headers[1:])], *cells]
        self._markdown.append(f"## {title}\n\n" + "\n".join("| " + " | ".join(line) + " |" for line in lines))

    def note(self, text: str) -> None:
        """Print a remark on what came before."""
        print(text, flush=True)
        self._markdown.append(text)

    def write_markdown(self, path: Path) -> None:
        path.write_text("\n\n".join(self._markdown) + "\n", encoding="utf-8")


def shown(value: object) -> str:
    """Return a figure with as many digits as mean something."""
    if value is None:
        return "–"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return str(value)


def pair(p50: float | None, p95: float | None) -> str | None:
    """Return "p50 / p95" for one cell."""
    return None if p50 is None or p95 is None else f"{shown(p50)} / {shown(p95)}"
