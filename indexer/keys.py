"""The stable external name of an article: the same for the same page, however its address was written.

Indexing a source twice must change nothing, and a changed article must replace its old self, so the
key depends on where the article lives and never on what it says.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from urllib.parse import urlsplit

from indexer.records import RawArticle

FIHRIS_KEY = re.compile(r"[a-z2-7]{16}")
"""What a key made here looks like: 80 bits, so that a billion articles collide with odds of one in a million."""

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igsh(id)?|mc_[ce]id"
    r"|_ga|_gl|srsltid|at_(medium|campaign|link_\w+)|__twitter_impression",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_ENCODED = re.compile(r"%([0-9A-Fa-f]{2})")
_MUST_ENCODE = re.compile(r"[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%#\[\]|]+")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def article_key(url: str | None, source: str, path: str) -> str:
    """Return 16 letters and digits that name the article of this URL, else of this path in this source.

    source, path: the two halves of `RawArticle.origin`; used only where the URL names no page.
    """
    canonical = canonical_url(url)
    place = f"url\0{canonical}" if canonical else f"path\0{source}\0{path}"
    packed = unicodedata.normalize("NFC", place).encode("utf-8", "surrogatepass")
    return base64.b32encode(hashlib.blake2b(packed, digest_size=10).digest()).decode().lower()


def key_of(raw: RawArticle) -> str:
    """Return the key of a raw article: the one Fihris gave it before, else that of its URL or origin."""
    if raw.key:
        return raw.key
    source, _, path = raw.origin.partition("/")
    return article_key(raw.url, source, path)


def canonical_url(url: str | None) -> str | None:
    """Return the one spelling of a page's address, or None where it names no page on a host.

    Ignored: scheme, `www.`, letter case and Unicode form of the host, default port, fragment (but not
    `#!`, which names a page), how characters are percent-encoded, tracking parameters, trailing slash.
    The result is for comparing and hashing, not for following.
    """
    text = (url or "").strip()
    if text.lower().startswith("www."):
        text = f"//{text}"
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not host or parts.scheme not in ("", "http", "https"):
        return None
    host = _canonical_host(host)
    if not host:
        return None
    if port and port != _DEFAULT_PORTS.get(parts.scheme or "http"):
        host = f"{host}:{port}"
    query = "&".join(
        _normalize_encoding(pair)
        for pair in parts.query.split("&")
        if pair and not _TRACKING.fullmatch(pair.partition("=")[0])
    )
    page = f"#{_normalize_encoding(parts.fragment)}" if parts.fragment.startswith("!") else ""
    return host + _normalize_encoding(parts.path).rstrip("/") + (f"?{query}" if query else "") + page


def _canonical_host(host: str) -> str:
    host = host.rstrip(".").lower()
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        host = _normalize_encoding(host)
    bare = host.removeprefix("www.")
    return bare if "." in bare else host


def _normalize_encoding(text: str) -> str:
    """Encode what must be, decode what need not be: raw Arabic and %D8… become one, %2F and / stay two."""

    def encode(match: re.Match[str]) -> str:
        raw = unicodedata.normalize("NFC", match[0]).encode("utf-8", "surrogatepass")
        return "".join(f"%{byte:02X}" for byte in raw)

    def decode(match: re.Match[str]) -> str:
        letter = chr(int(match[1], 16))
        return letter if letter in _UNRESERVED else match[0].upper()

    return _ENCODED.sub(decode, _MUST_ENCODE.sub(encode, text))
