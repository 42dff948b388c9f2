"""Whether the process lives (`/live`) and whether it can answer searches (`/ready`), for supervisors."""

from __future__ import annotations

import flask

from search import SearchError
from web.api import json_response
from web.engine_access import current_engine
from web.errors import problem_of, problem_response

blueprint = flask.Blueprint("health", __name__)


@blueprint.get("/live")
def live() -> flask.Response:
    """Say that the process answers; the index is not asked."""
    return json_response({"status": "live"})


@blueprint.get("/ready")
def ready() -> flask.Response:
    """Say that the index opens and what it holds, or 503 with the remedy."""
    try:
        info = current_engine().info()
    except SearchError as error:
        return problem_response(problem_of(error))
    return json_response(
        {"status": "ready", "engine": info.engine, "articles": info.articles, "generation": info.generation}
    )
