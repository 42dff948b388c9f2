"""Reading a source's own date field: ISO, RFC 2822, epoch, dd/mm/yyyy, Arabic and English months, Hijri.

Not for: dates in running text (`find_dates`). A stamp keeps the calendar day and the clock that the source
wrote; nothing is shifted to another zone.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import re
import unicodedata
from dataclasses import dataclass

from dateutil import parser

from indexer.extract.dates import calendars
from indexer.extract.dates.finder import find_dates

MAX_CHARS = 100
EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{13}")
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
CLOCK = re.compile(r"(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?(?!\s*(?:[صمAPap]|[\d:]))")
MAIL = re.compile(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d")
"""RFC 2822, strictly: the standard library also reads other forms, without their am and pm."""
HIJRI_YEARS = range(1300, 1501)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day, and the ISO form of what was written: a date, or a datetime with the source's own zone."""

    iso: str
    day: dt.date


def read_stamp(written: str) -> Stamp | None:
    """Return what a date field says, or None where it names no existing day."""
    text = _plain(written)
    if not text:
        return None
    return _epoch(text) or _iso(text) or _mail(text) or _words(text) or _english(text)


def _plain(written: str) -> str:
    """Return the field with ASCII digits and without direction marks."""
    kept = (sign for sign in written[:MAX_CHARS] if unicodedata.category(sign) != "Cf")
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in kept).strip()


def _of(moment: dt.datetime, *, with_clock: bool) -> Stamp:
    return Stamp(moment.isoformat() if with_clock else moment.date().isoformat(), moment.date())


def _epoch(text: str) -> Stamp | None:
    """Read seconds or milliseconds since 1970; an epoch has no zone but UTC."""
    if not EPOCH.fullmatch(text):
        return None
    seconds = float(text) / (1000 if len(text) == 13 else 1)
    try:
        return _of(dt.datetime.fromtimestamp(seconds, dt.UTC), with_clock=True)
    except (ValueError, OverflowError, OSError):
        return None


def _iso(text: str) -> Stamp | None:
    day = ISO_DAY.match(text)
    if day is None:
        return None
    if int(day[1]) in HIJRI_YEARS:
        span = calendars.hijri_day_span(int(day[1]), int(day[2]), int(day[3]))
        return Stamp(span.first.isoformat(), span.first) if span else None
    try:
        return _of(dt.datetime.fromisoformat(re.sub(r"\s+(?=Z|[+-]\d)", "", text)), with_clock=len(text) > 10)
    except ValueError:
        return None


def _mail(text: str) -> Stamp | None:
    if not MAIL.match(text):
        return None
    try:
        return _of(email.utils.parsedate_to_datetime(text), with_clock=True)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _words(text: str) -> Stamp | None:
    """Read what running text could say too: 21/7/2015, 21 تموز 2015, 5 شوال 1436هـ; the first full day counts."""
    days = [found for found in find_dates(text) if found.precision == "day"]
    if not days:
        return None
    gregorian = [found for found in days if found.calendar == "gregorian"]
    day = (gregorian or days)[0].first
    clock = CLOCK.search(text)
    if clock is None:
        return Stamp(day.isoformat(), day)
    time = dt.time(int(clock[1]), int(clock[2]), int(clock[3] or 0))
    return Stamp(dt.datetime.combine(day, time).isoformat(), day)


def _english(text: str) -> Stamp | None:
    """Read English forms (July 21, 2015 2:51 pm), only where year, month and day are all written."""
    readings = []
    for default in (dt.datetime(2000, 1, 1), dt.datetime(2001, 2, 2)):
        try:
            readings.append(parser.parse(text, default=default, dayfirst=True, ignoretz=True))
        except (ValueError, OverflowError, TypeError, AttributeError):
            return None
    if readings[0].date() != readings[1].date():
        return None
    return _of(readings[0], with_clock=bool(CLOCK.search(text)) or readings[0].time() != dt.time(0))
