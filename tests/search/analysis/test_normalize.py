"""`surface` takes off what never decides; `fold` unites what writers exchange."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.analysis import fold, fold_text, surface
from search.analysis.normalize import MAX_CACHED_CHARS


def chars(*ranges: tuple[int, int]) -> st.SearchStrategy[str]:
    return st.one_of(*(st.characters(min_codepoint=first, max_codepoint=last) for first, last in ranges))


ARABIC = chars((0x600, 0x6FF), (0x750, 0x77F), (0x870, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))
MARKS = chars((0x64B, 0x65F), (0x300, 0x36F), (0x8CA, 0x8FF), (0xFE00, 0xFE0F))
INVISIBLE = st.sampled_from("\u200b\u200c\u200d\u200e\u200f\u061c\u202b\u202c\u2067\u2069\u00ad\u2060\ufeff\u0640")
ANYTHING = st.text(st.one_of(ARABIC, MARKS, INVISIBLE, chars((0x20, 0x24F), (0x1F300, 0x1FAFF)), st.characters()))


@pytest.mark.parametrize(
    ("token", "form"),
    [
        ("مُحَمَّد", "محمد"),
        ("محمـــد", "محمد"),
        ("الرحمٰن", "الرحمن"),
        ("ﷲ", "الله"),
        ("ﻻ", "لا"),
        ("ا\u0654مر", "أمر"),
        ("١٤٣٨هـ", "1438ه"),
        ("۲۰۱۵", "2015"),
        ("२०१५", "2015"),
        ("m²", "m2"),
        ("ＢＢＣ", "bbc"),
        ("Brésil", "brésil"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("ΟΔΟΣ", "οδοσ"),
        ("ا\u200cلاكتروني", "الاكتروني"),
        ("\ufeffمصر\u200f", "مصر"),
        ("مستشفى", "مستشفى"),
        ("مسؤول", "مسؤول"),
        ("علی", "علی"),
        ("ا\u06d6\u0654مر", "أمر"),
        ("رى\u0654يس", "رئيس"),
        ("ری\u0650\u0654يس", "رئيس"),
        ("\u0649\u0655\u0654", "ئ"),
        ("﷼", "ریال"),
        ("﷽", "بسم الله الرحمن الرحيم"),
    ],
)
def test_surface_keeps_letters_and_takes_off_the_rest(token, form):
    assert surface(token) == form


@pytest.mark.parametrize("token", ["", "ـ", "ــــ", "َ", "\u200f", "ـًّ\u200d", "\ufe70"])
def test_surface_of_marks_and_tatweel_alone_is_empty(token):
    assert surface(token) == fold(token) == fold_text(token) == ""


@pytest.mark.parametrize(
    ("token", "key"),
    [
        ("أستانة", "استانه"),
        ("إيران", "ايران"),
        ("آسيا", "اسيا"),
        ("ٱلله", "الله"),
        ("مسئول", "مسءول"),
        ("مسؤول", "مسءول"),
        ("على", "علي"),
        ("پاريس", "باريس"),
        ("Brésil", "bresil"),
        ("Łódź", "lodz"),
        ("Diyarbakır", "diyarbakir"),
        ("Æsir", "aesir"),
        ("Αθήνα", "αθηνα"),
        ("ОЙ", "ой"),
    ],
)
def test_fold_unites_spellings(token, key):
    assert fold(token) == key


def test_fold_keeps_hamza_itself():
    assert fold("ماء") == "ماء"
    assert fold("سءل") != fold("سال")


def test_fold_of_a_word_too_long_to_remember_is_the_same():
    word = "أ" * (MAX_CACHED_CHARS + 1)
    assert fold(word) == "ا" * len(word)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  وزارة \u00a0 الخارجيّة\n", "وزاره الخارجيه"),
        ("سيرغي\u200f لاڤروف", "سيرغي لافروف"),
        ("AL-AHRAM", "al-ahram"),
        ("محمد ﷺ", "محمد صلي الله عليه وسلم"),
        ("ـ مصر ـ", "مصر"),
    ],
)
def test_fold_text_folds_a_phrase_and_collapses_white_space(text, folded):
    assert fold_text(text) == folded


@given(ANYTHING)
@example("e\u0640\u0301")
@example("e\u0654\u0301")
@example("İ")
@example("\u0675")
def test_surface_is_idempotent(text):
    assert surface(surface(text)) == surface(text)


@given(ANYTHING)
@example("ǿ")
@example("\u0675")
def test_fold_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


@given(ANYTHING)
def test_fold_of_the_surface_form_is_fold_of_the_word(text):
    assert fold(surface(text)) == fold(text)


@given(ANYTHING)
def test_a_folded_form_is_a_surface_form(text):
    assert surface(fold(text)) == fold(text)


@given(ANYTHING)
def test_fold_text_is_idempotent(text):
    assert fold_text(fold_text(text)) == fold_text(text)


@given(st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئىة"), min_size=1), st.data())
def test_marks_and_invisible_characters_anywhere_change_nothing(word, data):
    decorated = "".join(char + data.draw(st.text(st.sampled_from("ًٌٍَُِّْٰـ\u200c\u200f"), max_size=2)) for char in word)
    assert surface(decorated) == word
