"""When an article was published, and which dates it mentions, as an `Article` keeps them.

Not for: finding dates (`dates`). The day of publication comes from the source's metadata; where that is
missing or impossible, from the text itself; where that is silent, from the day of fetching, and the
evidence says which. Nothing is invented. Rules and figures: evidence/entities_dates.md §4.3.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.extract.dateline import find_dateline
from indexer.extract.dates import DateMention, find_dates
from indexer.extract.dates.lexer import read_tokens
from indexer.extract.dates.stamps import Stamp, read_stamp
from search.article import MentionedDate

LEAD_CHARS = 600
"""How far the lead reaches: a weekday date deep in the text may be history."""
DATELINE_CHARS = 60
NEAR_DAYS = 7
"""A full date without a day word is the day of publication only so close before the fetching."""
AHEAD_DAYS = 60
WEEKDAY_CYCLE_YEARS = 12
"""A date falls on the same weekday again after 5, 6 or 11 years (12 across 1900 or 2100)."""
SLACK_DAYS = 2
"""Zones and late clocks: metadata may lie so far after the day of fetching."""
OLDEST_YEAR = 1800


@dataclass(frozen=True, slots=True)
class Publication:
    """The day of publication and how we know it.

    published: ISO date or datetime as the source gave it, or the inferred ISO date. day: its calendar day at
    the source. evidence: one English sentence for a reader. confidence: 0-1.
    """

    published: str | None
    day: dt.date | None
    evidence: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Clue:
    """A dated expression of the lead, taken apart: what its words fix."""

    mention: DateMention
    weekday: int | None
    day_word: int | None
    has_month: bool
    has_year: bool


def find_publication(
    title: str,
    text: str,
    captions: Sequence[str] = (),
    *,
    published: str | None = None,
    fetched: str | None = None,
    today: dt.date | None = None,
) -> Publication:
    """Return when an article was published: metadata, else lead and dateline, else the day of fetching.

    today: upper bound for a year that is guessed by its weekday; the current day if None.
    """
    today = today or dt.datetime.now(dt.UTC).date()
    crawl = read_stamp(fetched) if fetched else None
    bound = min(crawl.day, today) if crawl else today
    note = ""
    if published and published.strip():
        stamp = read_stamp(published)
        reason = _why_impossible(stamp, bound)
        if stamp and not reason:
            return Publication(stamp.iso, stamp.day, "from the source's metadata", 1.0)
        note = f"; the metadata's date {published.strip()[:40]!r} was not used: {reason}"
    found = _from_text(title, text, captions, crawl, bound)
    if found is None and crawl is not None:
        found = Publication(crawl.day.isoformat(), crawl.day, "from the day it was fetched", 0.4)
    if found is None:
        return Publication(None, None, "no day of publication is told" + note, 0.0)
    return Publication(found.published, found.day, found.evidence + note, found.confidence)


def mentioned_dates(title: str, text: str, reference: dt.date | None) -> tuple[MentionedDate, ...]:
    """Return the dates mentioned in title and text, resolved against the day of publication.

    `23 و24 من كانون الثاني 2017` is one mention, the interval of both days: its first and last day.
    """
    return tuple(
        MentionedDate(where, date.start, date.end, date.text, date.first, date.last, date.precision, date.evidence)
        for where, words in (("title", title), ("text", text))
        for date in find_dates(words, reference)
    )


def _why_impossible(stamp: Stamp | None, bound: dt.date) -> str:
    """Return why a metadata date cannot be the day of publication, or nothing."""
    if stamp is None:
        return "it names no day that exists"
    if stamp.day > bound + dt.timedelta(days=SLACK_DAYS):
        return f"it lies after {bound.isoformat()}"
    if stamp.day.year < OLDEST_YEAR or stamp.day == dt.date(1970, 1, 1):
        return "it is a computer's zero, not a day"
    return ""


def _from_text(
    title: str, text: str, captions: Sequence[str], crawl: Stamp | None, bound: dt.date
) -> Publication | None:
    """Return the day that the words tell: day words first, then full dates, then weekdays that fit a year."""
    clues = [_clue(mention) for mention in find_dates(text, bound)]
    lead = [clue for clue in clues if clue.mention.end <= LEAD_CHARS]
    dateline = find_dateline(text)
    dated_until = max(DATELINE_CHARS, dateline.end + DATELINE_CHARS if dateline else 0)
    return (
        _by_full_date(lead, bound, crawl, dated_until)
        or _by_day_word(clues, crawl)
        or _by_weekday_fit(lead, (title, text, *captions), bound, crawl)
    )


def _clue(mention: DateMention) -> _Clue:
    """Return what the words of a mention fix."""
    tokens = read_tokens(mention.text)
    weekday = day_word = None
    for letter, value in zip(tokens.letters, tokens.values, strict=True):
        if letter == "W" and isinstance(value, int):
            weekday = value
        elif letter == "U":
            day_word = 0
        elif letter == "E" and isinstance(value, int):
            day_word = value
    single = mention.precision == "day"
    has_year = single and "resolved against" not in mention.evidence
    has_month = single and ("month" in mention.evidence or "numeric" in mention.evidence)
    return _Clue(mention, weekday, day_word, has_month, has_year)


def _newest_year(texts: Sequence[str], bound: dt.date) -> int | None:
    """Return the newest year that the texts name, plans beyond the bound left out."""
    years = [
        mention.last.year
        for text in texts
        for mention in find_dates(text, None)
        if mention.last.year <= bound.year and mention.precision not in ("decade", "century")
    ]
    return max(years, default=None)


def _told(day: dt.date, evidence: str, confidence: float) -> Publication:
    return Publication(day.isoformat(), day, evidence, confidence)


def _by_full_date(lead: list[_Clue], bound: dt.date, crawl: Stamp | None, dated_until: int) -> Publication | None:
    """Return the day from a full date of the lead: beside a day word, in the dateline, or close to the fetching."""
    for clue in lead:
        day = clue.mention.first
        if not clue.has_year or day > bound or clue.weekday not in (None, day.weekday()):
            continue
        if clue.day_word is not None:
            return _told(day - dt.timedelta(days=clue.day_word), f"from the lead: {clue.mention.text}", 0.95)
        opens = clue.mention.end <= dated_until
        close = crawl is not None and (crawl.day - day).days <= NEAR_DAYS
        if close or (crawl is None and (opens or clue.weekday is not None)):
            return _told(day, f"from the lead: {clue.mention.text}", 0.8)
    return None


def _by_day_word(clues: list[_Clue], crawl: Stamp | None) -> Publication | None:
    """Return the nearest day not after the fetching on which أمس was the weekday beside it."""
    if crawl is None:
        return None
    votes = Counter(
        (clue.weekday - clue.day_word) % 7 for clue in clues if clue.weekday is not None and clue.day_word is not None
    )
    if not votes:
        return None
    weekday = max(votes, key=lambda day: (votes[day], -day))
    words = next(
        clue.mention.text
        for clue in clues
        if clue.weekday is not None and clue.day_word is not None and (clue.weekday - clue.day_word) % 7 == weekday
    )
    day = crawl.day - dt.timedelta(days=(crawl.day.weekday() - weekday) % 7)
    return _told(day, f"from «{words}», the nearest such day not after it was fetched", 0.9)


def _by_weekday_fit(lead: list[_Clue], texts: Sequence[str], bound: dt.date, crawl: Stamp | None) -> Publication | None:
    """Return the day from weekday, day and month in the lead, in the year that fits."""
    for clue in lead:
        if clue.weekday is None or not clue.has_month or clue.has_year:
            continue
        newest = _newest_year(texts, bound)
        fits = list(_fitting_days(clue.mention.first, clue.weekday, newest, bound, crawl))
        if fits:
            shown = f"from «{clue.mention.text}»: the weekday fits {fits[0].year}"
            return _told(fits[0] - dt.timedelta(days=clue.day_word or 0), shown, 0.8 if len(fits) == 1 else 0.5)
    return None


def _fitting_days(
    pattern: dt.date, weekday: int, newest: int | None, bound: dt.date, crawl: Stamp | None
) -> Iterator[dt.date]:
    """Yield the days up to the bound with this month, day and weekday, the likeliest first.

    Close before the fetching: that day. Else the first not before the newest year that the text mentions.
    """
    oldest = newest if newest is not None else bound.year - WEEKDAY_CYCLE_YEARS if crawl else bound.year + 1
    fits = []
    for year in range(max(oldest, 1), bound.year + 1):
        try:
            day = pattern.replace(year=year)
        except ValueError:
            continue
        if day.weekday() == weekday and day <= bound:
            fits.append(day)
    if crawl and fits and (crawl.day - fits[-1]).days <= AHEAD_DAYS:
        fits.reverse()
    elif newest is None:
        return
    yield from fits
