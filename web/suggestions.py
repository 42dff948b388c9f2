"""Where a suggestion leads: a name to the search by its facet, a headline to its article, words to their search."""

from __future__ import annotations

from typing import Any

import search
from web.search_state import SearchState


def address_of(item: search.Suggestion, state: SearchState) -> str:
    """Return the link of a suggestion. state: in whose language and with whose settings to search on."""
    if item.key:
        return SearchState(lang=state.lang).url(f"/article/{item.key}")
    if item.kind in search.TERM_FACETS:
        return state.with_value(item.kind, item.text).url()
    return state.with_text(item.text).url()


def suggestion_with_address(item: search.Suggestion) -> dict[str, Any]:
    """Return a suggestion of `/api/suggest`: what the engine says of it, and `href`, where it leads."""
    return search.suggestion_as_json(item) | {"href": address_of(item, SearchState())}
