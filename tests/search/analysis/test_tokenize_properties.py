"""The tokenizer on the worst text there is: words are whole, offsets exact, and what never decides changes nothing."""

import unicodedata
from itertools import groupby

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.analysis import surface, surface_forms, tokenize
from tests.search.analysis.nasty_text import (
    ARABIC_MARKS,
    JOINERS_AND_CONTROLS,
    TATWEEL,
    any_text,
    kind_of,
    nasty_news,
    whole_words,
)

CONTEXTS = ("{}", "م{}", "{}م", "م{}م", "مـ{}\u200fم", "{}َم", "م\u200f{}")

LINES = 16
"""Characters tried at once: a line never joins the next, and sixteen take hardly longer than one."""


def spans(text):
    return [span for span, _ in groupby((token.start, token.end) for token in tokenize(text))]


@pytest.mark.slow
@pytest.mark.parametrize("plane", [0, 1, 0xE])
def test_every_character_in_every_place_makes_or_breaks_words_as_its_category_says(plane):
    codes = range(plane << 16, (plane << 16) + (0x10000 if plane < 2 else 0x200))
    for start in codes[::LINES]:
        lines = [context.format(chr(code)) for code in range(start, start + LINES) for context in CONTEXTS]
        text = "\n".join(lines)
        if spans(text) != whole_words(text):
            pytest.fail(f"between {start:x} and {start + LINES:x}: {[*filter(is_read_otherwise, lines)]!a}")


def is_read_otherwise(text):
    return spans(text) != whole_words(text)


@given(any_text)
def test_tokens_are_the_whole_words_of_the_text(text):
    assert spans(text) == whole_words(text)


@given(any_text)
def test_tokens_are_in_order_apart_and_numbered(text):
    tokens = tokenize(text)
    assert [token.position for token in tokens] == list(range(len(tokens)))
    end = 0
    for start, stop in spans(text):
        assert end <= start < stop <= len(text)
        end = stop


@given(any_text)
def test_nothing_that_belongs_to_a_word_stands_beside_a_token(text):
    for start, end in spans(text):
        if kind_of(text[start]) == "sign":
            assert end == start + 1
            continue
        assert kind_of(text[start]) == "letter"
        assert kind_of(text[end - 1]) in ("letter", "mark")
        before = [kind for char in text[:start] if (kind := kind_of(char)) not in ("mark", "invisible")][-1:]
        behind = [kind for char in text[end:] if (kind := kind_of(char)) != "invisible"][:1]
        assert before != ["letter"]
        assert behind not in (["letter"], ["mark"])


@given(any_text)
def test_the_slice_of_a_token_alone_gives_the_same_terms(text):
    for (start, end), tokens in groupby(tokenize(text), key=lambda token: token[1:3]):
        terms = [token.term for token in tokens]
        slice_terms = [(token.term, token.start, token.end) for token in tokenize(text[start:end])]
        assert slice_terms == [(term, 0, end - start) for term in terms]
        assert surface_forms(text[start:end]) == terms
        if kind_of(text[start]) == "letter":
            assert [surface(text[start:end])] == terms


@given(any_text)
def test_text_cut_at_a_token_keeps_the_tokens_on_either_side(text):
    tokens = tokenize(text)
    for place in range(0, len(tokens), 5):
        start = tokens[place].start
        before = [token.term for token in tokens if token.start < start]
        behind = [token.term for token in tokens if token.start >= start]
        assert (surface_forms(text[:start]), surface_forms(text[start:])) == (before, behind)


@given(any_text)
@example("ا\u0655\u06d6\u0654مر")
@example("ᾳ\u0301")
@example("ό\u0345")
@example("ى\u0655\u0654")
@example("ى\u0654\u0655")
@example("ی\u0301\u0654\u0316")
def test_composed_and_decomposed_text_have_the_same_terms(text):
    expected = surface_forms(text)
    assert surface_forms(unicodedata.normalize("NFC", text)) == expected
    assert surface_forms(unicodedata.normalize("NFD", text)) == expected


def _insert(data, text, inserted):
    """Return the text with some of the characters put behind letters, marks and tatweel."""
    places = [place for place, char in enumerate(text, 1) if kind_of(char) in ("letter", "mark")]
    chosen = data.draw(st.sets(st.sampled_from(places), max_size=6)) if places else set()
    return "".join(
        char + (data.draw(st.text(st.sampled_from(inserted), min_size=1, max_size=2)) if place in chosen else "")
        for place, char in enumerate(text, 1)
    )


@pytest.mark.parametrize(
    "inserted", [TATWEEL, ARABIC_MARKS, JOINERS_AND_CONTROLS], ids=["tatweel", "marks", "invisible characters"]
)
@given(text=any_text, data=st.data())
def test_what_never_decides_changes_no_term(inserted, text, data):
    assert surface_forms(_insert(data, text, inserted)) == surface_forms(text)


@given(nasty_news, st.data())
def test_what_never_decides_changes_no_offset_of_the_letters(text, data):
    """The offset map: the letters of each word of the changed text are those of the word of the original."""
    changed = _insert(data, text, TATWEEL + ARABIC_MARKS + JOINERS_AND_CONTROLS)
    assert _letters_of_words(changed) == _letters_of_words(text)


def _letters_of_words(text):
    return [[char for char in text[start:end] if kind_of(char) in ("letter", "sign")] for start, end in spans(text)]
