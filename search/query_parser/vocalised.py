"""Which words keep the marks they were typed with: those that end in ى or ي, which marks tell apart.

عَلَى is the preposition and عَلِيّ the name, while level folded makes one word of the two letters.
"""

from __future__ import annotations

import re
import unicodedata

from search.analysis import surface, tokenize
from search.analysis.characters import INVISIBLE_RANGES, MARK_RANGES, PRESENTATION_MARK_RANGES, TATWEEL

_FINAL_LETTERS = ("ى", "ي")
_HARAKAT = "\u064b-\u0652\u0670"
_has_harakat = re.compile(f"[{_HARAKAT}]").search
_other_marks = re.compile(f"(?![{_HARAKAT}])[{MARK_RANGES}]")
_unseen = re.compile(f"[{INVISIBLE_RANGES}{TATWEEL}]")
_presentation_mark = re.compile(f"[{PRESENTATION_MARK_RANGES}]")


def vocalised(typed: str, form: str) -> str:
    """Return a typed word with its marks, normalised, if it ends in ى or ي and has any, else "".

    form: its surface form, which the result has too. Presentation forms, tatweel, invisible characters and marks
    other than short vowels, tanwin, shadda, sukun and dagger alef are gone.
    """
    if not form.endswith(_FINAL_LETTERS):
        return ""
    word = _normalise(typed)
    while (again := _normalise(word)) != word:
        word = again
    if not _has_harakat(word) or surface(word) != form:
        return ""
    return word if [(token.start, token.end) for token in tokenize(word)] == [(0, len(word))] else ""


def _normalise(word: str) -> str:
    marked = _presentation_mark.sub(_plain_marks, _unseen.sub("", word))
    return unicodedata.normalize("NFC", _other_marks.sub("", unicodedata.normalize("NFKC", marked)))


def _plain_marks(found: re.Match[str]) -> str:
    """Return the marks of a presentation form, without the space or tatweel that NFKC sets below them."""
    return unicodedata.normalize("NFKC", found[0]).replace(" ", "").replace(TATWEEL, "")
