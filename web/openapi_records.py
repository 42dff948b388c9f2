"""The shape of a search record as JSON Schema; `search.record` writes it, the tests compare both."""

from __future__ import annotations

from web.openapi_schemas import COUNT, DATE, INTEGER, STRING, Schema, array_of, object_of, ref

STRING_OR_NULL: Schema = {"type": ["string", "null"]}

RECORD_SCHEMAS: dict[str, Schema] = {
    "Record": object_of(
        {
            "format": {"const": "fihris-record/1"},
            "program": object_of({"name": STRING, "version": STRING}),
            "taken": {"type": "string", "format": "date-time"},
            "url": {**STRING, "description": "The search in one spelling; absolute where the site knows its address."},
            "query": ref("UnderstoodQuery"),
            "index": object_of(
                {
                    "generation": INTEGER,
                    "articles": {**COUNT, "description": "In the whole archive."},
                    "names": {**STRING, "description": "Version of the merged names; empty where there are none."},
                }
            ),
            "total": COUNT,
            "stories": {**COUNT, "type": ["integer", "null"]},
            "listed": {**COUNT, "description": "The length of `articles`."},
            "facets": {
                "type": "object",
                "additionalProperties": {
                    "anyOf": [
                        object_of(
                            {
                                "distinct": COUNT,
                                "values": array_of(object_of({"value": STRING, "count": COUNT})),
                            }
                        ),
                        object_of(
                            {
                                "interval": {"enum": ["year", "month", "day"]},
                                "periods": array_of(object_of({"start": DATE, "end": DATE, "count": COUNT})),
                                "missing": COUNT,
                            }
                        ),
                    ]
                },
            },
            "notices": array_of(ref("Notice")),
            "digest": {
                **STRING,
                "description": "`sha256:` and the hash of the lines `key content_hash`, sorted, each with a line feed.",
            },
            "articles": array_of(
                object_of(
                    {
                        "key": STRING,
                        "content_hash": STRING,
                        "text_hash": {**STRING, "description": "Of title, text and captions alone."},
                        "title": STRING,
                        "source": STRING_OR_NULL,
                        "published": STRING_OR_NULL,
                        "published_evidence": STRING,
                        "published_confidence": {"type": "number", "minimum": 0, "maximum": 1},
                        "url": STRING_OR_NULL,
                    }
                )
            ),
        },
        "A search as it was answered at a moment; `fihris rerun` compares it with a later answer.",
    ),
}
