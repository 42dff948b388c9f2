"""Level `stem`: the suffixes of evidence/retrieval.md §6, longest first, twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.prefix import prefix_key
from search.analysis.stem import SUFFIXES, stem_key, strip_suffixes


def test_suffixes_are_tried_longest_first():
    assert sorted(SUFFIXES, key=len, reverse=True) == list(SUFFIXES)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_suffix_goes(suffix):
    assert strip_suffixes("حدثق" + suffix) == "حدثق"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_suffix_stays_where_fewer_than_three_letters_would(suffix):
    assert len(strip_suffixes("حد" + suffix)) >= 3


@pytest.mark.parametrize(
    ("form", "key"),
    [
        ("محادثات", "محادث"),
        ("المحادثات", "محادث"),
        ("محادثاتهم", "محادث"),
        ("سوريين", "سور"),
        ("سورية", "سور"),
        ("سوريا", "سور"),
        ("مستشفى", "مستشف"),
        ("والمستشفيات", "مستشف"),
        ("قمة", "قمه"),
        ("حكومتهما", "حكومت"),
    ],
)
def test_endings_go_from_the_prefix_key(form, key):
    assert stem_key(form) == key


def test_no_more_than_two_endings_go():
    assert strip_suffixes("معلمونهما" + "ها") == "معلمون"


@given(st.text(st.sampled_from("ابتلوكفمنهيقد"), max_size=12))
def test_the_key_is_the_beginning_of_the_prefix_key(word):
    assert prefix_key(word).startswith(stem_key(word))


def test_forms_with_one_prefix_key_have_one_stem():
    assert stem_key("الوزير") == stem_key("وزير")


def test_latin_words_stay_as_they_are():
    assert stem_key("Reuters") == "reuters"
