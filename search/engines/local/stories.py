"""Stories: which articles of a snapshot tell the same, as arrays beside its documents, and the versions of one.

Formed at commits (`story_files`); here they are looked up. A story is named by the key of the article that leads it,
and any other of its articles names it too, so that a link stays good when an earlier article joins.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from search.codec.arrays import Int64s, lengths_of, ragged_indices
from search.engines.local.story_files import decide_leaders
from search.execution.topk import Values, first_of_groups
from search.results import Notice, Story, StoryVersions, Version
from search.stories.clusters import Leaders
from search.stories.signatures import estimate_similarity
from search.types import DocIds, Mask

if TYPE_CHECKING:
    from search.engines.local.snapshot import Snapshot


class Stories:
    """The stories of one snapshot. Documents are numbered over all segments; deleted ones stand alone."""

    def __init__(self, snapshot: Snapshot, leaders: Leaders | None) -> None:
        """leaders: of the living documents, as `read_leaders` gives them; None: they are formed here and now."""
        self._snapshot = snapshot
        living = [
            np.arange(segment.doc_count) if segment.live is None else np.flatnonzero(segment.live)
            for segment in snapshot.segments
        ]
        bases = [segment.base for segment in snapshot.segments]
        self.living: Int64s = np.concatenate(
            [np.empty(0, np.int64), *(ids + base for ids, base in zip(living, bases, strict=True))]
        )
        if leaders is None:
            leaders = decide_leaders([segment.reader for segment in snapshot.segments])
        self.living_leaders = leaders
        self.leaders = np.arange(snapshot.doc_count, dtype=np.int32)
        self.leaders[self.living] = self.living[leaders]

    @cached_property
    def sizes(self) -> Int64s:
        """Return (doc_count,) int64, of each document that leads a story the articles of it, 0 for others."""
        return np.bincount(self.leaders[self.living], minlength=len(self.leaders))

    @cached_property
    def is_shared(self) -> Mask:
        """Return (doc_count,) bool, which documents belong to a story of several; deleted ones do not."""
        shared: Mask = self.sizes[self.leaders] > 1
        return shared

    @cached_property
    def sources(self) -> Int64s:
        """Return (doc_count,) int64, of each leader of several articles how many sources they have, 0 for others."""
        column = self._snapshot.column("source")
        pairs = [np.empty(0, np.int64)]
        parts = zip(self._snapshot.segments, column.segments, column.translations, strict=True)
        for segment, values, translation in parts:
            rows = np.flatnonzero(self.is_shared[segment.base : segment.base + segment.doc_count])
            lengths = lengths_of(values.offsets)[rows]
            ordinals = values.ordinals[ragged_indices(values.offsets[rows], lengths)]
            leaders = self.leaders[rows + segment.base].astype(np.int64)
            found = translation[ordinals] if len(translation) else ordinals
            pairs.append(np.repeat(leaders, lengths) * len(column) + found)
        distinct = np.unique(np.concatenate(pairs))
        return np.bincount(distinct // max(len(column), 1), minlength=len(self.leaders))

    def make_counts(self) -> None:
        """Count the articles and sources of every story now, so that no search has to."""
        assert len(self.sources) == len(self.is_shared)

    def of(self, document: int) -> Story:
        """Return the story of a document, its counts those of the whole archive."""
        leader = int(self.leaders[document])
        size = int(self.sizes[leader])
        sources = int(self.sources[leader]) if size > 1 else self._own_sources(document)
        return Story(self._snapshot.key_of(leader), size, sources)

    def _own_sources(self, document: int) -> int:
        segment, doc_id = self._snapshot.place(document)
        offsets = self._snapshot.column("source").segments[self._snapshot.segments.index(segment)].offsets
        return int(offsets[doc_id + 1]) - int(offsets[doc_id])

    def mask(self, key: str, index: int, ids: DocIds) -> Mask:
        """Return which documents of one segment belong to the story that an article names; none where there is none."""
        document = self._snapshot.doc_id(key)
        if document is None:
            return np.zeros(len(ids), np.bool_)
        base = self._snapshot.segments[index].base
        found: Mask = (
            self.leaders[base : base + self._snapshot.segments[index].doc_count][ids] == self.leaders[document]
        )
        return found

    def unknown_notices(self, key: str | None) -> tuple[Notice, ...]:
        """Return a notice where a request asks for the story of an article that the archive does not have."""
        if key is None or self._snapshot.doc_id(key) is not None:
            return ()
        return (
            Notice(
                "story_unknown",
                f"The archive has no article with the key {key!r}, so there is no story of that name.",
                f"ليس في الأرشيف مقالة مفتاحها «{key}»، فلا خبر بهذا الاسم.",
            ),
        )

    def collapsed(self, ids: list[DocIds], values: list[Values]) -> tuple[list[DocIds], list[Values]]:
        """Return of each story the document that stands first in an order, with its value, segment by segment.

        ids, values: as `first_documents` takes them.
        """
        bases = [segment.base for segment in self._snapshot.segments]
        masks = first_of_groups(ids, values, bases, self.leaders, self.is_shared)
        return (
            [found[mask] for found, mask in zip(ids, masks, strict=True)],
            [found[mask] for found, mask in zip(values, masks, strict=True)],
        )

    def versions(self, document: int, size: int) -> StoryVersions:
        """Return the articles that tell the story of a document, in the order of publication, `size` at most."""
        snapshot = self._snapshot
        leader = int(self.leaders[document])
        members = self.living[np.flatnonzero(self.leaders[self.living] == leader)].tolist()
        members.sort(key=lambda member: (member != leader, _time_of(snapshot, member), snapshot.key_of(member)))
        shown = members[:size]
        if document not in shown:
            shown[-1:] = [document]
        similarities = self._similarities(document, shown)
        versions = tuple(
            Version(snapshot.article(member), similarity)
            for member, similarity in zip(shown, similarities, strict=True)
        )
        return StoryVersions(self.of(document), versions)

    def _similarities(self, document: int, others: list[int]) -> list[float]:
        """Return how alike each of some documents is to one, estimated; of the document itself 1."""
        own = self._signature(document)
        return [float(estimate_similarity(self._signature(other), own)) for other in others]

    def _signature(self, document: int) -> np.ndarray[tuple[int], np.dtype[np.uint16]]:
        segment, doc_id = self._snapshot.place(document)
        return segment.reader.rows("signature")[doc_id]  # type: ignore[no-any-return]


def _time_of(snapshot: Snapshot, document: int) -> tuple[bool, int]:
    """Return what sorts a document by its time of publication, undated ones last."""
    segment, doc_id = snapshot.place(document)
    time = int(segment.reader.numbers("published")[doc_id])
    return time < -(2**61), time
