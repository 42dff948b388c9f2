"""Which engine serves a location, or looks after it: a folder is local, a URL a cluster."""

from __future__ import annotations

import os
from pathlib import Path

from search.engines.base import Engine
from search.engines.local import checking, upkeep
from search.engines.local.checking import CheckReport
from search.engines.local.engine import LocalEngine
from search.engines.local.writer import MEMORY_MEBIBYTES
from search.errors import BackendUnavailableError


def open_engine(
    path_or_url: str | os.PathLike[str], *, create: bool = False, memory_mebibytes: int = MEMORY_MEBIBYTES
) -> Engine:
    """Open the index at a folder (or, in a later release, the cluster at a URL).

    create: make an empty index where there is none; without it a missing index is an error. memory_mebibytes: what
    writing may take before it goes to disk.
    Raises IndexMissingError, IndexForeignError, IndexVersionError, IndexCorruptError, BackendUnavailableError.
    """
    return LocalEngine.open(str(_folder_of(path_or_url)), create=create, memory_mebibytes=memory_mebibytes)


def check_index(path_or_url: str | os.PathLike[str]) -> CheckReport:
    """Return everything found wrong with the index at a folder: every checksum and every promise of its format.

    Raises IndexMissingError, IndexForeignError, IndexVersionError where there is no index of ours to check.
    """
    return checking.check_index(_folder_of(path_or_url))


def rebuild_families(path_or_url: str | os.PathLike[str], *, force: bool = False) -> int:
    """Bring the families of an index to this program's version without reading an article.

    Returns how many segments got new families; force: all of them do, whatever their version.
    Raises IndexMissingError, IndexForeignError, IndexLockedError, IndexVersionError, IndexCorruptError.
    """
    return upkeep.rebuild_families(_folder_of(path_or_url), force=force)


def _folder_of(path_or_url: str | os.PathLike[str]) -> Path:
    location = os.fspath(path_or_url)
    if location.startswith(("http://", "https://")):
        raise BackendUnavailableError(
            f"{location!r} is a cluster, and this release serves folders only. Give a folder with --index.",
            f"«{location}» عنوان عنقود خوادم، وهذا الإصدار يخدم المجلدات فقط. اختر مجلدًا بالخيار ‎--index‎.",
        )
    return Path(location)
