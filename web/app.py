"""The application factory: configuration in, blueprints registered at the end, no work at import."""

from __future__ import annotations

from typing import Any

import flask

import search
from web import (
    api,
    assets,
    browser_search,
    comparison,
    compression,
    concordance,
    engine_access,
    entity,
    errors,
    evidence,
    exports,
    facets,
    feeds,
    headers,
    health,
    i18n,
    pages,
    plain_text,
    records,
)
from web.engine_access import IndexLocation


def create_app(index: IndexLocation | search.Engine = "index", **config: Any) -> flask.Flask:
    """Return the application that serves an index.

    index: the folder or URL of an index, opened at the first request, or an open engine. config:
    Flask's own keys, and EXPLAIN (text -> JSON object, for `/api/explain`), DEMO_NOTE (whether every
    page says that the archive is a demonstration), PUBLIC_URL (where readers reach the site, for feeds and
    records; else as the request says); small letters count as capitals.
    """
    app = flask.Flask("web")
    app.config.from_mapping(EXPLAIN=None, DEMO_NOTE=False, PUBLIC_URL="")
    app.config.update({name.upper(): value for name, value in config.items()})
    app.url_map.strict_slashes = False
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    engine_access.init_app(app, index)
    i18n.init_app(app)
    evidence.init_app(app)
    assets.init_app(app)
    plain_text.init_app(app)
    errors.init_app(app)
    headers.init_app(app)
    compression.init_app(app)
    for module in (
        pages,
        api,
        exports,
        health,
        feeds,
        records,
        browser_search,
        concordance,
        entity,
        comparison,
        facets,
    ):
        app.register_blueprint(module.blueprint)
    return app
