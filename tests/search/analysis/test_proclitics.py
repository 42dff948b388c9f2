"""The table of proclitics and the rule that reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.proclitics import (
    ARTICLE_CHAINS,
    CHAINS,
    DOUBTFUL,
    IMPERFECT,
    NOUN,
    VERB,
    Proclitics,
    bare_stem,
    load_proclitics,
    read_proclitics,
)

WORDS = st.text(st.sampled_from("ابتلوكفسمنهيقد"), min_size=1, max_size=12)


def table(**stems: int) -> Proclitics:
    return Proclitics(stems, {}, {})


def test_a_known_stem_keeps_its_word_whole():
    assert table(ورق=NOUN, رقه=NOUN).rest_of("ورقه") == "ورقه"


def test_the_longest_chain_before_a_known_stem_goes():
    assert table(قضي=NOUN, بقضي=VERB).rest_of("وبقضيه") == "قضيه"


def test_a_doubtful_stem_keeps_no_word_whose_rest_is_known():
    stems = table(بطريق=NOUN | DOUBTFUL, طريق=NOUN)
    assert stems.rest_of("بطريقته") == "طريقته"
    assert stems.rest_of("البطريق") == "بطريق"
    assert table(بطريق=NOUN | DOUBTFUL).rest_of("بطريقته") == "بطريقته"


def test_a_preposition_stands_before_no_verb():
    assert table(كتب=VERB).rest_of("بكتبوا") == "بكتبوا"
    assert table(كتب=VERB).rest_of("فكتبوا") == "كتبوا"


def test_the_future_stands_before_the_imperfect_alone():
    assert table(يكتب=IMPERFECT).rest_of("سيكتبون") == "يكتبون"
    assert table(يكتب=NOUN).rest_of("سيكتبون") == "سيكتبون"


def test_two_lams_may_be_one_proclitic_and_a_radical():
    assert table(لجن=NOUN).rest_of("للجنه") == "لجنه"
    assert table(وزار=NOUN).rest_of("للوزاره") == "وزاره"


def test_a_decided_word_is_not_asked_of_the_rule():
    assert Proclitics({"احد": NOUN}, {"واحد": 0}, {}).rest_of("واحد") == "واحد"


def test_a_word_may_have_a_key_that_is_not_its_end():
    assert read_proclitics(["as الله لله"]).rest_of("لله") == "الله"


def test_chains_are_tried_longest_first():
    assert [*map(len, CHAINS)] == sorted(map(len, CHAINS), reverse=True)
    assert set(ARTICLE_CHAINS) < set(CHAINS)


@pytest.mark.parametrize("word", ["وزارة", "وزاراتنا", "وزارتهم"])
def test_endings_do_not_decide_what_a_stem_is(word):
    assert bare_stem(word.replace("ة", "ه")) in ("وزار", "وزارت")


@given(WORDS)
def test_the_shipped_table_leaves_something_of_any_word(word):
    assert load_proclitics().rest_of(word)


def test_the_shipped_table_is_read_once():
    assert load_proclitics() is load_proclitics()


def test_the_shipped_table_holds_no_decision_that_the_rule_would_take():
    shipped = load_proclitics()
    assert not [word for word, cut in shipped.decided.items() if cut >= 0 and shipped.by_rule(word) == cut][:5]
