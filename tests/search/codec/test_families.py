"""Families: every form under its key at every level, kept in a file, merged without computing a key anew."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import key_of
from search.codec.families import PART, build_families, merge_families, read_families, write_families
from search.codec.parts import Part
from search.codec.strings import merge_tables
from search.engines.local.analysing import FAMILY_LEVELS, keys_of_forms
from search.errors import IndexCorruptError
from tests.segments import family_contents
from tests.strategies import arabic_words, mixed_words

form_sets = st.sets(arabic_words | mixed_words, max_size=20).map(lambda forms: sorted(map(str.encode, forms)))


@given(form_sets)
def test_every_form_is_in_exactly_the_family_of_its_key(forms):
    families = build_families(forms, keys_of_forms)
    assert tuple(families) == FAMILY_LEVELS
    for name, level in families.items():
        assert sorted(level.members.tolist()) == list(range(len(forms)))
        expected: dict[bytes, list[int]] = {}
        for ordinal, form in enumerate(forms):
            expected.setdefault(key_of(form.decode(), name).encode(), []).append(ordinal)
        assert family_contents(families)[name] == expected
        assert level.keys.load() == sorted(expected)
        assert [level.keys[ordinal] for ordinal in level.key_ordinals().tolist()] == [
            key_of(form.decode(), name).encode() for form in forms
        ]


@given(form_sets, st.data())
def test_several_families_are_read_at_once(forms, data):
    level = build_families(forms, keys_of_forms)["stem"]
    ordinals = data.draw(st.lists(st.sampled_from(range(len(level.keys))))) if len(level.keys) else []
    found = level.forms_of(np.array(ordinals, np.int64))
    assert found.tolist() == [form for ordinal in ordinals for form in level.find(level.keys[ordinal]).tolist()]


@given(st.lists(form_sets, min_size=1, max_size=3), st.data())
def test_merging_known_families_gives_the_same_as_making_them_anew(lists, data):
    merged, maps = merge_tables(lists)
    gone = data.draw(st.sets(st.sampled_from(merged))) if merged else set()
    kept = [form for form in merged if form not in gone]
    places = np.array([kept.index(form) if form not in gone else -1 for form in merged], np.int64)
    sources = [build_families(forms, keys_of_forms) for forms in lists]
    found = merge_families(sources, [places[each] for each in maps], len(kept))
    assert family_contents(found) == family_contents(build_families(kept, keys_of_forms))
    for level in found.values():
        assert (level.offsets.dtype, level.members.dtype) == (np.uint32, np.uint32)


@given(forms=form_sets)
def test_written_families_come_back(tmp_path_factory, forms):
    path = tmp_path_factory.mktemp("families") / "x.fam"
    families = build_families(forms, keys_of_forms)
    write_families(path, families, "5")
    part = Part(path, PART)
    assert family_contents(read_families(part)) == family_contents(families)
    assert part.facts["families_version"] == "5"
    assert [entry.name for entry in path.parent.iterdir()] == ["x.fam"]


def test_spellings_of_one_word_are_one_family():
    forms = sorted(form.encode() for form in ("قمة", "القمة", "كرة"))
    families = build_families(forms, keys_of_forms)
    found = families["stem"].find(key_of("قمة", "stem").encode())
    assert [forms[ordinal].decode() for ordinal in found.tolist()] == ["القمة", "قمة"]


def test_an_unknown_key_has_no_members():
    level = build_families([], keys_of_forms)["stem"]
    assert level.find("قمه".encode()).tolist() == []
    assert level.find(b"").dtype == np.uint32


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rubbish", b"FIHRIS\x03\n" + b"\0" * 64])
def test_a_damaged_file_is_an_error(tmp_path, content):
    (tmp_path / "x.fam").write_bytes(content)
    with pytest.raises(IndexCorruptError):
        read_families(Part(tmp_path / "x.fam", PART))
