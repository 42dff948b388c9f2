"""The Flask application: the same search as pages for readers and as JSON for programs.

What belongs here: URLs (`search_state`, the only module that knows their grammar), pages and their
presenters, the API and its OpenAPI document, exports, errors as answers, serving. What does not:
answering queries (`search`, used through its façade only) and reading sources (`indexer`, never seen).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import flask

    import search

__all__ = ["create_app"]


def create_app(index: str | os.PathLike[str] | search.Engine = "index", **config: Any) -> flask.Flask:
    """Return the application that serves an index; see `web.app.create_app`."""
    from web.app import create_app as create  # here, so that `fihris search` reads URLs without loading Flask

    return create(index, **config)
