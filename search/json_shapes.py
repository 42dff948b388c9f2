"""The JSON of results, articles, facets and errors: written once, used by the API, the command line and exports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from search.article import Article, article_to_record
from search.errors import SearchError
from search.query_json import tree_as_json
from search.query_printer import print_query
from search.request import SearchRequest
from search.results import (
    DateFacet,
    ExplainedWord,
    Explanation,
    Facet,
    Hit,
    Notice,
    QueryWord,
    Remedy,
    ScoreExplanation,
    SearchResults,
    Snippet,
    Story,
    StoryVersions,
    Suggestion,
    TermFacet,
)

JSON = dict[str, Any]


def results_as_json(request: SearchRequest, results: SearchResults) -> JSON:
    """Return the answer of `/api/search` and of `fihris search --json`."""
    return {
        "query": {
            "text": results.query.text,
            "canonical": print_query(results.query.tree),
            "understood": results.query.words,
            "tree": tree_as_json(results.query.tree),
            "level": results.query.level,
            "match": results.query.match,
            "sort": request.effective_sort,
            "collapse": request.collapse,
            "filters": filters_as_json(request),
            "synonyms": [{"written": use.written, "others": list(use.others)} for use in results.query.synonyms],
        },
        "total": results.total,
        "stories": results.stories,
        "took_ms": results.took_ms,
        "generation": results.generation,
        "hits": [hit_as_json(hit) for hit in results.hits],
        "facets": {name: facet_as_json(facet) for name, facet in results.facets.items()},
        "offset": results.offset,
        "next": results.next,
        "previous": results.previous,
        "notices": [notice_as_json(notice) for notice in results.notices],
        "suggestions": [remedy_as_json(remedy) for remedy in results.suggestions],
    }


def filters_as_json(request: SearchRequest) -> JSON:
    """Return the filters under the names of the URL grammar: person, person.all, person.not, from …"""
    suffix = {"any": "", "all": ".all", "not": ".not"}
    filters: JSON = {item.field + suffix[item.op]: list(item.values) for item in request.filters}
    bounds = {
        "from": request.published_from,
        "to": request.published_to,
        "mentioned.from": request.mentioned_from,
        "mentioned.to": request.mentioned_to,
    }
    if request.story:
        filters["story"] = request.story
    filters.update({name: day.isoformat() for name, day in bounds.items() if isinstance(day, dt.date)})
    return filters


def hit_as_json(hit: Hit) -> JSON:
    """Return one hit; `title_marks` are whole words of `title`."""
    return {
        **article_head_as_json(hit.article),
        "score": hit.score,
        "title_marks": [list(mark) for mark in hit.title.marks],
        "snippets": [snippet_as_json(snippet) for snippet in hit.snippets],
        "story": story_as_json(hit.story) if hit.story else None,
        "matches": [{"word": match.word, "level": match.level, "forms": list(match.forms)} for match in hit.matches],
    }


def story_as_json(story: Story) -> JSON:
    """Return a story: how many articles of the archive tell it, in how many sources."""
    return {"id": story.id, "articles": story.articles, "sources": story.sources}


def versions_as_json(found: StoryVersions) -> JSON:
    """Return the answer of `/api/articles/{key}/versions` but for what differs."""
    return {
        "story": story_as_json(found.story),
        "versions": [
            {
                "key": version.article.key,
                "title": version.article.title,
                "url": version.article.url,
                "source": version.article.source,
                "published": version.article.published,
                "similarity": round(version.similarity, 2),
            }
            for version in found.versions
        ],
    }


def changes_as_json(changes: Iterable[tuple[str, str]]) -> list[JSON]:
    """Return what differs between two texts, as `differences` gives it."""
    return [{"kind": kind, "text": text} for kind, text in changes]


def article_head_as_json(article: Article) -> JSON:
    """Return the fields that a hit and an article share."""
    return {
        "key": article.key,
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "author": article.author,
        "published": article.published,
        "demo": article.demo,
        "people": list(article.people),
        "places": list(article.places),
        "countries": list(article.countries),
        "organisations": list(article.organisations),
        "speakers": list(article.speakers),
        "agencies": list(article.agencies),
        "dateline": article.dateline,
        "reporting": article.reporting,
        "mentioned_dates": [_mentioned(first, last, precision) for first, last, precision in _distinct_dates(article)],
    }


def article_as_json(article: Article) -> JSON:
    """Return the answer of `/api/articles/{key}`: the hit's fields at top level and everything found in the text."""
    record = article_to_record(article)
    return {
        **article_head_as_json(article),
        "text": article.text,
        "captions": list(article.captions),
        "boilerplate": list(article.boilerplate),
        "published_evidence": article.published_evidence,
        "published_confidence": article.published_confidence,
        "byline_evidence": article.byline_evidence,
        "fetched": article.fetched,
        "language": article.language,
        "origin": article.origin,
        "metadata": dict(article.metadata),
        "content_hash": article.content_hash(),
        "entities": record["entities"],
        "dates": record["dates"],
        "quotations": record["quotations"],
    }


def facet_as_json(facet: Facet) -> JSON:
    """Return a terms facet (values, distinct, truncated) or a date facet (interval, buckets, missing)."""
    if isinstance(facet, DateFacet):
        return {
            "interval": facet.interval,
            "buckets": [
                {"start": _iso(bucket.start), "end": _iso(bucket.end), "count": bucket.count}
                for bucket in facet.buckets
            ],
            "missing": facet.missing,
        }
    return _term_facet_as_json(facet)


def _term_facet_as_json(facet: TermFacet) -> JSON:
    return {
        "values": [
            {
                "value": value.value,
                "label": value.value,
                "count": value.count,
                "selected": value.selected,
                "required": value.required,
                "excluded": value.excluded,
            }
            for value in facet.values
        ],
        "distinct": facet.distinct,
        "truncated": facet.truncated,
    }


def explanation_as_json(explanation: Explanation) -> JSON:
    """Return how a query is understood: for each word its families, and how one article's score comes about."""
    query = explanation.query
    shown: JSON = {
        "query": {
            "text": query.text,
            "canonical": print_query(query.tree),
            "understood": query.words,
            "tree": tree_as_json(query.tree),
            "level": query.level,
            "match": query.match,
            "synonyms": [{"written": use.written, "others": list(use.others)} for use in query.synonyms],
        },
        "words": [explained_word_as_json(word) for word in explanation.words],
        "truncated": explanation.truncated,
        "notices": [notice_as_json(notice) for notice in explanation.notices],
    }
    if explanation.score:
        shown["score"] = _score_as_json(explanation.score)
    return shown


def explained_word_as_json(word: ExplainedWord) -> JSON:
    """Return a word's families at every level and what a request at each level finds for it alone."""
    return {
        "form": word.form,
        "start": word.start,
        "end": word.end,
        "families": {
            family.level: {
                "key": family.key,
                "articles": family.articles,
                "distinct": family.distinct,
                "forms": [{"form": form, "articles": articles} for form, articles in family.forms],
            }
            for family in word.families
        },
        "searched": word.searched,
    }


def _score_as_json(score: ScoreExplanation) -> JSON:
    return {
        "key": score.key,
        "score": score.score,
        "words": [
            {
                "word": word.word,
                "field": word.field,
                "boost": word.boost,
                "score": word.score,
                "levels": [level._asdict() for level in word.levels],
            }
            for word in score.words
        ],
        "neighbours": score.neighbours,
        "leads": score.leads,
        "others": score.others,
    }


def snippet_as_json(snippet: Snippet) -> JSON:
    """Return a passage with its marks as [start, end] pairs."""
    return {"text": snippet.text, "marks": [list(mark) for mark in snippet.marks], "where": snippet.where}


def notice_as_json(notice: Notice) -> JSON:
    """Return a notice in English and Arabic."""
    return {"code": notice.code, "message": notice.message, "message_ar": notice.message_ar}


def suggestion_as_json(suggestion: Suggestion) -> JSON:
    """Return something that continues what was typed; `key` is of the article whose headline it is, else null."""
    return {
        "kind": suggestion.kind,
        "text": suggestion.text,
        "count": suggestion.count,
        "key": suggestion.key or None,
    }


def remedy_as_json(remedy: Remedy) -> JSON:
    """Return a change to the request that finds something; `text` is the query then, `field`: `value` what changes."""
    return {
        "kind": remedy.kind,
        "text": remedy.text,
        "count": remedy.count,
        "field": remedy.field,
        "value": remedy.value,
        "drops_filters": remedy.drops_filters,
        "replaces": {"field": remedy.old_field, "value": remedy.old_value} if remedy.old_field else None,
    }


def query_word_as_json(word: QueryWord) -> JSON:
    """Return a word of a query: what it finds at each level, and the query that locks it there."""
    return word._asdict()


def error_as_json(error: SearchError) -> JSON:
    """Return an error for programs that read `--json`: code, both texts, the parameter at fault."""
    return {"code": error.code, "message": error.message, "message_ar": error.message_ar, "parameter": error.parameter}


_iso = lru_cache(maxsize=1 << 14)(dt.date.isoformat)
"""A facet of years has two thousand buckets, the same ones in every answer."""


def _distinct_dates(article: Article) -> list[tuple[dt.date, dt.date, str]]:
    return sorted({(mention.first, mention.last, mention.precision) for mention in article.dates})


def _mentioned(first: dt.date, last: dt.date, precision: str) -> JSON:
    return {"first": first.isoformat(), "last": last.isoformat(), "precision": precision}


__all__ = [
    "article_as_json",
    "article_head_as_json",
    "changes_as_json",
    "error_as_json",
    "explained_word_as_json",
    "explanation_as_json",
    "facet_as_json",
    "filters_as_json",
    "hit_as_json",
    "notice_as_json",
    "query_word_as_json",
    "remedy_as_json",
    "results_as_json",
    "snippet_as_json",
    "story_as_json",
    "suggestion_as_json",
    "versions_as_json",
]
