"""Values of facet fields: names and dates, and ranges of dates in brackets."""

from __future__ import annotations

from search.analysis import fold
from search.query_parser.cursor import Cursor
from search.query_parser.dates import RANGE_SIGN, read_bracketed, read_dates
from search.query_parser.runs import take_quoted, take_run, words_of_quoted
from search.query_parser.scope import Scope, word_of
from search.query_parser.shape import sequence_of
from search.query_parser.signs import BRACKETS, PATTERN_SIGNS, RANGE_BRACKETS, Kind, Lexeme
from search.query_tree import FieldDates, FieldTerms, Node

_ENDS_VALUE = BRACKETS | {Kind.END}


def read_terms(cursor: Cursor, scope: Scope) -> Node | None:
    """Read a value of a facet of names; None, with a remark, where it has no word."""
    assert scope.field
    if cursor.peek().kind is Kind.QUOTE:
        quoted = take_quoted(cursor)
        start, end = quoted[0].start, quoted[-1].end
        words = words_of_quoted(cursor, quoted, "wildcard_in_value")
    else:
        run = [lexeme for part in take_run(cursor) for lexeme in part]
        start, end = run[0].start, run[-1].end
        words = [lexeme for lexeme in run if lexeme.kind is Kind.WORD]
        if len(words) < len(run):
            cursor.remarks.add("wildcard_in_value", cursor.text[start:end])
    if not words:
        return None
    return FieldTerms(
        scope.field.name, tuple(fold(word.form) for word in words), _typed_name(cursor, words), start, end
    )


def _typed_name(cursor: Cursor, words: list[Lexeme]) -> str:
    """Return the words as typed with what stands between them, unless that is a pattern sign, which says something."""
    typed = cursor.text[words[0].start : words[-1].end]
    if not PATTERN_SIGNS & set(typed):
        return typed
    return " ".join({word.start: word.text for word in words}.values())  # one sign may stand for several words


def read_date_value(cursor: Cursor, scope: Scope) -> Node | None:
    """Read a period or a range; what is none is read as words, with a remark."""
    assert scope.field
    read = read_dates
    if cursor.peek().kind is Kind.QUOTE:
        value = take_quoted(cursor)
        typed = cursor.text[value[0].end : value[-1].start]
    elif cursor.peek().text in RANGE_BRACKETS:
        value, read = _take_bracketed(cursor), read_bracketed
        typed = cursor.text[value[0].start : value[-1].end]
    else:
        value = list(cursor.take_while(lambda lexeme: lexeme.glued and lexeme.kind not in _ENDS_VALUE))
        typed = cursor.text[value[0].start : value[-1].end]
    dates = read(typed)
    if dates:
        return FieldDates(scope.field.name, *dates, value[0].start, value[-1].end)
    cursor.remarks.add("invalid_date", typed.strip() or RANGE_SIGN)
    words = ([scope.name] if scope.name else []) + [lexeme for lexeme in value if lexeme.form]
    return sequence_of(word_of(word, Scope(), word.start, word.end) for word in words)


def _take_bracketed(cursor: Cursor) -> list[Lexeme]:
    """Take what stands in brackets, any of which closes any other; the opening one alone if none closes it."""
    length = 1
    while cursor.peek(length).kind not in _ENDS_VALUE:
        if cursor.peek(length).text in RANGE_BRACKETS:
            return [cursor.take() for _ in range(length + 1)]
        length += 1
    return [cursor.take()]
