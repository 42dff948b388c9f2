"""Two writers: the second is told which process holds the lock; the lock of a process that died binds nobody."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import search

ROOT = Path(__file__).resolve().parents[2]

WRITE = """
import sys, search
engine = search.open_engine(sys.argv[1])
try:
    engine.write([search.Article("other", "x")])
except search.IndexLockedError as error:
    print(error.message, flush=True)
    sys.exit(3)
print("writing", flush=True)
sys.stdin.read()
engine.commit()
"""


@pytest.fixture
def index(tmp_path):
    folder = tmp_path / "index"
    with search.open_engine(folder, create=True) as engine:
        engine.write([search.Article("k1", "عنوان", "سوتشي")])
        engine.commit()
    return folder


def writing_process(folder):
    return subprocess.Popen(
        [sys.executable, "-c", WRITE, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def test_a_second_engine_in_another_thread_is_refused_with_the_holder(index):
    found = []

    def write():
        with search.open_engine(index) as second:
            try:
                second.write([search.Article("k2", "x")])
            except search.IndexLockedError as error:
                found.append(error)

    with search.open_engine(index) as first:
        first.write([search.Article("k3", "x")])
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
        first.commit()
    assert [f"process {os.getpid()}, since 20" in error.message for error in found] == [True]
    assert str(os.getpid()) in found[0].message_ar


def test_another_process_is_refused_with_the_holder(index):
    with search.open_engine(index) as first:
        first.write([search.Article("k3", "x")])
        with writing_process(index) as other:
            message = other.communicate()[0]
        assert other.returncode == 3
        assert f"process {os.getpid()}, since 20" in message
        first.commit()


def test_this_process_is_refused_while_another_writes_and_not_afterwards(index):
    with writing_process(index) as other, search.open_engine(index) as engine:
        assert other.stdout.readline() == "writing\n"
        with pytest.raises(search.IndexLockedError, match=f"process {other.pid}, since"):
            engine.write([search.Article("k2", "x")])
        other.communicate()
        engine.write([search.Article("k2", "x")])
        engine.commit()
        assert engine.info().articles == 3


def test_the_lock_of_a_killed_process_is_free_at_once(index):
    with search.open_engine(index) as engine, writing_process(index) as other:
        assert other.stdout.readline() == "writing\n"
        assert (index / "writer.json").exists()
        other.kill()
        other.wait()
        began = time.monotonic()
        engine.write([search.Article("k2", "x")])
        assert time.monotonic() - began < 0.9, "no waiting for a lock that nobody holds"
        engine.commit()
        assert engine.info().articles == 2
        report = search.check_index(index)
        assert (report.problems, report.notes) == ((), ())


def test_threads_that_write_through_one_engine_lose_nothing(index):
    with search.open_engine(index) as engine:

        def write(place):
            for number in range(10):
                engine.write([search.Article(f"t{place}-{number}", "عنوان", "سوتشي")])
                if number % 5 == 4:
                    engine.commit()

        threads = [threading.Thread(target=write, args=(place,)) for place in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        engine.commit()
        assert engine.info().articles == 41
    assert search.check_index(index).problems == ()
