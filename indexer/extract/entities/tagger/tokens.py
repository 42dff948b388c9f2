"""The tokens of a text as the model sees them: the words of the search analysis, and every other sign alone.

Sentences end at a line's end, at ! ? ؟ and at a full stop before white space (not one behind a single letter, an
initial), and after 100 tokens. A model counts on exactly these boundaries: whoever changes them trains it anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.extract.entities.words import Words

MAX_SENTENCE = 100
"""Tokens of a sentence; a longer one is cut, which bounds the cost of decoding."""

NO_WORD = -1
"""Instead of a word's number: the token is a sign."""

_sign = re.compile(r"\n|[^\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640\u0610-\u061a\u064b-\u065f]")
_digit = re.compile(r"\d")
_ends = frozenset("!؟?")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of one text. forms: written forms, digits as 0. words: each token's number among the words, or NO_WORD.

    starts, ends: code points into the text.

    sentences: (first, last) pairs of token numbers, last exclusive, covering all tokens in order.
    """

    forms: list[str]
    words: list[int]
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]


def token_form(surface: str) -> str:
    """Return the form under which the model knows a word: its surface with every digit as 0."""
    return surface if surface.isalpha() else _digit.sub("0", surface)


def read_tokens(words: Words) -> Tokens:
    """Return the tokens of a text; linear in its length."""
    tokens = Tokens([], [], [], [], [])
    forms, numbers, starts, ends = tokens.forms, tokens.words, tokens.starts, tokens.ends
    previous, limit, text = 0, MAX_SENTENCE, words.text
    for number, (start, end, form) in enumerate(zip(words.starts, words.ends, words.forms, strict=True)):
        if start - previous != 1 or text[previous] != " ":
            if start < previous:
                continue  # one sign that stands for several words: the first is enough
            _add_signs(tokens, text, previous, start)
            limit = _begin(tokens) + MAX_SENTENCE
        forms.append(token_form(form.surface) or text[start])
        numbers.append(number)
        starts.append(start)
        ends.append(end)
        if len(forms) >= limit:
            _end_sentence(tokens)
            limit = len(forms) + MAX_SENTENCE
        previous = end
    _add_signs(tokens, text, previous, len(text))
    _end_sentence(tokens)
    return tokens


def _begin(tokens: Tokens) -> int:
    """Return where the sentence under way begins."""
    return tokens.sentences[-1][1] if tokens.sentences else 0


def _end_sentence(tokens: Tokens) -> None:
    """End the sentence under way, if it has tokens."""
    begin = _begin(tokens)
    if len(tokens.forms) > begin:
        tokens.sentences.append((begin, len(tokens.forms)))


def _add_signs(tokens: Tokens, text: str, start: int, end: int) -> None:
    """Add the signs of text[start:end], which stands between two words, and end sentences at them."""
    for match in _sign.finditer(text, start, end):
        sign = match[0]
        if sign == "\n":
            _end_sentence(tokens)
            continue
        tokens.forms.append(sign)
        tokens.words.append(NO_WORD)
        tokens.starts.append(match.start())
        tokens.ends.append(match.end())
        length = len(tokens.forms) - _begin(tokens)
        if (
            sign in _ends
            or length >= MAX_SENTENCE
            or (sign == "." and length > 1 and _is_full_stop(tokens, text, match.end()))
        ):
            _end_sentence(tokens)


def _is_full_stop(tokens: Tokens, text: str, after: int) -> bool:
    """Tell whether the point just added ends a sentence: white space behind it, no initial before it."""
    if after < len(text) and not text[after].isspace():
        return False
    return not (tokens.words[-2] != NO_WORD and len(tokens.forms[-2]) == 1)
