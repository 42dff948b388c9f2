"""String tables: each search against the same over a Python list."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.codec.parts import Part, PartWriter
from search.codec.strings import StringTable, merge_tables
from search.errors import IndexCorruptError
from tests.strategies import MIXED_LETTERS, byte_tables

FEW = "اب" + "a\N{OLD PERSIAN SIGN A}"
tables = st.one_of(byte_tables(), byte_tables(FEW))
needles = st.text(FEW, max_size=3).map(str.encode) | st.text(MIXED_LETTERS, max_size=4).map(str.encode)


@given(tables)
@example([])
@example([b""])
def test_a_table_is_the_sequence_of_its_strings(strings):
    table = StringTable.of(strings)
    assert len(table) == len(strings)
    assert table.load() == list(table) == [table[ordinal] for ordinal in range(len(table))] == strings
    for ordinal in (-1, len(strings)):
        with pytest.raises(IndexError):
            table[ordinal]


@given(tables, needles)
def test_find_and_first_from(strings, needle):
    table = StringTable.of(strings)
    assert table.find(needle) == (strings.index(needle) if needle in strings else None)
    assert table.first_from(needle) == sum(1 for string in strings if string < needle)
    for ordinal, string in enumerate(strings):
        assert table.find(string) == table.first_from(string) == ordinal


@given(tables, needles)
def test_prefix_range_holds_just_the_strings_with_the_prefix(strings, prefix):
    start, end = StringTable.of(strings).prefix_range(prefix)
    assert strings[start:end] == [string for string in strings if string.startswith(prefix)]
    assert start <= end


PATTERNS = (rb"[^\n]*", rb"[^\n]+", "ا[^\n]*".encode(), "[^\n]*ب".encode(), rb"a", rb"a|[^\n]*a[^\n]*", rb"")


@given(tables, st.sampled_from(PATTERNS), st.data())
@example([], PATTERNS[0], None)
@example([b"", b"a"], PATTERNS[0], None)
def test_matching_tests_whole_strings_between_the_bounds(strings, pattern, data):
    start, end = 0, len(strings)
    if data is not None:
        start = data.draw(st.integers(0, len(strings)))
        end = data.draw(st.integers(start, len(strings)))
    found = StringTable.of(strings).matching(pattern, start, end)
    assert found.dtype == np.int64
    expected = [ordinal for ordinal in range(start, end) if re.fullmatch(pattern, strings[ordinal])]
    assert found.tolist() == expected


@given(strings=tables)
def test_a_written_table_comes_back(tmp_path_factory, strings):
    path = tmp_path_factory.mktemp("strings") / "x"
    writer = PartWriter(path, "terms")
    StringTable.of(strings).write(writer, "forms")
    StringTable.of([b"other"]).write(writer, "keys")
    writer.close()
    part = Part(path, "terms")
    assert StringTable.read(part, "forms").load() == strings
    assert StringTable.read(part, "keys").load() == [b"other"]
    with pytest.raises(IndexCorruptError):
        StringTable.read(part, "person")


@given(st.lists(tables, max_size=4))
def test_merged_tables_map_each_string_to_its_new_place(lists):
    merged, maps = merge_tables([StringTable.of(strings) for strings in lists])
    assert merged == sorted(set().union(*lists))
    assert [[merged[ordinal] for ordinal in each.tolist()] for each in maps] == lists
    assert all(each.dtype == np.int64 for each in maps)


@given(st.lists(st.text(st.characters(exclude_characters="\n"), max_size=6), unique=True, max_size=12))
def test_the_letters_of_all_strings_come_in_a_row(strings):
    packed = sorted(string.encode("utf-8", "surrogatepass") for string in strings)
    table = StringTable.of(packed)
    words = [string.decode("utf-8", "surrogatepass") for string in packed]
    assert table.text() == "".join(f"{word}\n" for word in words)
    chars, offsets = table.code_points()
    assert ["".join(map(chr, chars[start:end].tolist())) for start, end in pairwise(offsets.tolist())] == words
