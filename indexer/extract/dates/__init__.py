"""Dates that a text mentions: `find_dates(text, reference)` with offsets, first and last day.

The way of a date: `lexer` (text to class letters, with `forms` and `vocabulary`) -> `patterns` (regular
expressions over the letters) -> `readers` (what each form means, with `found`, `context`, `bare_years`, `direction`,
`resolve`, `calendars`) -> `finder`.
Recipe and figures: evidence/entities_dates.md §4.
"""

from indexer.extract.dates.finder import find_dates
from indexer.extract.dates.mention import DateMention

__all__ = ["DateMention", "find_dates"]
