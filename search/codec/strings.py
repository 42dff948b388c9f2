"""StringTable: sorted distinct byte strings as one blob and its offsets, searched without being loaded.

Useful for: string → ordinal, ordinal → string, all strings with a prefix or of a pattern. A line feed ends
every string in the blob, so that one regular expression reads thousands of them (`matching`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from search.codec.parts import Array, Part, PartWriter, narrowest

SAMPLED = 64
"""Every so many strings one is kept in memory: most steps of a search then cost a tenth of a look into the blob."""

Ordinals = npt.NDArray[np.int64]


class StringTable(Sequence[bytes]):
    """n distinct byte strings in byte order, which for UTF-8 is the order of code points.

    String i is blob[offsets[i] : offsets[i + 1] - 1]; offsets: (n + 1,) unsigned, increasing.

    >>> table = StringTable.of([b"ab", b"b"])
    >>> len(table), table[1], table.find(b"b"), table.find(b"c"), table.prefix_range(b"a")
    (2, b'b', 1, None, (0, 1))
    """

    def __init__(self, blob: Array, offsets: Array) -> None:
        """blob: uint8. Both may be memory-mapped; they are not modified."""
        self._blob = blob.data
        self._offsets = offsets.data
        self.offsets = offsets
        self._sample: list[bytes] | None = None

    @classmethod
    def of(cls, strings: Sequence[bytes]) -> StringTable:
        """Return the table of strings that are sorted and distinct already."""
        return cls(*pack_strings(strings))

    @classmethod
    def read(cls, part: Part, name: str) -> StringTable:
        """Return the table that `write` put under a name. Raises IndexCorruptError."""
        return cls(part.array(f"{name}.blob"), part.array(f"{name}.offsets"))

    def write(self, part: PartWriter, name: str) -> None:
        """Write the table under a name."""
        part.add(f"{name}.blob", np.frombuffer(self._blob, np.uint8))
        part.add(f"{name}.offsets", self.offsets)

    def __len__(self) -> int:
        """Return the number of strings."""
        return len(self._offsets) - 1

    def __getitem__(self, ordinal: int) -> bytes:  # type: ignore[override]  # no slices
        """Return one string."""
        if ordinal < 0 or ordinal >= len(self._offsets) - 1:
            raise IndexError(ordinal)
        return bytes(self._blob[self._offsets[ordinal] : self._offsets[ordinal + 1] - 1])

    def __iter__(self) -> Iterator[bytes]:
        """Yield every string in order."""
        return iter(self.load())

    def load(self) -> list[bytes]:
        """Return every string in order, several times faster than one by one."""
        blob = self._blob.tobytes()
        bounds = self.offsets.tolist()
        return [blob[start : end - 1] for start, end in pairwise(bounds)]

    def text(self) -> str:
        """Return every string (UTF-8) in order, a line feed after each."""
        return bytes(self._blob).decode("utf-8", "surrogatepass")

    def code_points(self) -> tuple[Array, Ordinals]:
        """Return (characters,) uint32 of all strings (UTF-8) in a row, and (n + 1,) int64 where each begins."""
        chars = np.frombuffer(self.text().encode("utf-32-le", "surrogatepass"), np.uint32)
        ends = np.flatnonzero(chars == ord("\n"))
        offsets = np.zeros(len(ends) + 1, np.int64)
        offsets[1:] = ends - np.arange(len(ends))
        chars = chars[chars != ord("\n")]
        chars.flags.writeable = False
        return chars, offsets

    def find(self, string: bytes) -> int | None:
        """Return the ordinal of a string, or None. Cost: O(log n), some microseconds."""
        ordinal = self.first_from(string)
        return ordinal if ordinal < len(self) and self[ordinal] == string else None

    def first_from(self, string: bytes) -> int:
        """Return the ordinal of the first string that is not less than `string`."""
        sample = self._sample
        if sample is None:
            sample = self._sample = [self[ordinal] for ordinal in range(0, len(self), SAMPLED)]
        place = bisect_left(sample, string)
        return bisect_left(self, string, max(place - 1, 0) * SAMPLED, min(place * SAMPLED, len(self)))

    def prefix_range(self, prefix: bytes) -> tuple[int, int]:
        """Return (start, end): the ordinals of the strings that begin with the prefix."""
        if not prefix:
            return 0, len(self)
        # No UTF-8 string holds the byte 0xff, so it sorts behind everything that continues the prefix.
        return self.first_from(prefix), self.first_from(prefix + b"\xff")

    def matching(self, pattern: bytes, start: int, end: int) -> Ordinals:
        """Return the ordinals between start and end whose whole string matches a regular expression, increasing.

        pattern: must not match a line feed.
        """
        first, last = self._offsets[start], self._offsets[end]
        found = re.finditer(rb"^(?:" + pattern + rb")$", self._blob[first:last], re.MULTILINE)
        begins = np.fromiter((match.start() for match in found), np.int64) + first
        # Behind the last line feed begins an empty line that is no string.
        return np.searchsorted(self.offsets, begins[begins < last]).astype(np.int64)


def pack_strings(strings: Sequence[bytes]) -> tuple[Array, Array]:
    """Return (blob, offsets) of the strings, a line feed after each."""
    blob = np.frombuffer(b"\n".join([*strings, b""]), np.uint8)
    lengths = np.fromiter(map(len, strings), np.int64, len(strings)) + 1
    offsets = np.zeros(len(strings) + 1, narrowest(max(len(blob), 1), (np.uint32, np.uint64)))
    np.cumsum(lengths, out=offsets[1:])
    return blob, offsets


def merge_tables(tables: Sequence[Iterable[bytes]]) -> tuple[list[bytes], list[npt.NDArray[np.int64]]]:
    """Return every distinct string in order, and for each table the new ordinal of each of its strings."""
    lists = [list(table) for table in tables]
    merged = sorted(set().union(*lists))
    ordinal_of = {string: ordinal for ordinal, string in enumerate(merged)}
    return merged, [np.fromiter(map(ordinal_of.__getitem__, strings), np.int64, len(strings)) for strings in lists]
