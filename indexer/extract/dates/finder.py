"""find_dates: the one walk over a text that turns class letters into dated mentions.

Not for: any knowledge of dates; that is in `patterns` and `readers`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from indexer.extract.dates import resolve
from indexer.extract.dates.found import Found
from indexer.extract.dates.lexer import Tokens, read_tokens
from indexer.extract.dates.mention import DateMention, Span
from indexer.extract.dates.patterns import RULES, Rule
from indexer.extract.dates.readers import READERS

STARTS: dict[str, tuple[Rule, ...]] = {
    letter: tuple(rule for rule in RULES if letter in rule.starts)
    for letter in sorted(set().union(*(rule.starts for rule in RULES)))
}
SENTENCE_ENDS = frozenset(".\n")


@dataclass(frozen=True, slots=True)
class _Reading:
    """A span with the token range it was read from."""

    first_token: int
    last_token: int
    span: Span
    rule: str


def find_dates(text: str, reference: dt.date | None = None) -> list[DateMention]:
    """Return the dates that a text mentions, in order and not overlapping.

    reference: the day of publication, against which أمس, الشهر الماضي or 12 مايو are resolved; without
    it only expressions that name their year are returned. What cannot be dated is not returned. Legal for
    every text; linear in its length.
    """
    tokens = read_tokens(text)
    readings = _joined_ranges(tokens, _readings(tokens, reference))
    return [_mention(tokens, reading, reference) for reading in readings]


def _readings(tokens: Tokens, reference: dt.date | None) -> list[_Reading]:
    readings: list[_Reading] = []
    index, ahead = 0, None
    for index, letter in enumerate(tokens.letters):
        if letter in SENTENCE_ENDS:
            ahead = None
        rules = STARTS.get(letter)
        if rules is None or (readings and index <= readings[-1].last_token):
            continue
        reading = _read(tokens, index, rules, reference, ahead)
        if reading:
            readings.append(reading)
            if reference and reading.span.precision == "day" and reading.span.first > reference:
                ahead = reading.span.last
    return readings


def _read(
    tokens: Tokens, index: int, rules: tuple[Rule, ...], reference: dt.date | None, ahead: dt.date | None
) -> _Reading | None:
    """Return what the first rule that can date the tokens from this one on makes of them."""
    for rule in rules:
        match = rule.pattern.match(tokens.letters, index)
        if match and match.end() > index:
            span = READERS[rule.name](Found(match, tokens, reference, ahead))
            if span:
                return _Reading(index, match.end() - 1, span, rule.name)
    return None


def _joined_ranges(tokens: Tokens, readings: list[_Reading]) -> list[_Reading]:
    """Return the readings with من X إلى Y and بين X وY made one."""
    result: list[_Reading] = []
    for reading in readings:
        joined = _range(tokens, result[-1], reading) if result else None
        if joined:
            result[-1] = joined
        else:
            result.append(reading)
    return result


def _range(tokens: Tokens, one: _Reading, two: _Reading) -> _Reading | None:
    """Return both as one interval where the words between and before them say so."""
    opening = tokens.letters[one.first_token - 1 : one.first_token]
    between = tokens.letters[one.last_token + 1 : two.first_token]
    wanted = {"f": ("r", "wr"), "b": ("w",)}.get(opening, ())
    if between not in wanted or one.span.precision != two.span.precision:
        return None
    if two.span.own_year and not one.span.own_year:
        one = _read(tokens, one.first_token, STARTS[tokens.letters[one.first_token]], two.span.first, None) or one
    span = resolve.joined(one.span, two.span)
    return _Reading(one.first_token - 1, two.last_token, span, "range") if span else None


def _mention(tokens: Tokens, reading: _Reading, reference: dt.date | None) -> DateMention:
    start, end = tokens.starts[reading.first_token], tokens.ends[reading.last_token]
    span = reading.span
    against = "" if span.own_year or reference is None else f", resolved against {reference.isoformat()}"
    return DateMention(
        start, end, tokens.text[start:end], span.first, span.last, span.precision, span.calendar, reading.rule + against
    )
