"""The way through the hits of a search from one article to the next."""

from __future__ import annotations

from dataclasses import dataclass

import search
from web.presenters.marking import Marks
from web.search_state import SearchState


@dataclass(frozen=True, slots=True)
class NeighboursView:
    """Where an article stands among the hits. previous, next: the articles beside it with their links, or None."""

    place: int
    total: int
    previous: tuple[search.Article, str] | None
    next: tuple[search.Article, str] | None


def present_neighbours(state: SearchState, found: search.Neighbours | None, marks: Marks) -> NeighboursView | None:
    """Return the links to the hits before and after; None where the article is no hit."""
    if found is None:
        return None

    def link(article: search.Article | None) -> tuple[search.Article, str] | None:
        return (article, state.url(f"/article/{article.key}", marks.pairs())) if article else None

    return NeighboursView(found.place, found.total, link(found.previous), link(found.next))
