"""Killed at every operation on a file: afterwards the index is as before the commit or as after it, whole and tidy."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import search
from search.codec.inversion import KERNELS_VARIABLE
from tests.crash.child import Attempt
from tests.crash.commits import COMMITS, UNSAFE, check_recovery, contents_of, state_of

LONG = dict.fromkeys(("a merge", "a replaced and a deleted article"), pytest.mark.slow)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _no_flushes(monkeypatch):
    """Flushing to the disk is what takes the time; what depends on it is simulated in the child."""
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


@pytest.fixture(scope="module")
def attempt() -> Iterator[Callable[[Attempt], str]]:
    """Carry out an attempt in a process of its own, and return how it ended: "killed" or "done"."""
    # Which kernels invert a batch changes no operation on a file, and a process without Numba forks in half the time.
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1", KERNELS_VARIABLE: "numpy"}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.crash.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        assert process.stdin
        assert process.stdout
        to_child, from_child = process.stdin, process.stdout

        def carry_out(wanted: Attempt) -> str:
            to_child.write(wanted.as_line())
            to_child.flush()
            return from_child.readline().strip()

        yield carry_out
        to_child.close()
    assert process.returncode == 0


@pytest.mark.parametrize("name", [pytest.param(name, marks=LONG.get(name, ())) for name in COMMITS])
def test_a_commit_that_is_killed_or_loses_power_has_happened_or_has_not(name, attempt, tmp_path):
    base = tmp_path / "base"
    COMMITS[name].prepare(base)
    before = state_of(base)
    shutil.copytree(base, tmp_path / "after")
    COMMITS[name].act(tmp_path / "after")
    allowed = [before, state_of(tmp_path / "after")]
    contents = contents_of(base)
    outcomes = {"killed": [], "power lost": []}
    for number in itertools.count(1):
        folders = {ending: tmp_path / f"{ending} at {number}" for ending in outcomes}
        wanted = Attempt(name, str(base), number, str(folders["power lost"]), number, str(folders["killed"]))
        if attempt(wanted) == "done":
            break
        for ending, folder in folders.items():
            search.open_engine(folder).close()
            # What is as it was, byte for byte, has been verified at the first time.
            is_untouched = number > 1 and contents_of(folder) == contents
            outcomes[ending].append(0 if is_untouched else check_recovery(folder, allowed))
            shutil.rmtree(folder)
    done = folders["power lost"]
    assert check_recovery(done, allowed) == allowed.index(allowed[1])
    for each in outcomes.values():
        assert len(each) >= 15, "a commit has many operations"
        if allowed[0] != allowed[1]:
            assert set(each) == {0, 1}
    assert outcomes["killed"] == sorted(outcomes["killed"]), "once it has happened, it has happened"


def test_an_index_whose_making_was_killed_can_be_made(attempt, tmp_path):
    base = tmp_path / "base"
    base.mkdir()
    for number in itertools.count(1):
        folder = tmp_path / f"at-{number}"
        seed = None if number % 2 else number
        ending = attempt(Attempt("the first articles", str(base), number, str(folder), seed))
        with search.open_engine(folder, create=True) as engine:
            assert engine.info().articles in (0, 3)
            if ending == "done":
                assert engine.info().articles == 3
                break
        assert search.check_index(folder).is_sound
        shutil.rmtree(folder)


def test_the_simulated_loss_of_power_hits_what_is_not_flushed(attempt, tmp_path):
    [(name, commit)] = UNSAFE.items()
    base = tmp_path / "base"
    commit.prepare(base)
    damaged = 0
    for number in itertools.count(1):
        folder = tmp_path / f"at-{number}"
        if attempt(Attempt(name, str(base), number, str(folder), number)) == "done":
            break
        damaged += not search.check_index(folder).is_sound
    assert damaged > 0
