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

LEVELS = ("exact", "folded", "stem", "root")
MARKED = {"على": "عَلَى", "علي": "عليّ", "ي": "يَ"}
FORMS = "أستانة سوتشي على علي و أو ليس قرب and not near to 2021 5 شخص date root جذري x u لا أ ف ي 中"
forms = st.sampled_from(FORMS.split())
levels = st.sampled_from([None, *LEVELS])
text_fields = st.sampled_from([None, "title", "text"])
periods = st.sampled_from(["2021", "2021-01", "2020-02-29", "0001", "9999-12-31"])


def dates_of(text: str, field: str) -> FieldDates:
    first, _, last = text.partition("..") if ".." in text else (text, "", text)
    opening = parse_period(first) or (dt.date.min, dt.date.min)
    closing = parse_period(last) or (dt.date.max, dt.date.max)
    return FieldDates(field, opening[0], closing[1], text, 0, 0)


def marks_of(level: str | None, marked: bool, *words: str) -> tuple[str, ...]:
    """The marks that each word keeps, where marks were typed and decide."""
    return tuple(MARKED.get(word, "") if marked and level != "exact" else "" for word in words)


def word(form: str, level: str | None, field: str | None, marked: bool) -> Word:
    return Word(form, 0, 0, level, field, marks_of(level, marked, form)[0])


def phrase(
    words: tuple[str, ...], level: str | None, field: str | None, slop: int, ordered: bool, marked: bool
) -> Phrase:
    marks = marks_of(level, marked, *words)
    return Phrase(words, 0, 0, level, field, slop, ordered=ordered, vocalised=marks if any(marks) else ())


slops = st.one_of(st.just(0), st.integers(0, 50))
words = st.builds(word, forms, levels, text_fields, st.booleans())
phrases = st.builds(
    phrase,
    st.lists(forms, min_size=2, max_size=4).map(tuple),
    st.sampled_from(LEVELS),
    text_fields,
    slops,
    st.just(True),
    st.booleans(),
)
pairs = st.builds(phrase, st.tuples(forms, forms), levels, text_fields, slops, st.just(False), st.booleans())
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
    st.sampled_from(
        ["person", "place", "country", "organisation", "speaker", "source", "agency", "author", "dateline"]
    ),
    st.sampled_from([(("لافروف",), "لافروف"), (("سان", "بطرسبرغ"), "سان بطرسبرغ"), (("بن", "سلمان"), "بن-سلمان")]),
)
dates = st.builds(
    dates_of,
    st.one_of(periods, periods.map("{}..".format), periods.map("..{}".format), st.just("2020..2021-03")),
    st.sampled_from(["date", "mentioned"]),
)
trees: st.SearchStrategy[Node] = st.recursive(
    st.one_of(words, phrases, pairs, patterns, near_words, terms, dates),
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
        ("جذري:كتاب صرفي:«دار نشر» إملائي:على", 'root:كتاب stem:"دار نشر" "على"'),
        ("عنوان:حرفي:على", "title:=على"),
        ("محادثات قرب/٥ أستانة", "محادثات NEAR/5 أستانة"),
        ("-محادثات قرب/5 أستانة", "-(محادثات NEAR/5 أستانة)"),
        ("a NEAR/3 b NEAR/4 c d", "(a NEAR/3 b AND b NEAR/4 c) d"),
        ("=على قرب/2 =الأرض", "=(على NEAR/2 الأرض)"),
        ("«على» قرب/2 «الأرض»", "folded:(على NEAR/2 الأرض)"),
        ("عنوان:جذري:(كتاب قرب/0 مكتبة)", "title:root:(كتاب NEAR/0 مكتبة)"),
        ("سوريا /أو/ لبنان ،و، العراق /ليس/ تركيا", "سوريا OR لبنان AND العراق -تركيا"),
        ("تاريخ:[٢٠٢١-٠١ إلى 2021/3]", "date:2021-01..2021-03"),
        ("date:{2020 TO *]", "date:2021-01-01.."),
        ("عـَلَى مُحَمَّدٍ", "عَلَى محمد"),
        ("أ ف ب", '"أ ف ب"'),
        ("أ (ف)", "أ (ف)"),
        ("-أ (ف قرب/1 ب)", "-أ (ف NEAR/1 ب)"),
        ("#وسم_مركب", '"وسم مركب"'),
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
        ("جذري:كتاب صرفي:علم", "all", "stem", "«كتاب» بجذره و«علم» بصيغه القريبة",
         "“كتاب” by its root and “علم” in its near forms"),
        ('root:"a b"', "all", "stem", "عبارة «a b» بجذور كلماتها", "the phrase “a b” by the roots of its words"),
        ('stem:"a b"~3', "all", "exact",
         "عبارة «a b» بصيغ كلماتها القريبة تفصل بين كلمتيها 3 كلمات على الأكثر",
         "the phrase “a b” in near forms of its words with at most 3 other words between its two words"),
        ("محادثات قرب/5 أستانة", "all", "stem", "«محادثات» قرب «أستانة» وبينهما 5 كلمات على الأكثر (المستوى: صرفي)",
         "“محادثات” near “أستانة” with at most 5 other words between them (level: stem)"),
        ("a NEAR/0 b", "all", "root", "«a» بجوار «b» (المستوى: جذري)", "“a” beside “b” (level: root)"),
        ("عنوان:=(a NEAR/1 b)", "all", "root", "«a» قرب «b» وبينهما كلمة واحدة على الأكثر حرفيًا في العنوان",
         "exactly “a” near “b” with at most one other word between them in Title"),
        ("عَلَى", "all", "stem", "«عَلَى» (المستوى: صرفي)", "“عَلَى” (level: stem)"),
        ("تاريخ:2021..", "all", "stem", "تاريخ النشر منذ 2021-01-01", "Published since 2021-01-01"),
        ("ذكر:..2021", "all", "stem", "تواريخ مذكورة حتى 2021-12-31", "Dates mentioned until 2021-12-31"),
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
