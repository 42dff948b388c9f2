"""One term a word, exact BM25: what retrieval is with raw words, and with Snowball's Arabic stemmer.

The formula is Lucene's (k1 1.2, b .75), document lengths unrounded.
"""

from __future__ import annotations

import functools
import re
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.execution.scoring import K1, B, idf

DEPTH = 100
_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")

Chain = Callable[[str], str]
Rankings = dict[str, tuple[str, ...]]
Numbers = npt.NDArray[np.int64]


def raw(word: str) -> str:
    """Return the word in lower case."""
    return word.lower()


@functools.cache
def snowball() -> Chain:
    """Return Snowball's Arabic stemmer, which remembers what it has stemmed. Raises ImportError."""
    import snowballstemmer  # only this row needs it

    stemmer = snowballstemmer.stemmer("arabic")
    return functools.cache(lambda word: stemmer.stemWord(word.lower()))


@dataclass(frozen=True)
class Texts:
    """Documents as the numbers of their words. lengths: (n,) words of each; tokens: their words, one after another."""

    ids: list[str]
    lengths: Numbers
    tokens: Numbers


class Words(dict[str, int]):
    """Numbers of the words of every collection: texts are read once, whatever they are put together with."""

    def read(self, documents: Sequence[tuple[str, str]]) -> Texts:
        """documents: (id, text) pairs."""
        rows = [array("q", (self.setdefault(w, len(self)) for w in _WORD.findall(text))) for _, text in documents]
        tokens = np.concatenate([np.empty(0, np.int64), *(np.frombuffer(row, np.int64) for row in rows)])
        return Texts([name for name, _ in documents], np.array([len(row) for row in rows], np.int64), tokens)


class TermIndex:
    """Postings of every term that a chain makes of the words, with BM25 but for the idf."""

    def __init__(self, words: Words, parts: Sequence[Texts], chain: Chain) -> None:
        """parts: the documents, in this order."""
        self._chain = chain
        self._ids = [name for part in parts for name in part.ids]
        self._terms: dict[str, int] = {}
        term_of = np.array([self._terms.setdefault(chain(word), len(self._terms)) for word in words], np.int64)
        lengths = np.concatenate([part.lengths for part in parts])
        tokens = np.concatenate([part.tokens for part in parts])
        count = len(lengths)
        # A term and a document as one number: sorted, they are the postings of one term after another.
        pairs = term_of[tokens] * count + np.repeat(np.arange(count), lengths)
        pairs, frequencies = np.unique(pairs, return_counts=True)
        self._documents = pairs % count
        norms = K1 * (1 - B + B * lengths / lengths.mean())
        self._weights = (frequencies * (K1 + 1) / (frequencies + norms[self._documents])).astype(np.float32)
        self._starts = np.searchsorted(pairs, np.arange(len(self._terms) + 1) * count)

    def run(self, queries: Mapping[str, str]) -> Rankings:
        """Return the best documents of each query; of equal ones the earlier."""
        return {query: self._best(text) for query, text in queries.items()}

    def _best(self, text: str) -> tuple[str, ...]:
        scores = np.zeros(len(self._ids), np.float32)
        for word in _WORD.findall(text):
            term = self._terms.get(self._chain(word))
            if term is not None and self._starts[term] < self._starts[term + 1]:
                chosen = slice(self._starts[term], self._starts[term + 1])
                scores[self._documents[chosen]] += idf(chosen.stop - chosen.start, len(scores)) * self._weights[chosen]
        order = np.argsort(-scores, kind="stable")[:DEPTH]
        return tuple(self._ids[place] for place in order[scores[order] > 0].tolist())
