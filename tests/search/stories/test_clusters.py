"""Stories: each text follows the earliest that it repeats; nothing chains, nothing costs more than it must."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.stories import clusters
from search.stories.buckets import BANDS, ROWS, SignatureRows
from search.stories.clusters import (
    EVER,
    LATER,
    LATER_DAYS,
    MIN_SHINGLES,
    NEAR,
    NEAR_DAYS,
    SAME_DAY,
    SAME_DAYS,
    UNDECIDED,
    Texts,
    form_stories,
    misplaced,
    needed_similarity,
)
from search.stories.signatures import SIGNATURE_LENGTH, estimate_similarity
from search.types import NO_DAY


def texts_of(rows, days, shingles=None):
    days = np.array(days, np.int32)
    times = np.where(days == NO_DAY, 2**62, days.astype(np.int64) * 86_400)
    counts = np.full(len(days), 100, np.int32) if shingles is None else np.array(shingles, np.int32)
    signatures = np.array(rows, np.uint16).reshape(-1, SIGNATURE_LENGTH)
    return Texts(SignatureRows([signatures]), counts, days, times, lambda place: b"%05d" % place, NO_DAY), signatures


def alike(base, share, seed):
    """Return a signature that agrees with another in a share of its numbers, the first ones."""
    rng = np.random.default_rng(seed)
    kept = round(share * SIGNATURE_LENGTH)
    return [*base[:kept], *rng.integers(0, 1 << 16, SIGNATURE_LENGTH - kept)]


def fresh(seed):
    return np.random.default_rng(seed).integers(0, 1 << 16, SIGNATURE_LENGTH).tolist()


def undecided(count):
    return np.full(count, UNDECIDED, np.int64)


@st.composite
def archives(draw):
    """Texts around three subjects, more and less alike, on several days, some too short."""
    bases = [fresh(draw(st.integers(0, 5))) for _ in range(3)]
    count = draw(st.integers(0, 12))
    rows, days, shingles = [], [], []
    for number in range(count):
        share = draw(st.sampled_from((0.2, 0.45, 0.6, 0.8, 1.0)))
        rows.append(alike(draw(st.sampled_from(bases)), share, 100 + number))
        days.append(draw(st.sampled_from((0, 1, 2, 3, 20, 200, NO_DAY))))
        shingles.append(draw(st.sampled_from((MIN_SHINGLES - 1, MIN_SHINGLES, 300))))
    return rows, days, shingles


def slow_stories(texts, signatures):
    """Return the leaders by the definition alone: in order, each joins the leader it is most like."""
    leaders = np.arange(len(signatures))
    order = texts.in_order(np.arange(len(signatures))).tolist()
    heads = []
    for place in order:
        if texts.shingles[place] < MIN_SHINGLES:
            continue
        fits = []
        for head in heads:
            similar = float(estimate_similarity(signatures[head], signatures[place]))
            needed = float(needed_similarity(texts.days[[head]], int(texts.days[place]), NO_DAY)[0])
            if similar >= needed and share_a_bucket(signatures[head], signatures[place]):
                fits.append((-similar, order.index(head), head))
        if fits:
            leaders[place] = min(fits)[2]
        else:
            heads.append(place)
    return leaders


def share_a_bucket(one, other):
    same = (one == other)[: BANDS * ROWS].reshape(BANDS, ROWS)
    return bool(same.all(axis=1).any())


@given(archives())
def test_stories_are_those_of_the_slow_definition(archive):
    texts, signatures = texts_of(*archive)
    assert form_stories(texts, undecided(len(signatures))).tolist() == slow_stories(texts, signatures).tolist()


@given(archives(), st.data())
def test_stories_formed_bit_by_bit_are_sound_in_any_order_of_arrival(archive, data):
    rows, days, shingles = archive
    leaders = np.empty(0, np.int64)
    while len(leaders) < len(rows):
        count = data.draw(st.integers(len(leaders) + 1, len(rows)))
        texts, _ = texts_of(rows[:count], days[:count], shingles[:count])
        before = leaders
        leaders = form_stories(texts, np.concatenate([leaders, undecided(count - len(leaders))]))
        assert len(misplaced(texts, leaders)) == 0
        assert np.array_equal(leaders[leaders], leaders), "a leader leads itself"
        assert (before >= 0).all()


def test_a_text_that_was_published_before_takes_over_the_story():
    base = fresh(1)
    texts, _ = texts_of([base, alike(base, 0.9, 2), alike(base, 0.95, 3)], [5, 6, 4])
    assert form_stories(texts, np.array([0, 0, UNDECIDED])).tolist() == [2, 2, 2]


def test_members_whose_leader_is_gone_are_decided_anew():
    base = fresh(1)
    texts, _ = texts_of([alike(base, 0.9, 2), alike(base, 0.9, 3), fresh(4)], [5, 6, 4])
    assert form_stories(texts, np.array([UNDECIDED, UNDECIDED, 2])).tolist() == [0, 0, 2]


def test_decided_stories_stay_where_nothing_new_is_like_them():
    base = fresh(1)
    texts, _ = texts_of([base, alike(base, 0.9, 2), fresh(3)], [5, 6, 4])
    assert form_stories(texts, np.array([0, 0, UNDECIDED])).tolist() == [0, 0, 2]


def test_a_chain_of_small_steps_is_not_one_story():
    """Each text is like the one before by .6, like the first by less and less."""
    rows = [fresh(1)]
    for step in range(1, 12):
        before = list(rows[-1])
        chosen = np.random.default_rng(step).permutation(SIGNATURE_LENGTH)[:50]
        for place in chosen.tolist():
            before[place] = int(np.random.default_rng(1000 * step + place).integers(1 << 16))
        rows.append(before)
    texts, signatures = texts_of(rows, [0] * len(rows))
    neighbours = [float(estimate_similarity(signatures[n], signatures[n + 1])) for n in range(len(rows) - 1)]
    assert min(neighbours) > 0.55
    leaders = form_stories(texts, undecided(len(rows)))
    assert len(set(leaders.tolist())) > 3
    assert len(misplaced(texts, leaders)) == 0


def test_short_texts_are_never_compared():
    base = fresh(1)
    texts, _ = texts_of([base, base], [0, 0], [MIN_SHINGLES, MIN_SHINGLES - 1])
    assert form_stories(texts, undecided(2)).tolist() == [0, 1]


@pytest.mark.parametrize(
    ("days", "needed"),
    [
        (0, SAME_DAY),
        (SAME_DAYS, SAME_DAY),
        (-SAME_DAYS - 1, NEAR),
        (NEAR_DAYS, NEAR),
        (NEAR_DAYS + 1, LATER),
        (-LATER_DAYS, LATER),
        (LATER_DAYS + 1, EVER),
        (50_000, EVER),
    ],
)
def test_the_further_apart_the_more_alike_texts_must_be(days, needed):
    found = needed_similarity(np.array([10 + days], np.int32), 10, NO_DAY)
    assert found.tolist() == [np.float32(needed)]


def test_where_a_day_is_not_known_texts_must_be_as_alike_as_within_a_month():
    assert needed_similarity(np.array([NO_DAY, 3], np.int32), 3, NO_DAY).tolist()[0] == np.float32(LATER)
    assert set(needed_similarity(np.array([NO_DAY, 3], np.int32), NO_DAY, NO_DAY).tolist()) == {np.float32(LATER)}


@pytest.mark.parametrize("share", [1.0, 0.38])
def test_ten_thousand_texts_of_one_form_cost_a_few_comparisons_each(share, monkeypatch):
    """Identical ones meet one leader; those that share a third and are no story meet the latest of each bucket."""
    compared = 0

    def counted(one, other):
        nonlocal compared
        compared += np.atleast_2d(one).shape[0]
        return estimate_similarity(one, other)

    monkeypatch.setattr(clusters, "estimate_similarity", counted)
    base, count = fresh(1), 10_000
    rng = np.random.default_rng(2)
    rows = rng.integers(0, 1 << 16, (count, SIGNATURE_LENGTH), dtype=np.uint16)
    kept = round(share * SIGNATURE_LENGTH)
    rows[:, :kept] = base[:kept]
    texts, _ = texts_of(rows, [0] * count)
    leaders = form_stories(texts, undecided(count))
    assert len(set(leaders.tolist())) == (1 if share == 1 else count)
    assert compared <= count * clusters.MAX_LEADERS * (1 if share == 1 else 2)


def test_no_text_at_all_is_no_story():
    texts, _ = texts_of([], [])
    assert form_stories(texts, undecided(0)).tolist() == []
