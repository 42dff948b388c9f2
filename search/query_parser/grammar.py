"""Recursive descent over the lexemes of a query: operators, parentheses and their precedence.

Each function reads one rule of the grammar in the package's docstring. Only parentheses recurse, and
no deeper than MAX_DEPTH. Not for: what a leaf means (`items`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from search.query_parser.cursor import Cursor, SyntaxFault
from search.query_parser.items import read_leaf
from search.query_parser.near import near_of
from search.query_parser.scope import Scope, read_scope
from search.query_parser.shape import and_of, not_of, or_of, sequence_of
from search.query_parser.signs import OPERATOR_KINDS, Kind, Lexeme
from search.query_tree import Node

MAX_DEPTH = 40
"""Nobody nests deeper by hand; 40 levels are 360 of Python's 1,000 frames."""

_ENDS_SEQUENCE = frozenset({Kind.AND, Kind.OR, Kind.CLOSE, Kind.END})
_NEGATIONS = frozenset({Kind.NOT, Kind.MINUS})
_SKIPPED = frozenset({Kind.NOISE, Kind.COLON, Kind.TILDE})

_Rule = Callable[[Cursor, Scope, int, "Lexeme | None"], "Node | None"]


def read_query(cursor: Cursor) -> Node | None:
    """Read the whole query. Raises SyntaxFault."""
    _skip(cursor)
    if cursor.peek().kind is Kind.END:
        return None
    tree = _read_or(cursor, Scope(), 0, None)
    if cursor.peek().kind is not Kind.END:
        raise SyntaxFault("unopened_group", cursor.peek())
    return tree


def _read_or(cursor: Cursor, scope: Scope, depth: int, operator: Lexeme | None) -> Node | None:
    return or_of(_read_operands(cursor, scope, depth, operator, Kind.OR, _read_and))


def _read_and(cursor: Cursor, scope: Scope, depth: int, operator: Lexeme | None) -> Node | None:
    return and_of(_read_operands(cursor, scope, depth, operator, Kind.AND, _read_sequence))


def _read_operands(
    cursor: Cursor, scope: Scope, depth: int, operator: Lexeme | None, kind: Kind, read: _Rule
) -> list[Node | None]:
    operands = [read(cursor, scope, depth, operator)]
    while cursor.peek().kind is kind:
        taken = cursor.take()
        operands.append(read(cursor, scope, depth, taken))
    return operands


def _read_sequence(cursor: Cursor, scope: Scope, depth: int, operator: Lexeme | None) -> Node | None:
    """Read items up to AND, OR, `)` or the end. operator: the AND or OR before them, which needs them."""
    items = []
    while _skip(cursor).kind not in _ENDS_SEQUENCE:
        items.append(_read_item(cursor, scope, depth))
    if not items:
        raise _missing(operator, cursor.peek())
    return sequence_of(items)


def _read_item(cursor: Cursor, scope: Scope, depth: int) -> Node | None:
    negated = False
    while _skip(cursor).kind in _NEGATIONS:
        operator = cursor.take()
        negated = not negated
        if _skip(cursor).kind in _ENDS_SEQUENCE:
            raise SyntaxFault("missing_right", operator)
    item = _read_near(cursor, scope, depth)
    return not_of(item) if negated else item


def _read_near(cursor: Cursor, scope: Scope, depth: int) -> Node | None:
    """Read one operand, or several with NEAR between them. NEAR before NOT is remarked on and left out."""
    operands, operators = [_read_operand(cursor, scope, depth)], []
    while _skip(cursor).kind is Kind.NEAR:
        operator = cursor.take()
        if _skip(cursor).kind in _ENDS_SEQUENCE | {Kind.NEAR}:
            raise SyntaxFault("missing_right", operator)
        if cursor.peek().kind in _NEGATIONS:
            cursor.remarks.add("near_operand", operator.text)
            break
        operators.append(operator)
        operands.append(_read_operand(cursor, scope, depth))
    return near_of(operands, operators, cursor.remarks)


def _read_operand(cursor: Cursor, scope: Scope, depth: int) -> Node | None:
    if cursor.peek().kind is Kind.NEAR:
        raise SyntaxFault("missing_left", cursor.peek())
    scope = read_scope(cursor, scope)
    return _read_group(cursor, scope, depth) if cursor.peek().kind is Kind.OPEN else read_leaf(cursor, scope)


def _read_group(cursor: Cursor, scope: Scope, depth: int) -> Node | None:
    opening = cursor.take()
    if depth == MAX_DEPTH:
        raise SyntaxFault("too_deep", opening)
    item = None
    if _skip(cursor).kind is Kind.CLOSE:
        cursor.remarks.add("empty_group")
    elif cursor.peek().kind is not Kind.END:
        item = _read_or(cursor, replace(scope, name=None), depth + 1, None)
    if cursor.take().kind is not Kind.CLOSE:
        raise SyntaxFault("unclosed_group", opening)
    return item


def _skip(cursor: Cursor) -> Lexeme:
    """Pass over punctuation that says nothing and return the lexeme behind it."""
    while cursor.peek().kind in _SKIPPED:
        cursor.take()
    return cursor.peek()


def _missing(operator: Lexeme | None, found: Lexeme) -> SyntaxFault:
    if operator is not None:
        return SyntaxFault("missing_right", operator)
    return SyntaxFault("missing_left" if found.kind in OPERATOR_KINDS else "unopened_group", found)
