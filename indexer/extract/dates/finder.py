"""find_dates: the one walk over a text that turns class letters into dated mentions.

Not for: any knowledge of dates; that is in `patterns` and `readers`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from indexer.extract.dates import bare_years, context, resolve
from indexer.extract.dates.found import Found, SoFar
from indexer.extract.dates.lexer import Tokens, read_tokens
from indexer.extract.dates.mention import DateMention, Span
from indexer.extract.dates.patterns import RULES, Rule
from indexer.extract.dates.readers import READERS

STARTS: dict[str, tuple[Rule, ...]] = {
    letter: tuple(rule for rule in RULES if letter in rule.starts)
    for letter in sorted(set().union(*(rule.starts for rule in RULES)))
}
SENTENCE_ENDS = frozenset(".\n")
BARE_WEEKDAY = frozenset("PuW,")
"""Classes of an expression that names a weekday and nothing that would fix it."""


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
    readings = [
        reading
        for reading in _joined_ranges(tokens, _readings(tokens, reference))
        if not context.is_habit(tokens, reading.last_token + 1)
    ]
    return [_mention(tokens, reading, reference) for reading in readings]


def _readings(tokens: Tokens, reference: dt.date | None) -> list[_Reading]:
    readings: list[_Reading] = []
    so_far = SoFar()
    for index, letter in enumerate(tokens.letters):
        if letter in SENTENCE_ENDS:
            so_far.ahead = None
        if letter == "\n":
            so_far.entry = None
        rules = STARTS.get(letter)
        if rules is None or (readings and index <= readings[-1].last_token):
            continue
        if letter == "(" and not tokens.letters.startswith("d", index + 1):
            continue  # brackets open a date only around a number
        reading = _read(tokens, index, rules, reference, so_far)
        if reading:
            readings.append(reading)
            _take_up(so_far, tokens, reading, reference)
    return readings


def _take_up(so_far: SoFar, tokens: Tokens, reading: _Reading, reference: dt.date | None) -> None:
    """Let one reading say what it can of those to come."""
    span = so_far.previous = reading.span
    if reading.rule == "bare year" and bare_years.opens_entry(tokens, reading.first_token, reference):
        so_far.entry = span.first.year
    if span.precision != "day" or reference is None:
        return
    if span.first > reference:
        so_far.ahead = span.last
    letters = tokens.letters[reading.first_token : reading.last_token + 1]
    if "W" in letters and not set(letters) <= BARE_WEEKDAY:
        so_far.known[span.first.weekday()] = span.first


def _read(
    tokens: Tokens, index: int, rules: tuple[Rule, ...], reference: dt.date | None, so_far: SoFar
) -> _Reading | None:
    """Return what the first rule that can date the tokens from this one on makes of them."""
    for rule in rules:
        match = rule.pattern.match(tokens.letters, index)
        if match and match.end() > index:
            found = Found(match, tokens, reference, so_far)
            span = None if found.lacks_antecedent() else READERS[rule.name](found)
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
    first = one.first_token - 1
    while first > 0 and tokens.letters[first] == "p":
        first -= 1
    opening = tokens.letters[max(0, first) : one.first_token].rstrip("p")
    between = tokens.letters[one.last_token + 1 : two.first_token].rstrip("p")
    wanted = {"f": ("r", "wr"), "b": ("w", "wr")}.get(opening, ())
    if between not in wanted or one.span.precision != two.span.precision:
        return None
    has_step = "A" in tokens.letters[one.first_token : one.last_token + 1]
    if two.span.own_year and not (one.span.own_year or has_step):
        one = _read(tokens, one.first_token, STARTS[tokens.letters[one.first_token]], two.span.first, SoFar()) or one
    span = resolve.joined(one.span, two.span)
    return _Reading(first, two.last_token, span, "range") if span else None


def _mention(tokens: Tokens, reading: _Reading, reference: dt.date | None) -> DateMention:
    start, end = tokens.starts[reading.first_token], tokens.ends[reading.last_token]
    span = reading.span
    against = "" if span.own_year or reference is None else f", resolved against {reference.isoformat()}"
    return DateMention(
        start, end, tokens.text[start:end], span.first, span.last, span.precision, span.calendar, reading.rule + against
    )
