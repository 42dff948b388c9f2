"""The lexer: a typed query in, words and signs out, each with its place in the typed text.

Words are what `search.analysis.tokenize` finds; everything between them is a sign, one character each.
Whether a sign is an operator depends on its neighbours (a hyphen inside a word is none), and that is
decided here, so that the grammar sees operators only. Not for: what is written with several signs
(`written_together`), or meaning (`grammar`, `items`).
"""

from __future__ import annotations

from dataclasses import replace

from search.analysis import tokenize
from search.query_parser.signs import (
    BRACKETS,
    OPERATOR_KINDS,
    OPERATORS,
    PATTERN_KINDS,
    SIGNS,
    Kind,
    Lexeme,
    ends_operator,
    is_invisible,
    visible,
)
from search.query_parser.written_together import drop_tags, join_operators, pair_single_quotes

_STARTS_ITEM = PATTERN_KINDS | {Kind.WORD, Kind.QUOTE, Kind.OPEN}
_PLAIN = frozenset({Kind.WORD, Kind.QUOTE})
_BEFORE_TILDE = PATTERN_KINDS | _PLAIN


def read_lexemes(text: str) -> list[Lexeme]:
    """Return the words and signs of a query in order, and one END. Spaces and invisible characters are left out."""
    raw = join_operators(drop_tags(pair_single_quotes(_read_raw(text))), text)
    decided = [Lexeme(Kind.END, len(text), len(text), "", glued=False)]
    for index in range(len(raw) - 1, -1, -1):
        before = raw[index - 1] if index else None
        decided.append(_decide(raw[index], before, decided[-1], _letters_follow(raw[index], decided[-1])))
    decided.reverse()
    return decided


def plain_lexemes(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Return the same lexemes with words and balanced quotes left and every operator turned into noise.

    AND, OR, NOT and NEAR stay, as words, where the query has no other word.
    """
    has_words = any(lexeme.kind is Kind.WORD for lexeme in lexemes)
    quotes = [index for index, lexeme in enumerate(lexemes) if lexeme.kind is Kind.QUOTE]
    unpaired = quotes[-1] if len(quotes) % 2 else -1
    plain = []
    for index, lexeme in enumerate(lexemes):
        if lexeme.kind in OPERATOR_KINDS and not has_words:
            plain.append(replace(lexeme, kind=Kind.WORD))
        elif index == unpaired or lexeme.kind not in _PLAIN | {Kind.END}:
            plain.append(replace(lexeme, kind=Kind.NOISE))
        else:
            plain.append(lexeme)
    return plain


def _read_raw(text: str) -> list[Lexeme]:
    """Return words and signs, each sign with the operator it could be."""
    raw: list[Lexeme] = []
    glued = False
    position = 0
    for token in (*tokenize(text), None):
        for index in range(position, token.start if token else len(text)):
            char = text[index]
            if char.isspace():
                glued = False
            elif not is_invisible(char):
                raw.append(Lexeme(SIGNS.get(char, Kind.NOISE), index, index + 1, char, glued))
                glued = True
        if token and (token.start >= position or (raw and token.start == raw[-1].start)):
            shown = text[token.start : token.end]
            raw.append(Lexeme(Kind.WORD, token.start, token.end, shown, glued, token.term))
            glued = True
        position = max(position, token.end if token else 0)
    return raw


def _decide(raw: Lexeme, before: Lexeme | None, after: Lexeme, letters_follow: bool) -> Lexeme:
    """Return the lexeme with the kind its neighbours give it. after: the next lexeme, already decided."""
    if raw.kind is Kind.WORD:
        operator = OPERATORS.get(visible(raw.text))
        begins = before is None or not raw.glued or ends_operator(before)
        ends = not after.glued or ends_operator(after)
        return replace(raw, kind=operator) if operator and begins and ends else raw
    if raw.kind is Kind.MINUS:
        opens = before is None or not raw.glued or before.kind is Kind.OPEN
        applies = opens and after.glued and (after.kind in _STARTS_ITEM or after.kind is Kind.EQUALS)
        return raw if applies else replace(raw, kind=Kind.NOISE)
    if raw.kind is Kind.EQUALS:
        opens = before is None or not raw.glued or before.kind in BRACKETS | {Kind.MINUS, Kind.COLON}
        return raw if opens and after.kind in _STARTS_ITEM else replace(raw, kind=Kind.NOISE)
    if raw.kind is Kind.ANY_LETTER and not letters_follow:
        return replace(raw, kind=Kind.NOISE)
    if raw.kind is Kind.TILDE and not _is_tilde_sign(raw, before, after):
        return replace(raw, kind=Kind.NOISE)
    return raw


def _is_tilde_sign(raw: Lexeme, before: Lexeme | None, after: Lexeme) -> bool:
    """Return whether a ~ touches what stands before it, and nothing but a number is written to it."""
    if before is None or not raw.glued or before.kind not in _BEFORE_TILDE:
        return False
    return not after.glued or after.form.isdecimal() or after.kind not in PATTERN_KINDS | {Kind.WORD}


def _letters_follow(raw: Lexeme, after: Lexeme) -> bool:
    """Return whether a pattern sign has letters behind it in the same word: a final ? asks a question."""
    return raw.kind in PATTERN_KINDS and after.glued and after.kind in PATTERN_KINDS | {Kind.WORD}
