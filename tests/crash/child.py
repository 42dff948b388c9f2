"""The process whose forks are killed: `python -m tests.crash.child`, then an `Attempt` as JSON on each line.

For each line the index `base` is copied to the folder and a fork of this process carries out the commit on the copy, up
to the n-th operation on a file, at which it kills itself; where a seed is given, the power fails too, and before it
does the folder is copied as it is. One line is answered: "killed", or "done" where there are fewer operations.
Single-threaded, and warmed up before the first fork that carries out a commit. One process serves all tests: to start
one takes longer than to kill twenty of its forks.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import signal
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.crash.commits import COMMITS, UNSAFE, Commit
from tests.crash.file_operations import FileOperations


@dataclass(frozen=True)
class Attempt:
    """commit: name of what is done to a copy of base in folder; number: the operation; seed: of a loss of power.

    spared: where the folder is copied to before the power fails, as a killed process leaves it.
    """

    commit: str
    base: str
    number: int
    folder: str
    seed: int | None = None
    spared: str | None = None

    def as_line(self) -> str:
        return json.dumps(asdict(self)) + "\n"


def main() -> None:
    warmed = set()
    for line in sys.stdin:
        attempt = Attempt(**json.loads(line))
        commit = (COMMITS | UNSAFE)[attempt.commit]
        if attempt.base not in warmed:
            warmed.add(attempt.base)
            warm = f"{attempt.base}-warm"
            shutil.copytree(attempt.base, warm)
            commit.act(Path(warm))
            gc.freeze()  # forks then share these pages
        # Links instead of copies: files of an index are written once.
        shutil.copytree(attempt.base, attempt.folder, copy_function=os.link)
        child = os.fork()
        if child == 0:
            carry_out(commit, attempt)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
            print("killed", flush=True)
        else:
            print("done" if status == 0 else f"failed with status {status}", flush=True)


def carry_out(commit: Commit, attempt: Attempt) -> None:
    folder = Path(attempt.folder)

    def disturb(count: int, _kind: str, _name: str) -> None:
        if count == attempt.number:
            if attempt.spared is not None:
                operations.copy_folder(attempt.spared)
            if attempt.seed is not None:
                operations.lose_power(attempt.seed)
            os.kill(os.getpid(), signal.SIGKILL)

    def on_stranger(event: str) -> None:
        os.write(2, f"an operation was not counted: {event}\n".encode())
        os._exit(99)

    operations = FileOperations(folder, disturb)
    operations.watch(on_stranger)
    try:
        with operations:
            commit.act(folder)
    except BaseException as error:  # noqa: BLE001 -- a fork must not run on into its parent's code
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
        os._exit(98)
    os._exit(0)


if __name__ == "__main__":
    main()
