"""The rank of what is distinctive: nothing for what all have alike, more for more, no first place for the rarest."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.local.log_odds import contrast_of, log_odds

sizes = st.integers(1, 10_000)


def score(count, size, others, compared, prior=None):
    prior = count + others if prior is None else prior
    own, other, everywhere = (np.array([number], np.int64) for number in (count, others, prior))
    return float(log_odds(own, size, other, compared, everywhere, size + compared)[0])


@given(st.data(), sizes, sizes)
def test_scores_are_finite_and_grow_with_the_count(data, size, compared):
    count = data.draw(st.integers(1, size))
    others = data.draw(st.integers(0, compared))
    found = score(count, size, others, compared)
    assert np.isfinite(found)
    if count < size and found > 0:
        assert score(count + 1, size, others, compared, prior=count + others) > found


@given(sizes)
def test_what_all_have_alike_is_not_distinctive(size):
    assert score(size, size, size, size) == pytest.approx(0, abs=1e-6)


def test_what_stands_on_one_side_alone_ranks_by_how_often():
    assert score(35, 200, 0, 400) > score(12, 200, 1, 400) > score(2, 200, 0, 400) > 0


def test_a_lift_is_the_share_over_the_share_of_both():
    found = contrast_of("أ", 10, 20, 5, 80, 1.0)
    assert found.lift == pytest.approx((10 / 20) / (15 / 100), abs=0.01)
