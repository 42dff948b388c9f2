"""Makes the two stages and puts them into the shipped files.

The second stage learns from what the first one makes of texts that it was *not* trained on (jackknife), because
that is how it will meet new ones. Several first stages from different seeds are one in the end: scores add up, so their
sparse weights are averaged and their networks stand side by side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from builders.entities.examples import Texts
from builders.entities.training import COUNT, FIRST, SECOND, Examples, Learned, learn
from indexer.extract.entities.tagger.chains import Floats, Transitions, marginals
from indexer.extract.entities.tagger.container import write_container
from indexer.extract.entities.tagger.weights import (
    PATTERN_COLUMNS,
    REACH,
    REACHES,
    Network,
    Stage,
    Weights,
    forbid,
)
from indexer.extract.entities.tagger.windows import second_inputs

SEEDS = (0,)
"""Of the first stages that are averaged."""

INNER_FOLDS = 4
"""Parts of the training texts for the jackknife."""

LARGEST = 127
"""Largest stored weight; stored weights are whole numbers times one scale."""

PRUNED = 0.02
"""Features all of whose weights are smaller are left out."""


@dataclass(frozen=True, slots=True)
class Trained:
    """Both stages, and the sparse weights of the first (columns × labels, patterns last)."""

    sparse: Floats
    first: Stage
    second: Stage


def average(learned: Sequence[Learned]) -> Learned:
    """Return one stage whose scores are the mean of the stages'."""
    share = np.float32(1 / len(learned))
    networks = [one.network for one in learned]
    network = Network(
        np.mean([one.linear for one in networks], axis=0, dtype=np.float32),
        np.concatenate([one.inner for one in networks], axis=1),
        np.concatenate([one.inner_bias for one in networks]),
        np.concatenate([one.outer for one in networks]) * share,
        np.mean([one.bias for one in networks], axis=0, dtype=np.float32),
    )
    transitions = Transitions(
        np.mean([one.transitions.start for one in learned], axis=0, dtype=np.float32),
        np.mean([one.transitions.between for one in learned], axis=0, dtype=np.float32),
    )
    return Learned(np.mean([one.sparse for one in learned], axis=0, dtype=np.float32), network, transitions)


def learn_first(texts: Texts, articles: Sequence[int], seeds: Sequence[int]) -> Learned:
    """Return the first stage, learned from some of the articles."""
    examples = Examples(texts.sparse, texts.dense, texts.gold, texts.sentences_of(articles))
    return average([learn(examples, replace(FIRST, seed=seed)) for seed in seeds])


def train(texts: Texts, groups: Sequence[Sequence[int]], seeds: Sequence[int] = SEEDS) -> Trained:
    """Return both stages, learned from groups of articles (corpora); the jackknife cuts each group in its order."""
    everything = [number for group in groups for number in group]
    first = learn_first(texts, everything, seeds)
    scores = np.zeros((len(texts.gold), COUNT), np.float32)
    for fold in range(INNER_FOLDS):
        left_out = {number for group in groups for number in cut(group, fold, INNER_FOLDS)}
        other = learn_first(texts, [number for number in everything if number not in left_out], seeds[:1])
        chosen = texts.tokens_of(sorted(left_out))
        scores[chosen] = first_scores(other, texts)[chosen]
    second = learn_second(texts, everything, scores, first.transitions)
    patterns = first.sparse[-PATTERN_COLUMNS:]
    return Trained(first.sparse, first.as_stage(patterns), second.as_stage(second.sparse))


def cut(group: Sequence[int], fold: int, folds: int) -> Sequence[int]:
    """Return one of the equal parts of a group."""
    return group[len(group) * fold // folds : len(group) * (fold + 1) // folds]


def first_scores(first: Learned, texts: Texts) -> Floats:
    """Return the first stage's scores of all tokens."""
    return first.scores(Examples(texts.sparse, texts.dense, texts.gold, texts.window.sentences))


def learn_second(texts: Texts, articles: Sequence[int], scores: Floats, transitions: Transitions) -> Learned:
    """Return the second stage, learned from the first one's scores."""
    readings = marginals(scores, texts.window.sentences, forbid(transitions))
    inputs = second_inputs(texts.parts, texts.window, readings)
    patterns = texts.sparse[:, -PATTERN_COLUMNS:]
    examples = Examples(patterns, inputs, texts.gold, texts.sentences_of(articles), scores)
    return learn(examples, SECOND, transitions)


def as_weights(trained: Trained, texts: Texts, header: Mapping[str, object]) -> Weights:
    """Return the weights as they are shipped: small ones left out, the others in whole numbers."""
    names: dict[str, dict[str, int]] = {}
    tables: dict[str, npt.NDArray[np.int8]] = {}
    scale = float(np.abs(trained.sparse[:-PATTERN_COLUMNS]).max()) / LARGEST
    for kind, reach in REACHES.items():
        kept: dict[str, Floats] = {}
        for (of, name), number in sorted(texts.features.names.items()):
            if of != kind:
                continue
            columns = [texts.features.columns[number, place] for place in range(REACH - reach, REACH + reach + 1)]
            weights = trained.sparse[columns]
            if np.abs(weights).max() >= PRUNED:
                kept[name] = weights
        names[kind] = {name: row for row, name in enumerate(kept)}
        tables[kind] = np.rint(np.stack(list(kept.values())) / scale).astype(np.int8)
    return Weights({**header, "scale": scale}, names, tables, scale, trained.first, trained.second)


def write_weights(path: Path, weights: Weights) -> None:
    """Write a file of weights; the networks in half precision."""
    arrays: dict[str, npt.NDArray[Any]] = dict(weights.tables)
    for name, stage in (("first", weights.first), ("second", weights.second)):
        for part, values in stage_arrays(stage).items():
            arrays[f"{name}.{part}"] = values.astype(np.float32 if part in ("start", "between") else np.float16)
    write_container(path, weights.header, arrays, {kind: list(names) for kind, names in weights.names.items()})


def stage_arrays(stage: Stage) -> dict[str, Floats]:
    """Return the arrays of a stage by name."""
    network = stage.network
    return {
        "linear": network.linear,
        "inner": network.inner,
        "inner_bias": network.inner_bias,
        "outer": network.outer,
        "bias": network.bias,
        "patterns": stage.patterns,
        "start": stage.transitions.start,
        "between": stage.transitions.between,
    }
