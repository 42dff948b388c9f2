"""Bylines: several names are told apart only where that is certain."""

from __future__ import annotations

import pytest

from search.article import Article
from search.authors import Author, authors_of


def names_of(author: str, **fields: object) -> list[str]:
    return [item.name for item in authors_of(Article("k", author=author, **fields))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("ميرزا الخويلدي، محمد علي محسن", ["ميرزا الخويلدي", "محمد علي محسن"]),
        ("ميرزا الخويلدي, محمد علي محسن", ["ميرزا الخويلدي", "محمد علي محسن"]),
        ("د. ليلى حداد؛ عبد الرحمن بن علي الشهري", ["د. ليلى حداد", "عبد الرحمن بن علي الشهري"]),
        ("هاني زايد/صفوت عمران", ["هاني زايد", "صفوت عمران"]),
        ("هاني زايد و صفوت عمران", ["هاني زايد", "صفوت عمران"]),
        ("روبن ويجلزويرث وإلين مور", ["روبن ويجلزويرث", "إلين مور"]),
        ("نانسي فاخوري، أسماء وهبة", ["نانسي فاخوري", "أسماء وهبة"]),
    ],
)
def test_arabic_names_side_by_side_are_several_authors(author: str, names: list[str]) -> None:
    assert names_of(author) == names


@pytest.mark.parametrize(
    "author",
    [
        "ليلى حداد",
        "أسماء وهبة",
        "جيمز كينج وجوناثان ويتلي",
        "حداد، ليلى",
        "ليلى حداد، القاهرة",
        "إبراهيم الزاحم من الرياض وعبدالله حامد من جدة",
        "فهيم الحامد، هاتفيا عدن",
        "عبد الله حامد تصوير، أحمد حشاد",
        "Smith, John",
        "| Tuesday, 11 August 2015 - 00:00 am",
        "أحمد علي، وكالات",
        "وكالة الأنباء السعودية، رويترز",
        "أ ف ب، د ب أ",
    ],
)
def test_what_may_be_one_author_stays_one(author: str) -> None:
    assert names_of(author) == [author]


def test_a_place_beside_a_name_is_no_second_author() -> None:
    assert names_of("بالم سبرينغز، محمد رضا", places=("بالم سبرينغز",)) == ["بالم سبرينغز، محمد رضا"]
    assert names_of("محمد رضا، جدة التاريخية", dateline="جدة") == ["محمد رضا، جدة التاريخية"]


@pytest.mark.parametrize("author", ["وكالات", "رويترز", "فريق التحرير", "أ ف ب", "Reuters", "أحمد علي، الوكالات"])
def test_agencies_and_desks_are_whole(author: str) -> None:
    assert authors_of(Article("k", author=author)) == (Author(author, is_whole=True),)


def test_without_an_author_the_agencies_are_named() -> None:
    found = authors_of(Article("k", agencies=("رويترز", "وكالة الأناضول")))
    assert found == (Author("رويترز", is_whole=True), Author("وكالة الأناضول", is_whole=True))
    assert authors_of(Article("k")) == ()


def test_an_author_whom_the_article_credits_as_an_agency_is_whole() -> None:
    assert authors_of(Article("k", author="سبأ", agencies=("سبأ",))) == (Author("سبأ", is_whole=True),)


def test_people_are_not_whole_so_that_reference_managers_may_sort_them() -> None:
    assert authors_of(Article("k", author="ليلى حداد")) == (Author("ليلى حداد", is_whole=False),)
