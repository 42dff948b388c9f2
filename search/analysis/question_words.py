"""Question words, which a question in plain language brings along and no article is found by.

Ranking leaves them out of long queries, never out of the index, so that phrases stay exact: +1.1 points
of MRR@10 (evidence/retrieval.md §4). The list is that of the measurement (§10). The decision is taken on
the surface form, not on the folded one, which would drop آية (verse) with أية (which).
"""

from __future__ import annotations

from itertools import product

QUESTION_WORDS: tuple[str, ...] = (
    *("ما", "ماذا", "من", "متى", "أين", "كيف", "كم", "هل", "لماذا", "أي", "أى", "أية", "أيا", "أيهما"),
    *("ماهي", "ماهو", "ماهم", "بماذا", "لمن", "بكم", "بم", "مم", "لم", "عما", "عن", "فيم", "فيما", "منذ", "ال"),
    *("وما", "ومن", "ومتى", "وأين", "وكيف", "وكم", "وهل", "ولماذا", "وماذا"),
    *("هو", "هي", "هم", "الذي", "التي", "الذين", "اللذان", "اللتان", "اللاتي"),
)

_ANYWHERE = {"أ": "أا"}
_AT_THE_END = {"ى": "ىي", "ي": "يى", "ة": "ةه"}


def is_question_word(form: str) -> bool:
    """Return whether a surface form is a question word, or one in a hurry: أ bare, ى/ي or ة/ه exchanged at the end.

    >>> is_question_word("أين"), is_question_word("متي"), is_question_word("آية")
    (True, True, False)
    """
    return form in _FORMS


def _spellings(word: str) -> list[str]:
    letters = [_ANYWHERE.get(letter, letter) for letter in word[:-1]]
    return ["".join(choice) for choice in product(*letters, _AT_THE_END.get(word[-1], word[-1]))]


_FORMS = frozenset(spelling for word in QUESTION_WORDS for spelling in _spellings(word))
