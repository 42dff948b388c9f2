"""Part files: named typed arrays in one file, checked before they are used.

    magic "FIHRIS\\x03\\n" · blocks, each beginning at a multiple of 64 · directory (JSON) · footer (40 bytes)

The directory says the part's name and format version, where each block lies, its dtype and number of
items, and the CRC-32 of every CHUNK_BYTES of the file before the directory. The footer holds the place,
length and CRC-32 of the directory and the magic again. Not for: what the blocks mean (`search.codec`).
"""

from __future__ import annotations

import contextlib
import json
import mmap
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from search.codec.durable import sync_file
from search.errors import IndexCorruptError, IndexVersionError

MAGIC = b"FIHRIS\x03\n"
VERSION = 3
"""Of the container and of what the blocks mean; an index of another version is refused."""

ALIGNMENT = 64
CHUNK_BYTES = 1 << 18
"""Bytes under one checksum: small enough that checking a chunk before its first use costs a tenth of a millisecond."""

_FOOTER = struct.Struct("<QQI12s8s")
_PADDING = b"\0" * 12

Array = npt.NDArray[Any]


class PartWriter:
    """Writes one part file front to back; it is complete and on disk when `close` returns."""

    def __init__(self, path: Path, part: str) -> None:
        """part: the name of the part, kept in the file so that one cannot be taken for another."""
        self._path = path
        self._part = part
        self._file: BinaryIO = path.open("xb")
        self._blocks: dict[str, list[Any]] = {}
        self._checksums: list[int] = []
        self._chunk = bytearray()
        self._offset = 0
        self._write(MAGIC)

    def add(self, name: str, values: Array) -> None:
        """Write a whole block. values: one dimension, any fixed-size dtype."""
        self.begin(name, values.dtype)
        self.append(values)

    def begin(self, name: str, dtype: npt.DTypeLike) -> None:
        """Begin a block that `append` fills piece by piece."""
        self._write(b"\0" * (-self._offset % ALIGNMENT))
        self._dtype = np.dtype(dtype).newbyteorder("<")
        self._block = self._blocks[name] = [self._offset, self._dtype.str, 0]

    def append(self, values: Array) -> None:
        """Write further items of the block begun last; they are cast to its dtype, which must hold them."""
        self._block[2] += len(values)
        self._write(np.ascontiguousarray(values, self._dtype).view(np.uint8).data if len(values) else b"")

    def close(self, **facts: Any) -> None:
        """Write the directory with further facts (plain JSON values), flush everything to disk, close."""
        self._checksums.append(zlib.crc32(self._chunk))
        directory = json.dumps(
            {"part": self._part, "version": VERSION, "blocks": self._blocks, "checksums": self._checksums, **facts}
        ).encode()
        self._file.write(directory)
        self._file.write(_FOOTER.pack(self._offset, len(directory), zlib.crc32(directory), _PADDING, MAGIC))
        sync_file(self._file)
        self._file.close()

    def abandon(self) -> None:
        """Close and remove the unfinished file."""
        # On a full disk closing fails too, for the last of its bytes; nobody needs them.
        with contextlib.suppress(OSError):
            self._file.close()
        self._path.unlink(missing_ok=True)

    def _write(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        self._offset += len(data)
        rest = memoryview(data)
        while len(rest):
            room = CHUNK_BYTES - len(self._chunk)
            if not self._chunk and len(rest) >= CHUNK_BYTES:
                self._checksums.append(zlib.crc32(rest[:CHUNK_BYTES]))
                rest = rest[CHUNK_BYTES:]
                continue
            self._chunk += rest[:room]
            rest = rest[room:]
            if len(self._chunk) == CHUNK_BYTES:
                self._checksums.append(zlib.crc32(self._chunk))
                self._chunk.clear()


class Part:
    """An open part file, memory-mapped. Opening reads its directory only; bytes are checked before their first use."""

    def __init__(self, path: Path, part: str) -> None:
        """Open the file. Raises IndexCorruptError (also where it is missing), IndexVersionError."""
        self.path = path
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise IndexCorruptError(path, f"it cannot be read ({error})") from error
        self.facts = self._read_directory(part)
        self._blocks: dict[str, list[Any]] = self.facts["blocks"]
        self._checksums: list[int] = self.facts["checksums"]
        self._unchecked = bytearray(b"\1") * len(self._checksums)
        self._is_checked = False

    @property
    def size_bytes(self) -> int:
        """Return the size of the file."""
        return len(self._map)

    def __contains__(self, name: str) -> bool:
        """Return whether there is such a block."""
        return name in self._blocks

    def names(self) -> list[str]:
        """Return the names of the blocks, in the order in which they were written."""
        return list(self._blocks)

    def array(self, name: str) -> Array:
        """Return a block as an array over the mapped file, all of it checked. Raises IndexCorruptError."""
        array = self.lazy_array(name)
        self.check_items(name, 0, len(array))
        return array

    def lazy_array(self, name: str) -> Array:
        """Return a block unchecked: call `check_items` before using a piece of it. Raises IndexCorruptError."""
        try:
            offset, dtype, count = self._blocks[name]
            return np.frombuffer(self._map, np.dtype(dtype), count, offset)
        except (KeyError, ValueError, TypeError) as error:
            raise IndexCorruptError(self.path, f"block {name!r} is not in it ({error})") from error

    def check_items(self, name: str, start: int, end: int) -> None:
        """Check the items start … end - 1 of a block where that has not been done. Raises IndexCorruptError.

        Cost: nothing to speak of the second time; 60 microseconds a chunk the first time.
        """
        if self._is_checked:
            return
        offset, dtype, _ = self._blocks[name]
        size = int(dtype[2:])
        first = (offset + start * size) // CHUNK_BYTES
        last = (offset + max(end * size - 1, start * size)) // CHUNK_BYTES
        if self._unchecked.find(1, first, last + 1) >= 0:
            self._check_chunks(first, last)

    def check_rows(self, name: str, starts: Array, ends: Array) -> None:
        """Check several stretches of items, [starts[i], ends[i]) each, as `check_items` does one."""
        if self._is_checked or not len(starts):
            return
        if self._unchecked.find(1) < 0:
            self._is_checked = True
            return
        offset, dtype, _ = self._blocks[name]
        size = int(dtype[2:])
        first = (offset + starts * size) // CHUNK_BYTES
        last = (offset + np.maximum(ends * size - 1, starts * size)) // CHUNK_BYTES
        if self._unchecked.find(1, int(first.min()), int(last.max()) + 1) < 0:
            return
        before = np.concatenate([[0], np.cumsum(np.frombuffer(self._unchecked, np.uint8))])
        last = np.minimum(last, len(self._unchecked) - 1)
        for row in np.flatnonzero(before[last + 1] > before[first]).tolist():
            self._check_chunks(int(first[row]), int(last[row]))

    def check_all(self) -> None:
        """Check every byte of the file. Raises IndexCorruptError."""
        self._check_chunks(0, len(self._checksums) - 1)
        self._is_checked = True

    def _check_chunks(self, first: int, last: int) -> None:
        end, view = self.facts["end"], memoryview(self._map)
        for chunk in range(first, min(last, len(self._checksums) - 1) + 1):
            if self._unchecked[chunk]:
                start = chunk * CHUNK_BYTES
                found = zlib.crc32(view[start : min(start + CHUNK_BYTES, end)])
                if found != self._checksums[chunk]:
                    raise IndexCorruptError(self.path, f"its bytes from {start:,} on have a wrong checksum")
                self._unchecked[chunk] = 0

    def _read_directory(self, part: str) -> dict[str, Any]:
        size = len(self._map)
        if size < len(MAGIC) + _FOOTER.size or self._map[:6] != MAGIC[:6]:
            raise IndexCorruptError(self.path, "it is not one of our part files, or cut short")
        if self._map[: len(MAGIC)] != MAGIC:
            raise IndexVersionError(self.path.parent, f"format {self._map[6]}", f"format {VERSION}")
        start, length, checksum, padding, magic = _FOOTER.unpack(self._map[size - _FOOTER.size :])
        if (magic, padding) != (MAGIC, _PADDING) or start + length + _FOOTER.size != size:
            raise IndexCorruptError(self.path, "its end is missing: it is cut short or overwritten")
        packed = self._map[start : start + length]
        if zlib.crc32(packed) != checksum:
            raise IndexCorruptError(self.path, "its directory has a wrong checksum")
        directory: dict[str, Any] = json.loads(packed)
        if directory["part"] != part:
            raise IndexCorruptError(self.path, f"it holds {directory['part']!r} instead of {part!r}")
        if len(directory["checksums"]) != start // CHUNK_BYTES + 1:
            raise IndexCorruptError(self.path, "it has not as many checksums as bytes")
        directory["end"] = start
        return directory


def narrowest(
    limit: int, dtypes: Iterable[type[np.unsignedinteger[Any]]] = (np.uint8, np.uint16, np.uint32, np.uint64)
) -> Any:
    """Return the narrowest of the dtypes that holds every value up to `limit`."""
    return next(np.dtype(dtype) for dtype in dtypes if limit <= np.iinfo(dtype).max)
