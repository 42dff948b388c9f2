"""Counts: right, found and annotated; precision, recall and F1 follow from them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Counts:
    """Of one class or kind of agreement. The properties are per cent, 0 where nothing was counted."""

    right: int = 0
    found: int = 0
    annotated: int = 0

    @property
    def precision(self) -> float:
        """Return the share of what was found that is right."""
        return 100 * self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Return the share of what is annotated that was found right."""
        return 100 * self.right / self.annotated if self.annotated else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both."""
        total = self.found + self.annotated
        return 200 * self.right / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One place where annotation and finder differ. kind: missed, spurious, span, value or class. about: in words."""

    place: str
    kind: str
    about: str
