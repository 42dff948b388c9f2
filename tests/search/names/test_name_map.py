"""The map of merged names: what is shown under what, chains, undoing, and its table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.names.name_map import Merge, NameMap, NameMapError, is_writable, parse_map, print_map

A, B, C = "سيرجي لافروف", "سيرغي لافروف", "سيرغي فيكتوروفيتش لافروف"

letters = st.sampled_from("أبتثج")


def merged(*pairs: tuple[str, str], field: str = "person") -> NameMap:
    return NameMap().with_merges(Merge(field, value, canonical, "hand") for value, canonical in pairs)


def test_a_value_is_shown_under_the_end_of_its_chain():
    names = merged((A, B), (B, C))
    assert names.canonical("person", A) == C
    assert names.canonical("person", B) == C
    assert names.members("person", C) == tuple(sorted((A, B)))


def test_undoing_the_second_merge_leaves_the_first():
    names, gone = merged((A, B), (B, C)).without("person", B)
    assert [merge.value for merge in gone] == [B]
    assert names.canonical("person", A) == B


def test_undoing_a_canonical_name_sets_all_its_members_free():
    names, gone = merged((A, C), (B, C)).without("person", C)
    assert not names
    assert len(gone) == 2


def test_a_merge_the_other_way_round_replaces_the_first():
    names = merged((A, B), (B, A))
    assert names.canonical("person", B) == A
    assert names.canonical("person", A) == A


def test_merging_again_moves_a_value():
    assert merged((A, B), (A, C)).canonical("person", A) == C


def test_speakers_are_named_as_people_and_organisations_are():
    names = merged((A, B)).with_merges([Merge("organisation", "الناتو", "حلف شمال الأطلسي")])
    assert names.canonical("speaker", A) == B
    assert names.canonical("speaker", "الناتو") == "حلف شمال الأطلسي"
    assert names.canonical("place", A) == A


def test_the_version_differs_between_maps_and_is_empty_for_none():
    assert NameMap().version == ""
    assert merged((A, B)).version != merged((A, C)).version


def test_the_table_can_be_edited_by_hand():
    names = parse_map(f"# بيدي\n\n{A}\t{B}\tperson\r\n")
    assert names.canonical("person", A) == B


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"{A}\t{B}", 1),
        (f"\n{A}\t{B}\tpersons", 2),
        (f"{A}\t{A}\tperson", 1),
        (f"{A}\t{B}\tperson\n{A}\t{C}\tperson", 2),
        (f"{A}\t{B}\tperson\n{B}\t{A}\tperson", 2),
    ],
)
def test_a_line_that_cannot_be_read_is_named_in_both_languages(text, line):
    with pytest.raises(NameMapError) as error:
        parse_map(text)
    assert error.value.line == line
    assert error.value.reason_ar


def test_a_circle_off_the_beginning_is_found():
    text = "أ\tب\tperson\nب\tج\tperson\nج\tب\tperson"
    with pytest.raises(NameMapError):
        parse_map(text)


@pytest.mark.parametrize("value", ["", "#وسم", " لافروف", "لاف\tروف", "لاف\nروف"])
def test_values_that_a_line_cannot_hold_are_known(value):
    assert not is_writable(value)


names_of_hypothesis = st.text(min_size=1, max_size=6).filter(is_writable)
merges = st.builds(
    Merge,
    st.sampled_from(("person", "place", "source")),
    names_of_hypothesis,
    names_of_hypothesis,
    st.sampled_from(("hand", "foreign")),
    st.text(alphabet="abc \t\nلاف", max_size=10),
    st.just("2026-01-26"),
).filter(lambda merge: merge.value != merge.canonical)


@given(st.lists(merges, max_size=12))
def test_what_was_printed_is_read_the_same(found):
    names = NameMap().with_merges(found)
    again = parse_map(print_map(names))
    assert [(m.field, m.value, m.canonical) for m in again.merges] == [
        (m.field, m.value, m.canonical) for m in names.merges
    ]
    assert print_map(again) == print_map(parse_map(print_map(again)))


@given(st.lists(merges, max_size=12))
def test_no_canonical_name_is_a_member(found):
    names = NameMap().with_merges(found)
    for field in ("person", "place", "source"):
        resolved = names.of(field)
        assert not set(resolved.values()) & set(resolved)


def test_where_a_facet_decides_against_those_it_is_named_after_its_own_merge_counts():
    names = NameMap().with_merges([Merge("person", "أ", "ب"), Merge("speaker", "ب", "أ")])
    assert names.of("person") == {"أ": "ب"}
    assert names.of("speaker") == {"ب": "أ"}
    assert parse_map(print_map(names)) == names


def test_two_facets_that_contradict_each_other_leave_the_third_as_it_is():
    names = NameMap((Merge("person", "أ", "ب"), Merge("organisation", "ب", "أ"), Merge("person", "ت", "أ")))
    assert names.of("speaker") == {"ت": "أ"}


@given(st.lists(st.builds(Merge, st.sampled_from(("person", "organisation", "speaker")), letters, letters)))
def test_no_order_of_merges_in_facets_that_share_names_makes_a_circle(merges):
    names = NameMap().with_merges(merge for merge in merges if merge.value != merge.canonical)
    for facet in ("person", "organisation", "speaker"):
        shown = names.of(facet)
        assert not set(shown) & set(shown.values())


@pytest.mark.parametrize("cell", ["م" * 501, "م\ud800"])
def test_a_name_that_no_filter_can_ask_for_is_not_read(cell):
    for line in (f"{cell}\tب\tperson", f"أ\t{cell}\tperson"):
        with pytest.raises(NameMapError) as error:
            parse_map(line)
        assert error.value.line == 1
    assert not is_writable(cell)
