"""Merged values: a segment's column as it would be if some of its values had been written under other names.

Made once for a segment and a map of names, from arrays alone; whatever reads columns then needs to know nothing of it.
Not for: which names are one (`search.names`).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from search.codec.arrays import lengths_of, offsets_of
from search.codec.reader import ValueColumn
from search.codec.strings import StringTable

Translation = npt.NDArray[np.int64]
"""(values,) int64: the ordinal of each value of the segment's own column in the merged one."""


def merge_values(column: ValueColumn, names: Mapping[str, str]) -> tuple[ValueColumn, Translation] | None:
    """Return the column with each value that `names` has under its canonical one, and how ordinals translate.

    A document with several values of one name has it once. None where the column has no value of the map: it is as it
    would be. Data types and conditions are those of `ValueColumn`. Cost: some sorts of what the column holds.
    """
    packed = {_pack(value): _pack(canonical) for value, canonical in names.items()}
    if not any(column.values.find(value) is not None for value in packed):
        return None
    written = [packed.get(value, value) for value in column.values.load()]
    values = sorted(set(written))
    ordinal_of = {value: ordinal for ordinal, value in enumerate(values)}
    translation = np.fromiter(map(ordinal_of.__getitem__, written), np.int64, len(written))
    doc_count = len(column.offsets) - 1
    rows = np.repeat(np.arange(doc_count, dtype=np.int64), lengths_of(column.offsets))
    cells = np.unique(rows * len(values) + translation[column.ordinals])
    rows, ordinals = np.divmod(cells, len(values))
    by_value = np.argsort(ordinals, kind="stable")
    merged = ValueColumn(
        values=StringTable.of(values),
        offsets=_like(offsets_of(np.bincount(rows, minlength=doc_count)), column.offsets),
        ordinals=_like(ordinals, column.ordinals),
        posting_offsets=_like(offsets_of(np.bincount(ordinals, minlength=len(values))), column.posting_offsets),
        doc_ids=_like(rows[by_value], column.doc_ids),
    )
    return merged, translation


def _pack(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")


def _like(array: npt.NDArray[np.int64], model: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
    """Return the array with the type of another, read-only as mapped files are: one compiled kernel serves both."""
    found = array.astype(model.dtype)
    found.flags.writeable = False
    return found
