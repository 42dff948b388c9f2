"""What narrows a view of a search, each to be taken away on the page of the view itself."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _

import search
from web.i18n import field_label
from web.presenters.dates import chosen_label
from web.presenters.results import Chip
from web.search_state import OPEN_PERIOD, SearchState


def present_limits(state: SearchState, link: Callable[[SearchState], str], shown: str = "") -> tuple[Chip, ...]:
    """Return the filters of a search in the order of the URL. link: to the view of another. shown: what it compares."""
    chips = [
        Chip(field_label(item.field), item.value, item.op, link(state.without_value(item.field, item.value)))
        for item in state.selections
        if (item.field, item.op) != (shown, "any")
    ]
    chips += [
        Chip(field_label(name), chosen_label(state.period(name)), "any", link(state.without_field(name)))
        for name in search.DATE_FACETS
        if state.period(name) != OPEN_PERIOD
    ]
    if state.story:
        chips.append(Chip(_("One story"), state.story, "any", link(state.with_story(""))))
    return tuple(chips)
