"""The map of names of an index: `names.tsv` in its folder, read again when it has changed, written in one step.

The map is not of a commit: it counts from the moment its file is in place, for every reader. Not for: what the map
means (`search.names.name_map`), or what is proposed (`search.engines.local.names`).
"""

from __future__ import annotations

from pathlib import Path

from search.codec.durable import write_durably
from search.errors import IndexStateError
from search.names.name_map import NameMap, NameMapError, parse_map, print_map
from search.results import Notice

FILE_NAME = "names.tsv"

Stamp = tuple[int, int, int] | None
"""What changes with every writing of the file; None where there is none."""


class OwnNames:
    """Reads the map again when the file has changed. Threads may share it: at worst two read at once."""

    def __init__(self, folder: Path | None) -> None:
        """folder: of the index; None: there is no map."""
        self.path = folder / FILE_NAME if folder else None
        self._read: tuple[Stamp, NameMap, tuple[Notice, ...]] = (None, NameMap(), ())

    def current(self) -> NameMap:
        """Return the map; the same object as long as the file is the same. One that cannot be read counts as empty."""
        stamp = self._stamp()
        if stamp != self._read[0]:
            self._read = (stamp, *self._load(stamp))
        return self._read[1]

    def complaints(self) -> tuple[Notice, ...]:
        """Return what to say where the file could not be used."""
        return self._read[2]

    def replace(self, names: NameMap) -> None:
        """Put another map in place, on disk before this returns; for whoever holds the write lock.

        Raises IndexStateError where it cannot be written, or where the map in place cannot be read: a hand's work is
        not thrown away.
        """
        assert self.path is not None
        self.current()
        for notice in self.complaints():
            raise IndexStateError(notice.message, notice.message_ar)
        try:
            write_durably(self.path, print_map(names).encode("utf-8"))
        except OSError as error:
            raise IndexStateError(
                f"The names of the index cannot be written to {str(self.path)!r}: {error.strerror}.",
                f"تعذرت كتابة أسماء الفهرس في «{self.path}»: {error.strerror}.",
            ) from error

    def _stamp(self) -> Stamp:
        try:
            found = self.path.stat() if self.path else None
        except OSError:
            return None
        return (found.st_mtime_ns, found.st_size, found.st_ino) if found else None

    def _load(self, stamp: Stamp) -> tuple[NameMap, tuple[Notice, ...]]:
        if stamp is None or self.path is None:
            return NameMap(), ()
        try:
            return parse_map(self.path.read_text(encoding="utf-8-sig")), ()
        except NameMapError as error:
            return NameMap(), (_notice(str(error), f"السطر {error.line}: {error.reason_ar}"),)
        except OSError as error:
            return NameMap(), (_notice(str(error.strerror), "لا يمكن قراءته"),)
        except UnicodeDecodeError:
            return NameMap(), (_notice("it is not UTF-8", "ترميزه ليس UTF-8"),)


def _notice(reason: str, reason_ar: str) -> Notice:
    return Notice(
        "names_unreadable",
        f"The merged names of this index were not used: {FILE_NAME}, {reason}. Correct the file; it counts at once.",
        f"لم تُستعمل الأسماء المدموجة لهذا الفهرس: {FILE_NAME}، {reason_ar}. صحّح الملف، فيُعمل به في الحال.",
    )
