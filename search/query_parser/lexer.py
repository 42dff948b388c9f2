"""The lexer: a typed query in, words and signs out, each with its place in the typed text.

Words are what `search.analysis.tokenize` finds; everything between them is a sign, one character each.
Whether a sign is an operator depends on its neighbours (a hyphen inside a word is none), and that is
decided here, so that the grammar sees operators only. Not for: meaning (`grammar`, `items`).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from enum import Enum, auto

from search.analysis import tokenize

QUOTES = frozenset('"“”„‟«»‹›＂〝〞❝❞')
HYPHENS = frozenset("-‐‑−﹣－")
"""Dashes (– —) are punctuation of prose and never operators."""
COLONS = frozenset(":：﹕︓∶")
STARS = frozenset("*٭＊")
QUESTION_MARKS = frozenset("?؟？")
EQUALS_SIGNS = frozenset("=＝﹦")
TILDES = frozenset("~～∼˜")

TATWEEL = "ـ"
_JOINERS = HYPHENS | frozenset("._'’@&")
_NUMBER_JOINERS = COLONS | frozenset("/,٫٬")


class Kind(Enum):
    """What a lexeme is to the grammar. NOISE: punctuation that says nothing."""

    WORD = auto()
    QUOTE = auto()
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    MINUS = auto()
    EQUALS = auto()
    COLON = auto()
    STAR = auto()
    ANY_LETTER = auto()
    TILDE = auto()
    NOISE = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word or a sign. form: a word's surface form. glued: nothing visible before it but the lexeme before."""

    kind: Kind
    start: int
    end: int
    text: str
    glued: bool
    form: str = ""


OPERATORS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}
OPERATOR_KINDS = frozenset(OPERATORS.values())

_SIGNS = {
    **dict.fromkeys(QUOTES, Kind.QUOTE),
    **dict.fromkeys("(（", Kind.OPEN),
    **dict.fromkeys(")）", Kind.CLOSE),
    **dict.fromkeys(HYPHENS, Kind.MINUS),
    **dict.fromkeys(EQUALS_SIGNS, Kind.EQUALS),
    **dict.fromkeys(COLONS, Kind.COLON),
    **dict.fromkeys(STARS, Kind.STAR),
    **dict.fromkeys(QUESTION_MARKS, Kind.ANY_LETTER),
    **dict.fromkeys(TILDES, Kind.TILDE),
}
_BRACKETS = frozenset({Kind.QUOTE, Kind.OPEN, Kind.CLOSE})
PATTERN_KINDS = frozenset({Kind.STAR, Kind.ANY_LETTER})
_STARTS_ITEM = frozenset({Kind.WORD, Kind.QUOTE, Kind.OPEN, Kind.STAR, Kind.ANY_LETTER})
_PLAIN = frozenset({Kind.WORD, Kind.QUOTE})
_BEFORE_TILDE = PATTERN_KINDS | _PLAIN


def read_lexemes(text: str) -> list[Lexeme]:
    """Return the words and signs of a query in order, and one END. Spaces and invisible characters are left out."""
    raw = _read_raw(text)
    decided = [Lexeme(Kind.END, len(text), len(text), "", glued=False)]
    for index in range(len(raw) - 1, -1, -1):
        before = raw[index - 1] if index else None
        decided.append(_decide(raw[index], before, decided[-1], _letters_follow(raw[index], decided[-1])))
    decided.reverse()
    return decided


def plain_lexemes(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Return the same lexemes with words and balanced quotes left and every operator turned into noise.

    AND, OR and NOT stay, as words, where the query has no other word.
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


def is_joiner(sign: Lexeme, before: Lexeme, after: Lexeme) -> bool:
    """Return whether the sign makes one expression of the words it stands between: كوفيد-19, 3.5, 10:30."""
    if not (sign.glued and after.glued and before.kind is Kind.WORD and after.kind is Kind.WORD):
        return False
    if sign.text in _JOINERS:
        return True
    return sign.text in _NUMBER_JOINERS and before.form.isdigit() and after.form.isdigit()


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
                raw.append(Lexeme(_SIGNS.get(char, Kind.NOISE), index, index + 1, char, glued))
                glued = True
        if token and (token.start >= position or (raw and token.start == raw[-1].start)):
            shown = text[token.start : token.end]
            raw.append(Lexeme(Kind.WORD, token.start, token.end, shown, glued, token.term))
            glued = True
        position = max(position, token.end if token else 0)
    return raw


def is_invisible(char: str) -> bool:
    """Return whether the character says nothing standing alone: bidi controls, joiners, loose marks, tatweel."""
    return char == TATWEEL or unicodedata.category(char) in ("Cf", "Mn", "Me")


def _decide(raw: Lexeme, before: Lexeme | None, after: Lexeme, letters_follow: bool) -> Lexeme:
    """Return the lexeme with the kind its neighbours give it. after: the next lexeme, already decided."""
    free = before is None or not raw.glued or before.kind in _BRACKETS
    if raw.kind is Kind.WORD:
        ends = not after.glued or after.kind in _BRACKETS
        kind = OPERATORS.get(_visible(raw.text), Kind.WORD) if free and ends else Kind.WORD
        return replace(raw, kind=kind)
    if raw.kind is Kind.MINUS:
        opens = before is None or not raw.glued or before.kind is Kind.OPEN
        applies = opens and after.glued and (after.kind in _STARTS_ITEM or after.kind is Kind.EQUALS)
        return raw if applies else replace(raw, kind=Kind.NOISE)
    if raw.kind is Kind.EQUALS:
        opens = free or (before is not None and before.kind in (Kind.MINUS, Kind.COLON))
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


def _visible(text: str) -> str:
    return "".join(char for char in text if not is_invisible(char))
