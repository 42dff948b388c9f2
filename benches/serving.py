"""What `/api/search` costs over HTTP: `fihris serve` on a free port, one client that keeps its connection."""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from benches.corpus import ROOT
from benches.memory import MEBIBYTE, private_bytes
from benches.questions import ROWS, WARM_UP, sample_questions
from benches.searching import cuts
from benches.tables import Report

START_SECONDS = 120.0


def measure_serving(report: Report, size: str, index: str, titles: list[list[str]], count: int) -> None:
    """Ask with all facets, the page's defaults and then as the other tables do, and look at the workers' memory."""
    row = next(row for row in ROWS if row.name == "faceted page")
    texts = [" ".join(question.words) for question in sample_questions(titles, row, count)]
    with _served(index) as (process, host):
        client = http.client.HTTPConnection(host, timeout=60)
        asked = {
            "defaults (level stem, match auto)": {},
            "level folded, match any": {"level": "folded", "match": "any"},
        }
        rows = []
        for name, options in asked.items():
            times = [_ask(client, {"q": text, **options}) for text in texts]
            rows.append((name, len(texts) - WARM_UP, *cuts(times[WARM_UP:])))
        memory = [private_bytes(pid) for pid in _children(process.pid)]
        client.close()
    report.table(f"{size}: /api/search over HTTP, one client, all facets", ("", "questions", "p50 ms", "p95 ms"), rows)
    shown = ", ".join(f"{private // MEBIBYTE} ({written // MEBIBYTE} written to)" for private, written in memory)
    report.note(f"Private memory of the {len(memory)} workers after that, MiB: {shown}.")


def _ask(client: http.client.HTTPConnection, parameters: dict[str, str]) -> float:
    path = "/api/search?" + urlencode(parameters)
    started = time.perf_counter()
    client.request("GET", path)
    response = client.getresponse()
    body = response.read()
    milliseconds = (time.perf_counter() - started) * 1000
    if response.status != 200:
        raise RuntimeError(f"{path} answered {response.status}: {body[:200]!r}")
    return milliseconds


@contextlib.contextmanager
def _served(index: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the server, wait until it is ready, and stop it by its own pid."""
    command = [sys.executable, "-m", "fihris", "serve", "--index", str(Path(index).resolve()), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert process.stderr is not None
        # A line before it may say that kernels are being compiled.
        found = next(filter(None, (re.search(r"http://([^/\s]+)", line) for line in process.stderr)), None)
        if not found:
            raise RuntimeError("fihris serve did not say where it serves")
        _wait_until_ready(found[1])
        yield process, found[1]
    finally:
        process.terminate()
        process.wait(30)


def _wait_until_ready(host: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            client = http.client.HTTPConnection(host, timeout=START_SECONDS)
            client.request("GET", "/ready")
            response = client.getresponse()
            if response.status == 200 and json.loads(response.read())["status"] == "ready":
                return
        time.sleep(0.2)
    raise TimeoutError(f"{host} was not ready after {START_SECONDS:.0f} s")


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
