"""Reading query parameters strictly, for endpoints and for `web.search_state`: nothing unknown, nothing twice."""

from __future__ import annotations

import re
from collections.abc import Iterable

import search

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
