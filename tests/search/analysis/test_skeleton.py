"""Level `skeleton`: consonants of the stem."""

import pytest

from search.analysis import key_of
from search.analysis.skeleton import keep_consonants, skeleton_key


@pytest.mark.parametrize(
    "variants",
    [("آستانا", "أستانة", "استانه"), ("شكسبير", "شيكسبير"), ("بيونسي", "بيونسيه"), ("وزير", "الوزراء", "وزارة")],
)
def test_long_vowels_do_not_decide(variants):
    assert len({skeleton_key(variant) for variant in variants}) == 1


@pytest.mark.parametrize("form", ["ماء", "هواء", "أي", "ياء", "هو"])
def test_a_stem_with_fewer_than_two_consonants_stays_as_it_is(form):
    assert skeleton_key(form) == key_of(form, "stem")


def test_every_weak_letter_goes():
    assert keep_consonants("قاوييىءؤئهم") == "قم"


@pytest.mark.parametrize(("one", "other"), [("غوغل", "جوجل"), ("قوقل", "جوجل")])
def test_other_consonants_are_other_words(one, other):
    assert skeleton_key(one) != skeleton_key(other)


def test_other_scripts_stay_as_they_are():
    assert skeleton_key("Reuters") == "reuters"
