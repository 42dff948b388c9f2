"""Scratch: arrays that kernels write to and leave all zero, kept by each thread so that no query zeroes them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt


class Scratch:
    """The scratch arrays of one thread. They grow to the largest segment asked for, and stay.

    A kernel that is interrupted by an exception may leave something in them: `clear` before the next use.
    """

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._arrays: dict[str, npt.NDArray[Any]] = {}

    def totals(self, doc_count: int) -> npt.NDArray[np.float32]:
        """Return (doc_count,) float32, all zero."""
        return self._zeros("totals", doc_count, np.float32)

    def bits(self, doc_count: int) -> npt.NDArray[np.uint64]:
        """Return one bit for each document, all zero, in uint64 words."""
        return self._zeros("bits", (doc_count + 63) // 64, np.uint64)

    def counters(self, size: int) -> npt.NDArray[np.float32]:
        """Return (size,) float32, all zero."""
        return self._zeros("counters", size, np.float32)

    def counts(self, size: int) -> npt.NDArray[np.int32]:
        """Return (size,) int32, all zero."""
        return self._zeros("counts", size, np.int32)

    def touched(self, size: int) -> npt.NDArray[np.uint32]:
        """Return (size,) uint32 with anything in it."""
        return self._zeros("touched", size, np.uint32)

    @contextlib.contextmanager
    def in_use(self) -> Iterator[None]:
        """Clear the arrays where the block is left by an exception: interrupted half-way, or out of memory.

        What is in them then must not join the next search.
        """
        try:
            yield
        except BaseException:
            self.clear()
            raise

    def clear(self) -> None:
        """Forget every array."""
        self._arrays.clear()

    def _zeros(self, name: str, size: int, dtype: Any) -> npt.NDArray[Any]:
        array = self._arrays.get(name)
        if array is None or len(array) < size:
            array = self._arrays[name] = np.zeros(size, dtype)
        return array[:size]
