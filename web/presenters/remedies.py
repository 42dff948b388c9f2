"""What may help where a search found nothing, or a word of it: changes to the search as links, with what they find."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

import search
from web.i18n import field_label
from web.presenters.dates import chosen_label
from web.presenters.results import present_levels
from web.search_state import SearchState


@dataclass(frozen=True, slots=True)
class RemedyView:
    """Something to try. value: what of it other people wrote, or "". count: articles that it finds."""

    label: str
    value: str
    href: str
    count: int


def present_remedies(state: SearchState, results: search.SearchResults) -> tuple[RemedyView, ...]:
    """Return the remedies in the engine's order, the likeliest first."""
    return tuple(_present(state, remedy) for remedy in results.suggestions)


def _present(state: SearchState, remedy: search.Remedy) -> RemedyView:
    changed = changed_state(state, remedy)
    return RemedyView(_label(remedy, changed), _value(remedy), changed.url(), remedy.count)


def changed_state(state: SearchState, remedy: search.Remedy) -> SearchState:
    """Return the search with the one change of a remedy."""
    if remedy.kind == "level":
        return state.with_level(remedy.value)
    if remedy.kind == "match":
        return state.with_match(remedy.value)
    if remedy.kind == "wider_dates":
        first, _dots, last = remedy.value.partition("..")
        return state.with_dates(first, last, facet=remedy.field)
    if remedy.kind == "without_filters":
        return state.without_filters()
    if remedy.kind == "without_filter":
        return state.with_story("") if remedy.field == "story" else state.without_value(remedy.field, remedy.value)
    return state.with_text(remedy.text)


def _label(remedy: search.Remedy, changed: SearchState) -> str:
    if remedy.kind == "level":
        names = {item.name: item.label for item in present_levels(changed)}
        return str(_("Search at the wider level: %(level)s", level=names[remedy.value]))
    if remedy.kind == "wider_dates":
        facet = field_label(remedy.field)
        any_date = str(_("%(facet)s: any date", facet=facet))
        return f"{facet}: {chosen_label(changed.period(remedy.field))}" if remedy.value else any_date
    if remedy.kind == "without_filter" and remedy.field != "story":
        return str(_("Without the filter %(name)s:", name=field_label(remedy.field)))
    labels = {
        "keyboard": _("Typed with the keyboard in the other language?"),
        "latin": _("In Arabic letters:"),
        "spelling": _("Did you mean:"),
        "words": _("Without quotation marks and locks:"),
        "match": _("Find any of the words instead of all"),
        "without_filter": _("In all stories"),
        "without_filters": _("Without any filter"),
        "without_word": _("Without one of the words:"),
    }
    return str(labels[remedy.kind])


def _value(remedy: search.Remedy) -> str:
    if remedy.kind in ("level", "match", "wider_dates", "without_filters"):
        return ""
    if remedy.kind == "without_filter":
        return "" if remedy.field == "story" else remedy.value
    return remedy.text
