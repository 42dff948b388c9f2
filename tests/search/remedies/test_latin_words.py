"""Latin words find the Arabic ones that they spell, and long texts cost no more than they are long."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import fold_text
from search.remedies.latin_words import is_latin, likeness, pattern_of


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Lavrov", "لافروف"),
        ("el sisi", "السيسي"),
        ("Abdel Fattah el-Sisi", "عبد الفتاح السيسي"),
        ("Gaddafi", "القذافي"),
        ("Obama", "أوباما"),
        ("hezbollah", "حزب الله"),
        ("Riyadh", "الرياض"),
        ("Jeddah", "جدة"),
        ("Houthi", "الحوثي"),
        ("Erdogan", "أردوغان"),
        ("Mohammed bin Salman", "محمد بن سلمان"),
        ("Bouteflika", "بوتفليقة"),
    ],
)
def test_the_pattern_of_a_latin_name_matches_the_arabic_one(latin, arabic):
    assert re.fullmatch(pattern_of(latin), fold_text(arabic))


@pytest.mark.parametrize(("latin", "arabic"), [("Lavrov", "بوتين"), ("Obama", "الباب"), ("salman", "سلم")])
def test_other_names_do_not_match(latin, arabic):
    assert not re.fullmatch(pattern_of(latin), fold_text(arabic))


@pytest.mark.parametrize(
    ("latin", "nearer", "farther"),
    [("salman", "سلمان", "سليمان"), ("sisi", "السيسي", "السياسيه"), ("lavrov", "لافروف", "ليفرف")],
)
def test_vowels_tell_the_likelier_of_two(latin, nearer, farther):
    assert likeness(latin, nearer) > likeness(latin, farther)


@pytest.mark.parametrize("text", ["", "a", "2021", "لافروف", "!!"])
def test_what_says_nothing_has_no_pattern(text):
    assert pattern_of(text) == ""


@given(st.text("abdeghiklmnorstuvwxyz' -", max_size=200))
def test_any_latin_text_has_a_pattern_that_compiles_and_a_likeness(text):
    re.compile(pattern_of(text))
    assert 0 <= likeness(text, "لافروف") <= 1


def test_a_word_is_latin_by_its_letters():
    assert is_latin("Sisi")
    assert not is_latin("سيسي")
    assert not is_latin("a1")
