"""What Fihris makes of a text: its tokens, dates, names, quotations and dateline, each with offsets and its evidence.

The answer of `fihris explain` and of `/api/explain`; it needs no index. Offsets are code points of the text.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from indexer.extract.aliases import rename_mentions
from indexer.extract.dateline import find_dateline
from indexer.extract.dates import find_dates
from indexer.extract.entities import find_article_entities
from indexer.extract.quotations import find_quotations
from search.analysis import LEVELS, analyze

JSON = dict[str, Any]


def explain_text(text: str) -> JSON:
    """Return "tokens", "dates", "entities", "quotations" and "dateline" of a text, each a list of rows, as JSON."""
    entities = rename_mentions(find_article_entities("", text), None, {"text": text})
    return {
        "tokens": _tokens(text),
        "dates": _dates(text),
        "entities": [_row(mention) for mention in entities],
        "quotations": [_row(said) for said in find_quotations("", text, entities)],
        "dateline": _dateline(text),
    }


def _row(found: Any) -> JSON:
    """Return a find as a row; all lie in the text, so that `where` says nothing."""
    row = dataclasses.asdict(found)
    row.pop("where")
    return row


def _dateline(text: str) -> list[JSON]:
    """Return the parts of the dateline with the reasons for them."""
    found = find_dateline("", text)
    if found is None:
        return []
    evidence = {"place": found.place_evidence, "agency": found.agency_evidence, "author": found.author_evidence}
    return [
        {
            "start": part.start,
            "end": part.end,
            "text": text[part.start : part.end],
            "kind": part.kind,
            "name": part.name,
            "evidence": evidence.get(part.kind, ""),
        }
        for part in found.parts
        if part.where == "text"
    ]


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
            "calendar": getattr(mention, "calendar", "gregorian"),
            "evidence": mention.evidence,
        }
        for mention in find_dates(text)
    ]
