"""The annotation as it lies in the tables: articles, names and quotations, each table one class here.

Offsets are code points into the title or the body that the reader gave (`indexer.records.RawArticle`), before
anything was parted from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
HALVES = ("development", "report")
KINDS = ("person", "place", "organisation")
IGNORED = "ignored"
"""Kind of a span that counts neither way: bylines, datelines, tags, what one cannot decide."""


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One annotated article. kinds: of names annotated in it. quotes: "chosen" for its reporting verbs, or "any"."""

    key: str
    half: str
    kinds: tuple[str, ...]
    quotes: str
    text_hash: str


@dataclass(frozen=True, slots=True)
class GoldName:
    """One mention. cluster: number of what it names within the article. values: hashes, each a right value."""

    key: str
    where: str
    start: int
    end: int
    kind: str
    cluster: int
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """One quotation. kind: direct or reported. by: how the speaker is named: name, title or pronoun.

    needed: False where finding it is right and leaving it out no fault. speakers: hashes, each right.
    """

    key: str
    where: str
    start: int
    end: int
    kind: str
    by: str
    needed: bool
    speakers: frozenset[str]


def read_articles(half: str | None = None, path: Path = HERE / "articles.tsv") -> dict[str, GoldArticle]:
    """Return the annotated articles of one half, or all, by key."""
    articles = (GoldArticle(key, part, tuple(kinds.split(",")), *rest) for key, part, kinds, *rest in _rows(path))
    return {article.key: article for article in articles if half in (None, article.half)}


def read_names(path: Path = HERE / "names.tsv") -> list[GoldName]:
    """Return all annotated mentions, those that count neither way among them."""
    return [
        GoldName(key, where, int(start), int(end), kind, int(cluster), _hashes(values))
        for key, where, start, end, kind, cluster, values in _rows(path)
    ]


def read_quotes(path: Path = HERE / "quotes.tsv") -> list[GoldQuote]:
    """Return all annotated quotations."""
    return [
        GoldQuote(key, where, int(start), int(end), kind, by, needed == "needed", _hashes(speakers))
        for key, where, start, end, kind, by, needed, speakers in _rows(path)
    ]


def _rows(path: Path) -> Iterator[list[str]]:
    """Yield the fields of each line; lines that begin with # are comments."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _hashes(field: str) -> frozenset[str]:
    return frozenset(field.split("|")) - {"-"}
