"""Learns the two stages of the recogniser: a linear-chain model over sparse features and a small network.

Conditional likelihood (Lafferty, McCallum and Pereira 2001), its gradient by forward-backward over batches of
sentences of like length. Sparse weights by AdaGrad, rows that a batch does not touch untouched; dense ones by Adam. A
fifth to a half of the features is left out at random at each step (feature noising: Wang and others 2013), which makes
words never seen in training work; weights are averaged over the last half of the epochs. One thread, fixed seeds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from indexer.extract.entities.tagger.chains import FORBIDDEN, Floats, Transitions
from indexer.extract.entities.tagger.weights import LABELS, Network, Stage, forbid

COUNT = len(LABELS)
NO_TRANSITIONS = Transitions(np.zeros(COUNT, np.float32), np.zeros((COUNT, COUNT), np.float32))
LEGAL_START = forbid(NO_TRANSITIONS).start > FORBIDDEN / 2
LEGAL = forbid(NO_TRANSITIONS).between > FORBIDDEN / 2
TINY = np.float32(1e-30)

SPARSE_DECAY = 2e-6
DENSE_DECAY = 1e-5
CHAIN_RATE = 0.02
DENSE_RATE = 0.002
"""Adam's step for the transitions and for the network."""

BATCH_TOKENS = 1200


@dataclass(frozen=True, slots=True)
class Settings:
    """How to learn one stage. keep: share of the sparse features kept at each step; drops: shares left out."""

    epochs: int
    rate: float
    keep: float
    hidden: int
    input_drop: float
    hidden_drop: float = 0.3
    seed: int = 0


FIRST = Settings(epochs=12, rate=0.05, keep=0.6, hidden=40, input_drop=0.2)
SECOND = Settings(epochs=8, rate=0.02, keep=0.8, hidden=64, input_drop=0.1)


@dataclass(frozen=True, slots=True)
class Examples:
    """What is learned from, a row a token. sparse: features; dense: numbers; offsets: scores to add to."""

    sparse: sp.csr_matrix
    dense: Floats
    gold: npt.NDArray[np.intp]
    sentences: npt.NDArray[np.intp]
    offsets: Floats | None = None


@dataclass(frozen=True, slots=True)
class Learned:
    """A stage as learned: sparse weights (features × labels), network and chain."""

    sparse: Floats
    network: Network
    transitions: Transitions

    def scores(self, examples: Examples) -> Floats:
        """Return the scores of all tokens, offsets included."""
        result: Floats = examples.sparse @ self.sparse + self.network.scores(examples.dense)
        return result if examples.offsets is None else result + examples.offsets

    def as_stage(self, patterns: Floats) -> Stage:
        """Return the stage with the sparse weights of its patterns."""
        return Stage(self.network, patterns, forbid(self.transitions))


Parameters = dict[str, Floats]


def learn(examples: Examples, settings: Settings, begin: Transitions = NO_TRANSITIONS) -> Learned:
    """Return the stage that the examples teach; begin: the transitions to start from."""
    random = np.random.default_rng(settings.seed)
    values = initial_parameters(examples, settings, begin, random)
    optimiser = Optimiser(values, settings)
    total: Parameters = {}
    counted = 0
    for epoch in range(settings.epochs):
        pace = 1 - 0.9 * epoch / settings.epochs
        for batch in batches(examples.sentences, random):
            step(examples, batch, values, optimiser, pace, random)
        if epoch >= settings.epochs // 2:
            counted += 1
            total = {name: total[name] + value if total else value.copy() for name, value in values.items()}
    mean = {name: value / np.float32(counted) for name, value in total.items()}
    network = Network(mean["linear"], mean["inner"], mean["inner_bias"], mean["outer"], mean["bias"])
    return Learned(mean["sparse"], network, Transitions(mean["start"], mean["between"]))


def initial_parameters(
    examples: Examples, settings: Settings, begin: Transitions, random: np.random.Generator
) -> Parameters:
    """Return zeros, small random numbers in the network's layers, and the transitions to begin with."""
    inputs, hidden = examples.dense.shape[1], settings.hidden
    return {
        "sparse": np.zeros((examples.sparse.shape[1], COUNT), np.float32),
        "linear": np.zeros((inputs, COUNT), np.float32),
        "inner": (random.standard_normal((inputs, hidden)) / np.sqrt(inputs)).astype(np.float32),
        "inner_bias": np.zeros(hidden, np.float32),
        "outer": (random.standard_normal((hidden, COUNT)) * 0.01).astype(np.float32),
        "bias": np.zeros(COUNT, np.float32),
        "start": np.where(LEGAL_START, begin.start, 0).astype(np.float32),
        "between": np.where(LEGAL, begin.between, 0).astype(np.float32),
    }


class Optimiser:
    """AdaGrad for the rows of the sparse weights, Adam for the rest."""

    def __init__(self, values: Parameters, settings: Settings) -> None:
        """Take the shapes of the parameters."""
        self.settings = settings
        self.rate = np.float32(settings.rate)
        self.squares = np.full(values["sparse"].shape, 1e-3, np.float32)
        self.means = {name: np.zeros_like(value) for name, value in values.items() if name != "sparse"}
        self.variances = {name: np.zeros_like(value) for name, value in values.items() if name != "sparse"}
        self.steps = 0

    def move_sparse(self, values: Parameters, rows: npt.NDArray[np.intp], gradient: Floats, pace: float) -> None:
        """Move some rows of the sparse weights against the gradient."""
        squares = self.squares[rows] + gradient * gradient
        self.squares[rows] = squares
        values["sparse"][rows] -= np.float32(pace) * self.rate * gradient / np.sqrt(squares)

    def move_dense(self, values: Parameters, gradients: Parameters, pace: float) -> None:
        """Move the other parameters against their gradients."""
        self.steps += 1
        for name, gradient in gradients.items():
            mean, variance = self.means[name], self.variances[name]
            mean += 0.1 * (gradient - mean)
            variance += 0.001 * (gradient * gradient - variance)
            rate = pace * (CHAIN_RATE if name in ("start", "between", "bias") else DENSE_RATE)
            corrected = np.sqrt(variance / (1 - 0.999**self.steps)) + 1e-8
            values[name] -= (rate * (mean / (1 - 0.9**self.steps)) / corrected).astype(np.float32)


def batches(sentences: npt.NDArray[np.intp], random: np.random.Generator) -> list[npt.NDArray[np.intp]]:
    """Return the numbers of the sentences in batches of like length, in random order."""
    lengths = sentences[:, 1] - sentences[:, 0]
    order = np.argsort(lengths + 4 * random.random(len(lengths)), kind="stable")
    ends = np.cumsum(lengths[order])
    groups = np.split(order, np.flatnonzero(np.diff(ends // BATCH_TOKENS)) + 1)
    random.shuffle(groups)  # type: ignore[arg-type]  # a list is shuffled in place
    return groups


def step(
    examples: Examples,
    batch: npt.NDArray[np.intp],
    values: Parameters,
    optimiser: Optimiser,
    pace: float,
    random: np.random.Generator,
) -> None:
    """Move the parameters by one batch."""
    settings = optimiser.settings
    sentences = examples.sentences[np.sort(batch)]
    lengths = sentences[:, 1] - sentences[:, 0]
    rows = np.concatenate([np.arange(first, last) for first, last in sentences])
    chosen = examples.sparse[rows]
    columns, places = np.unique(chosen.indices, return_inverse=True)
    data = np.where(random.random(chosen.nnz, np.float32) < settings.keep, np.float32(1 / settings.keep), np.float32(0))
    features = sp.csr_matrix((data, places.astype(np.int32), chosen.indptr), shape=(len(rows), len(columns)))
    weights = values["sparse"][columns]
    dense = examples.dense[rows] * noise((len(rows), examples.dense.shape[1]), settings.input_drop, random)
    before = dense @ values["inner"] + values["inner_bias"]
    active = (before > 0) * noise(before.shape, settings.hidden_drop, random)
    hidden = before * active
    scores = features @ weights + dense @ values["linear"] + hidden @ values["outer"] + values["bias"]
    if examples.offsets is not None:
        scores += examples.offsets[rows]
    difference, start, between = chain_gradient(scores, lengths, examples.gold[rows], values)
    decay = np.float32(DENSE_DECAY * len(rows))
    back = (difference @ values["outer"].T) * active
    sparse = features.T @ difference + np.float32(SPARSE_DECAY * len(rows)) * weights
    optimiser.move_sparse(values, columns, sparse, pace)
    gradients = {
        "bias": difference.sum(axis=0),
        "start": start,
        "between": between,
        "linear": dense.T @ difference + decay * values["linear"],
        "outer": hidden.T @ difference + decay * values["outer"],
        "inner": dense.T @ back + decay * values["inner"],
        "inner_bias": back.sum(axis=0),
    }
    optimiser.move_dense(values, gradients, pace)


def noise(shape: tuple[int, ...], drop: float, random: np.random.Generator) -> Floats:
    """Return zeros for the share dropped and, for the rest, what keeps the expected sum the same."""
    kept: Floats = (random.random(shape, np.float32) >= drop) * np.float32(1 / (1 - drop))
    return kept


def chain_gradient(
    scores: Floats, lengths: npt.NDArray[np.intp], gold: npt.NDArray[np.intp], values: Parameters
) -> tuple[Floats, Floats, Floats]:
    """Return expected minus gold counts: of labels at each token, of labels at the start, of pairs of labels."""
    number, longest = len(lengths), int(lengths.max())
    sentence = np.repeat(np.arange(number), lengths)
    place = np.concatenate([np.arange(length) for length in lengths])
    padded = np.zeros((number, longest, COUNT), np.float32)
    padded[sentence, place] = scores
    chances, pairs = expectations(padded, lengths, values)
    difference = chances[sentence, place]
    difference[np.arange(len(gold)), gold] -= 1
    first = place == 0
    start = chances[:, 0].sum(axis=0)
    np.subtract.at(start, gold[first], 1)
    np.subtract.at(pairs, (gold[:-1][~first[1:]], gold[1:][~first[1:]]), 1)
    return difference, np.where(LEGAL_START, start, 0).astype(np.float32), np.where(LEGAL, pairs, 0).astype(np.float32)


def expectations(scores: Floats, lengths: npt.NDArray[np.intp], values: Parameters) -> tuple[Floats, Floats]:
    """Return the probability of each label (sentences × places × labels) and the expected counts of pairs."""
    longest = scores.shape[1]
    weights = np.exp(scores - scores.max(axis=2, keepdims=True))
    moves = np.where(LEGAL, np.exp(values["between"]), 0).astype(np.float32)
    forward = np.empty_like(weights)
    sums = np.ones(scores.shape[:2], np.float32)
    current = weights[:, 0] * np.where(LEGAL_START, np.exp(values["start"]), 0).astype(np.float32)
    for place in range(longest):
        if place:
            current = (forward[:, place - 1] @ moves) * weights[:, place]
        sums[:, place] = np.maximum(current.sum(axis=1), TINY)
        forward[:, place] = current / sums[:, place, None]
    backward = np.ones_like(weights)
    for place in range(longest - 2, -1, -1):
        behind = (weights[:, place + 1] * backward[:, place + 1]) @ moves.T / sums[:, place + 1, None]
        behind[lengths - 1 == place] = 1
        backward[:, place] = behind
    inside = np.arange(longest) < lengths[:, None]
    chances = forward * backward
    chances *= inside[..., None] / np.maximum(chances.sum(axis=2, keepdims=True), TINY)
    later = weights[:, 1:] * backward[:, 1:] * (inside[:, 1:] / sums[:, 1:])[..., None]
    pairs = np.einsum("bti,btj->ij", forward[:, :-1], later, optimize=True) * moves
    return chances, pairs.astype(np.float32)
