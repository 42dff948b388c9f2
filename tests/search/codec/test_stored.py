"""Stored records of any size, in blocks, copied and cached."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.codec import stored
from search.codec.parts import Part
from search.codec.stored import StoredReader, StoredWriter
from search.errors import IndexCorruptError

BLOCK = 100

# Of the first letter alone, so that a record larger than a block is drawn as one number.
records_of_any_size = st.lists(st.sampled_from((0, 0, 1, 30, BLOCK - 1, BLOCK, BLOCK + 1, 5 * BLOCK)), max_size=25).map(
    lambda sizes: [bytes([number % 251]) * size for number, size in enumerate(sizes)]
)
cuts = st.lists(st.integers(0, 25), max_size=3)


def write(path, *batches):
    writer = StoredWriter(path)
    for batch in batches:
        if isinstance(batch, StoredReader):
            writer.copy(batch)
        else:
            writer.add(iter(batch))
    writer.close()
    return StoredReader(Part(path, stored.PART))


def read(reader):
    return [reader.record(doc_id) for doc_id in range(len(reader.record_offsets) - 1)]


def split(records, places):
    bounds = [0, *sorted(min(place, len(records)) for place in places), len(records)]
    return [records[start:end] for start, end in pairwise(bounds)]


@pytest.fixture
def small_blocks(monkeypatch):
    monkeypatch.setattr(stored, "BLOCK_BYTES", BLOCK)


@given(records=records_of_any_size, cuts=cuts)
@example([], [])
@example([b""], [])
@example([b"", b"", b"x"], [1])
def test_records_of_any_size_come_back(tmp_path_factory, records, cuts):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stored, "BLOCK_BYTES", BLOCK)
        reader = write(tmp_path_factory.mktemp("stored") / "x", *split(records, cuts))
    assert read(reader) == records
    assert reader.first_docs.tolist() == sorted(set(reader.first_docs.tolist()))


@given(first=records_of_any_size, copied=records_of_any_size, last=records_of_any_size)
def test_copied_blocks_stand_between_the_records_around_them(tmp_path_factory, first, copied, last):
    folder = tmp_path_factory.mktemp("stored")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stored, "BLOCK_BYTES", BLOCK)
        source = write(folder / "source", copied)
        reader = write(folder / "target", first, source, last, source)
    assert read(reader) == [*first, *copied, *last, *copied]


@pytest.mark.usefixtures("small_blocks")
def test_blocks_are_copied_as_they_are(tmp_path):
    source = write(tmp_path / "source", [b"a" * 60, b"b" * 60, b"c"])
    target = write(tmp_path / "target", source)
    assert [target.compressed(block).tobytes() for block in (0, 1)] == [
        source.compressed(block).tobytes() for block in (0, 1)
    ]


@pytest.mark.usefixtures("small_blocks")
def test_a_block_ends_when_it_is_full(tmp_path):
    reader = write(tmp_path / "x", [b"a" * 60, b"b" * 60, b"c" * 60, b"d" * 60, b"e"])
    assert reader.first_docs.tolist() == [0, 2, 4]


@pytest.mark.usefixtures("small_blocks")
def test_the_cache_keeps_the_blocks_used_last(tmp_path, monkeypatch):
    monkeypatch.setattr(stored, "CACHED_BLOCKS", 2)
    reader = write(tmp_path / "x", [bytes([letter]) * BLOCK for letter in b"abcd"])
    uncompressed = []
    compressed = reader.compressed
    monkeypatch.setattr(reader, "compressed", lambda block: uncompressed.append(block) or compressed(block))
    for doc_id in (0, 1, 0, 2, 0, 1, 3):
        assert reader.record(doc_id) == bytes([b"abcd"[doc_id]]) * BLOCK
    assert uncompressed == [0, 1, 2, 1, 3]


@pytest.mark.usefixtures("small_blocks")
def test_threads_read_the_right_records(tmp_path, monkeypatch):
    monkeypatch.setattr(stored, "CACHED_BLOCKS", 3)
    chance = random.Random(1)
    records = [chance.randbytes(chance.choice((0, 20, 150))) for _ in range(300)]
    reader = write(tmp_path / "x", records)
    wanted = [chance.randrange(len(records)) for _ in range(4000)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(reader.record, wanted)) == [records[doc_id] for doc_id in wanted]


def test_a_damaged_block_is_an_error_and_not_a_record(tmp_path):
    path = tmp_path / "x"
    write(path, [b"record of some length"])
    data = bytearray(path.read_bytes())
    data[70] ^= 1
    path.write_bytes(data)
    # One chunk covers so small a file: opening reads the offsets and finds it out already.
    with pytest.raises(IndexCorruptError):
        StoredReader(Part(path, stored.PART))


def test_a_block_that_is_no_zstandard_frame_is_an_error(tmp_path):
    reader = write(tmp_path / "x", [b"record"])
    reader.compressed = lambda _block: memoryview_of(b"not compressed")
    with pytest.raises(IndexCorruptError, match="block 0 cannot be decompressed"):
        reader.record(0)


class memoryview_of:
    def __init__(self, data):
        self.data = data


def test_abandoning_leaves_no_file(tmp_path):
    writer = StoredWriter(tmp_path / "x")
    writer.add([b"record"])
    writer.abandon()
    assert list(tmp_path.iterdir()) == []
