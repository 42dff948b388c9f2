"""What raw news taught of words: neighbours in meaning (vectors, clusters) and how often a word is part of a name.

Learned from SaudiNewsNet (CC BY-NC-SA 4.0), so it lies in a file of its own that can be left out, or be extended from
a reader's own archive (`entities.adapt`). Words are folded, digits as 0.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.extract.entities.tagger.chains import Floats
from indexer.extract.entities.tagger.container import read_container

RATE_NAMES = ("PB", "PI", "LB", "LI", "OB", "OI")
"""First and later words of people, places and organisations, in the order of the columns of the rates."""

RATE_LIMITS = (0.0, 0.02, 0.1, 0.25, 0.5, 0.8)
"""A rate's level is the number of limits it exceeds (the first one) or reaches (the others)."""


class NewsTable:
    """The table of one file.

    vectors: words × dimensions, only their direction counts. clusters: words × kinds. rates: words × 7, six levels
    (`rate_levels`) and a level of frequency.
    """

    def __init__(
        self,
        words: list[str],
        clusters: npt.NDArray[np.uint16],
        rates: npt.NDArray[np.uint8],
        vectors: npt.NDArray[np.int8],
    ) -> None:
        """Take the columns; all have one row a word."""
        self.words = words
        self.numbers = {word: number for number, word in enumerate(words)}
        self.clusters = clusters
        self.rates = rates
        self.vectors = vectors

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return the columns by the names they have in a file."""
        return {"clusters": self.clusters, "rates": self.rates, "vectors": self.vectors}

    def categories(self, key: str) -> list[str] | None:
        """Return the word's clusters and levels as names of features, or None where it is unknown."""
        number = self.numbers.get(key)
        if number is None:
            return None
        names = [f"k{kind}={cluster}" for kind, cluster in enumerate(self.clusters[number].tolist())]
        *levels, frequency = self.rates[number].tolist()
        names += [f"{name}{level}" for name, level in zip(RATE_NAMES, levels, strict=True) if level]
        names.append(f"n{frequency}")
        return names

    def vector(self, key: str) -> Floats | None:
        """Return the word's vector, of length VECTOR_LENGTH, or None where it is unknown."""
        number = self.numbers.get(key)
        return None if number is None else unit_vector(self.vectors[number])


VECTOR_LENGTH = 3.0
"""Vectors enter the model with this length."""


def unit_vector(vector: npt.NDArray[np.int8]) -> Floats:
    """Return a stored vector with the length the model expects."""
    values = vector.astype(np.float32)
    length = float(np.sqrt(values @ values))
    return values * np.float32(VECTOR_LENGTH / length) if length else values


def rate_levels(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
    """Return levels for words × 7 counts: occurrences, then how many of them had each label."""
    rates = counts[:, 1:] / np.maximum(counts[:, :1], 1)
    levels = np.zeros((len(counts), 7), dtype=np.uint8)
    levels[:, :6] = (rates > 0) + sum((rates >= limit).astype(np.uint8) for limit in RATE_LIMITS[1:])
    levels[:, 6] = np.minimum(2 * np.log10(np.maximum(counts[:, 0], 1)), 9).astype(np.uint8)
    return levels


def read_news_table(path: Path) -> NewsTable:
    """Return the table of a file. Raises OSError where there is none."""
    held = read_container(path)
    return NewsTable(held.lists["words"], held.arrays["clusters"], held.arrays["rates"], held.arrays["vectors"])
