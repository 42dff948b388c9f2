"""What memory a process holds, read from Linux's /proc."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Self

MEBIBYTE = 1 << 20


def peak_bytes() -> int:
    """Return the most that this process has held since it began.

    Not `ru_maxrss`: Linux hands the parent's peak down to a child, even through exec.
    """
    return _read("self/status", "VmHWM")


def own_bytes() -> int:
    """Return what this process holds now, pages of mapped files left out."""
    return _read("self/status", "RssAnon")


class Watch:
    """Looks at `own_bytes` fifty times a second from a thread of its own, and keeps the greatest in `peak`."""

    def __enter__(self) -> Self:
        self.peak = own_bytes()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_exc_info: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.02):
            self.peak = max(self.peak, own_bytes())


def private_bytes(pid: int | str = "self") -> tuple[int, int]:
    """Return what no other process shares: all of it, and the part that was written to.

    Pages of a mapped file count in the first as long as one process alone maps them, though the system may drop them.
    """
    dirty = _read(f"{pid}/smaps_rollup", "Private_Dirty")
    return _read(f"{pid}/smaps_rollup", "Private_Clean") + dirty, dirty


def _read(name: str, field: str) -> int:
    for line in (Path("/proc") / name).read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) * 1024
    raise LookupError(f"/proc/{name} has no {field}")


def folder_bytes(folder: Path) -> int:
    """Return the size of all files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
