"""The Whoosh schema of an index. Import paths and attributes here are on-disk format: Whoosh pickles them.

Renaming or moving a class makes every existing index unreadable; do it only with a new
`store.FORMAT_VERSION`.
"""

from __future__ import annotations

import datetime as dt
import json
from array import array
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from whoosh import fields, formats
from whoosh.columns import NumericColumn, VarBytesColumn

from search.analysis import surface_forms
from search.article import Article, article_to_record
from search.facets.dates import to_day
from search.schema import TERM_FACETS, TEXT_FIELDS

NO_TIME = -(2**62)
"""The publication time of an undated article: before every real one, and its negative fits int64 too."""

CAPTION_GAP = 100
"""Positions between body and captions, so that no phrase runs from one into the other."""


class PackedPositions(formats.Positions):  # type: ignore[misc]  # Whoosh's formats are unannotated
    """Positions of a posting as little-endian uint32, 4 bytes each; Whoosh's own format pickles a list per posting."""

    def encode(self, poslist: Any) -> bytes:
        """Return the packed positions."""
        return array("I", poslist).tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """Return the positions, increasing."""
        return array("I", bytes(valuestring)).tolist()

    def decode_frequency(self, valuestring: bytes) -> int:
        """Return how many positions there are."""
        return len(valuestring) // 4


class SurfaceForms(fields.FieldType):  # type: ignore[misc]
    """Text posted under its surface forms. Its value is a list of runs, each a list of forms; see CAPTION_GAP."""

    def __init__(self) -> None:
        """Take no options: there is one way to post a text."""
        super().__init__(PackedPositions(), analyzer=None, scorable=True, stored=False)

    def index(self, value: list[list[str]], **_options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (term, frequency, weight, packed positions) for each distinct form."""
        positions: defaultdict[str, list[int]] = defaultdict(list)
        start = 0
        for run in value:
            for position, form in enumerate(run, start):
                positions[form].append(position)
            start += len(run) + CAPTION_GAP
        for form, found in positions.items():
            yield form.encode(), len(found), float(len(found)), array("I", found).tobytes()


class Values(fields.FieldType):  # type: ignore[misc]
    """Whole values: one term each, and a column that holds them as a JSON list."""

    def __init__(self) -> None:
        """Index existence only; store a column of bytes."""
        super().__init__(formats.Existence(), analyzer=None, scorable=False, stored=False)
        self.column_type = VarBytesColumn()

    def index(self, value: list[str], **_options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield one posting per value."""
        for item in value:
            yield item.encode("utf-8", "surrogatepass"), 1, 1.0, b""

    def to_column_value(self, value: list[str]) -> bytes:
        """Return the values as JSON."""
        return json.dumps(value).encode()


def build_schema() -> fields.Schema:
    """Return the schema that `document_of` fills; `search.codec` describes it in words."""
    schema = fields.Schema(
        key=fields.ID(unique=True, sortable=VarBytesColumn()),
        hash=fields.COLUMN(VarBytesColumn()),
        record=fields.STORED(),
        published=fields.COLUMN(NumericColumn("q", default=NO_TIME)),
        mentioned=fields.COLUMN(VarBytesColumn()),
    )
    for text in TEXT_FIELDS:
        schema.add(text.name, SurfaceForms())
        schema.add(f"{text.name}_length", fields.COLUMN(NumericColumn("i", default=0)))
    for name in TERM_FACETS:
        schema.add(name, Values())
    return schema


def document_of(article: Article, content_hash: str) -> dict[str, Any]:
    """Return the Whoosh document of an article."""
    title = [surface_forms(article.title)]
    text = [surface_forms(article.text), *(surface_forms(caption) for caption in article.captions)]
    return {
        "key": article.key,
        "hash": content_hash.encode(),
        "record": json.dumps(article_to_record(article), ensure_ascii=False).encode("utf-8", "surrogatepass"),
        "title": title,
        "title_length": sum(map(len, title)),
        "text": text,
        "text_length": sum(map(len, text)),
        "person": list(article.people),
        "place": list(article.places),
        "organisation": list(article.organisations),
        "source": [article.source] if article.source else [],
        "author": [article.author] if article.author else [],
        "published": published_time(article.published),
        "mentioned": _mentioned_days(article),
    }


def published_time(published: str | None) -> int:
    """Return seconds since 1970-01-01 by the source's own clock, never shifted to another zone; NO_TIME if undated."""
    if not published:
        return NO_TIME
    moment = dt.datetime.fromisoformat(published).replace(tzinfo=dt.UTC)
    return to_day(moment.date()) * 86_400 + moment.hour * 3600 + moment.minute * 60 + moment.second


def _mentioned_days(article: Article) -> bytes:
    ranges = sorted({(to_day(mention.first), to_day(mention.last)) for mention in article.dates})
    return array("i", [day for pair in ranges for day in pair]).tobytes()
