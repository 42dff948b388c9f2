"""The concordance page: its window, rows with links to their articles, the arrangements, the way on."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from flask_babel import gettext as _

import search
from web.i18n import number, period_label
from web.parameters import Pair
from web.presenters.limits import present_limits
from web.presenters.results import Chip, Switch, present_levels
from web.search_state import SearchState

PATH = "/concordance"
OWN_PARAMETERS = ("by", "skip", "row")

WIDTHS = ((7, "narrow"), (14, "middle"))
"""Up to how many letters the keywords of a page have."""

_plain_words = re.compile(r"\s*\w+(?:\s+\w+)+\s*").fullmatch


class Window(NamedTuple):
    """What a page shows. by: the arrangement. skip: articles before the window. row: rows of it on earlier pages."""

    by: str = search.ARRANGEMENTS[0]
    skip: int = 0
    row: int = 0

    def pairs(self) -> list[Pair]:
        """Return the parameters that say it, defaults left out."""
        values = ("" if self.by == search.ARRANGEMENTS[0] else self.by, self.skip or "", self.row or "")
        return [(name, str(value)) for name, value in zip(OWN_PARAMETERS, values, strict=True) if value]


@dataclass(frozen=True, slots=True)
class WindowRows:
    """The rows of one page. total: articles of the search. read: articles of the window. found: rows of the window.

    hidden: occurrences left out, in articles that have a great many.
    """

    window: Window
    total: int
    read: int
    found: int
    hidden: int
    rows: list[search.ConcordanceRow]
    notices: tuple[search.Notice, ...] = ()

    @property
    def next(self) -> Window | None:
        """Return the window of the following page: more rows of these articles, else the next articles."""
        if self.window.row + len(self.rows) < self.found:
            return self.window._replace(row=self.window.row + len(self.rows))
        following = self.window.skip + self.read
        return Window(self.window.by, following) if following < self.total and self.read else None


@dataclass(frozen=True, slots=True)
class RowView:
    """An occurrence. where: "" in the text, else the name of the part it stands in. date: its day in words."""

    row: search.ConcordanceRow
    href: str
    where: str
    date: str


@dataclass(frozen=True, slots=True)
class ConcordanceView:
    """A page of rows. extent: which articles were read, in words. next_label: what the next page has.

    limits: what narrows the search. phrase_href: the same words beside each other, "" where that is not asked for.
    width: of the column of keywords, one of WIDTHS.
    """

    rows: tuple[RowView, ...]
    limits: tuple[Chip, ...]
    phrase_href: str
    width: str
    found: int
    first_row: int
    last_row: int
    extent: str
    hidden: int
    arrangements: tuple[Switch, ...]
    levels: tuple[Switch, ...]
    first_href: str
    next_href: str
    next_label: str


def present_concordance(state: SearchState, found: WindowRows) -> ConcordanceView:
    """Return the rows with their links; they lead to the article as the search marks it."""
    following = found.next
    window = found.window
    return ConcordanceView(
        tuple(_row(state, row) for row in found.rows),
        present_limits(state, lambda other: other.url(PATH, Window(window.by).pairs())),
        _phrase_href(state, window),
        width_of(found.rows),
        found.found,
        window.row + 1,
        window.row + len(found.rows),
        _extent(found),
        found.hidden,
        tuple(
            Switch(by, label, state.url(PATH, Window(by, window.skip).pairs()), by == window.by)
            for by, label in (
                ("article", _("As the articles stand")),
                ("before", _("By the word before")),
                ("after", _("By the word after")),
            )
        ),
        tuple(
            replace(level, href=state.with_level(level.name).url(PATH, Window(window.by).pairs()))
            for level in present_levels(state)
        ),
        state.url(PATH, Window(window.by).pairs()) if window.skip or window.row else "",
        state.url(PATH, following.pairs()) if following else "",
        _("Next articles") if following and following.skip != window.skip else _("Next rows"),
    )


def _row(state: SearchState, row: search.ConcordanceRow) -> RowView:
    day = row.article.published_day()
    where = {"title": _("in the headline"), "caption": _("in a caption")}.get(row.place.where, "")
    return RowView(row, state.url(f"/article/{row.article.key}"), where, period_label(day, day) if day else "")


def width_of(rows: list[search.ConcordanceRow]) -> str:
    """Return how wide the column of keywords must be for the longest of them."""
    longest = max((len(row.keyword) for row in rows), default=0)
    return next((name for letters, name in WIDTHS if longest <= letters), "wide")


def _phrase_href(state: SearchState, window: Window) -> str:
    """Return the link to the words as one phrase, where they are several and nothing but words."""
    if not _plain_words(state.text) or {"AND", "OR", "NOT"} & set(state.text.split()):
        return ""
    return state.with_text(f'"{" ".join(state.text.split())}"').url(PATH, Window(window.by).pairs())


def _extent(found: WindowRows) -> str:
    """Return which of the articles the rows come from, where that is not all of them."""
    if found.read >= found.total:
        return ""
    return str(
        _(
            "Rows of the articles %(first)s to %(last)s of %(total)s.",
            first=number(found.window.skip + 1),
            last=number(found.window.skip + found.read),
            total=number(found.total),
        )
    )
