"""What the golden queries do not show: places, messages, hostile texts, and laws that hold for every text."""

from __future__ import annotations

import itertools
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import fold, surface
from search.query_parser import parse_query
from search.query_parser.grammar import MAX_DEPTH
from search.query_parser.locks import LOCK_NAMES, level_named
from search.query_parser.signs import QUOTES
from search.query_printer import print_query
from search.query_tree import And, FieldDates, FieldTerms, Fuzzy, Not, Or, Phrase, Sequence, Wildcard, Word, children
from search.schema import FIELDS, field_named

SIGNS = [
    "(",
    ")",
    '"',
    "«",
    "”",
    "-",
    "=",
    ":",
    "*",
    "?",
    "؟",
    "AND",
    "OR",
    "NOT",
    " ",
    "..",
    "/",
    "،",
    ".",
    "#",
    "'",
    "‘",
    "[",
    "]",
    "{",
    "NEAR/5",
    "قرب/٥",
    "/أو/",
    "،و،",
    "/ليس/",
    "root:",
    "صرفي:",
    "TO",
    "إلى",
    "~",
    "~2",
    "\u200f",
    "ـ",
    "\ud800",
    "\x00",
]
WORDS = ["أستانة", "على", "شخص", "title", "date", "2021-01", "٢٠٢٠", "مُحَمَّد", "a", "ﷺ", "½", "كوفيد-19", "x.y"]
WORDS += ["أ", "ف", "U", "عَلَى", "ﻋَﻠِﻲّ", "قرب", "NEAR", "5", "و", "date:[2020 TO 2021]", "x NEAR/3 y"]

any_text = st.text(st.characters(), max_size=200)
"""Every code point there is, lone surrogates and controls included."""
query_text = st.lists(st.sampled_from(SIGNS + WORDS), max_size=40).flatmap(
    lambda parts: st.sampled_from(["", " "]).map(lambda glue: glue.join(parts))
)


def all_nodes(node):
    if node is None:
        return
    yield node
    for child in children(node):
        yield from all_nodes(child)


def codes(text):
    return [notice.code for notice in parse_query(text).notices]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("سوريا لبنان", ["سوريا", "لبنان"]),
        ('سوريا "نور سلطان"', ["سوريا", '"نور سلطان"']),
        ('-سُوريَا ="على"', ["سُوريَا", '"على"']),
        ("شخص:لافروف مكان: «سان بطرسبرغ»", ["لافروف", "«سان بطرسبرغ»"]),
        ("تاريخ:٢٠٢١-٠١ كوفيد-19", ["٢٠٢١-٠١", "كوفيد-19"]),
        ("(سوت* OR *وتشي)", ["سوت*", "*وتشي"]),
        ('سوريا ="على الأرض"~٥ لافروف~ -ظريف~2', ["سوريا", '="على الأرض"~٥'[1:], "لافروف~", "ظريف~2"]),
        ('"على الأرض"~99 لافروف~99', ['"على الأرض"', "لافروف"]),
    ],
)
def test_start_and_end_point_at_what_was_typed(text, shown):
    leaves = [node for node in all_nodes(parse_query(text).tree) if hasattr(node, "start")]
    assert shown == [text[leaf.start : leaf.end] for leaf in leaves]


@pytest.mark.parametrize(
    ("text", "position", "char"),
    [
        ('سوريا "لبنان', 7, '"'),
        ("سوريا (لبنان", 7, "("),
        ("سوريا) لبنان", 6, ")"),
        ("سوريا AND", 7, "AND"),
        ("OR سوريا", 1, "OR"),
        ("(سوريا AND ) لبنان", 8, "AND"),
        ("سوريا NOT", 7, "NOT"),
        ("a AND OR b", 3, "AND"),
        ("(((a)", 2, "("),
        ("(" * (MAX_DEPTH + 5) + "a", MAX_DEPTH + 1, "("),
    ],
)
def test_a_syntax_error_says_where_in_both_languages(text, position, char):
    notice = parse_query(text).notices[0]
    assert notice.code == "query_syntax"
    assert notice.message.startswith(f"Position {position}, «{char}»: ")
    assert notice.message_ar.startswith(f"الموضع {position}، «{char}»: ")


def test_the_deepest_nesting_allowed_is_read():
    parsed = parse_query("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH)
    assert isinstance(parsed.tree, Word)
    assert parsed.notices == ()


def test_an_unknown_field_lists_the_known_ones_in_both_languages():
    (notice,) = parse_query("foo:bar").notices
    assert "«foo»" in notice.message
    assert "person" in notice.message
    assert "شخص" in notice.message_ar


def test_many_remarks_of_one_kind_are_one_notice_that_counts_them():
    (notice,) = parse_query("سوريا " + " ".join(f"{char}*" for char in "abcdefgh")).notices
    assert "«a*»" in notice.message
    assert "and 3 more" in notice.message
    assert "و3 غيرها" in notice.message_ar


def test_a_remark_shows_no_character_that_cannot_be_shown():
    (notice,) = parse_query("تاريخ:x\x07\u202ey").notices
    assert notice.code == "invalid_date"
    assert notice.message.isprintable()


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ('سوريا "a b"~51', "proximity_distance", '«"a b"~51»'),
        ('سوريا "a b"~', "proximity_distance", '«"a b"~»'),
        ("سوريا =«علي»~3", "proximity_one_word", "««علي»~3»"),
        ("سوريا لافروف~3", "fuzzy_distance", "«لافروف~3»"),
        ("سوريا من~", "fuzzy_too_short", "«من~»"),
        ("سوريا كوفيد-19~1", "tilde_not_here", "«كوفيد-19~1»"),
        ("سوريا شخص:لافروف~1", "tilde_not_here", "«لافروف~1»"),
    ],
)
def test_a_tilde_that_is_ignored_says_where_in_both_languages(text, code, shown):
    (notice,) = parse_query(text).notices
    assert code == notice.code
    assert shown in notice.message
    assert shown in notice.message_ar


@pytest.mark.parametrize("digits", ["7", "07", "٧", "۷", "७", "７", "000000007"])
def test_a_slop_is_read_in_any_digit_set(digits):
    tree = parse_query(f'"a b"~{digits}').tree
    assert isinstance(tree, Phrase)
    assert tree.slop == 7


def test_a_slop_is_at_most_50():
    for number in range(100):
        phrase = parse_query(f'"a b"~{number}')
        assert isinstance(phrase.tree, Phrase), number
        assert (phrase.tree.slop, bool(phrase.notices)) == ((number, False) if number <= 50 else (0, True)), number


def test_a_distance_is_1_or_2():
    for number in range(100):
        word = parse_query(f"لافروف~{number}")
        if number in (1, 2):
            assert (word.tree, word.notices) == (Fuzzy("لافروف", number, 0, 8), ()), number
        else:
            assert (type(word.tree), bool(word.notices)) == (Word, True), number


@pytest.mark.parametrize("name", ["شخص", "الأشخاص", "اشخاص", "PERSON", "شَخْص", "شخـص"])
def test_a_field_name_counts_in_any_spelling(name):
    tree = parse_query(f"{name}:لافروف").tree
    assert isinstance(tree, FieldTerms)
    assert tree.field == "person"


@pytest.mark.parametrize("between", ["", " ", "\u200f", "\u0640", "\u064e", "\u202b\u00a0\u200e"])
def test_spaces_and_invisible_characters_between_equals_and_quotes_say_nothing(between):
    tree = parse_query(f"={between}«على الأرض»").tree
    assert isinstance(tree, Phrase)
    assert tree.level == "exact"


@pytest.mark.parametrize("name", ["قال", "وكالة", "المتحدث"])
def test_a_field_name_that_headlines_have_before_a_colon_is_one_only_where_the_value_touches_it(name):
    assert isinstance(parse_query(f"{name}:لافروف").tree, FieldTerms)
    assert isinstance(parse_query(f"{name}: لافروف").tree, Sequence)


def test_no_field_has_the_name_of_a_lock():
    assert [name for names in LOCK_NAMES.values() for name in names if field_named(name)] == []
    assert [name for field in FIELDS for name in field.names if level_named(name)] == []


@pytest.mark.parametrize(("level", "name"), [(level, name) for level, names in LOCK_NAMES.items() for name in names])
@pytest.mark.parametrize("typed", ["{}:علي", "{}: علي", "{}ـ:علي", "\u200f{}\u200e:علي", "{}َ:\u200fعلي", "{}：علي"])
def test_a_lock_counts_in_both_languages_with_marks_around_it(level, name, typed):
    tree = parse_query(typed.format(name)).tree
    assert isinstance(tree, Word)
    assert (tree.form, tree.level) == ("علي", level)


@pytest.mark.parametrize("name", ["املائي", "إملائى", "ROOT", "Stem", "جذرى", "صَرْفي"])
def test_the_name_of_a_lock_counts_in_any_spelling(name):
    assert parse_query(f"{name}:علي").notices == ()


@pytest.mark.parametrize(
    "name", ["قرب", "قَرْب", "قـرب", "NEAR", "N\u200fEAR", "\u202bقرب", "قرب\u200e", "\ufed7\ufeae\ufe8f"]
)
def test_near_is_read_in_any_writing(name):
    for slash, digits in itertools.product("/／∕⁄", ["7", "٧", "۷", "07", "\u200e7\u202c"]):
        for operator in (f"{name}{slash}{digits}", f"{digits}{slash}{name}"):
            tree = parse_query(f"محادثات {operator} أستانة").tree
            assert isinstance(tree, Phrase), ascii(operator)
            shape = (tree.forms, tree.slop, tree.ordered, tree.level)
            assert shape == (("محادثات", "أستانة"), 7, False, None), ascii(operator)


def test_near_allows_50_words_between():
    for number in range(100):
        parsed = parse_query(f"a NEAR/{number} b")
        assert isinstance(parsed.tree, Phrase if number <= 50 else And), number
        assert bool(parsed.notices) == (number > 50), number


@pytest.mark.parametrize("frame", ["/{}/", "،{}،", "\u200f/{}/\u200f", "/\u200e{}\u200e/", "/َ{}ـ/", "／{}／"])
@pytest.mark.parametrize(
    ("words", "canonical"),
    [(("و", "وَ"), "a AND b"), (("أو", "او", "أَوْ"), "a OR b"), (("ليس", "لَيْسَ", "وليس"), "a -b")],
)
def test_an_arabic_operator_is_read_in_any_writing(frame, words, canonical):
    for word in words:
        assert print_query(parse_query(f"a {frame.format(word)} b").tree) == canonical


@pytest.mark.parametrize(
    "prose",
    [
        "قال، أو، كما يقال",
        "إما هذا، أو ذاك",
        "و/أو",
        "النفط و / أو الغاز",
        "سوريا،أو،لبنان",
        "سوريا/و/لبنان",
        "ليس،",
        "،أو",
        "أو/",
        "قرب",
        "قرب 5 كيلومترات",
        "قرب / 5",
        "near/5",
        "NEAR 5",
        "1/قرب/5",
        "أقرب/5",
        "/أم/",
        "،أو/",
    ],
)
def test_prose_is_no_operator(prose):
    for node in all_nodes(parse_query(f"حلب {prose} درعا").tree):
        assert not isinstance(node, And | Or | Not)
        assert not isinstance(node, Phrase) or node.ordered


@pytest.mark.parametrize("opening", sorted(QUOTES))
def test_any_quote_closes_any_other(opening):
    for closing in sorted(QUOTES):
        parsed = parse_query(f"{opening}سوتشي أستانة{closing}")
        assert isinstance(parsed.tree, Phrase), ascii(closing)
        assert parsed.notices == (), ascii(closing)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 1000,
        ")" * 1000,
        "()" * 500,
        "(a" * 500,
        "(a OR " * 160 + "b" + ")" * 40,
        '"' * 999,
        '""' * 500,
        '="' * 500,
        "*" * 1000,
        "؟*" * 500,
        "a*b?" * 250,
        "NOT " * 250 + "a",
        "-" * 999 + "a",
        " -" * 500,
        "title:" * 166,
        "date:" * 200,
        "=" * 1000,
        "AND " * 250,
        "a:" * 500,
        "a-" * 500,
        "." * 1000,
        "\u200f" * 1000,
        "َ" * 1000,
        "\ud800" * 1000,
        "\x00" * 1000,
        "ﷺ" * 1000,
        "~" * 1000,
        "abc~" * 250,
        "abc" + "~1" * 500,
        '"a b"~' + "9" * 5000,
        "abc~" + "9" * 5000,
        "abc~" + "1." * 500,
        '"~' * 500,
        '"a"~' * 250,
        "a NEAR/5 " * 110 + "a",
        "NEAR/5 " * 140,
        "a /أو/ " * 140 + "a",
        "/أو/" * 250,
        "،و،" * 300,
        "root:" * 200 + "a",
        "root:(" * 160,
        "date:[" * 160,
        "date:[2021 TO " * 70 + "]",
        "[" * 1000,
        "'" * 1000,
        "'a " * 330,
        "#" * 1000 + "a",
        "أ " * 500,
        "أ. " * 333,
        "عَلَى " * 160,
        "ي" + "َ" * 999,
    ],
    ids=lambda text: ascii(text[:6]),
)
def test_a_hostile_text_gets_an_answer_at_once(text):
    begin = time.process_time()
    parsed = parse_query(text)
    assert time.process_time() - begin < 0.5
    assert parsed.tree is not None or parsed.notices or not any(char.isprintable() for char in text)


@pytest.mark.parametrize(
    "unit",
    [
        "سوريا ",
        "a-b ",
        '"a b" ',
        "(a OR b) ",
        "سوت* ",
        "x:y ",
        "NOT a ",
        "a.",
        "date:1..2 ",
        "abc~1 ",
        '"a b"~5 ',
        "1~",
        "a NEAR/5 ",
        "a /أو/ ",
        "root:a ",
        "date:[2020 TO 2021] ",
        "date:[2020 ",
        "أ ",
        "أ. ",
        "'a ",
        "'a' ",
        "#a ",
        "عَلَى ",
    ],
)
def test_time_grows_with_the_length_and_no_faster(unit):
    def seconds(text):
        begin = time.process_time()
        parse_query(text)
        return time.process_time() - begin

    short = min(seconds(unit * 100) for _ in range(5))
    assert any(seconds(unit * 800) < 8 * short * 6 + 0.05 for _ in range(3))


@given(st.one_of(any_text, query_text))
def test_any_text_is_read_and_every_place_lies_in_it(text):
    parsed = parse_query(text)
    for node in all_nodes(parsed.tree):
        if isinstance(node, Word | Wildcard | Fuzzy | Phrase | FieldTerms | FieldDates):
            assert 0 <= node.start < node.end <= len(text)
    assert len({notice.code for notice in parsed.notices}) == len(parsed.notices)


@given(query_text)
def test_every_tree_has_the_one_shape(text):
    for node in all_nodes(parse_query(text).tree):
        if isinstance(node, Sequence | And | Or):
            assert len(node.items) > 1
            assert not any(type(item) is type(node) for item in node.items)
        if isinstance(node, Not):
            assert not isinstance(node.item, Not)
        if isinstance(node, Phrase):
            assert len(node.forms) > 1
            assert 0 <= node.slop <= 50
            assert node.ordered or len(node.forms) == 2
            assert not (node.ordered and node.level is None)
            assert node.vocalised == () or (any(node.vocalised) and len(node.vocalised) == len(node.forms))
        if isinstance(node, Word):
            assert node.form
            assert not node.vocalised or (surface(node.vocalised) == node.form and node.level != "exact")
        if isinstance(node, Wildcard):
            assert len(node.pattern.replace("*", "").replace("?", "")) >= 2
            assert "**" not in node.pattern
        if isinstance(node, Fuzzy):
            assert node.form == fold(node.form)
            assert len(node.form) >= 3
            assert node.distance in (1, 2)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("عَلَى", "عَلَى"),
        ("عـــَلَـى", "عَلَى"),
        ("\u200fعَ\u200dلَى\u200e", "عَلَى"),
        ("عليّ", "عليّ"),
        ("علىٰ", "علىٰ"),
        ("هدًى", "هدًى"),
        ("\ufeacي\ufe77", "ذيَ"),
        ("عليِّ", "عليِّ"),
        ("إلَى", "إلَى"),
        ("ا\u0655لَى", "إلَى"),
        ("على", ""),
        ("علي\u06d6", ""),
        ("عَلا", ""),
        ("عَلی", ""),
        ("مَسؤول", ""),
    ],
)
def test_marks_are_kept_where_the_last_letter_needs_them(typed, kept):
    tree = parse_query(typed).tree
    assert isinstance(tree, Word)
    assert tree.vocalised == unicodedata.normalize("NFC", kept)


@given(st.lists(st.sampled_from(["أستانة", "سوتشي", "على", "2021", "a"]), max_size=8))
def test_plain_words_are_themselves_without_remarks(words):
    parsed = parse_query(" ".join(words))
    assert words == [node.form for node in all_nodes(parsed.tree) if isinstance(node, Word)]
    assert parsed.notices == ()
