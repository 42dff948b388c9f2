"""Level `skeleton` (K): the consonants of the stem.

Broken plurals and long vowels of foreign names meet here (أستانا, آستانه; شكسبير, شيكسبير). A recall
level: far too loose alone (وزير and زيارة share زر), it raises hits below levels that are stricter, and
its matches are not worth highlighting (evidence/retrieval.md §10).
"""

from __future__ import annotations

from search.analysis.characters import ALEF, ALEF_MAKSURA, HAMZA, HEH, WAW, WAW_HAMZA, YEH, YEH_HAMZA
from search.analysis.stem import stem_key

MIN_CONSONANTS = 2
_WEAK = dict.fromkeys(map(ord, ALEF + WAW + YEH + ALEF_MAKSURA + HAMZA + WAW_HAMZA + YEH_HAMZA + HEH))


def skeleton_key(form: str) -> str:
    """Return the key of a surface form at level `skeleton`.

    >>> skeleton_key("شيكسبير"), skeleton_key("شكسبير"), skeleton_key("ماء")
    ('شكسبر', 'شكسبر', 'ماء')
    """
    return keep_consonants(stem_key(form))


def keep_consonants(stem: str) -> str:
    """Return a stem without weak letters, hamza and ه, or as it is if fewer than two letters would stay."""
    consonants = stem.translate(_WEAK)
    return consonants if len(consonants) >= MIN_CONSONANTS else stem
