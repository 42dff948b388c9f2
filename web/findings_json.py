"""The JSON of what is found beyond hits: rows of a concordance, contrasts, neighbours."""

from __future__ import annotations

from typing import Any

import search

Json = dict[str, Any]


def row_as_json(row: search.ConcordanceRow) -> Json:
    """Return an occurrence with its article and the text around it."""
    article, place = row.article, row.place
    return {
        "key": article.key,
        "title": article.title,
        "source": article.source,
        "published": article.published,
        "where": place.where,
        "part": place.part,
        "start": place.start,
        "end": place.end,
        "before": row.before,
        "keyword": row.keyword,
        "after": row.after,
    }


def contrasts_as_json(contrasts: tuple[search.Contrast, ...]) -> list[Json]:
    """Return values or words with their counts, the most telling first."""
    return [
        {"value": item.value, "count": item.count, "others": item.others, "lift": item.lift, "score": item.score}
        for item in contrasts
    ]


def neighbours_as_json(found: search.Neighbours | None) -> Json:
    """Return where an article stands among hits; nulls where it is no hit."""
    if found is None:
        return {"place": None, "total": None, "previous": None, "next": None}
    return {
        "place": found.place,
        "total": found.total,
        "previous": found.previous.key if found.previous else None,
        "next": found.next.key if found.next else None,
    }
