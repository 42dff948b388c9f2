"""From a record's field names to RawArticle: one table of what people call title, text, date and author.

Every value comes out as text, uninterpreted. A field that the table does not know is kept in `metadata`,
and so is a second field for the same thing. A body stays as it is, character references such as `&quot;` included:
only one with block markup (`</p>`, `<br>`) is a piece of a page and goes through the page's parser. References in
title, author and source are decoded; the words as read are kept in `metadata` (`references`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from indexer.keys import FIHRIS_KEY
from indexer.readers.html_text import fragment_text, has_markup
from indexer.readers.references import decode_fields
from indexer.records import RawArticle

# In order of preference. Names are compared without case, spaces, `_`, `-`, `.` and the article ال.
_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline", "heading", "عنوان", "عنوان الخبر", "عنوان المقال"),
    "body": (
        *("text", "content", "body", "article", "articlebody", "article_text", "full_text", "main_text", "maintext"),
        *("content_text", "raw_text", "story", "content_html", "html_content", "content_encoded"),
        *("نص", "نص الخبر", "نص المقال", "محتوى", "متن", "خبر", "مقال"),
        # What remains of an article whose feed gives no more of it.
        *("description", "summary", "abstract", "excerpt", "snippet", "ملخص", "وصف"),
    ),
    "published": (
        *("published", "published_at", "date_published", "published_date", "publication_date", "publish_date"),
        *("published_time", "publish_time", "pub_date", "issued", "date", "datetime", "created_at", "created"),
        *("تاريخ", "تاريخ النشر", "نشر في", "تاريخ الخبر"),
    ),
    "fetched": (
        *("fetched", "fetched_at", "date_extracted", "extracted_at", "crawled_at", "crawl_date", "date_crawl"),
        *("date_crawled", "scraped_at", "date_scraped", "retrieved", "retrieved_at", "download_date"),
        *("date_download", "accessed", "تاريخ الجلب", "تاريخ الاستخراج"),
    ),
    "author": ("author", "authors", "byline", "creator", "dc:creator", "writer", "كاتب", "كتاب", "مؤلف", "محرر"),
    "source": (
        *("source", "source_name", "publisher", "outlet", "newspaper", "site", "site_name", "sitename", "website"),
        *("مصدر", "صحيفة", "جريدة", "موقع", "ناشر"),
    ),
    "url": ("url", "link", "canonical_url", "source_url", "permalink", "href", "web_url", "رابط", "رابط الخبر"),
    "language": ("language", "lang", "language_code", "لغة"),
    "captions": ("captions", "caption", "image_caption", "شرح الصورة"),
    "boilerplate": ("boilerplate",),
}

# What Fihris extracts itself; in a record that it exported these are results, not data.
_DERIVED = frozenset(
    (
        *("key", "people", "places", "organisations", "entities", "dates", "mentioned_dates"),
        *("countries", "speakers", "quotations", "agencies", "dateline", "reporting", "byline_evidence"),
        *("published_evidence", "published_confidence", "origin", "score", "snippets"),
    )
)
_WRAPPED = ("_source", "article", "attributes", "fields")
_TEXT_OF_OBJECT = ("rendered", "name", "title", "value", "#text", "$t", "@value", "href", "url")
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


def _plain_name(name: str) -> str:
    return re.sub(r"[\s_\-.]+", "", name.strip().casefold()).removeprefix("ال")


_FIELD_OF_NAME = {
    _plain_name(name): (field, rank) for field, names in _NAMES.items() for rank, name in enumerate(names)
}


def known_field(name: str) -> str | None:
    """Return the field of RawArticle that a column or key of this name fills, or None."""
    found = _FIELD_OF_NAME.get(_plain_name(name))
    return found[0] if found else None


def raw_article_from_record(
    record: Mapping[str, Any], origin: str, default_source: str | None = None
) -> RawArticle | None:
    """Return the article a record describes, or None where it has neither title nor text."""
    record = _unwrap(record)
    chosen = _choose_fields(record)
    values = {field: _as_text(record[name]) for field, name in chosen.items()}
    title, body = values.get("title", ""), values.get("body", "")
    if not title.strip() and not body.strip():
        return None
    (title, body), repaired = _repair((title, body))
    if has_markup(body):
        body = fragment_text(body)
    rest: dict[str, str] = {}
    exported = _is_export(record)
    for name, value in record.items():
        if name in chosen.values() or (exported and name in _DERIVED):
            continue
        if name == "metadata" and isinstance(value, dict):
            rest.update({str(inner): _as_metadata(each) for inner, each in value.items()})
        elif value not in (None, "", [], {}):
            rest[name] = _as_metadata(value)
    if repaired:
        rest["replaced_half_characters"] = str(repaired)
    # An author field that was a byline («واس - الرياض») is read once more as it was given.
    author = (rest.pop("author_as_given", None) if exported else None) or values.get("author")
    shown, as_read = decode_fields({"title": title, "author": _clean(author), "source": _clean(values.get("source"))})
    rest.update(as_read)
    return RawArticle(
        origin=origin,
        title=shown["title"] or "",
        body=body,
        url=_clean(values.get("url")),
        published=_clean(values.get("published")),
        fetched=_clean(values.get("fetched")),
        language=_clean(values.get("language")),
        source=_clean(shown["source"]) or default_source,
        author=_clean(shown["author"]),
        captions=_as_parts(record.get(chosen.get("captions", ""))),
        boilerplate=_as_parts(record.get(chosen.get("boilerplate", ""))),
        key=record["key"] if exported and not values.get("url") else None,
        metadata={_repair((name,))[0][0]: _repair((value,))[0][0] for name, value in rest.items()},
    )


def _unwrap(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """Lift the fields of an article that its record holds one level down, as Elasticsearch's `_source`."""
    if any(known_field(str(name)) in ("title", "body") and not isinstance(record[name], dict) for name in record):
        return record
    for name in _WRAPPED:
        inner = record.get(name)
        if isinstance(inner, dict) and any(known_field(str(each)) in ("title", "body") for each in inner):
            return {**{other: value for other, value in record.items() if other != name}, **inner}
    return record


def _choose_fields(record: Mapping[str, Any]) -> dict[str, str]:
    """Return for each field of RawArticle the record's best name for it that holds something."""
    best: dict[str, tuple[int, str]] = {}
    for name, value in record.items():
        field, rank = _FIELD_OF_NAME.get(_plain_name(name), ("", 0))
        if field and _as_text(value).strip() and (field not in best or rank < best[field][0]):
            best[field] = (rank, name)
    return {field: name for field, (_, name) in best.items()}


def _as_text(value: Any) -> str:
    """Return what a reader would see of a value: lists joined by the Arabic comma, objects by their name."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, list):
        return "، ".join(text for text in map(_as_text, value) if text.strip())
    for name in _TEXT_OF_OBJECT:
        if isinstance(value, dict) and value.get(name):
            return _as_text(value[name])
    return ""


def _as_metadata(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _as_parts(value: Any) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else [value]
    return tuple(_repair((text,))[0][0] for text in map(_as_text, parts) if text.strip())


def _clean(value: str | None) -> str | None:
    text = _repair(((value or "").strip(),))[0][0]
    return text or None


def _is_export(record: Mapping[str, Any]) -> bool:
    """Return whether Fihris wrote this record: its key looks like no one else's."""
    key = record.get("key")
    return isinstance(key, str) and FIHRIS_KEY.fullmatch(key) is not None


def _repair(texts: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
    """Replace halves of surrogate pairs, which JSON can spell (`"\\ud83d"`) and no encoding can write."""
    counts = [_HALF_CHARACTER.subn("\ufffd", text) for text in texts]
    return tuple(text for text, _ in counts), sum(count for _, count in counts)
