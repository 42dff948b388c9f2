"""Level `prefix` (P): the folded word without its proclitics (and, the, in, for).

The rules and their order are evidence/retrieval.md §6, chosen by measurement: no lexicon, and never
fewer than three letters left. A radical و, ب or ل goes too (وزير is زير, لبنان is بنان): harmless, for
the word loses it in every document alike, but the key is not a word to show.
"""

from __future__ import annotations

from search.analysis.characters import ALEF, BEH, FEH, KAF, LAM, WAW
from search.analysis.folded import folded_key

MIN_LETTERS_LEFT = 3

CONJUNCTION = WAW
ARTICLES = (ALEF + LAM, BEH + ALEF + LAM, KAF + ALEF + LAM, LAM + LAM, FEH + ALEF + LAM, FEH + LAM + LAM)
AFTER_ARTICLE = (WAW, BEH, LAM)
PREPOSITIONS = (BEH, LAM)


def prefix_key(form: str) -> str:
    """Return the key of a surface form at level `prefix`.

    >>> prefix_key("والوزير"), prefix_key("وزير"), prefix_key("للغة"), prefix_key("بنك")
    ('زير', 'زير', 'لغه', 'بنك')
    """
    return strip_proclitics(folded_key(form))


def strip_proclitics(word: str) -> str:
    """Return a folded word without its proclitics.

    و first; then the first that fits of: an article (ال بال كال لل فال فلل) and one و, ب or ل behind it,
    so that الوزير meets وزير; one ل of لل (للغة: the word's own ل stays); a bare ب or ل.
    """
    word = _without(word, (CONJUNCTION,))
    bare = _without(word, ARTICLES)
    if bare != word:
        return _without(bare, AFTER_ARTICLE)
    return _without(word, PREPOSITIONS)


def _without(word: str, prefixes: tuple[str, ...]) -> str:
    """Return the word without the first of the prefixes that fits and leaves enough letters."""
    for prefix in prefixes:
        if word.startswith(prefix) and len(word) - len(prefix) >= MIN_LETTERS_LEFT:
            return word[len(prefix) :]
    return word
