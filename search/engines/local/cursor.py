"""The cursor `after`: where a page ended, opaque outside, stable while the index is written to."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass

from search.errors import ParameterValueError
from search.request import SearchRequest

VERSION = 1


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last hit of a page.

    key: its article. value: its place in the order (a score or a time). doc_id: its document in
    `generation`. match: the mode that match=auto had decided on.
    """

    key: str
    value: float
    doc_id: int
    generation: int
    match: str


def encode_cursor(cursor: Cursor, request: SearchRequest) -> str:
    """Return the cursor as URL-safe text, bound to the request it continues."""
    fields = [
        VERSION,
        _fingerprint(request),
        cursor.key,
        cursor.value.hex(),
        cursor.doc_id,
        cursor.generation,
        cursor.match,
    ]
    packed = json.dumps(fields, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def decode_cursor(text: str, request: SearchRequest) -> Cursor:
    """Return the cursor. Raises ParameterValueError where it is no cursor or belongs to another request."""
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        version, fingerprint, key, value, doc_id, generation, match = json.loads(packed)
        cursor = Cursor(str(key), float.fromhex(value), int(doc_id), int(generation), str(match))
        fits = version == VERSION and fingerprint == _fingerprint(request) and cursor.match in ("all", "any")
    except (ValueError, TypeError, binascii.Error, UnicodeError, RecursionError) as error:
        raise _wrong_cursor(text) from error
    if not fits:
        raise _wrong_cursor(text)
    return cursor


def _wrong_cursor(text: str) -> ParameterValueError:
    return ParameterValueError(
        "after",
        text,
        "the value of `next` in the answer to this same request (without it you get the first page)",
        "قيمة next من جواب الطلب نفسه (ومن دونها تظهر الصفحة الأولى)",
    )


def _fingerprint(request: SearchRequest) -> str:
    parts = (
        request.text,
        request.match,
        request.level,
        request.effective_sort,
        [(item.field, item.op, item.values) for item in request.filters],
        [str(day) for day in (request.published_from, request.published_to)],
        [str(day) for day in (request.mentioned_from, request.mentioned_to)],
        *((request.story, request.collapse) if request.story or request.collapse else ()),
    )
    return hashlib.blake2b(repr(parts).encode("utf-8", "backslashreplace"), digest_size=8).hexdigest()
