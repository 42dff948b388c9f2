"""All values of a facet are the same on every engine: their counts, their orders, their pages, what finds them.

A new engine joins `ENGINES`: a function from an empty folder to an engine that is open for writing.
"""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import (
    VALUE_ORDERS,
    Article,
    Filter,
    ParameterValueError,
    SearchRequest,
    UnknownFieldError,
    open_engine,
)
from search.analysis import collation_key
from tests.effort import scaled
from tests.generated import archives, requests

ENGINES = {"local": lambda folder: open_engine(folder / "index", create=True)}

LAVROV, ZARIF, SISI, OBAMA, ABHA = "سيرغي لافروف", "محمد جواد ظريف", "عبد الفتاح السيسي", "أوباما", "الأب إبراهيم"


def article(key: str, text: str, *people: str) -> Article:
    return Article(key, "", text, people=people)


ARTICLES = (
    article("1", "محادثات سوتشي", LAVROV, ZARIF),
    article("2", "محادثات سوتشي", LAVROV),
    article("3", "قمة القاهرة", SISI, OBAMA),
    article("4", "قمة القاهرة", SISI, LAVROV),
    article("5", "قمة القاهرة", SISI, ABHA),
)


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    with ENGINES[request.param](tmp_path) as opened:
        opened.write(ARTICLES[:2])
        opened.commit()
        opened.write([*ARTICLES[2:], article("gone", "محادثات", ZARIF, "أحد")])
        opened.commit()
        opened.delete(["gone"])
        opened.commit()
        yield opened


def listed(found) -> list[tuple[str, int, int]]:
    return [(item.value, item.count, item.archive) for item in found.values]


def test_values_come_by_count_with_their_count_in_the_archive(engine):
    found = engine.list_values("person", SearchRequest("سوتشي"))
    assert listed(found) == [(LAVROV, 2, 3), (ZARIF, 1, 1)]
    assert (found.distinct, found.listed, found.next, found.articles, found.archive) == (2, 2, None, 2, 5)


def test_the_alphabet_passes_over_the_article_and_hamza_and_says_where_its_letters_begin(engine):
    found = engine.list_values("person", SearchRequest(), order="alphabet")
    assert [item.value for item in found.values] == [ABHA, OBAMA, LAVROV, SISI, ZARIF]
    assert [(item.letter, item.place, item.values) for item in found.headings] == [
        ("ا", 0, 2),
        ("س", 2, 1),
        ("ع", 3, 1),
        ("م", 4, 1),
    ]
    assert engine.list_values("person", SearchRequest(), order="alphabet", size=1).headings == found.headings


def test_distinctive_are_values_that_the_archive_has_less_often(engine):
    found = engine.list_values("person", SearchRequest("القاهرة"), order="distinctive")
    assert (found.values[0].value, found.values[-1].value) == (SISI, LAVROV)
    scores = [item.score for item in found.values]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0 > scores[-1]


def test_where_all_articles_count_nothing_is_distinctive(engine):
    found = engine.list_values("person", SearchRequest(), order="distinctive")
    assert {item.score for item in found.values} == {0.0}


@pytest.mark.parametrize("prefix", ["لافروف", "ﻻفروف", "لاڤ", "lavrov", "LAVR", "سيرغي لا", "Lavrov sergei"])
def test_a_value_is_found_by_any_word_in_any_spelling_and_in_latin_letters(engine, prefix):
    found = engine.list_values("person", SearchRequest(), prefix)
    assert listed(found) == [(LAVROV, 3, 3)]
    assert found.by_sound == prefix.isascii()
    assert [item.value for item in engine.facet_values("person", SearchRequest(), prefix).values] == [LAVROV]


def test_an_article_before_a_latin_name_is_passed_over(engine):
    assert listed(engine.list_values("person", SearchRequest(), "el sisi")) == [(SISI, 3, 3)]
    assert listed(engine.list_values("person", SearchRequest(), "السيسي")) == [(SISI, 3, 3)]


def test_what_is_typed_finds_a_merged_name_by_its_sound(engine):
    engine.merge_names("person", ZARIF, [OBAMA])
    assert listed(engine.list_values("person", SearchRequest(), "obama")) == [(ZARIF, 2, 2)]
    assert listed(engine.list_values("person", SearchRequest(), "zarif")) == [(ZARIF, 2, 2)]


def test_chosen_values_are_pinned_even_at_nothing_and_listed_no_more(engine):
    request = SearchRequest("سوتشي", filters=(Filter("person", (LAVROV, "لا أحد")), Filter("person", (SISI,), "not")))
    found = engine.list_values("person", request, "ظر")
    assert [(item.value, item.count, item.selected, item.excluded) for item in found.pinned] == [
        (LAVROV, 2, True, False),
        ("لا أحد", 0, True, False),
        (SISI, 0, False, True),
    ]
    assert listed(found) == [(ZARIF, 1, 1)]


def test_what_cannot_be_is_refused(engine):
    with pytest.raises(UnknownFieldError):
        engine.list_values("colour", SearchRequest())
    with pytest.raises(ParameterValueError):
        engine.list_values("person", SearchRequest(), order="size")


@given(archives(), archives(max_size=5), requests(), st.sampled_from(["person", "place", "source"]))
@settings(max_examples=scaled(20))
def test_pages_of_any_order_hold_every_value_of_the_facet_once(first, second, request, field):
    second = [dataclasses.replace(each, key=f"s{each.key}") for each in second]
    with tempfile.TemporaryDirectory() as folder, open_engine(Path(folder) / "index", create=True) as engine:
        for batch in (first, second):
            engine.write(batch)
            engine.commit()
        facet = engine.facet_values(field, request, "", 10_000)
        expected = [tuple(item) for item in facet.values]
        for order in VALUE_ORDERS:
            values, place = [], 0
            while place is not None:
                found = engine.list_values(field, request, "", order, place, 2)
                assert tuple(item for item in facet.values if any(item[2:])) == found.pinned
                assert found.distinct == facet.distinct
                values += found.values
                place = found.next
            assert found.listed == len(values)
            counts = [(item.value, item.count) for item in values]
            unpinned = [item[:2] for item in expected if not any(item[2:])]
            if order == "count":
                assert counts == unpinned
            elif order == "alphabet":
                assert counts == sorted(unpinned, key=lambda item: (collation_key(item[0]), item[0]))
            else:
                assert sorted(counts) == sorted(unpinned)
            assert all(item.count <= item.archive for item in values)
