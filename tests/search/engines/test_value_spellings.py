"""Values of facets that a reader may have meant by one that the archive has not."""

from __future__ import annotations

import pytest

from search import Article, open_engine
from search.engines.local.value_spellings import occurs, value_spellings

ARTICLES = [
    {"people": ("سيرغي لافروف",), "organisations": ("الأمم المتحدة",), "source": "okaz"},
    {"people": ("سيرغي لافروف", "سلمان بن عبد العزيز"), "agencies": ("رويترز",)},
    {"people": ("سلمان بن عبد العزيز",), "places": ("الرياض", "مكة المكرمة"), "dateline": "الرياض"},
    {"people": ("من حُذف",), "places": ("المحذوفة",)},
    {"people": ("سلطان بن سلمان بن عبد العزيز", "بنيامين نتنياهو"), "places": ("الرياض",)},
    {},
    {"people": ("ماريا لافروف", "محمد"), "organisations": ("الرياض",)},
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    with open_engine(tmp_path_factory.mktemp("values") / "index", create=True) as engine:
        for number, values in enumerate(ARTICLES):
            names = " ".join(name for name in values.get("people", ()))
            engine.write([Article(f"k{number}", title="خبر", text=f"قال {names} كلاما", **values)])
            if number in (5, 6):
                engine.commit()
        engine.delete(["k3"])
        engine.commit()
        assert len(engine._current().segments) > 1
        yield engine._current()


@pytest.mark.parametrize(
    ("field", "typed", "meant"),
    [
        ("person", "سلمان بن عبدالعزيز", ["سلمان بن عبد العزيز"]),
        ("person", "سَلمان بن عبد العزيز", ["سلمان بن عبد العزيز"]),
        ("place", "مكه المكرمه", ["مكة المكرمة"]),
        ("place", "رياض", ["الرياض"]),
        ("organisation", "الامم المتحده", ["الأمم المتحدة"]),
        ("person", "لافروف", ["سيرغي لافروف", "ماريا لافروف"]),
        ("person", "عبدالعزيز", ["سلمان بن عبد العزيز", "سلطان بن سلمان بن عبد العزيز"]),
        ("person", "Lavrov", ["سيرغي لافروف", "ماريا لافروف"]),
        ("person", "Sergey Lavrov", ["سيرغي لافروف"]),
        ("source", "okas", ["okaz"]),
        ("person", "سيرجي لافروف", ["سيرغي لافروف"]),
        ("person", "نتانياهو", ["بنيامين نتنياهو"]),
        ("person", "الملك سلمان بن عبدالعزيز", ["سلمان بن عبد العزيز"]),
    ],
)
def test_a_value_is_meant_in_another_spelling(snapshot, field, typed, meant):
    assert not occurs(field, typed, snapshot)
    assert [found.value for found in value_spellings(field, typed, snapshot, 3)] == meant


@pytest.mark.parametrize(
    ("field", "typed", "meant"),
    [
        ("person", "الأمم المتحدة", [("organisation", "الأمم المتحدة", 1)]),
        ("person", "الامم المتحده", [("organisation", "الأمم المتحدة", 1)]),
        (
            "country",
            "الرياض",
            [("place", "الرياض", 2), ("dateline", "الرياض", 1), ("organisation", "الرياض", 1)],
        ),
    ],
)
def test_a_value_may_be_one_of_another_facet(snapshot, field, typed, meant):
    found = [tuple(each) for each in value_spellings(field, typed, snapshot, 3)]
    assert sorted(found) == sorted(meant)
    assert [count for *_, count in found] == sorted((count for *_, count in meant), reverse=True)


@pytest.mark.parametrize("typed", ["ظظظظ", "x", " ", "\u202e", "a" * 500, "بن " * 160, "'", "م", "* OR (", "\\"])
def test_what_is_like_no_value_has_none(snapshot, typed):
    for field in ("person", "source", "country"):
        found = value_spellings(field, typed, snapshot, 3)
        assert all(each.articles and occurs(each.field, each.value, snapshot) for each in found)
        assert len(found) <= 3


def test_values_of_deleted_articles_alone_do_not_occur(snapshot):
    assert not occurs("place", "المحذوفة", snapshot)
    assert value_spellings("place", "المحذوفه", snapshot, 3) == []
    assert occurs("place", "الرياض", snapshot)


def test_no_more_values_are_asked_for_than_wanted(snapshot):
    assert len(value_spellings("person", "لافروف", snapshot, 1)) == 1
