"""What Fihris makes of a text: its tokens at every level, the dates and the names in it, each with offsets.

The answer of `fihris explain` and of `/api/explain`; it needs no index. Offsets are code points of the text.
"""

from __future__ import annotations

from typing import Any

from indexer.extract.dates import find_dates
from indexer.extract.entities import find_entities
from search.analysis import LEVELS, analyze

JSON = dict[str, Any]


def explain_text(text: str) -> JSON:
    """Return {"tokens", "dates", "entities"} of a text as plain JSON values."""
    return {"tokens": _tokens(text), "dates": _dates(text), "entities": _entities(text)}


def _tokens(text: str) -> list[JSON]:
    """Return one row for each token, with its key at each level; the levels share offsets and positions."""
    rows: dict[int, JSON] = {}
    for level in LEVELS:
        for token in analyze(text, level):
            row = rows.setdefault(
                token.position,
                {
                    "text": text[token.start : token.end],
                    "start": token.start,
                    "end": token.end,
                    "position": token.position,
                },
            )
            row[level] = token.term
    return [rows[position] for position in sorted(rows)]


def _dates(text: str) -> list[JSON]:
    return [
        {
            "start": mention.start,
            "end": mention.end,
            "text": mention.text,
            "first": mention.first.isoformat(),
            "last": mention.last.isoformat(),
            "precision": mention.precision,
            "evidence": getattr(mention, "evidence", ""),
        }
        for mention in find_dates(text)
    ]


def _entities(text: str) -> list[JSON]:
    return [
        {
            "start": entity.start,
            "end": entity.end,
            "text": entity.text,
            "kind": entity.kind,
            "name": entity.name,
            "evidence": getattr(entity, "evidence", ""),
        }
        for entity in find_entities(text)
    ]
