"""All values of a facet, page by page, in an order: by count, in the Arabic alphabet, or what is distinctive first.

Records, and the arithmetic of one page on arrays. Not for: which documents count (`selection`), nor which values fit
what a reader types (`search.engines.local.listing`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.facets.columns import Alphabet
from search.results import FacetValue

VALUE_ORDERS = ("count", "alphabet", "distinctive")

Numbers = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]


class ListedValue(NamedTuple):
    """A value with its count beside the request and in the whole archive.

    score: the z-score of the log-odds ratio by which the distinctive come first; None in other orders.
    """

    value: str
    count: int  # type: ignore[assignment]  # tuple.count, which nobody asks a value for
    archive: int
    score: float | None = None


class Heading(NamedTuple):
    """A letter of the alphabetical list. place: of its first value. values: how many there are under it.

    letter: an Arabic letter; "0" for digits, "A" for other scripts, "" for names without a letter.
    """

    letter: str
    place: int
    values: int


@dataclass(frozen=True, slots=True)
class ValueList:
    """One page of the values of a facet.

    pinned: values that the request names, on every page, counted as in `TermFacet`. values: the page of the others.
    distinct: how many values the hits have that fit what was typed, pinned ones included. listed: the others alone.
    next: place at which the following page begins, or None. headings: of the alphabetical order, else none.
    articles: that were counted. archive: all there are. by_sound: Latin letters were read as Arabic names.
    """

    order: str
    pinned: tuple[FacetValue, ...]
    values: tuple[ListedValue, ...]
    distinct: int
    listed: int
    place: int
    next: int | None
    headings: tuple[Heading, ...]
    articles: int
    archive: int
    by_sound: bool = False


def in_order_of_counts(ordinals: Numbers, counts: Numbers) -> Numbers:
    """Return (n,) the places of the values, the most frequent first, ties by ordinal."""
    return np.lexsort((ordinals, -counts))


def in_order_of_scores(ordinals: Numbers, scores: Scores) -> Numbers:
    """Return (n,) the places of the values, the highest score first, ties by ordinal."""
    return np.lexsort((ordinals, -scores))


def in_alphabet(ordinals: Numbers, alphabet: Alphabet) -> tuple[Numbers, tuple[Heading, ...]]:
    """Return (n,) the places of the values in the alphabet, and where each letter begins among them."""
    order = np.argsort(alphabet.ranks[ordinals], kind="stable")
    numbers, starts, amounts = np.unique(alphabet.heading_of[ordinals[order]], return_index=True, return_counts=True)
    by_place = np.argsort(starts)
    return order, tuple(
        Heading(alphabet.headings[number], start, amount)
        for number, start, amount in zip(
            numbers[by_place].tolist(), starts[by_place].tolist(), amounts[by_place].tolist(), strict=True
        )
    )
