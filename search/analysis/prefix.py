"""Level `prefix` (P): the folded word without its proclitics (and, the, in, for, as, will).

بوزارة, للوزارة and ولوزارة meet وزارة; ورقة does not meet الرقة. How a word's own first letters are told from
proclitics is `proclitics`; this module makes it a level like the others. The key depends on the folded word alone,
so that families of `prefix` hold whole families of `folded`.
"""

from __future__ import annotations

from search.analysis.folded import folded_key
from search.analysis.proclitics import load_proclitics


def prefix_key(form: str) -> str:
    """Return the key of a surface form at level `prefix`.

    >>> prefix_key("والوزير"), prefix_key("وزير"), prefix_key("للغة"), prefix_key("بنك")
    ('وزير', 'وزير', 'لغه', 'بنك')
    """
    return strip_proclitics(folded_key(form))


def strip_proclitics(word: str) -> str:
    """Return a folded word without its proclitics.

    >>> strip_proclitics("وبالحق"), strip_proclitics("والده"), strip_proclitics("المانيا")
    ('حق', 'والده', 'المانيا')
    """
    return load_proclitics().rest_of(word)
