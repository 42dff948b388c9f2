"""DocumentBatch: analysed documents as arrays, on their way into a segment. Plain values: it crosses process borders.

Whoever analyses text makes it (the engine, maybe in a worker process), `builder.SegmentBuilder` takes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class TextRuns:
    """The words of one text field of every document of a batch.

    tokens: (t,) int32, indices into the batch's vocabulary, document by document. A run is a stretch of words
    side by side: run_docs (r,) int32, its document, non-decreasing; run_lengths (r,) int32, its words;
    run_starts (r,) int32, the position of its first word in the field.
    """

    tokens: npt.NDArray[np.int32]
    run_docs: npt.NDArray[np.int32]
    run_lengths: npt.NDArray[np.int32]
    run_starts: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class DocumentBatch:
    """n documents.

    keys, hashes (16 bytes each), records (the stored form): n of each. vocabulary: distinct surface forms.
    texts: text field → its words. values: facet field → for each document its distinct values, UTF-8.
    numbers: column → (n,) integers. ranges: column → for each document (k, 2) int32, first and last day.
    rows: column → (n, w) integers, as many of every document.
    """

    keys: list[bytes]
    hashes: list[bytes]
    records: list[bytes]
    vocabulary: list[str]
    texts: dict[str, TextRuns]
    values: dict[str, list[tuple[bytes, ...]]]
    numbers: dict[str, npt.NDArray[np.int64] | npt.NDArray[np.int32]] = field(default_factory=dict)
    ranges: dict[str, list[npt.NDArray[np.int32]]] = field(default_factory=dict)
    rows: dict[str, npt.NDArray[Any]] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return the number of documents."""
        return len(self.keys)

    def select(self, places: list[int]) -> DocumentBatch:
        """Return a batch of some of the documents, given by increasing places."""
        chosen = np.zeros(len(self), np.bool_)
        chosen[places] = True
        new_places = np.cumsum(chosen) - 1
        texts = {name: _select_runs(runs, chosen, new_places) for name, runs in self.texts.items()}
        used = np.unique(np.concatenate([runs.tokens for runs in texts.values()]))
        return DocumentBatch(
            keys=[self.keys[place] for place in places],
            hashes=[self.hashes[place] for place in places],
            records=[self.records[place] for place in places],
            vocabulary=[self.vocabulary[form] for form in used.tolist()],
            texts={
                name: replace(runs, tokens=np.searchsorted(used, runs.tokens).astype(np.int32))
                for name, runs in texts.items()
            },
            values={name: [rows[place] for place in places] for name, rows in self.values.items()},
            numbers={name: numbers[chosen] for name, numbers in self.numbers.items()},
            ranges={name: [rows[place] for place in places] for name, rows in self.ranges.items()},
            rows={name: rows[chosen] for name, rows in self.rows.items()},
        )


def _select_runs(runs: TextRuns, chosen: npt.NDArray[np.bool_], new_places: npt.NDArray[np.int64]) -> TextRuns:
    kept = chosen[runs.run_docs]
    return TextRuns(
        tokens=runs.tokens[np.repeat(kept, runs.run_lengths)],
        run_docs=new_places[runs.run_docs[kept]].astype(np.int32),
        run_lengths=runs.run_lengths[kept],
        run_starts=runs.run_starts[kept],
    )
