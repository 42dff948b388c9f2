"""tree_as_json shows every node of a query tree, with the place where it was typed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from search.query_json import tree_as_json
from search.query_parser import parse_query
from search.query_tree import children
from tests.search.test_query_parser import query_text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", None),
        ("أستانة", {"kind": "word", "start": 0, "end": 6, "form": "أستانة", "level": None, "field": None}),
        (
            "عنوان:جذري:كتاب",
            {"kind": "word", "start": 11, "end": 15, "form": "كتاب", "level": "root", "field": "title"},
        ),
        (
            "عَلَى",
            {"kind": "word", "start": 0, "end": 5, "form": "على", "level": None, "field": None, "vocalised": "عَلَى"},
        ),
        (
            '="a b"~5',
            {"kind": "phrase", "start": 1, "end": 8, "forms": ["a", "b"], "level": "exact", "field": None, "slop": 5},
        ),
        (
            "a قرب/3 عليّ",
            {
                "kind": "near",
                "start": 0,
                "end": 12,
                "forms": ["a", "علي"],
                "level": None,
                "field": None,
                "slop": 3,
                "vocalised": ["", "عليّ"],
            },
        ),
        ("سوت*", {"kind": "wildcard", "start": 0, "end": 4, "pattern": "سوت*", "field": None}),
        ("أستانة~2", {"kind": "fuzzy", "start": 0, "end": 8, "form": "استانه", "distance": 2, "field": None}),
        (
            "شخص:لافروف",
            {"kind": "terms", "start": 4, "end": 10, "field": "person", "words": ["لافروف"], "text": "لافروف"},
        ),
        (
            "date:[2021-01 TO 2021-02]",
            {
                "kind": "dates",
                "start": 5,
                "end": 25,
                "field": "date",
                "first": "2021-01-01",
                "last": "2021-02-28",
                "text": "2021-01..2021-02",
            },
        ),
        (
            "a -(b OR c)",
            {
                "kind": "sequence",
                "start": 0,
                "end": 10,
                "children": [
                    {"kind": "word", "start": 0, "end": 1, "form": "a", "level": None, "field": None},
                    {
                        "kind": "not",
                        "start": 4,
                        "end": 10,
                        "children": [
                            {
                                "kind": "or",
                                "start": 4,
                                "end": 10,
                                "children": [
                                    {"kind": "word", "start": 4, "end": 5, "form": "b", "level": None, "field": None},
                                    {"kind": "word", "start": 9, "end": 10, "form": "c", "level": None, "field": None},
                                ],
                            }
                        ],
                    },
                ],
            },
        ),
    ],
)
def test_a_tree_is_shown_as_json(query, shown):
    assert shown == tree_as_json(parse_query(query).tree)


@given(query_text)
def test_every_tree_can_be_written_as_json_and_has_its_nodes(text):
    def check(node, shown):
        assert 0 <= shown["start"] < shown["end"] <= len(text)
        below = children(node)
        assert len(below) == len(shown.get("children", ()))
        for child, shown_child in zip(below, shown.get("children", ()), strict=True):
            assert shown["start"] <= shown_child["start"]
            assert shown_child["end"] <= shown["end"]
            check(child, shown_child)

    tree = parse_query(text).tree
    shown = tree_as_json(tree)
    if tree is not None:
        check(tree, shown)
    assert shown == json.loads(json.dumps(shown))
