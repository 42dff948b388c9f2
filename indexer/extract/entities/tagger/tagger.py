"""Reads articles with the trained weights: scores, a first reading, evidence from the article, a second reading.

Every feature of the first reading depends on one word form, so what a form adds to the scores of the five tokens
around it is worked out once and remembered; a text is then some array arithmetic. Many articles at once cost less
than one by one. Memory is bounded: no more than MAX_FORMS forms are remembered (those of one batch apart), and a
text of more than MAX_TOKENS tokens is read in parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController

from indexer.extract.entities.tagger.chains import Floats, best_labels, marginals
from indexer.extract.entities.tagger.features import BEGIN, END, MIN_READING, form_features
from indexer.extract.entities.tagger.news import NewsTable
from indexer.extract.entities.tagger.tokens import Tokens, token_form
from indexer.extract.entities.tagger.weights import LABELS, PLACES, Weights
from indexer.extract.entities.tagger.windows import Part, Window, cut_text, second_inputs
from indexer.extract.entities.words import read_form

MAX_FORMS = 120_000
"""Word forms remembered, about 0.7 kB each; the news has some 100,000 in 4,000 articles, most of them once."""

MAX_TOKENS = 10_000
"""Tokens read together; no article of the news has so many. In a longer text evidence stays within each part."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model makes of the tokens of a text. labels: numbers in LABELS. sure: the probability of each label."""

    labels: list[int]
    sure: list[float]
    outside: list[float]
    """The probability that the token is part of no name."""


class Tagger:
    """The weights at work."""

    def __init__(self, weights: Weights, table: NewsTable | None) -> None:
        """Take the weights and the table they were trained with, or None for weights that know no table."""
        self.weights = weights
        self.table = table
        network = weights.first.network
        self.dimensions = network.inner.shape[0] // PLACES
        self.hidden = network.inner.shape[1]
        self.inner = _by_place(network.inner, self.dimensions)
        self.linear = _by_place(network.linear, self.dimensions)
        self.numbers: dict[str, int] = {}
        self.rows = np.zeros((0, PLACES, len(LABELS)), dtype=np.float32)
        self.blocks = np.zeros((0, PLACES, self.hidden), dtype=np.float16)
        self.again = np.zeros(0, dtype=bool)

    def forget(self, keep: npt.NDArray[np.intp] | None = None) -> None:
        """Forget all forms but those in these rows."""
        rows = np.zeros(0, dtype=np.intp) if keep is None else keep
        kept = np.full(len(self.numbers), -1, dtype=np.intp)
        kept[rows] = np.arange(len(rows))
        self.numbers = {form: row for form, row in zip(self.numbers, kept.tolist(), strict=True) if row >= 0}
        self.rows, self.blocks = self.rows[rows], self.blocks[rows]
        self.again = np.zeros(len(rows), dtype=bool)

    def read(self, texts: Sequence[tuple[Tokens, Sequence[int]]]) -> list[Reading]:
        """Return the readings of texts; for each its tokens and what the patterns say of each token."""
        readings = [Reading([], [], []) for _ in texts]
        # The matrices are small: more threads of BLAS only wait for each other, and take the cores of other workers.
        with _blas().limit(limits=1, user_api="blas"):
            for batch in _iter_batches(texts):
                self._read_batch(batch, readings)
        return readings

    def _read_batch(self, batch: Sequence[tuple[int, Part]], readings: list[Reading]) -> None:
        """Read parts together and add the results to the readings of their texts."""
        labels, sure, outside = self.read_parts([part for _, part in batch])
        base = 0
        for number, part in batch:
            end = base + len(part.forms)
            readings[number].labels.extend(labels[base:end].tolist())
            readings[number].sure.extend(sure[base:end].tolist())
            readings[number].outside.extend(outside[base:end].tolist())
            base = end

    def read_parts(self, parts: Sequence[Part]) -> tuple[npt.NDArray[np.int8], Floats, Floats]:
        """Return label, its probability and the probability of O for all tokens of the parts, in order."""
        window = Window(parts)
        first, second = self.weights.first, self.weights.second
        scores = self.first_scores(parts, window)
        readings = marginals(scores, window.sentences, first.transitions)
        scores += second.network.scores(second_inputs(parts, window, readings))
        scores += second.patterns[window.patterns].sum(axis=1)
        labels = best_labels(scores, window.sentences, second.transitions)
        final = marginals(scores, window.sentences, second.transitions)
        return labels, final[np.arange(len(labels)), labels], final[:, 0]

    def first_scores(self, parts: Sequence[Part], window: Window) -> Floats:
        """Return the first reading's scores: tokens × labels."""
        network = self.weights.first.network
        forms = [form for part in parts for form in part.forms]
        known = self.number_forms([*forms, BEGIN, END])
        numbers = np.append(known, (known[-2], known[-1]))[window.places]
        scores: Floats = self.rows[numbers[:, 0], 0] + network.bias
        hidden = self.blocks[numbers[:, 0], 0].astype(np.float32)
        hidden += network.inner_bias
        for place in range(1, PLACES):
            scores += self.rows[numbers[:, place], place]
            hidden += self.blocks[numbers[:, place], place]
        np.maximum(hidden, 0, out=hidden)
        scores += hidden @ network.outer
        scores += self.weights.first.patterns[window.patterns].sum(axis=1)
        return scores

    def number_forms(self, forms: Sequence[str]) -> npt.NDArray[np.intp]:
        """Return the rows of the forms; unknown ones are worked out.

        When there are too many, those that were never asked for again are forgotten, or if that is not enough, all.
        """
        distinct = dict.fromkeys(forms)
        new = [form for form in distinct if form not in self.numbers]
        if len(self.numbers) + len(new) > MAX_FORMS:
            keep = np.flatnonzero(self.again[: len(self.numbers)])
            self.forget(keep if 4 * (len(keep) + len(new)) <= 3 * MAX_FORMS else None)
            new = [form for form in distinct if form not in self.numbers]
        self.again[[self.numbers[form] for form in distinct if form in self.numbers]] = True
        if new:
            self._add_forms(new)
        return np.fromiter(map(self.numbers.__getitem__, forms), dtype=np.intp, count=len(forms))

    def _add_forms(self, new: list[str]) -> None:
        """Work out the rows of forms and remember them."""
        begin = len(self.numbers)
        self._reserve(begin + len(new))
        vectors = np.stack([form_vector(form, self.table) for form in new])
        end = begin + len(new)
        self.numbers.update(zip(new, range(begin, end), strict=True))
        self.rows[begin:end] = self.weights.rows_of([form_features(form, self.table) for form in new])
        self.rows[begin:end] += (vectors @ self.linear).reshape(len(new), PLACES, -1)
        self.blocks[begin:end] = (vectors @ self.inner).reshape(len(new), PLACES, -1)

    def _reserve(self, size: int) -> None:
        """Make room for so many forms, twice as much as before at least."""
        if size > len(self.rows):
            more = min(max(size, 2 * len(self.rows), 4096), max(MAX_FORMS, size)) - len(self.rows)
            self.rows = np.concatenate((self.rows, np.zeros((more, *self.rows.shape[1:]), np.float32)))
            self.blocks = np.concatenate((self.blocks, np.zeros((more, *self.blocks.shape[1:]), np.float16)))
            self.again = np.concatenate((self.again, np.zeros(more, dtype=bool)))


def form_vector(form: str, table: NewsTable | None) -> Floats:
    """Return a form's vector, or that of its first known reading; the last number tells an unknown word.

    Without a table it is one zero.
    """
    if table is None:
        return np.zeros(1, dtype=np.float32)
    result = np.zeros(table.vectors.shape[1] + 1, dtype=np.float32)
    if form in (BEGIN, END):
        return result
    for key in _keys(form):
        vector = table.vector(key)
        if vector is not None:
            result[:-1] = vector
            return result
    result[-1] = 1
    return result


def _by_place(matrix: Floats, dimensions: int) -> Floats:
    """Return a matrix over five words' vectors as one over one word's: dimensions × (PLACES · outputs)."""
    by_place = matrix.reshape(PLACES, dimensions, matrix.shape[1]).transpose(1, 0, 2)
    return np.ascontiguousarray(by_place.reshape(dimensions, -1))


def _keys(form: str) -> Iterator[str]:
    """Yield the words under which a form's vector may be known."""
    if len(form) == 1 and not form.isalnum():
        yield form
        return
    word = read_form(form)
    yield token_form(word.key)
    for reading in word.readings[1:]:
        if len(reading.key) >= MIN_READING:
            yield token_form(reading.key)


def _iter_batches(texts: Sequence[tuple[Tokens, Sequence[int]]]) -> Iterator[list[tuple[int, Part]]]:
    """Yield parts of the texts, each with its text's number, no more than MAX_TOKENS tokens at a time."""
    batch: list[tuple[int, Part]] = []
    size = 0
    for number, (tokens, patterns) in enumerate(texts):
        for part in cut_text(tokens, patterns, MAX_TOKENS):
            if batch and size + len(part.forms) > MAX_TOKENS:
                yield batch
                batch, size = [], 0
            batch.append((number, part))
            size += len(part.forms)
    if batch:
        yield batch


@cache
def _blas() -> ThreadpoolController:
    """Return what sets the threads of NumPy's linear algebra; finding its libraries takes a while, once."""
    return ThreadpoolController()
