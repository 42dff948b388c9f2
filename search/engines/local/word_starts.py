"""WordStarts: the values of a facet field in the order of what follows each of their words, found by bisection.

For suggestions while typing: no key stroke looks at all values. Not for: searching inside a facet, whose answer needs
every value that fits anyway (`folded_values`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from search.analysis import fold_text

SORTED_CHARS = 24
"""So many characters behind a word's beginning are sorted; of a longer prefix the rest is compared one by one."""

MAX_COMPARED = 2_000
_WORD = re.compile(" (?=[^ \n])(ال(?=[^ \n]{2}))?")


class WordStarts:
    """Every value as one line ` word word `, folded; a word in ال begins twice, with it and behind it."""

    def __init__(self, values: Iterable[bytes], ordinals: npt.NDArray[np.int64] | None = None) -> None:
        """Fold and sort the values: some five microseconds each.

        ordinals: (values,), what each is found as, where several are names of one; without it its own place.
        """
        lines = [f" {' '.join(fold_text(value.decode('utf-8', 'surrogatepass')).split())} \n" for value in values]
        self._text = "".join(lines)
        ends = np.cumsum([0, *map(len, lines)])
        begins = [start for match in _WORD.finditer(self._text) for start in _begins(match)]
        keys = np.array([self._text[begin : begin + SORTED_CHARS] for begin in begins] or [""])
        order = np.argsort(keys, kind="stable")[: len(begins)]
        self._begins = np.array(begins, np.int64)[order].tolist()
        rows = np.searchsorted(ends, np.array(self._begins, np.int64), side="right") - 1
        self._rows = rows if ordinals is None else ordinals[rows]

    def continuing(self, prefix: str) -> npt.NDArray[np.int64]:
        """Return the ordinals of the values with a word at which a prefix (folded, of any words) begins; increasing.

        Cost: O(log of all words + values found).
        """
        sorted_part, text = prefix[:SORTED_CHARS], self._text

        def key(begin: int) -> str:
            return text[begin : begin + len(sorted_part)]

        first = bisect_left(self._begins, sorted_part, key=key)
        last = bisect_right(self._begins, sorted_part, lo=first, key=key)
        rows = self._rows[first:last]
        if len(prefix) > SORTED_CHARS:
            begins = self._begins[first : min(last, first + MAX_COMPARED)]
            rows = rows[[place for place, begin in enumerate(begins) if text.startswith(prefix, begin)]]
        return np.unique(rows)


def _begins(match: re.Match[str]) -> tuple[int, ...]:
    """Return where a word begins: behind the space, and behind its article."""
    return (match.start() + 1, match.end()) if match[1] else (match.start() + 1,)
