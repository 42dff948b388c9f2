"""Article: the typed record that the indexer hands over and the engine returns.

Not for: raw, half-read records (`indexer.readers.RawArticle`) or hits (`search.results.Hit`).
Offsets are code points into the article's own `title`, `text` or caption, never into folded text.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from dataclasses import dataclass, field, fields
from typing import Any, Literal

EntityKind = Literal["person", "place", "organisation"]
Reporting = Literal["own", "wire", ""]
Precision = Literal["day", "week", "month", "quarter", "season", "half", "year", "decade", "century", "interval"]

FACET_ATTRIBUTES = {
    "person": "people",
    "place": "places",
    "country": "countries",
    "organisation": "organisations",
    "speaker": "speakers",
    "source": "source",
    "agency": "agencies",
    "author": "author",
    "dateline": "dateline",
}
"""Each terms facet and the attribute of an article that holds its values."""

SURE_ENOUGH = 0.5
"""A day of publication that is less sure, such as that of fetching, is about right only."""

KEY_PATTERN = re.compile(r"[A-Za-z0-9_-]{1,128}")
"""What an article's key may be: short and URL-safe."""


@dataclass(frozen=True, slots=True)
class EntityMention:
    """One place in the article where a person, place or organisation is named.

    where: "title" or "text". start, end: code points into it, so that it[start:end] == text, the
    words as written. name: the canonical name, the value of the facet. evidence: why, for a reader.
    """

    where: str
    start: int
    end: int
    text: str
    kind: EntityKind
    name: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class MentionedDate:
    """One place in the article where a date is named, with its first and last day (inclusive).

    calendar: "gregorian" or "hijri", the one the words count by; the days are Gregorian in either case.
    """

    where: str
    start: int
    end: int
    text: str
    first: dt.date
    last: dt.date
    precision: str
    evidence: str = ""
    calendar: str = "gregorian"


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody is reported to have said: it[start:end] == text, the words said, of `where` ("title" or "text").

    Neither quotation marks nor the أن or إن before them belong to it. speaker: the canonical name of a person or an
    organisation. speaker_start, speaker_end: where the same part names the speaker, by name, by office or by a
    verb alone. verb: the reporting words as written. kind: "direct" (between marks) or "reported".
    """

    where: str
    start: int
    end: int
    text: str
    speaker: str
    speaker_start: int
    speaker_end: int
    verb: str
    kind: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A news article as it is indexed, stored and shown.

    key: stable external id (`KEY_PATTERN`). text: the searchable body, byte for byte as it was read.
    captions: captions of pictures, searchable beside the text. boilerplate: what the page copied
    into the text (share buttons, related links, appeals); kept, never searched.
    published: ISO date or datetime as the source gave it, or the inferred ISO date, or None;
    published_evidence says which, published_confidence (0 to 1) how sure it is. fetched: when a crawler took
    the page. demo: text written for demonstration, marked so on the page. metadata: further fields of the
    source, as strings. author: of the metadata, else of the byline. agencies: the news agencies it credits.
    dateline: the place it was filed from. reporting: "wire" where it credits an agency, "own" where it shows
    its own reporter, else "". byline_evidence: why author, agencies, dateline and reporting are what they are.
    countries: those of its places. speakers: those of its quotations.
    """

    key: str
    title: str = ""
    text: str = ""
    url: str | None = None
    source: str | None = None
    author: str | None = None
    published: str | None = None
    published_evidence: str = ""
    published_confidence: float = 0.0
    fetched: str | None = None
    language: str | None = None
    captions: tuple[str, ...] = ()
    boilerplate: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    dateline: str | None = None
    reporting: Reporting = ""
    byline_evidence: str = ""
    entities: tuple[EntityMention, ...] = ()
    dates: tuple[MentionedDate, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    origin: str = ""
    demo: bool = False
    metadata: dict[str, str] = field(default_factory=dict)

    def published_day(self) -> dt.date | None:
        """Return the source's calendar day of publication, or None where the article is undated."""
        return dt.date.fromisoformat(self.published[:10]) if self.published else None

    def is_day_guessed(self) -> bool:
        """Return whether the day of publication is about right only; of 0 nothing is known."""
        return self.published is not None and 0 < self.published_confidence < SURE_ENOUGH

    def values(self, facet: str) -> tuple[str, ...]:
        """Return the values that a terms facet counts for the article, in the article's order."""
        found = getattr(self, FACET_ATTRIBUTES[facet])
        if isinstance(found, tuple):
            return found
        return (found,) if found else ()

    def content_hash(self) -> str:
        """Return 32 hex digits that change whenever anything but the time of fetching changes."""
        return pack_record(self)[1].hex()


def pack_record(article: Article) -> tuple[bytes, bytes]:
    """Return the article as UTF-8 JSON to be stored, and its content hash (16 bytes); written out once for both.

    The time of fetching does not count for the hash. Lone surrogates survive ("surrogatepass").
    """
    record = article_to_record(article)
    fetched = record.pop("fetched")
    packed = json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    stored = b'{"fetched": ' + json.dumps(fetched).encode() + b", " + packed[1:]
    return stored, hashlib.blake2b(packed, digest_size=16).digest()


def article_to_record(article: Article) -> dict[str, Any]:
    """Return the article as plain JSON values; `article_from_record` is the inverse."""
    record = {name: getattr(article, name) for name in _NAMES}
    for name in _LISTS:
        record[name] = list(record[name])
    record["metadata"] = dict(article.metadata)
    record["entities"] = [{name: getattr(mention, name) for name in _ENTITY_NAMES} for mention in article.entities]
    record["dates"] = [
        {
            **{name: getattr(mention, name) for name in _DATE_NAMES},
            "first": mention.first.isoformat(),
            "last": mention.last.isoformat(),
        }
        for mention in article.dates
    ]
    record["quotations"] = [{name: getattr(said, name) for name in _QUOTATION_NAMES} for said in article.quotations]
    return record


def article_from_record(record: dict[str, Any]) -> Article:
    """Return the article that `article_to_record` wrote."""
    values = dict(record)
    for name in _LISTS:
        values[name] = tuple(values[name])
    values["entities"] = tuple(EntityMention(**mention) for mention in values["entities"])
    values["dates"] = tuple(
        MentionedDate(
            **{
                **mention,
                "first": dt.date.fromisoformat(mention["first"]),
                "last": dt.date.fromisoformat(mention["last"]),
            }
        )
        for mention in values["dates"]
    )
    values["quotations"] = tuple(Quotation(**said) for said in values["quotations"])
    return Article(**values)


# dataclasses.asdict copies every value deeply, which costs more than the index spends on an article.
_NAMES = tuple(each.name for each in fields(Article))
_ENTITY_NAMES = tuple(each.name for each in fields(EntityMention))
_DATE_NAMES = tuple(each.name for each in fields(MentionedDate))
_QUOTATION_NAMES = tuple(each.name for each in fields(Quotation))
_LISTS = ("captions", "boilerplate", "people", "places", "countries", "organisations", "speakers", "agencies")
