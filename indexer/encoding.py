"""From bytes to text without guessing silently: which encoding is this, and is it whole?

Arabic archives are written in UTF-8, UTF-16 (old Windows and database exports) and Windows-1256; a few
in ISO-8859-6. UTF-8 and a byte-order mark prove themselves. A single-byte encoding never does (every
byte is some letter in it), so it is accepted only where what comes out reads like Arabic.
Nothing is ever replaced: a byte that cannot be read is an error that names its offset.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import charset_normalizer

from search.errors import UnreadableSourceError

_SAMPLE_BYTES = 1 << 20

# UTF-32 first: its little-endian mark begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_KNOWN_BINARY = (
    (b"%PDF", "a PDF document", "مستند PDF"),
    (b"\x1f\x8b", "a gzip archive", "ملف مضغوط gzip"),
    (b"PK\x03\x04", "a zip archive or an office document", "ملف zip أو مستند مكتبي"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "مستند أوفيس قديم"),
    (b"\xff\xd8\xff", "a JPEG picture", "صورة JPEG"),
    (b"\x89PNG", "a PNG picture", "صورة PNG"),
    (b"GIF8", "a GIF picture", "صورة GIF"),
    (b"Rar!", "a RAR archive", "ملف RAR"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "ملف 7-Zip"),
    (b"SQLite format 3", "an SQLite database", "قاعدة بيانات SQLite"),
)

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_C1_CONTROL = re.compile("[\x80-\x84\x86-\x9f]")
_ESCAPED = re.compile("[\udc80-\udcff]")
_WHOLE_NON_ASCII = re.compile("[^\x00-\x7f\udc80-\udcff]")
_ARABIC_LETTER = re.compile("[\u0621-\u063a\u0641-\u064aپچژگکی]")
_FOREIGN_LETTER = re.compile("[^\\W\\d_\x00-\x7f\u0600-\u06ff]")
_ARABIC_WORD = re.compile("[\u0621-\u063a\u0641-\u064a]+")
_FREQUENT_LETTER = re.compile("[اليمنورتبةعدسهفكأ]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, without its byte-order mark, and the name of the encoding it was read with.

    bad_byte: offset of the first byte that is not UTF-8, where the caller allowed such bytes; they
    stand in the text as U+DC80–U+DCFF (PEP 383), and the caller has to name what it drops for them.
    """

    text: str
    encoding: str
    bad_byte: int | None = None


def decode(data: bytes, source: str, *, declared: str | None = None, escape_bad_bytes: bool = False) -> Decoded:
    """Return the text of `data`; raise rather than guess.

    source: how errors call it. declared: what the document says of itself (HTML's meta charset),
    believed only where the bytes do not prove otherwise. escape_bad_bytes: for files of many
    records, so that one bad byte costs one record and not the file.

    Raises: UnreadableSourceError for binary data, cut UTF-16, damaged UTF-8 and unknown encodings.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], len(mark), encoding, source, escape_bad_bytes)
    utf16 = _looks_like_utf16(data)
    if utf16:
        return Decoded(_decode_wide(data, 0, utf16, source), utf16)
    _refuse_binary(data, source)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _decode_not_utf8(data, source, error, declared, escape_bad_bytes)


def _decode_marked(data: bytes, skipped: int, encoding: str, source: str, escape: bool) -> Decoded:
    if encoding != "utf-8":
        return Decoded(_decode_wide(data, skipped, encoding, source), encoding)
    _refuse_binary(data, source)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if escape:
            return Decoded(data.decode("utf-8", "surrogateescape"), "utf-8", error.start + skipped)
        raise _damaged_utf8(source, error.start + skipped, error.start + 4 >= len(data)) from error


def _decode_wide(data: bytes, skipped: int, encoding: str, source: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        offset = error.start + skipped
        cut = error.start + 4 >= len(data)
        raise UnreadableSourceError(
            source,
            f"damaged {encoding.upper()} at byte {offset:,}"
            + (": the file is cut off in the middle of a character. " if cut else ". ")
            + "Fetch the file again, or save it as UTF-8.",
            f"ترميز {encoding.upper()} تالف عند البايت {offset}"
            + (": الملف مقطوع في وسط حرف. " if cut else ". ")
            + "أعد جلب الملف أو احفظه بترميز UTF-8.",
        ) from error


def _looks_like_utf16(data: bytes) -> str | None:
    """Return the UTF-16 whose high bytes are 00 (Latin, spaces) or 06 (Arabic), as no other text's are."""
    sample = data[:_SAMPLE_BYTES]
    if len(sample) < 4 or not (b"\x00" in sample or b"\x06" in sample):
        return None
    shares = []
    for start in (0, 1):
        half = sample[start::2]
        shares.append((half.count(0) + half.count(6)) / len(half))
    even, odd = shares
    if odd > 0.7 and even < 0.3:
        encoding = "utf-16-le"
    elif even > 0.7 and odd < 0.3:
        encoding = "utf-16-be"
    else:
        return None
    text = sample[: len(sample) & ~1].decode(encoding, "replace")
    broken = sum(1 for letter in text[:10_000] if letter == "\ufffd" or (letter < " " and letter not in "\t\r\n\f"))
    return encoding if broken * 20 <= len(text[:10_000]) else None


def _refuse_binary(data: bytes, source: str) -> None:
    for magic, name, name_ar in _KNOWN_BINARY:
        if data.startswith(magic):
            raise _binary(source, f"this is {name}", f"هذا {name_ar}")
    nul = data.find(0)
    if nul >= 0:
        raise _binary(source, f"there is a NUL byte at {nul:,}", f"فيه بايت صفري عند الموضع {nul}")
    sample = data[:_SAMPLE_BYTES]
    # Scraped text has stray control characters (91 SaudiNewsNet articles hold U+001A), never one byte in fifty.
    if len(_CONTROL.findall(sample)) * 50 > len(sample):
        raise _binary(source, "it is full of control bytes", "هو مليء ببايتات تحكم")


def _binary(source: str, why: str, why_ar: str) -> UnreadableSourceError:
    return UnreadableSourceError(
        source,
        f"not text: {why}. Extract its text first, or leave the file out.",
        f"ليس نصًّا: {why_ar}. استخرج نصه أولًا أو استبعد الملف.",
    )


def _decode_not_utf8(
    data: bytes, source: str, error: UnicodeDecodeError, declared: str | None, escape: bool
) -> Decoded:
    if _is_mostly_utf8(data, error.start):
        if escape:
            return Decoded(data.decode("utf-8", "surrogateescape"), "utf-8", error.start)
        raise _damaged_utf8(source, error.start, error.start + 4 >= len(data)) from error
    single = _decode_single_byte(data)
    if single:
        return single
    named = _decode_declared(data, declared)
    if named:
        return named
    raise UnreadableSourceError(
        source,
        f"unknown encoding: the bytes from {error.start:,} on are neither UTF-8 nor UTF-16, and do not read as "
        "Arabic in Windows-1256 or ISO-8859-6. Convert the file to UTF-8.",
        f"ترميز غير معروف: البايتات من الموضع {error.start} ليست UTF-8 ولا UTF-16، ولا تُقرأ عربيةً بترميز "
        "Windows-1256 أو ISO-8859-6. حوّل الملف إلى UTF-8.",
    ) from error


def _is_mostly_utf8(data: bytes, first_bad: int) -> bool:
    """Tell damaged UTF-8 from another encoding: text in cp1256 holds next to no valid multi-byte character."""
    sample = data[:_SAMPLE_BYTES] + data[max(_SAMPLE_BYTES, first_bad - 2000) : first_bad + 2000]
    text = sample.decode("utf-8", "surrogateescape")
    return len(_WHOLE_NON_ASCII.findall(text)) > len(_ESCAPED.findall(text))


def _damaged_utf8(source: str, offset: int, at_end: bool) -> UnreadableSourceError:
    where = "the file is cut off in the middle of a character" if at_end else "the rest is valid UTF-8 or nearly so"
    where_ar = "الملف مقطوع في وسط حرف" if at_end else "وبقية الملف UTF-8 سليم أو يكاد"
    return UnreadableSourceError(
        source,
        f"damaged UTF-8 at byte {offset:,}: {where}. Repair this place or fetch the file again.",
        f"ترميز UTF-8 تالف عند البايت {offset}: {where_ar}. أصلح هذا الموضع أو أعد جلب الملف.",
    )


def _decode_single_byte(data: bytes) -> Decoded | None:
    """Return `data` in the single-byte Arabic encoding that gives Arabic, or None where neither does."""
    best: tuple[float, str] = (0.0, "")
    for encoding in ("cp1256", "iso8859_6"):
        try:
            text = data[:_SAMPLE_BYTES].decode(encoding)
        except UnicodeDecodeError:
            continue
        likeness = _arabic_likeness(text)
        if likeness > best[0]:
            best = (likeness, encoding)
    likeness, encoding = best
    if likeness < 0.5 or (likeness < 0.8 and not _second_opinion(data, encoding)):
        return None
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None


def _arabic_likeness(text: str) -> float:
    """Return how much `text` reads like Arabic: 0 (not at all) to 1.

    Letters decide, and among them the frequent ones: another alphabet's bytes give Arabic letters
    too, but mixed with accented Latin ones and without ا ل ي م و.
    """
    if _C1_CONTROL.search(text):
        return 0.0  # ISO-8859-6 has these where cp1256 has curly quotes; no text uses them.
    arabic = len(_ARABIC_LETTER.findall(text))
    foreign = len(_FOREIGN_LETTER.findall(text))
    if not arabic + foreign:
        return 1.0  # Punctuation only (curly quotes, NBSP), and there cp1256 and cp1252 agree.
    words = _ARABIC_WORD.findall(text)
    if not words:
        return 0.0
    share = arabic / (arabic + foreign)
    frequent = len(_FREQUENT_LETTER.findall(text)) / max(arabic, 1)
    long_words = sum(len(word) > 14 for word in words) / len(words)
    with_article = sum("ال" in word[:4] for word in words) / len(words)
    sane = min(1.0, frequent / 0.65) * (1.0 - long_words)
    if len(words) >= 20 and with_article < 0.03:
        sane *= 0.5
    return share * sane


def _second_opinion(data: bytes, encoding: str) -> bool:
    best = charset_normalizer.from_bytes(data[:20_000]).best()
    return best is not None and codecs.lookup(best.encoding).name == codecs.lookup(encoding).name


def _decode_declared(data: bytes, declared: str | None) -> Decoded | None:
    """Return `data` in the encoding its document names, if that is a single-byte one Python knows."""
    try:
        encoding = codecs.lookup((declared or "").strip()).name
        if encoding == "iso8859-1":
            encoding = "cp1252"  # What browsers do with Latin-1.
        if encoding.startswith("utf"):
            return None
        return Decoded(data.decode(encoding), encoding)
    except (LookupError, UnicodeError):
        return None
