"""Latin spellings and Arabic ones meet under one key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.latin import (
    MAX_KEYS,
    MIN_KEY,
    arabic_latin_key,
    arabic_word_keys,
    latin_key,
    latin_keys,
    latin_word_keys,
)

SAME_NAMES = [
    ("lavrov", "لافروف"),
    ("Lavrov", "ﻻفروف"),
    ("LAVROV", "لاڤروف"),
    ("el sisi", "السيسي"),
    ("elsisi", "السيسي"),
    ("al-Sisi", "السيسي"),
    ("Gaddafi", "القذافي"),
    ("Qaddafi", "القذافي"),
    ("Kadhafi", "القذافي"),
    ("Netanyahu", "نتانياهو"),
    ("Obama", "أوباما"),
    ("Erdoğan", "أردوغان"),
    ("Abdullah", "عبدالله"),
    ("Abdallah", "عبد الله"),
    ("abdulrahman", "عبدالرحمن"),
    ("Abderrahmane", "عبد الرحمن"),
    ("Abdel Aziz", "عبد العزيز"),
    ("Hezbollah", "حزب الله"),
    ("Nasrallah", "نصرالله"),
    ("Salah", "صلاح"),
    ("Hamzah", "حمزة"),
    ("Abu Dhabi", "أبو ظبي"),
    ("Aboul Gheit", "أبو الغيط"),
    ("Djokovic", "دجوكوفيتش"),
    ("Johnson", "جونسون"),
    ("Chirac", "شيراك"),
    ("Wagner", "فاغنر"),
    ("Washington", "واشنطن"),
    ("Khrushchev", "خروتشوف"),
    ("Scholz", "شولتس"),
    ("Alexander", "الكسندر"),
    ("Alexander", "ألكسندر"),
    ("Gamal", "جمال"),
    ("3omar", "عمر"),
    ("7amas", "حماس"),
    ("Ould Daddah", "ولد داداه"),
    ("Mohamed bin Salman", "محمد بن سلمان"),
    ("Čavić", "شافيتش"),
    ("Ramazan", "رمضان"),
]

OTHER_NAMES = [("Lavrov", "لوكاشينكو"), ("Salah", "سلام"), ("Mamdouh", "مدحت"), ("Omar", "مريم")]


def meet(latin: str, arabic: str) -> bool:
    """Return whether the words of two names agree, one by one."""
    ours, theirs = latin_word_keys(latin), arabic_word_keys(arabic)
    return len(ours) == len(theirs) and all(set(one) & set(other) for one, other in zip(ours, theirs, strict=True))


@pytest.mark.parametrize(("latin", "arabic"), SAME_NAMES)
def test_a_latin_spelling_meets_the_arabic_one(latin: str, arabic: str) -> None:
    assert meet(latin, arabic)


@pytest.mark.parametrize(("latin", "arabic"), OTHER_NAMES)
def test_other_names_do_not_meet(latin: str, arabic: str) -> None:
    assert not meet(latin, arabic)


def test_the_likeliest_keys_of_a_text_are_parted_by_spaces() -> None:
    assert latin_key("Vladimir Putin") == "fldmr btn"
    assert arabic_latin_key("فلاديمير بوتين") == "fldmr btn"


def test_what_says_nothing_has_no_key() -> None:
    assert latin_keys("2021") == ()
    assert latin_keys("x" * 100) == ()
    assert latin_key("لافروف") == ""
    assert latin_key("a 7 --- '") == ""
    assert latin_keys("") == ()


def test_an_article_alone_is_a_word_and_none_beside_others() -> None:
    assert latin_word_keys("al") == (("al",),)
    assert len(latin_word_keys("al jazeera")) == 1


def test_latin_words_among_arabic_ones_keep_their_key() -> None:
    assert arabic_latin_key("قناة France 24") == "kn frns"


@given(st.text())
def test_any_text_has_keys_of_small_latin_letters(text: str) -> None:
    for keys in latin_word_keys(text):
        assert 0 < len(keys) <= MAX_KEYS + 1
        assert all(len(key) >= MIN_KEY and key.isascii() and key.isalpha() and key.islower() for key in keys)
    for keys in arabic_word_keys(text):
        assert all(key.isascii() and key.isalpha() and key.islower() for key in keys)


@given(st.text(alphabet="abcdeghijklnouvwxyz'379 -", max_size=60))
def test_any_latin_text_has_few_keys(text: str) -> None:
    assert all(len(set(keys)) == len(keys) <= MAX_KEYS + 1 for keys in latin_word_keys(text))
