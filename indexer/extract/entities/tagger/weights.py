"""What was learned from annotated news: one weight for each feature, place and label, and two small networks.

Trained on ANERcorp and AQMAR (CC BY-SA). Two sets exist: one that knows the table of raw news, and one that does
without. Not for: how they are learned (`builders/entities`) or used (`tagger`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.extract.entities.tagger.chains import FORBIDDEN, Floats, Transitions
from indexer.extract.entities.tagger.container import Container, read_container
from indexer.extract.entities.tagger.features import Features

LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC")
REACH = 2
PLACES = 2 * REACH + 1
"""Tokens that a far feature counts for: two before, the token, two behind."""

REACHES = {"far": 2, "near": 1, "own": 0}


@dataclass(frozen=True, slots=True)
class Network:
    """Scores of labels from numbers: x·linear + relu(x·inner + inner_bias)·outer + bias."""

    linear: Floats
    inner: Floats
    inner_bias: Floats
    outer: Floats
    bias: Floats

    def scores(self, inputs: Floats) -> Floats:
        """Return the scores of the rows of inputs: rows × labels."""
        hidden = np.maximum(inputs @ self.inner + self.inner_bias, 0)
        result: Floats = inputs @ self.linear + hidden @ self.outer + self.bias
        return result


@dataclass(frozen=True, slots=True)
class Stage:
    """One reading of an article: a network, scores of what the patterns say (by `pattern_columns`), a chain."""

    network: Network
    patterns: Floats
    transitions: Transitions


@dataclass(frozen=True, slots=True)
class Weights:
    """All that was learned.

    names: for each reach, feature -> row. tables: for each reach, features × places × labels, int8, times scale.
    first: reads each sentence; its network's inputs are the vectors of five words, PLACES · dimensions.
    second: adds to the first's scores what the rest of the article says.
    """

    header: dict[str, Any]
    names: dict[str, dict[str, int]]
    tables: dict[str, npt.NDArray[np.int8]]
    scale: float
    first: Stage
    second: Stage

    def rows_of(self, forms: Sequence[Features]) -> Floats:
        """Return the forms' shares of the scores of the tokens around them: forms × PLACES × labels.

        Row REACH + d of a form is for the token that has the form d places behind it.
        """
        rows = np.zeros((len(forms), PLACES, len(LABELS)), dtype=np.float32)
        for position, (kind, reach) in enumerate(REACHES.items()):
            known = self.names[kind].get
            numbers: list[int] = []
            begins: list[int] = []
            kept: list[int] = []
            for form, features in enumerate(forms):
                found = [number for name in features[position] if (number := known(name)) is not None]
                if found:
                    begins.append(len(numbers))
                    kept.append(form)
                    numbers.extend(dict.fromkeys(found))
            if kept:
                sums = np.add.reduceat(self.tables[kind][numbers], begins, axis=0, dtype=np.int32)
                rows[kept, REACH - reach : REACH + reach + 1] += sums
        rows *= np.float32(self.scale)
        return rows


def read_weights(path: Path) -> Weights:
    """Return the weights of a file."""
    held = read_container(path)
    names = {kind: {name: row for row, name in enumerate(held.lists[kind])} for kind in REACHES}
    tables = {kind: held.arrays[kind] for kind in REACHES}
    return Weights(
        held.header, names, tables, float(held.header["scale"]), _stage(held, "first"), _stage(held, "second")
    )


def _stage(held: Container, name: str) -> Stage:
    """Return one stage of a file."""
    values = {part: held.arrays[f"{name}.{part}"].astype(np.float32) for part in STAGE_PARTS}
    network = Network(*(values[part] for part in STAGE_PARTS[:5]))
    return Stage(network, values["patterns"], forbid(Transitions(values["start"], values["between"])))


STAGE_PARTS = ("linear", "inner", "inner_bias", "outer", "bias", "patterns", "start", "between")
"""Arrays of a stage in a file, prefixed with the stage's name and a point."""


def forbid(transitions: Transitions) -> Transitions:
    """Return the transitions with those ruled out that no labelling can have: I without B or I of its class before."""
    start, between = transitions.start.copy(), transitions.between.copy()
    for inside in range(2, len(LABELS), 2):
        start[inside] = FORBIDDEN
        for before in range(len(LABELS)):
            if before not in (inside, inside - 1):
                between[before, inside] = FORBIDDEN
    return Transitions(start.astype(np.float32), between.astype(np.float32))


PATTERN_LABELS = 13
"""What the patterns say of a word: nothing, or kind × (first, later word) × (recognised, listed)."""

PATTERN_COLUMNS = 3 * PATTERN_LABELS + 2 * PATTERN_LABELS**2


def pattern_columns(
    before: npt.NDArray[np.intp], own: npt.NDArray[np.intp], after: npt.NDArray[np.intp]
) -> npt.NDArray[np.intp]:
    """Return the columns that hold for each token, tokens × 5: the labels before, at and behind it, and two pairs."""
    pairs = 3 * PATTERN_LABELS + own * PATTERN_LABELS
    return np.stack(
        (before, own + PATTERN_LABELS, after + 2 * PATTERN_LABELS, pairs + after, pairs + PATTERN_LABELS**2 + before),
        axis=1,
    )
