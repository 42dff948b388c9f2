"""print_query is the inverse of parse_query; describe says a query in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query_parser import parse_query
from search.query_parser.shape import and_of, not_of, or_of, sequence_of
from search.query_printer import describe, print_query
from search.query_tree import And, FieldDates, FieldTerms, Fuzzy, Node, Not, Or, Phrase, Sequence, Wildcard, Word
from search.request import parse_period
from tests.search.test_query_parser import any_text, query_text

forms = st.sampled_from(["أستانة", "سوتشي", "على", "و", "أو", "and", "not", "2021", "شخص", "date", "x", "لا"])
text_fields = st.sampled_from([None, "title", "text"])
periods = st.sampled_from(["2021", "2021-01", "2020-02-29", "0001", "9999-12-31"])


def dates_of(text: str, field: str) -> FieldDates:
    first, _, last = text.partition("..") if ".." in text else (text, "", text)
    opening = parse_period(first) or (dt.date.min, dt.date.min)
    closing = parse_period(last) or (dt.date.max, dt.date.max)
    return FieldDates(field, opening[0], closing[1], text, 0, 0)


words = st.builds(Word, forms, st.just(0), st.just(0), st.sampled_from([None, "folded", "exact"]), text_fields)
phrases = st.builds(
    Phrase,
    st.lists(forms, min_size=2, max_size=4).map(tuple),
    st.just(0),
    st.just(0),
    st.sampled_from(["folded", "exact"]),
    text_fields,
    st.one_of(st.just(0), st.integers(0, 50)),
)
near_words = st.builds(
    Fuzzy,
    st.sampled_from(["لافروف", "استانه", "and", "not", "شخص", "date", "covid19", "abc"]),
    st.sampled_from([1, 2]),
    st.just(0),
    st.just(0),
    text_fields,
)
patterns = st.builds(
    Wildcard, st.sampled_from(["سوت*", "*وتشي", "س?تشي", "?وتشي", "ab*cd?ef*"]), st.just(0), st.just(0), text_fields
)
terms = st.builds(
    lambda field, value: FieldTerms(field, value[0], value[1], 0, 0),
    st.sampled_from(["person", "place", "organisation", "source", "author"]),
    st.sampled_from([(("لافروف",), "لافروف"), (("سان", "بطرسبرغ"), "سان بطرسبرغ"), (("بن", "سلمان"), "بن-سلمان")]),
)
dates = st.builds(
    dates_of,
    st.one_of(periods, periods.map("{}..".format), periods.map("..{}".format), st.just("2020..2021-03")),
    st.sampled_from(["date", "mentioned"]),
)
trees: st.SearchStrategy[Node] = st.recursive(
    st.one_of(words, phrases, patterns, near_words, terms, dates),
    lambda nodes: st.one_of(
        st.lists(nodes, min_size=1, max_size=4).map(sequence_of),
        st.lists(nodes, min_size=1, max_size=4).map(and_of),
        st.lists(nodes, min_size=1, max_size=4).map(or_of),
        nodes.map(not_of),
    ),
    max_leaves=12,
)
"""Trees of every kind in the one shape that parsing gives."""


def without_places(node: Node | None) -> Node | None:
    """The tree with every offset 0."""
    match node:
        case None:
            return None
        case Sequence(items) | And(items) | Or(items):
            return type(node)(tuple(without_places(item) for item in items))
        case Not(item):
            return Not(without_places(item))
        case _:
            return replace(node, start=0, end=0)


@given(trees)
def test_a_printed_tree_is_read_as_itself(tree):
    parsed = parse_query(print_query(tree))
    assert tree == without_places(parsed.tree)
    assert parsed.notices == ()


@given(st.one_of(query_text, any_text))
def test_what_any_text_was_read_as_survives_printing(text):
    tree = parse_query(text).tree
    printed = print_query(tree)
    again = parse_query(printed)
    assert without_places(tree) == without_places(again.tree)
    assert again.notices == ()
    assert printed == print_query(again.tree)


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("", ""),
        ("مُحَمَّد   «نور سلطان»", 'محمد "نور سلطان"'),
        ("a NOT b", "a -b"),
        ("NOT (a OR b)", "-(a OR b)"),
        ("((a AND b) AND c) OR d", "a AND b AND c OR d"),
        ("a AND (b OR c)", "a AND (b OR c)"),
        ("= “على”", "=على"),
        ("«على»", '"على"'),
        ("شخص: لافروف", 'person:"لافروف"'),
        ("عنوان:(a OR b)", "title:a OR title:b"),
        ("تاريخ:٢٠٢١/١", "date:2021-01"),
        ("كوفيد-19", '"كوفيد 19"'),
        ("=«على الأرض»～٠٥", '="على الأرض"~5'),
        ("«على الأرض»~0", '"على الأرض"'),
        ("عنوان:أستانة~", "title:استانه~1"),
    ],
)
def test_the_canonical_query_is_as_a_person_would_type_it(typed, canonical):
    assert canonical == print_query(parse_query(typed).tree)


@pytest.mark.parametrize(
    ("query", "match", "level", "arabic", "english"),
    [
        ("", "all", "stem", "كل الأخبار", "every article"),
        (
            "أستانة سوتشي",
            "all",
            "stem",
            "«أستانة» و«سوتشي» (المستوى: صرفي)",
            "“أستانة” and “سوتشي” (level: stem)",
        ),
        ("a b", "any", "root", "«a» أو «b» (المستوى: جذري)", "“a” or “b” (level: root)"),
        ('="على الأرض"', "all", "stem", "عبارة «على الأرض» حرفيًا", "exactly the phrase “على الأرض”"),
        ("a -(b OR سوت*)", "all", "exact", "«a» ودون («b» أو ما كان على نمط «سوت*») (المستوى: حرفي)",
         "“a” and without (“b” or words like “سوت*”) (level: exact)"),
        ("شخص:لافروف", "all", "stem", "الأشخاص: «لافروف»", "People: “لافروف”"),
        (
            "date:2021-01",
            "all",
            "stem",
            "تاريخ النشر من 2021-01-01 إلى 2021-01-31",
            "Published 2021-01-01 to 2021-01-31",
        ),
        ("لافروف~", "all", "stem", "ما قارب «لافروف» بفارق حرف واحد على الأكثر",
         "words at most one letter away from “لافروف”"),
        ("عنوان:أستانة~2 سوتشي", "all", "stem",
         "ما قارب «استانه» بفارق حرفين على الأكثر في العنوان و«سوتشي» (المستوى: صرفي)",
         "words at most two letters away from “استانه” in Title and “سوتشي” (level: stem)"),
        ('"a b"~1', "all", "stem", "عبارة «a b» تفصل بين كلمتيها كلمة واحدة على الأكثر",
         "the phrase “a b” with at most one other word between its two words"),
        ('"a b"~2', "all", "stem", "عبارة «a b» تفصل بين كلمتيها كلمتان على الأكثر",
         "the phrase “a b” with at most 2 other words between its two words"),
        ('"a b c"~10', "all", "stem", "عبارة «a b c» تفصل بين كل كلمتين متتاليتين منها 10 كلمات على الأكثر",
         "the phrase “a b c” with at most 10 other words between each word and the next"),
        ('نص:="a b"~11', "all", "stem", "عبارة «a b» حرفيًا تفصل بين كلمتيها 11 كلمة على الأكثر في النص",
         "exactly the phrase “a b” with at most 11 other words between its two words in Text"),
        ('title:"قمة"', "all", "stem", "«قمة» بأي إملاء في العنوان", "“قمة” in any spelling in Title"),
    ],
)  # fmt: skip
def test_describe_says_the_query_in_both_languages(query, match, level, arabic, english):
    tree = parse_query(query).tree
    assert arabic == describe(tree, match, level, "ar")
    assert english == describe(tree, match, level, "en")


@given(trees, st.sampled_from(["all", "any"]), st.sampled_from(["exact", "folded", "stem", "root"]))
def test_every_tree_can_be_described(tree, match, level):
    assert describe(tree, match, level, "ar")
    assert describe(tree, match, level, "en")
