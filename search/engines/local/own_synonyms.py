"""The synonyms of an index: those that come with the program, changed by the table in its folder, if it has one."""

from __future__ import annotations

from pathlib import Path

from search.results import Notice
from search.synonyms import Synonyms, SynonymsError, shipped_synonyms

FILE_NAME = "synonyms.tsv"


class OwnSynonyms:
    """Reads the table again when the file has changed. Threads may share it: at worst two read at once."""

    def __init__(self, folder: Path | None) -> None:
        """folder: of the index; None: only what comes with the program."""
        self._path = folder / FILE_NAME if folder else None
        self._read: tuple[tuple[int, int] | None, Synonyms, tuple[Notice, ...]] | None = None

    def current(self) -> tuple[Synonyms, tuple[Notice, ...]]:
        """Return the synonyms, and what to say where the folder's table cannot be used: then the others count."""
        stamp = self._stamp()
        read = self._read
        if read is None or read[0] != stamp:
            read = self._read = (stamp, *self._load(stamp))
        return read[1], read[2]

    def _stamp(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat() if self._path else None
        except OSError:
            return None
        return (found.st_mtime_ns, found.st_size) if found else None

    def _load(self, stamp: tuple[int, int] | None) -> tuple[Synonyms, tuple[Notice, ...]]:
        shipped = shipped_synonyms()
        if stamp is None or self._path is None:
            return shipped, ()
        try:
            return shipped.changed_by(self._path.read_text(encoding="utf-8-sig")), ()
        except SynonymsError as error:
            return shipped, (_notice(str(error), f"السطر {error.line}: {error.reason_ar}"),)
        except OSError as error:
            return shipped, (_notice(str(error.strerror), "لا يمكن قراءته"),)
        except UnicodeDecodeError:
            return shipped, (_notice("it is not UTF-8", "ترميزه ليس UTF-8"),)


def _notice(reason: str, reason_ar: str) -> Notice:
    return Notice(
        "synonyms_unreadable",
        f"The synonyms of this index were not used: {FILE_NAME}, {reason}. Correct the file; it counts at once.",
        f"لم تُستعمل مرادفات هذا الفهرس: {FILE_NAME}، {reason_ar}. صحّح الملف، فيُعمل به في الحال.",
    )
