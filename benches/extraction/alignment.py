"""Where a place in an article lies in the text as it was read, of which lines may have been parted.

Lines stay whole and in order (`search.article.Article.text`), so each is looked for behind the one before.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alignment:
    """Stretches of a part that lie in the whole. starts, ends: in the part; raw: where each begins in the whole."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    raw: tuple[int, ...]

    def to_raw(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the span in the whole, or None where it lies in no stretch. A span may reach over several."""
        first, last = self._stretch(start), self._stretch(max(start, end - 1))
        if first is None or last is None:
            return None
        return self.raw[first] + start - self.starts[first], self.raw[last] + end - self.starts[last]

    def covers(self, start: int, end: int) -> bool:
        """Return whether a span of the whole lies in the stretches, at least at both of its ends."""
        return self._holds(start) and self._holds(max(start, end - 1))

    def _stretch(self, offset: int) -> int | None:
        at = bisect_right(self.starts, offset) - 1
        return at if at >= 0 and offset < self.ends[at] else None

    def _holds(self, offset: int) -> bool:
        at = bisect_right(self.raw, offset) - 1
        return at >= 0 and offset < self.raw[at] + self.ends[at] - self.starts[at]


def align(part: str, whole: str) -> Alignment:
    """Return where the lines of `part` lie in `whole`; a line that is not there behind the one before is left out."""
    if part == whole:
        return Alignment((0,), (len(part),), (0,))
    stretches: list[tuple[int, int, int]] = []
    offset = behind = 0
    for line in part.split("\n"):
        found = whole.find(line, behind) if line.strip() else -1
        if found >= 0:
            stretches.append((offset, offset + len(line), found))
            behind = found + len(line)
        offset += len(line) + 1
    starts, ends, raw = zip(*stretches, strict=True) if stretches else ((), (), ())
    return Alignment(starts, ends, raw)
