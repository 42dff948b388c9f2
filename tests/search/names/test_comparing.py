"""Whether two names may be one, and by which rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.names.comparing import compare_names, spelling_cost


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("عبدالله الحربي", "عبد الله الحربى", "spelling"),
        ("منصوربن محمد", "منصور بن محمد", "spelling"),
        ("سيرغي لافروف", "سيرجي لافروف", "foreign"),
        ("بنيامين نتنياهو", "بنيامين نتانياهو", "foreign"),
        ("هوغو شافيز", "هوجو تشافيز", "foreign"),
        ("سعد محمد مارق", "سعد بن محمد مارق", "son"),
        ("جورج بوش", "جورج دبليو بوش", "middle"),
        ("محمد بن سلمان", "محمد بن سلمان بن عبد العزيز", "front"),
        ("دي ميستورا ستافان", "ستافان", None),
        ("جواد ظريف", "محمد جواد ظريف", "back"),
        ("ماريا بارتوميو", "جوسيب ماريا بارتوميو", "back"),
    ],
)
def test_names_of_one_person_are_related_by_a_rule(one, other, rule):
    relation = compare_names(one, other, "person")
    assert (relation and relation.rule) == rule


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("بشار الأسد", "حافظ الأسد"),
        ("بيل كلينتون", "هيلاري كلينتون"),
        ("محمد حسن", "محمد حسين"),
        ("أحمد كمال", "أحمد جمال"),
        ("ستيف كنيغ", "ستيف جانياك"),
        ("لافروف", "لافرووف"),
        ("الأسد", "بشار الأسد"),
    ],
)
def test_two_people_and_lone_surnames_are_not_related(one, other):
    assert compare_names(one, other, "person") is None


@pytest.mark.parametrize(
    ("father", "child"),
    [
        ("محمود علوي", "طارق محمود علوي"),
        ("مقرن بن عبد العزيز", "منصور بن مقرن بن عبد العزيز"),
        ("بندر بن خالد", "فيصل بن بندر بن خالد"),
    ],
)
def test_a_child_is_not_taken_for_the_father(father, child):
    assert compare_names(father, child, "person") is None


def test_organisations_are_compared_word_by_word_and_never_shortened():
    assert compare_names("الكونغرس الأمريكي", "الكونجرس الأمريكي", "organisation") is not None
    assert compare_names("وزارة الصحة", "وزارة الصحة المصرية", "organisation") is None
    assert compare_names("نادي الشباب", "نادي الشبيبة", "organisation") is None


def test_a_place_of_one_word_is_compared_when_it_is_long_enough():
    assert compare_names("كوالالمبور", "كوالا لمبور", "place") is not None
    assert compare_names("نيقوسيا", "نيكوسيا", "place") is not None
    assert compare_names("بون", "بان", "place") is None


@given(st.text(alphabet="سيرغجيلافوبن ", max_size=20), st.text(alphabet="سيرغجيلافوبن ", max_size=20))
def test_comparing_knows_no_direction(one, other):
    a, b = compare_names(one, other, "person"), compare_names(other, one, "person")
    assert (a and (a.rule, a.confidence)) == (b and (b.rule, b.confidence))


@given(st.text(alphabet="ابجدوي", max_size=8), st.text(alphabet="ابجدوي", max_size=8))
def test_the_cost_of_spelling_is_a_symmetric_distance(one, other):
    assert spelling_cost(one, other) == spelling_cost(other, one)
    assert (spelling_cost(one, other) == 0) == (one == other)


def test_words_longer_than_any_name_are_not_aligned():
    assert spelling_cost("ا" * 100_000, "ب" * 100_000) == float("inf")
