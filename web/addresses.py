"""Absolute addresses of this site, for what is read away from it: feeds, records, a browser's search box.

The configured PUBLIC_URL, else where the request says it came in: its Host, and its scheme as gunicorn (or werkzeug's
ProxyFix, where one is put around the application) took it from a proxy that is trusted.
"""

from __future__ import annotations

import re

import flask

_HOST = re.compile(r"[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]")


def public_url(path: str) -> str:
    """Return the absolute address of a path of this site that begins with a slash."""
    return _root() + path


def public_host() -> str:
    """Return the name of the site without its port, `localhost` where the request names none that could be one."""
    found = _HOST.match(_root().partition("://")[2])
    if not found:
        return "localhost"
    return found[0] if found[0][0] != "[" else "ip6-" + found[0][1:-1].replace(":", "-")


def _root() -> str:
    """Return the address of the site without a slash at its end."""
    configured = flask.current_app.config["PUBLIC_URL"]
    return str(configured or flask.request.url_root).rstrip("/")
