"""Parameters that one page has beside those of a search: read strictly by its JSON, with notices by the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import search
from web.parameters import Pair, read_parameters
from web.search_state import SearchState, notice_of

UNUSED_BY_VIEWS = ("size", "after", "collapse")
"""What a search has and a view of all its hits has not."""


def read_state(pairs: Iterable[Pair], own: tuple[str, ...], *, page: bool) -> SearchState:
    """Return the search of a view of hits that has parameters of its own, and no pages of hits."""
    return SearchState.from_args(pairs, page=page, extra=own, without=UNUSED_BY_VIEWS)


T = TypeVar("T")


def read_own(
    pairs: Iterable[Pair], own: tuple[str, ...], read: Callable[[dict[str, str]], T], *, page: bool
) -> tuple[T, tuple[search.Notice, ...]]:
    """Return what `read` makes of the view's own parameters, and notices of those that a page leaves out.

    Raises RequestError, on a page never.
    """
    given = [pair for pair in pairs if pair[0] in own]
    if not page:
        return read(read_parameters(given, own)), ()
    kept: list[Pair] = []
    notices = []
    for pair in given:
        try:
            read(read_parameters([*kept, pair], own))
            kept.append(pair)
        except search.RequestError as error:
            notices.append(notice_of(error))
    return read(dict(kept)), tuple(notices)
