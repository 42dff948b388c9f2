"""Level `stem`: the suffixes of evidence/retrieval.md §6, longest first, twice, but never a word's own letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.prefix import prefix_key
from search.analysis.stem import SUFFIXES, load_whole_words, stem_key, strip_suffixes


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
        ("حكومتهما", "حكوم"),
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


@pytest.mark.parametrize(
    ("family", "key"),
    [
        ("لبنان لبناني لبنانية اللبنانيين ولبنانيون", "لبنان"),
        ("السودان سوداني سودانية للسودانيين", "سودان"),
        ("فلسطين فلسطيني الفلسطينيين فلسطينية", "فلسطين"),
        ("إيران إيراني إيرانيون", "ايران"),
        ("قانون قانونا قانونية القانونيين قانونها", "قانون"),
        ("تعاون تعاوني تعاونهم", "تعاون"),
        ("مكان مكانا مكانها", "مكان"),
        ("محاكم محاكمها", "محاكم"),
    ],
)
def test_letters_of_the_word_are_no_ending(family, key):
    assert {stem_key(form) for form in family.split()} == {key}


@pytest.mark.parametrize(
    "family", ["وزير وزيران وزيرين وزيره", "علي علينا عليهم", "مباراة مباريات", "متظاهر متظاهرون متظاهرين"]
)
def test_endings_of_frequent_words_go(family):
    assert len({stem_key(form) for form in family.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [("لبنان", "لبن"), ("السودان", "سود"), ("مدينة", "مدين"), ("أستانة", "است")])
def test_words_that_share_their_beginning_do_not_meet(one, other):
    assert stem_key(one) != stem_key(other)


@pytest.mark.parametrize(
    ("form", "key"),
    [("2014م", "2014"), ("1436هـ", "1436"), ("و1163م", "1163"), ("5م", "5"), ("2015", "2015"), ("120كم", "120كم")],
)
def test_the_letter_of_the_era_goes_from_a_year(form, key):
    assert stem_key(form) == key


def test_the_shipped_words_lose_nothing():
    words = load_whole_words()
    assert len(words) > 2_000
    assert all(strip_suffixes(word) == word for word in words)
