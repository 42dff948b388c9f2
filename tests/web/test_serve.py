from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote

import pytest

from web.serve import PortUnavailableError, address_of, bind


def test_a_taken_port_is_an_error_with_a_remedy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortUnavailableError, match=f"127.0.0.1:{port}.*--port"):
            bind("127.0.0.1", port)


def test_the_address_is_one_that_a_browser_takes() -> None:
    with bind("0.0.0.0", 0) as listener:
        assert address_of(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}/"


@pytest.mark.slow
def test_serving_starts_answers_and_stops(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "web", "--port", "0", "--workers", "1", "--index", str(tmp_path / "none")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr
            url = next(word for word in server.stderr.readline().split() if word.startswith("http"))
            assert json.load(urllib.request.urlopen(url + "live"))["status"] == "live"
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(url + "api/search?q=" + quote("س" * 10_000))
            with refused.value as answer:
                assert json.load(answer)["code"] == "query_too_long"
        finally:
            server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=20) == 0
