"""The commits that are interrupted: each a starting state, built once, and what is then done to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import search

REQUESTS = (
    search.SearchRequest(size=100),
    search.SearchRequest("سوتشي", size=100),
    search.SearchRequest('"الخبر رقم"', sort="oldest", size=100),
    search.SearchRequest("جديد", filters=(search.Filter("source", ("س1",)),)),
)


def make_article(number: int, text: str = "") -> search.Article:
    return search.Article(
        key=f"k{number}",
        title=f"الخبر رقم {number}",
        text=text or f"عقد في سوتشي اجتماع رقم {number} حضره الوفد.",
        source=f"س{number % 3}",
        published=f"2021-01-{number % 28 + 1:02}",
        people=("سيرغي لافروف",) if number % 2 else (),
    )


@dataclass(frozen=True)
class Commit:
    """prepare: makes the index that there is before. act: what is interrupted; both are given the folder."""

    prepare: Callable[[Path], None]
    act: Callable[[Path], None]


def write(*numbers: int, text: str = "", delete: tuple[int, ...] = (), memory: int = 512) -> Callable[[Path], None]:
    def act(folder: Path) -> None:
        with search.open_engine(folder, create=True, memory_mebibytes=memory) as engine:
            for number in numbers:
                engine.write([make_article(number, text)])
            engine.delete([f"k{number}" for number in delete])
            engine.commit()

    return act


def after(*acts: Callable[[Path], None]) -> Callable[[Path], None]:
    def act(folder: Path) -> None:
        for each in acts:
            each(folder)

    return act


def roll_back(folder: Path) -> None:
    with search.open_engine(folder) as engine:
        engine.write([make_article(50)])
        engine.delete(["k1"])
        engine.rollback()


SIX = write(*range(6))
TWO_SEGMENTS = after(SIX, write(10, 11, delete=(1,)))

COMMITS = {
    "the first articles": Commit(write(), write(1, 2, 3)),
    "more articles": Commit(SIX, write(10, 11)),
    "a replaced and a deleted article": Commit(TWO_SEGMENTS, write(0, 10, text="نص جديد", delete=(2, 11))),
    "a deletion alone": Commit(TWO_SEGMENTS, write(delete=(3,))),
    "a merge": Commit(TWO_SEGMENTS, write(*range(20, 26))),
    "everything deleted": Commit(TWO_SEGMENTS, write(delete=(0, 2, 3, 4, 5, 10, 11))),
    "several segments at once": Commit(SIX, write(20, 20, text="آخر", memory=0)),
    "a rollback": Commit(TWO_SEGMENTS, roll_back),
    "new families": Commit(TWO_SEGMENTS, lambda folder: search.rebuild_families(folder, force=True) and None),
}


def write_without_flushing(folder: Path) -> None:
    """Commit as a program would that trusts the system to write files in time."""
    with mock.patch("search.codec.parts.sync_file"), mock.patch("search.engines.local.store.sync_folder"):
        write(10, 11)(folder)


UNSAFE = {"more articles, not flushed": Commit(SIX, write_without_flushing)}
"""What must not survive a loss of power, or the simulation is worth nothing."""


def state_of(folder: Path) -> tuple[object, ...]:
    """Return all that a reader can tell of the index."""
    with search.open_engine(folder) as engine:
        answers = [engine.search(request) for request in REQUESTS]
        return (
            engine.info().generation,
            frozenset((article.key, article.content_hash()) for article in engine.scan(search.SearchRequest())),
            tuple((answer.total, tuple(hit.key for hit in answer.hits), str(answer.facets)) for answer in answers),
        )


def contents_of(folder: Path) -> dict[str, bytes]:
    """Return the files of the index, the one that Whoosh locks left out."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.endswith("WRITELOCK")}


def check_recovery(folder: Path, allowed: list[tuple[object, ...]]) -> int:
    """Assert that the index is in one of the states, whole, tidy, and can be written; return which state."""
    found = state_of(folder)
    assert found in allowed, "neither the state before nor the one after"
    report = search.check_index(folder)
    assert (report.problems, report.notes) == ((), ())
    assert len(contents_of(folder)) == report.files, "nothing but the index"
    with search.open_engine(folder) as engine:
        engine.write([make_article(99)])
        assert engine.commit() == found[0] + 1  # type: ignore[operator]
        assert engine.get("k99") == make_article(99)
        assert engine.info().articles == len(found[1]) + 1  # type: ignore[arg-type]
    assert search.check_index(folder).is_sound
    return allowed.index(found)
