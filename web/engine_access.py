"""The engine of an application: opened when first asked for, once per process, again where opening failed.

An index that is missing when the server starts is served as soon as it exists, and a server process
made by forking opens files of its own.
"""

from __future__ import annotations

import contextlib
import gc
import os
import threading

import flask

import search

IndexLocation = str | os.PathLike[str]
_EXTENSION = "fihris_engine"


class EngineAccess:
    """Opens an index at most once and hands out its engine."""

    def __init__(self, index: IndexLocation | search.Engine) -> None:
        """Remember where the index is, or take an engine that is open already."""
        self._location: IndexLocation | None = None
        self._engine: search.Engine | None = None
        if isinstance(index, str | os.PathLike):
            self._location = index
        else:
            self._engine = index
        self._lock = threading.Lock()

    def get(self) -> search.Engine:
        """Return the open engine. Raises IndexStateError, BackendError where it cannot be opened."""
        with self._lock:
            if self._engine is None:
                self._engine = search.open_engine(self._location or "")
            return self._engine


def init_app(app: flask.Flask, index: IndexLocation | search.Engine) -> None:
    """Give the application its index; nothing is opened yet."""
    app.extensions[_EXTENSION] = EngineAccess(index)


def warm_in_background(app: flask.Flask) -> None:
    """Read and check what searches read, beside the first requests, so that none of them has to wait for it."""
    access: EngineAccess = app.extensions[_EXTENSION]

    def warm() -> None:
        # What is wrong with the index is said to whoever asks for it.
        with contextlib.suppress(search.SearchError, OSError):
            access.get().warm(check=True)
            # The tables made by now stay: looking through them again and again stalls requests for 100 ms and more.
            gc.collect()
            gc.freeze()

    threading.Thread(target=warm, name="fihris-warm", daemon=True).start()


def current_engine() -> search.Engine:
    """Return the engine of the application that answers this request. Raises IndexStateError, BackendError."""
    access: EngineAccess = flask.current_app.extensions[_EXTENSION]
    return access.get()
