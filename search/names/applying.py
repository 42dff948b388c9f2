"""Applying a map of names to what comes in and what goes out: requests, and articles as they are shown.

The stored article and its text stay as they are; only the names beside them change. Not for: columns
(`search.facets.mapped`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from search.article import Article
from search.names.name_map import NameMap
from search.request import Filter, SearchRequest
from search.results import Notice


def rename_request(request: SearchRequest, names: NameMap) -> tuple[SearchRequest, tuple[Notice, ...]]:
    """Return the request with merged values under their canonical ones, and a notice for each that was replaced."""
    filters = tuple(_renamed_filter(each, names.of(each.field)) for each in request.filters)
    if filters == request.filters:
        return request, ()
    notices = [
        _notice(value, names.canonical(each.field, value))
        for each in request.filters
        for value in each.values
        if value in names.of(each.field)
    ]
    return replace(request, filters=filters), tuple(dict.fromkeys(notices))


def rename_article(article: Article, names: NameMap) -> Article:
    """Return the article with every merged name under its canonical one; the text is not touched."""
    if not names:
        return article
    of_kind = {kind: names.of(kind) for kind in ("person", "place", "organisation")}
    speakers = names.of("speaker")
    return replace(
        article,
        people=_renamed(article.people, of_kind["person"]),
        places=_renamed(article.places, of_kind["place"]),
        organisations=_renamed(article.organisations, of_kind["organisation"]),
        countries=_renamed(article.countries, names.of("country")),
        agencies=_renamed(article.agencies, names.of("agency")),
        speakers=_renamed(article.speakers, speakers),
        source=article.source and names.canonical("source", article.source),
        author=article.author and names.canonical("author", article.author),
        dateline=article.dateline and names.canonical("dateline", article.dateline),
        entities=tuple(
            replace(each, name=of_kind[each.kind][each.name]) if each.name in of_kind[each.kind] else each
            for each in article.entities
        ),
        quotations=tuple(
            replace(each, speaker=speakers[each.speaker]) if each.speaker in speakers else each
            for each in article.quotations
        ),
    )


def _renamed_filter(each: Filter, names: Mapping[str, str]) -> Filter:
    values = tuple(names.get(value, value) for value in each.values)
    return each if values == each.values else Filter(each.field, values, each.op)


def _renamed(values: tuple[str, ...], names: Mapping[str, str]) -> tuple[str, ...]:
    if not any(value in names for value in values):
        return values
    return tuple(dict.fromkeys(names.get(value, value) for value in values))


def _notice(value: str, canonical: str) -> Notice:
    return Notice(
        "name_merged",
        f"«{value}» is shown under «{canonical}» in this index; that name was used. Undo with `fihris names --undo`.",
        f"يظهر «{value}» في هذا الفهرس باسم «{canonical}»، فاستُعمل هذا الاسم.",
    )
