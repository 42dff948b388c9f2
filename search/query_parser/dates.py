"""Dates in a query: تاريخ:2021-01, date:٢٠٢١/١/٢٦, date:2020..2021, date:2020.. and ..2021."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from search.query_parser.lexer import HYPHENS, is_invisible
from search.request import parse_period

RANGE_SIGN = ".."

_PERIOD = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_FINAL_PUNCTUATION = re.compile(r"(?:[،,؛;!؟?]|(?<!\.)\.)+$")


def read_dates(typed: str) -> tuple[dt.date, dt.date, str] | None:
    """Return first day, last day and the canonical text of a period or range of periods, else None.

    An open side of a range reaches to the first or last day that exists.
    """
    text = _FINAL_PUNCTUATION.sub("", _as_ascii(typed))
    left, sign, right = text.partition(RANGE_SIGN)
    if not sign:
        period = _read_period(text)
        return (*period[0], period[1]) if period else None
    opening = _read_period(left) if left else ((dt.date.min, dt.date.min), "")
    closing = _read_period(right) if right else ((dt.date.max, dt.date.max), "")
    if not opening or not closing or not (left or right):
        return None
    first, last = opening[0][0], closing[0][1]
    return (first, last, opening[1] + RANGE_SIGN + closing[1]) if first <= last else None


def _read_period(text: str) -> tuple[tuple[dt.date, dt.date], str] | None:
    found = _PERIOD.fullmatch(text)
    if not found:
        return None
    canonical = "-".join(part.zfill(2) for part in found.groups() if part)
    period = parse_period(canonical)
    return (period, canonical) if period else None


def _as_ascii(typed: str) -> str:
    """Return the text with ASCII digits, "-" and "..", without spaces and invisible characters."""
    return "".join(_ascii_char(char) for char in typed if not char.isspace() and not is_invisible(char))


def _ascii_char(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if char in HYPHENS or char == "/":
        return "-"
    return RANGE_SIGN if char == "…" else char
