"""Why a hit was found, in words, and how long it takes to read."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

import search
from web.i18n import number

WORDS_A_MINUTE = 140
"""Arabic prose read by adults: 138 words a minute (Trauzettel-Klosinski and Dietz 2012, the IReST texts)."""


@dataclass(frozen=True, slots=True)
class MatchView:
    """The words of an article that meet words of the query at one level."""

    name: str
    label: str
    forms: tuple[str, ...]


def present_matches_of(hit: search.Hit) -> tuple[MatchView, ...]:
    """Return the levels at which a hit meets the words of the query, nearest first, with its own words."""
    forms: dict[str, list[str]] = {}
    for match in hit.matches:
        forms.setdefault(match.level, []).extend(form for form in match.forms if form not in forms.get(match.level, []))
    return tuple(MatchView(level, label, tuple(forms[level])) for level, label in _labels().items() if level in forms)


def reading_time(article: search.Article) -> str:
    """Return how long an article takes to read, in minutes, at least one; "" where there is only a headline."""
    words = len(article.text.split())
    if not words:
        return ""
    minutes = max(1, round(words / WORDS_A_MINUTE))
    return str(ngettext("%(shown)s minute to read", "%(shown)s minutes to read", minutes, shown=number(minutes)))


def _labels() -> dict[str, str]:
    return {
        "exact": _("exact match"),
        "folded": _("another spelling"),
        "stem": _("same stem"),
        "synonym": _("another name of the same"),
        "root": _("same root"),
    }
