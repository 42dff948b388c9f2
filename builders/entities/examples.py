"""Turns annotated articles into the numbers that are learned from: sparse features and vectors of every token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from builders.entities.corpora import AnnotatedArticle
from indexer.extract.entities.tagger.chains import Floats
from indexer.extract.entities.tagger.features import BEGIN, END, form_features
from indexer.extract.entities.tagger.news import NewsTable
from indexer.extract.entities.tagger.tagger import form_vector
from indexer.extract.entities.tagger.weights import PATTERN_COLUMNS, PLACES, REACH, REACHES
from indexer.extract.entities.tagger.windows import Part, Window


@dataclass(frozen=True, slots=True)
class Features:
    """Columns of the sparse features. names: (kind, feature) -> its number; columns: (number, place) -> column.

    The columns of the patterns stand behind all others.
    """

    names: dict[tuple[str, str], int]
    columns: dict[tuple[int, int], int]

    @property
    def count(self) -> int:
        """Return the number of columns."""
        return len(self.columns) + PATTERN_COLUMNS


@dataclass(frozen=True, slots=True)
class Texts:
    """All articles in a row. bases: where each begins; parts, window: as the recogniser lays them out."""

    articles: Sequence[AnnotatedArticle]
    parts: list[Part]
    window: Window
    bases: npt.NDArray[np.intp]
    gold: npt.NDArray[np.intp]
    sparse: sp.csr_matrix
    dense: Floats
    features: Features

    def tokens_of(self, articles: Sequence[int]) -> npt.NDArray[np.bool_]:
        """Return which tokens belong to the articles."""
        chosen = np.zeros(len(self.gold), dtype=bool)
        for number in articles:
            chosen[self.bases[number] : self.bases[number + 1]] = True
        return chosen

    def sentences_of(self, articles: Sequence[int]) -> npt.NDArray[np.intp]:
        """Return the sentences of the articles, first and last token."""
        chosen = self.tokens_of(articles)
        return self.window.sentences[chosen[self.window.sentences[:, 0]]]


def build_texts(articles: Sequence[AnnotatedArticle], table: NewsTable | None) -> Texts:
    """Return the articles in numbers."""
    parts = [Part(article.tokens.forms, article.tokens.sentences, article.patterns) for article in articles]
    window = Window(parts)
    forms: dict[str, int] = {}
    numbers = np.array(
        [forms.setdefault(form, len(forms)) for part in parts for form in (*part.forms,)]
        + [forms.setdefault(form, len(forms)) for form in (BEGIN, END)],
        dtype=np.intp,
    )
    around = numbers[window.places]
    features = Features({}, {})
    blocks = build_blocks(list(forms), table, features)
    sparse = sum(
        (
            sp.csr_matrix((block.data, block.indices, block.indptr), shape=(len(forms), features.count))[
                around[:, place]
            ]
            for place, block in enumerate(blocks)
        ),
        start=build_patterns(window, len(features.columns)),
    )
    vectors = np.stack([form_vector(form, table) for form in forms])
    return Texts(
        articles,
        parts,
        window,
        np.cumsum([0, *(len(part.forms) for part in parts)]),
        np.array([label for article in articles for label in article.gold], dtype=np.intp),
        sp.csr_matrix(sparse),
        vectors[around].reshape(len(around), -1),
        features,
    )


def build_blocks(forms: Sequence[str], table: NewsTable | None, features: Features) -> list[sp.csr_matrix]:
    """Return for each place a matrix forms × columns, the columns numbered as they are met."""
    rows: list[list[list[int]]] = [[] for _ in range(PLACES)]
    for form in forms:
        found = form_features(form, table)
        entries: list[list[int]] = [[] for _ in range(PLACES)]
        for kind, names in zip(REACHES, found, strict=True):
            for name in dict.fromkeys(names):
                number = features.names.setdefault((kind, name), len(features.names))
                for place in range(REACH - REACHES[kind], REACH + REACHES[kind] + 1):
                    entries[place].append(features.columns.setdefault((number, place), len(features.columns)))
        for place in range(PLACES):
            rows[place].append(sorted(entries[place]))
    return [build_matrix(row, len(features.columns)) for row in rows]


def build_matrix(rows: list[list[int]], width: int) -> sp.csr_matrix:
    """Return a matrix with ones in the columns of each row."""
    ends = np.cumsum([0, *map(len, rows)])
    columns = np.array([column for row in rows for column in row], dtype=np.int32)
    return sp.csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(rows), width))


def build_patterns(window: Window, begin: int) -> sp.csr_matrix:
    """Return what the patterns say of each token, in columns from `begin` on."""
    columns = window.patterns + begin
    ends = np.arange(0, columns.size + 1, columns.shape[1])
    shape = (len(columns), begin + PATTERN_COLUMNS)
    return sp.csr_matrix((np.ones(columns.size, np.float32), columns.ravel(), ends), shape=shape)
