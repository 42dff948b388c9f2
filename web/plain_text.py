"""Text where markup cannot help: a title of a page is one line without controls, an answer UTF-8 whatever it holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import flask
from markupsafe import Markup

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Controls, and what embeds, overrides or isolates a direction. Marks such as U+200F stay: they end at once."""

_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")
"""Halves of surrogate pairs: Python's strings and our index can hold them, no encoding can."""

_SPACES = re.compile(r"\s+")


def one_line(text: str) -> str:
    """Return a text without control characters and with single spaces; markup stays as safe as it was.

    What is left out are characters that escaping never makes, so no entity can come about.
    """
    kept = _SPACES.sub(" ", _CONTROLS.sub("", str(text))).strip()
    return Markup(kept) if isinstance(text, Markup) else kept


def direction_of(text: str) -> str:
    """Return "rtl" or "ltr" by the first strong letter of a text, as `dir="auto"` does; "" where it has none."""
    classes = map(unicodedata.bidirectional, text)
    return next(("ltr" if each == "L" else "rtl" for each in classes if each in ("L", "R", "AL")), "")


class Utf8Response(flask.Response):
    """An answer whose text is always valid UTF-8: half a character, which UTF-8 cannot say, is sent as U+FFFD."""

    def set_data(self, value: bytes | str) -> None:
        """Take the whole answer."""
        super().set_data(_writable(value) if isinstance(value, str) else value)

    def iter_encoded(self) -> Iterator[bytes]:
        """Yield what the answer holds now, even where it holds something else before the last is taken."""
        return (_writable(part).encode() if isinstance(part, str) else part for part in self.response)


def _writable(text: str) -> str:
    return _HALF_CHARACTERS.sub("\ufffd", text)


def init_app(app: flask.Flask) -> None:
    """Give the templates the filter, and the answers their class."""
    app.jinja_env.filters["one_line"] = one_line
    app.jinja_env.globals["direction_of"] = direction_of
    app.response_class = Utf8Response
