"""Words of a text: where they begin and end, under which form, at which position."""

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.analysis import Token, fold, iter_tokens, iter_tokens_among, surface, surface_forms, tokenize
from search.analysis.characters import EXPANDING_RANGES, NEVER_FIRST_RANGES, SYMBOLS_OF_WORDS, characters_in
from search.analysis.normalize import MAX_CACHED_CHARS, MAX_CACHED_FORMS

EXPANDING = set(characters_in(EXPANDING_RANGES))
NEVER_FIRST = set(characters_in(NEVER_FIRST_RANGES))

CHARACTERS = st.one_of(
    st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
    st.characters(min_codepoint=0x870, max_codepoint=0x8FF),
    st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFF),
    st.characters(min_codepoint=0x2000, max_codepoint=0x206F),
    st.characters(min_codepoint=0x300, max_codepoint=0x36F),
    st.characters(min_codepoint=0x1F300, max_codepoint=0x1FAFF),
    st.sampled_from(" _-.،\n\u00a0أab1٢½ﷺـَ\u200f\u200d\ud800\x00"),
    st.characters(),
)
TEXTS = st.text(CHARACTERS, max_size=40)


def spans(text: str) -> list[tuple[str, str]]:
    return [(token.term, text[token.start : token.end]) for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قالَ «مُحَمَّد»", [("قال", "قالَ"), ("محمد", "مُحَمَّد")]),
        ("القاهرة\u00a0اليوم", [("القاهرة", "القاهرة"), ("اليوم", "اليوم")]),
        ("\u200fمصر\u200f.", [("مصر", "مصر")]),
        ("\u202bمصر\u202c", [("مصر", "مصر")]),
        ("ا\u200cلاكتروني", [("الاكتروني", "ا\u200cلاكتروني")]),
        ("ـمحـمدـ", [("محمد", "محـمدـ")]),
        ("َكتاب", [("كتاب", "كتاب")]),
        ("1438هـ", [("1438ه", "1438هـ")]),
        ("سوريا_العراق", [("سوريا", "سوريا"), ("العراق", "العراق")]),
        ("الأنجلو-أمريكي", [("الأنجلو", "الأنجلو"), ("أمريكي", "أمريكي")]),
        ("٣٫٥ و3.5", [("3", "٣"), ("5", "٥"), ("و3", "و3"), ("5", "5")]),
        ("café cafe\u0301", [("café", "café"), ("café", "cafe\u0301")]),
        ("😀مصر😀", [("مصر", "مصر")]),
        ("1\ufe0f\u20e3", [("1", "1")]),
        ("۝مصر۞", [("مصر", "مصر")]),
        ("हिन्दी", [("हिन्दी", "हिन्दी")]),
        ("𑄟𑄧 x\u200d\U0001118a", [("𑄟𑄧", "𑄟𑄧"), ("x\U0001118a", "x\u200d\U0001118a")]),
        ("مصر\u200b اليوم", [("مصر", "مصر"), ("اليوم", "اليوم")]),
        # compound names
        ("سوري-سوري", [("سوري", "سوري"), ("سوري", "سوري")]),
        ("كوفيد-١٩", [("كوفيد", "كوفيد"), ("19", "١٩")]),
        ("سوري‐سوري‑سوري–سوري", [("سوري", "سوري")] * 4),
        # hashtags
        ("#وسم_مُركّب.", [("وسم", "وسم"), ("مركب", "مُركّب")]),
        ("__#COP28_", [("cop28", "COP28")]),
        # numbers: what stands between digits separates, in every digit set
        ("2.5 2,5 2٫5", [("2", "2"), ("5", "5")] * 3),
        ("٢٫٥ ٢.٥", [("2", "٢"), ("5", "٥")] * 2),
        ("۲٫۵", [("2", "۲"), ("5", "۵")]),
        ("1,000", [("1", "1"), ("000", "000")]),
        ("١٬٠٠٠٬٠٠٠", [("1", "١"), ("000", "٠٠٠"), ("000", "٠٠٠")]),
        ("4،600 نقطة", [("4", "4"), ("600", "600"), ("نقطة", "نقطة")]),
        ("75% ٧٥٪ %75", [("75", "75"), ("75", "٧٥"), ("75", "75")]),
        ("٢٨/٧/١٤٣٦ه", [("28", "٢٨"), ("7", "٧"), ("1436ه", "١٤٣٦ه")]),
        ("10:30", [("10", "10"), ("30", "30")]),
        ("x² H₂O", [("x2", "x²"), ("h2o", "H₂O")]),
        # acronyms
        ("أ ف ب", [("أ", "أ"), ("ف", "ف"), ("ب", "ب")]),
        ("«أ.ف.ب.»", [("أ", "أ"), ("ف", "ف"), ("ب", "ب")]),
        ("U.N. UN", [("u", "U"), ("n", "N"), ("un", "UN")]),
        ("B777-300ER", [("b777", "B777"), ("300er", "300ER")]),
        # invisible characters
        ("می\u200cشود", [("میشود", "می\u200cشود")]),
        ("مصر\u200c، \u200dمصر", [("مصر", "مصر")] * 2),
        ("مصر\u200fاليوم", [("مصراليوم", "مصر\u200fاليوم")]),
        ("\ufeffمصر\u202c\u2069", [("مصر", "مصر")]),
        ("م\u200f\u064eصر", [("مصر", "م\u200f\u064eصر")]),
        ("مصر\u200f\u064e\u200f", [("مصر", "مصر\u200f\u064e")]),
        ("مصر\u202fاليوم\u3000أمس", [("مصر", "مصر"), ("اليوم", "اليوم"), ("أمس", "أمس")]),
        # ligatures
        ("عبدﷲ ﻻ", [("عبدالله", "عبدﷲ"), ("لا", "ﻻ")]),
        ("ا\ufefbسلام", [("الاسلام", "ا\ufefbسلام")]),
        ("\ufee3\ufea4\ufee4\ufeaa ﷴ", [("محمد", "\ufee3\ufea4\ufee4\ufeaa"), ("محمد", "ﷴ")]),
        ("كتاب\ufd3c", [("كتابا", "كتاب\ufd3c")]),
        ("o\ufb03cial", [("official", "o\ufb03cial")]),
        ("147 ﷼", [("147", "147"), ("ریال", "﷼")]),
        ("147﷼َ", [("147", "147"), ("ریال", "﷼")]),
        # decomposed
        ("ا\u0654مر ا\u0655لى ا\u0653سيا", [("أمر", "ا\u0654مر"), ("إلى", "ا\u0655لى"), ("آسيا", "ا\u0653سيا")]),
        ("مو\u0654تمر ري\u0654يس", [("مؤتمر", "مو\u0654تمر"), ("رئيس", "ري\u0654يس")]),
        ("ا\u06d6\u0654مر", [("أمر", "ا\u06d6\u0654مر")]),
        ("رى\u0654يس ری\u064e\u0654يس", [("رئيس", "رى\u0654يس"), ("رئيس", "ری\u064e\u0654يس")]),
        # other alphabets
        ("پاکستان گچ ژاله ہے", [(word, word) for word in ("پاکستان", "گچ", "ژاله", "ہے")]),
        ("São Paulo, İstanbul", [("são", "São"), ("paulo", "Paulo"), ("i̇stanbul", "İstanbul")]),
        ("أهلاً😀👩\u200d👧مصر👍🏽", [("أهلا", "أهلاً"), ("مصر", "مصر")]),
        ("مصر\ud800اليوم", [("مصر", "مصر"), ("اليوم", "اليوم")]),
    ],
)
def test_tokens_are_whole_words_of_the_original(text, expected):
    assert spans(text) == expected


@pytest.mark.parametrize(
    "text", ["", " ", "ـ", "ـــ ـ", "َُّ", "\u200f\u200e", "،؛؟", "_-", "😀", "\ud800", "\x00", "\ufe70"]
)
def test_text_without_a_letter_has_no_token(text):
    assert tokenize(text) == []


def test_positions_count_tokens_from_zero():
    assert [token.position for token in tokenize("قمة، «أستانة» ـ سوتشي")] == [0, 1, 2]


def test_a_sign_for_several_words_gives_each_a_position_and_the_same_offsets():
    assert tokenize("محمدﷺ قال") == [
        Token("محمد", 0, 4, 0),
        Token("صلى", 4, 5, 1),
        Token("الله", 4, 5, 2),
        Token("عليه", 4, 5, 3),
        Token("وسلم", 4, 5, 4),
        Token("قال", 6, 9, 5),
    ]


def test_the_basmala_in_one_sign_is_its_four_words():
    assert tokenize("قال:﷽الحمد") == [
        Token("قال", 0, 3, 0),
        Token("بسم", 4, 5, 1),
        Token("الله", 4, 5, 2),
        Token("الرحمن", 4, 5, 3),
        Token("الرحيم", 4, 5, 4),
        Token("الحمد", 5, 10, 5),
    ]


def test_a_fraction_stands_apart_from_its_number():
    assert spans("3½ كيلو") == [("3", "3"), ("1", "½"), ("2", "½"), ("كيلو", "كيلو")]


def test_tokens_cannot_be_changed():
    with pytest.raises(AttributeError):
        tokenize("مصر")[0].term = "سوريا"


def test_a_word_of_a_million_letters_is_one_token():
    word = "اب" * 500_000
    assert tokenize(word) == [Token(word, 0, len(word), 0)]


def test_a_million_invisible_characters_take_no_more_than_linear_time():
    text = "م" + "\u200f" * 1_000_000 + " " + "ـ" * 1_000_000
    assert spans(text) == [("م", "م")]


def test_the_cache_of_forms_is_bounded():
    for number in range(0, MAX_CACHED_FORMS + 10_000, 10_000):
        surface_forms(" ".join(map(str, range(number, number + 10_000))))
    surface_forms("ا" * (MAX_CACHED_CHARS + 1))
    forms = surface_forms.__globals__["_FORMS"]
    assert len(forms) <= MAX_CACHED_FORMS
    assert max(map(len, forms)) <= MAX_CACHED_CHARS


@given(TEXTS)
@example("محمدﷺ½َ")
def test_surface_forms_are_the_terms_of_the_tokens(text):
    assert surface_forms(text) == [token.term for token in iter_tokens(text)]


@given(TEXTS)
def test_offsets_are_in_order_and_inside_the_text(text):
    tokens = tokenize(text)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert [token.position for token in tokens] == list(range(len(tokens)))
    for before, after in pairwise(tokens):
        same_sign = (before.start, before.end) == (after.start, after.end)
        assert same_sign or before.end <= after.start


@given(TEXTS)
@example("0\U0001118a")
def test_a_token_begins_and_ends_where_its_word_does(text):
    for token in tokenize(text):
        first, raw = text[token.start], text[token.start : token.end]
        assert first.isalnum() or first in SYMBOLS_OF_WORDS
        assert first not in NEVER_FIRST
        if first in EXPANDING or first in SYMBOLS_OF_WORDS:
            assert len(raw) == 1
            continue
        before, after = text[: token.start][-1:], text[token.end :][:1]
        assert not _is_letter(before)
        assert not _is_letter(after)
        # Combining marks beyond the basic plane are outside the table: see COMBINING.
        goes_on = "" < after <= "\uffff" and unicodedata.category(after) in ("Mn", "Mc")
        assert not (goes_on and after not in _ENDING)


_ENDING = set("\u034f\u180b\u180c\u180d\u180f") | set(map(chr, range(0xFE00, 0xFE10)))
"""Invisible characters that Unicode counts among the marks: alone behind a word they are not part of it."""


def _is_letter(char: str) -> bool:
    return char.isalnum() and char not in NEVER_FIRST and char not in EXPANDING


@given(TEXTS)
def test_every_letter_of_the_text_is_in_a_token(text):
    covered = {index for token in tokenize(text) for index in range(token.start, token.end)}
    letters = {index for index, char in enumerate(text) if _is_letter(char)}
    assert letters <= covered


@given(TEXTS)
def test_a_term_is_one_word_that_is_its_own_surface_form(text):
    for term in surface_forms(text):
        assert term
        assert surface(term) == term
        assert surface_forms(term) == [term]
        assert surface_forms(fold(term)) == [fold(term)]


@given(TEXTS)
def test_terms_can_be_stored(text):
    for term in surface_forms(text):
        term.encode()
        assert not re.search(r"[\s\x00]", term)


def test_forms_do_not_depend_on_what_was_read_before():
    text = "أُسْتانة ٢٠١٧ ﷺ"
    assert surface_forms(text) == surface_forms(text) == ["أستانة", "2017", "صلى", "الله", "عليه", "وسلم"]


@given(TEXTS, st.sets(st.integers(0, 10)))
def test_tokens_among_wanted_terms_are_those_of_the_whole_text(text, chosen):
    tokens = tokenize(text)
    wanted = {token.term for place, token in enumerate(tokens) if place in chosen}
    assert list(iter_tokens_among(text, wanted)) == [token for token in tokens if token.term in wanted]
