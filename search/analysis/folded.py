"""Level `folded` (N): every spelling of a word meets every other.

Alef and hamza forms, ى/ي, ة/ه, ؤ/ئ, Farsi letters and Latin accents no longer decide. Known collision:
the preposition على and the name علي share a key (evidence/anchors.md §0.7); `exact` keeps them apart.
The folding itself is `normalize.fold`; this module makes it a level like the others.
"""

from __future__ import annotations

from search.analysis.normalize import fold


def folded_key(form: str) -> str:
    """Return the key of a surface form at level `folded`.

    >>> folded_key("أستانة")
    'استانه'
    """
    return fold(form)
