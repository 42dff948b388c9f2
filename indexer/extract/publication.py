"""When an article was published, and which dates it mentions, as an `Article` keeps them.

The day of publication comes from the source's metadata, unless the text says another: a page's date is often
the day it was crawled. Where metadata are missing or impossible, from the text itself; where that is silent,
from the day of fetching. The evidence says which, the confidence how sure it is, the candidates what else it may be.
Nothing is invented. Not for: what words say of the day (`publication_clues`), or for finding dates (`dates`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.extract.dates import find_dates
from indexer.extract.dates.stamps import Stamp, read_stamp
from indexer.extract.publication_clues import Anchor, Told, told_by_words
from search.article import MentionedDate

SLACK_DAYS = 2
"""Zones and late clocks: metadata may lie so far after the day of fetching."""
OLDEST_YEAR = 1800
# Hours: before 6 the words may still count from the day before, from 18 on, by another zone's clock, from the next.
NIGHT_ENDS = 6
EVENING_BEGINS = 18
DAYS_OF_WEEK = 7
SAME_MOMENT = dt.timedelta(minutes=10)
CONTRADICTED_DAYS = 200
"""A weekday with day and month speaks against metadata only where it puts the article into another year."""
SURE, LIKELY, DOUBTFUL, FETCHED = 1.0, 0.8, 0.6, 0.4


@dataclass(frozen=True, slots=True)
class Publication:
    """The day of publication and how we know it.

    published: ISO date or datetime as the source gave it, or the inferred ISO date. day: its calendar day at
    the source. evidence: one English sentence for a reader. confidence: 0-1. reference: the day that أمس and اليوم
    count from, one day off `day` where an evening's report went out after midnight. candidates: other days that
    it may be, in order.
    """

    published: str | None
    day: dt.date | None
    evidence: str
    confidence: float
    reference: dt.date | None = None
    candidates: tuple[dt.date, ...] = ()


def find_publication(
    title: str,
    text: str,
    captions: Sequence[str] = (),
    *,
    published: str | None = None,
    fetched: str | None = None,
    today: dt.date | None = None,
) -> Publication:
    """Return when an article was published: metadata where the text agrees, else lead and dateline, else the fetching.

    today: upper bound for a year that is guessed by its weekday; the current day if None.
    """
    today = today or dt.datetime.now(dt.UTC).date()
    crawl = read_stamp(fetched) if fetched else None
    if crawl and crawl.day > today + dt.timedelta(days=SLACK_DAYS):
        crawl = None  # a clock that runs ahead tells nothing
    bound = min(crawl.day, today) if crawl else today
    note = ""
    if published and published.strip():
        stamp = read_stamp(published)
        reason = _why_impossible(stamp, bound)
        if stamp and not reason:
            told = told_by_words(title, text, captions, Anchor(stamp.day, "the metadata's date"), max(stamp.day, bound))
            return _weighed(stamp, told, crawl)
        note = f"; the metadata's date {published.strip()[:40]!r} was not used: {reason}"
    told = told_by_words(title, text, captions, Anchor(crawl.day, "it was fetched") if crawl else None, bound)
    if told is not None:
        found = _from_words(told)
    elif crawl is not None:
        found = _on(crawl.day, crawl.day.isoformat(), "from the day it was fetched", FETCHED)
    else:
        found = Publication(None, None, "no day of publication is told", 0.0)
    return replace(found, evidence=found.evidence + note)


def mentioned_dates(title: str, text: str, reference: dt.date | None) -> tuple[MentionedDate, ...]:
    """Return the dates mentioned in title and text, resolved against the day that their words count from.

    `23 و24 من كانون الثاني 2017` is one mention, the interval of both days: its first and last day.
    """
    return tuple(
        MentionedDate(
            where=where,
            start=date.start,
            end=date.end,
            text=date.text,
            first=date.first,
            last=date.last,
            precision=date.precision,
            evidence=date.evidence,
            calendar=date.calendar,
        )
        for where, words in (("title", title), ("text", text))
        for date in find_dates(words, reference)
    )


def _on(day: dt.date, published: str, evidence: str, confidence: float) -> Publication:
    return Publication(published, day, evidence, confidence, reference=day)


def _from_words(told: Told) -> Publication:
    """Return the day that the words tell, where no metadata speak against it."""
    found = _on(told.day, told.day.isoformat(), told.evidence, told.confidence)
    return replace(found, candidates=told.rivals)


def _why_impossible(stamp: Stamp | None, bound: dt.date) -> str:
    """Return why a metadata date cannot be the day of publication, or nothing."""
    if stamp is None:
        return "it names no day that exists"
    if stamp.day > bound + dt.timedelta(days=SLACK_DAYS):
        return f"it lies after {bound.isoformat()}"
    if stamp.day.year < OLDEST_YEAR or stamp.day == dt.date(1970, 1, 1):
        return "it is a computer's zero, not a day"
    return ""


def _weighed(stamp: Stamp, told: Told | None, crawl: Stamp | None) -> Publication:
    """Return the day of publication from possible metadata and from what the words tell, if anything."""
    metadata = _on(stamp.day, stamp.iso, "from the source's metadata", SURE)
    is_crawl = crawl is not None and _is_same_moment(stamp, crawl)
    if told is None:
        said = "from the source's metadata, which is the moment of fetching"
        return replace(metadata, evidence=said, confidence=DOUBTFUL) if is_crawl else metadata
    if stamp.day in (told.day, *told.rivals):
        return replace(metadata, evidence=f"from the source's metadata, and the text agrees: «{told.words}»")
    reference = _day_across_midnight(stamp, told, crawl)
    if reference is not None:
        counted = f"from the source's metadata; «{told.words}» counts from {reference.isoformat()}"
        return replace(metadata, evidence=counted, confidence=LIKELY, reference=reference, candidates=(reference,))
    if _is_doubtful(stamp, told, crawl):
        doubted = f"from the source's metadata, though «{told.words}» would be of {told.day.isoformat()}"
        return replace(metadata, evidence=doubted, confidence=DOUBTFUL, candidates=(told.day, *told.rivals))
    return replace(
        _from_words(told),
        evidence=f"{told.evidence}; the metadata's date {stamp.iso!r} was not used: the text speaks against it",
        confidence=min(told.confidence, LIKELY),
        candidates=(*told.rivals, stamp.day),
    )


def _day_across_midnight(stamp: Stamp, told: Told, crawl: Stamp | None) -> dt.date | None:
    """Return the day that the words count from where it is the metadata's neighbour across midnight, else None.

    An evening's report goes out after midnight; a clock of another zone has not reached the new day. Metadata
    without a clock may be of either side, unless they tell the day of fetching, after which nothing was written.
    """
    hour = int(stamp.iso[11:13]) if len(stamp.iso) > 13 else None
    is_fetching = crawl is not None and crawl.day <= stamp.day
    before, after = stamp.day - dt.timedelta(days=1), stamp.day + dt.timedelta(days=1)
    if hour is not None and hour < NIGHT_ENDS and told.day == before:
        return before
    told_after = told.day == after or (told.by == "day word" and (after - told.day).days == DAYS_OF_WEEK)
    is_evening = not is_fetching if hour is None else hour >= EVENING_BEGINS
    return after if is_evening and told_after else None


def _is_doubtful(stamp: Stamp, told: Told, crawl: Stamp | None) -> bool:
    """Return whether the words that speak against the metadata are weaker than them.

    Clues at odds with each other are; so is a weekday that fits another year, unless the metadata tell the day of
    fetching and that year is far.
    """
    if told.by == "fitting year":
        is_far = abs((stamp.day - told.day).days) >= CONTRADICTED_DAYS
        is_fetching = crawl is None or abs((crawl.day - stamp.day).days) <= 1
        return not (is_far and is_fetching)
    return told.by == "day word" and bool(told.rivals)


def _is_same_moment(stamp: Stamp, crawl: Stamp) -> bool:
    """Return whether both tell the same day and time; days without a clock say too little."""
    try:
        one, two = (dt.datetime.fromisoformat(moment.iso) for moment in (stamp, crawl))
    except ValueError:
        return False
    if min(len(stamp.iso), len(crawl.iso)) <= len("2000-01-01") or (one.tzinfo is None) != (two.tzinfo is None):
        return False
    return abs(one - two) <= SAME_MOMENT
