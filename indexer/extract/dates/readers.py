"""The reader of each rule: the table that joins `patterns` to the readers of days, months and years."""

from __future__ import annotations

from collections.abc import Callable

from indexer.extract.dates import day_readers, month_readers, weekday_readers, year_readers
from indexer.extract.dates.found import Found
from indexer.extract.dates.mention import Span

READERS: dict[str, Callable[[Found], Span | None]] = {
    "range of numeric dates": day_readers.read_numeric_range,
    "numeric date": day_readers.read_numeric_date,
    "days of a month": day_readers.read_days,
    "month and day": day_readers.read_days,
    "days of this month": day_readers.read_days_of_this_month,
    "day and month number": day_readers.read_day_and_month_number,
    "week of a month": month_readers.read_week_of_month,
    "night between days": weekday_readers.read_night,
    "day word": day_readers.read_day_word,
    "today": day_readers.read_today,
    "tonight": day_readers.read_tonight,
    "weekdays": weekday_readers.read_weekdays,
    "weekday": weekday_readers.read_weekday,
    "two months": month_readers.read_two_months,
    "half of a month": month_readers.read_month,
    "half of a relative month": month_readers.read_relative_month,
    "month": month_readers.read_month,
    "relative month": month_readers.read_relative_month,
    "quarter of a year": year_readers.read_quarter,
    "quarters of a year": year_readers.read_quarters,
    "half of a year": year_readers.read_half_year,
    "season": year_readers.read_season,
    "decade of a century": year_readers.read_decade_of_century,
    "decade": year_readers.read_decade,
    "relative decade": year_readers.read_relative_decade,
    "century": year_readers.read_century,
    "week": month_readers.read_week,
    "time ago": month_readers.read_time_ago,
    "pair of years": year_readers.read_pair_of_years,
    "year": year_readers.read_year,
    "short year": year_readers.read_short_year,
    "year and decade end": year_readers.read_elliptic_century,
    "bare year": year_readers.read_bare_year,
}
