"""Reads JSON values one at a time, so that what stands before a break in the file is not lost with it.

Not for: what the values mean (`json_records`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator
from typing import Any

_DECODER = json.JSONDecoder(strict=False)
# Line breaks inside strings are illegal JSON and common in scraped archives; `strict=False` takes them.
_SPACE = re.compile(r"[ \t\r\n]*")

WRAPPERS = frozenset(
    (
        *("articles", "items", "data", "results", "result", "docs", "documents", "news", "records", "entries"),
        *("posts", "hits", "response", "rows", "feed", "list", "المقالات", "الأخبار"),
    )
)
"""Names under which an object may hold the array of its articles."""


class JsonBreak(Exception):
    """The text stops being JSON here. position: code points into the text."""

    def __init__(self, position: int, reason: str) -> None:
        """Keep the place and the parser's reason."""
        super().__init__(reason)
        self.position = position
        self.reason = reason


def skip_space(text: str, position: int) -> int:
    """Return the position of the next character that is not white space."""
    match = _SPACE.match(text, position)
    return match.end() if match else position


def read_value(text: str, position: int) -> tuple[Any, int]:
    """Return the value that starts here and the position behind it.

    Raises: JsonBreak where there is no whole value.
    """
    try:
        return _DECODER.raw_decode(text, position)
    except json.JSONDecodeError as error:
        raise JsonBreak(error.pos, error.msg) from error
    except RecursionError as error:
        raise JsonBreak(position, "Nested too deeply") from error
    except ValueError as error:  # An integer of more than 4,300 digits.
        raise JsonBreak(position, str(error).partition(";")[0]) from error


def read_only_value(text: str) -> Any:
    """Return the one value of a text.

    Raises: JsonBreak where there is no whole value, or something behind it.
    """
    value, end = read_value(text, skip_space(text, 0))
    rest = skip_space(text, end)
    if rest < len(text):
        raise JsonBreak(rest, "Extra data")
    return value


def iter_records(text: str) -> Iterator[tuple[Any, int]]:
    """Yield each record with its position: of an array, of arrays inside an object, or of values in a row.

    Raises: JsonBreak at the place where the text stops being JSON, after all whole records before it.
    """
    position = skip_space(text, 0)
    while position < len(text):
        if text[position] == "[":
            position = yield from _iter_array(text, position)
        elif text[position] == "{" and _is_wrapper(text, position):
            position = yield from _iter_wrapper(text, position)
        else:
            value, end = read_value(text, position)
            yield value, position
            position = end
        position = skip_space(text, position)
        if text[position : position + 1] == ",":  # `{…},{…}`: an array that lost its brackets.
            position = skip_space(text, position + 1)


def _iter_array(text: str, position: int) -> Generator[tuple[Any, int], None, int]:
    position = skip_space(text, position + 1)
    while text[position : position + 1] != "]":
        value, end = read_value(text, position)
        yield value, position
        position = skip_space(text, end)
        if text[position : position + 1] == ",":
            position = skip_space(text, position + 1)
        elif text[position : position + 1] != "]":
            raise JsonBreak(position, "Expecting ',' or ']'")
    return position + 1


def _iter_members(text: str, position: int) -> Generator[tuple[str, int], int, int]:
    """Yield the name and the value's position of each member; `send` the position behind the value."""
    position = skip_space(text, position + 1)
    while text[position : position + 1] != "}":
        if text[position : position + 1] != '"':
            raise JsonBreak(position, "Expecting a property name in double quotes or '}'")
        name, end = read_value(text, position)
        position = skip_space(text, end)
        if text[position : position + 1] != ":":
            raise JsonBreak(position, "Expecting ':'")
        end = yield str(name), skip_space(text, position + 1)
        position = skip_space(text, end)
        if text[position : position + 1] == ",":
            position = skip_space(text, position + 1)
        elif text[position : position + 1] != "}":
            raise JsonBreak(position, "Expecting ',' or '}'")
    return position + 1


def _is_wrapper(text: str, position: int) -> bool:
    """Return whether this object holds articles in an array of objects rather than being one."""
    members = _iter_members(text, position)
    try:
        name, start = next(members)
        while True:
            if _holds_records(text, name, start):
                return True
            _, end = read_value(text, start)
            name, start = members.send(end)
    except (StopIteration, JsonBreak):
        return False


def _holds_records(text: str, name: str, start: int) -> bool:
    if name.casefold() not in WRAPPERS:
        return False
    inside = skip_space(text, start + 1)
    first = text[inside : inside + 1]
    if text[start : start + 1] == "[":
        return first in ("{", "]", "")
    return text[start : start + 1] == "{" and _is_wrapper(text, start)


def _iter_wrapper(text: str, position: int) -> Generator[tuple[Any, int], None, int]:
    members = _iter_members(text, position)
    try:
        name, start = next(members)
        while True:
            if not _holds_records(text, name, start):
                _, end = read_value(text, start)
            elif text[start] == "[":
                end = yield from _iter_array(text, start)
            else:
                end = yield from _iter_wrapper(text, start)
            name, start = members.send(end)
    except StopIteration as stop:
        return int(stop.value)
