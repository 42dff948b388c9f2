"""HTML character references that an export left in a title or a name: `&#8220;`, `&quot;`, `&nbsp;`.

What the author wrote is the character, so that is what is shown and searched; the words as read go to the metadata.
Bodies are left alone: their text is kept character for character, and a piece of a page goes through the page's
parser (`html_text`).
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")


def decode_references(text: str) -> str:
    """Return the text with its character references decoded, once; line breaks among them become spaces.

    A text that holds `<` as such was not written as HTML: its references are about references and stay. So do unknown
    names, references without `;`, and references to characters that no text may hold.
    """
    if "&" not in text or "<" in text:
        return text
    return _REFERENCE.sub(_decode_one, text)


def decode_fields(fields: dict[str, str | None]) -> tuple[dict[str, str | None], dict[str, str]]:
    """Return the fields decoded, and for the metadata each that changed as it was read, under `NAME_as_read`."""
    decoded = {name: decode_references(value) if value else value for name, value in fields.items()}
    as_read = {f"{name}_as_read": value for name, value in fields.items() if value and decoded[name] != value}
    return decoded, as_read


def _decode_one(match: re.Match[str]) -> str:
    reference = match[0]
    if reference[1] != "#" and reference[1:] not in html5:
        return reference
    character = unescape(reference)
    # What stays when stripped of control characters: a reference to NUL, a surrogate or a control says nothing.
    if not character or "\ufffd" in character:
        return reference
    return _BREAKS.sub(" ", character)
