"""The alphabet of the query language: which characters are signs, what a lexeme is, which characters say nothing.

Not for: where words begin and end (`search.analysis.tokenize`), or which sign counts where (`lexer`).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import Enum, auto

QUOTES = frozenset('"“”„‟«»‹›＂〝〞〟❝❞″「」『』﴾﴿')
SINGLE_QUOTES = frozenset("'‘’‚‛＇")
"""Apostrophes too: a pair of them around words quotes (`written_together`)."""
HYPHENS = frozenset("-‐‑−﹣－")
"""Dashes (– —) are punctuation of prose and never operators."""
COLONS = frozenset(":：﹕︓∶")
STARS = frozenset("*٭＊")
QUESTION_MARKS = frozenset("?؟？")
PATTERN_SIGNS = STARS | QUESTION_MARKS
EQUALS_SIGNS = frozenset("=＝﹦")
TILDES = frozenset("~～∼˜")
SLASHES = frozenset("/／∕⁄")
ARABIC_COMMAS = frozenset("،")
TAGS = frozenset("#＃@＠")
POINTS = frozenset(".．")
SEPARATORS = frozenset("،,؛;")
"""Commas and semicolons, which may stand beside an operator: سوريا؛ OR، لبنان."""
SQUARE_BRACKETS = frozenset("[]［］")
CURLY_BRACKETS = frozenset("{}｛｝")
RANGE_BRACKETS = SQUARE_BRACKETS | CURLY_BRACKETS

TATWEEL = "ـ"
WAW = "و"
_JOINERS = HYPHENS | frozenset("._'’@&")
_NUMBER_JOINERS = COLONS | frozenset("/,٫٬،")


class Kind(Enum):
    """What a lexeme is to the grammar. NOISE: punctuation that says nothing."""

    WORD = auto()
    QUOTE = auto()
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    NEAR = auto()
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
    """A word or a sign. form: a word's surface form. glued: nothing visible before it but the lexeme before.

    number: of NEAR, how many other words it allows; None where that is no number below 100.
    """

    kind: Kind
    start: int
    end: int
    text: str
    glued: bool
    form: str = ""
    number: int | None = None


SIGNS: dict[str, Kind] = {
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
OPERATORS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}
OPERATOR_KINDS = frozenset({*OPERATORS.values(), Kind.NEAR})
BRACKETS = frozenset({Kind.QUOTE, Kind.OPEN, Kind.CLOSE})
PATTERN_KINDS = frozenset({Kind.STAR, Kind.ANY_LETTER})


def is_invisible(char: str) -> bool:
    """Return whether the character says nothing standing alone: bidi controls, joiners, loose marks, tatweel."""
    return char == TATWEEL or unicodedata.category(char) in ("Cf", "Mn", "Me")


def visible(text: str) -> str:
    """Return the text without invisible characters."""
    return "".join(char for char in text if not is_invisible(char))


def is_joiner(sign: Lexeme, before: Lexeme, after: Lexeme) -> bool:
    """Return whether the sign makes one expression of the words it stands between: كوفيد-19, 3.5, 10:30."""
    if not (sign.glued and after.glued and before.kind is Kind.WORD and after.kind is Kind.WORD):
        return False
    if sign.text in _JOINERS:
        return True
    return sign.text in _NUMBER_JOINERS and before.form.isdigit() and after.form.isdigit()


def is_acronym_letter(text: str) -> bool:
    """Return whether the word is one letter that may belong to an acronym typed letter by letter: أ ف ب, U N.

    و never does, for it is the word "and"; letters that have two cases only as capitals: "a b" are two words.
    """
    return len(text) == 1 and text.isalpha() and text != WAW and (text.isupper() or text.upper() == text.lower())


def ends_operator(neighbour: Lexeme) -> bool:
    """Return whether an operator stays one although the lexeme touches it."""
    return neighbour.kind in BRACKETS or neighbour.text in SEPARATORS


def number_below_100(digits: str) -> int | None:
    """Return the number that ASCII digits write, None where it is not below 100."""
    significant = digits.lstrip("0")
    return int(significant or "0") if len(significant) < 3 else None
