"""The Whoosh schema of an index. Import paths and attributes here are on-disk format: Whoosh pickles them.

Renaming or moving a class makes every existing index unreadable; do it only with a new
`store.FORMAT_VERSION`. The schema says what stock Whoosh may search; what is written is made by `analysing`.
"""

from __future__ import annotations

import json
from array import array
from typing import Any

from whoosh import fields, formats
from whoosh.columns import NumericColumn, VarBytesColumn

from search.schema import TERM_FACETS, TEXT_FIELDS

NO_TIME = -(2**62)
"""The publication time of an undated article: before every real one, and its negative fits int64 too."""


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
    """Text posted under its surface forms."""

    def __init__(self) -> None:
        """Take no options: there is one way to post a text."""
        super().__init__(PackedPositions(), analyzer=None, scorable=True, stored=False)


class Values(fields.FieldType):  # type: ignore[misc]
    """Whole values: one term each, and a column that holds them as a JSON list."""

    def __init__(self) -> None:
        """Index existence only; store a column of bytes."""
        super().__init__(formats.Existence(), analyzer=None, scorable=False, stored=False)
        self.column_type = VarBytesColumn()

    def to_column_value(self, value: list[str]) -> bytes:
        """Return the values as JSON."""
        return json.dumps(value).encode()


def build_schema() -> fields.Schema:
    """Return the schema that every index has; `search.codec` describes in words what is kept of a document."""
    schema = fields.Schema(
        key=fields.ID(unique=True, sortable=VarBytesColumn()),
        hash=fields.COLUMN(VarBytesColumn()),
        record=fields.STORED(),
        published=fields.COLUMN(NumericColumn("q", default=NO_TIME)),
        day=fields.COLUMN(NumericColumn("i", default=0)),
        mentioned=fields.COLUMN(VarBytesColumn()),
    )
    for text in TEXT_FIELDS:
        schema.add(text.name, SurfaceForms())
        schema.add(f"{text.name}_length", fields.COLUMN(NumericColumn("i", default=0)))
    for name in TERM_FACETS:
        schema.add(name, Values())
    return schema
