"""What a page says of itself in machine-readable form: JSON-LD first, then `article:`/`og:` and other meta elements.

Not for: what can only be guessed from the visible page (`html` asks trafilatura for that).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from indexer.readers.html_text import Element, inline_text

_ARTICLE_TYPE = re.compile(r"(News|Report|Analysis|Opinion|Review|Background)?\w*Article|BlogPosting|Report", re.I)
# Old pages put line breaks and raw tabs into JSON-LD strings, or wrap it in CDATA.
_CDATA = re.compile(r"^\s*(//)?\s*<!\[CDATA\[|(//)?\s*\]\]>\s*$")

_META = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title"),
    "published": (
        *("article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date"),
        *("dc.date", "dc.date.issued", "dcterms.date", "dcterms.created", "pubdate", "publishdate", "publish-date"),
        *("publish_date", "date", "cxenseparse:recs:publishtime"),
    ),
    "author": ("author", "article:author_name", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author"),
    "source": ("og:site_name", "application-name", "dc.publisher", "publisher"),
    "url": ("og:url",),
    "description": ("og:description", "description", "twitter:description"),
    "section": ("article:section",),
}


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page's statements about its article; each may be missing."""

    title: str | None = None
    published: str | None = None
    author: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    description: str | None = None
    section: str | None = None
    body: str | None = None


def read_facts(page: Element) -> PageFacts:
    """Return what the page states, JSON-LD before meta elements before marked-up elements."""
    stated = _json_ld_facts(page)
    named = _meta_values(page)
    for field, names in _META.items():
        for name in names:
            stated.setdefault(field, named.get(name, ""))
            if not stated[field]:
                del stated[field]
    for field, path in (
        ("url", '//link[@rel="canonical"]/@href'),
        ("published", '//*[@itemprop="datePublished"]/@content | //*[@itemprop="datePublished"]/@datetime'),
        ("published", "//article//time/@datetime | //time[@pubdate]/@datetime"),
        ("language", "/html/@lang"),
    ):
        found = [str(value).strip() for value in page.xpath(path)]
        if found and found[0]:
            stated.setdefault(field, found[0])
    return PageFacts(**stated)


def _meta_values(page: Element) -> dict[str, str]:
    values: dict[str, str] = {}
    for element in page.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = (element.get("content") or "").strip()
        # `article:author` holds a profile's address as often as a name.
        if content:
            values.setdefault(name.strip().lower(), content)
    author = values.get("article:author", "")
    if author and "://" not in author:
        values.setdefault("article:author_name", author)
    return values


def _json_ld_facts(page: Element) -> dict[str, str]:
    for element in page.xpath('//script[contains(translate(@type, "JSONLD+", "jsonld+"), "ld+json")]'):
        try:
            data = json.loads(_CDATA.sub("", element.text or ""), strict=False)
        except (ValueError, RecursionError):
            continue  # The page's other statements remain.
        for node in _iter_nodes(data):
            if _is_article(node):
                facts = {
                    "title": _name(node.get("headline") or node.get("name")),
                    "published": _name(node.get("datePublished") or node.get("dateCreated")),
                    "author": _name(node.get("author") or node.get("creator")),
                    "source": _name(node.get("publisher")),
                    "url": _address(node.get("url")) or _address(node.get("mainEntityOfPage")),
                    "language": _name(node.get("inLanguage")),
                    "section": _name(node.get("articleSection")),
                    "body": _name(node.get("articleBody")),
                }
                return {field: value for field, value in facts.items() if value}
    return {}


def _iter_nodes(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for each in data:
            yield from _iter_nodes(each)
    elif isinstance(data, dict):
        yield data
        yield from _iter_nodes(data.get("@graph"))
        yield from _iter_nodes(data.get("mainEntity"))


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    return any(_ARTICLE_TYPE.fullmatch(str(each)) for each in (types if isinstance(types, list) else [types]))


def _name(value: Any) -> str:
    if isinstance(value, str):
        return _plain(value)
    if isinstance(value, list):
        return "، ".join(name for name in map(_name, value) if name)
    if isinstance(value, dict):
        return _name(value.get("name") or value.get("alternateName") or value.get("@value"))
    return ""


def _address(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value.strip() if isinstance(value, str) and "://" in value else ""


def _plain(text: str) -> str:
    """Decode the entities that many systems leave in JSON-LD (`&quot;`), which are no part of a headline."""
    if "&" not in text:
        return text.strip()
    return unescape(text).strip()


def first_heading(page: Element) -> str:
    """Return the page's headline as it is seen: its first `h1`."""
    return next((text for text in map(inline_text, page.iter("h1")) if text), "")
