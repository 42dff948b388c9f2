"""The engine of an application: opened once, and warmed beside the first requests."""

from __future__ import annotations

import gc
import threading

import flask
import pytest

import search
from web import engine_access


class Warmed:
    """An engine that notes that it was warmed, or cannot be."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.warmed: list[bool] = []

    def warm(self, *, check: bool = False) -> None:
        self.warmed.append(check)
        if self.error:
            raise self.error


def warmed(monkeypatch: pytest.MonkeyPatch, engine: Warmed) -> list[str]:
    """Return what the garbage collector was told once the engine was warmed."""
    told: list[str] = []
    monkeypatch.setattr(gc, "collect", lambda: told.append("collect"))
    monkeypatch.setattr(gc, "freeze", lambda: told.append("freeze"))
    app = flask.Flask("test")
    engine_access.init_app(app, engine)  # type: ignore[arg-type]
    engine_access.warm_in_background(app)
    for thread in threading.enumerate():
        if thread.name == "fihris-warm":
            thread.join(10)
    return told


def test_a_server_checks_what_it_reads_and_keeps_its_tables_from_the_garbage_collector(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = Warmed()
    assert warmed(monkeypatch, engine) == ["collect", "freeze"]
    assert engine.warmed == [True]


def test_an_index_that_cannot_be_warmed_is_left_to_whoever_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Warmed(search.IndexMissingError("x"))
    assert warmed(monkeypatch, engine) == []
