"""SourceFile: what a reader is given. One file, on disk or inside an archive, with where to report trouble.

Not for: choosing the reader (`formats`) or walking folders (`sources`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from indexer.records import RawArticle
from search.errors import SourceError, UnreadableSourceError

MEBIBYTE = 1 << 20

MAX_ARTICLE_BYTES = 20 * MEBIBYTE
"""Text of one article. The longest of 31,030 Saudi articles has 0.1 MiB; a larger one is an archive in disguise."""

MAX_FILE_BYTES = 512 * MEBIBYTE
"""Files that must be held in memory as a whole; JSON Lines are streamed and have no limit."""

OnSkip = Callable[[SourceError], None]
"""Takes each thing that was not read, with its reason; called as the run meets it."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to read.

    origin: "SOURCE_NAME/path inside". folder: name of the folder it lies in, the outlet of files that
    name none. source: the outlet the operator named, for articles that name none. size: in bytes.
    on_progress: takes the share of the file that has been read, 0 to 1.
    """

    origin: str
    folder: str
    size: int
    open: Callable[[], BinaryIO]
    on_skip: OnSkip
    on_progress: Callable[[float], None]
    source: str | None = None

    def read(self, limit: int = MAX_FILE_BYTES) -> bytes:
        """Return all bytes.

        Raises: UnreadableSourceError where there are more than `limit`, before they are in memory.
        """
        with self.open() as stream:
            data = stream.read(limit + 1)
        if len(data) > limit:
            raise too_large(self.origin, limit)
        return data

    def head(self) -> bytes:
        """Return the first bytes, enough to tell the format."""
        with self.open() as stream:
            return stream.read(4096)


Reader = Callable[[SourceFile], Iterator[RawArticle]]
"""Yields the articles of one file; calls `on_skip` for a bad record, raises SourceError for a bad file."""


def too_large(origin: str, limit: int) -> UnreadableSourceError:
    """Return the error for a file or article above its limit."""
    if limit == MAX_ARTICLE_BYTES:
        return UnreadableSourceError(
            origin,
            f"more than {limit // MEBIBYTE} MiB for one article. If the file holds many articles, split it or give "
            "them as JSON Lines, CSV or zip.",
            f"أكثر من {limit // MEBIBYTE} ميبيبايت لخبر واحد. إن كان الملف يضم أخبارًا كثيرة فقسّمه أو قدّمها "
            "بصيغة JSON Lines أو CSV أو zip.",
        )
    return UnreadableSourceError(
        origin,
        f"more than {limit // MEBIBYTE} MiB in one file. Split it, or convert it to JSON Lines, which is read "
        "line by line.",
        f"أكثر من {limit // MEBIBYTE} ميبيبايت في ملف واحد. قسّمه أو حوّله إلى JSON Lines الذي يُقرأ سطرًا سطرًا.",
    )


def is_oversized(raw: RawArticle) -> bool:
    """Return whether the article's text is above `MAX_ARTICLE_BYTES` in UTF-8."""
    parts = (raw.title, raw.body, *raw.captions, *raw.boilerplate, *raw.metadata.values())
    if sum(map(len, parts)) * 4 <= MAX_ARTICLE_BYTES:
        return False
    return sum(len(part.encode("utf-8", "surrogatepass")) for part in parts) > MAX_ARTICLE_BYTES
