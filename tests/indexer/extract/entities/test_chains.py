"""Decoding in lock-step agrees with the obvious way, sentence by sentence and path by path."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.entities.tagger.chains import Transitions, best_labels, certain_outside, marginals
from indexer.extract.entities.tagger.weights import LABELS, forbid

COUNT = len(LABELS)


def all_paths(scores: np.ndarray, transitions: Transitions) -> dict[tuple[int, ...], float]:
    """Return the score of every legal path through a short sentence."""
    paths = {}
    for path in itertools.product(range(COUNT), repeat=len(scores)):
        total = float(transitions.start[path[0]]) + sum(
            float(row[label]) for row, label in zip(scores, path, strict=True)
        )
        total += sum(float(transitions.between[a, b]) for a, b in itertools.pairwise(path))
        if total > -5000:
            paths[path] = total
    return paths


def viterbi(scores: np.ndarray, transitions: Transitions) -> list[int]:
    """Return the best path, in plain Python."""
    best = [{label: (float(transitions.start[label] + scores[0][label]), -1) for label in range(COUNT)}]
    for row in scores[1:]:
        before = best[-1]
        best.append(
            {
                label: max((before[a][0] + float(transitions.between[a, label]) + float(row[label]), a) for a in before)
                for label in range(COUNT)
            }
        )
    label = max(best[-1], key=lambda one: best[-1][one][0])
    path = [label]
    for column in best[:0:-1]:
        path.append(column[path[-1]][1])
    return path[::-1]


def path_score(scores: np.ndarray, path: list[int], transitions: Transitions) -> float:
    total = float(transitions.start[path[0]]) + sum(float(row[label]) for row, label in zip(scores, path, strict=True))
    return total + sum(float(transitions.between[a, b]) for a, b in itertools.pairwise(path))


def make(seed: int, lengths: list[int], outside: float) -> tuple[np.ndarray, np.ndarray, Transitions]:
    random = np.random.default_rng(seed)
    scores = (3 * random.standard_normal((sum(lengths), COUNT))).astype(np.float32)
    scores[random.random(len(scores)) < 0.5, 0] += outside
    ends = np.cumsum(lengths)
    sentences = np.stack([ends - lengths, ends], axis=1)
    between = random.standard_normal((COUNT, COUNT)).astype(np.float32)
    return scores, sentences, forbid(Transitions(random.standard_normal(COUNT).astype(np.float32), between))


@pytest.mark.parametrize("outside", [0, 60])
def test_probabilities_are_those_of_all_paths(outside):
    scores, sentences, transitions = make(1, [1, 3, 2, 4], outside)
    found = marginals(scores, sentences, transitions)
    for first, last in sentences:
        paths = all_paths(scores[first:last], transitions)
        top = max(paths.values())
        total = math.fsum(math.exp(score - top) for score in paths.values())
        for place in range(last - first):
            for label in range(COUNT):
                share = (
                    math.fsum(math.exp(score - top) for path, score in paths.items() if path[place] == label) / total
                )
                assert found[first + place, label] == pytest.approx(share, abs=1e-3)


@given(
    seed=st.integers(0, 2**32 - 1),
    lengths=st.lists(st.integers(1, 30), min_size=1, max_size=12),
    outside=st.sampled_from([0.0, 20.0, 80.0]),
)
def test_the_best_labels_are_those_of_plain_viterbi(seed, lengths, outside):
    scores, sentences, transitions = make(seed, lengths, outside)
    found = best_labels(scores, sentences, transitions)
    for first, last in sentences:
        expected = viterbi(scores[first:last], transitions)
        own = found[first:last].tolist()
        # Two paths may be equally good but for rounding.
        assert own == expected or path_score(scores[first:last], own, transitions) == pytest.approx(
            path_score(scores[first:last], expected, transitions), abs=1e-2
        )


@given(seed=st.integers(0, 2**32 - 1), lengths=st.lists(st.integers(1, 40), min_size=1, max_size=8))
def test_cutting_at_certain_words_changes_no_probability(seed, lengths):
    scores, sentences, transitions = make(seed, lengths, 80)
    alone = np.concatenate(
        [marginals(scores[first:last], np.array([[0, last - first]]), transitions) for first, last in sentences]
    )
    together = marginals(scores, sentences, transitions)
    np.testing.assert_allclose(together, alone, atol=1e-3)
    np.testing.assert_allclose(together.sum(axis=1), 1, atol=1e-3)
    assert (together[certain_outside(scores, transitions), 0] == 1).all()


def test_no_label_continues_a_name_that_did_not_begin():
    scores, sentences, transitions = make(3, [30] * 20, 0)
    labels = best_labels(scores, sentences, transitions)
    for first, last in sentences:
        for before, label in itertools.pairwise([0, *labels[first:last].tolist()]):
            assert label % 2 or not label or before in (label, label - 1)


def test_nothing_to_decode_is_nothing():
    transitions = make(1, [1], 0)[2]
    empty = np.zeros((0, COUNT), np.float32)
    assert marginals(empty, np.zeros((0, 2), np.intp), transitions).shape == (0, COUNT)
    assert len(best_labels(empty, np.zeros((0, 2), np.intp), transitions)) == 0
