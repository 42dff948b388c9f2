"""Hashes of values: what is one name has one hash, what is another has another."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benches.extraction.values import speaker_hash, text_hash, value_hash
from search.analysis import fold_text


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("عبد الله بن زايد", "عبدالله ابن زايد", "person"),
        ("أحمد أبو زيد", "احمد ابوزيد", "person"),
        ("علي «أبو حسن» كريم", "على أبو حسن كريم", "person"),
        ("مدينة حلب", "حلب", "place"),
        ("نادي النجوم", "النجوم", "organisation"),
        ("وكالة «نور»", "نور", "organisation"),
    ],
)
def test_one_name_has_one_hash_however_it_is_written(one, other, kind):
    assert value_hash(one, kind) == value_hash(other, kind)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("سامر", "سامر كريم", "person"),
        ("مدينة حلب", "حلب", "person"),
        ("وزارة النور", "النور", "organisation"),
        ("المدينة", "مدينة", "place"),
    ],
)
def test_parts_and_other_names_have_other_hashes(one, other, kind):
    assert value_hash(one, kind) != value_hash(other, kind)


def test_a_person_who_speaks_has_the_hash_of_the_name():
    assert speaker_hash("سامر كريم") == value_hash("سامر كريم", "person")


def test_title_and_body_count_for_the_hash_of_a_text_each_in_its_place():
    assert text_hash("a", "b") == text_hash("a", "b")
    assert len({text_hash("a", "b"), text_hash("ab", ""), text_hash("", "ab"), text_hash("b", "a")}) == 4


@given(st.text(), st.sampled_from(["person", "place", "organisation"]))
def test_any_string_has_a_hash_that_folding_does_not_change(name, kind):
    assert re.fullmatch("[0-9a-f]{16}", value_hash(name, kind))
    assert value_hash(fold_text(name), kind) == value_hash(name, kind)
