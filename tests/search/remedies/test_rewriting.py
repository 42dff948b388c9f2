"""A query changed in one place reads as it did but for the change."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query_parser import parse_query
from search.query_tree import Word
from search.remedies.rewriting import (
    changed,
    latin_runs,
    loosened,
    with_lock,
    with_words,
    without_one,
    without_places,
    words_of,
)

LEVELS = ("exact", "folded", "stem", "root", None)
QUERIES = st.lists(
    st.sampled_from(
        [
            "أستانة",
            "سوتشي",
            "جذري:",
            "حرفي:",
            "=",
            '"',
            "(",
            ")",
            "-",
            " ",
            " ",
            " OR ",
            " AND ",
            "عنوان:",
            "شخص:",
            "عَلَى",
            "x",
            "~1",
            "*",
        ]
    ),
    max_size=10,
).map("".join)


def without_marks(tree):
    return changed(without_places(tree), lambda leaf: replace(leaf, vocalised="") if isinstance(leaf, Word) else leaf)


@pytest.mark.parametrize(
    ("text", "place", "level", "expected"),
    [
        ("أستانة سوتشي", 1, "root", "أستانة جذري:سوتشي"),
        ("جذري:أستانة سوتشي", 0, "exact", "حرفي:أستانة سوتشي"),
        ("=على أستانة", 0, None, "على أستانة"),
        ('"أستانة" سوتشي', 0, "stem", "صرفي:أستانة سوتشي"),
        ("عنوان:أستانة", 0, "folded", "عنوان:إملائي:أستانة"),
        ("Astana talks", 0, "root", "root:Astana talks"),
        ("سوريا -تركيا قطر", 1, "exact", "سوريا -تركيا حرفي:قطر"),
    ],
)
def test_locking_a_word_changes_the_query_there_alone(text, place, level, expected):
    tree = parse_query(text).tree
    assert with_lock(text, tree, words_of(tree)[place], level) == expected


@given(QUERIES, st.sampled_from(LEVELS))
def test_a_locked_query_reads_as_the_same_tree_with_the_lock(text, level):
    tree = parse_query(text).tree
    for word in words_of(tree):
        wanted = changed(tree, lambda leaf, word=word: replace(word, level=level) if leaf is word else leaf)
        assert without_marks(parse_query(with_lock(text, tree, word, level)).tree) == without_marks(wanted)


@given(QUERIES)
def test_a_query_without_one_item_has_one_less(text):
    tree = parse_query(text).tree
    for typed, rest in without_one(text, tree):
        assert typed
        assert parse_query(rest).tree is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"محادثات أستانة" =سوتشي', "محادثات أستانة سوتشي"),
        ("أستانة سوتشي", ""),
        ("شخص:لافروف", ""),
        ("جذري:كتاب", "كتاب"),
    ],
)
def test_loosening_takes_off_quotation_marks_and_locks(text, expected):
    assert loosened(parse_query(text).tree) == expected


def test_words_are_replaced_where_they_stand():
    text = "جذري:محادثاط -سوتشي"
    [word] = words_of(parse_query(text).tree)
    assert with_words(text, [(word, "محادثات")]) == "جذري:محادثات -سوتشي"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("iran", ["iran"]),
        ("iran سوتشي", ["iran"]),
        ("سوتشي el sisi أستانة paris", ["el sisi", "paris"]),
        ("(iran OR سوتشي)", ["iran"]),
        ("Hsjhk, سوتشي", []),
        ("سوتشي", []),
    ],
)
def test_runs_of_latin_words_are_found_beside_others_unless_signs_touch_them(text, expected):
    assert [text[run.start : run.end] for run in latin_runs(text, parse_query(text).tree)] == expected
