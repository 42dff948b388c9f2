"""The leaves of the grammar: lexemes in; words, near words, phrases, patterns and field values out.

A leaf is read within a scope: the field and the lock that were typed before it. Not for: operators and
parentheses (`grammar`), or values of facet fields (`values`).
"""

from __future__ import annotations

from dataclasses import replace

from search.analysis import fold
from search.query_parser.cursor import Cursor
from search.query_parser.near import MAX_SLOP
from search.query_parser.runs import number_of, take_quoted, take_run, take_tilde, words_of_quoted
from search.query_parser.scope import Scope, word_of
from search.query_parser.shape import sequence_of
from search.query_parser.signs import PATTERN_KINDS, Kind, Lexeme
from search.query_parser.values import read_date_value, read_terms
from search.query_parser.vocalised import vocalised
from search.query_tree import Fuzzy, Node, Phrase, Wildcard

MIN_PATTERN_LETTERS = 2
MIN_FUZZY_LETTERS = 3
"""One edit makes of a word of two letters every word that shares one of them. Digits are no letters here."""
MAX_DISTANCE = 2


def read_leaf(cursor: Cursor, scope: Scope) -> Node | None:
    """Read a word, compound, pattern, phrase or field value; None where it was left out with a remark."""
    if scope.field is None or scope.field.kind == "text":
        return _read_text(cursor, scope)
    _remark_lock(cursor, scope, cursor.peek().text)
    start = cursor.peek().start
    value = (read_terms if scope.field.kind == "terms" else read_date_value)(cursor, scope)
    if cursor.peek().kind is Kind.TILDE:
        cursor.remarks.add("tilde_not_here", cursor.text[start : take_tilde(cursor)[-1].end])
    return value


def _read_text(cursor: Cursor, scope: Scope) -> Node | None:
    if cursor.peek().kind is Kind.QUOTE:
        quoted = take_quoted(cursor)
        words = words_of_quoted(cursor, quoted, "wildcard_in_phrase")
        slop, end = _read_slop(cursor, quoted, words)
        node = _text_node(words, quoted[0].start, end, replace(scope, level=scope.level or "folded"))
        return replace(node, slop=slop) if isinstance(node, Phrase) else node
    parts = take_run(cursor)
    if cursor.peek().kind is Kind.TILDE and not _is_range_ahead(cursor, parts):
        fuzzy = _read_fuzzy(cursor, parts, scope)
        if fuzzy is not None:
            return fuzzy
    if not any(lexeme.kind in PATTERN_KINDS for part in parts for lexeme in part):
        words = [part[0] for part in parts]
        return _text_node(words, words[0].start, words[-1].end, scope)
    return sequence_of(
        _text_node(part, part[0].start, part[-1].end, scope)
        if all(lexeme.kind is Kind.WORD for lexeme in part)
        else _pattern_node(cursor, part, scope)
        for part in parts
    )


def _text_node(words: list[Lexeme], start: int, end: int, scope: Scope) -> Node | None:
    """Return one word, or several as a phrase, folded without a lock; None for no word."""
    if not words:
        return None
    if len(words) == 1:
        return word_of(words[0], scope, start, end)
    level = scope.level or "folded"
    marks = tuple(vocalised(word.text, word.form) for word in words) if level != "exact" else ()
    forms = tuple(word.form for word in words)
    return Phrase(forms, start, end, level, scope.field_name, vocalised=marks if any(marks) else ())


def _pattern_node(cursor: Cursor, part: list[Lexeme], scope: Scope) -> Node | None:
    pattern = ""
    for lexeme in part:
        sign = "*" if lexeme.kind is Kind.STAR else "?"
        if lexeme.kind is Kind.WORD:
            pattern += fold(lexeme.form)
        elif not (sign == "*" and pattern.endswith("*")):
            pattern += sign
    if len(pattern.replace("*", "").replace("?", "")) < MIN_PATTERN_LETTERS:
        cursor.remarks.add("wildcard_too_short", pattern)
        return None
    _remark_lock(cursor, scope, pattern)
    return Wildcard(pattern, part[0].start, part[-1].end, scope.field_name)


def _remark_lock(cursor: Cursor, scope: Scope, shown: str) -> None:
    """Say that a lock is ignored before what is compared folded in any case."""
    if scope.level == "exact":
        cursor.remarks.add("exact_not_here", shown)
    elif scope.level in ("stem", "root"):
        cursor.remarks.add("level_not_here", shown)


def _is_range_ahead(cursor: Cursor, parts: list[list[Lexeme]]) -> bool:
    """Return whether the ~ at the cursor stands between numbers: 2020~2021, 10:30~11:30."""
    number_behind = cursor.peek(1).glued and cursor.peek(1).form.isdecimal()
    return number_behind and all(lexeme.form.isdecimal() for part in parts for lexeme in part)


def _read_fuzzy(cursor: Cursor, parts: list[list[Lexeme]], scope: Scope) -> Fuzzy | None:
    """Take the ~ behind a run; None, with a remark, where it says nothing."""
    word, taken = parts[0][0], take_tilde(cursor)
    form, distance = fold(word.form), number_of(taken, 1)
    typed = cursor.text[word.start : taken[-1].end]
    if len(parts) > 1 or len(parts[0]) > 1 or word.kind is not Kind.WORD:
        cursor.remarks.add("tilde_not_here", typed)
    elif sum(not char.isdecimal() for char in form) < MIN_FUZZY_LETTERS:
        cursor.remarks.add("fuzzy_too_short", typed)
    elif distance is None or not 1 <= distance <= MAX_DISTANCE:
        cursor.remarks.add("fuzzy_distance", typed)
    else:
        _remark_lock(cursor, scope, typed)
        return Fuzzy(form, distance, word.start, taken[-1].end, scope.field_name)
    return None


def _read_slop(cursor: Cursor, quoted: list[Lexeme], words: list[Lexeme]) -> tuple[int, int]:
    """Take the ~ behind a quotation if there is one; return the slop, and where the phrase ends."""
    start, end = quoted[0].start, quoted[-1].end
    if cursor.peek().kind is not Kind.TILDE:
        return 0, end
    taken = take_tilde(cursor)
    slop = number_of(taken, None)
    if len(words) < 2:
        cursor.remarks.add("proximity_one_word", cursor.text[start : taken[-1].end])
    elif slop is None or slop > MAX_SLOP:
        cursor.remarks.add("proximity_distance", cursor.text[start : taken[-1].end])
    else:
        return slop, taken[-1].end
    return 0, end
