"""Signatures: two texts share about as many numbers as their sets of shingles have in common."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.stories import signatures as module
from search.stories.signatures import (
    MAX_WORDS,
    SHINGLE_WORDS,
    SIGNATURE_LENGTH,
    estimate_similarity,
    hash_of,
    signatures_of,
)

WORDS = [f"كلمة{number}" for number in range(40)]
texts = st.lists(st.sampled_from(WORDS), max_size=60)


def sign(*texts):
    """Return the signatures and numbers of shingles of texts, each a list of words."""
    hashes = np.array([hash_of(word) for text in texts for word in text], np.uint64)
    return signatures_of(hashes, [len(text) for text in texts])


def shingles_of(text):
    return set(zip(*(text[start:] for start in range(SHINGLE_WORDS)), strict=False))


def jaccard(one, other):
    joined = shingles_of(one) | shingles_of(other)
    return len(shingles_of(one) & shingles_of(other)) / len(joined) if joined else 0.0


@given(st.lists(texts, max_size=6))
def test_a_signature_depends_on_nothing_but_its_text(archive):
    together, counts = sign(*archive)
    assert together.shape == (len(archive), SIGNATURE_LENGTH)
    assert (together.dtype, counts.dtype) == (np.uint16, np.int32)
    for text, row, count in zip(archive, together, counts.tolist(), strict=True):
        alone, own = sign(text)
        assert np.array_equal(alone[0], row)
        assert own.tolist() == [count] == [len(shingles_of(text))]


@given(st.lists(texts, max_size=4))
def test_chunks_change_nothing(archive):
    whole = sign(*archive)
    before, module.CHUNK_SHINGLES = module.CHUNK_SHINGLES, 7
    try:
        parts = sign(*archive)
    finally:
        module.CHUNK_SHINGLES = before
    assert all(np.array_equal(one, other) for one, other in zip(whole, parts, strict=True))


@given(texts, texts, st.integers(0, 40))
def test_the_share_of_equal_numbers_is_near_the_similarity(one, other, common):
    other = one[:common] + other
    found, counts = sign(one, other)
    if counts.all():
        # Six standard errors, and what sixteen bits confuse.
        assert abs(float(estimate_similarity(found[0], found[1])) - jaccard(one, other)) < 0.27


def test_over_many_texts_the_estimate_is_right_on_average():
    errors = []
    for number in range(200):
        words = [f"ع{number}م{place}" for place in range(150)]
        copy = [*words[:100], *(f"{word}ن" for word in words[100:])]
        found, _ = sign(words, copy)
        errors.append(float(estimate_similarity(found[0], found[1])) - jaccard(words, copy))
    assert abs(np.mean(errors)) < 0.01
    assert np.std(errors) < 0.06


def test_texts_of_fewer_words_than_a_shingle_have_no_signature():
    found, counts = sign([], ["واحدة"], ["كلمتان", "اثنتان"], ["ثلاث", "كلمات", "هنا"])
    assert counts.tolist() == [0, 0, 0, 1]
    assert not found[:3].any()
    assert found[3].any()


def test_words_in_another_order_are_another_text():
    for words in itertools.permutations(["وزير", "الخارجية", "الروسي"]):
        found, _ = sign(["وزير", "الخارجية", "الروسي"], list(words))
        assert (found[0] == found[1]).all() == (list(words) == ["وزير", "الخارجية", "الروسي"])


def test_words_behind_the_limit_of_a_text_do_not_count():
    text = [str(number) for number in range(MAX_WORDS)]
    found, counts = sign(text, [*text, "زيادة", "أخرى", "هنا"], ["ذيل", "من", "الكلام"])
    assert np.array_equal(found[0], found[1])
    assert counts.tolist() == [MAX_WORDS - 2, MAX_WORDS - 2, 1]


def test_signatures_are_the_same_on_every_machine():
    """Indexes keep them: whoever changes this changes the format (`search.codec`)."""
    found, _ = sign(["وزير", "الخارجية", "الروسي", "سيرغي", "لافروف"])
    assert found[0, :4].tolist() == GOLDEN
    assert hash_of("\ud800") != hash_of("\ud801"), "half a surrogate pair is a word as any other"


GOLDEN = [27621, 43579, 32533, 7184]
