"""docs/query-language.md is held to the parser: every example is read as the document says."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.query_parser import parse_query
from search.query_parser.notices import NOTICE_CODES
from search.query_printer import print_query
from search.query_tree import And, FieldDates, FieldTerms, Fuzzy, Not, Or, Phrase, Sequence, Wildcard, Word

DOCUMENT = (Path(__file__).parents[2] / "docs" / "query-language.md").read_text("utf-8")


def rows_of(section: str) -> list[list[str]]:
    """The cells of each row of the first table of a section, without its head, and without the code signs."""
    body = DOCUMENT.split(f"\n## {section}\n")[1].split("\n## ")[0]
    lines = [line for line in body.splitlines() if line.startswith("|")]
    rows = [line.strip("|\n ").split(" | ") for line in lines[2:]]
    return [
        [cell[1:-1] if cell.count("`") == 2 and cell[0] == cell[-1] == "`" else cell for cell in row] for row in rows
    ]


PAIRS = rows_of("In Arabic and in English")
TOLERATED = rows_of("What is tolerated")
NOTICES = rows_of("Notices")


def shape_of(node):
    """What a tree asks for apart from its words and days."""
    match node:
        case Sequence(items) | And(items) | Or(items):
            return type(node).__name__, [shape_of(item) for item in items]
        case Not(item):
            return "Not", shape_of(item)
        case Word():
            return "Word", node.level, node.field
        case Phrase():
            return "Phrase", len(node.forms) > 1, node.level, node.field, node.slop, node.ordered
        case FieldDates():
            return "FieldDates", node.field, node.first, node.last
        case FieldTerms():
            return "FieldTerms", node.field, len(node.words)
        case Wildcard():
            return "Wildcard", "*" in node.pattern, node.field
        case Fuzzy():
            return "Fuzzy", node.distance, node.field


@pytest.mark.parametrize(("arabic", "english"), [row[:2] for row in PAIRS])
def test_an_arabic_example_asks_for_the_same_kind_of_thing_as_its_english_one(arabic, english):
    read = [parse_query(arabic), parse_query(english)]
    assert [each.notices for each in read] == [(), ()]
    if arabic != "أ ف ب":  # three letters beside two
        assert shape_of(read[0].tree) == shape_of(read[1].tree)


@pytest.mark.parametrize(("typed", "canonical"), TOLERATED)
def test_what_is_tolerated_is_read_as_documented(typed, canonical):
    parsed = parse_query(typed)
    assert parsed.notices == ()
    assert print_query(parsed.tree) == canonical


@pytest.mark.parametrize(("code", "example"), [row[:2] for row in NOTICES])
def test_each_notice_has_an_example(code, example):
    assert code in [notice.code for notice in parse_query(example).notices]


def test_every_notice_of_the_parser_is_documented():
    assert sorted(row[0] for row in NOTICES) == sorted(NOTICE_CODES)
