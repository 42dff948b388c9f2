"""LatinValues: the values of a facet field by the sound of their words, for readers who type Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from search.analysis.latin import arabic_word_keys

WordKeys = Sequence[str]
"""The keys that one Latin word may have (`search.analysis.latin`)."""


class LatinValues:
    """Every value as one line ` key key `, in the order of the ordinals; a word in ال has two keys."""

    def __init__(self, values: Iterable[bytes], ordinals: npt.NDArray[np.int64] | None = None) -> None:
        """Make the keys of every value; some five microseconds each.

        ordinals: (values,), what each is found as, where several are names of one; without it its own place.
        """
        lines = [
            f" {' '.join(key for keys in arabic_word_keys(value.decode('utf-8', 'surrogatepass')) for key in keys)} \n"
            for value in values
        ]
        self._ordinals = ordinals
        self._text = "".join(lines)
        self._starts = np.cumsum([0, *map(len, lines)])[:-1]

    def sounding(self, words: Sequence[WordKeys], *, begun: bool) -> npt.NDArray[np.int64]:
        """Return the ordinals of the values that have all the words, in any order; increasing.

        begun: a word may go on behind what was typed of it.
        """
        found: npt.NDArray[np.int64] | None = None
        for keys in words:
            # The shortest of several keys would hide the longer ones: whole words are tried to their end.
            pattern = f" (?:{'|'.join(keys)})" + ("" if begun else "(?= )")
            starts = np.fromiter((match.start() for match in re.finditer(pattern, self._text)), np.int64)
            places = np.unique(np.searchsorted(self._starts, starts, side="right") - 1)
            found = places if found is None else np.intersect1d(found, places, assume_unique=True)
        if found is None:
            return np.empty(0, np.int64)
        return found if self._ordinals is None else np.unique(self._ordinals[found])
