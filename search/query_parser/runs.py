"""What is taken from the lexemes in one piece: quotations, words written together, letters of an acronym, ~5.

Not for: what node it becomes (`items`, `values`).
"""

from __future__ import annotations

from search.query_parser.cursor import Cursor, SyntaxFault
from search.query_parser.signs import (
    PATTERN_KINDS,
    POINTS,
    Kind,
    Lexeme,
    is_acronym_letter,
    is_joiner,
    number_below_100,
    visible,
)

_TWO_WORDS = (Kind.WORD, Kind.WORD)
_WRITTEN_TO = PATTERN_KINDS | {Kind.WORD, Kind.TILDE}


def take_quoted(cursor: Cursor) -> list[Lexeme]:
    """Take a quotation with both its marks. Raises SyntaxFault where it is not closed."""
    opening = cursor.peek()
    quoted = list(cursor.take_while(lambda lexeme: lexeme.kind not in (Kind.QUOTE, Kind.END)))
    if cursor.peek().kind is Kind.END:
        raise SyntaxFault("unclosed_quote", opening)
    return [*quoted, cursor.take()]


def words_of_quoted(cursor: Cursor, quoted: list[Lexeme], wildcard_remark: str) -> list[Lexeme]:
    """Return the words of a quotation, with a remark where it has none, or pattern signs."""
    words = [lexeme for lexeme in quoted if lexeme.form]
    typed = cursor.text[quoted[0].start : quoted[-1].end]
    if not words:
        cursor.remarks.add("empty_phrase", typed)
    elif any(lexeme.kind in PATTERN_KINDS for lexeme in quoted):
        cursor.remarks.add(wildcard_remark, typed)
    return words


def take_run(cursor: Cursor) -> list[list[Lexeme]]:
    """Take what is written together, or an acronym typed letter by letter.

    Returns the parts, each one word or the pieces of a pattern.
    """
    letters = _take_letters(cursor)
    if letters:
        return [[letter] for letter in letters]
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


def take_tilde(cursor: Cursor) -> list[Lexeme]:
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


def number_of(taken: list[Lexeme], bare: int | None) -> int | None:
    """Return the number behind a ~, `bare` where there is none, None where it is not one number below 100."""
    if len(taken) == 1:
        return bare
    return number_below_100(taken[1].form) if len(taken) == 2 and taken[1].form.isdecimal() else None


def _take_letters(cursor: Cursor) -> list[Lexeme]:
    """Take two or more single letters standing side by side, points behind them or not: أ ف ب, U. N.; else nothing."""
    letters: list[int] = []
    place = 0
    while _is_single_letter(cursor, place) and not (letters and cursor.peek(place).glued):
        letters.append(place)
        has_point = cursor.peek(place + 1).glued and cursor.peek(place + 1).text in POINTS
        place += 1 + has_point
    if len(letters) < 2:
        return []
    taken = [cursor.take() for _ in range(letters[-1] + 1)]
    return [taken[index] for index in letters]


def _is_single_letter(cursor: Cursor, place: int) -> bool:
    letter, after, next_one = (cursor.peek(place + distance) for distance in range(3))
    if letter.kind is not Kind.WORD or len(letter.form) > 1 or not is_acronym_letter(visible(letter.text)):
        return False
    return not after.glued or (after.kind not in _WRITTEN_TO and not is_joiner(after, letter, next_one))
