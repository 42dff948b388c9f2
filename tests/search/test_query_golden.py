"""Golden queries: tests/golden/queries.json says how each query must be read; add a case there, no Python needed.

A case is {"why", "query", "tree", "notices"}; notices are codes. A tree is null or one of
    {"word": "form"}  {"phrase": ["a", "b"]}  {"wildcard": "سوت*"}     with "level" and "field" where they are set
    {"fuzzy": "form", "distance": 1}                                   (a phrase's level is "folded" unless said),
                                                                       a phrase with "slop" where it is not 0
    {"near": ["a", "b"], "slop": 5}                                    a word or phrase with "vocalised" where marks
                                                                       decide
    {"terms": ["سان", "بطرسبرغ"], "field": "place"}  {"from": "2021-01-01", "to": "2021-01-31", "field": "date"}
    {"sequence": […]}  {"and": […]}  {"or": […]}  {"not": …}
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from search.query_parser import parse_query
from search.query_printer import print_query
from search.query_tree import And, FieldDates, FieldTerms, Fuzzy, Node, Not, Or, Phrase, Sequence, Wildcard, Word

CASES = json.loads((Path(__file__).parents[1] / "golden" / "queries.json").read_text("utf-8"))


def as_json(node: Node | None) -> Any:
    match node:
        case None:
            return None
        case Sequence(items) | And(items) | Or(items):
            return {type(node).__name__.lower(): [as_json(item) for item in items]}
        case Not(item):
            return {"not": as_json(item)}
        case FieldTerms():
            return {"terms": list(node.words), "field": node.field}
        case FieldDates():
            return {"from": node.first.isoformat(), "to": node.last.isoformat(), "field": node.field}
        case Word():
            shown: dict[str, Any] = {"word": node.form} | ({"level": node.level} if node.level else {})
            shown |= {"vocalised": node.vocalised} if node.vocalised else {}
        case Phrase():
            default = "folded" if node.ordered else None
            shown = {"phrase" if node.ordered else "near": list(node.forms)}
            shown |= {"level": node.level} if node.level != default else {}
            shown |= {"slop": node.slop} if node.slop or not node.ordered else {}
            shown |= {"vocalised": list(node.vocalised)} if node.vocalised else {}
        case Fuzzy():
            shown = {"fuzzy": node.form, "distance": node.distance}
        case Wildcard():
            shown = {"wildcard": node.pattern}
    return shown | ({"field": node.field} if node.field else {})


@pytest.mark.parametrize("case", CASES, ids=[case["query"] or "empty" for case in CASES])
def test_golden_query_is_read_as_written_down(case):
    parsed = parse_query(case["query"])
    assert case["tree"] == as_json(parsed.tree), case["why"]
    assert case["notices"] == [notice.code for notice in parsed.notices], case["why"]


@pytest.mark.parametrize("case", CASES, ids=[case["query"] or "empty" for case in CASES])
def test_golden_query_printed_and_read_again_is_the_same(case):
    tree = parse_query(case["query"]).tree
    assert as_json(tree) == as_json(parse_query(print_query(tree)).tree)


def test_every_golden_query_says_why_and_stands_once():
    assert all(case["why"].strip() for case in CASES)
    assert len({case["query"] for case in CASES}) == len(CASES)
