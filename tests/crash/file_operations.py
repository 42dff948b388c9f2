"""FileOperations: every operation by which a process changes files in a folder, counted, and one of them disturbed.

What a power failure leaves is simulated from what was flushed: `lose_power` cuts files that were written and not
flushed, and undoes creations, renamings and removals whose folder was not flushed, each with probability one half.
"""

from __future__ import annotations

import builtins
import io
import itertools
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

REAL_OPEN, REAL_OS_OPEN, REAL_FSYNC = io.open, os.open, os.fsync
REAL_REPLACE, REAL_UNLINK, REAL_MKDIR = os.replace, os.unlink, os.mkdir

WRITING = os.O_WRONLY | os.O_RDWR
AUDITED = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.link", "os.symlink"}

Disturb = Callable[[int, str, str], None]
"""Called with number, kind and file of an operation before it is carried out; what it raises is its result."""


class FileOperations:
    """A context in which operations under `folder` are counted and given to `disturb`; Python's own functions, patched.

    reads: opening a file for reading counts too. flushes: whether flushing really happens (it is slow).
    """

    def __init__(self, folder: Path, disturb: Disturb, *, reads: bool = False, flushes: bool = False) -> None:
        self.count = 0
        self.kinds: list[str] = []
        self._folder = os.path.abspath(folder)
        self._disturb = disturb
        self._reads = reads
        self._flushes = flushes
        self._descriptors: dict[int, str] = {}
        self._unflushed: set[str] = set()
        self._names: list[tuple[str, ...]] = []
        self._shadows = (f"{self._folder}.shadow-{number}" for number in itertools.count())
        self._is_known = False

    def __enter__(self) -> FileOperations:
        builtins.open = io.open = self._open  # type: ignore[assignment]
        os.open, os.fsync = self._os_open, self._fsync
        os.replace = os.rename = self._replace
        os.unlink = os.remove = self._unlink
        os.mkdir = self._mkdir
        return self

    def __exit__(self, *exc_info: object) -> None:
        builtins.open = io.open = REAL_OPEN
        os.open, os.fsync = REAL_OS_OPEN, REAL_FSYNC
        os.replace = os.rename = REAL_REPLACE
        os.unlink = os.remove = REAL_UNLINK
        os.mkdir = REAL_MKDIR

    def watch(self, on_stranger: Callable[[str], None]) -> None:
        """Report operations that went by unseen, by Python's audit events; for the rest of the process."""

        import sys

        def hook(event: str, args: tuple[object, ...]) -> None:
            if event not in AUDITED or self._is_known or not self._is_ours(args[0]):
                return
            if event != "open" or (isinstance(args[2], int) and args[2] & (WRITING | os.O_CREAT)):
                on_stranger(f"{event} {args}")

        sys.addaudithook(hook)

    def copy_folder(self, target: str) -> None:
        """Copy the folder as a killed process leaves it; files that a loss of power cannot change are linked."""

        def copy(source: str, copied: str) -> None:
            (shutil.copyfile if os.path.abspath(source) in self._unflushed else os.link)(source, copied)

        self._known(lambda: shutil.copytree(self._folder, target, copy_function=copy))

    def lose_power(self, seed: int) -> None:
        """Leave in the folder what a disk might hold that was told of nothing but the flushes."""
        chance = random.Random(seed)
        self.__exit__()
        self._is_known = True
        for name in sorted(self._unflushed):
            if os.path.exists(name):
                size = os.path.getsize(name)
                os.truncate(name, chance.randint(0, size))
                if chance.random() < 0.3:
                    os.truncate(name, size)  # zeros instead of what was written
        for kind, *names in reversed(self._names):
            if chance.random() < 0.5:
                continue
            if kind == "create" and os.path.exists(names[0]):
                os.unlink(names[0])
            elif kind == "replace" and os.path.exists(names[1]):
                os.replace(names[1], names[0])
            elif kind == "unlink" and not os.path.exists(names[0]):
                os.link(names[1], names[0])

    def changed(self, name: str) -> None:
        """Note that the content of a file is not on the disk."""
        self._unflushed.add(name)

    def next(self, kind: str, name: str) -> None:
        """Count an operation."""
        self.count += 1
        self.kinds.append(kind)
        self._disturb(self.count, kind, os.path.basename(name))

    def _is_ours(self, path: object) -> bool:
        return isinstance(path, str | os.PathLike) and os.path.abspath(path).startswith(self._folder)

    def _known(self, operation: Callable[[], object]) -> object:
        was_known, self._is_known = self._is_known, True
        try:
            return operation()
        finally:
            self._is_known = was_known

    def _open(self, file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):  # type: ignore[no-untyped-def]
        if not self._is_ours(file) or not set(mode) & set("wxa+"):
            if self._reads and self._is_ours(file):
                self.next("read", os.path.abspath(file))
            return REAL_OPEN(file, mode, buffering, encoding, errors, newline, closefd, opener)
        name = os.path.abspath(file)
        self.next("open", name)
        if not os.path.exists(name):
            self._names.append(("create", name))
        raw = self._known(lambda: _CountedFile(self, name, mode.replace("b", "").replace("t", "")))
        self._descriptors[raw.fileno()] = name
        if "w" in mode:
            self.changed(name)
        buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, encoding, errors, newline)

    def _os_open(self, path, flags, mode=0o777, *, dir_fd=None):  # type: ignore[no-untyped-def]
        if not self._is_ours(path):
            return REAL_OS_OPEN(path, flags, mode, dir_fd=dir_fd)
        name = os.path.abspath(path)
        creates = bool(flags & os.O_CREAT) and not os.path.exists(name)
        if creates or self._reads:
            self.next("open", name)
        if creates:
            self._names.append(("create", name))
        descriptor = self._known(lambda: REAL_OS_OPEN(path, flags, mode, dir_fd=dir_fd))
        self._descriptors[descriptor] = name
        return descriptor

    def _fsync(self, descriptor: int) -> None:
        name = self._descriptors.get(descriptor)
        if name is None:
            return REAL_FSYNC(descriptor)
        self.next("fsync", name)
        if self._flushes:
            REAL_FSYNC(descriptor)
        if os.path.isdir(name):
            self._names.clear()
        self._unflushed.discard(name)
        return None

    def _replace(self, src, dst, *, src_dir_fd=None, dst_dir_fd=None):  # type: ignore[no-untyped-def]
        if self._is_ours(src):
            one, other = os.path.abspath(src), os.path.abspath(dst)
            self.next("replace", one)
            self._names.append(("replace", one, other))
            if one in self._unflushed:
                self._unflushed.remove(one)
                self._unflushed.add(other)
        return self._known(lambda: REAL_REPLACE(src, dst, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd))

    def _unlink(self, path, *, dir_fd=None):  # type: ignore[no-untyped-def]
        if self._is_ours(path) and os.path.exists(path):
            name = os.path.abspath(path)
            self.next("unlink", name)
            shadow = next(self._shadows)
            self._known(lambda: os.link(name, shadow))
            self._names.append(("unlink", name, shadow))
        return self._known(lambda: REAL_UNLINK(path, dir_fd=dir_fd))

    def _mkdir(self, path, mode=0o777, *, dir_fd=None):  # type: ignore[no-untyped-def]
        if self._is_ours(path):
            self.next("mkdir", os.path.abspath(path))
        return self._known(lambda: REAL_MKDIR(path, mode, dir_fd=dir_fd))


class _CountedFile(io.FileIO):
    """A file whose writes are operations; one that is disturbed has written half of its bytes before."""

    def __init__(self, operations: FileOperations, name: str, mode: str) -> None:
        super().__init__(name, mode)
        self._operations = operations
        self._name = name

    def write(self, data) -> int:  # type: ignore[no-untyped-def, override]
        self._operations.changed(self._name)
        half = len(data) // 2
        written = super().write(data[:half]) if half else 0
        self._operations.next("write", self._name)
        return written + super().write(data[half:])
