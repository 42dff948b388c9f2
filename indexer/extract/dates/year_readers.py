"""Readers of years and their parts, of decades and of centuries.

Not for: the forms (`patterns`) or arithmetic (`calendars`). A reader returns None
where the words cannot be dated; the next rule is then tried.
"""

from __future__ import annotations

from indexer.extract.dates import bare_years, calendars, context, resolve
from indexer.extract.dates.found import CENTURY_OF_DECADES, SHORT_YEARS, Found, year_of
from indexer.extract.dates.mention import Span


def read_year(found: Found) -> Span | None:
    """Read عام 2013, العام الماضي, هذا العام, 2003م, سنة 64هـ."""
    if found.at("end") is not None and not found.stands_alone():
        return None
    if found.at("year", "year_y") is None and found.before() in context.OFFICES:
        return None
    if found.at("year") is not None and found.after() in context.COUNTED:
        return None
    if found.is_before_christ():
        return None
    return resolve.year(year_of(found), found.reference)


def read_short_year(found: Found) -> Span | None:
    """Read نكسة عام 67."""
    short = found.number("short")
    counted = found.after() in context.COUNTED or found.after() in context.PER_CENT
    if short is None or short not in SHORT_YEARS or counted or found.written().startswith("ال"):
        return None
    return calendars.year_span(CENTURY_OF_DECADES + short)


def read_bare_year(found: Found) -> Span | None:
    """Read a four-digit number whose neighbours make it a year."""
    place = found.at("bare")
    if place is None or not bare_years.is_year(found.tokens, place, found.reference):
        return None
    return resolve.year(resolve.Year(found.number("bare")), found.reference)


def read_pair_of_years(found: Found) -> Span | None:
    """Read عامي 2002 و2003, 2007-2011, موسم 2015/16."""
    one, two = found.number("one"), found.number("two")
    if one is None or two is None or found.is_list_of_years():
        return None
    if two < 100 and found.letter("two") == "d":
        two = one // 100 * 100 + two
        if two != one + 1:
            return None
    hijri = found.letter("era") == "c"
    if one == two + 1 and "w" not in found.match.group():
        one, two = two, one
    if not one < two <= one + 200 or (not hijri and one not in range(1500, 2100)):
        return None
    first = resolve.year(resolve.Year(one, hijri), found.reference)
    last = resolve.year(resolve.Year(two, hijri), found.reference)
    return resolve.joined(first, last)


def _year_number(found: Found) -> int | None:
    year = resolve.year(year_of(found), found.reference)
    return None if year is None or year.calendar == "hijri" else year.first.year


def read_quarter(found: Found) -> Span | None:
    """Read الربع الأول من 2012."""
    nth, year = found.number("nth") or 4, _year_number(found)
    if year is None or nth > 4:
        return None
    return calendars.months_span(year, 3 * nth - 2, 3, "quarter")


def read_quarters(found: Found) -> Span | None:
    """Read الربعين الأول والثاني من العام الحالي."""
    one, two, year = found.number("one"), found.number("two") or 4, _year_number(found)
    if one is None or year is None or not one < two <= 4:
        return None
    return calendars.months_span(year, 3 * one - 2, 3 * (two - one + 1), "interval")


def read_half_year(found: Found) -> Span | None:
    """Read النصف الأول من العام الحالي."""
    nth, year = found.number("nth") or 2, _year_number(found)
    if year is None or nth > 2:
        return None
    return calendars.months_span(year, 6 * nth - 5, 6, "half")


def _hijri_year_span(found: Found) -> Span | None:
    """Return the Hijri year of the match, None where its year is of the other calendar or left out."""
    year = year_of(found)
    span = resolve.year(year, found.reference) if year.number is not None else None
    return span if span is not None and span.calendar == "hijri" else None


def _season_within(season: str, year: Span) -> Span | None:
    """Return the season most of which lies in a Hijri year: صيف 1436هـ."""
    spans = [calendars.season_span(number, season) for number in range(year.first.year, year.last.year + 1)]
    inside = [
        ((min(span.last, year.last) - max(span.first, year.first)).days, span) for span in spans if span is not None
    ]
    return max(inside, key=lambda choice: choice[0])[1] if inside else None


def read_season(found: Found) -> Span | None:
    """Read صيف 2012, الصيف الماضي, هذا الصيف."""
    place = found.at("season", "season_b")
    season = found.tokens.values[place] if place is not None else None
    if not isinstance(season, str):
        return None
    hijri = _hijri_year_span(found)
    if hijri is not None:
        return _season_within(season, hijri)
    step = 0 if found.at("this") is not None else found.number("step")
    if step is None:
        year = _year_number(found)
        return None if year is None else calendars.season_span(year, season)
    return resolve.season_by_step(found.reference, season, step) if found.reference else None


def _century(found: Found) -> int | None:
    """Return the first year of the century that a decade names, 1900 where it names none."""
    nth, step = found.number("century"), found.number("century_step")
    if nth is not None:
        return 100 * (nth - 1)
    if step is not None and found.reference is not None:
        here = found.reference.year
        if found.at("era_y") is not None:
            hijri = calendars.hijri_of(found.reference)
            here = hijri[0] if hijri else here
        return here // 100 * 100 + 100 * step
    if step is not None:
        return None
    return CENTURY_OF_DECADES


def read_decade(found: Found) -> Span | None:
    """Read الستينيات من القرن الماضي; not ages, and Hijri decades by their mark."""
    decade, century = found.number("decade"), _century(found)
    if decade is None or century is None:
        return None
    following = found.tokens.folded[found.match.end() : found.match.end() + 2]
    if context.DECADE_OF_LIFE & set(following) or context.is_age(found.tokens, found.match.start()):
        return None
    if found.at("era_y") is not None:
        return calendars.hijri_years_span(century + decade, 10, "decade")
    if found.letter("era") == "c":
        return calendars.hijri_years_span(1300 + decade, 10, "decade")
    return calendars.years_span(century + decade, 10, "decade")


def read_decade_of_century(found: Found) -> Span | None:
    """Read العقد الأول من القرن الماضي."""
    nth, century = found.number("nth"), _century(found)
    if nth is None or century is None or nth > 10:
        return None
    return calendars.years_span(century + 10 * (nth - 1), 10, "decade")


def read_relative_decade(found: Found) -> Span | None:
    """Read العقد الماضي."""
    if found.reference is None:
        return None
    return calendars.years_span(
        found.reference.year // 10 * 10 + 10 * (found.number("step") or 0), 10, "decade", own_year=False
    )


def read_century(found: Found) -> Span | None:
    """Read القرن التاسع عشر, القرن الماضي, القرن الرابع الهجري."""
    nth, step = found.number("century", "number"), found.number("step")
    company = found.before().endswith(context.FILM_COMPANY) or found.after() in context.FILM_COMPANY
    if company or found.is_before_christ():
        return None
    if nth is not None and found.letter("era") == "c":
        return calendars.hijri_years_span(100 * (nth - 1) + 1, 100, "century")
    if nth is not None:
        return calendars.years_span(max(1, 100 * (nth - 1)), 100 if nth > 1 else 99, "century")
    if step is None or found.reference is None:
        return None
    return calendars.years_span(found.reference.year // 100 * 100 + 100 * step, 100, "century", own_year=False)


def read_elliptic_century(found: Found) -> Span | None:
    """Read أوائل العشرين, after a century named in full."""
    nth = found.number("century")
    if nth is None or nth < 15 or found.tokens.letters[found.match.start() - 1 : found.match.start()] != "w":
        return None
    return calendars.years_span(100 * (nth - 1), 100, "century")
