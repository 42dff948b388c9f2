"""Keys by the name of their level, and whole texts."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.lang.isri import ISRIStemmer

import search.analysis
from search.analysis import LEVELS, Token, analyze, key_of, keys_at_levels, surface_forms, tokenize

LADDER = ("exact", "folded", "prefix", "stem", "skeleton")


def test_levels_are_named_in_order():
    assert LEVELS == ("exact", "folded", "prefix", "stem", "skeleton", "root")


def test_every_exported_name_exists_and_is_sorted():
    assert all(hasattr(search.analysis, name) for name in search.analysis.__all__)
    constants_first = sorted(search.analysis.__all__, key=lambda name: (not name.isupper(), name.islower(), name))
    assert search.analysis.__all__ == constants_first


@pytest.mark.parametrize(
    ("level", "terms"),
    [
        ("exact", ["قال", "الوزير", "إن", "المستشفيات", "2015", "bbc"]),
        ("folded", ["قال", "الوزير", "ان", "المستشفيات", "2015", "bbc"]),
        ("prefix", ["قال", "وزير", "ان", "مستشفيات", "2015", "bbc"]),
        ("stem", ["قال", "وزير", "ان", "مستشف", "2015", "bbc"]),
        ("skeleton", ["قل", "زر", "ان", "مستشف", "2015", "bbc"]),
        ("root", ["قال", "وزر", "ان", "شفي", "2015", "bbc"]),
    ],
)
def test_analyze_gives_each_word_its_key(level, terms):
    text = "قالَ «الوزيرُ» إنّ المستشفيات ٢٠١٥ BBC"
    tokens = analyze(text, level)
    assert [token.term for token in tokens] == terms
    assert [token.term for token in tokens] == [key_of(form, level) for form in surface_forms(text)]


@pytest.mark.parametrize("level", LEVELS)
def test_offsets_and_positions_are_the_same_at_every_level(level):
    text = "محمدﷺ قال: الرَّحْمٰن"
    places = [(token.start, token.end, token.position) for token in tokenize(text)]
    assert [(token.start, token.end, token.position) for token in analyze(text, level)] == places


def test_analyze_returns_tokens():
    assert analyze("«القِمّة»", "prefix") == [Token("قمه", 1, 8, 0)]


@pytest.mark.parametrize("level", ["", "EXACT", "lemma"])
def test_an_unknown_level_is_named_with_the_known_ones(level):
    message = f"unknown analysis level {level!r}: choose one of exact, folded, prefix, stem, skeleton, root"
    with pytest.raises(ValueError, match=re.escape(message)):
        key_of("مصر", level)
    with pytest.raises(ValueError, match=re.escape(message)):
        analyze("", level)


@given(st.text(), st.sampled_from(LEVELS))
def test_any_text_can_be_analysed(text, level):
    assert all(token.term for token in analyze(text, level))


@given(st.lists(st.text(st.sampled_from("ابتلوكمنهيةىأإآؤئ"), min_size=1, max_size=8), min_size=2, max_size=30))
def test_families_nest_on_the_way_up_the_ladder(words):
    forms = {form for word in words for form in surface_forms(word)}
    for stricter, looser in pairwise(LADDER):
        looser_of = {}
        for form in forms:
            assert looser_of.setdefault(key_of(form, stricter), key_of(form, looser)) == key_of(form, looser)


@given(st.text(st.sampled_from("اأإآبتةهلوكفسمنىيؤئءثردع1a"), min_size=1, max_size=12))
def test_all_levels_at_once_are_the_levels_one_by_one(form):
    assert keys_at_levels(form) == tuple(key_of(form, level) for level in (*LADDER[1:], "root"))


@given(st.text(st.sampled_from("اأإآبتةهلوكفسمنىيؤئءثردع"), min_size=1, max_size=12))
def test_level_root_is_isri(form):
    assert key_of(form, "root") == (ISRIStemmer().stem(form) or form)
