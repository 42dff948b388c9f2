"""Reading query parameters strictly, for endpoints and for `web.search_state`: nothing unknown, nothing twice.

What a page says of a date in a box that it leaves out is for readers, and names the box as the page does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import search
from web.date_entry import short_month

Pair = tuple[str, str]

_WHOLE_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


def read_parameters(pairs: Iterable[Pair], known: tuple[str, ...]) -> dict[str, str]:
    """Return the value of each parameter given. Raises UnknownParameterError, ParameterValueError."""
    values: dict[str, str] = {}
    for name, value in pairs:
        if name not in known:
            raise search.UnknownParameterError(name, known)
        if name in values:
            raise repeated_error(name, value)
        values[name] = value
    return values


def read_number(values: dict[str, str], name: str, default: int, largest: int, *, smallest: int = 0) -> int:
    """Return a whole number between two limits. Raises ParameterValueError."""
    text = values.get(name, str(default))
    if not _WHOLE_NUMBER.fullmatch(text) or not smallest <= int(text) <= largest:
        raise search.ParameterValueError(
            name, text, f"a whole number from {smallest} to {largest}", f"عدد صحيح من {smallest} إلى {largest}"
        )
    return int(text)


def repeated_error(name: str, value: str) -> search.ParameterValueError:
    """Return the error for a parameter that was given twice but has one value."""
    return search.ParameterValueError(
        name, value, "one value, and the parameter was given more than once", "قيمة واحدة، وقد تكرر المعامل"
    )


def empty_value_error(name: str) -> search.ParameterValueError:
    """Return the error for a parameter without a value."""
    return search.ParameterValueError(name, "", "a value; leave the parameter out otherwise", "قيمة، أو حذف المعامل")


BOX_NAMES = {
    "from": ("“From”", "«من»"),
    "to": ("“To”", "«إلى»"),
    "mentioned.from": ("“From” of “Dates mentioned”", "«من» من «تواريخ مذكورة»"),
    "mentioned.to": ("“To” of “Dates mentioned”", "«إلى» من «تواريخ مذكورة»"),
}
"""The boxes of dates by their parameters, as the page names them in English and Arabic."""


class TypedDateError(search.RequestError):
    """A date in a box of a page is left out. box: its parameter. typed: what stands in it."""

    code = search.ParameterValueError.code

    def __init__(self, box: str, typed: str, message: str, message_ar: str) -> None:
        """Keep what was typed beside both texts."""
        super().__init__(message, message_ar, parameter=box)
        self.box = box
        self.typed = typed


def unread_date_error(box: str, typed: str) -> TypedDateError:
    """Return the error for what is no date, or for a day that its month has not."""
    shown, (name, name_ar) = _isolated(typed), BOX_NAMES[box]
    month = short_month(typed)
    if month is None:
        return TypedDateError(
            box,
            typed,
            f"We could not read “{shown}” in the box {name} as a date, so it was left out. "
            "Write for example 2021-01, 26 January 2021 or Ramadan 1436.",
            f"لم نفهم «{shown}» تاريخًا في خانة {name_ar}، فلم نأخذ به. "
            "اكتب مثلًا \u20662021-01\u2069 أو 26 يناير 2021 أو رمضان 1436.",
        )
    calendar, calendar_ar = (" in the Umm al-Qura calendar", " بتقويم أم القرى") if month.is_hijri else ("", "")
    return TypedDateError(
        box,
        typed,
        f"We left out “{shown}” in the box {name}: that month has {month.days} days{calendar}.",
        f"لم نأخذ بـ«{shown}» في خانة {name_ar}: أيام ذلك الشهر {month.days}{calendar_ar}.",
    )


def reversed_range_error(box: str, typed: str, first: str) -> TypedDateError:
    """Return the error for the end of a range that is before its beginning. first: what was typed there."""
    (name, name_ar), (other, other_ar) = BOX_NAMES[box], BOX_NAMES[box.removesuffix("to") + "from"]
    return TypedDateError(
        box,
        typed,
        f"We left out “{_isolated(typed)}” in the box {name}: it is before “{_isolated(first)}” in the box {other}.",
        f"لم نأخذ بـ«{_isolated(typed)}» في خانة {name_ar}: هو قبل «{_isolated(first)}» في خانة {other_ar}.",
    )


def _isolated(typed: str) -> str:
    """Return what was typed, cut and in its own direction: digits with hyphens run backwards in an Arabic line."""
    return f"\u2068{typed[:80]}\u2069"
