"""How texts are laid out for the arithmetic: parts of bounded size, tokens with their neighbours, inputs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from indexer.extract.entities.tagger.chains import Floats
from indexer.extract.entities.tagger.evidence import find_evidence
from indexer.extract.entities.tagger.tokens import Tokens
from indexer.extract.entities.tagger.weights import PLACES, REACH, pattern_columns


class Part(NamedTuple):
    """Some sentences of a text. patterns: for each token what the patterns say of it, 0 for nothing."""

    forms: list[str]
    sentences: list[tuple[int, int]]
    patterns: list[int]


class Window:
    """Where the tokens of parts and their neighbours stand, all parts in a row.

    sentences: first and last rows. places: tokens × PLACES, the row of the token at each place; rows n and n + 1 are
    the beginning and the end. patterns: tokens × columns of the patterns.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        """Lay out the parts."""
        bases = np.cumsum([0, *(len(part.forms) for part in parts)])
        self.tokens = int(bases[-1])
        self.sentences = np.concatenate(
            [
                np.array(part.sentences, dtype=np.intp).reshape(-1, 2) + base
                for part, base in zip(parts, bases, strict=False)
            ]
        )
        lengths = self.sentences[:, 1] - self.sentences[:, 0]
        firsts = np.repeat(self.sentences[:, 0], lengths)
        lasts = np.repeat(self.sentences[:, 1], lengths)
        own = np.arange(self.tokens)
        self.places = np.empty((self.tokens, PLACES), dtype=np.intp)
        for place in range(PLACES):
            row = own + place - REACH
            self.places[:, place] = np.where(row < firsts, self.tokens, np.where(row >= lasts, self.tokens + 1, row))
        said = np.array([label for part in parts for label in part.patterns] + [0, 0], dtype=np.intp)
        around = said[self.places[:, REACH - 1 : REACH + 2]]
        self.patterns = pattern_columns(around[:, 0], around[:, 1], around[:, 2])

    def neighbours(self, values: Floats, place: int) -> Floats:
        """Return the values of the tokens at a place (from -REACH to REACH), zeros beyond the sentence."""
        padded = np.concatenate((values, np.zeros((2, values.shape[1]), dtype=np.float32)))
        result: Floats = padded[self.places[:, REACH + place]]
        return result


def second_inputs(parts: Sequence[Part], window: Window, readings: Floats) -> Floats:
    """Return the inputs of the second reading: evidence, and the first reading of the token, the one before, behind."""
    evidence = find_evidence([(part.forms, part.sentences) for part in parts], readings)
    return np.concatenate((evidence, readings, window.neighbours(readings, -1), window.neighbours(readings, 1)), axis=1)


def cut_text(tokens: Tokens, patterns: Sequence[int], most: int) -> Iterator[Part]:
    """Yield the sentences of a text in parts of at most so many tokens."""
    begin = 0
    sentences: list[tuple[int, int]] = []
    for first, last in tokens.sentences:
        if last - begin > most:
            yield Part(tokens.forms[begin:first], sentences, list(patterns[begin:first]))
            begin, sentences = first, []
        sentences.append((first - begin, last - begin))
    if sentences:
        yield Part(tokens.forms[begin:], sentences, list(patterns[begin:]))
