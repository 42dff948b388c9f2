"""JSON: an array of records, one record, an object that wraps the array, or JSON Lines.

A break in the file costs what stands behind it, never what stands before, and is named with line and
column. In JSON Lines a bad line costs that line alone, and the file is never in memory as a whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from indexer.encoding import decode
from indexer.readers.field_mapping import known_field, raw_article_from_record
from indexer.readers.json_values import JsonBreak, iter_records, read_only_value
from indexer.readers.source_file import MAX_ARTICLE_BYTES, SourceFile, too_large
from indexer.records import RawArticle
from search.errors import UnreadableSourceError

MAX_LINE_BYTES = 4 * MAX_ARTICLE_BYTES
"""A line of JSON Lines: an article with every letter escaped (`\\u0627`) takes three times its UTF-8."""

_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")


def read_json(file: SourceFile) -> Iterator[RawArticle]:
    """Yield the articles of a JSON file, JSON Lines under a `.json` name included."""
    if _is_json_lines(file):
        yield from read_json_lines(file)
        return
    decoded = decode(file.read(), file.origin, escape_bad_bytes=True)
    text, number, line, counted = decoded.text, 0, 1, 0
    try:
        for value, position in iter_records(text):
            number += 1
            line, counted = line + text.count("\n", counted, position), position
            place = f"{file.origin}#{number}"
            raw = _raw_article(file, value, place, f"{place} (line {line})", decoded.bad_byte)
            if raw:
                yield raw
            file.on_progress(position / len(text))
    except JsonBreak as stop:
        raise _broken(file, text, stop, number) from stop


def read_json_lines(file: SourceFile) -> Iterator[RawArticle]:
    """Yield the articles of a JSON Lines file; a bad line is skipped and named."""
    number, done = 0, 0
    with file.open() as stream:
        for line_number, line, size in _iter_lines(file, stream):
            done += size
            if line is None:
                number += 1
                file.on_skip(too_large(f"{file.origin}#{number} (line {line_number})", MAX_ARTICLE_BYTES))
                continue
            if not line.strip():
                continue
            number += 1
            where = f"{file.origin}#{number} (line {line_number})"
            try:
                value = _parse_line(decode(line, where).text if isinstance(line, bytes) else line, where)
            except UnreadableSourceError as error:
                file.on_skip(error)
                continue
            raw = _raw_article(file, value, f"{file.origin}#{number}", where, None)
            if raw:
                yield raw
            file.on_progress(min(1.0, done / max(file.size, 1)))


def _is_json_lines(file: SourceFile) -> bool:
    """Return whether the file's first line is a whole object and something follows it on the next."""
    with file.open() as stream:
        first = stream.readline(MAX_LINE_BYTES)
        follows = stream.read(1)
    if not follows or not first.endswith(b"\n"):
        return False
    try:
        return isinstance(json.loads(first.decode("utf-8-sig")), dict)
    except (ValueError, RecursionError):
        return False


def _iter_lines(file: SourceFile, stream: BinaryIO) -> Iterator[tuple[int, bytes | str | None, int]]:
    """Yield each line's number, its bytes (or text, where the encoding has to be judged on the whole), its size.

    None stands for a line above `MAX_LINE_BYTES`.
    """
    first = stream.readline(MAX_LINE_BYTES)
    if not _is_utf8(first):
        text = decode(file.read(), file.origin).text
        for line_number, line in enumerate(text.split("\n"), 1):
            yield line_number, line, file.size // max(1, text.count("\n") + 1)
        return
    line_number, line_bytes = 1, first.removeprefix(b"\xef\xbb\xbf")
    while line_bytes:
        size = len(line_bytes)
        if size >= MAX_LINE_BYTES and not line_bytes.endswith(b"\n"):
            while rest := stream.readline(MAX_LINE_BYTES):
                size += len(rest)
                if rest.endswith(b"\n"):
                    break
            yield line_number, None, size
        else:
            yield line_number, line_bytes, size
        line_number, line_bytes = line_number + 1, stream.readline(MAX_LINE_BYTES)


def _is_utf8(line: bytes) -> bool:
    """Tell UTF-8 from the encodings whose lines cannot be told apart by their bytes alone."""
    try:
        return decode(line, "").encoding == "utf-8" if line.strip() else True
    except UnreadableSourceError:
        return b"\0" not in line


def _parse_line(line: str, where: str) -> Any:
    try:
        return read_only_value(line)
    except JsonBreak as stop:
        raise UnreadableSourceError(
            f"{where}, column {stop.position + 1}",
            f"not JSON: {stop.reason}. The other lines are read; correct this one and index the file again.",
            f"ليس JSON صحيحًا ({stop.reason}). قُرئت الأسطر الأخرى؛ صحّح هذا السطر وأعد فهرسة الملف.",
        ) from stop


def _raw_article(file: SourceFile, value: Any, origin: str, where: str, bad_byte: int | None) -> RawArticle | None:
    """Return the article of one record, or name what it lacks and return None."""
    if not isinstance(value, dict):
        file.on_skip(
            UnreadableSourceError(
                where,
                f"a record must be an object with a title or text, not {type(value).__name__}. Correct it.",
                f"يجب أن يكون السجل كائنًا له عنوان أو نص لا {type(value).__name__}. صحّحه.",
            )
        )
        return None
    if bad_byte is not None and _ESCAPED_BYTE.search(json.dumps(value, ensure_ascii=False)):
        file.on_skip(
            UnreadableSourceError(
                where,
                f"bytes that are not UTF-8 (the file's first is at byte {bad_byte:,}). The other records are read; "
                "repair this one.",
                f"بايتات ليست UTF-8 (أولها في الملف عند البايت {bad_byte}). قُرئت السجلات الأخرى؛ أصلح هذا السجل.",
            )
        )
        return None
    raw = raw_article_from_record(value, origin, file.source)
    if raw is None:
        file.on_skip(nameless(where, [str(name) for name in value]))
    return raw


def nameless(where: str, names: list[str]) -> UnreadableSourceError:
    """Return the error for a record with neither title nor text, naming the fields it has."""
    empty = ", ".join(name for name in names if known_field(name) in ("title", "body"))
    if empty:
        return UnreadableSourceError(
            where,
            f"nothing to index: {empty} is empty. Remove the record or complete it.",
            f"لا شيء يُفهرس: {empty} فارغ. احذف السجل أو أكمله.",
        )
    shown = ", ".join(names)[:120]
    return UnreadableSourceError(
        where,
        f"neither a title nor text. Its fields: {shown or 'none'}. Name them title and text.",
        f"لا عنوان له ولا نص. حقوله: {shown or 'لا شيء'}. سمِّها title وtext.",
    )


def _broken(file: SourceFile, text: str, stop: JsonBreak, records: int) -> UnreadableSourceError:
    line = text.count("\n", 0, stop.position) + 1
    column = stop.position - text.rfind("\n", 0, stop.position)
    cut = not text[stop.position :].strip() or stop.reason.startswith("Unterminated")
    why, why_ar = ("the file is cut off here", "الملف مقطوع هنا") if cut else (stop.reason, stop.reason)
    return UnreadableSourceError(
        f"{file.origin}, line {line}, column {column}",
        f"not JSON from here on: {why}. {records:,} whole records before it were read; nothing behind it was. "
        "Repair the file or fetch it again.",
        f"ليس JSON من هنا فصاعدًا: {why_ar}. قُرئت السجلات الكاملة قبله ({records}) ولم يُقرأ ما بعده. "
        "أصلح الملف أو أعد جلبه.",
    )
