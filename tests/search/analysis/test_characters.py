"""The tables agree with each other and with Python's Unicode data."""

import unicodedata

from search.analysis.characters import (
    COMBINING,
    COMBINING_ASTRAL,
    EXPANDING_RANGES,
    FOLDED,
    FOREIGN_LETTERS,
    FREE_MARK_RANGES,
    INVISIBLE_RANGES,
    MARK_RANGES,
    NEVER_FIRST_RANGES,
    PRESENTATION_MARK_RANGES,
    SPELLINGS,
    SYMBOLS_OF_WORDS,
    TATWEEL,
    characters_in,
)

ALL = [chr(code) for code in range(0x110000)]
MARKS = set(characters_in(MARK_RANGES))
VANISHING = MARKS | set(characters_in(INVISIBLE_RANGES + PRESENTATION_MARK_RANGES)) | {TATWEEL}
EXPANDING = set(characters_in(EXPANDING_RANGES))


def is_combining(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Mc")


def test_every_mark_of_the_arabic_blocks_is_a_mark():
    blocks = [
        chr(code) for first, last in [(0x600, 0x6FF), (0x750, 0x77F), (0x870, 0x8FF)] for code in range(first, last + 1)
    ]
    assert {char for char in blocks if is_combining(char)} <= MARKS


def test_letters_and_digits_are_not_marks():
    ordinary = {char for char in MARKS if unicodedata.category(char) in ("Lo", "Nd", "Po", "So", "Cf")}
    assert not ordinary


def test_classes_do_not_overlap():
    classes = [MARK_RANGES, INVISIBLE_RANGES, PRESENTATION_MARK_RANGES, EXPANDING_RANGES, TATWEEL]
    joined = "".join(map(characters_in, classes))
    assert len(joined) == len(set(joined))


def test_presentation_marks_are_all_letters_of_which_only_marks_come():
    blocks = [chr(code) for code in range(0xFB50, 0xFF00)]
    only_marks = {
        char
        for char in blocks
        if char.isalnum()
        and all(part in f" {TATWEEL}" or part in MARKS for part in unicodedata.normalize("NFKC", char))
    }
    assert only_marks == set(characters_in(PRESENTATION_MARK_RANGES))


def test_expanding_are_all_letters_of_which_a_separator_comes():
    expanding = {
        char
        for char in ALL
        if char.isalnum()
        and char not in VANISHING
        and any(not (part.isalnum() or is_combining(part)) for part in unicodedata.normalize("NFKC", char))
    }
    assert expanding == EXPANDING


def test_every_symbol_of_the_arabic_blocks_that_nfkc_spells_out_is_a_word():
    blocks = [chr(code) for first, last in [(0x600, 0x6FF), (0xFB50, 0xFEFF)] for code in range(first, last + 1)]
    spelt = {
        char for char in blocks if not char.isalnum() and any(map(str.isalnum, unicodedata.normalize("NFKC", char)))
    }
    assert spelt == set(SYMBOLS_OF_WORDS) - {"\ufdfd"}


def test_free_marks_are_all_marks_that_join_no_arabic_letter():
    joining = set(map(chr, (0x653, 0x654, 0x655)))
    assert set(characters_in(FREE_MARK_RANGES)) == MARKS - joining
    letters = [chr(code) for code in range(0x620, 0x700) if chr(code).isalpha()]
    for mark in MARKS:
        joins = any(len(unicodedata.normalize("NFC", letter + mark)) == 1 for letter in letters)
        assert joins == (mark in joining)


def test_no_letter_that_begins_a_word_turns_into_a_mark():
    first = {char for char in ALL if char.isalnum()} - EXPANDING - set(characters_in(NEVER_FIRST_RANGES))
    assert not {char for char in first if is_combining(unicodedata.normalize("NFKC", char)[0])}


def test_invisible_characters_are_not_combining_marks_as_well():
    assert not set(COMBINING + COMBINING_ASTRAL) & set(characters_in(INVISIBLE_RANGES))


def test_no_format_character_of_general_punctuation_is_visible():
    format_characters = {char for char in map(chr, range(0x2000, 0x2070)) if unicodedata.category(char) == "Cf"}
    assert format_characters <= set(characters_in(INVISIBLE_RANGES))


def test_tables_fold_to_plain_letters_in_one_step():
    assert not {target for target in FOLDED.values() if ord(target) in FOLDED}


def test_a_letter_is_either_a_spelling_or_foreign():
    assert not SPELLINGS.keys() & FOREIGN_LETTERS.keys()


def test_ranges_hold_both_ends():
    assert characters_in("a-cx") == "abcx"
