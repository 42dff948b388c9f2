"""The question words of the measured list, in the spellings people type."""

import pytest

from search.analysis import fold, is_question_word, surface
from search.analysis.question_words import QUESTION_WORDS


def test_the_list_is_the_one_that_was_measured():
    assert len(QUESTION_WORDS) == 47
    assert len({fold(word) for word in QUESTION_WORDS}) == 46  # أي and أى are one


@pytest.mark.parametrize("word", QUESTION_WORDS)
def test_every_word_of_the_list_is_one(word):
    assert surface(word) == word
    assert is_question_word(word)


@pytest.mark.parametrize("word", ["اين", "متي", "هى", "الذى", "التى", "اى", "ايه", "واين", "ومتي"])
def test_hurried_spellings_are_question_words(word):
    assert is_question_word(word)


@pytest.mark.parametrize("word", ["آية", "آي", "إين", "على", "علي", "مصر", "ماء", "كمال", "", "who"])
def test_other_words_are_not(word):
    assert not is_question_word(word)
