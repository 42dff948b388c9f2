"""Level `root` (R): the ISRI root of a word (Taghva, Elkhoury and Coombs, 2005), no dictionary.

Computed from the surface form, not from the folded one: its patterns need ة and the hamza seats.
The only module of the analysis that touches Whoosh, whose pinned release carries the stemmer.
A recall level like `skeleton`: alone it ranks worse than a light stem (evidence/retrieval.md §1).
"""

from __future__ import annotations

import re
import threading

from whoosh.lang.isri import ISRIStemmer

from search.analysis.characters import FOREIGN_LETTERS
from search.analysis.folded import folded_key

_has_arabic = re.compile("[ء-ي]").search


class _Stemmer(threading.local):
    """One stemmer a thread: ISRIStemmer keeps the word it works on in itself."""

    def __init__(self) -> None:
        self.isri = ISRIStemmer()


_STEMMER = _Stemmer()


def root_key(form: str) -> str:
    """Return the key of a surface form at level `root`: its root, or the folded word if it is not Arabic.

    >>> root_key("المستشفيات"), root_key("الدستورية"), root_key("المحادثات")
    ('شفي', 'دستور', 'حدث')

    Farsi letters become Arabic ones first, for ISRI knows the latter alone.
    """
    word = form.translate(FOREIGN_LETTERS)
    if not _has_arabic(word):
        return folded_key(form)
    root: str = _STEMMER.isri.stem(word)
    return root or word
