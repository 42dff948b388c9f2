"""The page of a search record: what was asked and found, as facts and a list of articles, to be printed."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import unquote_to_bytes

from flask_babel import gettext as _

import search
from search.record import SearchRecord, iter_rows, record_head
from web.download_names import file_name
from web.i18n import field_label, long_date, number, period_label
from web.presenters.results import Chip, present_chips, present_levels
from web.search_state import SearchState

ARTICLES_LISTED = 500
"""Articles on the page; the record as a file has all of them."""

PERIODS_LISTED = 12
_ENCODED = re.compile("(?:%[89A-F][0-9A-F])+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FacetLine:
    """How a facet divides the hits. counted: its most frequent values or fullest periods, with their articles.

    unseen: how many more there are. missing: hits without a date.
    """

    label: str
    counted: tuple[tuple[str, str], ...]
    unseen: int
    missing: int


@dataclass(frozen=True, slots=True)
class RecordRow:
    """An article of the record. date: in words, "" where it is undated. url: at its source, "" where that is no page.

    address: the url with its letters readable.
    """

    key: str
    content_hash: str
    title: str
    source: str
    date: str
    url: str
    address: str


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record ready to print. address: the url with its letters readable. chips: what narrows the search.

    unlisted: how many articles the page leaves out. file_name: of the record as a file.
    """

    url: str
    address: str
    taken: str
    day: str
    clock: str
    version: str
    text: str
    understood: str
    canonical: str
    settings: tuple[tuple[str, str], ...]
    chips: tuple[Chip, ...]
    generation: int
    archive: int
    names: str
    total: int
    stories: int | None
    digest: str
    facets: tuple[FacetLine, ...]
    rows: tuple[RecordRow, ...]
    unlisted: int
    file_name: str
    json_href: str
    back_href: str


def present_record(state: SearchState, record: SearchRecord) -> RecordView:
    """Return the record with its first articles."""
    head = record_head(record)
    rows = tuple(_row(row) for row in islice(iter_rows(record), ARTICLES_LISTED))
    return RecordView(
        url=record.url,
        address=readable_address(record.url),
        taken=record.taken.isoformat(),
        day=long_date(record.taken.date()),
        clock=f"{record.taken:%H:%M:%S} UTC",
        version=record.version,
        text=record.results.query.text,
        understood=record.results.query.words,
        canonical=head["query"]["canonical"],
        settings=_settings(state, head["query"]["match"], head["query"]["sort"]),
        chips=present_chips(state),
        generation=record.fingerprints.generation,
        archive=record.archive,
        names=record.names,
        total=record.results.total,
        stories=record.results.stories,
        digest=head["digest"],
        facets=tuple(line for name, totals in head["facets"].items() if (line := _facet_line(name, totals)).counted),
        rows=rows,
        unlisted=max(head["listed"] - len(rows), 0),
        file_name=file_name(state, "json", "record"),
        json_href=state.with_lang("ar").url("/api/record"),
        back_href=state.url(),
    )


def readable_address(url: str) -> str:
    """Return a URL with percent-encoded letters of other scripts as letters; every other sign stays encoded."""
    return _ENCODED.sub(lambda found: _letters(found[0]), url)


def _letters(encoded: str) -> str:
    text = unquote_to_bytes(encoded).decode("utf-8", "replace")
    return text if all(unicodedata.category(sign)[0] in "LM" for sign in text) else encoded


def _settings(state: SearchState, match: str, sort: str) -> tuple[tuple[str, str], ...]:
    matches = {"all": _("All words"), "any": _("Any word")}
    sorts = {"relevance": _("Relevance"), "newest": _("Newest"), "oldest": _("Oldest")}
    settings = [(_("Order"), sorts[sort])]
    if state.text:
        level = next(item for item in present_levels(state) if item.is_current)
        settings = [(_("Precision"), f"{level.label} ({level.hint})"), (_("Words"), matches[match]), *settings]
    if state.collapse:
        settings.append((_("Repeated stories"), _("Show once")))
    return tuple((str(name), str(value)) for name, value in settings)


def _facet_line(name: str, totals: dict[str, Any]) -> FacetLine:
    if "periods" in totals:
        periods = totals["periods"]
        fullest = sorted(periods, key=lambda item: -item["count"])[:PERIODS_LISTED]
        in_order = sorted(fullest, key=lambda item: item["start"])
        counted = [(_period(item), number(item["count"])) for item in in_order]
        return FacetLine(field_label(name), tuple(counted), len(periods) - len(counted), totals["missing"])
    counted = [(item["value"], number(item["count"])) for item in totals["values"] if item["count"]]
    return FacetLine(field_label(name), tuple(counted), max(totals["distinct"] - len(counted), 0), 0)


def _period(item: dict[str, Any]) -> str:
    return period_label(dt.date.fromisoformat(item["start"]), dt.date.fromisoformat(item["end"]))


def _row(row: dict[str, Any]) -> RecordRow:
    url = row["url"] if (row["url"] or "").startswith(("http://", "https://")) else ""
    return RecordRow(
        row["key"],
        row["content_hash"],
        row["title"],
        row["source"] or "",
        _day_of(row),
        url,
        readable_address(url),
    )


def _day_of(row: dict[str, Any]) -> str:
    """Return the day of publication in words; one that is a guess says so."""
    article = search.Article(row["key"], published=row["published"], published_confidence=row["published_confidence"])
    day = article.published_day()
    if day is None:
        return ""
    label = period_label(day, day)
    return str(_("about %(date)s", date=label)) if article.is_day_guessed() else label
