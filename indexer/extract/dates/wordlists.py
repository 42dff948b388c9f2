"""Lists of words as the lexer sees them: folded, each also with و before it.

Not for: the words of dates themselves (`vocabulary`).
"""

from __future__ import annotations

from search.analysis import fold

AND = "و"
ONE_LETTER = frozenset("وفبلك")
"""Proclitics of one letter."""


def folded_words(words: str) -> frozenset[str]:
    """Return the folded words, each also with و before it."""
    folded = {fold(word) for word in words.split()}
    return frozenset(folded | {AND + word for word in folded})


def is_among(word: str, words: frozenset[str]) -> bool:
    """Return whether a folded word, or what is left of it without a proclitic letter, is in the list: بمدينة."""
    return word in words or (word[:1] in ONE_LETTER and word[1:] in words)
