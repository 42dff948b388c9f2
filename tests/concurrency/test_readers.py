"""Readers while a writer commits: every answer is of one generation, later ones never of earlier generations."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import search
from search.codec.inversion import KERNELS_VARIABLE
from search.engines.local.store import CLOCK_TICK_NS, Store
from tests.concurrency.generations import EVERYTHING, Chronicle, seen_in

ROOT = Path(__file__).resolve().parents[2]
COMMITS = 36


@pytest.fixture
def chronicle(tmp_path):
    made = Chronicle(tmp_path / "index")
    made.write()
    return made


class Readers:
    """Threads that share an engine and search until they are stopped; what they did wrong is in `errors`."""

    def __init__(self, engine, chronicle, count):
        self.errors = []
        self.answers = 0
        self.at = [0] * count
        self._engine = engine
        self._chronicle = chronicle
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(place,)) for place in range(count)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *exc_info):
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def wait_for(self, generation, seconds):
        end = time.monotonic() + seconds
        while min(self.at) < generation and time.monotonic() < end and not self.errors:
            time.sleep(0.002)
        return min(self.at) >= generation

    def _read(self, place):
        try:
            while not self._stop.is_set():
                seen = seen_in(self._engine.search(EVERYTHING))
                assert self._chronicle.holds(seen), f"half a commit: {seen}"
                assert seen[0] >= self.at[place], "a reader went back"
                self.at[place] = seen[0]
                self.answers += 1
        except Exception as error:  # noqa: BLE001 -- whatever it is, the test names it
            self.errors.append(error)


PATIENCE_SECONDS = 120
"""Readers see a commit with their next search, within milliseconds; this only ends a test that would hang."""


def test_threads_see_whole_generations_in_order_and_each_soon(chronicle, tmp_path):
    with search.open_engine(tmp_path / "index") as engine, Readers(engine, chronicle, 4) as readers:
        engine.warm()
        late = [
            generation
            for generation in (chronicle.write() for _ in range(COMMITS))
            if generation % 4 == 0 and not readers.wait_for(generation, PATIENCE_SECONDS)
        ]
        assert readers.wait_for(chronicle.last, PATIENCE_SECONDS)
    assert readers.errors == []
    assert late == []
    assert readers.answers > COMMITS
    assert search.check_index(tmp_path / "index").problems == ()


def test_readers_of_other_processes_see_whole_generations_in_order(chronicle, tmp_path):
    command = [sys.executable, "-m", "tests.concurrency.generations", str(tmp_path / "index")]
    # Who sees which generation has nothing to do with the kernels, and each reader would load Numba.
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", KERNELS_VARIABLE: "numpy"}
    readers = [
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment
        )
        for _ in range(2)
    ]
    try:
        seen = [[json.loads(reader.stdout.readline())] for reader in readers]
        for _ in range(COMMITS):
            chronicle.write()
        time.sleep(1)
    finally:
        rest = [reader.communicate()[0] for reader in readers]
    for reader, answers, lines in zip(readers, seen, rest, strict=True):
        answers += [json.loads(line) for line in lines.splitlines()]
        assert reader.returncode == 0
        shown = [(generation, frozenset(map(tuple, articles))) for generation, articles in answers]
        assert all(map(chronicle.holds, shown))
        assert [generation for generation, _ in shown] == sorted({generation for generation, _ in shown})
        assert shown[-1][0] == chronicle.last, "the last one was taken up within a second"
        assert len(shown) > 3


def test_a_scan_keeps_its_snapshot_while_its_segments_are_merged_and_removed(chronicle, tmp_path):
    with search.open_engine(tmp_path / "index") as engine:
        generation = engine.search(EVERYTHING).generation
        scan = engine.scan(search.SearchRequest(sort="oldest"))
        found = [next(scan)]
        for article in scan:
            found.append(article)
            chronicle.write()
            engine.search(EVERYTHING)
        assert chronicle.holds((generation, frozenset((article.key, str(article.source)) for article in found)))
        assert engine.search(EVERYTHING).generation == chronicle.last > generation


def test_an_engine_reads_its_own_generation_while_it_writes(chronicle, tmp_path):
    with search.open_engine(tmp_path / "index") as engine, Readers(engine, chronicle, 2) as readers:
        before = seen_in(engine.search(EVERYTHING))
        for number in range(20):
            engine.write([search.Article(f"new{number}", "عنوان", "سوتشي جديد", source="جديد")])
            assert seen_in(engine.search(EVERYTHING)) == before
        engine.rollback()
        assert seen_in(engine.search(EVERYTHING)) == before
    assert readers.errors == []


def test_a_commit_in_the_tick_in_which_a_slow_thread_listed_the_folder_is_noticed(chronicle, tmp_path, monkeypatch):
    store = Store(tmp_path / "index")
    read = Store.generation.fget
    tick = store.path.stat()

    def slow(self):
        found = read(self)
        monkeypatch.undo()
        chronicle.write()
        os.utime(store.path, ns=(tick.st_atime_ns, tick.st_mtime_ns))  # a clock that has not moved on
        time.sleep(2 * CLOCK_TICK_NS / 1e9)
        return found

    os.utime(store.path)
    tick = store.path.stat()
    monkeypatch.setattr(Store, "generation", property(slow))
    assert store.state[-1] == chronicle.last - 1
    assert store.state[-1] == chronicle.last
