"""Which matches each facet counts: filters as masks, each facet blind to its own selection.

The count beside a value is the number of hits if that value alone were selected in its facet, everything
else as it is. So a facet drops the mask of its own selected values and keeps every other one, its own
required and excluded values included; an excluded value counts what its exclusion removes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from search.types import DocIds, Mask


@dataclass(slots=True)
class FacetFilters:
    """The filters of one facet over n matches, as (n,) masks beside them.

    selected: matches with any selected value, or None where none is. required: one mask per required value.
    excluded: value → matches that have it.
    """

    selected: Mask | None = None
    required: list[Mask] = field(default_factory=list)
    excluded: dict[str, Mask] = field(default_factory=dict)


class Selection:
    """All filters of a request over the documents of one segment that its query matches."""

    def __init__(self, ids: DocIds, filters: Mapping[str, FacetFilters]) -> None:
        """ids: (n,) uint32, the matches. filters: facet name → its filters."""
        self._ids = ids
        self._filters = dict(filters)
        self._hits: Mask | None = None
        self._hit_ids: DocIds | None = None
        self._alone: Mask | None = None
        if not filters:
            return
        conditions = [mask for facet in self._filters.values() for mask in facet.required]
        exclusions = [mask for facet in self._filters.values() for mask in facet.excluded.values()]
        selections = [facet.selected for facet in self._filters.values() if facet.selected is not None]
        if len(selections) == 1 and not conditions and not exclusions:
            # One filter and nothing else: its own facet counts every match, and the matches it keeps are the hits.
            self._alone = selections[0]
            self._hits = self._alone
            return
        self._fixed = np.ones(len(ids), np.bool_)
        for mask in conditions:
            self._fixed &= mask
        self._without_exclusions = self._fixed.copy()
        for mask in exclusions:
            self._fixed &= ~mask
        self._failures = np.zeros(len(ids), np.uint8)
        for mask in selections:
            self._failures += ~mask

    def hits(self) -> Mask:
        """Return which matches pass every filter."""
        if not self._filters:
            return np.ones(len(self._ids), np.bool_)
        if self._hits is None:
            self._hits = self._fixed & (self._failures == 0)
        return self._hits

    def hit_ids(self) -> DocIds:
        """Return the documents that pass every filter: the same array at each call."""
        if self._hit_ids is None:
            self._hit_ids = self._ids[self.hits()] if self._filters else self._ids
        return self._hit_ids

    def counted_by(self, name: str) -> DocIds:
        """Return the documents that a facet counts: all filters but its own selected values."""
        facet = self._filters.get(name)
        if facet is None or facet.selected is None:
            return self.hit_ids()
        if self._alone is not None:
            return self._ids
        counted: Mask = self._fixed & ((self._failures == 0) | ((self._failures == 1) & ~facet.selected))
        return self._ids[counted]

    def removed_by(self, name: str, value: str) -> int:
        """Return how many hits the exclusion of one value removes, all other filters as they are."""
        mask = self._without_exclusions & (self._failures == 0) & self._filters[name].excluded[value]
        for other_name, facet in self._filters.items():
            for other_value, excluded in facet.excluded.items():
                if (other_name, other_value) != (name, value):
                    mask = mask & ~excluded
        return int(np.count_nonzero(mask))
