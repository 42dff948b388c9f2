"""Merging segments gives the segment that their living documents would have been built into."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.codec import merge, stored
from search.codec.merge import merge_segments
from search.codec.reader import FREQUENCIES, POSITIONS, SegmentReader
from search.codec.segment import FihrisSegment
from search.errors import IndexCorruptError
from tests.effort import scaled
from tests.segments import (
    Document,
    batch_of,
    build_segment,
    contents,
    documents,
    expected_contents,
    family_contents,
    new_builder,
)

archives = st.lists(st.lists(st.tuples(documents, st.booleans()), max_size=6), min_size=1, max_size=4)
"""For each segment its documents, and whether they are deleted."""

STRETCHES = (1, 3, 2_000_000)
BLOCKS = (10, 1 << 16)


def living(archive):
    return [document for segment in archive for document, is_dead in segment if not is_dead]


def build_all(folder, archive):
    return [
        build_segment(
            folder,
            [document for document, _ in segment],
            [doc for doc, (_, is_dead) in enumerate(segment) if is_dead],
        )
        for segment in archive
    ]


def merged(folder, readers):
    entry = FihrisSegment("MAIN")
    merge_segments(folder, readers, entry, "7")
    return SegmentReader(folder, entry)


def assert_same_blocks(found, expected):
    """Every block of every part but the compressed records is the same, array by array.

    Only frequencies and positions may be wider than needed: they keep the dtype of the sources.
    """
    assert list(found.parts) == list(expected.parts)
    for part in set(found.parts) - {"stored"}:
        names = sorted(expected.parts[part].names())
        assert sorted(found.parts[part].names()) == names
        for name in names:
            one, other = found.parts[part].array(name), expected.parts[part].array(name)
            np.testing.assert_array_equal(one, other, err_msg=name)
            if part in (FREQUENCIES, POSITIONS):
                assert one.dtype.itemsize >= other.dtype.itemsize
            else:
                assert one.dtype == other.dtype, name


@given(archive=archives, stretch=st.sampled_from(STRETCHES), block=st.sampled_from(BLOCKS))
def test_merged_segments_are_one_built_from_the_living_documents(tmp_path_factory, archive, stretch, block):
    folder = tmp_path_factory.mktemp("merge")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merge, "STRETCH_POSTINGS", stretch)
        patch.setattr(stored, "BLOCK_BYTES", block)
        found = merged(folder, build_all(folder, archive))
    built = build_segment(folder, living(archive))
    # The families in it are those made anew from the dictionary.
    assert contents(found) == contents(built) == expected_contents(living(archive))
    assert_same_blocks(found, built)
    facts = ("text_fields", "value_fields", "documents")
    assert [found.parts["terms"].facts[fact] for fact in facts] == [built.parts["terms"].facts[fact] for fact in facts]
    assert found.families_version == "7"
    assert (found.doc_count, found.entry.deleted, found.live) == (len(living(archive)), 0, None)
    for part in found.parts.values():
        part.check_all()


@given(archive=archives)
@settings(max_examples=scaled(15))
def test_merging_in_two_steps_is_merging_in_one(tmp_path_factory, archive):
    folder = tmp_path_factory.mktemp("merge")
    readers = build_all(folder, archive)
    first = merged(folder, readers[:2])
    assert contents(merged(folder, [first, *readers[2:]])) == contents(merged(folder, readers))


def test_wide_frequencies_and_positions_survive(tmp_path, monkeypatch):
    monkeypatch.setattr(merge, "STRETCH_POSTINGS", 2)
    narrow = Document("a", {"text": (("a", "b"),)})
    wide = Document("b", {"text": (("a",) * 300, ("b",) * 66_000)})
    readers = build_all(
        tmp_path, [[(narrow, False)], [(wide, False), (narrow, False)], [(narrow, True), (narrow, False)]]
    )
    found = merged(tmp_path, readers)
    assert contents(found) == expected_contents([narrow, wide, narrow, narrow])
    postings = found.postings["text"]
    assert (postings.freqs.dtype, postings.positions.dtype) == (np.uint32, np.uint32)


def test_words_and_values_that_only_deleted_documents_have_are_gone(tmp_path):
    gone = Document("a", {"title": (("b",),), "text": (("a", "c"),)}, {"person": ("p", "q")})
    kept = Document("b", {"title": (("c",),)}, {"person": ("q",)})
    found = merged(tmp_path, build_all(tmp_path, [[(gone, True), (kept, False)]]))
    assert found.forms.load() == [b"c"]
    assert found.columns["person"].values.load() == [b"q"]
    assert family_contents(found.families) == {"first": {b"c": [0]}, "length": {b"1": [0]}}


def test_words_of_the_vocabulary_that_no_document_has_are_gone(tmp_path):
    """A batch may carry words that it does not use; a merge drops them even where nothing is deleted."""
    builder, entry = new_builder(tmp_path)
    batch = batch_of([Document("a", {"text": (("b",),)})])
    builder.add(replace(batch, vocabulary=["b", "a", "c"]))
    builder.finish()
    source = SegmentReader(tmp_path, entry)
    assert source.forms.load() == [b"a", b"b", b"c"]
    other = build_segment(tmp_path, [Document("b", {"title": (("c",),)})])
    for readers, forms in (([source], [b"b"]), ([source, other], [b"b", b"c"]), ([other, source], [b"b", b"c"])):
        found = merged(tmp_path, readers)
        assert found.forms.load() == forms
        assert contents(found)["text"][b"b"] == {len(readers) - 1 if readers[0] is other else 0: [0]}


def test_a_damaged_source_leaves_nothing_behind(tmp_path):
    readers = build_all(tmp_path, [[(Document("a", {"text": (("b",),)}), False)], [(Document("b"), False)]])
    path = readers[0].parts["positions"].path
    data = bytearray(path.read_bytes())
    data[64] ^= 1
    path.write_bytes(data)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(IndexCorruptError, match=re.escape(path.name)):
        merged(tmp_path, [SegmentReader(tmp_path, reader.entry) for reader in readers])
    assert sorted(tmp_path.iterdir()) == before
