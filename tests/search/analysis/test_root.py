"""Level `root`: ISRI on the surface form."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.root import root_key

LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"


@pytest.mark.parametrize(("form", "root"), [("المستشفيات", "شفي"), ("الدستورية", "دستور"), ("المحادثات", "حدث")])
def test_roots_as_seen_in_the_evidence(form, root):
    assert root_key(form) == root


def test_patterns_share_their_root():
    assert {root_key(form) for form in ("كاتب", "مكتوب", "كتاب", "المكتبة")} == {"كتب"}


def test_farsi_letters_are_read_as_arabic_ones():
    assert root_key("مکتوب") == root_key("مكتوب")


@pytest.mark.parametrize(("form", "key"), [("reuters", "reuters"), ("2015", "2015"), ("brésil", "bresil"), ("", "")])
def test_what_is_not_arabic_has_its_folded_form(form, key):
    assert root_key(form) == key


@given(st.text(st.one_of(st.sampled_from(LETTERS), st.sampled_from("a1ی")), min_size=1, max_size=12))
def test_every_word_has_a_root(word):
    assert root_key(word)


def test_threads_do_not_disturb_each_other():
    forms = ["المستشفيات", "الدستورية", "المحادثات", "مكتوب"] * 500
    expected = list(map(root_key, forms))
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(root_key, forms)) == expected
