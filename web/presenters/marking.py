"""What is marked in the text of an article, each to be switched off: query words, names, dates."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import gettext as _

import search
from web.parameters import Pair
from web.presenters.results import Switch
from web.search_state import SearchState

OWN_PARAMETERS = ("marks",)
_NOTHING = "none"


class Marks(NamedTuple):
    """Which marks show."""

    words: bool = True
    names: bool = True
    dates: bool = True

    def pairs(self) -> list[Pair]:
        """Return the parameter that says it, nothing where all show."""
        shown = ",".join(name for name, is_on in zip(self._fields, self, strict=True) if is_on)
        return [] if all(self) else [("marks", shown or _NOTHING)]


ALL_MARKS = Marks()


def read_marks(values: dict[str, str]) -> Marks:
    """Return what `marks` names: `words`, `names` and `dates` with commas between them, or `none`."""
    if "marks" not in values:
        return ALL_MARKS
    named = values["marks"].split(",") if values["marks"] != _NOTHING else []
    if not set(named) <= set(Marks._fields):
        raise search.ParameterValueError(
            "marks", values["marks"], "words, names, dates, or none", "words أو names أو dates أو none"
        )
    return Marks(*(name in named for name in Marks._fields))


def present_marks(state: SearchState, article: search.Article, marks: Marks) -> tuple[Switch, ...]:
    """Return a switch for each kind of mark that the article may have, on or off."""
    there = (bool(state.text.strip()), bool(article.entities), bool(article.dates))
    labels = (_("Search words"), _("Names"), _("Dates"))
    path = f"/article/{article.key}"
    return tuple(
        Switch(
            name,
            label,
            state.url(path, marks._replace(**{name: not is_on}).pairs()),
            is_on,
            _("Marked; click to switch off") if is_on else _("Not marked; click to switch on"),
        )
        for name, label, is_on, has in zip(Marks._fields, labels, marks, there, strict=True)
        if has
    )
