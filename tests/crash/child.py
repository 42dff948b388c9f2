"""The process that is killed: `python -m tests.crash.child COMMIT BASE`, then a line "n seed folder" for each attempt.

For each line the index BASE is copied to the folder and a fork of this process carries out the commit on the copy, up
to the n-th operation on a file, at which it kills itself; where a seed is given, the power fails too. One line is
answered: "killed", or "done" where there are fewer operations. Single-threaded, warmed up before the first fork.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

from tests.crash.commits import COMMITS, UNSAFE, Commit
from tests.crash.file_operations import FileOperations


def main() -> None:
    commit, base = (COMMITS | UNSAFE)[sys.argv[1]], Path(sys.argv[2])
    warm = base.with_name(f"{base.name}-warm")
    shutil.copytree(base, warm)
    commit.act(warm)
    for line in sys.stdin:
        number, seed, folder = line.rstrip("\n").split(" ", 2)
        # Links instead of copies: files of an index are written once.
        shutil.copytree(base, folder, copy_function=os.link)
        child = os.fork()
        if child == 0:
            carry_out(commit, Path(folder), int(number), None if seed == "-" else int(seed))
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
            print("killed", flush=True)
        else:
            print("done" if status == 0 else f"failed with status {status}", flush=True)


def carry_out(commit: Commit, folder: Path, number: int, seed: int | None) -> None:
    def disturb(count: int, _kind: str, _name: str) -> None:
        if count == number:
            if seed is not None:
                operations.lose_power(seed)
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
