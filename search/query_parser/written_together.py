"""What several lexemes written together say: ‘single quotes’, #tags, and the operators /أو/, ،أو، and قرب/5.

Three passes over the raw lexemes, before the lexer decides what each sign is. Each knows where quotations
begin and end, for every quotation mark closes any other. Not for: signs of one character (`lexer`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from search.analysis import fold
from search.query_parser.signs import (
    ARABIC_COMMAS,
    SINGLE_QUOTES,
    SLASHES,
    TAGS,
    Kind,
    Lexeme,
    ends_operator,
    number_below_100,
    visible,
)

ARABIC_OPERATORS: dict[str, Kind] = {
    fold(word): kind for word, kind in {"و": Kind.AND, "أو": Kind.OR, "ليس": Kind.NOT, "وليس": Kind.NOT}.items()
}
NEAR_EN = "NEAR"
NEAR_AR = "قرب"

_FRAMES = (SLASHES, ARABIC_COMMAS)
_LENGTH = 3
"""Lexemes of an operator written together: / أو /, قرب / 5."""


def pair_single_quotes(raw: list[Lexeme]) -> list[Lexeme]:
    """Return the lexemes with pairs of single quotes around words as quotation marks.

    One opens where a word begins and closes where one ends; an apostrophe inside or behind a word is none.
    """
    lexemes = list(raw)
    opening: int | None = None
    for index, inside in _outside_and_inside(raw):
        lexeme = raw[index]
        if lexeme.kind is Kind.QUOTE or inside:
            opening = None
        elif lexeme.text not in SINGLE_QUOTES:
            continue
        elif opening is not None and _closes(raw, index):
            for place in (opening, index):
                lexemes[place] = replace(raw[place], kind=Kind.QUOTE)
            opening = None
        elif opening is None and _opens(raw, index):
            opening = index
    return lexemes


def drop_tags(raw: list[Lexeme]) -> list[Lexeme]:
    """Return the lexemes without # and @ before a word: #وسم is the word."""
    kept: list[Lexeme] = []
    for index in range(len(raw) - 1, -1, -1):
        lexeme, before = raw[index], raw[index - 1] if index else None
        touches_word = lexeme.glued and before is not None and before.kind is Kind.WORD
        if kept and lexeme.text in TAGS and kept[-1].kind is Kind.WORD and kept[-1].glued and not touches_word:
            kept[-1] = replace(kept[-1], glued=lexeme.glued)
        else:
            kept.append(lexeme)
    kept.reverse()
    return kept


def join_operators(raw: list[Lexeme], text: str) -> list[Lexeme]:
    """Return the lexemes with each operator of three lexemes as one. text: the query."""
    joined: list[Lexeme] = []
    skipped_to = 0
    for index, inside in _outside_and_inside(raw):
        if index < skipped_to:
            continue
        operator = None if inside else _operator_at(raw, index, text)
        joined.append(operator or raw[index])
        skipped_to = index + (_LENGTH if operator else 1)
    return joined


def _outside_and_inside(raw: list[Lexeme]) -> Iterator[tuple[int, bool]]:
    """Yield each index and whether it lies between quotation marks."""
    inside = False
    for index, lexeme in enumerate(raw):
        inside ^= lexeme.kind is Kind.QUOTE
        yield index, inside


def _opens(raw: list[Lexeme], index: int) -> bool:
    before, after = raw[index - 1] if index else None, raw[index + 1] if index + 1 < len(raw) else None
    touched = raw[index].glued and before is not None and before.kind in (Kind.WORD, Kind.CLOSE)
    return not touched and after is not None and after.glued and after.kind is Kind.WORD


def _closes(raw: list[Lexeme], index: int) -> bool:
    after = raw[index + 1] if index + 1 < len(raw) else None
    return raw[index].glued and not (after is not None and after.glued and after.kind is Kind.WORD)


def _operator_at(raw: list[Lexeme], index: int, text: str) -> Lexeme | None:
    """Return the operator that begins at a lexeme, free on both sides, or None."""
    parts = raw[index : index + _LENGTH]
    if len(parts) < _LENGTH or not (parts[1].glued and parts[2].glued):
        return None
    if parts[0].glued and not ends_operator(raw[index - 1]):
        return None
    behind = raw[index + _LENGTH] if index + _LENGTH < len(raw) else None
    if behind is not None and behind.glued and not ends_operator(behind):
        return None
    if parts[1].text in SLASHES:
        return _near(parts, text)
    return _framed(parts, text)


def _near(parts: list[Lexeme], text: str) -> Lexeme | None:
    """Return NEAR/5 or قرب/5 as an operator; 5/قرب, as copying in visual order gives it, is the same."""
    word, number = (parts[0], parts[2]) if parts[2].form.isdecimal() else (parts[2], parts[0])
    if word.kind is not Kind.WORD or not number.form.isdecimal():
        return None
    if visible(word.text) != NEAR_EN and word.form != NEAR_AR:
        return None
    return _joined(Kind.NEAR, parts, word, text, number_below_100(number.form))


def _framed(parts: list[Lexeme], text: str) -> Lexeme | None:
    word = parts[1]
    kind = ARABIC_OPERATORS.get(fold(word.form)) if word.kind is Kind.WORD else None
    if kind is None or not any(parts[0].text in frame and parts[2].text in frame for frame in _FRAMES):
        return None
    return _joined(kind, parts, word, text)


def _joined(kind: Kind, parts: list[Lexeme], word: Lexeme, text: str, number: int | None = None) -> Lexeme:
    first, last = parts[0], parts[-1]
    return Lexeme(kind, first.start, last.end, text[first.start : last.end], first.glued, word.form, number)
