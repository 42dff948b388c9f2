"""Part files: what goes in comes out, and no damaged byte is ever served."""

from __future__ import annotations

import threading
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.codec import parts
from search.codec.parts import ALIGNMENT, MAGIC, Part, PartWriter, narrowest
from search.errors import IndexCorruptError, IndexVersionError

DTYPES = (np.uint8, np.uint16, np.uint32, np.uint64, np.int32, np.int64, np.float32, np.bool_)


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr(parts, "CHUNK_BYTES", 256)


def write(path, blocks, part="terms", **facts):
    writer = PartWriter(path, part)
    for name, values in blocks.items():
        writer.add(name, values)
    writer.close(**facts)
    return path


def sample_blocks():
    return {
        "bytes": np.arange(200, dtype=np.uint8),
        "empty": np.empty(0, np.uint32),
        "numbers": np.arange(1000, 1100, dtype=np.uint32),
        "scores": np.linspace(0, 1, 50, dtype=np.float32),
    }


def read_everything(path, part="terms"):
    """Open the file and read and check all of it."""
    opened = Part(path, part)
    arrays = {name: opened.array(name).copy() for name in opened.names()}
    opened.check_all()
    return arrays


# Round trip


@given(blocks=st.lists(st.tuples(st.sampled_from(DTYPES), st.lists(st.integers(0, 1), max_size=70)), max_size=5))
def test_blocks_come_back_with_their_dtypes(tmp_path_factory, blocks):
    path = tmp_path_factory.mktemp("part") / "x"
    written = {f"b{number}": np.array(values, dtype) for number, (dtype, values) in enumerate(blocks)}
    opened = Part(write(path, written), "terms")
    assert opened.names() == list(written)
    for name, values in written.items():
        found = opened.array(name)
        assert (found.dtype, found.tolist()) == (values.dtype, values.tolist())
        assert name in opened
    assert "other" not in opened
    opened.check_all()


def test_a_block_appended_in_pieces_is_cast_to_its_dtype(tmp_path):
    writer = PartWriter(tmp_path / "x", "terms")
    writer.begin("freqs", np.uint16)
    for piece in (np.array([1, 2], np.uint8), np.empty(0, np.int64), np.array([3, 1000], np.int64), np.arange(6)[::2]):
        writer.append(piece)
    writer.close()
    found = Part(tmp_path / "x", "terms").array("freqs")
    assert (found.dtype, found.tolist()) == (np.uint16, [1, 2, 3, 1000, 0, 2, 4])


def test_big_endian_values_are_written_little_endian(tmp_path):
    path = write(tmp_path / "x", {"a": np.array([1, 258], ">u4")})
    assert Part(path, "terms").array("a").tolist() == [1, 258]
    assert path.read_bytes()[ALIGNMENT : ALIGNMENT + 8] == b"\x01\0\0\0\x02\x01\0\0"


def test_blocks_begin_at_multiples_of_64(tmp_path):
    opened = Part(write(tmp_path / "x", sample_blocks()), "terms")
    starts = [offset for offset, _, _ in opened.facts["blocks"].values()]
    assert all(start % ALIGNMENT == 0 for start in starts)
    assert len(starts) == 4


def test_arrays_are_read_only_and_stay_valid_without_the_part(tmp_path):
    opened = Part(write(tmp_path / "x", sample_blocks()), "terms")
    found = opened.array("numbers")
    with pytest.raises(ValueError, match="read-only"):
        found[0] = 1
    del opened
    assert found.tolist() == list(range(1000, 1100))


def test_facts_come_back(tmp_path):
    opened = Part(write(tmp_path / "x", {}, documents=3, levels=["مجذوع", "b"], of={"a": None}), "terms")
    assert {name: opened.facts[name] for name in ("documents", "levels", "of")} == {
        "documents": 3,
        "levels": ["مجذوع", "b"],
        "of": {"a": None},
    }
    assert (opened.facts["part"], opened.facts["version"]) == ("terms", parts.VERSION)


def test_size_bytes_is_the_size_of_the_file(tmp_path):
    path = write(tmp_path / "x", sample_blocks())
    assert Part(path, "terms").size_bytes == path.stat().st_size


def test_a_file_is_never_overwritten_and_abandoning_removes_it(tmp_path):
    writer = PartWriter(tmp_path / "x", "terms")
    with pytest.raises(FileExistsError):
        PartWriter(tmp_path / "x", "terms")
    writer.add("a", np.arange(3))
    writer.abandon()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("size", [0, 1, 255 - 64, 256 - 64, 257 - 64, 256, 3 * 256 - 64, 3 * 256 - 64 + 1])
@pytest.mark.usefixtures("small_chunks")
def test_checksums_cover_each_chunk_wherever_the_blocks_end(tmp_path, size):
    path = write(tmp_path / "x", {"a": np.arange(size, dtype=np.uint8)})
    opened = Part(path, "terms")
    data, end = path.read_bytes(), opened.facts["end"]
    chunks = [data[start : min(start + 256, end)] for start in range(0, end + 1, 256)]
    assert opened.facts["checksums"] == list(map(zlib.crc32, chunks))
    opened.check_all()


# Damage


@pytest.mark.usefixtures("small_chunks")
def test_every_flipped_bit_is_detected(tmp_path):
    """There is no exception: padding between blocks is under the checksums, that of the footer must be zero."""
    path = write(tmp_path / "x", sample_blocks(), documents=7)
    data = bytearray(path.read_bytes())
    for place in range(len(data)):
        for bit in (0, 7):
            data[place] ^= 1 << bit
            path.write_bytes(data)
            with pytest.raises((IndexCorruptError, IndexVersionError)):
                read_everything(path)
            data[place] ^= 1 << bit


def test_truncation_at_every_length_is_detected(tmp_path):
    path = write(tmp_path / "x", sample_blocks())
    data = path.read_bytes()
    for length in range(len(data)):
        path.write_bytes(data[:length])
        with pytest.raises(IndexCorruptError):
            Part(path, "terms")


def test_bytes_behind_the_end_are_detected(tmp_path):
    path = write(tmp_path / "x", sample_blocks())
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(IndexCorruptError):
        Part(path, "terms")


def test_a_file_that_is_missing_or_a_folder_is_corrupt(tmp_path):
    for path in (tmp_path / "nothing", tmp_path):
        with pytest.raises(IndexCorruptError, match="cannot be read"):
            Part(path, "terms")


def test_a_file_of_another_program_is_corrupt_and_not_of_another_version(tmp_path):
    (tmp_path / "x").write_bytes(b"%PDF-1.7\n" + b"\0" * 100)
    with pytest.raises(IndexCorruptError, match="not one of our part files"):
        Part(tmp_path / "x", "terms")


def test_one_part_is_not_taken_for_another(tmp_path):
    path = write(tmp_path / "x", {})
    with pytest.raises(IndexCorruptError, match="'terms' instead of 'postings'"):
        Part(path, "postings")


@pytest.mark.parametrize("version", [1, 2, 255])
def test_another_version_of_the_format_is_refused(tmp_path, version):
    path = write(tmp_path / "x", sample_blocks())
    data = path.read_bytes().replace(MAGIC, MAGIC[:6] + bytes([version]) + MAGIC[7:])
    path.write_bytes(data)
    with pytest.raises(IndexVersionError, match=f"format {version}"):
        Part(path, "terms")


def test_a_block_that_is_not_there_is_an_error(tmp_path):
    opened = Part(write(tmp_path / "x", sample_blocks()), "terms")
    for read in (opened.array, opened.lazy_array):
        with pytest.raises(IndexCorruptError, match="block 'other'"):
            read("other")


# Lazy checking


@pytest.mark.usefixtures("small_chunks")
def test_only_the_chunks_touched_are_checked(tmp_path):
    path = write(tmp_path / "x", {"a": np.arange(1000, dtype=np.uint32)})
    data = bytearray(path.read_bytes())
    # Item i lies at 64 + 4 i: chunk 4 (bytes 1,024 to 1,279) holds the items 240 to 303.
    data[1100] ^= 1
    path.write_bytes(data)
    opened = Part(path, "terms")
    numbers = opened.lazy_array("a")
    opened.check_items("a", 0, 240)
    opened.check_items("a", 304, 1000)
    assert numbers[304:].tolist() == list(range(304, 1000))
    for start, end in ((239, 241), (240, 241), (303, 304), (0, 1000), (303, 305)):
        with pytest.raises(IndexCorruptError, match="from 1,024 on"):
            opened.check_items("a", start, end)
    with pytest.raises(IndexCorruptError):
        opened.array("a")
    with pytest.raises(IndexCorruptError):
        opened.check_all()


@pytest.mark.usefixtures("small_chunks")
def test_a_chunk_is_checked_once(tmp_path, monkeypatch):
    path = write(tmp_path / "x", {"a": np.arange(1000, dtype=np.uint32)})
    opened = Part(path, "terms")
    checked = []
    monkeypatch.setattr(parts.zlib, "crc32", lambda data: checked.append(len(data)) or zlib_crc32(data))
    opened.check_items("a", 0, 100)
    assert checked == [256, 256]
    opened.check_items("a", 10, 100)
    assert checked == [256, 256]
    opened.check_items("a", 100, 150)
    assert checked == [256, 256, 256]


zlib_crc32 = zlib.crc32


@pytest.mark.usefixtures("small_chunks")
def test_an_empty_slice_can_be_checked(tmp_path):
    path = write(tmp_path / "x", {"a": np.arange(48, dtype=np.uint32), "none": np.empty(0, np.uint32)})
    opened = Part(path, "terms")
    opened.check_items("a", 0, 0)
    opened.check_items("a", 48, 48)
    opened.check_items("none", 0, 0)
    assert opened.array("none").tolist() == []


@pytest.mark.usefixtures("small_chunks")
def test_threads_check_the_same_file(tmp_path):
    opened = Part(write(tmp_path / "x", {"a": np.arange(20_000, dtype=np.uint32)}), "terms")
    found = []
    threads = [threading.Thread(target=lambda: found.append(int(opened.array("a").sum()))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [sum(range(20_000))] * 8


def test_narrowest_dtype_holds_the_limit():
    limits = {0: "uint8", 255: "uint8", 256: "uint16", 65_535: "uint16", 65_536: "uint32", 2**32: "uint64"}
    assert {limit: str(narrowest(limit)) for limit in limits} == limits
    assert narrowest(0, (np.uint32, np.uint64)) == np.uint32
