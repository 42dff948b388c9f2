from __future__ import annotations

import flask
import pytest
from flask.testing import FlaskClient

from tests.web.articles import archive
from tests.web.fake_engine import FakeEngine
from web import create_app


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine(archive())


@pytest.fixture
def app(engine: FakeEngine) -> flask.Flask:
    return create_app(engine, TESTING=True)


@pytest.fixture
def client(app: flask.Flask) -> FlaskClient:
    return app.test_client()
