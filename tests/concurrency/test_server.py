"""A real server while a writer commits: no request is dropped, and a new generation is served soon, by every worker."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from urllib.parse import quote

import pytest

from search.codec.inversion import KERNELS_VARIABLE
from tests.concurrency.generations import Chronicle

ROOT = Path(__file__).resolve().parents[2]
CLIENTS = 4


@pytest.fixture
def chronicle(tmp_path):
    made = Chronicle(tmp_path / "index")
    made.write()
    return made


@pytest.fixture
def url(chronicle, tmp_path):  # noqa: ARG001 -- the index must be there
    command = [
        sys.executable,
        "-m",
        "fihris",
        "serve",
        "--port",
        "0",
        "--workers",
        "2",
        "--index",
        str(tmp_path / "index"),
    ]
    # Who sees which generation has nothing to do with the kernels, and each worker would load Numba.
    environment = {**os.environ, "PYTHONPATH": str(ROOT), KERNELS_VARIABLE: "numpy"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as server:
        try:
            # A line before it may say that kernels are being compiled.
            yield next(word for line in server.stderr for word in line.split() if word.startswith("http"))
        finally:
            server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=20) == 0


PATIENCE_SECONDS = 20
"""The next request shows a commit; a loaded machine may take its time to answer one."""


def ask(url):
    with urllib.request.urlopen(f"{url}api/search?q={quote('سوتشي')}&match=all&size=100", timeout=20) as answer:
        assert answer.status == 200
        found = json.load(answer)
    assert found["total"] == len(found["hits"])
    return found["generation"], frozenset((hit["key"], hit["source"]) for hit in found["hits"])


@pytest.mark.slow
def test_a_server_drops_nothing_while_the_index_changes(chronicle, url):
    stop, errors, answers = threading.Event(), [], [0] * CLIENTS

    def client(place):
        try:
            while not stop.is_set():
                seen = ask(url)
                assert chronicle.holds(seen), f"half a commit: {seen}"
                answers[place] += 1
        except Exception as error:  # noqa: BLE001 -- whatever it is, the test names it
            errors.append(error)

    clients = [threading.Thread(target=client, args=(place,)) for place in range(CLIENTS)]
    for thread in clients:
        thread.start()
    try:
        late = []
        for _ in range(20):
            generation = chronicle.write()
            end = time.monotonic() + PATIENCE_SECONDS
            while ask(url)[0] != generation:
                if time.monotonic() > end:
                    late.append(generation)
                    break
        # Both workers look at the folder with every request: no later answer is of an earlier generation.
        time.sleep(1)
        assert {ask(url)[0] for _ in range(20)} == {generation}
    finally:
        stop.set()
        for thread in clients:
            thread.join()
    assert errors == []
    assert late == []
    assert min(answers) > 10
