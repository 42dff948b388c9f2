"""Spacings: the same name with its words joined or split, of words that occur."""

from __future__ import annotations

import pytest

from search.remedies.spacings import MAX_SPACINGS, is_same_name, spacings, without_article


@pytest.mark.parametrize(
    ("typed", "occurring", "expected"),
    [
        ("عبدالله بن عبدالعزيز", {"عبد الله", "بن", "عبد العزيز"}, ["عبد الله بن عبد العزيز"]),
        ("عبد العزيز", {"عبدالعزيز"}, ["عبدالعزيز"]),
        ("ابو بكر", {"ابو", "بكر", "ابوبكر"}, ["ابو بكر", "ابوبكر"]),
        ("سلمان", {"سلمان"}, ["سلمان"]),
        ("سلمان بن", {"سلمان"}, []),
        ("", {"سلمان"}, []),
    ],
)
def test_every_word_of_a_spacing_occurs(typed, occurring, expected):
    assert sorted(spacings(typed.split(), occurring.__contains__)) == sorted(expected)


def test_what_was_typed_comes_first():
    assert spacings(["ابو", "بكر"], lambda _text: True)[0] == "ابو بكر"


def test_the_number_of_spacings_is_bounded():
    assert len(spacings(["ابوبكر"] * 20, lambda _text: True)) == MAX_SPACINGS


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("عبدالعزيز", "عبد العزيز", True),
        ("الرياض", "رياض", True),
        ("امم متحده", "الامم المتحده", True),
        ("سلمان", "سليمان", False),
        ("بن سلمان", "سلمان بن", False),
    ],
)
def test_a_name_is_the_same_whatever_its_spaces_and_articles(name, other, same):
    assert is_same_name(name, other) == is_same_name(other, name) == same


def test_an_article_is_taken_off_where_a_word_remains():
    assert [without_article(word) for word in ("الرياض", "ال", "الو", "رياض")] == ["رياض", "ال", "الو", "رياض"]
