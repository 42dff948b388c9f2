"""The forms of dates, as regular expressions over class letters (see `vocabulary` for the letters).

Not for: what a match means (`readers`, one function for each rule). Every pattern has a bounded number of
repetitions, so that reading is linear in the text. Rules are tried in this order where several could begin
at a token; the first that yields days wins, so longer and surer forms come first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMBER = r"(?:d|\(d\))"
DAY = rf"(?:{NUMBER}|o)"
DAYS = rf"(?P<days>{DAY}(?:(?:,?w|,|-|r|wr)p?{DAY}){{0,6}})"
RANGE_LEAD = rf"(?:fp?(?=v?{DAY}w?rp?{DAY})|bp?(?=v?{DAY}w?r?p?{DAY}))?"
"""من and بين belong to the span where they open a range."""
MONTH = r"(?P<month>[Mmhk])"
DAY_LEAD = r"(?:P(?=,?[uUWE])|P(?=[do]))?,?(?:t?U|u)?[Ee]?(?:\(W\)|,?-?W(?=[^W]))?A?(?:,|-)?R?p?(?:u)?"
"""What stands before a day's number: مساء، يوم الثلاثاء المقبل الموافق."""
YEAR = (
    r"(?:f?p?(?P<same>GY|YG)|,?(?:[fpi]?G|f?tG)(?P<year_step>A)?(?P<open_a>\()?(?P<year_a>y|[dn](?=[cl]))?(?(open_a)\))(?P<era_a>[cl])?"
    r"|(?P<step>A)?,?(?P<open_b>\()?(?P<year_b>y)(?(open_b)\))(?P<era_b>[cl])?"
    r"|(?P<step_c>A)?,?(?P<year_c>[dn])(?P<era_c>c)"
    r"|,?f?t?(?P<step_d>A)(?:w?A)?)?"
)
"""What stands behind a month: 2013, عام 2013, 2012م, من العام المقبل, الماضي, الجاري 1436هـ, من العام نفسه."""
BARE_YEAR = (
    r"(?:t?G(?P<year_step>A)?,?(?P<open>\()?(?P<year>y|[dn](?=[cl]))(?P<era>[cl])?(?(open)\))|t?G(?P<year_step_b>A)|tG"
    r"|(?P<year_y>y)(?P<era_y>[cl]))"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A form of date: the reader's name, the classes it may begin with, its pattern."""

    name: str
    starts: frozenset[str]
    pattern: re.Pattern[str]


def _rule(name: str, starts: str, pattern: str) -> Rule:
    return Rule(name, frozenset(starts), re.compile(pattern))


RULES: tuple[Rule, ...] = (
    _rule(
        "range of numeric dates",
        "df",
        r"f?(?P<day>d)(?:(?P<sign>[/-])(?P<number>d))?(?P<joint>w?r|w)K?"
        r"(?P<a>d)(?P<last_sign>[/-])(?P<b>d)(?P=last_sign)(?P<c>[dyn])(?P<era>[cl])?",
    ),
    _rule(
        "numeric date",
        "PuUtWEed(y",
        DAY_LEAD + r"\(?(?P<a>[dy])(?P<sign>[/\-.])(?P<b>d)(?P=sign)(?P<c>[dyn])(?P<era>[cl])?",
    ),
    _rule("days of a month", "PuUtWEedo(vfb", rf"(?:{RANGE_LEAD}v?|{DAY_LEAD}){DAYS}f?p?(?:t?S)?{MONTH}{YEAR}"),
    _rule("day and month number", "PuW", r"(?:P,?)?(?:u|u?W,?)R?\(?(?P<day>d)(?P<sign>[/-])(?P<number>d)(?![/y-])"),
    _rule("week of a month", "VB", rf"(?:Vf?)?B(?P<nth>[oF])f(?:t?S)?{MONTH}{YEAR}"),
    _rule("month and day", "M", r"(?P<month>M)(?P<days>d),?(?P<year_b>y)"),
    _rule(
        "days of this month",
        "PuUtWEedo(vf",
        rf"(?:{RANGE_LEAD}v?|{DAY_LEAD}){DAYS}f?p?(?:t?S(?P<month_step>A)|tS|(?P<same>SY|YS)|(?P<step>A))",
    ),
    _rule(
        "day and month number",
        "df",
        r"(?P<from>fK?(?=d[/-]dw?rK?d))?(?P<day>d)(?P<sign>[/-])(?P<number>d)"
        r"(?:w?rK?(?P<last_day>d)(?P=sign)(?P<last_number>d))?(?![/y-])",
    ),
    _rule("night between days", "P", r"P(?P<night>W)[-/w]?(?P<morning>W)"),
    _rule("day word", "PuUeEW", r"(?:P,?)?(?:u(?=[eEW]))?(?:W,?)?(?P<word>[eE])(?:,?\(W\)|,?W)?"),
    _rule("today", "PtUuW", r"(?:P,?)?u?(?:W,?)?t?(?P<today>U)(?:,?\(W\)|W|,W(?=,))?"),
    _rule("tonight", "Qt", r"tQ|(?P<tonight>Q)(?P<step>A)?"),
    _rule("weekdays", "Pv", r"(?:P,?)?v(?P<weekday>W)(?:,?w?W){0,5}?,?w(?P<last>W)(?!,?w?W)(?P<step>A)?"),
    _rule(
        "weekday",
        "PuWV",
        r"(?:P,?)?(?:u(?P<bare>a)|u?(?P<weekday>W))(?:f?(?P<week>B))?(?P<step>A)?",
    ),
    _rule("two months", "jS", r"[jS]p?(?P<one>[Mmhk])w(?P<two>[Mmhk])(?!,?w?[Mmhk])" + YEAR),
    _rule("two months", "Mmhk", r"(?P<one>[Mmhk])[-/](?P<two>[Mmhk])(?![-/]?[Mmhk])" + YEAR),
    _rule("half of a month", "Hq", rf"[Hq][oF]f(?:t?S)?{MONTH}{YEAR}"),
    _rule("half of a relative month", "Hq", r"[Hq][oF]f?S(?P<month_step>A)"),
    _rule("month", "VSMmhk", rf"(?:Vf?)?(?P<cue>Sp?)?{MONTH}{YEAR}"),
    _rule("relative month", "VStQ", r"(?:Vf?)?(?:(?P<this>t)S(?P<month_step_b>A)?|S(?P<month_step>A))|VS"),
    _rule("quarter of a year", "qV", rf"(?:Vf?)?q(?P<nth>[oF])f?p?(?:{BARE_YEAR}|G|(?P<year_z>y))"),
    _rule("quarters of a year", "q", rf"q(?P<one>o)w(?P<two>[oF])f?p?(?:{BARE_YEAR}|G|(?P<year_z>y))"),
    _rule("half of a year", "HV", rf"(?:Vf?)?H(?P<nth>[oF])f?p?(?:{BARE_YEAR}|G|(?P<year_z>y))"),
    _rule(
        "season",
        "VXt",
        rf"(?:Vf?)?(?:(?P<this>t)(?P<season_b>X)|(?P<season>X)(?:f?p?{BARE_YEAR}|(?P<year_z>y)|(?P<step>A)))",
    ),
    _rule("decade of a century", "HVZ", r"(?:Vf?)?Z(?P<nth>o)f?z(?:(?P<century>o)|(?P<century_step>A))"),
    _rule(
        "decade",
        "VZTf",
        r"(?:Vf?)?Z?(?P<decade>T)(?:,?f?p?z(?:(?P<century>o)|(?P<era_y>c)?(?P<century_step>A)))?(?P<era>[cl])?",
    ),
    _rule("relative decade", "VZ", r"(?:Vf?)?Z(?P<step>A)"),
    _rule("century", "VHqz", r"(?:Vf?|[Hq]of?)?z(?:(?P<century>o)|p?\(?(?P<number>d)\)?|(?P<step>A))(?P<era>[cl])?"),
    _rule("week", "VBt", r"(?:Vf?)?(?:(?P<this>t)B|B(?P<step>A))"),
    _rule("time ago", "L", r"L(?P<count>[Ndn])?(?P<unit>[DuvSGBgj])"),
    _rule(
        "pair of years",
        "gbGf",
        r"(?:bi?|f(?=G\(?y\)?[lc]?,?w?rp?G))?(?:g|G)\(?(?P<one>y)\)?[lc]?,?(?:w|-|/|w?r)p?G?\(?(?P<two>y)\)?(?P<era>[cl])?",
    ),
    _rule("pair of years", "yb", r"(?P<one>y)l?[-/](?:y[-/])?(?P<two>[yd])(?P<era>[cl])?"),
    _rule("year", "VtGyn", rf"(?:Vf?)?{BARE_YEAR}|(?P<end>V)G"),
    _rule("short year", "G", r"G(?P<short>d)(?![/.,-][dny])"),
    _rule("year and decade end", "V", r"Vf?(?P<century>o)"),
    _rule("bare year", "yV", r"(?:Vf?)?(?P<bare>y)"),
)
