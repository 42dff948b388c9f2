"""What the words of an article say of the day they were written on.

A clue is a dated expression whose words fix something by themselves: اليوم الأربعاء 5 أغسطس 2015 the whole day, أمس
الأحد the weekday, الثلاثاء 26 كانون الثاني the years in which that day is a Tuesday. Rules and figures:
evidence/entities_dates.md §4.3. Not for: weighing them against metadata (`publication`), or for finding
dates (`dates`).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from indexer.extract.dateline import find_opening
from indexer.extract.dates import DateMention, find_dates
from indexer.extract.dates.lexer import read_tokens

LEAD_CHARS = 600
"""How far the lead reaches: a weekday date deep in the text may be history."""
DATELINE_CHARS = 60
NEAR_DAYS = 7
"""A dateline's date is the day of publication only so close before the anchor."""
AHEAD_DAYS = 60
DAY = dt.timedelta(days=1)
NAMED_YEARS = 2
"""A year guessed by its weekday is at most so much later than the newest that the text names: of July's news, fetched
as if eight years later, 6 of 7 such guesses are right, and none of 4 beyond."""
WEEKDAY_CYCLE_YEARS = 12
"""A date falls on the same weekday again after 5, 6 or 11 years (12 across 1900 or 2100)."""
NEARLY_ALWAYS, MOSTLY, OFTEN, HALF = 0.95, 0.9, 0.8, 0.5
"""How often such a clue is right. Two weekday clues of one article agree in 93 %; the nearest such day before the
fetching was right in 25 of 25 annotated articles; the rest is judgement."""


@dataclass(frozen=True, slots=True)
class Clue:
    """A dated expression taken apart: what its words fix."""

    mention: DateMention
    weekday: int | None
    day_word: int | None
    has_month: bool
    has_year: bool


@dataclass(frozen=True, slots=True)
class Told:
    """The day that the words tell.

    by: the kind of clue. words: the expression that tells it, as written. evidence: an English sentence.
    confidence: 0-1. rivals: other days that the clues of the text tell.
    """

    day: dt.date
    by: Literal["full date", "day word", "fitting year"]
    words: str
    evidence: str
    confidence: float
    rivals: tuple[dt.date, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """The latest day that the article can be of, and what says so: "it was fetched", "the metadata's date"."""

    day: dt.date
    name: str


def told_by_words(title: str, text: str, captions: Sequence[str], anchor: Anchor | None, bound: dt.date) -> Told | None:
    """Return the day that the words tell, None where they are silent: surest first.

    bound: the latest year and day that can be guessed where there is no anchor.
    """
    clues = [_clue(mention) for mention in find_dates(text, anchor.day if anchor else bound)]
    lead = [clue for clue in clues if clue.mention.end <= LEAD_CHARS]
    return (
        _by_full_date(text, lead, bound, anchor)
        or (_by_day_word(clues, anchor) if anchor else None)
        or _by_weekday_fit(lead, (title, text, *captions), bound, anchor)
    )


def _clue(mention: DateMention) -> Clue:
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
    return Clue(mention, weekday, day_word, has_month, has_year)


def _by_full_date(text: str, lead: list[Clue], bound: dt.date, anchor: Anchor | None) -> Told | None:
    """Return the day from a full date of the lead: beside a day word, or in the dateline.

    Without an anchor also from one with its weekday, and from one near the beginning.
    """
    dateline_end: int | None = None
    for clue in lead:
        day = clue.mention.first
        if not clue.has_year or day > bound or clue.weekday not in (None, day.weekday()):
            continue
        evidence = f"from the lead: {clue.mention.text}"
        if clue.day_word is not None:
            return Told(day - dt.timedelta(days=clue.day_word), "full date", clue.mention.text, evidence, NEARLY_ALWAYS)
        if dateline_end is None:
            opening = find_opening(text)
            dateline_end = opening.end if opening else 0
        if anchor and clue.mention.start < dateline_end and 0 <= (anchor.day - day).days <= NEAR_DAYS:
            return Told(day, "full date", clue.mention.text, evidence, MOSTLY)
        if anchor is None and (clue.mention.end <= dateline_end + DATELINE_CHARS or clue.weekday is not None):
            return Told(day, "full date", clue.mention.text, evidence, OFTEN)
    return None


def _by_day_word(clues: list[Clue], anchor: Anchor) -> Told | None:
    """Return the day on which أمس was the weekday beside it: the nearest not after the anchor.

    Where day and month stand there too, they decide, within two months. Where clues disagree, the one with more
    voices wins, then the one nearer to the anchor; the others are rivals.
    """
    voices: Counter[dt.date] = Counter()
    words: dict[dt.date, str] = {}
    dated: set[dt.date] = set()
    for clue in clues:
        if clue.weekday is None or clue.day_word is None:
            continue
        day = anchor.day - dt.timedelta(days=(anchor.day.weekday() - clue.weekday + clue.day_word) % 7)
        whole = clue.mention.first - dt.timedelta(days=clue.day_word)
        if clue.has_month and clue.mention.first.weekday() == clue.weekday:
            if not clue.has_year and 0 <= (anchor.day - whole).days <= AHEAD_DAYS:
                day = whole
                dated.add(day)
            elif clue.has_year:
                continue
        voices[day] += 1
        words.setdefault(day, clue.mention.text)
    if not voices:
        return None
    chosen = max(voices, key=lambda day: (voices[day], day))
    nearest = f", the nearest such day not after {anchor.name}" if chosen not in dated else ""
    evidence = f"from «{words[chosen]}»{nearest}"
    rivals = tuple(sorted(set(voices) - {chosen}))
    return Told(chosen, "day word", words[chosen], evidence, OFTEN if rivals else MOSTLY, rivals)


def _by_weekday_fit(lead: list[Clue], texts: Sequence[str], bound: dt.date, anchor: Anchor | None) -> Told | None:
    """Return the day from weekday, day and month in the lead, in the year that fits.

    The article may be of the day after (أمس elsewhere in it): the next day is its rival. It is no later than the
    anchor, but for the next day of another zone's clock.
    """
    latest = min(bound, anchor.day + DAY) if anchor else bound
    for clue in lead:
        if clue.weekday is None or not clue.has_month or clue.has_year or _is_slip(clue, anchor):
            continue
        newest = _newest_year(texts, latest)
        fits = list(_fitting_days(clue.mention, clue.weekday, newest, latest, anchor))
        if fits:
            evidence = f"from «{clue.mention.text}»: the weekday fits {fits[0].year}"
            day = fits[0] - dt.timedelta(days=clue.day_word or 0)
            rivals = (*fits[1:], *(() if clue.day_word is not None else (day + DAY,)))
            confidence = OFTEN if len(fits) == 1 else HALF
            return Told(day, "fitting year", clue.mention.text, evidence, confidence, rivals)
    return None


def _is_slip(clue: Clue, anchor: Anchor | None) -> bool:
    """Return whether the day lies close to the anchor and only its weekday is wrong: a slip, not another year."""
    if anchor is None:
        return False
    try:
        day = clue.mention.first.replace(year=anchor.day.year)
    except ValueError:
        return False
    return abs((anchor.day - day).days) <= AHEAD_DAYS and day.weekday() != clue.weekday


def _newest_year(texts: Sequence[str], bound: dt.date) -> int | None:
    """Return the newest year that the texts name, plans beyond the bound left out."""
    years = [
        mention.last.year
        for text in texts
        for mention in find_dates(text, None)
        if mention.last.year <= bound.year and mention.precision not in ("decade", "century")
    ]
    return max(years, default=None)


def _fitting_days(
    mention: DateMention, weekday: int, newest: int | None, latest: dt.date, anchor: Anchor | None
) -> Iterator[dt.date]:
    """Yield the days up to the latest with this month, day and weekday, the likeliest first.

    Close before the anchor: that day. Close after: none, for the article announces it, whatever earlier year fits too.
    Else the first not before the newest year that the text mentions, where that is near. A Hijri day's weekday depends
    on who saw the moon, and tells no year.
    """
    oldest = newest if newest is not None else latest.year - WEEKDAY_CYCLE_YEARS if anchor else latest.year + 1
    last = anchor.day + dt.timedelta(days=AHEAD_DAYS) if anchor else latest
    days = [day for day in _same_days(mention, max(oldest, 1), last.year) if day.weekday() == weekday and day <= last]
    fits = [day for day in days if day <= latest]
    if len(fits) < len(days):
        return
    if anchor and fits and (anchor.day - fits[-1]).days <= AHEAD_DAYS:
        fits.reverse()
    elif newest is None or mention.calendar == "hijri" or (fits and fits[0].year - newest > NAMED_YEARS):
        return
    yield from fits


def _same_days(mention: DateMention, oldest: int, newest: int) -> Iterator[dt.date]:
    """Yield the mention's day in each of the years; a Hijri one only as it was resolved."""
    if mention.calendar == "hijri":
        yield mention.first
        return
    for year in range(oldest, newest + 1):
        with suppress(ValueError):  # 29 February
            yield mention.first.replace(year=year)
