"""DateMention: what `find_dates` returns, and Span, the interval behind it.

Not for: the form an article keeps (`search.article.MentionedDate`, which adds title or text).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from search.article import Precision

Calendar = Literal["gregorian", "hijri"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of days, both ends inclusive.

    own_year: the words themselves name the year, so that the value owes nothing to a reference date.
    """

    first: dt.date
    last: dt.date
    precision: Precision
    calendar: Calendar = "gregorian"
    own_year: bool = False


@dataclass(frozen=True, slots=True)
class DateMention:
    """One expression of a text that names a day or a run of days.

    start, end: code points into the text as given, so that text[start:end] == self.text.
    first, last: inclusive, always both; last - first covers the whole of a month, year, century …
    evidence: the rule that read it and the day it was resolved against, in English, for a reader.
    """

    start: int
    end: int
    text: str
    first: dt.date
    last: dt.date
    precision: Precision
    calendar: Calendar = "gregorian"
    evidence: str = ""
