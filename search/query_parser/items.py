"""The leaves of the grammar: lexemes in; words, near words, phrases, patterns and field values out.

A leaf is read within a scope: the field and the exactness that were typed before it. Not for:
operators and parentheses (`grammar`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from search.analysis import fold
from search.query_parser.dates import RANGE_SIGN, read_dates
from search.query_parser.lexer import PATTERN_KINDS, Kind, Lexeme, is_joiner
from search.query_parser.notices import Remarks
from search.query_parser.shape import sequence_of
from search.query_tree import FieldDates, FieldTerms, Fuzzy, Node, Phrase, Wildcard, Word
from search.schema import Field, field_named

MIN_PATTERN_LETTERS = 2
MIN_FUZZY_LETTERS = 3
"""One edit makes of a word of two letters every word that shares one of them. Digits are no letters here."""
MAX_DISTANCE = 2
MAX_SLOP = 50

_STARTS_VALUE = PATTERN_KINDS | {Kind.WORD, Kind.QUOTE, Kind.OPEN, Kind.EQUALS}
_ENDS_VALUE = frozenset({Kind.QUOTE, Kind.OPEN, Kind.CLOSE, Kind.END})


class SyntaxFault(Exception):
    """The query breaks the grammar at a lexeme. It never leaves the parser."""

    def __init__(self, reason: str, lexeme: Lexeme) -> None:
        """Keep the reason (a key of `notices`) and the place."""
        super().__init__(reason)
        self.reason = reason
        self.lexeme = lexeme


@dataclass(frozen=True, slots=True)
class Scope:
    """What was typed before a leaf. name: the field name as typed, for when its value turns out to be none."""

    field: Field | None = None
    exact: bool = False
    name: Lexeme | None = None


class Cursor:
    """A place in the lexemes of a query, and the remarks made on the way."""

    def __init__(self, text: str, lexemes: list[Lexeme], remarks: Remarks) -> None:
        """Start at the first lexeme. The last one is END."""
        self.text = text
        self.remarks = remarks
        self._lexemes = lexemes
        self._index = 0

    def peek(self, distance: int = 0) -> Lexeme:
        """Return a lexeme ahead without moving; END beyond the end."""
        return self._lexemes[min(self._index + distance, len(self._lexemes) - 1)]

    def take(self) -> Lexeme:
        """Return the lexeme at the cursor and move behind it; END is never passed."""
        lexeme = self.peek()
        self._index = min(self._index + 1, len(self._lexemes) - 1)
        return lexeme


def read_scope(cursor: Cursor, scope: Scope) -> Scope:
    """Read field names and `=` before a leaf; the innermost field counts."""
    while True:
        if cursor.peek().kind is Kind.EQUALS:
            cursor.take()
            scope = replace(scope, exact=True)
            continue
        field = _field_ahead(cursor)
        if field is None:
            return scope
        scope = replace(scope, field=field, name=cursor.take())
        cursor.take()


def read_leaf(cursor: Cursor, scope: Scope) -> Node | None:
    """Read a word, compound, pattern, phrase or field value; None where it was left out with a remark."""
    if scope.field is None or scope.field.kind == "text":
        return _read_text(cursor, scope)
    if scope.exact:
        cursor.remarks.add("exact_not_here", cursor.peek().text)
    start = cursor.peek().start
    value = (_read_terms if scope.field.kind == "terms" else _read_dates)(cursor, scope)
    if cursor.peek().kind is Kind.TILDE:
        cursor.remarks.add("tilde_not_here", cursor.text[start : _take_tilde(cursor)[-1].end])
    return value


def _field_ahead(cursor: Cursor) -> Field | None:
    """Return the field whose name, colon and value are next. A colon that makes no field is remarked on."""
    name, colon, value = cursor.peek(), cursor.peek(1), cursor.peek(2)
    if name.kind is not Kind.WORD or colon.kind is not Kind.COLON or not colon.glued:
        return None
    field = field_named(name.text)
    if field is None:
        if value.glued and value.kind in _STARTS_VALUE and not name.form.isdigit():
            cursor.remarks.add("unknown_field", name.text)
        return None
    open_range = field.kind.startswith("date") and value.glued and value.text[:1] in (".", "…")
    if value.kind in _STARTS_VALUE or open_range:
        return field
    cursor.remarks.add("field_without_value", name.text)
    return None


def _read_text(cursor: Cursor, scope: Scope) -> Node | None:
    field = scope.field.name if scope.field else None
    if cursor.peek().kind is Kind.QUOTE:
        quoted = _read_quoted(cursor)
        words = _words_of_quoted(cursor, quoted, "wildcard_in_phrase")
        slop, end = _read_slop(cursor, quoted, words)
        level = "exact" if scope.exact else "folded"
        node = _text_node(words, quoted[0].start, end, level, "folded", field)
        return replace(node, slop=slop) if isinstance(node, Phrase) else node
    parts = _read_run(cursor)
    if cursor.peek().kind is Kind.TILDE and not _is_range_ahead(cursor, parts):
        fuzzy = _read_fuzzy(cursor, parts, scope)
        if fuzzy is not None:
            return fuzzy
    level_of_word = "exact" if scope.exact else None
    if not any(lexeme.kind in PATTERN_KINDS for part in parts for lexeme in part):
        words = [part[0] for part in parts]
        return _text_node(words, words[0].start, words[-1].end, level_of_word, "folded", field)
    return sequence_of(
        _text_node(part, part[0].start, part[-1].end, level_of_word, "folded", field)
        if all(lexeme.kind is Kind.WORD for lexeme in part)
        else _pattern_node(cursor, part, scope)
        for part in parts
    )


def _text_node(
    words: list[Lexeme], start: int, end: int, level: str | None, phrase_level: str, field: str | None
) -> Node | None:
    forms = tuple(word.form for word in words)
    if len(forms) > 1:
        return Phrase(forms, start, end, level or phrase_level, field)
    return Word(forms[0], start, end, level, field) if forms else None


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
    if scope.exact:
        cursor.remarks.add("exact_not_here", pattern)
    return Wildcard(pattern, part[0].start, part[-1].end, scope.field.name if scope.field else None)


def _is_range_ahead(cursor: Cursor, parts: list[list[Lexeme]]) -> bool:
    """Return whether the ~ at the cursor stands between numbers: 2020~2021, 10:30~11:30."""
    number_behind = cursor.peek(1).glued and cursor.peek(1).form.isdecimal()
    return number_behind and all(lexeme.form.isdecimal() for part in parts for lexeme in part)


def _read_fuzzy(cursor: Cursor, parts: list[list[Lexeme]], scope: Scope) -> Fuzzy | None:
    """Take the ~ behind a run; None, with a remark, where it says nothing."""
    word, taken = parts[0][0], _take_tilde(cursor)
    form, distance = fold(word.form), _number_of(taken, 1)
    typed = cursor.text[word.start : taken[-1].end]
    if len(parts) > 1 or len(parts[0]) > 1 or word.kind is not Kind.WORD:
        cursor.remarks.add("tilde_not_here", typed)
    elif sum(not char.isdecimal() for char in form) < MIN_FUZZY_LETTERS:
        cursor.remarks.add("fuzzy_too_short", typed)
    elif distance is None or not 1 <= distance <= MAX_DISTANCE:
        cursor.remarks.add("fuzzy_distance", typed)
    else:
        if scope.exact:
            cursor.remarks.add("exact_not_here", typed)
        return Fuzzy(form, distance, word.start, taken[-1].end, scope.field.name if scope.field else None)
    return None


def _read_slop(cursor: Cursor, quoted: list[Lexeme], words: list[Lexeme]) -> tuple[int, int]:
    """Take the ~ behind a quotation if there is one; return the slop, and where the phrase ends."""
    start, end = quoted[0].start, quoted[-1].end
    if cursor.peek().kind is not Kind.TILDE:
        return 0, end
    taken = _take_tilde(cursor)
    slop = _number_of(taken, None)
    if len(words) < 2:
        cursor.remarks.add("proximity_one_word", cursor.text[start : taken[-1].end])
    elif slop is None or slop > MAX_SLOP:
        cursor.remarks.add("proximity_distance", cursor.text[start : taken[-1].end])
    else:
        return slop, taken[-1].end
    return 0, end


def _take_tilde(cursor: Cursor) -> list[Lexeme]:
    """Take ~ and all that is written to it like a number, be it none that counts: ~1, ~0.5, ~1~2."""
    taken = [cursor.take()]
    while True:
        ahead, behind = cursor.peek(), cursor.peek(1)
        if ahead.kind is Kind.TILDE or (ahead.glued and ahead.form.isdecimal()):
            taken.append(cursor.take())
        elif behind.form.isdecimal() and is_joiner(ahead, taken[-1], behind):
            taken += [cursor.take(), cursor.take()]
        else:
            return taken


def _number_of(taken: list[Lexeme], bare: int | None) -> int | None:
    """Return the number behind a ~, `bare` where there is none, None where it is not one number below 100."""
    if len(taken) == 1:
        return bare
    digits = taken[1].form.lstrip("0")
    return int(digits or "0") if len(taken) == 2 and len(digits) < 3 else None


def _read_terms(cursor: Cursor, scope: Scope) -> Node | None:
    assert scope.field
    if cursor.peek().kind is Kind.QUOTE:
        quoted = _read_quoted(cursor)
        start, end = quoted[0].start, quoted[-1].end
        words = _words_of_quoted(cursor, quoted, "wildcard_in_value")
    else:
        run = [lexeme for part in _read_run(cursor) for lexeme in part]
        start, end = run[0].start, run[-1].end
        words = [lexeme for lexeme in run if lexeme.kind is Kind.WORD]
        if len(words) < len(run):
            cursor.remarks.add("wildcard_in_value", cursor.text[start:end])
    if not words:
        return None
    typed = cursor.text[words[0].start : words[-1].end]
    return FieldTerms(scope.field.name, tuple(fold(word.form) for word in words), typed, start, end)


def _read_dates(cursor: Cursor, scope: Scope) -> Node | None:
    assert scope.field
    if cursor.peek().kind is Kind.QUOTE:
        value = _read_quoted(cursor)
        typed = cursor.text[value[0].end : value[-1].start]
    else:
        value = list(_take_while(cursor, lambda lexeme: lexeme.glued and lexeme.kind not in _ENDS_VALUE))
        typed = cursor.text[value[0].start : value[-1].end]
    start, end = value[0].start, value[-1].end
    dates = read_dates(typed)
    if dates:
        first, last, canonical = dates
        return FieldDates(scope.field.name, first, last, canonical, start, end)
    cursor.remarks.add("invalid_date", typed.strip() or RANGE_SIGN)
    words = [lexeme for lexeme in value if lexeme.form]
    return sequence_of(Word(word.form, word.start, word.end) for word in ([scope.name] if scope.name else []) + words)


def _read_quoted(cursor: Cursor) -> list[Lexeme]:
    """Take a quotation with both its marks."""
    opening = cursor.peek()
    quoted = list(_take_while(cursor, lambda lexeme: lexeme.kind not in (Kind.QUOTE, Kind.END)))
    if cursor.peek().kind is Kind.END:
        raise SyntaxFault("unclosed_quote", opening)
    return [*quoted, cursor.take()]


def _words_of_quoted(cursor: Cursor, quoted: list[Lexeme], wildcard_remark: str) -> list[Lexeme]:
    words = [lexeme for lexeme in quoted if lexeme.form]
    typed = cursor.text[quoted[0].start : quoted[-1].end]
    if not words:
        cursor.remarks.add("empty_phrase", typed)
    elif any(lexeme.kind in PATTERN_KINDS for lexeme in quoted):
        cursor.remarks.add(wildcard_remark, typed)
    return words


def _read_run(cursor: Cursor) -> list[list[Lexeme]]:
    """Take what is written together: parts that a joiner connects, each one word or the pieces of a pattern."""
    parts = [[cursor.take()]]
    while True:
        last, ahead = parts[-1][-1], cursor.peek()
        if ahead.glued and ahead.kind in PATTERN_KINDS | {Kind.WORD} and (last.kind, ahead.kind) != _TWO_WORDS:
            parts[-1].append(cursor.take())
        elif is_joiner(ahead, last, cursor.peek(1)):
            cursor.take()
            parts.append([cursor.take()])
        elif ahead.kind is Kind.WORD and ahead.start == last.start:  # one character of several words: ﷺ
            parts.append([cursor.take()])
        else:
            return parts


_TWO_WORDS = (Kind.WORD, Kind.WORD)


def _take_while(cursor: Cursor, belongs: Callable[[Lexeme], bool]) -> Iterable[Lexeme]:
    """Take the lexeme at the cursor and those behind it that belong to it."""
    yield cursor.take()
    while belongs(cursor.peek()) and cursor.peek().kind is not Kind.END:
        yield cursor.take()
