"""Which kernels serve: those compiled by Numba, or their NumPy twins where Numba is missing or not wanted."""

from __future__ import annotations

import os
from functools import cache
from types import ModuleType

from search.codec.inversion import KERNELS_VARIABLE
from search.execution import plain


@cache
def load_kernels(wanted: str | None = None) -> ModuleType:
    """Return the module of the kernels: `compiled`, or `plain`.

    wanted: "numba", "numpy", or None for what the environment says. Numba is loaded at the first search, not
    with the program: it takes half a second, which commands that do not search need not wait for.
    """
    if (wanted or os.environ.get(KERNELS_VARIABLE)) == "numpy":
        return plain
    try:
        # Heavy, and only searching needs it.
        from search.execution import compiled
    except ImportError:
        return plain
    return compiled


def kernels_name(module: ModuleType) -> str:
    """Return "numba" or "numpy", for `fihris info` and the benches."""
    return "numpy" if module is plain else "numba"
