"""SegmentFacets: the facet fields of one segment under a map of names, made when first asked for and kept.

Without a map they are the segment's own columns. Not for: several segments (`search.facets.columns`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from search.codec.reader import SegmentReader, ValueColumn
from search.engines.local.folded_values import FoldedValues
from search.engines.local.latin_values import LatinValues
from search.engines.local.word_starts import WordStarts
from search.facets.mapped import merge_values

T = TypeVar("T")

Names = Mapping[str, str]
"""Member value → canonical value (`search.names.name_map`)."""


class MergedFacet(NamedTuple):
    """A field under a map of names: its column, and its values by their words, those of their other names too.

    written: what its values are called, in the segment or elsewhere in the archive. ordinals: of each in the column.
    """

    column: ValueColumn
    folded: FoldedValues
    written: list[bytes]
    ordinals: npt.NDArray[np.int64]


class SegmentFacets:
    """Threads may share it: at worst two make the same thing."""

    def __init__(self, reader: SegmentReader) -> None:
        """Keep the reader."""
        self._reader = reader
        self._folded: dict[str, FoldedValues] = {}
        self._latin: dict[str, tuple[MergedFacet | None, LatinValues]] = {}
        self._starts: dict[str, tuple[MergedFacet | None, WordStarts]] = {}
        self._merged: dict[str, tuple[Names, MergedFacet | None]] = {}

    def column(self, field: str, names: Names) -> ValueColumn:
        """Return a facet field, its merged values under their canonical names."""
        merged = self._merge(field, names)
        return merged.column if merged else self._reader.columns[field]

    def folded(self, field: str, names: Names) -> FoldedValues:
        """Return the folded values of a facet field, numbered as in its `column`."""
        merged = self._merge(field, names)
        if merged:
            return merged.folded
        found = self._folded.get(field)
        if found is None:
            found = self._folded[field] = FoldedValues(self._reader.columns[field].values)
        return found

    def latin(self, field: str, names: Names) -> LatinValues:
        """Return the values of a facet field by their sound, numbered as in its `column`."""
        return self._kept(self._latin, LatinValues, field, names)

    def starts(self, field: str, names: Names) -> WordStarts:
        """Return the values of a facet field by the beginnings of their words, numbered as in its `column`."""
        return self._kept(self._starts, WordStarts, field, names)

    def _kept(
        self, kept: dict[str, tuple[MergedFacet | None, T]], make: Callable[..., T], field: str, names: Names
    ) -> T:
        """Return what was made of a field's values under this map of names, making it where it was not."""
        merged = self._merge(field, names)
        known = kept.get(field)
        if known is None or known[0] is not merged:
            values = (
                make(merged.written, merged.ordinals) if merged else make(self._reader.columns[field].values.load())
            )
            known = kept[field] = (merged, values)
        return known[1]

    def _merge(self, field: str, names: Names) -> MergedFacet | None:
        if not names:
            return None
        known = self._merged.get(field)
        if known is None or known[0] != names:
            known = self._merged[field] = (names, _merged_facet(self._reader.columns[field], names))
        return known[1]


def _merged_facet(column: ValueColumn, names: Names) -> MergedFacet | None:
    """Return the facet of a segment under a map; None where neither its values nor what they are found by change."""
    shown, translation = merge_values(column, names) or (column, np.arange(len(column.values)))
    written = set(column.values.load())
    packed = {
        value.encode("utf-8", "surrogatepass"): name.encode("utf-8", "surrogatepass") for value, name in names.items()
    }
    # Whatever a value is called anywhere in the archive finds it here, too.
    named = {name: name for name in packed.values()} | packed
    others = [(value, shown.values.find(name)) for value, name in named.items() if value not in written]
    found = [(value, ordinal) for value, ordinal in others if ordinal is not None]
    if shown is column and not found:
        return None
    ordinals = np.concatenate([translation, np.array([ordinal for _, ordinal in found], np.int64)])
    names_of_values = [*column.values.load(), *(value for value, _ in found)]
    return MergedFacet(shown, FoldedValues(names_of_values, ordinals), names_of_values, ordinals)
