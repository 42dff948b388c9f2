"""What the other occurrences of a word say about it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.entities.tagger.evidence import COLUMNS, LABELS, WIDTH, find_evidence, keys_of


def labels_of(*rows: dict[int, float]) -> np.ndarray:
    result = np.zeros((len(rows), LABELS), np.float32)
    for row, values in zip(result, rows, strict=True):
        for label, value in values.items():
            row[label] = value
        row[0] = 1 - row.sum()
    return result


def test_a_word_is_told_what_the_others_of_its_kind_are_and_not_what_it_is_itself():
    labels = labels_of({1: 0.9}, {}, {1: 0.2, 3: 0.4})
    found = find_evidence([(["لافروف", "قال", "ولافروف"], [(0, 3)])], labels)
    assert found.shape == (3, COLUMNS)
    np.testing.assert_allclose(found[0, :LABELS], labels[2], atol=1e-6)
    np.testing.assert_allclose(found[2, :LABELS], labels[0], atol=1e-6)
    assert found[0, WIDTH - 1] == found[2, WIDTH - 1] == 1
    assert not found[1, :WIDTH].any()


def test_a_word_that_occurs_once_is_told_nothing_of_itself():
    found = find_evidence([(["لافروف", "ظريف"], [(0, 2)])], labels_of({1: 0.9}, {1: 0.9}))
    assert not found[:, : 3 * WIDTH].any()


def test_articles_do_not_speak_of_each_other():
    labels = labels_of({1: 0.9}, {3: 0.9})
    apart = find_evidence([(["لافروف"], [(0, 1)]), (["لافروف"], [(0, 1)])], labels)
    assert not apart.any()


def test_a_pair_of_words_speaks_of_both():
    labels = labels_of({1: 0.9}, {2: 0.9}, {1: 0.1}, {2: 0.1})
    found = find_evidence([(["محمد", "جواد", "محمد", "جواد"], [(0, 2), (2, 4)])], labels)
    np.testing.assert_allclose(found[2, WIDTH : WIDTH + LABELS], labels[0], atol=1e-6)
    np.testing.assert_allclose(found[3, 2 * WIDTH : 2 * WIDTH + LABELS], labels[1], atol=1e-6)


def test_signs_and_function_words_have_no_keys():
    assert keys_of("،") == keys_of("في") == keys_of("00") == ()
    assert keys_of("ولافروف")[:2] == ("ولافروف", "لافروف")


WORDS = st.sampled_from(["لافروف", "ولافروف", "بموسكو", "موسكو", "،", "قال", "محمد", "في"])


@given(st.lists(WORDS, min_size=1, max_size=20), st.integers(0, 2**32 - 1))
def test_the_order_of_articles_does_not_matter(forms, seed):
    random = np.random.default_rng(seed)
    labels = random.dirichlet(np.ones(LABELS), len(forms)).astype(np.float32)
    article = (forms, [(0, len(forms))])
    once = find_evidence([article], labels)
    twice = find_evidence([article, article], np.concatenate((labels, labels)))
    np.testing.assert_allclose(twice[: len(forms)], once, atol=1e-5)
    np.testing.assert_allclose(twice[len(forms) :], once, atol=1e-5)
