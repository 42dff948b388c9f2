"""RawArticle: what a reader found, before extraction. The typed record of the index is `search.article.Article`."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One article as its source gave it; every value is text, nothing is interpreted yet.

    origin: "SOURCE_NAME/path inside it" (with "#record" for the n-th record of a file, counted from 1),
    the name used in reports and, where no URL is known, for the key. source: the outlet, as the source
    names it. published: what metadata calls the date of publication. fetched: when a crawler took the
    page. captions, boilerplate: parts that the reader could already tell from the body by the page's
    own structure. key: only where a record carries a key that Fihris itself gave.
    metadata: every further field, so that nothing is lost. repeated: filled by the run, not by readers: the lines
    that recur in many articles of this source (`indexer.repetition`).
    """

    origin: str
    title: str = ""
    body: str = ""
    url: str | None = None
    source: str | None = None
    author: str | None = None
    published: str | None = None
    fetched: str | None = None
    language: str | None = None
    captions: tuple[str, ...] = ()
    boilerplate: tuple[str, ...] = ()
    key: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    repeated: frozenset[int] = frozenset()
