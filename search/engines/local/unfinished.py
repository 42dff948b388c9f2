"""Unfinished: a query whose last word is not typed to its end, as the query language reads it.

Not for: what continues it (`suggesting`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from search import query_tree as tree
from search.analysis import fold
from search.query_parser import parse_query
from search.query_parser.lexer import read_lexemes
from search.query_parser.signs import PATTERN_KINDS, QUOTES, Kind, Lexeme

NOT_READ = {"query_syntax", "invalid_date"}
"""Notices of a text that was not read as it was typed."""

_COSTLY = PATTERN_KINDS | {Kind.TILDE}
"""What patterns and near spellings find takes too long to count at every key stroke."""
_PLAIN = {Kind.WORD, Kind.NOISE}
_CLOSING = {"«": "»", "“": "”", "‹": "›"}


@dataclass(frozen=True, slots=True)
class Unfinished:
    """before: what stands in front of the word or value begun, as typed, without invisible characters.

    begun: the folded beginning of a word; of a value of a facet, all that is typed of it. field: the facet, "" of a
    word. closing: what closes the quotations and parentheses that are open behind it. is_plain: words and no sign.
    """

    before: str
    begun: str
    field: str
    closing: str
    is_plain: bool

    def continued(self, with_text: str) -> str:
        """Return the query with a word, or the value of the facet, in the place of what is begun."""
        if not self.field:
            return f"{self.before}{with_text}{self.closing}"
        value = "".join(" " if char in QUOTES else char for char in with_text)
        return f'{self.before}"{value}"{self.closing}'


def read_unfinished(typed: str) -> Unfinished | None:
    """Return what is begun; None where that is no word or value, or where the query would have a fault."""
    lexemes = read_lexemes(typed)[:-1]
    while lexemes and lexemes[-1].kind is Kind.NOISE:
        lexemes.pop()
    if not lexemes or lexemes[-1].kind is not Kind.WORD or any(each.kind in _COSTLY for each in lexemes):
        return None
    last = lexemes[-1]
    quote, parentheses = _open(lexemes)
    parsed = parse_query(typed[: last.end] + quote + parentheses)
    leaf = _leaf_at(parsed.tree, last.start)
    if leaf is None or any(notice.code in NOT_READ for notice in parsed.notices):
        return None
    if isinstance(leaf, tree.FieldTerms):
        return Unfinished(_visible(typed[: leaf.start]), leaf.text, leaf.field, parentheses, is_plain=False)
    if not isinstance(leaf, tree.Word | tree.Phrase):
        return None
    is_plain = {each.kind for each in lexemes} <= _PLAIN or _is_prose(lexemes, parsed.tree)
    return Unfinished(_visible(typed[: last.start]), fold(last.form), "", quote + parentheses, is_plain)


def _open(lexemes: Sequence[Lexeme]) -> tuple[str, str]:
    """Return what closes the quotation that is open at the end, and what the parentheses."""
    quote = ""
    depth = 0
    for lexeme in lexemes:
        if lexeme.kind is Kind.QUOTE:
            quote = "" if quote else _CLOSING.get(lexeme.text, '"')
        elif not quote:
            depth += (lexeme.kind is Kind.OPEN) - (lexeme.kind is Kind.CLOSE)
    return quote, ")" * depth


def _leaf_at(node: tree.Node | None, place: int) -> tree.Leaf | None:
    """Return the leaf that a place of the query belongs to."""
    if isinstance(node, tree.Leaf):
        return node if node.start <= place < node.end else None
    below = (_leaf_at(child, place) for child in (tree.children(node) if node else ()))
    return next((leaf for leaf in below if leaf), None)


def _is_prose(lexemes: Sequence[Lexeme], node: tree.Node | None) -> bool:
    """Return whether the only signs are colons that ask for nothing, as headlines have them."""
    items = node.items if isinstance(node, tree.Sequence) else (node,)
    return {each.kind for each in lexemes} <= _PLAIN | {Kind.COLON} and all(
        isinstance(item, tree.Word) and not item.level and not item.field for item in items
    )


def _visible(text: str) -> str:
    return "".join(char for char in text if unicodedata.category(char) != "Cf")
