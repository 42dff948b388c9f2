"""A disk that is full, or fails, at every operation on a file of a commit: an error, nothing lost, nothing left."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import search
from tests.crash.commits import SIX, TWO_SEGMENTS, check_recovery, contents_of, make_article, state_of, write
from tests.crash.file_operations import FileOperations

# Whoosh leaves the table of contents that it failed to write to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(autouse=True)
def _no_flushes(monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


def fails_once(number: int) -> Callable[[int, str, str], None]:
    def disturb(count: int, _kind: str, name: str) -> None:
        if count == number:
            raise OSError(errno.EIO, os.strerror(errno.EIO), name)

    return disturb


def stays_full(number: int) -> Callable[[int, str, str], None]:
    def disturb(count: int, kind: str, name: str) -> None:
        if count >= number and kind in ("open", "write", "fsync"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), name)

    return disturb


WRITES = {
    "a merge": (TWO_SEGMENTS, [make_article(number) for number in range(20, 26)], ["k2"], 512),
    "several segments": (SIX, [make_article(20), make_article(20, "آخر")], ["k2"], 0),
}


def write_all(engine: search.Engine, articles: list[search.Article], deleted: list[str]) -> None:
    for article in articles:
        engine.write([article])
    engine.delete(deleted)
    engine.commit()


@pytest.mark.parametrize("fault", [fails_once, stays_full])
@pytest.mark.parametrize("name", [pytest.param("a merge", marks=pytest.mark.slow), "several segments"])
def test_a_commit_on_a_failing_disk_is_an_error_and_the_old_generation_stays(name, fault, tmp_path):
    prepare, articles, deleted, memory = WRITES[name]
    base = tmp_path / "base"
    prepare(base)
    before = state_of(base)
    shutil.copytree(base, tmp_path / "after")
    with search.open_engine(tmp_path / "after", memory_mebibytes=memory) as engine:
        write_all(engine, articles, deleted)
    allowed = [before, state_of(tmp_path / "after")]
    contents = contents_of(base)
    for number in itertools.count(1):
        folder = tmp_path / f"at-{number}"
        shutil.copytree(base, folder, copy_function=os.link)
        failure = None
        with search.open_engine(folder, memory_mebibytes=memory) as engine:
            operations = FileOperations(folder, fault(number), reads=(name, fault) == ("a merge", fails_once))
            with operations:
                try:
                    write_all(engine, articles, deleted)
                except (OSError, search.IndexCorruptError) as error:
                    failure = error
            assert engine.info().generation in (before[0], allowed[1][0])
            engine.rollback()
            # The lock is free while the engine is still open, and the engine serves.
            search.open_engine(folder).close()
            is_untouched = contents_of(folder) == contents
            assert is_untouched or failure is None or engine.info().generation == allowed[1][0]
            if number == 1 or not is_untouched:
                assert engine.search(search.SearchRequest("سوتشي")).total
                check_recovery(folder, allowed)
                assert engine.get("k99") == make_article(99)
        shutil.rmtree(folder)
        for shadow in tmp_path.glob(f"at-{number}.shadow-*"):
            shadow.unlink()
        if operations.count < number:
            assert failure is None
            break
    assert number > 50


def test_an_engine_whose_write_failed_takes_nothing_until_it_rolls_back(tmp_path):
    write(1)(tmp_path / "index")
    long_text = " ".join(map(str, range(20_000)))
    with search.open_engine(tmp_path / "index") as engine:
        is_full = threading.Event()
        with FileOperations(tmp_path / "index", lambda *operation: is_full.is_set() and stays_full(1)(*operation)):
            engine.write([make_article(2)])
            is_full.set()
            with pytest.raises(OSError, match="No space"):
                engine.write([make_article(number, long_text) for number in range(10, 14)])
        for use in (lambda: engine.write([make_article(3)]), lambda: engine.delete(["k1"]), engine.commit):
            with pytest.raises(search.IndexStateError, match="Roll back"):
                use()
        engine.rollback()
        engine.write([make_article(3)])
        engine.commit()
        assert {article.key for article in engine.scan(search.SearchRequest())} == {"k1", "k3"}


def test_the_first_write_on_a_full_disk_leaves_no_lock(tmp_path):
    folder: Path = tmp_path / "index"
    write(1)(folder)
    with search.open_engine(folder) as engine:
        with FileOperations(folder, stays_full(1)), pytest.raises(OSError, match="No space"):
            engine.write([make_article(2)])
        engine.rollback()
        write(3)(folder)
        assert engine.info().articles == 2
