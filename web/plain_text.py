"""Text for places that have no markup to isolate it, such as the title of a page: one line, no controls."""

from __future__ import annotations

import re

import flask
from markupsafe import Markup

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Controls, and what embeds, overrides or isolates a direction. Marks such as U+200F stay: they end at once."""

_SPACES = re.compile(r"\s+")


def one_line(text: str) -> str:
    """Return a text without control characters and with single spaces; markup stays as safe as it was.

    What is left out are characters that escaping never makes, so no entity can come about.
    """
    kept = _SPACES.sub(" ", _CONTROLS.sub("", str(text))).strip()
    return Markup(kept) if isinstance(text, Markup) else kept


def init_app(app: flask.Flask) -> None:
    """Give the templates the filter."""
    app.jinja_env.filters["one_line"] = one_line
