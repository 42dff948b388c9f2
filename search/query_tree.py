"""The query tree: what a reader asked, free of any engine.

The parser makes it, engines evaluate or translate it, the page prints it. Every node is plain frozen
data; `start` and `end` are code points of the typed query, so that a notice can point at a word.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One word. form: its surface form. level: a lock on this word alone ("exact" …), else the request's level.

    field: "title" or "text" where the query restricts it, else both. vocalised: the word as typed where it was typed
    with marks and ends in ى or ي, else "": who writes عَلَى does not ask for عليّ, so that these two letters decide.
    """

    form: str
    start: int
    end: int
    level: str | None = None
    field: str | None = None
    vocalised: str = ""


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A pattern over folded forms: `*` is any run of letters, `?` is one letter."""

    pattern: str
    start: int
    end: int
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words whose folded form is at most `distance` edits from `form`, itself folded.

    An edit inserts, drops or replaces a letter, or swaps two neighbours (optimal string alignment).
    """

    form: str
    distance: int
    start: int
    end: int
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order, at most `slop` others between each and the next; slop 0: side by side.

    level: "folded" unless a lock says otherwise ("exact" for `="…"`); None, the request's level, for NEAR.
    ordered: False for NEAR, which has two words that may stand in either order. vocalised: as of a Word, one
    for each form, or empty.
    """

    forms: tuple[str, ...]
    start: int
    end: int
    level: str | None = "folded"
    field: str | None = None
    slop: int = 0
    ordered: bool = True
    vocalised: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldTerms:
    """An article that has, in a facet field, a value holding all the words (folded): شخص:لافروف."""

    field: str
    words: tuple[str, ...]
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FieldDates:
    """An article whose "date" or "mentioned" falls in first–last (inclusive)."""

    field: str
    first: dt.date
    last: dt.date
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """Items written one after another; the request's `match` says whether all or any must occur."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class And:
    """Every item, asked for with AND."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one item, asked for with OR."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Articles without the item."""

    item: Node


TextNode = Word | Wildcard | Fuzzy | Phrase
Leaf = TextNode | FieldTerms | FieldDates
Node = Leaf | Sequence | And | Or | Not


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly below."""
    if isinstance(node, Sequence | And | Or):
        return node.items
    if isinstance(node, Not):
        return (node.item,)
    return ()


def iter_text_nodes(node: Node | None) -> Iterator[TextNode]:
    """Yield the leaves of text whose occurrence speaks for an article (not those below NOT)."""
    if node is None or isinstance(node, Not):
        return
    if isinstance(node, TextNode):
        yield node
        return
    for child in children(node):
        yield from iter_text_nodes(child)
