"""Level `root` (R): the ISRI root of a word (Taghva, Elkhoury and Coombs, 2005), no dictionary.

Computed from the surface form, not from the folded one: its patterns need ة and the hamza seats.
The only module of the analysis that touches Whoosh, whose pinned release carries the stemmer.
A recall level like `skeleton`: alone it ranks worse than a light stem (evidence/retrieval.md §1).
"""

from __future__ import annotations

import re
import threading
from collections.abc import Collection

from whoosh.lang.isri import ISRIStemmer

from search.analysis.characters import FOREIGN_LETTERS
from search.analysis.folded import folded_key

MIN_LETTERS_OF_AFFIXED = 6

_has_arabic = re.compile("[ء-ي]").search


class _FastStemmer(ISRIStemmer):  # type: ignore[misc]
    """ISRI with the same answers in half the time.

    Whoosh's loops try every ending of two letters once for each of three, up to 85 a word. Which goes comes to this:
    the first of three letters, else any of two, else any other of three; nothing from words of five letters or fewer.
    """

    stm: str
    stop_words: Collection[str]

    def __init__(self) -> None:
        super().__init__()
        self.stop_words = frozenset(self.stop_words)
        self._first_prefix, self._prefixes, self._long_prefixes = self.p3[0], tuple(self.p2), tuple(self.p3)
        self._first_suffix, self._suffixes, self._long_suffixes = self.s3[0], tuple(self.s2), tuple(self.s3)

    def pre32(self) -> None:
        word = self.stm
        if len(word) >= MIN_LETTERS_OF_AFFIXED:
            if not word.startswith(self._first_prefix) and word.startswith(self._prefixes):
                self.stm = word[2:]
            elif word.startswith(self._long_prefixes):
                self.stm = word[3:]

    def suf32(self) -> None:
        word = self.stm
        if len(word) >= MIN_LETTERS_OF_AFFIXED:
            if not word.endswith(self._first_suffix) and word.endswith(self._suffixes):
                self.stm = word[:-2]
            elif word.endswith(self._long_suffixes):
                self.stm = word[:-3]


class _Stemmer(threading.local):
    """One stemmer a thread: ISRIStemmer keeps the word it works on in itself."""

    def __init__(self) -> None:
        self.isri = _FastStemmer()


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
