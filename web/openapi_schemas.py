"""The shapes of the API's answers as JSON Schema; `search.json_shapes` writes them, the tests compare both."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

STRING: Schema = {"type": "string"}
INTEGER: Schema = {"type": "integer"}
COUNT: Schema = {"type": "integer", "minimum": 0}
BOOLEAN: Schema = {"type": "boolean"}
DATE: Schema = {"type": "string", "format": "date"}


def ref(name: str) -> Schema:
    """Return a reference to a schema of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def array_of(items: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": items}


def object_of(properties: dict[str, Schema], description: str = "") -> Schema:
    """Return the schema of an object that has exactly these members."""
    schema: Schema = {
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }
    return {"description": description, **schema} if description else schema


def _or_null(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"], "null"]}


_MARK: Schema = {
    **array_of(COUNT),
    "minItems": 2,
    "maxItems": 2,
    "description": "First code point and the one after the last.",
}
_PUBLISHED = {**_or_null(STRING), "description": "ISO date or datetime of publication, or null where it is not known."}

_HEAD: dict[str, Schema] = {
    "key": {**STRING, "description": "Stable, URL-safe."},
    "title": STRING,
    "url": _or_null(STRING),
    "source": _or_null(STRING),
    "author": _or_null(STRING),
    "published": _PUBLISHED,
    "demo": {**BOOLEAN, "description": "Text written for demonstration."},
    "people": array_of(STRING),
    "places": array_of(STRING),
    "countries": {**array_of(STRING), "description": "Of the places named."},
    "organisations": array_of(STRING),
    "speakers": {**array_of(STRING), "description": "Who is quoted or reported."},
    "agencies": {**array_of(STRING), "description": "The news agencies that the article credits."},
    "dateline": {**_or_null(STRING), "description": "The place it was filed from."},
    "reporting": {"enum": ["own", "wire", ""], "description": "By its own reporter, by an agency, or not told."},
    "mentioned_dates": array_of(ref("MentionedDate")),
}
_MENTION: dict[str, Schema] = {
    "where": {"enum": ["title", "text"]},
    "start": COUNT,
    "end": COUNT,
    "text": {**STRING, "description": "The words as written: the title or text from start to end."},
}

SCHEMAS: dict[str, Schema] = {
    "SearchResults": object_of(
        {
            "query": ref("UnderstoodQuery"),
            "total": {**COUNT, "description": "Articles found, whether stories are collapsed or not."},
            "stories": {
                **_or_null(COUNT),
                "description": "How many stories they tell, which is how many hits all pages have, where "
                "stories are collapsed; else null.",
            },
            "took_ms": {"type": "number", "minimum": 0},
            "generation": {**INTEGER, "description": "Grows with every commit to the index."},
            "hits": array_of(ref("Hit")),
            "facets": {
                "type": "object",
                "additionalProperties": {"anyOf": [ref("TermFacet"), ref("DateFacet")]},
            },
            "offset": {**COUNT, "description": "How many hits stand before this page."},
            "next": {
                **_or_null(STRING),
                "description": "The value of `after` for the following page; null on the last.",
            },
            "previous": {
                **_or_null(STRING),
                "description": "The value of `after` for the page before; null on the first page and on the second, "
                "whose page before has none.",
            },
            "notices": array_of(ref("Notice")),
            "suggestions": {
                **array_of(ref("Remedy")),
                "description": "Where nothing was found, or a word is not in the archive: other searches that find "
                "something. None of them was carried out.",
            },
        }
    ),
    "UnderstoodQuery": object_of(
        {
            "text": STRING,
            "canonical": {**STRING, "description": "The query spelled canonically; typed, it is read the same."},
            "understood": {**STRING, "description": "The query as it was read."},
            "tree": {
                "type": ["object", "null"],
                "description": "What was read, as a tree of nodes with a kind; null where nothing was asked.",
            },
            "level": {"enum": ["exact", "folded", "stem", "root"]},
            "match": {"enum": ["all", "any"], "description": "The mode carried out."},
            "sort": {"enum": ["relevance", "newest", "oldest"]},
            "collapse": {"enum": ["story", None]},
            "filters": {
                "type": "object",
                "description": "The filters under their names in the URL; dates as first and last day.",
                "additionalProperties": {"anyOf": [array_of(STRING), DATE, STRING]},
            },
            "synonyms": {
                **array_of(object_of({"written": STRING, "others": array_of(STRING)})),
                "description": "Other names of the same that were searched for beside words of the query.",
            },
        }
    ),
    "Hit": object_of(
        {
            **_HEAD,
            "score": {"type": "number", "description": "Higher is better; 0 where nothing was ranked."},
            "title_marks": array_of(_MARK),
            "snippets": array_of(ref("Snippet")),
            "story": {"anyOf": [ref("Story"), {"type": "null"}]},
            "matches": {
                **array_of(ref("WordMatch")),
                "description": "Why it was found: each single word of the query that it has.",
            },
        }
    ),
    "WordMatch": object_of(
        {
            "word": STRING,
            "level": {"enum": ["exact", "folded", "stem", "synonym", "root"]},
            "forms": {**array_of(STRING), "description": "Words of the article, without marks."},
        },
        "The nearest level at which an article has a word of the query.",
    ),
    "Story": object_of(
        {
            "id": {**STRING, "description": "Key of its earliest article; what `story` takes, as any other key of it."},
            "articles": COUNT,
            "sources": COUNT,
        },
        "Articles that tell one report in nearly the same words, counted over the whole archive.",
    ),
    "Versions": object_of(
        {
            "story": ref("Story"),
            "versions": array_of(
                object_of(
                    {
                        "key": STRING,
                        "title": STRING,
                        "url": _or_null(STRING),
                        "source": _or_null(STRING),
                        "published": _PUBLISHED,
                        "similarity": {
                            "type": "number",
                            "description": "0 to 1: the estimated share of three-word sequences in common.",
                        },
                    }
                )
            ),
            "with": {**_or_null(STRING), "description": "Key of the article compared with."},
            "title_changes": {"anyOf": [array_of(ref("Change")), {"type": "null"}]},
            "text_changes": {"anyOf": [array_of(ref("Change")), {"type": "null"}]},
        },
        "In the order of publication. The changes lead from the article compared with to the one asked for.",
    ),
    "Change": object_of({"kind": {"enum": ["same", "removed", "added"]}, "text": STRING}),
    "Snippet": object_of(
        {"text": STRING, "marks": array_of(_MARK), "where": {"enum": ["title", "text", "caption"]}},
        "A passage of the original text with its marked words.",
    ),
    "MentionedDate": object_of({"first": DATE, "last": DATE, "precision": STRING}),
    "Article": object_of(
        {
            **_HEAD,
            "text": STRING,
            "captions": array_of(STRING),
            "boilerplate": array_of(STRING),
            "published_evidence": STRING,
            "published_confidence": {"type": "number", "minimum": 0, "maximum": 1},
            "byline_evidence": STRING,
            "fetched": _or_null(STRING),
            "language": _or_null(STRING),
            "origin": STRING,
            "metadata": {"type": "object", "additionalProperties": STRING},
            "content_hash": STRING,
            "entities": array_of(ref("Entity")),
            "dates": array_of(ref("DateMention")),
            "quotations": array_of(ref("Quotation")),
        }
    ),
    "Entity": object_of(
        {
            **_MENTION,
            "kind": {"enum": ["person", "place", "organisation"]},
            "name": {**STRING, "description": "Canonical name: the value of the facet."},
            "evidence": STRING,
        }
    ),
    "DateMention": object_of(
        {**_MENTION, "first": DATE, "last": DATE, "precision": STRING, "evidence": STRING, "calendar": STRING}
    ),
    "Quotation": object_of(
        {
            **_MENTION,
            "speaker": {**STRING, "description": "Canonical name: the value of the facet."},
            "speaker_start": COUNT,
            "speaker_end": COUNT,
            "verb": STRING,
            "kind": {"enum": ["direct", "reported"]},
            "evidence": STRING,
        }
    ),
    "Contrast": object_of(
        {
            "value": STRING,
            "count": {**COUNT, "description": "Articles among the results that have it."},
            "others": {**COUNT, "description": "Articles that have it among what they are compared with."},
            "lift": {"type": "number", "description": "Its share of the results over its share of both together."},
            "score": {"type": "number", "description": "The z-score of the log-odds ratio, by which it is ranked."},
        },
        "A value or word that some results have more often than others.",
    ),
    "EntityPage": object_of(
        {
            "kind": STRING,
            "name": {**STRING, "description": "Canonical name."},
            "articles": COUNT,
            "timeline": ref("DateFacet"),
            "sources": ref("TermFacet"),
            "with": {"type": "object", "additionalProperties": array_of(ref("Contrast"))},
            "merged": {**array_of(STRING), "description": "Values that are shown under the name."},
            "written": array_of(object_of({"text": STRING, "count": COUNT})),
            "read": {**COUNT, "description": "Newest articles in which `written` was counted."},
            "quotations": array_of(
                object_of(
                    {
                        "article": STRING,
                        "published": _PUBLISHED,
                        "source": _or_null(STRING),
                        "text": STRING,
                        "verb": STRING,
                        "kind": {"enum": ["direct", "reported"]},
                    }
                )
            ),
        }
    ),
    "Comparison": object_of(
        {
            "by": {
                **_or_null(STRING),
                "description": "`q`, or the facet whose values are compared; null for one search.",
            },
            "scale": {"enum": ["count", "share"], "description": "What the page draws; the numbers are the same."},
            "series": array_of(
                object_of(
                    {
                        "label": STRING,
                        "articles": COUNT,
                        "timeline": ref("DateFacet"),
                        "volume": {
                            **ref("DateFacet"),
                            "description": "All articles of its sources, or of the archive, by the same buckets: "
                            "what its share is a share of.",
                        },
                        "words": array_of(ref("Contrast")),
                        "sampled": {**COUNT, "description": "First articles in which `words` were counted."},
                        "names": {"type": "object", "additionalProperties": array_of(ref("Contrast"))},
                    }
                )
            ),
        },
        "All timelines have the same buckets.",
    ),
    "Concordance": object_of(
        {
            "by": {"enum": ["article", "before", "after"]},
            "articles": {**COUNT, "description": "Articles that the search finds."},
            "skipped": COUNT,
            "read": {**COUNT, "description": "Articles that were read for these rows."},
            "found": {**COUNT, "description": "Occurrences in the articles read."},
            "hidden": {**COUNT, "description": "Further occurrences, in articles that have more than a thousand."},
            "rows": array_of(
                object_of(
                    {
                        "key": STRING,
                        "title": STRING,
                        "source": _or_null(STRING),
                        "published": _PUBLISHED,
                        "where": {"enum": ["title", "text", "caption"]},
                        "part": {**COUNT, "description": "Which caption."},
                        "start": COUNT,
                        "end": COUNT,
                        "before": STRING,
                        "keyword": STRING,
                        "after": STRING,
                    }
                )
            ),
            "next": {"anyOf": [object_of({"skip": COUNT, "row": COUNT}), {"type": "null"}]},
            "notices": array_of(ref("Notice")),
        }
    ),
    "Neighbours": object_of(
        {
            "place": {**_or_null(COUNT), "description": "From 1; null where the article is no hit."},
            "total": _or_null(COUNT),
            "previous": _or_null(STRING),
            "next": _or_null(STRING),
        }
    ),
    "TermFacet": object_of(
        {
            "values": array_of(ref("FacetValue")),
            "distinct": {**COUNT, "description": "How many values the hits have."},
            "truncated": BOOLEAN,
        }
    ),
    "FacetValue": object_of(
        {
            "value": {**STRING, "description": "What the URL takes."},
            "label": STRING,
            "count": {**COUNT, "description": "The hits if this value alone were selected in its facet."},
            "selected": BOOLEAN,
            "required": BOOLEAN,
            "excluded": BOOLEAN,
        }
    ),
    "ValueList": object_of(
        {
            "values": {
                **array_of(ref("ListedValue")),
                "description": "Those that the search names, on every page, and then the page of the others.",
            },
            "distinct": {**COUNT, "description": "How many values the hits have that fit `prefix`."},
            "truncated": BOOLEAN,
            "sort": {"enum": ["count", "alphabet", "distinctive"]},
            "next": {"type": ["integer", "null"], "description": "The value of `after` for the following page."},
            "headings": {
                **array_of(object_of({"letter": STRING, "place": COUNT, "values": COUNT})),
                "description": "Of the alphabetical order: where each letter begins, as a value of `after`; "
                "0 for digits, A for other scripts.",
            },
            "articles": {**COUNT, "description": "Articles that were counted."},
            "archive": {**COUNT, "description": "All articles."},
            "by_sound": {**BOOLEAN, "description": "Latin letters of `prefix` found Arabic names by their sound."},
        }
    ),
    "ListedValue": object_of(
        {
            "value": {**STRING, "description": "What the URL takes."},
            "label": STRING,
            "count": {**COUNT, "description": "The hits if this value alone were selected in its facet."},
            "selected": BOOLEAN,
            "required": BOOLEAN,
            "excluded": BOOLEAN,
            "archive": {"type": ["integer", "null"], "description": "Articles of the archive; null if it is selected."},
            "score": {
                "type": ["number", "null"],
                "description": "z-score of the log-odds ratio with a prior; null in other orders.",
            },
        }
    ),
    "DateFacet": object_of(
        {
            "interval": {"enum": ["year", "month", "day"]},
            "buckets": array_of(object_of({"start": DATE, "end": DATE, "count": COUNT})),
            "missing": {**COUNT, "description": "Hits without a date."},
        }
    ),
    "Notice": object_of(
        {"code": STRING, "message": STRING, "message_ar": STRING}, "Something the engine did to the query or left out."
    ),
    "Suggestion": object_of(
        {
            "kind": {**STRING, "description": "A facet of names (person …), title or word."},
            "text": STRING,
            "count": COUNT,
            "key": {**_or_null(STRING), "description": "Of the article whose headline it is."},
            "href": {**STRING, "description": "Where it leads on this site."},
        }
    ),
    "Remedy": object_of(
        {
            "kind": {
                "enum": [
                    *("keyboard", "latin", "spelling", "words", "level", "match"),
                    *("without_filter", "wider_dates", "without_filters", "without_word", "filter_value"),
                ]
            },
            "text": {**STRING, "description": "The query then."},
            "count": {**COUNT, "description": "The articles that it finds."},
            "field": {**STRING, "description": "level, match, story or a facet, where that changes; else empty."},
            "value": {
                **STRING,
                "description": "Its new value; the value taken off a facet, or put into it; a new range of dates "
                "(2020-01-01..2021-12-31, empty for any); of other kinds the words changed.",
            },
            "drops_filters": {"type": "boolean", "description": "Whether all filters, dates and the story go, too."},
            "replaces": {
                **object_of({"field": STRING, "value": STRING}, "Of filter_value: the value that goes, and its facet."),
                "type": ["object", "null"],
            },
        },
        "A change to the request.",
    ),
    "Understood": object_of(
        {
            "words": array_of(
                object_of(
                    {
                        "form": STRING,
                        "start": COUNT,
                        "end": COUNT,
                        "level": {"enum": ["exact", "folded", "stem", "root"]},
                        "locked": {**BOOLEAN, "description": "Whether the query itself says the level."},
                        "counts": {"type": "object", "additionalProperties": COUNT},
                        "locks": {
                            "type": "object",
                            "description": "For each level the query with the word locked at it; for the empty name "
                            "the query without the lock.",
                            "additionalProperties": STRING,
                        },
                    }
                )
            ),
            "count": {**COUNT, "description": "How many such words the query has; the first eight are listed."},
        },
        "The single words of a query and what each finds at each level in the whole archive, whatever the filters.",
    ),
    "Similar": object_of({"hits": array_of(ref("Hit"))}),
    "Suggestions": object_of({"suggestions": array_of(ref("Suggestion"))}),
    "Explanation": {
        "type": "object",
        "description": "Tokens at every level, dates and entities of the text; for each of its words the families of "
        "every level in the archive and the articles that a search at each level finds; how the text is read as a "
        "query, and the score of an article asked for.",
    },
    "Problem": object_of(
        {
            "type": {**STRING, "format": "uri"},
            "title": STRING,
            "status": INTEGER,
            "detail": STRING,
            "code": {**STRING, "description": "Stable; for programs."},
            "parameter": {**_or_null(STRING), "description": "The parameter at fault."},
            "title_ar": STRING,
            "detail_ar": STRING,
        },
        "An error (RFC 9457) in English and Arabic.",
    ),
}
