"""Tokens of the model: the words of the analysis, signs alone, sentences."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.entities.tagger.tokens import MAX_SENTENCE, NO_WORD, read_tokens
from indexer.extract.entities.words import read_words


def sentences(text: str) -> list[list[str]]:
    tokens = read_tokens(read_words(text))
    return [tokens.forms[first:last] for first, last in tokens.sentences]


def test_signs_stand_alone_and_digits_are_zeros():
    assert sentences("القاهرة (أ ف ب) 2017") == [["القاهرة", "(", "أ", "ف", "ب", ")", "0000"]]


def test_sentences_end_at_full_stops_and_lines_but_not_at_initials():
    assert sentences("وصل أمس. وقال\nنعم؟ لا") == [["وصل", "أمس", "."], ["وقال"], ["نعم", "؟"], ["لا"]]
    assert sentences("التقى د. أحمد في 3.5 دقائق") == [["التقى", "د", ".", "أحمد", "في", "0", ".", "0", "دقائق"]]


@given(st.text(st.sampled_from("ابموسكو ولا.\n!؟(ـ\u064b\u200f\u00a0ﷺ12aZ"), max_size=300))
def test_tokens_point_at_their_text_in_order_and_sentences_cover_them(text):
    words = read_words(text)
    tokens = read_tokens(words)
    previous = 0
    for form, word, start, end in zip(tokens.forms, tokens.words, tokens.starts, tokens.ends, strict=True):
        assert previous <= start < end <= len(text)
        assert form
        assert word == NO_WORD or (words.starts[word], words.ends[word]) == (start, end)
        previous = end
    covered = [number for first, last in tokens.sentences for number in range(first, last)]
    assert covered == list(range(len(tokens.forms)))
    assert all(0 < last - first <= MAX_SENTENCE for first, last in tokens.sentences)


def test_a_line_without_end_is_cut():
    assert [len(one) for one in sentences("كلمة " * 250)] == [100, 100, 50]
