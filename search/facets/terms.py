"""Counting the values of a terms facet: one bincount over the ordinals of the matching documents."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from search.facets.columns import TermColumn
from search.facets.selection import Selection
from search.results import FacetValue, TermFacet
from search.types import Mask

DEFAULT_VALUES = 50
"""Values returned per facet beside those pinned; more are fetched through `Engine.facet_values`."""


def count_values(column: TermColumn, mask: Mask) -> npt.NDArray[np.int64]:
    """Return (len(column.values),) int64, the documents of the mask that have each value."""
    counts = np.bincount(column.ordinals[mask[column.documents]], minlength=len(column.values))
    return counts.astype(np.int64)


def term_facet(
    name: str,
    column: TermColumn,
    selection: Selection,
    pinned: Pins,
    *,
    limit: int = DEFAULT_VALUES,
    allowed: npt.NDArray[np.bool_] | None = None,
) -> TermFacet:
    """Return the facet: pinned values first, then the most frequent, ties in the column's order.

    pinned: the values selected, required or excluded; they appear even at 0.
    allowed: (len(column.values),) bool, restricts the unpinned values (search inside a facet).
    """
    counts = count_values(column, selection.counted_by(name))
    listed = counts.copy()
    if allowed is not None:
        listed[~allowed] = 0
    distinct = int(np.count_nonzero(listed))
    values = [_pinned_value(name, value, column, counts, selection, pinned) for value in pinned.all()]
    shown = set(pinned.all())
    candidates = np.flatnonzero(listed)
    best = candidates[np.argsort(-listed[candidates], kind="stable")]
    rest = [ordinal for ordinal in best[: limit + len(shown)].tolist() if column.values[ordinal] not in shown]
    values += [FacetValue(column.values[ordinal], int(counts[ordinal])) for ordinal in rest[:limit]]
    return TermFacet(tuple(values), distinct, truncated=_unshown(column, listed, shown) > limit)


class Pins:
    """The values of one facet that the request names, in the order selected, required, excluded."""

    def __init__(self, selected: Iterable[str], required: Iterable[str], excluded: Iterable[str]) -> None:
        """Keep the three lists."""
        self.selected = tuple(selected)
        self.required = tuple(required)
        self.excluded = tuple(excluded)

    def all(self) -> tuple[str, ...]:
        """Return every pinned value once."""
        return tuple(dict.fromkeys(self.selected + self.required + self.excluded))


def _pinned_value(
    name: str,
    value: str,
    column: TermColumn,
    counts: npt.NDArray[np.int64],
    selection: Selection,
    pinned: Pins,
) -> FacetValue:
    excluded = value in pinned.excluded
    ordinal = column.ordinal_of.get(value)
    alone = int(counts[ordinal]) if ordinal is not None else 0
    count = selection.removed_by(name, value) if excluded else alone
    return FacetValue(
        value, count, selected=value in pinned.selected, required=value in pinned.required, excluded=excluded
    )


def _unshown(column: TermColumn, listed: npt.NDArray[np.int64], shown: set[str]) -> int:
    pinned = sum(1 for value in shown if (ordinal := column.ordinal_of.get(value)) is not None and listed[ordinal])
    return int(np.count_nonzero(listed)) - pinned
