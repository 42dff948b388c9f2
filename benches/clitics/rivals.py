"""What others do with proclitics: our former blind rules, Lucene's light10 chain, Snowball's Arabic stemmer.

`light10` is written from its publication (Larkey, Ballesteros and Connell, Light Stemming for Arabic Information
Retrieval, 2007) with the minimum lengths of Lucene's ArabicStemmer; no code of either is used.
"""

from __future__ import annotations

from collections.abc import Callable

from search.analysis import fold, surface
from search.analysis.characters import ALEF, ALEF_MAKSURA, HEH, SEATED_ALEFS, TEH_MARBUTA, YEH
from search.analysis.stem import MIN_LETTERS_LEFT, ROUNDS, SUFFIXES

BLIND_ARTICLES = ("ال", "بال", "كال", "لل", "فال", "فلل")

LIGHT10_PREFIXES = ("ال", "وال", "بال", "كال", "فال", "لل", "و")
LIGHT10_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي")
LIGHT10_SPELLINGS = str.maketrans(dict.fromkeys(SEATED_ALEFS, ALEF) | {ALEF_MAKSURA: YEH, TEH_MARBUTA: HEH})


def blind_prefix(word: str) -> str:
    """Level `prefix` as it was: و, the first article that fits and one و, ب or ل behind it, else a bare ب or ل.

    >>> blind_prefix("بوزارة"), blind_prefix("ورقة"), blind_prefix("الرقة")
    ('وزاره', 'رقه', 'رقه')
    """
    folded = _without(fold(word), ("و",))
    bare = _without(folded, BLIND_ARTICLES)
    return _without(bare, ("و", "ب", "ل")) if bare != folded else _without(folded, ("ب", "ل"))


def blind_stem(word: str) -> str:
    """Level `stem` as it was: today's endings, whosever letters they are."""
    stem = blind_prefix(word)
    for _ in range(ROUNDS):
        stem = next(
            (stem[: -len(suffix)] for suffix in SUFFIXES if stem.endswith(suffix) and _leaves_enough(stem, suffix)),
            stem,
        )
    return stem


def light10(word: str) -> str:
    """Lucene's Arabic chain.

    >>> light10("والوزارات"), light10("بوزارة")
    ('وزار', 'بوزار')
    """
    stem = surface(word).translate(LIGHT10_SPELLINGS)
    for prefix in LIGHT10_PREFIXES:
        if stem.startswith(prefix) and len(stem) >= max(len(prefix) + 2, 4):
            stem = stem[len(prefix) :]
            break
    for suffix in LIGHT10_SUFFIXES:
        if stem.endswith(suffix) and len(stem) - len(suffix) >= 2:
            stem = stem[: -len(suffix)]
    return stem


def find_snowball() -> Callable[[str], str] | None:
    """Return Snowball's Arabic stemmer where snowballstemmer is installed (the extra `tables` has it)."""
    try:
        import snowballstemmer  # a peer of this bench alone
    except ImportError:
        return None
    stem = snowballstemmer.stemmer("arabic").stemWord
    return lambda word: stem(surface(word))


def _without(word: str, prefixes: tuple[str, ...]) -> str:
    for prefix in prefixes:
        if word.startswith(prefix) and _leaves_enough(word, prefix):
            return word[len(prefix) :]
    return word


def _leaves_enough(word: str, affix: str) -> bool:
    return len(word) - len(affix) >= MIN_LETTERS_LEFT
