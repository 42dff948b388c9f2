"""Synonyms: groups of names of one thing, found by any form of a name, and changed by a table of one's own."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.synonyms import Synonyms, SynonymsError, shipped_synonyms


def others(synonyms, text):
    found = synonyms.at(tuple(text.split()))
    return found and {" ".join(term) for term in found.others}


@pytest.fixture
def synonyms():
    return Synonyms([("غوغل", "جوجل", "قوقل"), ("أستانة", "نور سلطان"), ("أمريكا", "أميركا")])


@pytest.mark.parametrize("word", ["غوغل", "لغوغل", "وغوغل", "غُوغل"])
def test_any_form_of_a_name_finds_the_others(synonyms, word):
    forms = (word.replace("\u064f", ""),)
    assert {term[0] for term in synonyms.at(forms).others} == {"جوجل", "قوقل"}


def test_forms_with_endings_find_the_group(synonyms):
    assert others(synonyms, "الأمريكيين") == {"أميركا"}


def test_several_words_are_one_name_and_the_longest_counts():
    synonyms = Synonyms([("نور", "ضوء"), ("نور سلطان", "أستانة")])
    found = synonyms.at(("نور", "سلطان", "اليوم"))
    assert (found.length, found.others) == (2, (("أستانة",),))
    assert synonyms.at(("نور", "اليوم")).others == (("ضوء",),)


def test_a_word_in_two_groups_has_the_others_of_both():
    assert others(Synonyms([("برلين", "berlin"), ("برلين", "برلن")]), "برلين") == {"berlin", "برلن"}


def test_what_has_no_group_has_no_synonyms(synonyms):
    assert synonyms.at(("سوتشي",)) is None
    assert synonyms.at(()) is None


@pytest.mark.parametrize(
    ("group", "word"),
    [
        (("وام", "وكالة أنباء الإمارات"), "أم"),
        (("واس", "spa"), "الإس"),
        (("بيدرسون", "بيدرسن"), "يدرس"),
        (("بيدرسون", "بيدرسن"), "يدرسون"),
        (("ماكرون", "macron"), "ماكرة"),
    ],
)
def test_other_words_that_share_a_stem_with_a_name_do_not_find_its_group(group, word):
    assert Synonyms([group]).at((word,)) is None
    assert Synonyms([group]).at((group[0],)) is not None


def test_a_short_stem_does_not_lead_to_a_name_that_shares_it():
    assert Synonyms([("بوتين", "putin")]).at(("بوت",)) is None


def test_a_table_adds_and_removes_groups(synonyms):
    changed = synonyms.changed_by("# ملاحظة\n\n-\tجوجل\nتويتر\tإكس\n")
    assert others(changed, "غوغل") is None
    assert others(changed, "تويتر") == {"إكس"}
    assert others(changed, "أستانة") == {"نور سلطان"}
    assert len(changed) == len(synonyms)


@pytest.mark.parametrize(
    ("table", "line", "reason"),
    [
        ("تويتر", 1, "two terms"),
        ("أ\tب\n\n؟؟\tتويتر", 3, "words"),
        ("-", 1, "two terms"),
        ("a\tb c d e f g h", 1, "words"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(synonyms, table, line, reason):
    with pytest.raises(SynonymsError, match=reason) as caught:
        synonyms.changed_by(table)
    assert caught.value.line == line
    assert caught.value.reason_ar


@given(st.text(max_size=60))
def test_any_text_is_a_table_or_an_error(text):
    with contextlib.suppress(SynonymsError):
        assert len(Synonyms().changed_by(text)) <= len(text.splitlines())


def test_the_shipped_table_is_sound():
    shipped = shipped_synonyms()
    assert len(shipped) > 40
    assert others(shipped, "جوجل") >= {"غوغل", "قوقل"}
    assert others(shipped, "نتانياهو") >= {"نتنياهو"}
    assert others(shipped, "أستانة") >= {"نور سلطان"}
    for group in shipped:
        assert len(others(shipped, group[0])) >= len(group) - 1, "two of its terms are one"
        for term in group:
            assert not others(shipped, term) or term not in others(shipped, term)
