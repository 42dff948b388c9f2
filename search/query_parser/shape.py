"""Query trees in one shape: no group directly in a group of its kind, no group of one, no double NOT."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from search.query_tree import And, Node, Not, Or, Sequence


def sequence_of(items: Iterable[Node | None]) -> Node | None:
    """Return the items as a Sequence, the only item alone, or None; what is None was left out."""
    return _group(Sequence, items)


def and_of(items: Iterable[Node | None]) -> Node | None:
    """Return the items under AND, the only item alone, or None."""
    return _group(And, items)


def or_of(items: Iterable[Node | None]) -> Node | None:
    """Return the items under OR, the only item alone, or None."""
    return _group(Or, items)


def not_of(item: Node | None) -> Node | None:
    """Return the item negated; two negations cancel."""
    if item is None:
        return None
    return item.item if isinstance(item, Not) else Not(item)


def _group(kind: type[Sequence] | type[And] | type[Or], items: Iterable[Node | None]) -> Node | None:
    flat = tuple(_flatten(kind, items))
    if len(flat) > 1:
        return kind(flat)
    return flat[0] if flat else None


def _flatten(kind: type[Sequence] | type[And] | type[Or], items: Iterable[Node | None]) -> Iterator[Node]:
    for item in items:
        if isinstance(item, kind):
            yield from item.items
        elif item is not None:
            yield item
