"""Merging segments into one by array operations, deleted documents left out, in bounded memory.

Posting lists are read and written in stretches of terms: every segment keeps its terms in the same order, so a
stretch of the merged dictionary is a stretch of each source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from search.codec.arrays import Int64s, iter_stretches, lengths_of, offsets_of, ragged_indices, row_sums
from search.codec.families import merge_families
from search.codec.files import Piece, SegmentFiles
from search.codec.parts import Array
from search.codec.reader import FieldPostings, SegmentReader
from search.codec.strings import merge_tables

STRETCH_POSTINGS = 2_000_000
"""Postings merged at a time: some 150 MB while they are put in order."""


@dataclass(frozen=True, slots=True)
class _Source:
    """A segment to be merged. live: (n,) bool or None. new_ids: (n,) the documents' new ids, where they live."""

    reader: SegmentReader
    live: npt.NDArray[np.bool_] | None
    new_ids: npt.NDArray[np.uint32]

    def rows(self, values: Array) -> Array:
        """Return the rows of a column that live on."""
        return values if self.live is None else values[self.live]

    def ragged(self, offsets: Array) -> tuple[Int64s, Int64s]:
        """Return (lengths, indices) of the rows of a ragged column that live on."""
        starts, lengths = offsets[:-1].astype(np.int64), lengths_of(offsets)
        starts, lengths = self.rows(starts), self.rows(lengths)
        return lengths, ragged_indices(starts, lengths)


def merge_segments(folder: Path, readers: Sequence[SegmentReader], entry: Any, families_version: str) -> None:
    """Write one segment with the living documents of all, in their order, and fill in the counts of its entry.

    entry: a new `segment.FihrisSegment`. Raises IndexCorruptError where a source is damaged; nothing is left then.
    """
    files = SegmentFiles(folder, entry)
    try:
        _Merger(files, _sources(readers), families_version).carry_out()
    except BaseException:
        files.abandon()
        raise


def _sources(readers: Sequence[SegmentReader]) -> list[_Source]:
    sources, base = [], 0
    for reader in readers:
        live = reader.live
        ids = np.arange(reader.doc_count, dtype=np.int64) if live is None else np.cumsum(live) - 1
        sources.append(_Source(reader, live, (ids + base).astype(np.uint32)))
        base += reader.doc_count - reader.entry.deleted
    return sources


class _Merger:
    def __init__(self, files: SegmentFiles, sources: list[_Source], families_version: str) -> None:
        self._files = files
        self._sources = sources
        self._families_version = families_version
        self._doc_count = sum(source.reader.doc_count - source.reader.entry.deleted for source in sources)
        self._files.entry.document_count = self._doc_count

    def carry_out(self) -> None:
        first = self._sources[0].reader
        self._merge_words(first.text_fields)
        for field in first.value_fields:
            self._merge_values(field)
        for name in self._names(".numbers"):
            self._files.number_column(name, self._rows([source.reader.numbers(name) for source in self._sources]))
        for field in first.text_fields:
            lengths = self._rows([source.reader.lengths(field) for source in self._sources])
            self._files.lengths(field, lengths.astype(np.int64))
        for name in self._names(".first"):
            self._merge_ranges(name)
        for name in self._names(".rows"):
            self._files.row_column(name, self._rows([source.reader.rows(name) for source in self._sources]))
        keys = [
            key
            for source in self._sources
            for key in _pick(source.reader.keys.load(), source.rows(source.reader.key_ordinals))
        ]
        self._files.keys(keys, self._rows([source.reader.hashes for source in self._sources]).reshape(-1))
        for source in self._sources:
            self._copy_records(source)
        self._files.close()

    def _merge_words(self, fields: Sequence[str]) -> None:
        counts = {field: [_living_postings(source, field) for source in self._sources] for field in fields}
        merged, maps = merge_tables([source.reader.forms for source in self._sources])
        used = np.zeros(len(merged), np.bool_)
        for index, form_map in enumerate(maps):
            for field in fields:
                used[form_map[counts[field][index] > 0]] = True
        if not used.all():
            new_ordinals = np.where(used, np.cumsum(used) - 1, -1)
            maps = [new_ordinals[form_map] for form_map in maps]
            merged = [form for form, keep in zip(merged, used.tolist(), strict=True) if keep]
        families = merge_families([source.reader.families for source in self._sources], maps, len(merged))
        self._files.families(families, self._families_version)
        self._files.forms(merged)
        form_count = len(merged)
        del merged, families
        for field in fields:
            _FieldMerger(self._sources, field, maps, counts[field], form_count).write(self._files)

    def _merge_values(self, field: str) -> None:
        columns = [source.reader.columns[field] for source in self._sources]
        merged, maps = merge_tables([column.values for column in columns])
        lengths, ordinals = [], []
        for source, column, value_map in zip(self._sources, columns, maps, strict=True):
            row_lengths, indices = source.ragged(column.offsets)
            lengths.append(row_lengths)
            ordinals.append(value_map[column.ordinals[indices]])
        joined = np.concatenate(ordinals)
        used = np.unique(joined)
        values = [merged[ordinal] for ordinal in used.tolist()]
        self._files.value_field(field, values, np.concatenate(lengths), np.searchsorted(used, joined))

    def _merge_ranges(self, name: str) -> None:
        lengths, first, last = [], [], []
        for source in self._sources:
            column = source.reader.ranges(name)
            row_lengths, indices = source.ragged(column.offsets)
            lengths.append(row_lengths)
            first.append(column.first[indices])
            last.append(column.last[indices])
        self._files.range_column(name, *(np.concatenate(arrays) for arrays in (lengths, first, last)))

    def _copy_records(self, source: _Source) -> None:
        if source.live is None:
            self._files.stored.copy(source.reader.stored)
            return
        stored = source.reader.stored
        self._files.stored.add(stored.record(doc_id) for doc_id in np.flatnonzero(source.live).tolist())

    def _rows(self, columns: Sequence[Array]) -> Array:
        return np.concatenate([source.rows(column) for source, column in zip(self._sources, columns, strict=True)])

    def _names(self, end: str) -> list[str]:
        blocks = self._sources[0].reader.parts["columns"].names()
        return [name.removesuffix(end) for name in blocks if name.endswith(end)]


def _pick(strings: list[bytes], ordinals: Array) -> list[bytes]:
    return [strings[ordinal] for ordinal in ordinals.tolist()]


def _living_postings(source: _Source, field: str) -> Int64s:
    """Return (forms,) int64, the postings of each form in living documents."""
    postings = source.reader.postings[field]
    offsets = postings.posting_offsets
    if source.live is None:
        return lengths_of(offsets)
    counts = np.zeros(len(offsets) - 1, np.int64)
    for start, end in iter_stretches(lengths_of(offsets), STRETCH_POSTINGS):
        first, last = int(offsets[start]), int(offsets[end])
        source.reader.check_postings(field, first, last)
        living = source.live[postings.doc_ids[first:last]]
        counts[start:end] = row_sums(living, offsets[start : end + 1].astype(np.int64) - first)
    return counts


class _FieldMerger:
    """Merges the posting lists of one field."""

    def __init__(
        self, sources: list[_Source], field: str, maps: list[Int64s], counts: list[Int64s], form_count: int
    ) -> None:
        """maps: for each source the new ordinal of each form, -1 where it is gone. counts: its living postings."""
        self._sources = sources
        self._field = field
        self._maps = maps
        self._totals = np.zeros(form_count, np.int64)
        for form_map, count in zip(maps, counts, strict=True):
            kept = form_map >= 0
            self._totals[form_map[kept]] += count[kept]
        self._position_counts = np.zeros(form_count, np.int64)

    def write(self, files: SegmentFiles) -> None:
        postings = [source.reader.postings[self._field] for source in self._sources]
        dtypes = (
            np.result_type(*(each.freqs.dtype for each in postings)),
            np.result_type(*(each.positions.dtype for each in postings)),
        )
        # The position offsets are known when the pieces are through: text_field writes them last.
        offsets = np.zeros(len(self._totals) + 1, np.int64)
        pieces = self._pieces(offsets)
        files.text_field(self._field, offsets_of(self._totals), offsets, pieces, dtypes)

    def _pieces(self, position_offsets: Int64s) -> Iterator[Piece]:
        for start, end in iter_stretches(self._totals, STRETCH_POSTINGS):
            yield self._stretch(start, end)
        np.cumsum(self._position_counts, out=position_offsets[1:])

    def _stretch(self, start: int, end: int) -> Piece:
        """Return the merged postings of the new forms start … end - 1."""
        found = [
            _living_stretch(source, self._field, form_map, start, end)
            for source, form_map in zip(self._sources, self._maps, strict=True)
        ]
        all_terms, all_docs, all_freqs, all_positions = map(np.concatenate, zip(*found, strict=True))
        # Sources follow each other and so do their documents: a stable sort by term is all that is left to do.
        order = np.argsort(all_terms, kind="stable")
        starts = offsets_of(all_freqs)[:-1]
        ordered = all_freqs[order]
        self._position_counts[start:end] = np.bincount(
            all_terms - start, weights=all_freqs, minlength=end - start
        ).astype(np.int64)
        return Piece(all_docs[order], ordered, all_positions[ragged_indices(starts[order], ordered)])


def _living_stretch(
    source: _Source, field: str, form_map: Int64s, start: int, end: int
) -> tuple[Int64s, npt.NDArray[np.uint32], Array, Array]:
    """Return (new form, new doc_id, frequency) of each posting of the new forms start … end - 1, and positions."""
    old = np.flatnonzero((form_map >= start) & (form_map < end))
    if not len(old):
        return np.empty(0, np.int64), np.empty(0, np.uint32), np.empty(0, np.uint8), np.empty(0, np.uint16)
    # Forms that are gone may lie between; they have no living posting, so the mask drops what they bring along.
    first_form, last_form = int(old[0]), int(old[-1]) + 1
    postings: FieldPostings = source.reader.postings[field]
    first, last = (int(postings.posting_offsets[form]) for form in (first_form, last_form))
    source.reader.check_postings(field, first, last)
    bounds = postings.posting_offsets[first_form : last_form + 1].astype(np.int64)
    terms = np.repeat(form_map[first_form:last_form], lengths_of(bounds))
    doc_ids, freqs = postings.doc_ids[first:last], postings.freqs[first:last]
    first, last = (int(postings.position_offsets[form]) for form in (first_form, last_form))
    source.reader.check_positions(field, first, last)
    positions = postings.positions[first:last]
    if source.live is not None:
        living = source.live[doc_ids]
        positions = positions[np.repeat(living, freqs)]
        terms, doc_ids, freqs = terms[living], doc_ids[living], freqs[living]
    return terms, source.new_ids[doc_ids], freqs, positions
