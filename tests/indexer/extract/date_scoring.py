"""Scoring of found dates against annotated articles: entities_dates.md §5, compared as ranges of days."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from indexer.extract.dates import DateMention, calendars, find_dates
from indexer.extract.dates.mention import Span

WEEK_TOLERANCE_DAYS = 2
SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}


@dataclass(frozen=True)
class Gold:
    """One annotated expression; span is None for OPT."""

    start: int
    end: int
    text: str
    value: str | None
    optional: bool


@dataclass
class Score:
    """Counts over a set; the properties are per cent."""

    gold: int = 0
    predicted: int = 0
    exact: int = 0
    overlapped: int = 0
    right: int = 0
    errors: list[str] = field(default_factory=list)

    def _f1(self, hits: int) -> float:
        return 200 * hits / (self.gold + self.predicted) if self.gold + self.predicted else 0.0

    @property
    def exact_f1(self) -> float:
        return self._f1(self.exact)

    @property
    def overlap_f1(self) -> float:
        return self._f1(self.overlapped)

    @property
    def value_f1(self) -> float:
        return self._f1(self.right)


def value_range(value: str) -> tuple[dt.date, dt.date, int]:
    """Return the first day, last day and tolerance in days of an annotated value."""
    if "/" in value:
        one, two = value.split("/")
        return value_range(one)[0], value_range(two)[1], 0
    if value.startswith("AH-"):
        return _ends(calendars.hijri_years_span(int(value[3:]), 1, "year"), 3)
    head, _, tail = value.partition("-")
    if tail.startswith("W") and tail[1:].isdigit():
        monday = dt.date.fromisocalendar(int(head), int(tail[1:]), 1)
        return monday, monday + dt.timedelta(days=6), WEEK_TOLERANCE_DAYS
    if tail.startswith("Q"):
        return _ends(calendars.months_span(int(head), 3 * int(tail[1:]) - 2, 3, "quarter"))
    if tail.startswith("H"):
        return _ends(calendars.months_span(int(head), 6 * int(tail[1:]) - 5, 6, "half"))
    if tail in SEASONS:
        return _ends(calendars.season_span(int(head), SEASONS[tail]))
    if tail:
        numbers = [int(part) for part in value.split("-")]
        if len(numbers) == 3:
            return _ends(calendars.day_span(*numbers))
        return _ends(calendars.month_span(*numbers))
    count = {4: 1, 3: 10, 2: 100}[len(value)]
    return _ends(calendars.years_span(int(value) * count, count, "year"))


def _ends(span: Span | None, tolerance: int = 0) -> tuple[dt.date, dt.date, int]:
    assert span is not None
    return span.first, span.last, tolerance


def is_right(gold: Gold, found: DateMention) -> bool:
    """Return whether a found date has the annotated value."""
    assert gold.value is not None
    first, last, tolerance = value_range(gold.value)
    return abs((found.first - first).days) <= tolerance and abs((found.last - last).days) <= tolerance


def read_articles(path: Path) -> Iterator[tuple[dict[str, str], list[Gold]]]:
    """Yield each annotated article with its expressions."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield (
                record,
                [Gold(s["start"], s["end"], s["text"], s["value"], s["type"] == "OPT") for s in record["spans"]],
            )


def score_file(path: Path, *, with_reference: bool = True) -> Score:
    """Return the score of `find_dates` on a file of annotated articles."""
    score = Score()
    for record, gold in read_articles(path):
        reference = dt.date.fromisoformat(record["reference_date"]) if with_reference else None
        add_article(score, record["doc"], record["text"], gold, find_dates(record["text"], reference))
    return score


def add_article(score: Score, doc: str, text: str, gold: list[Gold], found: list[DateMention]) -> None:
    """Add one article: pairs one to one in text order, exact spans first, then any overlap."""
    pairs = dict(_exact_pairs(gold, found))
    for g, span in enumerate(gold):
        for f, mention in enumerate(found):
            free = g not in pairs and f not in pairs.values()
            if free and mention.start < span.end and span.start < mention.end:
                pairs[g] = f
    taken = set(pairs.values())
    for g, span in enumerate(gold):
        if span.optional:
            continue
        score.gold += 1
        if g not in pairs:
            score.errors.append(f"{doc} MISSED {span.text!r} {span.value} | {_around(text, span.start, span.end)}")
            continue
        mention = found[pairs[g]]
        score.overlapped += 1
        score.exact += (span.start, span.end) == (mention.start, mention.end)
        right = is_right(span, mention)
        score.right += right
        if not right or (span.start, span.end) != (mention.start, mention.end):
            mark = "SPAN" if right else "VALUE"
            score.errors.append(
                f"{doc} {mark} {span.text!r} {span.value} -> {mention.text!r} {mention.first}/{mention.last}"
                f" {mention.evidence} | {_around(text, span.start, span.end)}"
            )
    optional = {g for g, span in enumerate(gold) if span.optional}
    ignored = {f for g, f in pairs.items() if g in optional}
    for f, mention in enumerate(found):
        touches = any(gold[g].start < mention.end and mention.start < gold[g].end for g in optional)
        if f in ignored or (f not in taken and touches):
            continue
        score.predicted += 1
        if f not in taken:
            around = _around(text, mention.start, mention.end)
            score.errors.append(f"{doc} SPURIOUS {mention.text!r} {mention.first} {mention.evidence} | {around}")


def _exact_pairs(gold: list[Gold], found: list[DateMention]) -> Iterable[tuple[int, int]]:
    places = {(mention.start, mention.end): f for f, mention in enumerate(found)}
    return [(g, places[span.start, span.end]) for g, span in enumerate(gold) if (span.start, span.end) in places]


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - 40) : end + 30].replace("\n", "⏎")
