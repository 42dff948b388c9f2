"""The stories of a generation: formed at its commit from those of the one before, kept in one file beside the segments.

The file names for each living article the one that leads its story (`search.codec`). A commit leaves the order of the
living articles as it is, so that what was decided before is carried over by counting; only new articles, and those
whose leader is gone, are decided anew. A file that is missing or damaged is no loss: the next commit decides everything
again from the signatures in the segments. Not for: what a search makes of stories (`stories`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from search.codec.arrays import Int64s
from search.codec.parts import Part, PartWriter
from search.codec.reader import SegmentReader
from search.engines.local.whoosh_schema import NO_TIME
from search.errors import IndexCorruptError
from search.stories.buckets import SignatureRows
from search.stories.clusters import UNDECIDED, Leaders, Texts, form_stories, misplaced
from search.types import NO_DAY, Mask

PART = "stories"
LAST_TIME = 2**62
"""Where undated articles stand in the order of publication: behind all others."""


def open_stories(path: Path) -> Part | None:
    """Return the open file, or None where it is missing or cannot be used."""
    try:
        return Part(path, PART)
    except IndexCorruptError:
        return None


def read_leaders(part: Part | None, count: int) -> Leaders | None:
    """Return (count,) int64, for each living article the place of its leader, or None where the file has none."""
    if part is None:
        return None
    try:
        leaders = part.array("leaders").astype(np.int64)
    except IndexCorruptError:
        return None
    return leaders if len(leaders) == count and is_sound(leaders) else None


def is_sound(leaders: Leaders) -> bool:
    """Return whether every leader is an article and leads itself."""
    inside = (leaders >= 0) & (leaders < len(leaders))
    return bool(inside.all()) and np.array_equal(leaders[leaders], leaders)


def write_leaders(path: Path, leaders: Leaders) -> None:
    """Write the file; it is complete and on disk afterwards."""
    part = PartWriter(path, PART)
    try:
        part.add("leaders", leaders.astype(np.uint32))
        part.close(documents=len(leaders))
    except BaseException:
        part.abandon()
        raise


def carry_over(leaders: Leaders, is_kept: Mask, count: int) -> Leaders:
    """Return the leaders of `count` articles: those kept of the generation before, then new ones, undecided.

    leaders, is_kept: (n,) of the living articles before. An article whose leader is gone is undecided.
    """
    places = np.cumsum(is_kept) - 1
    carried = np.full(count, UNDECIDED, np.int64)
    kept = leaders[is_kept]
    carried[: len(kept)] = np.where(is_kept[kept], places[kept], UNDECIDED)
    return carried


def decide_leaders(readers: Sequence[SegmentReader], leaders: Leaders | None = None) -> Leaders:
    """Return the leaders of the living articles of segments. leaders: what is decided; None where nothing is."""
    living = [_living(reader) for reader in readers]
    count = sum(map(len, living))
    if leaders is None:
        leaders = np.full(count, UNDECIDED, np.int64)
    if not (leaders == UNDECIDED).any():
        return leaders
    return form_stories(_texts_of(readers, living), leaders)


def misplaced_articles(readers: Sequence[SegmentReader], leaders: Leaders) -> int:
    """Return how many living articles follow a leader that they are not like; 0 in sound stories."""
    return len(misplaced(_texts_of(readers, [_living(reader) for reader in readers]), leaders))


def _living(reader: SegmentReader) -> Int64s:
    return np.arange(reader.doc_count) if reader.live is None else np.flatnonzero(reader.live)


def _texts_of(readers: Sequence[SegmentReader], living: Sequence[Int64s]) -> Texts:
    starts = np.cumsum([0, *map(len, living)])

    def key_of(place: int) -> bytes:
        index = int(np.searchsorted(starts, place, side="right")) - 1
        reader = readers[index]
        return reader.keys[int(reader.key_ordinals[living[index][place - int(starts[index])]])]

    def column(name: str) -> Int64s:
        return _joined(reader.numbers(name)[ids] for reader, ids in zip(readers, living, strict=True))

    times = column("published")
    return Texts(
        rows=SignatureRows(
            [
                reader.rows("signature") if reader.live is None else reader.rows("signature")[ids]
                for reader, ids in zip(readers, living, strict=True)
            ]
        ),
        shingles=column("shingles").astype(np.int32),
        days=column("day").astype(np.int32),
        times=np.where(times == NO_TIME, LAST_TIME, times),
        key_of=key_of,
        no_day=NO_DAY,
    )


def _joined(
    arrays: Iterable[Int64s],
) -> Int64s:
    return np.concatenate([np.empty(0, np.int64), *arrays])
