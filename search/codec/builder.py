"""SegmentBuilder: batches of analysed documents in, one segment out. Memory holds words and values, not records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from search.codec.batch import DocumentBatch
from search.codec.families import KeysOf, build_families
from search.codec.files import Piece, SegmentFiles, write_deletions
from search.codec.inversion import invert_runs
from search.codec.parts import narrowest

TOKEN_BYTES = 22
"""Memory that inverting takes for each word at its peak: its number, twice; document, position, part of a posting."""

FORM_BYTES = 1000
"""Memory for each distinct form: the form itself and its keys at five levels while families are made (measured)."""

DOCUMENT_BYTES = 1000
"""Memory for each document beside its words: key, hash, values, signature."""


@dataclass(slots=True)
class _Text:
    tokens: list[npt.NDArray[np.int32]] = field(default_factory=list)
    run_docs: list[npt.NDArray[np.int64]] = field(default_factory=list)
    run_lengths: list[npt.NDArray[np.int32]] = field(default_factory=list)
    run_starts: list[npt.NDArray[np.int32]] = field(default_factory=list)


@dataclass(slots=True)
class _Values:
    ordinal_of: dict[bytes, int] = field(default_factory=dict)
    lengths: list[int] = field(default_factory=list)
    ordinals: list[int] = field(default_factory=list)


class SegmentBuilder:
    """A segment in the making. Its files are begun at once (records go to disk as they come), and named by no TOC."""

    def __init__(
        self,
        folder: Path,
        entry: Any,
        *,
        text_fields: Sequence[str],
        value_fields: Sequence[str],
        keys_of: KeysOf,
        families_version: str,
    ) -> None:
        """entry: a new `segment.FihrisSegment`; `finish` fills in its counts."""
        self._entry = entry
        self._files = SegmentFiles(folder, entry)
        self._keys_of = keys_of
        self._families_version = families_version
        self._vocabulary: dict[str, int] = {}
        self._texts = {name: _Text() for name in text_fields}
        self._values = {name: _Values() for name in value_fields}
        self._numbers: defaultdict[str, list[npt.NDArray[Any]]] = defaultdict(list)
        self._ranges: defaultdict[str, list[npt.NDArray[np.int32]]] = defaultdict(list)
        self._rows: defaultdict[str, list[npt.NDArray[Any]]] = defaultdict(list)
        self._keys: list[bytes] = []
        self._hashes: list[bytes] = []
        self._dead: set[int] = set()
        self._token_count = 0

    def __len__(self) -> int:
        """Return the number of documents taken, discarded ones included."""
        return len(self._keys)

    @property
    def memory_bytes(self) -> int:
        """Return what finishing the segment now takes in memory, estimated from above."""
        return self._token_count * TOKEN_BYTES + len(self._vocabulary) * FORM_BYTES + len(self._keys) * DOCUMENT_BYTES

    def add(self, batch: DocumentBatch) -> int:
        """Take the documents and return the doc_id of the first; the others follow."""
        base = len(self._keys)
        vocabulary = self._vocabulary
        ids = np.array([vocabulary.setdefault(form, len(vocabulary)) for form in batch.vocabulary] or [0], np.int32)
        for name, text in self._texts.items():
            runs = batch.texts[name]
            text.tokens.append(ids[runs.tokens])
            text.run_docs.append(runs.run_docs.astype(np.int64) + base)
            text.run_lengths.append(runs.run_lengths)
            text.run_starts.append(runs.run_starts)
            self._token_count += len(runs.tokens)
        for name, column in self._values.items():
            ordinal_of = column.ordinal_of
            for row in batch.values[name]:
                column.lengths.append(len(row))
                column.ordinals.extend([ordinal_of.setdefault(value, len(ordinal_of)) for value in row])
        for name, numbers in batch.numbers.items():
            self._numbers[name].append(numbers)
        for name, rows in batch.ranges.items():
            self._ranges[name].extend(rows)
        for name, matrix in batch.rows.items():
            self._rows[name].append(matrix)
        self._keys += batch.keys
        self._hashes += batch.hashes
        self._files.stored.add(batch.records)
        return base

    def discard(self, doc_id: int) -> None:
        """Mark a document taken before as deleted."""
        self._dead.add(doc_id)

    def finish(self) -> None:
        """Write the segment and fill in the counts of its entry; the files are complete and on disk afterwards."""
        entry, files = self._entry, self._files
        entry.set_doc_count(len(self._keys))
        forms = sorted(self._vocabulary)
        ranks = np.empty(len(forms), np.int64)
        ranks[[self._vocabulary[form] for form in forms]] = np.arange(len(forms))
        encoded = [form.encode() for form in forms]
        self._vocabulary = {}
        files.families(build_families(encoded, self._keys_of), self._families_version)
        files.forms(encoded)
        del encoded, forms
        for name, text in self._texts.items():
            self._write_text(name, text, ranks)
        for name, column in self._values.items():
            self._write_values(name, column)
        for name, numbers in self._numbers.items():
            files.number_column(name, np.concatenate(numbers))
        for name, rows in self._ranges.items():
            lengths = np.fromiter(map(len, rows), np.int64, len(rows))
            pairs = np.concatenate(rows) if rows else np.empty((0, 2), np.int32)
            files.range_column(name, lengths, pairs[:, 0], pairs[:, 1])
        for name, matrices in self._rows.items():
            files.row_column(name, np.concatenate(matrices))
        files.keys(self._keys, np.frombuffer(b"".join(self._hashes), np.uint8))
        files.close()
        if self._dead:
            live = np.ones(len(self._keys), np.bool_)
            live[sorted(self._dead)] = False
            entry.deletions, entry.deleted = 1, len(self._dead)
            write_deletions(files.folder, entry, live)

    def abandon(self) -> None:
        """Remove the files."""
        self._files.abandon()

    def _write_text(self, name: str, text: _Text, ranks: npt.NDArray[np.int64]) -> None:
        tokens, docs, lengths, starts = (
            _joined(arrays) for arrays in (text.tokens, text.run_docs, text.run_lengths, text.run_starts)
        )
        self._texts[name] = _Text()
        inverted = invert_runs(tokens, ranks, docs, lengths, starts, len(ranks))
        dtypes = (
            narrowest(int(inverted.freqs.max(initial=0))),
            narrowest(int(inverted.positions.max(initial=0)), (np.uint16, np.uint32)),
        )
        piece = Piece(inverted.doc_ids, inverted.freqs, inverted.positions)
        self._files.text_field(name, inverted.posting_offsets, inverted.position_offsets, [piece], dtypes)
        self._files.lengths(name, np.bincount(docs, weights=lengths, minlength=len(self._keys)).astype(np.int64))

    def _write_values(self, name: str, column: _Values) -> None:
        values = sorted(column.ordinal_of)
        ranks = np.empty(max(len(values), 1), np.int64)
        ranks[[column.ordinal_of[value] for value in values]] = np.arange(len(values))
        lengths = np.array(column.lengths, np.int64)
        ordinals = ranks[np.array(column.ordinals, np.int64)]
        # Ordinals increase within a document, so that a column reads the same however it was merged.
        rows = np.repeat(np.arange(len(lengths)), lengths)
        self._files.value_field(name, values, lengths, ordinals[np.lexsort((ordinals, rows))])


def _joined(arrays: Any) -> npt.NDArray[Any]:
    return np.concatenate(arrays) if arrays else np.empty(0, np.int32)
