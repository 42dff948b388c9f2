"""Answers compressed with gzip where the client takes it: pages, JSON, feeds and downloads, streamed ones as they come.

Pictures and small answers stay as they are. A validator stays valid: an entity tag becomes weak, because
the compressed answer says the same in other bytes, and what was compared before stays comparable.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator

import flask

SMALLEST_BYTES = 700
"""Below, headers and all, one packet carries the answer anyway."""

LEVEL = 6
COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/jsonl",
    "application/problem+json",
    "application/xml",
    "application/atom+xml",
    "application/rss+xml",
    "application/opensearchdescription+xml",
    "application/x-research-info-systems",
    "application/x-bibtex",
    "application/x-suggestions+json",
    "image/svg+xml",
)
_GZIP = 16 + zlib.MAX_WBITS
_FLUSH_BYTES = 1 << 16


def init_app(app: flask.Flask) -> None:
    """Compress the answers of the application."""
    app.after_request(_compress)


def iter_gzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the chunks as one gzip stream; what is read is sent at the latest after 64 KiB."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, _GZIP)
    waiting = 0
    for chunk in chunks:
        packed = packer.compress(chunk)
        waiting += len(chunk)
        if waiting >= _FLUSH_BYTES:
            packed += packer.flush(zlib.Z_SYNC_FLUSH)
            waiting = 0
        if packed:
            yield packed
    yield packer.flush()


def _compress(response: flask.Response) -> flask.Response:
    if not response.content_type or not response.content_type.startswith(COMPRESSIBLE):
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code == 206 or "Content-Encoding" in response.headers or not _is_wanted():
        return response
    if response.status_code == 304:
        _weaken(response)
        return response
    source = response.response
    if response.is_streamed and not response.direct_passthrough:
        response.response = iter_gzip(response.iter_encoded())
        response.headers.pop("Content-Length", None)
        _close_with(response, source)
    else:
        is_file = response.direct_passthrough
        response.direct_passthrough = False
        body = response.get_data()
        if is_file:
            _close_with(response, source)
        if len(body) < SMALLEST_BYTES:
            return response
        # No moment of compression in the header: the same answer is the same bytes.
        response.set_data(gzip.compress(body, LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    response.headers.pop("Accept-Ranges", None)
    _weaken(response)
    return response


def _close_with(response: flask.Response, source: object) -> None:
    close = getattr(source, "close", None)
    if close:
        response.call_on_close(close)


def _is_wanted() -> bool:
    """Return whether the client takes gzip; one that says nothing of encodings does not."""
    accepted = flask.request.accept_encodings
    return bool(accepted) and accepted["gzip"] > 0


def _weaken(response: flask.Response) -> None:
    tag, is_weak = response.get_etag()
    if tag and not is_weak:
        response.set_etag(tag, weak=True)
