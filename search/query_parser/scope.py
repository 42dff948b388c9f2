"""What is typed before a leaf or a group and holds for all of it: field names, locks of a level, and `=`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from search.query_parser.cursor import Cursor
from search.query_parser.locks import level_named
from search.query_parser.signs import PATTERN_KINDS, RANGE_BRACKETS, Kind, Lexeme
from search.query_parser.vocalised import vocalised
from search.query_tree import Word
from search.schema import Field, field_named, is_prose_name

_STARTS_VALUE = PATTERN_KINDS | {Kind.WORD, Kind.QUOTE, Kind.OPEN, Kind.EQUALS}


@dataclass(frozen=True, slots=True)
class Scope:
    """What was typed before a leaf. level: a lock. name: the field name, for when its value turns out to be none."""

    field: Field | None = None
    level: str | None = None
    name: Lexeme | None = None

    @property
    def field_name(self) -> str | None:
        """Return the field that nodes carry."""
        return self.field.name if self.field else None


def read_scope(cursor: Cursor, scope: Scope) -> Scope:
    """Read field names, locks and `=` before a leaf; the innermost of each kind counts."""
    while True:
        if cursor.peek().kind is Kind.EQUALS:
            cursor.take()
            scope = replace(scope, level="exact")
            continue
        named = _name_ahead(cursor)
        if named is None:
            return scope
        name = cursor.take()
        cursor.take()
        scope = replace(scope, level=named) if isinstance(named, str) else replace(scope, field=named, name=name)


def word_of(lexeme: Lexeme, scope: Scope, start: int, end: int) -> Word:
    """Return one word as a node, at the place given."""
    marks = "" if scope.level == "exact" else vocalised(lexeme.text, lexeme.form)
    return Word(lexeme.form, start, end, scope.level, scope.field_name, marks)


def _name_ahead(cursor: Cursor) -> Field | str | None:
    """Return the field or level whose name, colon and value are next. A colon that makes none is remarked on."""
    name, colon, value = cursor.peek(), cursor.peek(1), cursor.peek(2)
    if name.kind is not Kind.WORD or colon.kind is not Kind.COLON or not colon.glued:
        return None
    named = field_named(name.text) or level_named(name.text)
    if named is None:
        if value.glued and value.kind in _STARTS_VALUE and not name.form.isdigit():
            cursor.remarks.add("unknown_field", name.text)
        return None
    if not value.glued and is_prose_name(name.text):
        return None
    if value.kind in _STARTS_VALUE or (isinstance(named, Field) and _starts_range(named, value)):
        return named
    cursor.remarks.add("field_without_value", name.text)
    return None


def _starts_range(field: Field, value: Lexeme) -> bool:
    """Return whether a date field has a range behind it: ..2021 written to it, or a bracket."""
    if not field.kind.startswith("date"):
        return False
    return value.text in RANGE_BRACKETS or (value.glued and value.text[:1] in (".", "…"))
