"""Which engine serves a location: a folder is local, a URL a cluster."""

from __future__ import annotations

import os

from search.engines.base import Engine
from search.engines.local.engine import LocalEngine
from search.errors import BackendUnavailableError


def open_engine(path_or_url: str | os.PathLike[str], *, create: bool = False) -> Engine:
    """Open the index at a folder (or, in a later release, the cluster at a URL).

    create: make an empty index where there is none; without it a missing index is an error.
    Raises IndexMissingError, IndexForeignError, IndexVersionError, IndexCorruptError, BackendUnavailableError.
    """
    location = os.fspath(path_or_url)
    if location.startswith(("http://", "https://")):
        raise BackendUnavailableError(
            f"{location!r} is a cluster, and this release serves folders only. Give a folder with --index.",
            f"«{location}» عنوان عنقود خوادم، وهذا الإصدار يخدم المجلدات فقط. اختر مجلدًا بالخيار ‎--index‎.",
        )
    return LocalEngine.open(location, create=create)
