"""A query tree as JSON: what explain and search results show of how a query was understood.

Not for: the tree in words or as a query (`query_printer`), or the JSON of results (`json_shapes`).
"""

from __future__ import annotations

from typing import Any

from search.query_tree import And, FieldDates, FieldTerms, Fuzzy, Leaf, Node, Not, Or, Phrase, Sequence, Wildcard, Word

JSON = dict[str, Any]

_KINDS: dict[type, str] = {
    Word: "word",
    Wildcard: "wildcard",
    Fuzzy: "fuzzy",
    Phrase: "phrase",
    FieldTerms: "terms",
    FieldDates: "dates",
    Sequence: "sequence",
    And: "and",
    Or: "or",
    Not: "not",
}


def tree_as_json(node: Node | None) -> JSON | None:
    """Return the tree, None for the empty query.

    Every object has "kind", "start" and "end" (code points of the typed query; of a group: from its first child to its
    last). Groups have "children"; leaves have the attributes of their node, "level" and "field" null where none is
    asked for, and "vocalised" only where marks decide. A pair of NEAR has kind "near".
    """
    if node is None:
        return None
    if isinstance(node, Sequence | And | Or | Not):
        below = (node.item,) if isinstance(node, Not) else node.items
        found = [shown for shown in map(tree_as_json, below) if shown is not None]
        starts, ends = [child["start"] for child in found], [child["end"] for child in found]
        return {"kind": _KINDS[type(node)], "start": min(starts), "end": max(ends), "children": found}
    kind = "near" if isinstance(node, Phrase) and not node.ordered else _KINDS[type(node)]
    return {"kind": kind, "start": node.start, "end": node.end, **_attributes(node)}


def _attributes(leaf: Leaf) -> JSON:
    if isinstance(leaf, Word):
        marks = {"vocalised": leaf.vocalised} if leaf.vocalised else {}
        return {"form": leaf.form, "level": leaf.level, "field": leaf.field, **marks}
    if isinstance(leaf, Phrase):
        shown = {"forms": list(leaf.forms), "level": leaf.level, "field": leaf.field, "slop": leaf.slop}
        return shown | ({"vocalised": list(leaf.vocalised)} if leaf.vocalised else {})
    if isinstance(leaf, Wildcard):
        return {"pattern": leaf.pattern, "field": leaf.field}
    if isinstance(leaf, Fuzzy):
        return {"form": leaf.form, "distance": leaf.distance, "field": leaf.field}
    if isinstance(leaf, FieldTerms):
        return {"field": leaf.field, "words": list(leaf.words), "text": leaf.text}
    days = {"first": leaf.first.isoformat(), "last": leaf.last.isoformat()}
    return {"field": leaf.field, **days, "text": leaf.text}
