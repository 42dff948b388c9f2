"""The order of the Arabic alphabet."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import collation, collation_key, surface
from search.analysis.collation import ALPHABET, initial


@pytest.mark.parametrize(
    "names",
    [
        ["أبها", "بيروت", "تونس", "الجزائر", "حلب", "الدوحة", "الرياض", "القاهرة", "لندن", "واشنطن", "اليمن"],
        ["1", "9", "أبها", "يافا", "Berlin", "Zürich", "Москва"],
        ["باريس", "پاريس", "تعز"],
        ["فاس", "ڤيينا", "قطر"],
        ["كابل", "گرمة", "لاهاي"],
        ["محمد السيد", "محمد علي", "محمدي"],
        ["قاتم", "قاتمة", "قاتمون"],
        ["ابن", "الله", "بنك"],
    ],
)
def test_names_stand_where_a_reader_looks(names):
    shuffled = random.Random(7).sample(names, len(names))
    assert sorted(shuffled, key=lambda name: (collation_key(name), name)) == names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("القاهرة", "قاهرة"),
        ("أحمد", "احمد"),
        ("محمَّد", "محمد"),
        ("مستشفى", "مستشفي"),
        ("علی", "علي"),
        ("مؤمن", "مومن"),
        ("«الأهرام»", "الأهرام"),
        ("مجلس الأمن", "مجلس أمن"),
        ("Zürich", "zurich"),
    ],
)
def test_article_hamza_marks_and_punctuation_are_passed_over(one, other):
    assert collation_key(one) == collation_key(other)


@pytest.mark.parametrize("name", ["ألمانيا", "الله", "إلياس", "ال"])
def test_letters_that_are_no_article_stay(name):
    assert collation_key(name).startswith(collation_key("ا"))


def test_the_alphabet_is_in_its_own_order():
    assert sorted(ALPHABET, key=collation_key) == list(ALPHABET)


@given(st.text())
def test_any_text_has_a_key(text):
    assert isinstance(collation_key(text), str)


@given(st.text() | st.text(alphabet="الأبة ىئ\u0654\u064b\u0640\n._-Zé9٣ﻻ\u00a8ﷺ", max_size=12))
def test_the_key_of_a_name_is_made_of_those_of_its_words(name):
    words = collation._separators.sub(
        " ", collation._article.sub("", surface(name)).translate(collation._TO_ALPHABET)
    ).strip()
    assert collation_key(name) == "".join(map(collation._ordered, words))


def test_a_key_stands_under_its_letter():
    for letter in ALPHABET[1:]:
        assert initial(collation_key(f"ال{letter}اسم")) == letter
    assert [initial(collation_key(name)) for name in ("أبها", "٣ أيام", "BBC", "«»")] == ["ا", "0", "A", ""]
