"""When two spellings are one name, and whom a part of a name stands for."""

from __future__ import annotations

import pytest

from indexer.extract.names import (
    canonical_organisation,
    choose_full_name,
    is_part_of,
    is_same_name,
    name_parts,
    split_abd,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سيرغي لافروف", "سيرجي لافروف"),
        ("بنيامين نتنياهو", "بنيامين نتانياهو"),
        ("عبدالله الحربي", "عبد الله الحربي"),
        ("أحمد ابن علي", "احمد بن علي"),
    ],
)
def test_spellings_of_one_name_are_the_same(one, other):
    assert is_same_name(one, other)


@pytest.mark.parametrize(("one", "other"), [("غسان حداد", "حسان حداد"), ("بوش", "بوشة"), ("علي الحربي", "علي الحارثي")])
def test_different_names_stay_apart(one, other):
    assert not is_same_name(one, other)


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("ظريف", "محمد جواد ظريف", True),
        ("محمد ظريف", "محمد جواد ظريف", True),
        ("صدام", "صدام حسين", True),
        ("جواد", "محمد جواد ظريف", False),
        ("ظريف محمد", "محمد جواد ظريف", False),
        ("محمد جواد ظريف", "محمد جواد ظريف", False),
    ],
)
def test_a_part_begins_or_ends_the_full_name_in_order(short, full, expected):
    assert is_part_of(short, full) is expected


def test_the_longest_of_one_person_is_chosen():
    assert choose_full_name("ظريف", ["جواد ظريف", "محمد جواد ظريف"]) == "محمد جواد ظريف"


def test_two_people_are_not_chosen_between():
    assert choose_full_name("الأسد", ["بشار الأسد", "ماهر الأسد"]) is None


def test_abd_is_one_part_and_written_apart():
    assert name_parts("عبد العزيز بوتفليقة") == name_parts("عبدالعزيز بوتفليقة")
    assert split_abd("عبدالعزيز بن عبدالله") == "عبد العزيز بن عبد الله"
    assert split_abd("عبدو دياب") == "عبدو دياب"


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("وزارة الخارجية الروسية", "الخارجية الروسية"),
        ("وزارة الثقافة المصرية", "وزارة الثقافة المصرية"),
        ("وزارة الداخلية", "وزارة الداخلية"),
        ("منظمة الصحة العالمية", "منظمة الصحة العالمية"),
    ],
)
def test_well_known_ministries_drop_their_head(name, canonical):
    assert canonical_organisation(name) == canonical
