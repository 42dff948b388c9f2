"""What downloads are called: after their search, and so that every system can store the name and every client read it.

A name is a help to the reader's memory, no address: it leaves out precision and order, and all punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

import flask

from web.search_state import Period, SearchState

SITE = "fihris"
PART_CHARS = 40
NAME_BYTES = 200
"""Of a name without its extension; file systems take 255, and browsers add to a name that is taken."""

_TATWEEL = "\u0640"


def as_download(response: flask.Response, name: str) -> flask.Response:
    """Make an answer one that browsers save under a name."""
    response.headers["Content-Disposition"] = content_disposition(name)
    return response


def file_name(state: SearchState, extension: str, kind: str = "") -> str:
    """Return the name of a download of a search: `fihris_سوتشي_2021-01.csv`. kind: of what it is, such as "record".

    What of the search does not fit is counted: `fihris_سوتشي_+3.csv`.
    """
    parts = list(_parts(state))
    name = "-".join(filter(None, (SITE, kind)))
    for place, part in enumerate(parts):
        unseen = f"_+{len(parts) - place}"
        if len(f"{name}_{part}{unseen}".encode()) > NAME_BYTES:
            return f"{name}{unseen}.{extension}"
        name += f"_{part}"
    return f"{name}.{extension}"


def content_disposition(name: str) -> str:
    """Return the header (RFC 6266), with the parts of the name that are ASCII for clients that read no others."""
    if name.isascii():
        return f'attachment; filename="{name}"'
    stem, _, extension = name.rpartition(".")
    plain = "_".join(part for part in stem.split("_") if part.isascii())
    return f"attachment; filename=\"{plain}.{extension}\"; filename*=UTF-8''{quote(name, safe='')}"


def _parts(state: SearchState) -> Iterator[str]:
    """Yield what tells the search from others: its words, values, dates and story."""
    yield from filter(None, [_slug(state.text)])
    for item in state.selections:
        if value := _slug(item.value):
            yield f"not-{value}" if item.op == "not" else value
    yield from filter(None, [_period(state.published)])
    if mentioned := _period(state.mentioned):
        yield f"mentioned-{mentioned}"
    if state.story:
        yield f"story-{_slug(state.story)}"


def _period(period: Period) -> str:
    first, last = (_slug(end) for end in period)
    if first and last:
        return first if first == last else f"{first}--{last}"
    return f"from-{first}" if first else f"to-{last}" if last else ""


def _slug(text: str) -> str:
    """Return the letters and digits of a text, hyphens where anything else is between them; of so many signs."""
    kept = (
        sign for sign in unicodedata.normalize("NFC", text) if sign != _TATWEEL and unicodedata.category(sign) != "Cf"
    )
    words = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in kept)
    joined = "-".join(words.split())
    if len(joined) > PART_CHARS:
        joined = re.sub("-[^-]*$", "", joined[: PART_CHARS + 1])[:PART_CHARS]
    return joined
