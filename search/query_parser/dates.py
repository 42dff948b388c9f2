"""Dates in a query: تاريخ:2021-01, date:٢٠٢١/١/٢٦, date:2020..2021, date:2020.. and date:[2020 TO 2021-03]."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from search.analysis import fold
from search.query_parser.signs import CURLY_BRACKETS, HYPHENS, STARS, is_invisible
from search.request import parse_period

RANGE_SIGN = ".."

Dates = tuple[dt.date, dt.date, str]
"""First day, last day, and the canonical text."""

_PERIOD = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_FINAL_PUNCTUATION = re.compile(r"(?:[،,؛;!؟?]|(?<!\.)\.)+$")
_TO = frozenset(map(fold, ("to", "إلى", "حتى")))
_DAY = dt.timedelta(days=1)
_ANY_DAY = (dt.date.min, dt.date.max)


def read_dates(typed: str) -> Dates | None:
    """Return first day, last day and the canonical text of a period or range of periods, else None.

    An open side of a range reaches to the first or last day that exists.
    """
    text = _FINAL_PUNCTUATION.sub("", _as_ascii(typed))
    left, sign, right = text.partition(RANGE_SIGN)
    if not sign:
        return _read_period(text)
    return _between(_side(left), _side(right))


def read_bracketed(typed: str) -> Dates | None:
    """Return the same of a range in brackets: [2021-01 TO 2021-03], [2021 إلى *], {2020 TO 2022}, [2020..2021].

    A curly bracket leaves out the period beside it; any bracket closes any other.
    """
    left, right = _sides(typed[1:-1])
    if right is None:
        period = _read_period(left)
        return period if period and not CURLY_BRACKETS & {typed[0], typed[-1]} else None
    opening, closing = _side(left), _side(right)
    if opening and opening[2] and typed[0] in CURLY_BRACKETS:
        opening = _day(opening[1], _DAY)
    if closing and closing[2] and typed[-1] in CURLY_BRACKETS:
        closing = _day(closing[0], -_DAY)
    return _between(opening, closing)


def _sides(typed: str) -> tuple[str, str | None]:
    """Return what stands on either side of TO, إلى or ".."; None on the right where there is none of them."""
    words = "".join(char for char in typed if not is_invisible(char)).split()
    for index, word in enumerate(words):
        if fold(word) in _TO:
            return _as_ascii("".join(words[:index])), _as_ascii("".join(words[index + 1 :]))
    left, sign, right = _as_ascii(typed).partition(RANGE_SIGN)
    return left, right if sign else None


def _side(text: str) -> Dates | None:
    """Return one side of a range; an open one, nothing or *, has every day and no text."""
    return (*_ANY_DAY, "") if text in ("", "*") else _read_period(text)


def _between(opening: Dates | None, closing: Dates | None) -> Dates | None:
    """Return the range; None where a side is no period, both are open, or it ends before it begins."""
    if not opening or not closing or not (opening[2] or closing[2]) or opening[0] > closing[1]:
        return None
    return opening[0], closing[1], opening[2] + RANGE_SIGN + closing[2]


def _day(day: dt.date, step: dt.timedelta) -> Dates | None:
    """Return the day before or behind another, None where there is none."""
    try:
        neighbour = day + step
    except OverflowError:
        return None
    return neighbour, neighbour, neighbour.isoformat()


def _read_period(text: str) -> Dates | None:
    found = _PERIOD.fullmatch(text)
    if not found:
        return None
    canonical = "-".join(part.zfill(2) for part in found.groups() if part)
    period = parse_period(canonical)
    return (*period, canonical) if period else None


def _as_ascii(typed: str) -> str:
    """Return the text with ASCII digits, "-", "*" and "..", without spaces and invisible characters."""
    return "".join(_ascii_char(char) for char in typed if not char.isspace() and not is_invisible(char))


def _ascii_char(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if char in HYPHENS or char == "/":
        return "-"
    if char in STARS:
        return "*"
    return RANGE_SIGN if char == "…" else char
