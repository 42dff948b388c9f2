"""The terms facets beside the hits: for each value its count and the links that select, require or exclude it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _

import search
from web.i18n import field_label
from web.search_state import Operator, SearchState, ValueUrls

VALUES_SHOWN = 8
VALUES_FOLDED = 12
"""Listed at once, and behind a fold; all of them have a page of their own."""

OPEN_FACETS = ("person", "place", "organisation", "source")
_MULTI_VALUED = tuple(item.name for item in search.FIELDS if item.kind == "terms" and item.multi)

Link = Callable[[SearchState], str]
"""Where a search shows: its hits, or the page of all values."""


@dataclass(frozen=True, slots=True)
class ActionView:
    """A link that gives a value another role. says: the same with the value, for who hears it alone."""

    kind: str
    label: str
    says: str
    href: str


@dataclass(frozen=True, slots=True)
class ValueView:
    """One value. role: "", "selected", "required" or "excluded"; href takes it or, without one, selects the value.

    actions: the other roles that it may have.
    """

    value: str
    count: int
    role: str
    href: str
    actions: tuple[ActionView, ...]


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet. shown, more: its values, the second part folded away. distinct: how many there are.

    page_href: the page of all values, where not all are listed here, else None.
    all_href, any_href: links that ask for all, or for any, of the values chosen, where that is a choice.
    """

    name: str
    label: str
    shown: tuple[ValueView, ...]
    more: tuple[ValueView, ...]
    distinct: int
    page_href: str | None
    is_open: bool
    all_href: str | None
    any_href: str | None


def present_facets(state: SearchState, results: search.SearchResults) -> tuple[FacetView, ...]:
    """Return the terms facets that have a value, in the engine's order."""
    found = ((name, facet) for name, facet in results.facets.items() if isinstance(facet, search.TermFacet))
    return tuple(present_facet(state, name, facet) for name, facet in found if facet.values)


def present_facet(state: SearchState, name: str, facet: search.TermFacet) -> FacetView:
    """Return one facet with its links; values that play a role are never folded away."""
    pinned = sum(1 for value in facet.values if value.selected or value.required or value.excluded)
    shown = max(VALUES_SHOWN, pinned)
    urls = ValueUrls(state.first_page(), name)
    values = tuple(present_value(state, name, value, urls) for value in facet.values[: shown + VALUES_FOLDED])
    is_all = not facet.truncated and len(values) == len(facet.values)
    return FacetView(
        name,
        field_label(name),
        values[:shown],
        values[shown:],
        facet.distinct,
        None if is_all else values_url(state, name),
        name in OPEN_FACETS or pinned > 0,
        role_link(state, name, "any", "all"),
        role_link(state, name, "all", "any"),
    )


def values_url(state: SearchState, name: str) -> str:
    """Return the page of all values of a facet; the order of the hits is kept for the way back."""
    usual = SearchState().sort
    extra = [("hits", state.sort)] if state.sort != usual else []
    return state.whole().with_sort(usual).url(f"/facet/{name}", extra)


def present_value(
    state: SearchState, name: str, value: search.FacetValue, urls: ValueUrls, link: Link = SearchState.url
) -> ValueView:
    """Return a value with the links that change its role; urls makes those of a value without one, link the others."""
    role = "required" if value.required else "selected" if value.selected else "excluded" if value.excluded else ""
    text = value.value

    def href(op: Operator) -> str:
        return link(state.with_value(name, text, op)) if role else urls(text, op)

    actions = []
    if name in _MULTI_VALUED and role != "required":
        actions.append(ActionView("require", _("require"), _("Require %(value)s", value=text), href("all")))
    if role != "excluded":
        actions.append(ActionView("exclude", _("exclude"), _("Exclude %(value)s", value=text), href("not")))
    change = link(state.without_value(name, text)) if role else urls(text, "any")
    return ValueView(text, value.count, role, change, tuple(actions))


def role_link(state: SearchState, name: str, old: str, new: str, link: Link = SearchState.url) -> str | None:
    """Return the link that turns all values with one operator to another, where two or more have it."""
    values = [item.value for item in state.selections if item.field == name and item.op == old]
    if len(values) < 2 or name not in _MULTI_VALUED:
        return None
    for value in values:
        state = state.require(name, value) if new == "all" else state.with_value(name, value)
    return link(state)
