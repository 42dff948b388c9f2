"""Killed at every operation on a file: afterwards the index is as before the commit or as after it, whole and tidy."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import search
from tests.crash.commits import COMMITS, UNSAFE, check_recovery, contents_of, state_of

LONG = dict.fromkeys(("a merge", "a replaced and a deleted article"), pytest.mark.slow)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _no_flushes(monkeypatch):
    """Flushing to the disk is what takes the time; what depends on it is simulated in the child."""
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


@contextmanager
def killer(commit: str, base: Path) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.crash.child", commit, str(base)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=base.parent,
    ) as process:
        yield process
        assert process.stdin
        process.stdin.close()
    assert process.returncode == 0


def attempt(process: subprocess.Popen[str], number: int, seed: int | None, folder: Path) -> str:
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{number} {'-' if seed is None else seed} {folder}\n")
    process.stdin.flush()
    return process.stdout.readline().strip()


@pytest.mark.parametrize("loses_power", [False, True], ids=["killed", "power lost"])
@pytest.mark.parametrize("name", [pytest.param(name, marks=LONG.get(name, ())) for name in COMMITS])
def test_a_commit_that_is_killed_has_happened_or_has_not(name, loses_power, tmp_path):
    base = tmp_path / "base"
    COMMITS[name].prepare(base)
    before = state_of(base)
    shutil.copytree(base, tmp_path / "after")
    COMMITS[name].act(tmp_path / "after")
    allowed = [before, state_of(tmp_path / "after")]
    contents = contents_of(base)
    outcomes = []
    with killer(name, base) as process:
        for number in itertools.count(1):
            folder = tmp_path / f"at-{number}"
            ending = attempt(process, number, number if loses_power else None, folder)
            assert ending in ("killed", "done")
            search.open_engine(folder).close()
            # What is as it was, byte for byte, has been verified at the first time.
            is_untouched = bool(outcomes) and contents_of(folder) == contents
            outcome = 0 if is_untouched else check_recovery(folder, allowed)
            shutil.rmtree(folder)
            if ending == "done":
                break
            outcomes.append(outcome)
    assert len(outcomes) >= 15, "a commit has many operations"
    if not loses_power:
        assert outcomes == sorted(outcomes), "once it has happened, it has happened"
    if allowed[0] != allowed[1]:
        assert set(outcomes) == {0, 1}
        assert outcome == 1


def test_an_index_whose_making_was_killed_can_be_made(tmp_path):
    base = tmp_path / "base"
    base.mkdir()
    with killer("the first articles", base) as process:
        for number in itertools.count(1):
            folder = tmp_path / f"at-{number}"
            ending = attempt(process, number, None if number % 2 else number, folder)
            with search.open_engine(folder, create=True) as engine:
                assert engine.info().articles in (0, 3)
                if ending == "done":
                    assert engine.info().articles == 3
                    break
            assert search.check_index(folder).is_sound
            shutil.rmtree(folder)


def test_the_simulated_loss_of_power_hits_what_is_not_flushed(tmp_path):
    [(name, commit)] = UNSAFE.items()
    base = tmp_path / "base"
    commit.prepare(base)
    damaged = 0
    with killer(name, base) as process:
        for number in itertools.count(1):
            folder = tmp_path / f"at-{number}"
            if attempt(process, number, number, folder) == "done":
                break
            damaged += not search.check_index(folder).is_sound
    assert damaged > 0
