"""The page of all values of a facet: its values with their roles, its letters, the ways on and back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import quote, urlencode

from flask_babel import gettext as _

import search
from web.i18n import field_label, say
from web.parameters import Pair
from web.presenters.facets import ValueView, present_value, role_link
from web.presenters.results import Chip, Switch, present_chips
from web.search_state import SearchState, ValueUrls

API_PARAMETERS = ("prefix", "sort", "after", "size")
PAGE_PARAMETERS = (*API_PARAMETERS, "hits")
"""What the page has beside a search; `hits` is the order of the hits, for the way back."""

SIZE = 100
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
"""What the row of letters always shows; others where a value has them."""


@dataclass(frozen=True, slots=True)
class FacetWindow:
    """Which values show: their order, what was typed, the place of the first. hits: order of the hits, "" as usual."""

    order: str = "count"
    prefix: str = ""
    place: int = 0
    size: int = SIZE
    hits: str = ""

    def pairs(self) -> list[Pair]:
        """Return the parameters of the URL, defaults left out."""
        values = (
            ("prefix", self.prefix),
            ("sort", self.order if self.order != "count" else ""),
            ("after", str(self.place) if self.place else ""),
            ("size", str(self.size) if self.size != SIZE else ""),
            ("hits", self.hits),
        )
        return [(name, value) for name, value in values if value]


@dataclass(frozen=True, slots=True)
class RowView:
    """A value of the list. archive: articles of the whole archive that have it; shown where it says something."""

    value: ValueView
    archive: int | None


@dataclass(frozen=True, slots=True)
class GroupView:
    """Values that stand under one heading; "" where the order has none."""

    heading: str
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class FacetPageView:
    """The page. chips: what else narrows the search. first, last: places of its values among `listed`, from 1.
    results: hits of the search.

    letters: where the alphabet begins with each; href None: no value has it.
    """

    name: str
    label: str
    window: FacetWindow
    path: str
    chips: tuple[Chip, ...]
    orders: tuple[Switch, ...]
    letters: tuple[tuple[str, str | None], ...]
    pinned: tuple[ValueView, ...]
    groups: tuple[GroupView, ...]
    distinct: int
    listed: int
    first: int
    last: int
    results: int
    results_href: str
    all_href: str | None
    any_href: str | None
    cleared_href: str | None
    previous_href: str | None
    next_href: str | None
    by_sound: bool
    hidden: tuple[Pair, ...]


def present_facet_page(
    state: SearchState, name: str, window: FacetWindow, found: search.ValueList, total: int
) -> FacetPageView:
    """Return a page of values; every link but one stays on the page, so that several values can be chosen."""
    link = partial(_url, name=name, window=window)
    urls = ValueUrls(state.first_page(), name, f"/facet/{name}", window.pairs())
    here = partial(_url, state, name=name)
    hits = state.with_sort(window.hits) if window.hits else state
    last = found.place + len(found.values)
    return FacetPageView(
        name,
        field_label(name),
        window,
        f"/facet/{name}",
        tuple(replace(chip, href=_moved(chip.href, name, window)) for chip in _chips_of_others(state, name)),
        _orders(state, name, window, found),
        _letters(state, name, window, found),
        tuple(present_value(state, name, value, urls, link) for value in found.pinned),
        _groups(state, name, found, urls),
        found.distinct,
        found.listed,
        found.place + 1 if found.values else 0,
        last,
        total,
        hits.url(),
        role_link(state, name, "any", "all", link),
        role_link(state, name, "all", "any", link),
        here(window=replace(window, prefix="", place=0)) if window.prefix else None,
        here(window=replace(window, place=max(0, window.place - window.size))) if window.place else None,
        here(window=replace(window, place=found.next)) if found.next is not None else None,
        found.by_sound and found.listed > 0,
        (*state.pairs(), *replace(window, prefix="", place=0).pairs()),
    )


def _url(state: SearchState, *, name: str, window: FacetWindow) -> str:
    return state.url(f"/facet/{name}", window.pairs())


def _chips_of_others(state: SearchState, name: str) -> tuple[Chip, ...]:
    """Return what else narrows the search; what is chosen of this facet stands among its values."""
    own = [item.value for item in state.selections if item.field == name]
    label = field_label(name)
    return tuple(chip for chip in present_chips(state) if not (chip.label == label and chip.value in own))


def _moved(href: str, name: str, window: FacetWindow) -> str:
    """Return a link to hits as the link to this page with the same search."""
    query = "&".join(part for part in (href.partition("?")[2], urlencode(window.pairs(), quote_via=quote)) if part)
    return f"/facet/{name}?{query}" if query else f"/facet/{name}"


def _orders(state: SearchState, name: str, window: FacetWindow, found: search.ValueList) -> tuple[Switch, ...]:
    """Return the orders; where every article counts, nothing is distinctive of them."""
    orders = [("count", _("Frequency"), ""), ("alphabet", _("Alphabet"), _("Without the article al-"))]
    if found.articles < found.archive or window.order == "distinctive":
        orders.append(("distinctive", _("Distinctive"), _("More frequent in these results than in the archive")))
    return tuple(
        Switch(
            order,
            label,
            _url(state, name=name, window=replace(window, order=order, place=0)),
            order == window.order,
            hint,
        )
        for order, label, hint in orders
    )


def _letters(
    state: SearchState, name: str, window: FacetWindow, found: search.ValueList
) -> tuple[tuple[str, str | None], ...]:
    """Return the whole alphabet, and what else the values begin with, each with the link to its first value."""
    if not found.headings:
        return ()
    places = {item.letter: item.place for item in found.headings}
    letters = dict.fromkeys([*LETTERS, *(item.letter for item in found.headings if item.letter)])
    return tuple(
        (
            heading_label(letter),
            _url(state, name=name, window=replace(window, place=places[letter])) if letter in places else None,
        )
        for letter in letters
    )


def heading_label(letter: str) -> str:
    """Return what a heading of the alphabetical list is called."""
    return {"0": "0–9", "A": "A–Z", "": say("others", "غيرها"), "ا": "أ"}.get(letter, letter)


def _groups(state: SearchState, name: str, found: search.ValueList, urls: ValueUrls) -> tuple[GroupView, ...]:
    rows = [
        RowView(
            present_value(state, name, search.FacetValue(item.value, item.count), urls),
            item.archive if found.order == "distinctive" and item.archive > item.count else None,
        )
        for item in found.values
    ]
    if not found.headings:
        return (GroupView("", tuple(rows)),) if rows else ()
    groups = []
    for heading in found.headings:
        start, end = heading.place - found.place, heading.place + heading.values - found.place
        own = rows[max(0, start) : max(0, end)]
        if own:
            groups.append(GroupView(heading_label(heading.letter), tuple(own)))
    return tuple(groups)
