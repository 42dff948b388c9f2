"""The terms facets beside the hits: for each value its count and the links that select or exclude it."""

from __future__ import annotations

from dataclasses import dataclass

import search
from web.i18n import field_label
from web.search_state import SearchState

VALUES_SHOWN = 8
OPEN_FACETS = ("person", "place", "organisation", "source")
_MULTI_VALUED = tuple(item.name for item in search.FIELDS if item.kind == "terms" and item.multi)


@dataclass(frozen=True, slots=True)
class ValueView:
    """One value. role: "", "selected", "required" or "excluded". href changes that role; exclude_href excludes."""

    value: str
    count: int
    role: str
    href: str
    exclude_href: str


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet. shown, more: its values, the second part folded away. unseen: how many values are not listed.

    all_href, any_href: links that ask for all, or for any, of the values chosen, where that is a choice.
    """

    name: str
    label: str
    shown: tuple[ValueView, ...]
    more: tuple[ValueView, ...]
    distinct: int
    unseen: int
    is_open: bool
    all_href: str | None
    any_href: str | None


def present_facets(state: SearchState, results: search.SearchResults) -> tuple[FacetView, ...]:
    """Return the terms facets that have a value, in the engine's order."""
    found = ((name, facet) for name, facet in results.facets.items() if isinstance(facet, search.TermFacet))
    return tuple(present_facet(state, name, facet) for name, facet in found if facet.values)


def present_facet(state: SearchState, name: str, facet: search.TermFacet) -> FacetView:
    """Return one facet with its links; values that play a role are never folded away."""
    values = tuple(_present_value(state, name, value) for value in facet.values)
    pinned = sum(1 for value in values if value.role)
    shown = max(VALUES_SHOWN, pinned)
    listed = sum(1 for value in values if value.count or not value.role)
    return FacetView(
        name,
        field_label(name),
        values[:shown],
        values[shown:],
        facet.distinct,
        max(0, facet.distinct - listed) if facet.truncated else 0,
        name in OPEN_FACETS or pinned > 0,
        _role_link(state, name, "any", "all"),
        _role_link(state, name, "all", "any"),
    )


def _present_value(state: SearchState, name: str, value: search.FacetValue) -> ValueView:
    role = "required" if value.required else "selected" if value.selected else "excluded" if value.excluded else ""
    change = state.without_value(name, value.value) if role else state.with_value(name, value.value)
    return ValueView(value.value, value.count, role, change.url(), state.exclude(name, value.value).url())


def _role_link(state: SearchState, name: str, old: str, new: str) -> str | None:
    """Return the link that turns all values with one operator to another, where two or more have it."""
    values = [item.value for item in state.selections if item.field == name and item.op == old]
    if len(values) < 2 or name not in _MULTI_VALUED:
        return None
    for value in values:
        state = state.require(name, value) if new == "all" else state.with_value(name, value)
    return state.url()
