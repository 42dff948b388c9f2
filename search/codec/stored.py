"""Stored records in compressed blocks: Zstandard over some thirty articles each, found by document.

blocks: uint8, compressed blocks one after another; block_offsets (b + 1,); first_docs (b,), the first document
of each block; record_offsets (n + 1,), where each record lies in the records joined together, uncompressed.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import zstandard

from search.codec.arrays import Int64s, lengths_of, offsets_of
from search.codec.parts import Part, PartWriter, narrowest
from search.errors import IndexCorruptError

PART = "stored"
BLOCK_BYTES = 1 << 16
"""Uncompressed bytes after which a block ends: some ten articles with all that was found in them."""

COMPRESSION_LEVEL = 3
CACHED_BLOCKS = 32
"""Blocks kept uncompressed per segment: the hits of a page often lie in few of them, and are asked for again."""


class StoredWriter:
    """Writes records as they come; memory holds one block."""

    def __init__(self, path: Path) -> None:
        """Begin the part file."""
        self._part = PartWriter(path, PART)
        self._part.begin("blocks", np.uint8)
        self._compressor = zstandard.ZstdCompressor(level=COMPRESSION_LEVEL)
        self._pending: list[bytes] = []
        self._pending_bytes = 0
        self._lengths: list[npt.NDArray[np.int64]] = []
        self._doc_count = 0
        self._first_docs: list[int] = []
        self._block_lengths: list[int] = []

    def add(self, records: Iterable[bytes]) -> None:
        """Add the records of the next documents."""
        lengths = []
        for record in records:
            self._pending.append(record)
            self._pending_bytes += len(record)
            lengths.append(len(record))
            if self._pending_bytes >= BLOCK_BYTES:
                self._flush(self._doc_count + len(lengths))
        self._note(np.array(lengths, np.int64))

    def copy(self, reader: StoredReader) -> None:
        """Add every record of another segment, its blocks as they are."""
        self._flush(self._doc_count)
        for block, length in enumerate(lengths_of(reader.block_offsets).tolist()):
            self._first_docs.append(self._doc_count + int(reader.first_docs[block]))
            self._block_lengths.append(length)
            self._part.append(reader.compressed(block))
        self._note(lengths_of(reader.record_offsets))

    def close(self) -> None:
        """Write what is left and the offsets; the file is complete and on disk afterwards."""
        self._flush(self._doc_count)
        record_offsets = offsets_of(np.concatenate(self._lengths or [np.empty(0, np.int64)]))
        block_offsets = offsets_of(np.array(self._block_lengths, np.int64))
        self._part.add("block_offsets", block_offsets.astype(narrowest(int(block_offsets[-1]), _OFFSETS)))
        self._part.add("first_docs", np.array(self._first_docs, np.uint32))
        self._part.add("record_offsets", record_offsets.astype(narrowest(int(record_offsets[-1]), _OFFSETS)))
        self._part.close()

    def abandon(self) -> None:
        """Remove the unfinished file."""
        self._part.abandon()

    def _note(self, lengths: npt.NDArray[np.int64]) -> None:
        self._lengths.append(lengths)
        self._doc_count += len(lengths)

    def _flush(self, end_doc: int) -> None:
        if not self._pending:
            return
        packed = self._compressor.compress(b"".join(self._pending))
        self._first_docs.append(end_doc - len(self._pending))
        self._block_lengths.append(len(packed))
        self._part.append(np.frombuffer(packed, np.uint8))
        self._pending, self._pending_bytes = [], 0


_OFFSETS = (np.uint32, np.uint64)


class StoredReader:
    """The records of one segment. Safe to share between threads."""

    def __init__(self, part: Part) -> None:
        """Read the offsets; blocks are checked and decompressed when they are asked for."""
        self._part = part
        self._blocks = part.lazy_array("blocks")
        self.block_offsets: Int64s = part.array("block_offsets").astype(np.int64)
        self.first_docs = part.array("first_docs")
        self.record_offsets = part.array("record_offsets")
        self._cache: OrderedDict[int, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def record(self, doc_id: int) -> bytes:
        """Return one record. Raises IndexCorruptError."""
        block = int(np.searchsorted(self.first_docs, doc_id, side="right")) - 1
        base = int(self.record_offsets[self.first_docs[block]])
        start, end = int(self.record_offsets[doc_id]) - base, int(self.record_offsets[doc_id + 1]) - base
        return self._uncompressed(block)[start:end]

    def compressed(self, block: int) -> npt.NDArray[np.uint8]:
        """Return one block as it is on disk. Raises IndexCorruptError."""
        start, end = int(self.block_offsets[block]), int(self.block_offsets[block + 1])
        self._part.check_items("blocks", start, end)
        return self._blocks[start:end]

    def _uncompressed(self, block: int) -> bytes:
        with self._lock:
            found = self._cache.get(block)
            if found is not None:
                self._cache.move_to_end(block)
                return found
        try:
            # A decompressor of its own for each call: zstandard's are not safe to share between threads.
            found = zstandard.ZstdDecompressor().decompress(self.compressed(block).data)
        except zstandard.ZstdError as error:
            raise IndexCorruptError(self._part.path, f"block {block} cannot be decompressed ({error})") from error
        with self._lock:
            self._cache[block] = found
            if len(self._cache) > CACHED_BLOCKS:
                self._cache.popitem(last=False)
        return found
