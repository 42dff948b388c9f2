"""The names that lock a level, typed before a word, a phrase or a group as a field name is: جذري:كتاب, stem:books."""

from __future__ import annotations

from search.analysis import fold_text

LOCK_NAMES: dict[str, tuple[str, ...]] = {
    "exact": ("exact", "حرفي"),
    "folded": ("folded", "إملائي"),
    "stem": ("stem", "صرفي"),
    "root": ("root", "جذري"),
}
"""Level → what a query calls it, strictest level first. No field of `search.schema` may have one of these names."""

STRICTNESS: tuple[str, ...] = tuple(LOCK_NAMES)

_BY_NAME = {fold_text(name): level for level, names in LOCK_NAMES.items() for name in names}


def level_named(name: str) -> str | None:
    """Return the level that a query calls `name`, in Arabic or English and in any spelling, or None."""
    return _BY_NAME.get(fold_text(name))


def strictest(levels: set[str | None]) -> str | None:
    """Return the strictest of the levels; None, the level of the request, counts least."""
    return next((level for level in STRICTNESS if level in levels), None)
