"""parse_query: a typed query in, its tree and what the reader should know out; never an exception."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from search.query_parser.cursor import Cursor, SyntaxFault
from search.query_parser.grammar import read_query
from search.query_parser.lexer import plain_lexemes, read_lexemes
from search.query_parser.notices import Remarks, syntax_notice
from search.query_tree import Node
from search.results import Notice


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """tree: what was asked, None where the query has no word. notices: what was ignored or read differently."""

    tree: Node | None
    notices: tuple[Notice, ...] = ()


def parse_query(text: str) -> ParsedQuery:
    """Return the tree of any text. A syntax error gives a notice, and the plain words and phrases of the text."""
    lexemes = read_lexemes(text)
    remarks = Remarks()
    faults: tuple[Notice, ...] = ()
    try:
        tree = read_query(Cursor(text, lexemes, remarks))
    except SyntaxFault as fault:
        faults = (syntax_notice(fault.reason, fault.lexeme.text, fault.lexeme.start),)
        remarks = Remarks()
        tree = read_query(Cursor(text, plain_lexemes(lexemes), remarks))
    if tree is None and _has_visible(text):
        remarks.add("no_words")
    return ParsedQuery(tree, faults + remarks.as_notices())


def _has_visible(text: str) -> bool:
    return any(not char.isspace() and unicodedata.category(char) != "Cf" for char in text)
