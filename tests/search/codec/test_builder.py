"""Segments built from batches hold what reading the documents word by word gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.codec.reader import SegmentReader, part_paths
from search.errors import IndexCorruptError
from tests.segments import (
    GAP,
    Document,
    batch_of,
    build_segment,
    contents,
    documents,
    expected_contents,
    family_contents,
    new_builder,
)

archives = st.lists(documents, max_size=10)


@given(archive=archives, batch_size=st.sampled_from((None, 1, 3)), data=st.data())
def test_a_segment_holds_its_documents(tmp_path_factory, archive, batch_size, data):
    dead = data.draw(st.sets(st.sampled_from(range(len(archive))))) if archive else set()
    reader = build_segment(tmp_path_factory.mktemp("segment"), archive, dead, batch_size)
    assert contents(reader) == expected_contents(archive, dead)
    assert (reader.doc_count, reader.entry.deleted, reader.entry.deletions) == (len(archive), len(dead), bool(dead))
    assert (reader.live is None) == (not dead)
    for part in reader.parts.values():
        part.check_all()


def test_runs_lie_a_gap_apart_also_behind_an_empty_one(tmp_path):
    document = Document("k", {"title": ((), ("a",)), "text": (("a", "b"), ("a",), (), ("b",))})
    found = contents(build_segment(tmp_path, [document]))
    assert found["title"] == {b"a": {0: [GAP]}, b"b": {}}
    assert found["text"] == {b"a": {0: [0, 2 + GAP]}, b"b": {0: [1, 3 + 3 * GAP]}}
    assert (found["title lengths"], found["text lengths"]) == ([1], [4])


def test_without_any_batch_there_are_no_documents(tmp_path):
    builder, entry = new_builder(tmp_path)
    builder.finish()
    reader = SegmentReader(tmp_path, entry)
    assert (reader.doc_count, len(reader.forms), len(reader.keys), reader.live) == (0, 0, 0, None)
    assert family_contents(reader.families) == {"first": {}, "length": {}}
    assert [postings.doc_ids.tolist() for postings in reader.postings.values()] == [[], []]
    # No batch has named them, so there are no columns of numbers.
    with pytest.raises(IndexCorruptError):
        reader.numbers("number")


def test_of_two_documents_with_one_key_the_later_is_found(tmp_path):
    archive = [Document("a", number=1), Document("b"), Document("a", number=2), Document("a", number=3)]
    reader = build_segment(tmp_path, archive, dead=[0, 2], batch_size=2)
    ordinal = reader.keys.find(b"a")
    assert reader.key_doc_ids[ordinal] == 3
    assert reader.key_ordinals.tolist() == [0, 1, 0, 0]
    assert reader.live.tolist() == [False, True, False, True]


def test_add_returns_the_first_document_and_memory_grows(tmp_path):
    builder, _ = new_builder(tmp_path)
    before = builder.memory_bytes
    batch = batch_of([Document("a", {"text": (("a", "b"),)}), Document("b")])
    assert [builder.add(batch), builder.add(batch), len(builder)] == [0, 2, 4]
    assert builder.memory_bytes > before
    builder.abandon()
    assert list(tmp_path.iterdir()) == []


def test_frequencies_and_positions_take_the_narrowest_dtypes(tmp_path):
    few = build_segment(tmp_path, [Document("k", {"text": (("a",) * 255,)})])
    many = build_segment(tmp_path, [Document("k", {"text": (("a",) * 65_537,), "title": (("a",) * 256,)})])
    dtypes = [
        (str(each.freqs.dtype), str(each.positions.dtype)) for each in (few.postings["text"], few.postings["title"])
    ]
    assert dtypes == [("uint8", "uint16"), ("uint8", "uint16")]
    assert (many.postings["text"].freqs.dtype, many.postings["text"].positions.dtype) == (np.uint32, np.uint32)
    assert (many.postings["title"].freqs.dtype, many.lengths("title").dtype) == (np.uint16, np.uint16)
    assert contents(many)["text"][b"a"] == {0: list(range(65_537))}


def test_a_segment_whose_count_is_not_that_of_its_parts_is_refused(tmp_path):
    reader = build_segment(tmp_path, [Document("a"), Document("b")])
    reader.entry.document_count = 3
    with pytest.raises(IndexCorruptError, match="2 documents, the segment has 3"):
        SegmentReader(tmp_path, reader.entry)


@pytest.mark.parametrize(
    "part", ["terms", "postings", "frequencies", "positions", "columns", "stored", "families", "deletions"]
)
def test_a_missing_part_is_named(tmp_path, part):
    reader = build_segment(tmp_path, [Document("a"), Document("b")], dead=[0])
    path = part_paths(tmp_path, reader.entry)[part]
    path.unlink()
    with pytest.raises(IndexCorruptError, match=path.name):
        SegmentReader(tmp_path, reader.entry)
