"""SegmentReader: one segment as memory-mapped arrays.

Useful for: dictionary, postings, positions, columns, families and records of one segment. Not useful for: anything
about several segments (`search.engines.local.snapshot`), or what a word stands for (the engine's planner).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from search.codec.families import PART as FAMILIES
from search.codec.families import Families, read_families
from search.codec.parts import Array, Part
from search.codec.stored import PART as STORED
from search.codec.stored import StoredReader
from search.codec.strings import StringTable
from search.errors import IndexCorruptError
from search.types import Mask

TERMS, POSTINGS, FREQUENCIES, POSITIONS = "terms", "postings", "frequencies", "positions"
COLUMNS, DELETIONS = "columns", "deletions"

EXTENSIONS = {TERMS: "trm", POSTINGS: "pst", FREQUENCIES: "frq", POSITIONS: "pos", COLUMNS: "col", STORED: "sto"}
"""The parts that never change, and the ends of their file names."""


class SegmentEntry(Protocol):
    """What a table of contents says of a segment (`segment.FihrisSegment`)."""

    document_count: int
    deleted: int
    deletions: int
    families: int

    def segment_id(self) -> str:
        """Return the beginning of the names of its files."""


def part_path(folder: Path, segment: SegmentEntry, part: str) -> Path:
    """Return where a part of a segment lies."""
    name = segment.segment_id()
    if part == FAMILIES:
        return folder / f"{name}.{segment.families}.fam"
    if part == DELETIONS:
        return folder / f"{name}.{segment.deletions}.del"
    return folder / f"{name}.{EXTENSIONS[part]}"


def part_paths(folder: Path, segment: SegmentEntry) -> dict[str, Path]:
    """Return every part file that a segment has now, by part."""
    parts = [*EXTENSIONS, FAMILIES, *([DELETIONS] if segment.deletions else [])]
    return {part: part_path(folder, segment, part) for part in parts}


@dataclass(frozen=True, slots=True)
class FieldPostings:
    """The posting lists of one text field.

    doc_ids: uint32, freqs: uint8 … uint32, posting by posting; those of form i lie in
    [posting_offsets[i], posting_offsets[i + 1]). positions: uint16 or uint32; those of form i lie in
    [position_offsets[i], position_offsets[i + 1]), freqs[j] of them for posting j. Check slices before use
    (`SegmentReader.check_postings`).
    """

    posting_offsets: Array
    doc_ids: Array
    freqs: Array
    position_offsets: Array
    positions: Array


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """A facet field: any number of values per document, as ordinals into the sorted distinct values.

    The ordinals of document d are ordinals[offsets[d]:offsets[d + 1]], distinct. The documents of value i are
    doc_ids[posting_offsets[i]:posting_offsets[i + 1]], increasing.
    """

    values: StringTable
    offsets: Array
    ordinals: Array
    posting_offsets: Array
    doc_ids: Array


@dataclass(frozen=True, slots=True)
class RangeValues:
    """Any number of day ranges per document: first[i]–last[i] for i in offsets[d] … offsets[d + 1], int32."""

    offsets: Array
    first: Array
    last: Array


class SegmentReader:
    """One immutable segment. Opening reads directories only; threads may share it. Arrays are not to be modified.

    There is nothing to close: its files are released with the last user of the reader, or of an array from it.
    """

    def __init__(self, folder: Path, segment: SegmentEntry) -> None:
        """Open the parts that every search needs. Raises IndexCorruptError, IndexVersionError."""
        self.entry = segment
        self.name = segment.segment_id()
        self.doc_count = segment.document_count
        self.parts = {part: Part(path, part) for part, path in part_paths(folder, segment).items()}
        for part in self.parts.values():
            found = part.facts.get("documents", self.doc_count)
            if found != self.doc_count:
                raise IndexCorruptError(part.path, f"it has {found:,} documents, the segment has {self.doc_count:,}")
        facts = self.parts[TERMS].facts
        self.text_fields: tuple[str, ...] = tuple(facts["text_fields"])
        self.value_fields: tuple[str, ...] = tuple(facts["value_fields"])

    @property
    def families_version(self) -> str:
        """Return the version of the functions that made the family maps."""
        return str(self.parts[FAMILIES].facts["families_version"])

    @cached_property
    def forms(self) -> StringTable:
        """Return the distinct surface forms of all text fields."""
        return StringTable.read(self.parts[TERMS], "forms")

    @cached_property
    def families(self) -> Families:
        """Return the family maps."""
        return read_families(self.parts[FAMILIES])

    @cached_property
    def postings(self) -> dict[str, FieldPostings]:
        """Return the posting lists of each text field."""
        terms = self.parts[TERMS]
        postings, frequencies, positions = (self.parts[part] for part in (POSTINGS, FREQUENCIES, POSITIONS))
        return {
            field: FieldPostings(
                posting_offsets=terms.array(f"{field}.posting_offsets"),
                doc_ids=postings.lazy_array(f"{field}.doc_ids"),
                freqs=frequencies.lazy_array(f"{field}.freqs"),
                position_offsets=terms.array(f"{field}.position_offsets"),
                positions=positions.lazy_array(f"{field}.positions"),
            )
            for field in self.text_fields
        }

    def check_postings(self, field: str, start: int, end: int) -> None:
        """Check postings start … end - 1 of a field before their first use. Raises IndexCorruptError."""
        self.parts[POSTINGS].check_items(f"{field}.doc_ids", start, end)
        self.parts[FREQUENCIES].check_items(f"{field}.freqs", start, end)

    def check_posting_rows(self, field: str, starts: Array, ends: Array) -> None:
        """Check several stretches of postings of a field, as `check_postings` does one."""
        self.parts[POSTINGS].check_rows(f"{field}.doc_ids", starts, ends)
        self.parts[FREQUENCIES].check_rows(f"{field}.freqs", starts, ends)

    def check_positions(self, field: str, start: int, end: int) -> None:
        """Check positions start … end - 1 of a field before their first use. Raises IndexCorruptError."""
        self.parts[POSITIONS].check_items(f"{field}.positions", start, end)

    def check_position_rows(self, field: str, starts: Array, ends: Array) -> None:
        """Check several stretches of positions of a field, as `check_positions` does one."""
        self.parts[POSITIONS].check_rows(f"{field}.positions", starts, ends)

    @cached_property
    def columns(self) -> dict[str, ValueColumn]:
        """Return the column of each facet field."""
        terms, postings, columns = (self.parts[part] for part in (TERMS, POSTINGS, COLUMNS))
        return {
            field: ValueColumn(
                values=StringTable.read(terms, field),
                offsets=columns.array(f"{field}.offsets"),
                ordinals=columns.array(f"{field}.ordinals"),
                posting_offsets=terms.array(f"{field}.posting_offsets"),
                doc_ids=postings.array(f"{field}.doc_ids"),
            )
            for field in self.value_fields
        }

    def numbers(self, name: str) -> npt.NDArray[Any]:
        """Return a column of one number per document, (doc_count,)."""
        return self.parts[COLUMNS].array(f"{name}.numbers")

    def lengths(self, field: str) -> npt.NDArray[Any]:
        """Return (doc_count,) unsigned, the words of a text field in each document."""
        return self.parts[COLUMNS].array(f"{field}.lengths")

    def ranges(self, name: str) -> RangeValues:
        """Return a column of day ranges."""
        part = self.parts[COLUMNS]
        return RangeValues(*(part.array(f"{name}.{piece}") for piece in ("offsets", "first", "last")))

    def rows(self, name: str) -> Array:
        """Return a column of as many numbers for every document, (doc_count, w)."""
        part = self.parts[COLUMNS]
        return part.array(f"{name}.rows").reshape(self.doc_count, part.facts["row_widths"][name])

    @cached_property
    def keys(self) -> StringTable:
        """Return the keys of all documents, sorted."""
        return StringTable.read(self.parts[TERMS], "keys")

    @cached_property
    def key_ordinals(self) -> Array:
        """Return (doc_count,), for each document the ordinal of its key."""
        return self.parts[COLUMNS].array("key.ordinals")

    @cached_property
    def key_doc_ids(self) -> Array:
        """Return (doc_count,), for each ordinal of a key its document; the later of two where one was replaced."""
        return self.parts[TERMS].array("key.doc_ids")

    @cached_property
    def hashes(self) -> Array:
        """Return (doc_count, 16) uint8, the content hash of each document."""
        return self.parts[COLUMNS].array("hashes").reshape(-1, 16)

    @cached_property
    def stored(self) -> StoredReader:
        """Return the stored records."""
        return StoredReader(self.parts[STORED])

    @cached_property
    def live(self) -> Mask | None:
        """Return (doc_count,) bool, False for deleted documents; None where there are none."""
        if not self.entry.deletions:
            return None
        packed = self.parts[DELETIONS].array("deleted")
        return ~np.unpackbits(packed, count=self.doc_count).astype(np.bool_)

    @property
    def size_bytes(self) -> dict[str, int]:
        """Return the size of each part."""
        return {name: part.size_bytes for name, part in self.parts.items()}
