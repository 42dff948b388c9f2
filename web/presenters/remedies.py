"""What may help where a search found too little or too much: changes to the search as links, with what they find."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask_babel import gettext as _

import search
from web.i18n import field_label
from web.presenters.dates import chosen_label
from web.presenters.results import present_levels
from web.search_state import OPERATOR_SUFFIXES, SearchState, Selection

_OPERATORS = tuple(OPERATOR_SUFFIXES.values())


@dataclass(frozen=True, slots=True)
class RemedyView:
    """Something to try. value: what of it other people wrote, or "". count: articles that it finds.

    also: what else changes, or "". replaced: the value in whose place `value` comes, or "".
    heading: what to say above it where the search found something. narrows: it finds fewer articles than that.
    """

    label: str
    value: str
    href: str
    count: int
    also: str = ""
    replaced: str = ""
    heading: str = ""
    narrows: bool = False


def present_remedies(state: SearchState, results: search.SearchResults) -> tuple[RemedyView, ...]:
    """Return the remedies in the engine's order, the likeliest first."""
    return tuple(_present(state, remedy) for remedy in results.suggestions)


def _present(state: SearchState, remedy: search.Remedy) -> RemedyView:
    changed = changed_state(state, remedy)
    if remedy.kind == "filter_value":
        return _present_value(state, remedy, changed)
    also = str(_("and without any filter")) if remedy.drops_filters else ""
    return RemedyView(
        _label(remedy, changed),
        _value(remedy),
        changed.url(),
        remedy.count,
        also,
        heading=_heading(remedy),
        narrows=_narrows(remedy),
    )


def _heading(remedy: search.Remedy) -> str:
    if remedy.kind == "latin":
        return str(_("The archive writes most names in Arabic letters."))
    if remedy.kind == "filter_value":
        return str(_("Try instead:"))
    return str(_("A word of the search is not in the archive."))


def _narrows(remedy: search.Remedy) -> bool:
    return (remedy.kind, remedy.value) == ("match", "all")


def changed_state(state: SearchState, remedy: search.Remedy) -> SearchState:
    """Return the search with what a remedy changes, and nothing else."""
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
    if remedy.kind == "filter_value":
        return _with_other_value(state, remedy)
    return (state.without_filters() if remedy.drops_filters else state).with_text(remedy.text)


def _with_other_value(state: SearchState, remedy: search.Remedy) -> SearchState:
    """Return the search with one value in the place of another, in every role that this has."""
    old = (remedy.old_field, remedy.old_value)

    def place(item: Selection) -> tuple[int, int, str]:
        return search.TERM_FACETS.index(item.field), _OPERATORS.index(item.op), item.value

    selections = {
        Selection(remedy.field, item.op, remedy.value) if (item.field, item.value) == old else item
        for item in state.selections
    }
    return replace(state.first_page(), selections=tuple(sorted(selections, key=place)))


def _present_value(state: SearchState, remedy: search.Remedy, changed: SearchState) -> RemedyView:
    name = field_label(remedy.field)
    old = (remedy.old_field, remedy.old_value)
    excludes = all(item.op == "not" for item in state.selections if (item.field, item.value) == old)
    label = str(_("Exclude from %(name)s:", name=name)) if excludes else f"{name}:"
    is_moved = remedy.field != remedy.old_field
    also = _("instead of %(name)s:", name=field_label(remedy.old_field)) if is_moved else _("instead of")
    return RemedyView(
        label, remedy.value, changed.url(), remedy.count, str(also), remedy.old_value, heading=_heading(remedy)
    )


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
        "match": _("All the words together:") if _narrows(remedy) else _("Find any of the words instead of all"),
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
