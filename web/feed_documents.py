"""Feeds as XML: Atom (RFC 4287) and RSS 2.0 with Dublin Core. Free of Flask; what is in a feed is `web.feeds`.

Texts come as they are and leave as plain text: lines without control characters, escaped by the writer of XML; RSS
descriptions, which readers take for HTML, escaped once more.
"""

from __future__ import annotations

import datetime as dt
import html
from dataclasses import dataclass
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from search.citations import one_line

ATOM_NAMESPACE = "http://www.w3.org/2005/Atom"
DC_NAMESPACE = "http://purl.org/dc/elements/1.1/"
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An article in a feed. id: the same wherever and whenever it is asked for. via: its own address, maybe "".

    published: None where the article is undated. categories: (facet, value) pairs.
    """

    id: str
    url: str
    via: str
    title: str
    summary: str
    author: str
    source: str
    published: dt.datetime | None
    updated: dt.datetime
    categories: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """A search as a feed. page: its address for readers; self: of the feed itself; next: of the feed's next page."""

    id: str
    title: str
    subtitle: str
    language: str
    page: str
    self: str
    next: str
    publisher: str
    version: str
    entries: tuple[FeedEntry, ...]

    @property
    def updated(self) -> dt.datetime:
        """Return the moment of the newest entry; of an empty feed the epoch, so that it stays the same."""
        return max((entry.updated for entry in self.entries), default=EPOCH)


def moment_of(text: str | None) -> dt.datetime | None:
    """Return a date or datetime as ISO 8601 writes it, with an offset (UTC where it names none), or None."""
    if not text:
        return None
    for written in (text, text[:10]):
        try:
            found = dt.datetime.fromisoformat(written)
        except ValueError:
            continue
        offset = found.utcoffset()
        whole = offset is not None and not offset % dt.timedelta(minutes=1)
        return found.replace(microsecond=0) if whole else found.replace(tzinfo=dt.UTC, microsecond=0)
    return None


def atom_document(feed: Feed) -> bytes:
    """Return the feed as Atom, in UTF-8."""
    root = ET.Element("feed", {"xmlns": ATOM_NAMESPACE, "xml:lang": feed.language})
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", feed.updated.isoformat())
    _add(root, "generator", feed.publisher, version=feed.version)
    _add(_add(root, "author"), "name", feed.publisher)
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.self)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page)
    if feed.next:
        _add(root, "link", rel="next", type="application/atom+xml", href=feed.next)
    for entry in feed.entries:
        _add_atom_entry(root, entry)
    return _written(root)


def rss_document(feed: Feed) -> bytes:
    """Return the feed as RSS 2.0, in UTF-8."""
    root = ET.Element("rss", {"version": "2.0", "xmlns:atom": ATOM_NAMESPACE, "xmlns:dc": DC_NAMESPACE})
    channel = _add(root, "channel")
    _add(channel, "title", feed.title)
    _add(channel, "link", feed.page)
    _add(channel, "description", feed.subtitle)
    _add(channel, "language", feed.language)
    _add(channel, "lastBuildDate", format_datetime(feed.updated))
    _add(channel, "generator", f"{feed.publisher} {feed.version}")
    _add(channel, "atom:link", rel="self", type="application/rss+xml", href=feed.self)
    if feed.next:
        _add(channel, "atom:link", rel="next", type="application/rss+xml", href=feed.next)
    for entry in feed.entries:
        _add_rss_item(channel, entry)
    return _written(root)


def _add_atom_entry(root: ET.Element, entry: FeedEntry) -> None:
    element = _add(root, "entry")
    _add(element, "id", entry.id)
    _add(element, "title", entry.title, type="text")
    _add(element, "updated", entry.updated.isoformat())
    if entry.published:
        _add(element, "published", entry.published.isoformat())
    if entry.author or entry.source:
        _add(_add(element, "author"), "name", entry.author or entry.source)
    _add(element, "link", rel="alternate", type="text/html", href=entry.url)
    if entry.via:
        _add(element, "link", rel="via", href=entry.via)
    for facet, value in entry.categories:
        _add(element, "category", term=value, scheme=f"urn:fihris:facet:{facet}")
    _add(element, "summary", entry.summary, type="text")
    if entry.source:
        _add(_add(element, "source"), "title", entry.source)


def _add_rss_item(channel: ET.Element, entry: FeedEntry) -> None:
    element = _add(channel, "item")
    _add(element, "title", entry.title)
    _add(element, "link", entry.url)
    _add(element, "guid", entry.id, isPermaLink="false")
    if entry.published:
        _add(element, "pubDate", format_datetime(entry.published))
    if entry.author:
        _add(element, "dc:creator", entry.author)
    if entry.source:
        _add(element, "dc:publisher", entry.source)
    if entry.via:
        _add(element, "dc:source", entry.via)
    for facet, value in entry.categories:
        _add(element, "category", value, domain=f"urn:fihris:facet:{facet}")
    _add(element, "description", html.escape(one_line(entry.summary), quote=False))


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """Add an element with a text; both the text and the attributes become lines that XML can hold."""
    element = ET.SubElement(parent, name, {key: one_line(value) for key, value in attributes.items()})
    if text:
        element.text = one_line(text)
    return element


def _written(root: ET.Element) -> bytes:
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
