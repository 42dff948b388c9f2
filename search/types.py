"""Names for the arrays that the codec, execution and facets pass to each other."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

DocIds: TypeAlias = npt.NDArray[np.uint32]
"""(n,) uint32, strictly increasing ids of documents inside one snapshot."""

Freqs: TypeAlias = npt.NDArray[np.float32]
"""(n,) float32, occurrences of a term in each document of a DocIds beside it."""

Scores: TypeAlias = npt.NDArray[np.float32]
"""(doc_count,) float32, one score per document, 0 where nothing spoke for it; higher is better."""

Mask: TypeAlias = npt.NDArray[np.bool_]
"""(doc_count,) bool, True for the documents of a set."""

PositionKeys: TypeAlias = npt.NDArray[np.int64]
"""(n,) int64, strictly increasing, doc_id << 32 | position."""

Days: TypeAlias = npt.NDArray[np.int32]
"""int32 days since 1970-01-01, proleptic Gregorian, no time zone; NO_DAY where there is none."""

NO_DAY = -(2**31)
"""The day of an undated article."""
