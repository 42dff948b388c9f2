"""Text typed on the other keyboard, read back key for key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.remedies.keyboards import arabic_readings, latin_readings

QWERTY_LETTERS = st.text("ضصثقفغعهخشسيبلاتنمئءؤرىة", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Hsjhkm", "أستانة"),
        ("hgsu,]dm", "السعودية"),
        ("hgdlk", "اليمن"),
        ("bfkhk", "لابنان"),
        ("Hsjhkm s,jad", "أستانة سوتشي"),
        ("Hsjhkm NOT s,jad", "أستانة NOT سوتشي"),
        ("محادثات Hsjhkm", "محادثات أستانة"),
    ],
)
def test_an_english_keyboard_reads_as_arabic(typed, meant):
    assert arabic_readings(typed)[0] == meant


@pytest.mark.parametrize(("typed", "meant"), [("Hsjhk,", "أستانة"), ("hglshur", "المساعق"), ("hgsu;$d,", "السعودية")])
def test_a_french_keyboard_reads_as_arabic(typed, meant):
    assert meant in arabic_readings(typed)


def test_caps_lock_is_passed_over():
    assert "استانة" in arabic_readings("HSJHKM")


@pytest.mark.parametrize(
    ("typed", "meant"), [("مشرقخر", "lavrov"), ("لاعسا", "bush"), ("فقعةح", "trump"), ("لايشييشبه", "ghdaddafi")]
)
def test_an_arabic_keyboard_reads_as_latin(typed, meant):
    assert meant in latin_readings(typed)


@pytest.mark.parametrize("text", ["", "أستانة", "2021", "«»", "\u202e", "🙂"])
def test_a_text_without_latin_letters_has_no_arabic_reading(text):
    assert arabic_readings(text) == ()


@pytest.mark.parametrize("text", ["", "abc", "2021", "كدج", "أستانة abc"])
def test_a_text_with_latin_letters_or_with_signs_for_letters_has_no_latin_reading(text):
    assert latin_readings(text) == ()


@given(QWERTY_LETTERS)
def test_reading_there_and_back_gives_the_text(word):
    for reading in latin_readings(word):
        assert word in arabic_readings(reading)


@given(st.text(max_size=60))
def test_any_text_can_be_read(text):
    for reading in (*arabic_readings(text), *latin_readings(text)):
        assert reading
