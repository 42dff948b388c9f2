"""Other engines, each fed exactly our tokens and facet values, each asked in its own best way.

A peer is a module with `build(documents, count, folder, **options)`, which writes an index and returns
facts about it, and a class with the methods of `Peer`. Questions are prepared before the clock runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from benches.questions import Question

VALUES = 50
"""Values asked for per facet, as many as our engine gives."""

TITLE_BOOST = 1.5
INTERVAL_DAYS = {"year": 365, "month": 30, "day": 1}

Ask = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a question was answered, read off after the clock stopped. facets: counts of the values, highest first."""

    total: int | None
    facets: dict[str, list[int]]


class Peer(Protocol):
    """An open index of another engine."""

    def ready(self, question: Question) -> Ask:
        """Return the question prepared: calling it is all that is timed."""

    def facts(self, question: Question, answer: Any) -> Facts:
        """Return what the answer says; not timed."""
