"""Learns words anew from a reader's own archive: `fihris adapt`.

The meaning of vectors and clusters is fixed under trained weights, but what patterns say of a word can be counted over
any archive, and a word's place among the known ones follows from its neighbours: its vector is the mean of theirs
under the linear map that best makes such means of known words into their vectors (à la carte embedding: Khodak and
others 2018). Needs NumPy alone, reads each text once; memory is bounded by MAX_NEW words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer.extract.entities.model import Mention
from indexer.extract.entities.patterns import KINDS, find_by_patterns
from indexer.extract.entities.tagger.chains import Floats
from indexer.extract.entities.tagger.container import write_container
from indexer.extract.entities.tagger.news import NewsTable, rate_levels, read_news_table
from indexer.extract.entities.tagger.tokens import Tokens, read_tokens, token_form
from indexer.extract.entities.trained import NEWS
from indexer.extract.entities.words import Words, read_form, read_words

MIN_COUNT = 5
"""Occurrences from which a new word enters the table."""

MIN_KNOWN = 20
"""Occurrences from which a known word teaches the map from neighbours to vectors."""

MAX_NEW = 300_000
"""New words counted; what is met after so many is not."""

WINDOW = 2
RIDGE = 1e-3

Counts = dict[str, npt.NDArray[np.int64]]
"""For a folded word: occurrences, then how many are a first or later word of a person, a place, an organisation."""


@dataclass(frozen=True, slots=True)
class Adapted:
    """What was learned. texts: how many were read; recounted: known words with rates of their own now; new: words."""

    texts: int
    recounted: int
    new: int


def adapt_table(texts: Iterable[str], path: Path, base: Path = NEWS) -> Adapted:
    """Write a table of words learned from the texts on top of the base table, and return what was learned.

    Use it with `find_article_entities(..., table=path)`. Raises OSError where the base table was left out.
    """
    table = read_news_table(base)
    counts: Counts = {}
    neighbours = Neighbours(table)
    number = 0
    for number, text in enumerate(texts, 1):  # noqa: B007 -- the last one is how many there were
        words = read_words(text)
        tokens = read_tokens(words)
        (mentions,) = find_by_patterns([words])
        if len(counts) < MAX_NEW:
            count_labels(words, mentions, counts)
        neighbours.add(tokens)
    adapted, recounted, new = extend_table(table, counts, neighbours)
    header = {"made_by": "fihris adapt", "texts": number, "words": len(adapted.words)}
    write_container(path, header, adapted.arrays(), {"words": adapted.words})
    return Adapted(number, recounted, new)


def token_keys(forms: Sequence[str]) -> list[str]:
    """Return the folded words of tokens, digits as 0; signs as they are."""
    return [form if len(form) == 1 and not form.isalnum() else token_form(read_form(form).key) for form in forms]


def count_labels(words: Words, mentions: Sequence[Mention], counts: Counts) -> None:
    """Count the words of a text: how often each occurs, and how often it is a first or later word of each kind."""
    keys = [token_form(form.key) for form in words.forms]
    for key in keys:
        count = counts.get(key)
        if count is None:
            count = counts[key] = np.zeros(7, dtype=np.int64)
        count[0] += 1
    for mention in mentions:
        column = 1 + 2 * KINDS.index(mention.kind)
        counts[keys[mention.first]][column] += 1
        for key in keys[mention.first + 1 : mention.last]:
            counts[key][column + 1] += 1


class Neighbours:
    """Sums of the vectors of the known neighbours of each word, known and new."""

    def __init__(self, table: NewsTable) -> None:
        """Take the known words and their vectors, all of length one."""
        vectors = table.vectors.astype(np.float32)
        lengths = np.sqrt((vectors * vectors).sum(axis=1, keepdims=True))
        self.vectors: Floats = np.concatenate(
            (vectors / np.maximum(lengths, 1), np.zeros((1, vectors.shape[1]), np.float32))
        )
        self.known = table.numbers
        self.new: dict[str, int] = {}
        size = len(table.words)
        self.sums = np.zeros((size + 4096, vectors.shape[1]), dtype=np.float32)
        self.counts = np.zeros(size + 4096, dtype=np.int64)

    def add(self, tokens: Tokens) -> None:
        """Add the neighbours of every word of a text."""
        keys = token_keys(tokens.forms)
        if not keys:
            return
        nobody = len(self.vectors) - 1
        known = np.array([self.known.get(key, nobody) for key in keys], dtype=np.intp)
        rows = np.array([self._row(key) for key in keys], dtype=np.intp)
        lengths = [last - first for first, last in tokens.sentences]
        sentence = np.repeat(np.arange(len(lengths)), lengths)
        around = np.zeros((len(keys), self.vectors.shape[1]), dtype=np.float32)
        for shift in range(1, WINDOW + 1):
            same = sentence[shift:] == sentence[:-shift]
            around[shift:] += self.vectors[np.where(same, known[:-shift], nobody)]
            around[:-shift] += self.vectors[np.where(same, known[shift:], nobody)]
        counted = rows >= 0
        np.add.at(self.sums, rows[counted], around[counted])
        np.add.at(self.counts, rows[counted], 1)

    def _row(self, key: str) -> int:
        """Return the row of a word, a new one if need be; -1 where there are too many."""
        row = self.known.get(key)
        if row is None:
            row = self.new.get(key)
        if row is None:
            if len(self.new) >= MAX_NEW:
                return -1
            row = self.new[key] = len(self.known) + len(self.new)
            if row >= len(self.counts):
                room = len(self.counts) // 2
                self.sums = np.concatenate((self.sums, np.zeros((room, self.sums.shape[1]), np.float32)))
                self.counts = np.concatenate((self.counts, np.zeros(room, np.int64)))
        return row

    def vectors_of(self, rows: npt.NDArray[np.intp]) -> Floats:
        """Return vectors for words by their neighbours, in the space of the known ones."""
        size = len(self.known)
        teachers = np.flatnonzero(self.counts[:size] >= MIN_KNOWN)
        means = self.sums[teachers] / self.counts[teachers, None]
        square = means.T @ means + RIDGE * max(len(teachers), 1) * np.eye(means.shape[1], dtype=np.float32)
        mapping = np.linalg.solve(square, means.T @ self.vectors[teachers])
        result: Floats = (self.sums[rows] / np.maximum(self.counts[rows, None], 1)) @ mapping
        return result


def extend_table(table: NewsTable, counts: Counts, neighbours: Neighbours) -> tuple[NewsTable, int, int]:
    """Return the table with what was counted, the number of known words with new rates, and of new words."""
    rates = table.rates.copy()
    recounted = 0
    for word, row in table.numbers.items():
        count = counts.get(word)
        # The archive speaks where it has seen the word as often as the news had.
        if count is not None and count[0] >= MIN_COUNT and count[0] >= 10 ** (int(table.rates[row, 6]) / 2):
            rates[row] = rate_levels(count[None])[0]
            recounted += 1
    new = [word for word, row in neighbours.new.items() if neighbours.counts[row] >= MIN_COUNT]
    if not new or not len(table.words):
        return NewsTable(table.words, table.clusters, rates, table.vectors), recounted, 0
    vectors = neighbours.vectors_of(np.array([neighbours.new[word] for word in new], dtype=np.intp))
    nothing = np.zeros(7, dtype=np.int64)
    new_rates = rate_levels(np.stack([counts.get(word, nothing) for word in new]))
    clusters = nearest_clusters(vectors, neighbours.vectors[:-1], table.clusters)
    words = [*table.words, *new]
    order = sorted(range(len(words)), key=words.__getitem__)
    extended = NewsTable(
        [words[row] for row in order],
        np.concatenate((table.clusters, clusters))[order],
        np.concatenate((rates, new_rates))[order],
        np.concatenate((table.vectors, quantise(vectors)))[order],
    )
    return extended, recounted, len(new)


def nearest_clusters(vectors: Floats, known: Floats, clusters: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint16]:
    """Return for each vector the cluster with the nearest centre, one column for each kind of clusters."""
    unit = vectors / np.maximum(np.sqrt((vectors * vectors).sum(axis=1, keepdims=True)), 1e-9)
    columns = []
    for kind in range(clusters.shape[1]):
        own = clusters[:, kind].astype(np.intp)
        centres = np.zeros((int(own.max()) + 1, known.shape[1]), dtype=np.float32)
        np.add.at(centres, own, known)
        centres /= np.maximum(np.bincount(own, minlength=len(centres)), 1)[:, None]
        closeness = unit @ centres.T - (centres * centres).sum(axis=1) / 2
        columns.append(closeness.argmax(axis=1))
    return np.stack(columns, axis=1).astype(np.uint16)


LEVELS = 15
"""Largest number of a stored vector: five bits a number are enough."""


def quantise(vectors: Floats) -> npt.NDArray[np.int8]:
    """Return vectors in whole numbers, each stretched so that its largest is LEVELS."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    stretched: npt.NDArray[np.int8] = np.rint(vectors / np.maximum(largest, 1e-9) * LEVELS).astype(np.int8)
    return stretched
