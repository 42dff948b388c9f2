"""Annotated dates: one article a line, its spans those of the dates in it.

    {"doc", "text", "reference_date", "spans": [{"start", "end", "text", "value", "type"}]}

Offsets are code points. type: DATE, or OPT (a find there is ignored, a missing one costs nothing). Found and
annotated dates are paired one to one in the order of the text, equal spans first, then any that overlap.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from evaluation.errors import EvaluationInputError
from evaluation.extraction.counts import Counts, Disagreement
from evaluation.extraction.values import Days, days_of
from evaluation.lines import iter_lines

SHOWN_AROUND = 40
"""Characters shown on either side of a disagreement."""


class FoundDate(Protocol):
    """What a finder returns: code points into the text, first and last day."""

    @property
    def start(self) -> int:
        """Return the first code point."""

    @property
    def end(self) -> int:
        """Return the code point after the last."""

    @property
    def first(self) -> dt.date:
        """Return the first day."""

    @property
    def last(self) -> dt.date:
        """Return the last day."""


FindDates = Callable[[str, dt.date | None], Iterable[FoundDate]]


@dataclass(frozen=True, slots=True)
class AnnotatedDate:
    """One expression. days: None where it is optional."""

    start: int
    end: int
    value: str
    days: Days | None


@dataclass(frozen=True, slots=True)
class DatedArticle:
    """An annotated article. reference: its true day of publication."""

    name: str
    text: str
    reference: dt.date | None
    dates: tuple[AnnotatedDate, ...]


@dataclass(slots=True)
class DateScores:
    """exact: equal spans. overlap: spans that touch. value: that touch and stand for the same days."""

    exact: Counts = field(default_factory=Counts)
    overlap: Counts = field(default_factory=Counts)
    value: Counts = field(default_factory=Counts)
    articles: int = 0
    words: int = 0
    disagreements: list[Disagreement] = field(default_factory=list)


def read_dated_articles(path: Path) -> list[DatedArticle]:
    """Return the articles of a file. Raises EvaluationInputError, naming the first line that is wrong."""
    return [_read_article(path, number, line) for number, line in iter_lines(path)]


def score_dates(articles: Iterable[DatedArticle], find: FindDates, *, with_reference: bool = True) -> DateScores:
    """Return how well the finder's dates agree with the annotation. with_reference: tell it the day of publication."""
    scores = DateScores()
    for article in articles:
        found = list(find(article.text, article.reference if with_reference else None))
        _add(scores, article, found)
        scores.articles += 1
        scores.words += len(article.text.split())
    for counts in (scores.exact, scores.overlap, scores.value):
        counts.found, counts.annotated = scores.overlap.found, scores.overlap.annotated
    return scores


def _add(scores: DateScores, article: DatedArticle, found: Sequence[FoundDate]) -> None:
    pairs = _pair(article.dates, found)
    taken = set(pairs.values())
    for index, date in enumerate(article.dates):
        if date.days is None:
            continue
        scores.overlap.annotated += 1
        if index not in pairs:
            _differ(scores, article, "missed", date.start, date.end, date.value)
            continue
        item = found[pairs[index]]
        is_exact = (date.start, date.end) == (item.start, item.end)
        is_right = date.days.agrees(item.first, item.last)
        scores.overlap.right += 1
        scores.exact.right += is_exact
        scores.value.right += is_right
        if not (is_exact and is_right):
            about = f"{date.value} found as {item.first}/{item.last} in {article.text[item.start : item.end]!r}"
            _differ(scores, article, "span" if is_right else "value", date.start, date.end, about)
    optional = [date for date in article.dates if date.days is None]
    paired_optional = {pairs[index] for index, date in enumerate(article.dates) if date.days is None and index in pairs}
    for number, item in enumerate(found):
        touches = number not in taken and any(date.start < item.end and item.start < date.end for date in optional)
        if number in paired_optional or touches:
            continue
        scores.overlap.found += 1
        if number not in taken:
            _differ(scores, article, "spurious", item.start, item.end, f"{item.first}/{item.last}")


def _pair(dates: Sequence[AnnotatedDate], found: Sequence[FoundDate]) -> dict[int, int]:
    """Return the number of the find for each annotated date that has one."""
    places = {(item.start, item.end): number for number, item in enumerate(found)}
    pairs = {
        index: places[date.start, date.end] for index, date in enumerate(dates) if (date.start, date.end) in places
    }
    taken = set(pairs.values())
    for index, date in enumerate(dates):
        for number, item in enumerate(found):
            if index not in pairs and number not in taken and item.start < date.end and date.start < item.end:
                pairs[index] = number
                taken.add(number)
    return pairs


def _differ(scores: DateScores, article: DatedArticle, kind: str, start: int, end: int, about: str) -> None:
    text = article.text
    around = f"{text[max(0, start - SHOWN_AROUND) : start]}[{text[start:end]}]{text[end : end + SHOWN_AROUND]}"
    scores.disagreements.append(Disagreement(article.name, kind, f"{about}: {' '.join(around.split())}"))


def _read_article(path: Path, number: int, line: str) -> DatedArticle:
    try:
        record = json.loads(line)
        text = record["text"]
        reference = record.get("reference_date")
        dates = tuple(_iter_dates(text, record["spans"]))
        return DatedArticle(
            str(record.get("doc", number)), text, dt.date.fromisoformat(reference) if reference else None, dates
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        reason = str(error)[:100] or type(error).__name__
        raise EvaluationInputError(
            path,
            number,
            f'an object with "text" and "spans" (start, end, value, type) is expected ({reason}). Correct the line.',
            f"المتوقع كائن فيه text وspans لكل منها start وend وvalue وtype ({reason}). صحّح السطر.",
        ) from error


def _iter_dates(text: str, spans: Iterable[dict[str, Any]]) -> Iterator[AnnotatedDate]:
    for span in spans:
        start, end, value = span["start"], span["end"], span["value"]
        if not 0 <= start < end <= len(text) or span.get("text", text[start:end]) != text[start:end]:
            raise ValueError(f"no such words from {start} to {end}")
        is_optional = span["type"] == "OPT"
        yield AnnotatedDate(start, end, value or "optional", None if is_optional else days_of(value))
