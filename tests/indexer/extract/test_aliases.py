"""Well-known names: one canonical name for every spelling, years where several bore a name, no two people merged."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.aliases import canonical, find_known, load_aliases, read_rows, rename_mentions, well_known
from search.article import EntityMention
from search.names.comparing import compare_names


def in_year(year: int | None) -> dt.date | None:
    return dt.date(year, 6, 15) if year else None


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("آستانة", "place", "أستانة"),
        ("أستانا", "place", "أستانة"),
        ("نور سلطان", "place", "أستانة"),
        ("كييڤ", "place", "كييف"),
        ("بيجين", "place", "بكين"),
        ("اسطنبول", "place", "إسطنبول"),
        ("استانبول", "place", "إسطنبول"),
        ("أميركا", "place", "الولايات المتحدة"),
        ("أمريكا", "place", "الولايات المتحدة"),
        ("لينينغراد", "place", "سان بطرسبرغ"),
        ("بنيامين نتانياهو", "person", "بنيامين نتنياهو"),
        ("نتانياهو", "person", "بنيامين نتنياهو"),
        ("ميخائيل جورباتشوف", "person", "ميخائيل غورباتشوف"),
        ("باراك اوباما", "person", "باراك أوباما"),
        ("سيرجيه لافروف", "person", "سيرغي لافروف"),
        ("أبو محمد الجولاني", "person", "أحمد الشرع"),
        ("حلف الأطلنطي", "organisation", "حلف شمال الأطلسي"),
        ("الكونجرس", "organisation", "الكونغرس الأمريكي"),
        ("داعش", "organisation", "تنظيم الدولة الإسلامية"),
    ],
)
def test_names_of_one_have_its_canonical_name(name, kind, expected):
    assert canonical(name, kind) == expected


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        ("بوش", 1990, "جورج بوش الأب"),
        ("بوش", 2003, "جورج بوش"),
        ("كلينتون", 1996, "بيل كلينتون"),
        ("كلينتون", 2012, "هيلاري كلينتون"),
        ("الأسد", 1985, "حافظ الأسد"),
        ("الأسد", 2015, "بشار الأسد"),
        ("الملك عبد الله", 2018, "عبد الله بن الحسين"),
        ("البابا", 2020, "البابا فرنسيس"),
        ("جونسون", 2020, "بوريس جونسون"),
    ],
)
def test_the_year_decides_who_bore_a_name(name, year, expected):
    assert canonical(name, "person", in_year(year)) == expected


@pytest.mark.parametrize(
    ("name", "year"),
    [("الملك عبد الله", 2010), ("الملك عبد الله", None), ("جونسون", 2005), ("جونسون", None), ("البابا", 2013)],
)
def test_a_name_that_two_or_anybody_may_bear_stays_as_it_is(name, year):
    assert find_known(name, "person", in_year(year)) is None
    assert canonical(name, "person", in_year(year)) == name


def test_mentions_are_renamed_with_evidence_and_keep_their_words():
    written = (
        EntityMention("text", 0, 9, "نتانياهو", "person", "نتانياهو", "part of a name"),
        EntityMention("text", 20, 24, "ليلى", "person", "ليلى", "title"),
    )
    first, second = rename_mentions(written, in_year(2015))
    assert (first.name, first.text, first.start) == ("بنيامين نتنياهو", "نتانياهو", 0)
    assert first.evidence == "part of a name; listed name"
    assert second == written[1]


def test_years_never_rule_out_the_only_meaning_of_a_place():
    for year in (1990, 2020, 2024, None):
        assert canonical("نور سلطان", "place", in_year(year)) == "أستانة"


def test_a_kind_does_not_take_the_names_of_another():
    assert find_known("نور سلطان", "person") is None
    assert find_known("سيرغي لافروف", "place") is None


def test_every_canonical_name_is_its_own():
    wrong = {
        (alias.name, canonical(alias.name, kind))
        for (kind, _), aliases in load_aliases().exact.items()
        for alias in aliases
        if canonical(alias.name, kind) != alias.name
    }
    assert wrong == set()


def test_no_two_well_known_people_are_one_by_spelling():
    names = sorted(
        {alias.name for (kind, _), found in load_aliases().exact.items() for alias in found if kind == "person"}
    )
    alike = [
        (one, other)
        for one, other in combinations(names, 2)
        if one[:1] == other[:1]
        and (relation := compare_names(one, other, "person"))
        and relation.rule in ("spelling", "foreign")
    ]
    assert alike == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("بشار الأسد", "حافظ الأسد"),
        ("جورج بوش", "جورج بوش الأب"),
        ("بيل كلينتون", "هيلاري كلينتون"),
        ("رفيق الحريري", "سعد الحريري"),
        ("كوندوليزا رايس", "سوزان رايس"),
        ("محمد بن سلمان", "محمد بن نايف"),
        ("روح الله الخميني", "علي خامنئي"),
    ],
)
def test_well_known_namesakes_stay_two(one, other):
    assert well_known(one, "person") == one
    assert well_known(other, "person") == other


def test_the_table_is_well_formed():
    for row in read_rows("aliases.tsv"):
        name, kind, variants, first, last, _note = row
        assert kind in ("person", "place", "organisation"), name
        assert name == name.strip()
        assert all(variant == variant.strip() and variant for variant in variants.split("|") if variants), name
        assert not first or first.isdigit()
        assert not last or last.isdigit()
        assert not (first and last) or int(first) <= int(last)


@given(st.text(max_size=60), st.sampled_from(("person", "place", "organisation")), st.dates() | st.none())
def test_every_string_has_a_canonical_name_which_is_its_own(name, kind, day):
    found = canonical(name, kind, day)
    assert canonical(found, kind) == found or find_known(found, kind) is None


def test_a_king_is_known_by_his_title_and_one_name():
    text = "افتتح الملك فهد المعرض، وقال فهد إنه سعيد."
    spans = [(start, start + 3) for start in (text.index("فهد"), text.rindex("فهد"))]
    mentions = [EntityMention("text", *span, "فهد", "person", "فهد") for span in spans]
    king, other = rename_mentions(mentions, None, {"text": text})
    assert (king.name, other.name) == ("فهد بن عبد العزيز", "فهد")
