"""WriteLock: the right to change an index, held by one process at a time, and the note that says which one.

The lock is Whoosh's: a lock of the operating system on a file, which ends with the process that holds it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
from pathlib import Path

from whoosh.util.filelock import try_for

from search.engines.local.store import WRITER_NOTE, Store
from search.errors import IndexLockedError

LOCK_TIMEOUT_SECONDS = 1.0
"""A reader that tidies up after a crash holds the lock for an instant."""


class WriteLock:
    """The write lock of an index, held from the making of this object to `release`."""

    def __init__(self, store: Store) -> None:
        """Take the lock. Raises IndexLockedError naming the process that holds it."""
        self._note = store.path / WRITER_NOTE
        self._lock = store.lock()
        if not try_for(self._lock.acquire, timeout=LOCK_TIMEOUT_SECONDS, delay=0.05):
            raise IndexLockedError(store.path, _read_holder(self._note))
        try:
            self._note.write_text(json.dumps({"pid": os.getpid(), "since": _now()}), encoding="utf-8")
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Give the lock back."""
        try:
            # A note that stays is removed by the next who opens the index.
            with contextlib.suppress(OSError):
                self._note.unlink(missing_ok=True)
        finally:
            self._lock.release()


def _read_holder(note: Path) -> str:
    try:
        found = json.loads(note.read_text(encoding="utf-8"))
        return f"process {found['pid']}, since {found['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "unknown process"


def _now() -> str:
    return dt.datetime.now().astimezone().isoformat(timespec="seconds")
