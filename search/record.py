"""A search record: what a search found on a day, written so that it can be printed, kept, and compared later.

What belongs here: taking a record from an engine, its JSON, reading it back, what has changed since. Not for: HTML
(`web.presenters.record`), files and exit statuses (`commands.recording`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import importlib.metadata
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from search.article import Article
from search.engines.base import Engine
from search.errors import RequestError
from search.json_shapes import JSON, results_as_json
from search.request import SearchRequest
from search.results import DateFacet, Facet, Fingerprints, SearchResults, TermFacet

FORMAT = "fihris-record/1"
VALUES_LISTED = 10
"""Values of each facet that a record names, the most frequent; it says how many there are."""

ATTEMPTS = 10
"""A commit between two questions makes them anew; so many in a row do not happen."""


class RecordFormatError(RequestError):
    """A file is no search record, or not as it was written."""

    code = "record_unreadable"

    def __init__(self, reason: str, reason_ar: str) -> None:
        """Say what is wrong with it."""
        super().__init__(
            f"This is no search record as Fihris wrote it: {reason}. Take one with: fihris record QUERY --output FILE",
            f"ليس هذا سجل بحث كما كتبه فهرس: {reason_ar}. احفظ سجلًا بالأمر: fihris record QUERY --output FILE",
        )


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """A search as it was answered at a moment. url: its canonical address. taken: in UTC. version: of the program.

    archive: articles in the whole index. names: version of the merged names, "" where there are none.
    articles: the hits, to be read once.
    """

    url: str
    taken: dt.datetime
    version: str
    archive: int
    names: str
    request: SearchRequest
    results: SearchResults
    fingerprints: Fingerprints
    articles: Iterator[Article]

    def digest(self) -> str:
        """Return the digest of the hits, by which a printed record vouches for the file."""
        return digest_of(zip(self.fingerprints.keys, self.fingerprints.hashes, strict=True))


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """A record read back. hashes: the content hash of each hit by its key, in the order then.

    text_hashes, titles: by key, too.
    """

    url: str
    taken: str
    version: str
    generation: int
    match: str
    hashes: dict[str, str]
    text_hashes: dict[str, str]
    titles: dict[str, str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between a record and an answer of today: keys, in the order of the answer or else of the record.

    reordered: whether the hits that both have stand in another order; that alone is no difference.
    """

    added: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[str, ...]
    reordered: bool

    @property
    def is_same(self) -> bool:
        """Return whether today's answer has the same articles with the same content."""
        return not (self.added or self.gone or self.changed)


def program_version() -> str:
    """Return the version of the program that runs."""
    try:
        return importlib.metadata.version("fihris")
    except importlib.metadata.PackageNotFoundError:  # run from a folder that was never installed
        return "unknown"


def take_record(engine: Engine, request: SearchRequest, url: str, taken: dt.datetime | None = None) -> SearchRecord:
    """Return the record of every hit of a request, all of one commit. Raises as `Engine.search`."""
    request = replace(request, size=0, after=None)
    for _ in range(ATTEMPTS):
        results = engine.search(request)
        divided = engine.search(_binding(request))
        articles = engine.scan(request)
        fingerprints = engine.fingerprints(request)
        if fingerprints.generation == results.generation == divided.generation:
            break
    return SearchRecord(
        url,
        taken or dt.datetime.now(dt.UTC).replace(microsecond=0),
        program_version(),
        engine.search(SearchRequest(size=0, facets=())).total,
        engine.names().version,
        request,
        replace(results, facets={name: _of_hits(name, facet, request) for name, facet in divided.facets.items()}),
        fingerprints,
        articles,
    )


def _binding(request: SearchRequest) -> SearchRequest:
    """Return the request with each single choice of a facet required: the same hits, and the facet counts no others."""
    filters = tuple(
        replace(item, op="all") if item.op == "any" and len(item.values) == 1 else item for item in request.filters
    )
    return replace(request, filters=filters)


def _of_hits(name: str, facet: Facet, request: SearchRequest) -> Facet:
    """Return what a facet says of the hits of a request whose single choices are required."""
    if not isinstance(facet, TermFacet):
        return facet
    chosen = {value for item in request.filters if (item.field, item.op) == (name, "any") for value in item.values}
    return facet.of_hits(chosen_only=len(chosen) > 1)


def record_head(record: SearchRecord) -> JSON:
    """Return everything a record says but its articles."""
    answer = results_as_json(record.request, record.results)
    return {
        "format": FORMAT,
        "program": {"name": "fihris", "version": record.version},
        "taken": record.taken.isoformat(),
        "url": record.url,
        "query": answer["query"],
        "index": {
            "generation": record.fingerprints.generation,
            "articles": record.archive,
            "names": record.names,
        },
        "total": record.results.total,
        "stories": record.results.stories,
        "listed": len(record.fingerprints.keys),
        "facets": {name: _facet_totals(facet) for name, facet in record.results.facets.items()},
        "notices": answer["notices"],
        "digest": record.digest(),
    }


def iter_record_json(record: SearchRecord) -> Iterator[str]:
    """Yield the record as one JSON object, its articles one a line at its end, as they are read."""
    yield _json(record_head(record))[:-1] + ', "articles": ['
    separator = "\n"
    for row in iter_rows(record):
        yield separator + _json(row)
        separator = ",\n"
    yield "\n]}\n"


def iter_rows(record: SearchRecord) -> Iterator[JSON]:
    """Yield what a record says of each article: key and content hash, and by what a reader knows it again."""
    found = record.fingerprints
    for key, content_hash, article in zip(found.keys, found.hashes, record.articles, strict=False):
        yield {
            "key": key,
            "content_hash": content_hash,
            "text_hash": text_hash(article),
            "title": article.title,
            "source": article.source,
            "published": article.published,
            "published_evidence": article.published_evidence,
            "published_confidence": article.published_confidence,
            "url": article.url,
        }


def text_hash(article: Article) -> str:
    """Return 32 hex digits that change with the title, text or captions, not with what is known or found besides."""
    words = "\x00".join((article.title, article.text, *article.captions))
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def digest_of(hashes: Iterable[tuple[str, str]]) -> str:
    """Return `sha256:` and the hash of the lines "key content-hash", sorted: the same in whatever order they come."""
    lines = "".join(sorted(f"{key} {content_hash}\n" for key, content_hash in hashes))
    return "sha256:" + hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()


def read_record(text: str | bytes) -> KeptRecord:
    """Return the record that `iter_record_json` wrote. Raises RecordFormatError."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RecordFormatError("it is no JSON", "ليس JSON") from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise RecordFormatError(f'its "format" is not {FORMAT}', f"ليست صيغته {FORMAT}")
    try:
        names = ("key", "content_hash", "text_hash", "title")
        rows = [tuple(row[name] for name in names) for row in found["articles"]]
        kept = KeptRecord(
            found["url"],
            found["taken"],
            found["program"]["version"],
            found["index"]["generation"],
            found["query"]["match"],
            *({row[0]: row[place] for row in rows} for place in (1, 2, 3)),
        )
        texts = (kept.url, kept.taken, kept.version, kept.match)
        has_types = isinstance(kept.generation, int) and all(
            isinstance(part, str) for row in (texts, *rows) for part in row
        )
    except (KeyError, TypeError) as error:
        raise RecordFormatError(f"{error} is missing or of another kind", f"ينقصه {error}") from error
    if not has_types:
        raise RecordFormatError("a part of it is of another kind", "جزء منه من نوع آخر")
    if digest_of(kept.hashes.items()) != found.get("digest"):
        raise RecordFormatError("its digest does not fit its articles", "بصمته لا تطابق أخباره")
    return kept


def compare(before: Mapping[str, str], now: Fingerprints) -> Comparison:
    """Return what differs. before: content hashes by key, in the order of the record."""
    today = dict(zip(now.keys, now.hashes, strict=True))
    common = [key for key in before if key in today]
    return Comparison(
        added=tuple(key for key in today if key not in before),
        gone=tuple(key for key in before if key not in today),
        changed=tuple(key for key in today if key in before and before[key] != today[key]),
        reordered=common != [key for key in today if key in before],
    )


def _facet_totals(facet: Facet) -> JSON:
    """Return how many values the hits have and the most frequent, or the periods that hold any."""
    if isinstance(facet, DateFacet):
        held = [bucket for bucket in facet.buckets if bucket.count]
        return {
            "interval": facet.interval,
            "periods": [
                {"start": bucket.start.isoformat(), "end": bucket.end.isoformat(), "count": bucket.count}
                for bucket in held
            ],
            "missing": facet.missing,
        }
    return {
        "distinct": facet.distinct,
        "values": [{"value": value.value, "count": value.count} for value in facet.values[:VALUES_LISTED]],
    }


def _json(value: Any) -> str:
    """Return JSON that UTF-8 can hold: readable, but with lone surrogates escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in text) else json.dumps(value)
