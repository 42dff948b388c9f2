"""Plain text: one file, one article. The first line that is not empty is its title, the rest its body.

What a copied web page left in the body is taken off later (`indexer.extract.boilerplate`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.encoding import decode
from indexer.readers.source_file import MAX_ARTICLE_BYTES, SourceFile
from indexer.records import RawArticle

MAX_TITLE_CHARS = 300
"""A longer first line is prose, not a headline; the longest of 31,030 Saudi headlines has fewer."""


_DATED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)", re.ASCII)
"""A file named 2021-01-26-….txt says when its article was published."""


def read_text(file: SourceFile) -> Iterator[RawArticle]:
    """Yield the one article of a text file; its body is the rest of the file, character for character."""
    text = decode(file.read(MAX_ARTICLE_BYTES), file.origin).text
    title, body = "", text
    start = len(text) - len(text.lstrip())
    first, newline, rest = text[start:].partition("\n")
    if len(first) <= MAX_TITLE_CHARS:
        title, body = first.strip(), rest if newline else ""
    dated = _DATED_NAME.match(file.origin.rpartition("/")[2])
    yield RawArticle(
        origin=file.origin,
        title=title,
        body=body,
        source=file.source or file.folder,
        published=dated[1] if dated else None,
        metadata={"dated_by": "file name"} if dated else {},
    )
