"""Serving the application: gunicorn, started from Python, on a socket that is bound before anything else.

Binding first makes a taken port an error with a remedy instead of a retry loop, and lets port 0 choose one.
"""

from __future__ import annotations

import os
import socket
import sys
from typing import Any

import flask
import gunicorn.http.message  # type: ignore[import-untyped]
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

import search
from web.app import create_app
from web.engine_access import warm_in_background

THREADS = 4
MAX_REQUEST_LINE_BYTES = 1 << 17
"""Room for a query of 10,000 characters (six bytes a letter), which deserves its own error, not gunicorn's."""


class PortUnavailableError(search.RequestError):
    """The address to serve on cannot be had."""

    code = "port_unavailable"

    def __init__(self, host: str, port: int, reason: str) -> None:
        """Name the address, the reason and the option that changes it."""
        super().__init__(
            f"Cannot serve on {host}:{port}: {reason}. Choose another port with --port, or stop what uses this one.",
            f"تعذر التشغيل على {host}:{port} ({reason}). اختر منفذًا آخر بالخيار ‎--port‎ أو أوقف ما يشغله.",
        )


def serve(
    index: str | os.PathLike[str] = "index",
    host: str = "127.0.0.1",
    port: int = 8000,
    workers: int = 2,
    config: dict[str, Any] | None = None,
) -> int:
    """Serve an index until SIGTERM or SIGINT; return the exit status.

    port: 0 lets the system choose. config: for `create_app`. Each worker opens the index for itself.
    Raises PortUnavailableError.
    """
    listener = bind(host, port)
    print(f"Fihris serves {os.fspath(index)} at {address_of(listener)} (Ctrl+C stops it)", file=sys.stderr, flush=True)
    try:
        _Server(listener, index, workers, config or {}).run()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    return 0


def bind(host: str, port: int) -> socket.socket:
    """Return a listening socket. Raises PortUnavailableError."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=256)
    except OSError as error:
        raise PortUnavailableError(host, port, error.strerror or str(error)) from error


def address_of(listener: socket.socket) -> str:
    """Return the URL at which a browser on this machine finds the socket."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{host}:{port}/"


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped
    """gunicorn with our settings instead of its command line."""

    def __init__(
        self, listener: socket.socket, index: str | os.PathLike[str], workers: int, config: dict[str, Any]
    ) -> None:
        self._listener = listener
        self._index = index
        self._workers = workers
        self._config = config
        super().__init__()

    def load_config(self) -> None:
        """Set what differs from gunicorn's defaults."""
        # gunicorn takes 0 (no limit) or at most its own constant; a bounded larger line needs the constant raised.
        gunicorn.http.message.MAX_REQUEST_LINE = MAX_REQUEST_LINE_BYTES
        settings = {
            "bind": f"fd://{self._listener.fileno()}",
            "workers": max(1, self._workers),
            "worker_class": "gthread",
            "threads": THREADS,
            "limit_request_line": MAX_REQUEST_LINE_BYTES - 1,
            "loglevel": "warning",
            "proc_name": "fihris",
            "control_socket_disable": True,  # gunicorn would make a socket in the home folder
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> flask.Flask:
        """Return the application; called in each worker."""
        app = create_app(self._index, **self._config)
        warm_in_background(app)
        return app
