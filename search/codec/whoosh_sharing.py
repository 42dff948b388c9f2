"""One reader of a segment for all that Whoosh opens of it: terms and documents share its files."""

from __future__ import annotations

from pathlib import Path
from weakref import WeakValueDictionary

from whoosh.reading import ReaderClosed

from search.codec.reader import SegmentEntry, SegmentReader
from search.errors import IndexCorruptError

KEY, HASH, RECORD, LENGTH = "key", "hash", "record", "_length"
"""Names in the Whoosh schema: the field of keys, the columns of hashes and of lengths (`title_length`), the record."""

_open_readers: WeakValueDictionary[tuple[str, str, int, int], SegmentReader] = WeakValueDictionary()


def shared_reader(folder: Path, segment: SegmentEntry) -> SegmentReader:
    """Return the reader of a segment; while somebody holds it, everybody gets the same one.

    Raises IndexCorruptError, IndexVersionError; FileNotFoundError where a file is gone, for then a writer has most
    likely just merged the segment away, and Whoosh's `Index.reader` tries again with the newest generation.
    """
    name = (str(folder.absolute()), segment.segment_id(), segment.deletions, segment.families)
    reader = _open_readers.get(name)
    if reader is None:
        try:
            reader = SegmentReader(folder, segment)
        except IndexCorruptError as error:
            if isinstance(error.__cause__, FileNotFoundError):
                raise error.__cause__ from error
            raise
        _open_readers[name] = reader
    return reader


class SharedSegment:
    """Holds the reader until it is closed. The files are released with the last holder, or the last array of it."""

    def __init__(self, folder: Path, segment: SegmentEntry) -> None:
        """Open the segment, or join those who have it open. Raises as `shared_reader` does."""
        self._shared: SegmentReader | None = shared_reader(folder, segment)

    @property
    def _reader(self) -> SegmentReader:
        if self._shared is None:
            raise ReaderClosed
        return self._shared

    def close(self) -> None:
        """Let go of the reader."""
        self._shared = None
