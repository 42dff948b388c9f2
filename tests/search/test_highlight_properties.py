"""Marks and passages on the worst text there is: whole words of the original only, verbatim slices only."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.analysis import surface_forms
from search.highlight import PhraseGroup, WordGroup, best_snippets, mark
from tests.search.analysis.nasty_text import (
    ARABIC_MARKS,
    JOINERS_AND_CONTROLS,
    TATWEEL,
    any_text,
    kind_of,
    whole_words,
)


@st.composite
def texts_and_groups(draw):
    """A text, and groups of which most answer it: forms of its own words, single or side by side."""
    text = draw(any_text)
    forms = surface_forms(text) or ["قال"]
    some = st.frozensets(st.sampled_from(forms), min_size=1, max_size=4)
    start = draw(st.integers(0, len(forms) - 1))
    run = tuple(frozenset([form]) for form in forms[start : start + draw(st.integers(2, 4))])
    groups = st.one_of(
        some.map(WordGroup),
        st.builds(PhraseGroup, st.lists(some, min_size=1, max_size=3).map(tuple), st.sampled_from([0, 1, 5])),
        st.just(PhraseGroup(run)),
    )
    return text, draw(st.lists(groups, min_size=1, max_size=3))


@given(texts_and_groups())
def test_every_mark_is_one_whole_word_of_the_original(text_and_groups):
    text, groups = text_and_groups
    marks = mark(text, groups)
    assert set(marks) <= set(whole_words(text))
    assert list(marks) == sorted(set(marks))


@given(texts_and_groups())
def test_a_word_that_answers_is_marked_wherever_it_stands(text_and_groups):
    text, _ = text_and_groups
    marks = mark(text, [WordGroup(frozenset(surface_forms(text)))])
    assert list(marks) == whole_words(text)


@given(texts_and_groups(), st.integers(0, 4), st.integers(1, 80))
def test_every_passage_is_a_verbatim_slice_and_its_marks_are_those_of_the_text(text_and_groups, count, max_chars):
    text, groups = text_and_groups
    marks = set(mark(text, groups))
    behind = 0
    for snippet in best_snippets(text, groups, count=count, max_chars=max_chars):
        assert 0 < len(snippet.text) <= max_chars
        inside = set(snippet.marks)
        places = [
            place
            for place in range(behind, len(text))
            if text.startswith(snippet.text, place) and {(place + a, place + b) for a, b in inside} <= marks
        ]
        assert places
        behind = places[0] + len(snippet.text)
        for start, end in inside:
            assert 0 <= start < end <= len(snippet.text)


@given(texts_and_groups(), st.integers(1, 80))
def test_no_passage_cuts_a_word_that_fits_it(text_and_groups, max_chars):
    text, groups = text_and_groups
    words = whole_words(text)
    for snippet in best_snippets(text, groups, max_chars=max_chars):
        places = [place for place in range(len(text)) if text.startswith(snippet.text, place)]
        assert any(_cuts_no_word(words, place, place + len(snippet.text), max_chars) for place in places)


def _cuts_no_word(words, start, end, max_chars):
    return not any(first < edge < last and last - first <= max_chars for first, last in words for edge in (start, end))


@given(any_text, st.data())
def test_marks_fall_on_the_same_words_whatever_is_strewn_into_them(text, data):
    """Tatweel, marks and invisible characters inside words move offsets, never which words are marked."""
    places = [place for place, char in enumerate(text) if kind_of(char) in ("letter", "mark")]
    chosen = data.draw(st.sets(st.sampled_from(places), max_size=6)) if places else set()
    strewn = st.text(st.sampled_from(ARABIC_MARKS + JOINERS_AND_CONTROLS + TATWEEL), min_size=1, max_size=2)
    changed = "".join(char + (data.draw(strewn) if place in chosen else "") for place, char in enumerate(text))
    forms = surface_forms(text)
    group = WordGroup(frozenset(forms[::2]))
    before = [whole_words(text).index(found) for found in mark(text, [group])]
    after = [whole_words(changed).index(found) for found in mark(changed, [group])]
    assert before == after
