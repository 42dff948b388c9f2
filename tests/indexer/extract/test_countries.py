"""Countries of places: rolled up where it is sure, left out where it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.aliases import read_rows
from indexer.extract.countries import countries_of, country_names, country_of, kind_of


@pytest.mark.parametrize(
    ("place", "country"),
    [
        ("موسكو", "روسيا"),
        ("سوتشي", "روسيا"),
        ("أستانة", "كازاخستان"),
        ("نور سلطان", "كازاخستان"),
        ("بيجين", "الصين"),
        ("أميركا", "الولايات المتحدة"),
        ("ريف دمشق", "سوريا"),
        ("شمال سوريا", "سوريا"),
        ("الساحل السوري", "سوريا"),
        ("ولاية تكساس", "الولايات المتحدة"),
        ("الاتحاد السوفيتي", "الاتحاد السوفيتي"),
        ("مالي", "مالي"),
    ],
)
def test_a_place_has_its_country(place, country):
    assert country_of(place) == country


@pytest.mark.parametrize(
    "place", ["طرابلس", "عمان", "كوريا", "الكونغو", "الشرق الأوسط", "المحيط الهندي", "الخليج العربي", "لا مكان", ""]
)
def test_a_place_in_no_country_or_several_has_none(place):
    assert country_of(place) is None


def test_other_places_decide_which_of_several_is_meant():
    assert country_of("طرابلس", ["بنغازي", "لندن"]) == "ليبيا"
    assert country_of("طرابلس", ["بيروت"]) == "لبنان"
    assert country_of("طرابلس", ["بيروت", "بنغازي"]) is None


def test_countries_come_once_in_the_order_of_their_places():
    assert countries_of(["سوتشي", "لندن", "موسكو", "طرابلس", "بريطانيا"]) == ("روسيا", "بريطانيا")


def test_the_kind_of_a_place_is_known():
    assert kind_of("روسيا") == "country"
    assert kind_of("سوتشي") == "city"
    assert kind_of("ريف دمشق") == "region"
    assert kind_of("لا مكان هنا") is None


def test_every_country_code_of_the_tables_has_a_name():
    codes = {code for table in ("places_curated.tsv", "places.tsv") for _, code, _, _ in read_rows(table)} - {"-"}
    codes |= {code for _, several in read_rows("ambiguous_places.tsv") for code in several.split(" ")}
    assert codes <= set(country_names())


def test_the_name_of_every_country_is_that_of_a_listed_place_or_cldr():
    for name, code, kind, _ in read_rows("places_curated.tsv"):
        if kind == "country" and code != "-" and "ألمانيا ال" not in name:
            assert country_of(name) == name


@given(st.lists(st.text(alphabet="شمالسوريجنبغدا ", max_size=200), max_size=5))
def test_every_list_of_strings_has_countries(places):
    assert set(countries_of(places)) <= set(country_names().values()) | set(places)
