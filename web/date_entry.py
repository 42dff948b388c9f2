"""Dates as people write them: what the boxes of the page take, in either calendar, as ISO years, months and days.

`26 يناير 2021`, `كانون الثاني 2021`, `1442-06`, `غرة شوال 1436`, `26/1/2021`, `Jan 2021`, `عام 2021`. A year from 1343
to 1500 is Hijri unless م stands behind it. Not for: URLs, which say ISO alone, and dates within a text (`indexer`).
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import cache
from typing import NamedTuple

from babel.dates import get_month_names
from hijridate import Gregorian, Hijri

import search

HIJRI_YEARS = range(1343, 1501)
"""Years of the calendar of Umm al-Qura as its table has them, AD 1924 to 2077."""

MONTH_LOCALES = {"gulf": "ar", "levant": "ar_SY", "maghreb": "ar_TN", "morocco": "ar_MA"}
"""The names of months by region: يناير, كانون الثاني, جانفي; Morocco has some of its own (غشت)."""

MAX_CHARS = 60

HIJRI_MONTHS = (
    ("محرم", "المحرم", "muharram"),
    ("صفر", "safar"),
    ("ربيع الأول", "ربيع أول", "rabi al-awwal", "rabi i"),
    ("ربيع الآخر", "ربيع الثاني", "ربيع ثاني", "ربيع ثان", "ربيع آخر", "rabi al-thani", "rabi ii"),
    ("جمادى الأولى", "جمادى الأول", "جماد الأول", "جماد أول", "jumada al-ula", "jumada i"),
    (
        *("جمادى الآخرة", "جمادى الثانية", "جمادى الثاني", "جمادى الآخر", "جماد الآخر", "جماد الثاني", "جماد ثاني"),
        *("jumada al-akhirah", "jumada ii"),
    ),
    ("رجب", "rajab"),
    ("شعبان", "shaban"),
    ("رمضان", "ramadan"),
    ("شوال", "shawwal"),
    ("ذو القعدة", "ذي القعدة", "dhu al-qadah"),
    ("ذو الحجة", "ذي الحجة", "dhu al-hijjah"),
)
"""Names of the Hijri months, the first of each as the page writes it."""

_OTHER_SPELLINGS = {"فيفري": 2, "ابريل": 4, "نيسان": 4, "يوليه": 7, "يونيه": 6, "اوت": 8, "تموز": 7, "sept": 9}

_LATIN_ARTICLE = r"(?:[aeu]?[lts]h?|u)?"
_LATIN_HIJRI_MONTHS = (
    r"m[ou]harr?[ae]m",
    r"saf[ae]r",
    rf"rab[ie]+{_LATIN_ARTICLE}(?:awwal|awal|awwel|i)",
    rf"rab[ie]+{_LATIN_ARTICLE}(?:th?ani|sani|a?kh?[ie]r|ii)",
    rf"j[ua]m+a+d[ai]*{_LATIN_ARTICLE}(?:o?ula|oola|awwal|awal|i)",
    rf"j[ua]m+a+d[ai]*{_LATIN_ARTICLE}(?:(?:th?ani|sani)(?:ya)?h?|a?kh?[ie]rah?|a?kh?ira?|ii)",
    r"raj[ae]b",
    r"sha+ba+n",
    r"ramad+h?[ae]+n|rama?z[ae]n",
    r"shaw+a+l",
    rf"(?:dh|th|d|z)[ui]{_LATIN_ARTICLE}[qk][aei]+d+[ae]h?",
    rf"(?:dh|th|d|z)[ui]{_LATIN_ARTICLE}h[ei]j+[ae]h?",
)
"""The Hijri months as they are written in Latin letters, letters alone: dhualhijja, zulhijjah."""

_numbers = re.compile(r"(\d{1,4})\W+(\d{1,4})(?:\W+(\d{1,4}))?")
_day_month_year = re.compile(r"(?:(\d{1,2})\s+)?(\D+?)\s*(?:(\d{1,2})\s*[,،]\s*)?(\d{4})")
_hijri_mark = re.compile(r"\s*(?:هـ?|هجري|هجريه|ah|a\.h\.)$")
_gregorian_mark = re.compile(r"\s*(?:م|ميلادي|ميلاديه|ad|ce)$")
_ordinal = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_letters_meet_digits = re.compile(r"(?<=\d)\s*/?\s*(?=[^\W\d_])|(?<=[^\W\d_])\s*/?\s*(?=\d)")
_filler = re.compile(
    r"(?<!\w)(?:من|في|شهر|ل?عام|العام|ل?سنه|السنه|of|the|in|month|year"
    r"|المبارك|الكريم|الفضيل|المعظم|المكرم|الحرام|الخير|الفرد)(?!\w)"
)
_first_day = re.compile(r"^غره(?!\w)")
_year_first = re.compile(r"(\d{4})\s+(\D+?)(?:\s+(\d{1,2}))?")
_weekday = re.compile(
    r"^(?:يوم\s+)?(?:ال)?(?:اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت|احد|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?\s*[,،]?\s+"
)

_LAST_DAYS = (29, 30, 31)

Days = tuple[dt.date, dt.date]


class ShortMonth(NamedTuple):
    """A month that has not the day named: how many it has, and whether that is by the calendar of Umm al-Qura."""

    days: int
    is_hijri: bool


class _Parts(NamedTuple):
    """A date taken apart; month and day are 0 where there is none."""

    year: int
    month: int
    day: int
    is_hijri: bool


def read_typed(text: str) -> Days | None:
    """Return the first and last day of what was typed, or None where it is no day, month or year.

    >>> read_typed("جمادى الآخرة ١٤٤٢")
    (datetime.date(2021, 1, 14), datetime.date(2021, 2, 12))
    """
    parts = _parts_of(text)
    if parts is None:
        return None
    if parts.is_hijri:
        return _hijri_days(parts.year, parts.month, parts.day)
    iso = "-".join([f"{parts.year:04}", *(f"{part:02}" for part in (parts.month, parts.day) if part)])
    return search.parse_period(iso)


def short_month(text: str) -> ShortMonth | None:
    """Return the month where what was typed names its 29th, 30th or 31st day and it has none, else None.

    >>> short_month("30 رمضان 1436")
    ShortMonth(days=29, is_hijri=True)
    """
    parts = _parts_of(text)
    if parts is None or parts.day not in _LAST_DAYS or read_typed(text):
        return None
    if parts.is_hijri:
        days = _hijri_days(parts.year, parts.month, 0)
    else:
        days = search.parse_period(f"{parts.year:04}-{parts.month:02}")
    return ShortMonth((days[1] - days[0]).days + 1, parts.is_hijri) if days else None


def typed_value(iso: str) -> str:
    """Return an ISO period as the boxes take it back: a Gregorian year that might be a Hijri one is marked.

    >>> typed_value("2021-01"), typed_value("1492")
    ('2021-01', '1492 م')
    """
    return f"{iso} م" if iso[:4].isdecimal() and int(iso[:4]) in HIJRI_YEARS else iso


def hijri_of(day: dt.date) -> tuple[int, int, int] | None:
    """Return Hijri year, month and day; None outside the table."""
    try:
        found = Gregorian(day.year, day.month, day.day).to_hijri()
    except (ValueError, OverflowError):
        return None
    return found.year, found.month, found.day


def hijri_label(first: dt.date, last: dt.date, *, arabic: bool) -> str:
    """Return a range of days in the Hijri calendar, "" outside the table.

    >>> hijri_label(dt.date(2021, 1, 14), dt.date(2021, 2, 12), arabic=True)
    'جمادى الآخرة 1442 هـ'
    """
    start, end = hijri_of(first), hijri_of(last)
    if start is None or end is None:
        return ""
    month, era = (_arabic_month, "هـ") if arabic else (_english_month, "AH")
    if start[2] == 1 and _hijri_days(*end[:2], 0) == (_gregorian(*end[:2], 1), last):
        ends: tuple[str, ...] = (f"{month(*start[:2])} {start[0]}", f"{month(*end[:2])} {end[0]}")
        if (start[1], end[1]) == (1, 12):
            ends = (str(start[0]), str(end[0]))
    else:
        ends = tuple(f"{day} {month(year, number)} {year}" for year, number, day in (start, end))
    return f"{' – '.join(dict.fromkeys(ends))} {era}"


def _arabic_month(_: int, month: int) -> str:
    return HIJRI_MONTHS[month - 1][0]


def _english_month(year: int, month: int) -> str:
    return str(Hijri(year, month, 1).month_name("en"))


def _parts_of(text: str) -> _Parts | None:
    """Return what was typed taken apart, None where it is no date; whether its days exist is not asked."""
    if len(text) > MAX_CHARS:
        return None
    typed = " ".join(search.fold_text(text).replace("-", " - ").split())
    bare = _hijri_mark.sub("", typed)
    is_marked, is_gregorian = bare != typed, False
    if not is_marked:
        bare = _gregorian_mark.sub("", typed)
        is_gregorian = bare != typed
    parts = _read_parts(_plain(_weekday.sub("", bare.strip())))
    if parts is None:
        return None
    year, month, day, month_is_hijri = parts
    is_hijri_year = year in HIJRI_YEARS and not is_gregorian and month_is_hijri is None
    return _Parts(year, month, day, bool(month_is_hijri or is_marked or is_hijri_year))


def _plain(typed: str) -> str:
    """Return what was typed without the words that add nothing, numbers and names apart."""
    apart = _letters_meet_digits.sub(" ", _ordinal.sub("", typed))
    return " ".join(_first_day.sub("1", _filler.sub(" ", apart).strip()).split())


def _read_parts(text: str) -> tuple[int, int, int, bool | None] | None:
    """Return year, month, day (0: none) and whether the month's name is Hijri, None where it is a number."""
    if re.fullmatch(r"\d{4}", text):
        return int(text), 0, 0, None
    found = _numbers.fullmatch(text)
    if found:
        return _read_numbers([part for part in found.groups() if part])
    if named := _day_month_year.fullmatch(text):
        year, name, day, other_day = named[4], named[2], named[1], named[3]
    elif named := _year_first.fullmatch(text):
        year, name, day, other_day = named[1], named[2], named[3], None
    else:
        return None
    month = _month_named(name.partition("/")[0])  # يناير/كانون الثاني
    if month is None or (day and other_day):
        return None
    return int(year), month[0], int(day or other_day or 0), month[1]


def _read_numbers(parts: list[str]) -> tuple[int, int, int, None] | None:
    """Return year, month and day of numbers: the year is the one of four digits, at either end; the day before it."""
    if len(parts[0]) != 4:
        parts = parts[::-1]
    if len(parts[0]) != 4 or any(len(part) > 2 for part in parts[1:]):
        return None
    numbers = [int(part) for part in parts]
    if 0 in numbers[1:]:
        return None
    return numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else 0, None


@cache
def month_numbers() -> dict[str, tuple[int, bool]]:
    """Return every name of a month, folded: its number, and whether it is Hijri."""
    names: dict[str, tuple[int, bool]] = {}
    for locale in (*MONTH_LOCALES.values(), "en"):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=locale).items():
                names.setdefault(_month_key(name), (int(number), False))
    for name, number in _OTHER_SPELLINGS.items():
        names.setdefault(_month_key(name), (number, False))
    for number, spellings in enumerate(HIJRI_MONTHS, 1):
        names.update((_month_key(name), (number, True)) for name in spellings)
    return names


def _month_named(name: str) -> tuple[int, bool] | None:
    """Return the number of the month of this name, and whether it is Hijri."""
    key = _month_key(name)
    latin = re.sub(r"[^a-z]", "", key)
    hijri = (number for number, spelling in enumerate(_LATIN_HIJRI_MONTHS, 1) if re.fullmatch(spelling, latin))
    return month_numbers().get(key) or next(((number, True) for number in hijri), None)


def _month_key(name: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKD", search.fold_text(name)))


def _hijri_days(year: int, month: int, day: int) -> Days | None:
    first = (year, month or 1, day or 1)
    following = (year, month + 1, 1) if 0 < month < 12 else (year + 1, 1, 1)
    try:
        start = _gregorian(*first)
        return start, start if day else _gregorian(*following) - dt.timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def _gregorian(year: int, month: int, day: int) -> dt.date:
    if year == HIJRI_YEARS.stop and (month, day) == (1, 1):  # the day after the last of the table
        last = Hijri(year - 1, 12, Hijri(year - 1, 12, 1).month_length()).to_gregorian()
        return dt.date(last.year, last.month, last.day) + dt.timedelta(days=1)
    found = Hijri(year, month, day).to_gregorian()
    return dt.date(found.year, found.month, found.day)
