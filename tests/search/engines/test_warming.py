"""Warming: the tables that searches make when first needed are there before, of the first and of later snapshots."""

from __future__ import annotations

import gc
import logging
import threading
import weakref
from types import SimpleNamespace

import pytest

from search import Article, IndexCorruptError, SearchRequest, open_engine
from search.engines.local import warming
from search.engines.local.suggesting import NAME_FACETS
from search.engines.local.warming import BackgroundTables, make_tables
from search.schema import TERM_FACETS

COLUMN_TABLES = {"totals", "by_total", "in_use", "alphabet"}


def article(number: int) -> Article:
    return Article(
        f"k{number}", title=f"خبر {number}", text="قال سيرغي لافروف", people=("سيرغي لافروف",), source="الأول"
    )


@pytest.fixture
def folder(tmp_path):
    with open_engine(tmp_path / "index", create=True) as engine:
        engine.write([article(1)])
        engine.commit()
    return tmp_path / "index"


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch):
    monkeypatch.setattr(warming, "PAUSE_SECONDS", 0)


def commit(folder, number):
    with open_engine(folder) as other:
        other.write([article(number)])
        other.commit()


def has_all_tables(snapshot) -> bool:
    columns = all(vars(snapshot.column(name)).keys() >= COLUMN_TABLES for name in TERM_FACETS)
    names = all(
        set(NAME_FACETS) <= vars(segment.opened.facets)[kept].keys()
        for segment in snapshot.segments
        for kept in ("_starts", "_latin", "_folded")
    )
    return columns and names and "sources" in vars(snapshot.stories)


def test_warming_makes_the_tables_of_the_snapshot(folder):
    with open_engine(folder) as engine:
        assert not has_all_tables(engine._current())
        engine.warm()
        assert has_all_tables(engine._current())


def test_a_commit_of_another_process_is_seen_at_once_and_its_tables_are_made_beside(folder):
    with open_engine(folder) as engine:
        engine.warm()
        commit(folder, 2)
        assert engine.search(SearchRequest()).total == 2
        engine._tables.wait()
        assert has_all_tables(engine._current())


def test_a_commit_of_the_engine_itself_has_its_tables_made_too(folder):
    with open_engine(folder) as engine:
        engine.warm()
        engine.write([article(2)])
        engine.commit()
        engine._tables.wait()
        assert has_all_tables(engine._current())


def test_an_engine_that_was_not_warmed_makes_no_tables_beside(folder):
    with open_engine(folder) as engine:
        engine.search(SearchRequest())
        commit(folder, 2)
        assert engine.search(SearchRequest()).total == 2
        assert not any(thread.name == warming.THREAD_NAME for thread in threading.enumerate())
        assert not has_all_tables(engine._current())


class Snapshots:
    """Stands where tables are made and remembers of which snapshots, how many at a time."""

    def __init__(self, monkeypatch) -> None:
        self.made: list[object] = []
        self.most = self._now = 0
        self.go_on = threading.Event()
        self.begun = threading.Event()
        monkeypatch.setattr(warming, "make_tables", self._make)

    def _make(self, snapshot, goes_on):
        self._now += 1
        self.most = max(self.most, self._now)
        self.begun.set()
        while goes_on() and not self.go_on.wait(0.01):
            pass
        self.made.append(snapshot)
        self._now -= 1


def test_the_tables_of_one_snapshot_are_made_at_a_time_and_of_those_waiting_the_newest(monkeypatch):
    snapshots = Snapshots(monkeypatch)
    tables = BackgroundTables()
    tables.make("first")
    assert snapshots.begun.wait(10)
    for later in ("second", "third", "third"):
        tables.make(later)
    snapshots.go_on.set()
    tables.wait()
    assert (snapshots.made[0], snapshots.made[-1], snapshots.made.count("third")) == ("first", "third", 1)
    assert snapshots.most == 1
    snapshots.made.clear()
    tables.make("third")
    tables.wait()
    assert snapshots.made == []
    tables.close()


def test_closing_stops_between_two_tables_and_nothing_begins_after(monkeypatch):
    begun = []
    tables = BackgroundTables()

    def make(snapshot, _goes_on):
        begun.append(snapshot)
        met.set()
        tables._closed.wait(10)

    met = threading.Event()
    monkeypatch.setattr(warming, "make_tables", make)
    tables.make("first")
    assert met.wait(10)
    tables.make("second")
    tables.close()
    tables.make("third")
    tables.close()
    assert begun == ["first"]
    assert not any(thread.name == warming.THREAD_NAME for thread in threading.enumerate())


def test_where_no_thread_can_be_started_searches_and_closing_go_on(folder, monkeypatch, caplog):
    def refuse(_thread):
        raise RuntimeError("can't start new thread")

    with open_engine(folder) as engine:
        engine.warm()
        commit(folder, 2)
        with monkeypatch.context() as patched, caplog.at_level(logging.WARNING, "search"):
            patched.setattr(threading.Thread, "start", refuse)
            assert engine.search(SearchRequest()).total == 2
        assert len(caplog.records) == 1
        commit(folder, 3)
        assert engine.search(SearchRequest()).total == 3
        engine._tables.wait()
        assert has_all_tables(engine._current())


def test_warming_that_ends_after_the_engine_was_closed_begins_nothing(folder):
    engine = open_engine(folder)
    engine.close()
    engine.warm()
    assert engine._tables is None


def test_tables_stop_where_they_are_told(folder):
    with open_engine(folder) as engine:
        snapshot = engine._current()
        answers = iter([True, True, False])
        make_tables(snapshot, lambda: next(answers))
        assert not has_all_tables(snapshot)


@pytest.mark.parametrize("error", [IndexCorruptError("a.col", "a byte"), ValueError("by mistake"), MemoryError()])
def test_an_error_is_logged_and_later_tables_are_made_all_the_same(monkeypatch, caplog, error):
    made = []
    bad = SimpleNamespace(generation=7)

    def make(snapshot, _goes_on):
        if snapshot is bad:
            raise error
        made.append(snapshot)

    monkeypatch.setattr(warming, "make_tables", make)
    tables = BackgroundTables()
    with caplog.at_level(logging.WARNING, "search"):
        tables.make(bad)
        tables.wait()
        tables.make("good")
        tables.wait()
    assert made == ["good"]
    [record] = caplog.records
    assert record.name == "search.engines.local.warming"
    assert record.exc_info[1] is error
    tables.close()


def test_a_snapshot_that_was_made_is_not_kept(folder):
    with open_engine(folder) as engine:
        engine.warm()
        commit(folder, 2)
        engine.search(SearchRequest())
        engine._tables.wait()
        old = weakref.ref(engine._current())
        commit(folder, 3)
        engine.search(SearchRequest())
        engine._tables.wait()
        gc.collect()
        assert old() is None


def test_an_engine_is_closed_while_tables_are_made(folder):
    for number in range(2, 8):
        with open_engine(folder) as engine:
            engine.warm()
            commit(folder, number)
            assert engine.search(SearchRequest()).total == number
        assert not any(thread.name == warming.THREAD_NAME for thread in threading.enumerate())
