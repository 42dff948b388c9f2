"""The paired bootstrap: repeatable, symmetric, and certain only where it may be."""

from __future__ import annotations

import numpy as np
import pytest

from evaluation.bootstrap import RESAMPLES, compare_scores
from evaluation.measures import MEASURES

CHANCE = np.random.default_rng(3)


def scores(queries=200, better=0.0):
    return np.clip(CHANCE.random((3, queries)) + better, 0, 1)


def test_a_run_against_itself_differs_in_nothing():
    same = scores()
    for found in compare_scores(same, same).values():
        assert (found.points, found.low, found.high, found.p) == (0.0, 0.0, 0.0, 1.0)
        assert (found.wins, found.losses, found.ties) == (0, 0, 200)


def test_a_run_that_is_better_everywhere_is_better_beyond_chance():
    theirs = scores() / 2
    for found in compare_scores(theirs + 0.1, theirs).values():
        assert found.points == pytest.approx(10.0)
        assert found.low == pytest.approx(10.0)
        assert found.p == pytest.approx(2 / (RESAMPLES + 1))
        assert found.wins == 200


def test_exchanging_the_runs_turns_the_signs():
    ours, theirs = scores(better=0.1), scores()
    there, back = compare_scores(ours, theirs), compare_scores(theirs, ours)
    for name in MEASURES:
        assert there[name].points == pytest.approx(-back[name].points)
        assert there[name].low == pytest.approx(-back[name].high)
        assert there[name].p == back[name].p
        assert (there[name].wins, there[name].losses) == (back[name].losses, back[name].wins)


def test_the_same_scores_give_the_same_answer():
    ours, theirs = scores(), scores()
    assert compare_scores(ours, theirs) == compare_scores(ours.copy(), theirs.copy())


def test_the_interval_is_that_of_the_normal_approximation():
    ours, theirs = scores(2_000), scores(2_000)
    differences = ours[0] - theirs[0]
    half = 196 * differences.std() / np.sqrt(len(differences))
    found = compare_scores(ours, theirs)["mrr@10"]
    assert found.low == pytest.approx(100 * differences.mean() - half, abs=0.1 * half)
    assert found.high == pytest.approx(100 * differences.mean() + half, abs=0.1 * half)


def test_chance_is_called_chance_about_as_often_as_it_should():
    found = [compare_scores(scores(60), scores(60), resamples=400)["mrr@10"].p < 0.05 for _ in range(200)]
    assert sum(found) < 30
