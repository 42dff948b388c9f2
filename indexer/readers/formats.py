"""Which reader a file takes: the format asked for, else its extension's, else what its first bytes tell.

A new format is one reader file and a line in each of the two tables here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePath

from indexer.encoding import decode
from indexer.readers.csv_records import read_csv
from indexer.readers.html import read_html
from indexer.readers.json_records import read_json, read_json_lines
from indexer.readers.source_file import MAX_ARTICLE_BYTES, Reader, SourceFile, is_oversized, too_large
from indexer.readers.text import read_text
from indexer.readers.zip import iter_members
from indexer.records import RawArticle
from search.errors import SourceError, UnreadableSourceError

OnIgnore = Callable[[str], None]
"""Takes the origin of each file that is no source: hidden ones, a Mac's shadows, the folder's own README."""

_EXTENSIONS = {
    ".txt": "text",
    ".text": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jl": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".zip": "zip",
}
_IGNORED_NAMES = re.compile(r"\..*|__MACOSX|Thumbs\.db|desktop\.ini|(README|LICEN[CS]E|NOTICE)(\.(md|txt|rst))?", re.I)
_PAGE = re.compile(rb"^\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_MAX_DEPTH = 2


def is_ignored(path: PurePath) -> bool:
    """Return whether a file or folder is no source by its name; `path` is relative to the source."""
    return any(_IGNORED_NAMES.fullmatch(part) for part in path.parts)


def guess_format(path: PurePath, head: bytes) -> str | None:
    """Return the name of a file's format, or None where neither its extension nor its first bytes tell."""
    known = _EXTENSIONS.get(path.suffix.lower())
    if known:
        return known
    if head.startswith(b"PK\x03\x04") and not path.suffix:
        return "zip"
    if _PAGE.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "html"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] in (b"{", b"["):
        return "json"  # Its reader takes JSON Lines too.
    # Without an extension text is an article; `style.css` or `page.php` are not, although they are text.
    return "text" if not path.suffix and _is_text(head) else None


def read_file(
    file: SourceFile, path: PurePath, *, format: str | None = None, on_ignore: OnIgnore, depth: int = 0
) -> Iterator[RawArticle]:
    """Yield the articles of one file; whatever cannot be read goes to the file's `on_skip`."""
    found = 0
    reported: list[SourceError] = []

    def on_skip(error: SourceError) -> None:
        reported.append(error)
        file.on_skip(error)

    watched = replace(file, on_skip=on_skip)
    try:
        for raw in _articles(watched, path, format, on_ignore, depth):
            found += 1
            if is_oversized(raw):
                on_skip(too_large(raw.origin, MAX_ARTICLE_BYTES))
            else:
                yield raw
    except SourceError as error:
        on_skip(error)
    except OSError as error:
        on_skip(cannot_open(file.origin, error))
    if not found and not reported:
        on_skip(
            UnreadableSourceError(
                file.origin,
                "no article in it. Remove it, or check that it was saved whole.",
                "لا خبر فيه. احذفه، أو تأكد من أنه حُفظ كاملًا.",
            )
        )


def _articles(
    file: SourceFile, path: PurePath, format: str | None, on_ignore: OnIgnore, depth: int
) -> Iterator[RawArticle]:
    head = file.head()
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise _empty(file.origin)
    name = guess_format(path, head)
    if format and name != "zip":
        name = format
    if name is None:
        raise unknown_format(file.origin, path.suffix)
    if name == "zip":
        yield from _read_members(file, format, on_ignore, depth)
    else:
        yield from FORMATS[name](file)


def _read_members(file: SourceFile, format: str | None, on_ignore: OnIgnore, depth: int) -> Iterator[RawArticle]:
    if depth >= _MAX_DEPTH:
        raise UnreadableSourceError(
            file.origin,
            "a zip inside a zip inside a zip. Unpack the outer ones and index the folder.",
            "ملف zip داخل zip داخل zip. فك الخارجي منها وفهرس المجلد.",
        )
    format = None if format == "zip" else format
    if depth:  # A member cannot be read backwards, and a zip's directory stands at its end.
        packed = file.read()
        file = replace(file, open=lambda: io.BytesIO(packed))
    for member in iter_members(file):
        path = PurePath(member.origin.removeprefix(f"{file.origin}/"))
        if is_ignored(path):
            on_ignore(member.origin)
        else:
            yield from read_file(member, path, format=format, on_ignore=on_ignore, depth=depth + 1)


def read_zip(file: SourceFile) -> Iterator[RawArticle]:
    """Yield the articles of all members of a zip archive."""
    yield from _read_members(file, None, lambda _: None, 0)


FORMATS: dict[str, Reader] = {
    "text": read_text,
    "json": read_json,
    "jsonl": read_json_lines,
    "csv": read_csv,
    "html": read_html,
    "zip": read_zip,
}


def _is_text(head: bytes) -> bool:
    # The head may end inside a character; without its last line it does not.
    whole_lines = head[: head.rfind(b"\n") + 1] or head
    try:
        return bool(decode(whole_lines, "").text.strip())
    except UnreadableSourceError:
        return False


def _empty(origin: str) -> UnreadableSourceError:
    return UnreadableSourceError(
        origin, "the file is empty. Fetch it again or remove it.", "الملف فارغ. أعد جلبه أو احذفه."
    )


def unknown_format(origin: str, name: str) -> UnreadableSourceError:
    """Return the error for a file or format name that no reader takes, with those that exist."""
    known = ", ".join(FORMATS)
    return UnreadableSourceError(
        origin,
        f"unknown format {name or '(no extension)'}. Formats: {known}. Convert the file, or name its format "
        "with --format.",
        f"صيغة غير معروفة {name or '(بلا امتداد)'}. الصيغ: {known}. حوّل الملف أو سمِّ صيغته بالخيار ‎--format‎.",
    )


def cannot_open(origin: str, error: OSError) -> UnreadableSourceError:
    """Return our error for what the operating system said."""
    if isinstance(error, FileNotFoundError):
        return UnreadableSourceError(
            origin, "there is no such file or folder. Check the path.", "لا يوجد ملف أو مجلد كهذا. تحقق من المسار."
        )
    if isinstance(error, PermissionError):
        return UnreadableSourceError(
            origin,
            "no permission to read it. Run as a user who may, or change its permissions.",
            "لا إذن بقراءته. شغّل الأمر بمستخدم مأذون أو غيّر الأذونات.",
        )
    reason = error.strerror or str(error)
    return UnreadableSourceError(
        origin,
        f"cannot be read: {reason}. Check the disk and try again.",
        f"تعذرت قراءته ({reason}). تحقق من القرص وحاول مجددًا.",
    )
