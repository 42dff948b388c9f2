from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import key_of
from search.codec.families import FamilyMap

LEVELS = ("folded", "prefix", "stem", "skeleton", "root")
form_lists = st.lists(st.text("ابتةهوزيرأإل", min_size=1, max_size=6))


@given(form_lists)
def test_every_form_is_in_exactly_the_family_of_its_key(forms):
    families = FamilyMap.build(forms, LEVELS, key_of)
    for level in LEVELS:
        members = [form for key in families.keys(level) for form in families.members(level, key)]
        assert sorted(members) == sorted(set(forms))
        for form in forms:
            assert form in families.members(level, key_of(form, level))


@given(form_lists, form_lists)
def test_taking_over_known_keys_gives_the_same_map(first, second):
    known = FamilyMap.build(first, LEVELS, key_of)
    grown = FamilyMap.build(first + second, LEVELS, key_of, known)
    fresh = FamilyMap.build(first + second, LEVELS, key_of)
    for level in LEVELS:
        assert grown.key_by_form(level) == fresh.key_by_form(level)


def test_a_saved_map_comes_back(tmp_path):
    families = FamilyMap.build(["قمة", "القمة", "كرة"], LEVELS, key_of)
    families.save(tmp_path / "families.npz")
    loaded = FamilyMap.load(tmp_path / "families.npz")
    assert loaded.forms == families.forms
    assert loaded.members("stem", key_of("قمة", "stem")) == ("القمة", "قمة")
    assert [path.name for path in tmp_path.iterdir()] == ["families.npz"]


def test_an_unknown_key_has_no_members():
    assert FamilyMap.build([], LEVELS, key_of).members("stem", "قمة") == ()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rubbish", b"\x93NUMPY"])
def test_a_damaged_file_is_an_error(tmp_path, content):
    (tmp_path / "families.npz").write_bytes(content)
    with pytest.raises((OSError, ValueError, KeyError, EOFError)):
        FamilyMap.load(tmp_path / "families.npz")
