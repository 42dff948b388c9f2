"""Found: a match of a pattern, with the questions that readers ask of it and of its neighbours.

Not for: what a form means (`day_readers`, `month_readers`, `year_readers`).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from indexer.extract.dates import context, resolve
from indexer.extract.dates.lexer import Tokens
from indexer.extract.dates.mention import Span

SHORT_YEARS = range(40, 100)
"""Two digits behind عام: نكسة عام 67."""
CENTURY_OF_DECADES = 1900
WEEKDAY_LIST = re.compile(r"(?:,?wu?W){1,5}A")


@dataclass(slots=True)
class SoFar:
    """What the expressions read so far say of those to come.

    ahead: the last day of an expression in the same sentence that lies ahead, for weekdays that follow it.
    known: the days that expressions of the text fixed for a weekday. previous: the date read before, for من العام
    نفسه. entry: the year that opened the line, as in a chronicle.
    """

    ahead: dt.date | None = None
    known: dict[int, dt.date] = field(default_factory=dict)
    previous: Span | None = None
    entry: int | None = None


@dataclass(slots=True)
class Found:
    """A match, with what its readers ask of it."""

    match: re.Match[str]
    tokens: Tokens
    reference: dt.date | None
    so_far: SoFar

    def at(self, *names: str) -> int | None:
        """Return the token index of the first of these groups that matched."""
        groups = self.match.re.groupindex
        for name in names:
            if name in groups and self.match.start(name) >= 0:
                return self.match.start(name)
        return None

    def lacks_antecedent(self) -> bool:
        """Return whether the match says العام نفسه where no date went before."""
        return self.so_far.previous is None and self.at("same") is not None

    def number(self, *names: str) -> int | None:
        """Return the value of the first of these groups that matched, where it is a number."""
        place = self.at(*names)
        value = None if place is None else self.tokens.values[place]
        return value if isinstance(value, int) else None

    def letter(self, *names: str) -> str:
        """Return the class letter of the first of these groups that matched, or nothing."""
        place = self.at(*names)
        return "" if place is None else self.tokens.letters[place]

    def before(self) -> str:
        """Return the folded word before the match."""
        return context.word_before(self.tokens, self.match.start())

    def after(self) -> str:
        """Return the folded word after the match."""
        return context.folded_at(self.tokens, self.match.end())

    def stands_alone(self) -> bool:
        """Return whether the last word is definite and no adjective follows: نهاية العام, not نهاية العام الدراسي."""
        following = self.match.end()
        adjective = self.tokens.letters[following : following + 1] == "x" and self.after().startswith("ال")
        return self.tokens.folded[following - 1].startswith("ال") and not adjective

    def is_quoted(self) -> bool:
        """Return whether the match stands alone in brackets or quotes, as the names of papers do."""
        start = self.match.start()
        opening = self.tokens.folded[start - 1] if start else ""
        return opening != "" and opening in '(«“"' and self.after() != "" and self.after() in ')»”"'

    def opens_title(self) -> bool:
        """Return whether a quote opens before the match and an adjective of origin follows: «اليوم الذهبي …»."""
        start, after = self.match.start(), self.after()
        opening = self.tokens.folded[start - 1] if start else ""
        return opening != "" and opening in '«“"' and after.startswith("ال") and after.endswith(("ي", "يه"))

    def is_list_of_years(self) -> bool:
        """Return whether years joined by و are single years: أعوام 1991 و2002 و2005, عام 2015 و2016."""
        letters = self.match.group()
        dual = "g" in letters and self.tokens.folded[self.match.start() + letters.index("g")] in context.TWO_YEARS
        return "w" in letters and not dual and not letters.startswith("b")

    def is_before_christ(self) -> bool:
        """Return whether قبل الميلاد follows: no calendar of ours reaches there."""
        following = self.match.end()
        return tuple(self.tokens.folded[following : following + 2]) in context.BEFORE_CHRIST

    def step_of_list(self) -> int | None:
        """Return the step at the end of a list of weekdays that this one opens: السبت والأحد الماضيين."""
        listed = WEEKDAY_LIST.match(self.tokens.letters, self.match.end())
        value = self.tokens.values[listed.end() - 1] if listed else None
        return value if isinstance(value, int) else None

    def written(self) -> str:
        """Return the folded first word of the match."""
        return self.tokens.folded[self.match.start()]

    def listed(self) -> bool:
        """Return whether the match goes on a list of months: أشهر أبريل ومايو."""
        start = self.match.start()
        return self.tokens.letters[max(0, start - 2) : start].endswith(("j", "Mw", "hw"))

    def weekday(self) -> int | None:
        """Return the weekday written in the match."""
        place = self.match.group().find("W")
        value = self.tokens.values[self.match.start() + place] if place >= 0 else None
        return value if isinstance(value, int) else None


YEARS = ("year", "year_a", "year_b", "year_c", "year_y", "year_z")
ERAS = ("era", "era_a", "era_b", "era_c", "era_y")
STEPS = ("step", "step_c", "step_d")
YEAR_STEPS = ("year_step", "year_step_b")


def year_of(found: Found) -> resolve.Year:
    """Return what the match says of the year."""
    number = found.number(*YEARS)
    previous = found.so_far.previous
    if found.at("same") is not None and previous is not None:
        return resolve.Year(previous.first.year)
    if number is not None and number in SHORT_YEARS and found.letter(*ERAS) == "l":
        number += CENTURY_OF_DECADES
    return resolve.Year(number, found.letter(*ERAS) == "c", found.number(*YEAR_STEPS), found.number(*STEPS))


def year_of_month(found: Found) -> resolve.Year:
    """Return what the match, or else the year that opens its line, says of the year of a month or day."""
    year = year_of(found)
    return resolve.Year(found.so_far.entry) if found.so_far.entry and year.is_silent() else year
