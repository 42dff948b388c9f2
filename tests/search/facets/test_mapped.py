"""A column with merged values is the column that the merged rows would have given."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.codec.arrays import offsets_of
from search.codec.reader import ValueColumn
from search.codec.strings import StringTable
from search.facets.mapped import merge_values

VALUES = ("أ", "ب", "ج", "د")
NEW = ("آ", "ي")


def column_of(rows: list[list[str]]) -> ValueColumn:
    values = sorted({value.encode() for row in rows for value in row})
    ordinal_of = {value: ordinal for ordinal, value in enumerate(values)}
    cells = [sorted(ordinal_of[value.encode()] for value in row) for row in rows]
    postings = [[doc for doc, row in enumerate(cells) if ordinal in row] for ordinal in range(len(values))]
    return ValueColumn(
        values=StringTable.of(values),
        offsets=offsets_of(np.array(list(map(len, cells)), np.int64)).astype(np.uint32),
        ordinals=np.array([ordinal for row in cells for ordinal in row], np.uint16),
        posting_offsets=offsets_of(np.array(list(map(len, postings)), np.int64)).astype(np.uint32),
        doc_ids=np.array([doc for docs in postings for doc in docs], np.uint32),
    )


def rows_of(column: ValueColumn) -> list[list[str]]:
    values = [value.decode() for value in column.values.load()]
    return [[values[at] for at in column.ordinals[a:b].tolist()] for a, b in pairwise(column.offsets.tolist())]


def documents_of(column: ValueColumn) -> dict[str, list[int]]:
    bounds = pairwise(column.posting_offsets.tolist())
    values = column.values.load()
    return {value.decode(): column.doc_ids[a:b].tolist() for value, (a, b) in zip(values, bounds, strict=True)}


@given(
    st.lists(st.lists(st.sampled_from(VALUES), unique=True, max_size=4), max_size=8),
    st.dictionaries(st.sampled_from(VALUES), st.sampled_from((*VALUES, *NEW)), max_size=3),
)
def test_merging_a_column_is_the_column_of_merged_rows(rows, names):
    names = {value: canonical for value, canonical in names.items() if canonical not in names}
    column = column_of(rows)
    expected = column_of([list(dict.fromkeys(names.get(value, value) for value in row)) for row in rows])
    merged = merge_values(column, names)
    if merged is None:
        assert not {value for row in rows for value in row} & set(names)
        return
    found, translation = merged
    assert rows_of(found) == rows_of(expected)
    assert documents_of(found) == documents_of(expected)
    for name in ("offsets", "ordinals", "posting_offsets", "doc_ids"):
        assert getattr(found, name).dtype == getattr(column, name).dtype
        assert not getattr(found, name).flags.writeable
    for ordinal, value in enumerate(column.values.load()):
        assert found.values[int(translation[ordinal])].decode() == names.get(value.decode(), value.decode())


def test_a_column_without_any_value_of_the_map_is_left_alone():
    assert merge_values(column_of([["أ"], []]), {"ب": "ج"}) is None
