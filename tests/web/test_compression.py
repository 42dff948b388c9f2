"""Answers are compressed for whoever takes it, say the same, and stay comparable by their entity tags."""

from __future__ import annotations

import gzip
from itertools import islice

import flask
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from web.compression import SMALLEST_BYTES, init_app, iter_gzip

GZIP = {"Accept-Encoding": "gzip, deflate, br"}
PATHS = [
    "/",
    "/search?q=سوتشي",
    "/article/a01",
    "/api/search?q=سوتشي",
    "/static/css/base.css",
    "/export.jsonl",
    "/nowhere",
]


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_compressed_is_the_answer(client: FlaskClient, path: str) -> None:
    plain, packed = client.get(path), client.get(path, headers=GZIP)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert gzip.decompress(packed.data) == plain.data
    plain.close()
    packed.close()
    assert packed.headers.get("Content-Length", str(len(packed.data))) == str(len(packed.data))


@pytest.mark.parametrize("accepted", ["", "identity", "br", "gzip;q=0", "identity;q=1, *;q=0"])
def test_whoever_does_not_take_gzip_gets_none(client: FlaskClient, accepted: str) -> None:
    assert "Content-Encoding" not in client.get("/", headers={"Accept-Encoding": accepted}).headers


def test_small_answers_and_no_answers_stay_as_they_are(client: FlaskClient) -> None:
    answer = client.get("/live", headers=GZIP)
    assert len(answer.data) < SMALLEST_BYTES
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("path", ["/static/css/base.css", "/static/js/fihris.js", "/api/search?q=سوتشي"])
@pytest.mark.parametrize("first", [{}, GZIP])
@pytest.mark.parametrize("then", [{}, GZIP])
def test_an_entity_tag_holds_whether_or_not_the_answer_was_compressed(
    client: FlaskClient, path: str, first: dict[str, str], then: dict[str, str]
) -> None:
    with client.get(path, headers=first) as answer:
        tag = answer.headers["ETag"]
    with client.get(path, headers={**then, "If-None-Match": tag}) as again:
        assert again.status_code == 304
        assert again.data == b""


def test_the_same_answer_is_the_same_bytes(client: FlaskClient) -> None:
    assert client.get("/article/a01", headers=GZIP).data == client.get("/article/a01", headers=GZIP).data


def test_a_picture_and_what_is_compressed_already_stay() -> None:
    own = flask.Flask("own")
    init_app(own)
    own.add_url_rule("/png", "png", lambda: flask.Response(b"\x89" * 5000, mimetype="image/png"))
    packed = gzip.compress(b"x" * 5000)
    own.add_url_rule(
        "/gz", "gz", lambda: flask.Response(packed, mimetype="text/plain", headers={"Content-Encoding": "gzip"})
    )
    client = own.test_client()
    assert client.get("/png", headers=GZIP).data == b"\x89" * 5000
    assert client.get("/gz", headers=GZIP).data == packed


def test_a_download_that_is_not_read_to_its_end_closes_its_source() -> None:
    own = flask.Flask("own")
    init_app(own)
    closed = []

    class Lines:
        def __iter__(self) -> Lines:
            return self

        def __next__(self) -> bytes:
            return b"line\n"

        def close(self) -> None:
            closed.append(True)

    own.add_url_rule("/lines", "lines", lambda: flask.Response(Lines(), mimetype="text/csv"))
    answer = own.test_client().get("/lines", headers=GZIP, buffered=False)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert next(answer.iter_encoded())
    answer.close()
    assert closed


@given(st.lists(st.binary(max_size=3000), max_size=40))
def test_any_chunks_come_back_as_one(chunks: list[bytes]) -> None:
    assert gzip.decompress(b"".join(iter_gzip(chunks))) == b"".join(chunks)


def test_a_long_download_is_sent_while_it_is_made() -> None:
    made = 0

    def chunks() -> object:
        nonlocal made
        for _ in range(1000):
            made += 1
            yield b"a" * 4096

    for packed in islice(iter_gzip(chunks()), 3):  # type: ignore[arg-type]
        assert packed
    assert made < 100
