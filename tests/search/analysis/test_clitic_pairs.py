"""The judged pairs of benches/clitics: what levels `prefix` and `stem` are for."""

import pytest

from benches.clitics.pairs import ENDINGS, HALVES, LEXICAL, read_pairs
from benches.clitics.rivals import blind_prefix, blind_stem, light10
from search.analysis.prefix import prefix_key
from search.analysis.stem import stem_key

PAIRS = read_pairs()
PAIRS_OF_ENDINGS = read_pairs(ENDINGS)
KEYS = {"prefix": prefix_key, "stem": stem_key}


def met(pairs, key):
    return sum(key(pair.word) == key(pair.other) for pair in pairs) / len(pairs)


def test_there_are_enough_pairs_of_every_kind_in_either_half():
    assert len(PAIRS) >= 350
    assert len({(pair.word, pair.other) for pair in PAIRS}) == len(PAIRS)
    for half in HALVES:
        for category in ("wa", "b", "l", "f", "al", "lil", LEXICAL):
            assert sum(pair.half == half and pair.category == category for pair in PAIRS) >= 8


def test_a_pair_is_lexical_if_it_must_not_meet():
    assert all((pair.category == LEXICAL) != pair.meets for pair in PAIRS + PAIRS_OF_ENDINGS)


@pytest.mark.parametrize("level", KEYS)
@pytest.mark.parametrize("half", HALVES)
def test_pairs_that_must_meet_do(half, level):
    assert met([pair for pair in PAIRS if pair.meets and pair.half == half], KEYS[level]) >= 0.98


@pytest.mark.parametrize("category", ["wa", "b", "l"])
def test_bare_proclitics_meet(category):
    assert met([pair for pair in PAIRS if pair.meets and pair.category == category], prefix_key) >= 0.95


@pytest.mark.parametrize("level", KEYS)
def test_pairs_that_must_not_meet_do_not(level):
    assert met([pair for pair in PAIRS if not pair.meets], KEYS[level]) <= 0.04


def test_the_former_rules_and_light10_do_worse():
    must = [pair for pair in PAIRS if pair.meets]
    must_not = [pair for pair in PAIRS if not pair.meets]
    for rival in (blind_prefix, light10):
        assert met(must, rival) < met(must, prefix_key)
        assert met(must_not, rival) > met(must_not, prefix_key)


def test_there_are_enough_pairs_with_endings():
    assert len({(pair.word, pair.other) for pair in PAIRS_OF_ENDINGS}) == len(PAIRS_OF_ENDINGS)
    assert sum(pair.meets for pair in PAIRS_OF_ENDINGS) >= 120
    assert sum(not pair.meets for pair in PAIRS_OF_ENDINGS) >= 80


@pytest.mark.parametrize("half", HALVES)
def test_inflected_words_meet_more_often_than_without_the_table_and_others_seldom(half):
    must = [pair for pair in PAIRS_OF_ENDINGS if pair.meets and pair.half == half]
    must_not = [pair for pair in PAIRS_OF_ENDINGS if not pair.meets and pair.half == half]
    assert met(must, stem_key) >= 0.9 > met(must, blind_stem)
    assert met(must_not, stem_key) <= 0.15 < met(must_not, blind_stem)
