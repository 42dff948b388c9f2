"""CSV: a header that names the columns, then one article a row; separated by comma, semicolon, tab or bar.

A row that does not fit the header is skipped and named, since its cells would land in wrong fields.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator

from indexer.encoding import decode
from indexer.readers.field_mapping import known_field, raw_article_from_record
from indexer.readers.json_records import nameless
from indexer.readers.source_file import SourceFile
from indexer.records import RawArticle
from search.errors import UnreadableSourceError

_DELIMITERS = (",", ";", "\t", "|")
_MAX_RESTARTS = 50


def read_csv(file: SourceFile) -> Iterator[RawArticle]:
    """Yield the articles of a CSV file.

    Raises: UnreadableSourceError where no column of the header is a title or a text.
    """
    decoded = decode(file.read(), file.origin, escape_bad_bytes=True)
    lines = _split_lines(decoded.text)
    first_line = next((number for number, line in enumerate(lines) if line.strip()), 0)
    delimiter, first_line = _find_delimiter(lines, first_line)
    rows = _iter_rows(file, lines, first_line, delimiter)
    _, _, header = next(rows, (0, 0, []))
    names = _name_columns(header)
    if not {"title", "body"} & {known_field(name) for name in names}:
        raise _no_columns(file.origin, names)
    for number, (start, end, row) in enumerate(rows, 1):
        place = f"{file.origin}#{number}"
        where = f"{place} (line {start})" if start == end else f"{place} (lines {start}–{end})"
        file.on_progress(end / len(lines))
        reason = _find_fault(row, names, decoded.bad_byte)
        if reason:
            file.on_skip(UnreadableSourceError(where, *reason))
            continue
        raw = raw_article_from_record(dict(zip(names, row, strict=False)), place, file.source)
        if raw:
            yield raw
        else:
            file.on_skip(nameless(where, names))


def _split_lines(text: str) -> list[str]:
    """Split at line feeds only: U+2028, U+0085 and the like are characters of a cell."""
    return [f"{line}\n" for line in text.split("\n")]


def _find_delimiter(lines: list[str], first_line: int) -> tuple[str, int]:
    """Return the separator under which the header's names make most sense, and the header's line."""
    header = lines[first_line] if lines else ""
    hint = header.strip().lower()
    if hint.startswith("sep=") and len(hint) == 5:  # Excel's own way to say it.
        return hint[4], first_line + 1

    def sense(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([header], delimiter=delimiter), [])
        return sum(known_field(cell) is not None for cell in cells), len(cells)

    return max(_DELIMITERS, key=sense), first_line


def _iter_rows(
    file: SourceFile, lines: list[str], first_line: int, delimiter: str
) -> Iterator[tuple[int, int, list[str]]]:
    """Yield first line, last line (from 1) and cells of each row that is not empty.

    A quote that is never closed would swallow the rest of the file: its row is named, and reading
    starts again on the line after.
    """
    csv.field_size_limit(sys.maxsize)
    for _ in range(_MAX_RESTARTS):
        reader = csv.reader(lines[first_line:], delimiter=delimiter, strict=True)
        start = first_line
        while True:
            start = first_line + reader.line_num
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                file.on_skip(_bad_row(f"{file.origin}, line {start + 1}", str(error)))
                if "end of data" in str(error):
                    break
                continue
            if any(cell.strip() for cell in row):
                yield start + 1, first_line + reader.line_num, row
        first_line = start + 1
    raise _bad_row(f"{file.origin}, line {first_line + 1}", "too many quotes that are never closed; reading stops here")


def _name_columns(header: list[str]) -> list[str]:
    """Return the header's names, made distinct so that no column hides another."""
    names: list[str] = []
    for position, cell in enumerate(header, 1):
        name = cell.strip() or f"column_{position}"
        names.append(name if name not in names else f"{name}_{position}")
    return names


def _find_fault(row: list[str], names: list[str], bad_byte: int | None) -> tuple[str, str] | None:
    extra = row[len(names) :]
    if len(row) < len(names) or any(cell.strip() for cell in extra):
        return (
            f"{len(row)} cells where the header has {len(names)}: a separator or line break stands outside quotes. "
            "The other rows are read; correct this one.",
            f"عدد الخلايا {len(row)} وفي الترويسة {len(names)}: فاصل أو كسر سطر خارج علامات التنصيص. "
            "قُرئت الصفوف الأخرى؛ صحّح هذا الصف.",
        )
    if bad_byte is not None and any("\udc80" <= letter <= "\udcff" for cell in row for letter in cell):
        return (
            f"bytes that are not UTF-8 (the file's first is at byte {bad_byte:,}). The other rows are read; "
            "repair this one.",
            f"بايتات ليست UTF-8 (أولها في الملف عند البايت {bad_byte}). قُرئت الصفوف الأخرى؛ أصلح هذا الصف.",
        )
    return None


def _bad_row(where: str, reason: str) -> UnreadableSourceError:
    return UnreadableSourceError(
        where,
        f"not a CSV row: {reason}. Check its quotes.",
        f"ليس صف CSV صحيحًا ({reason}). تحقق من علامات التنصيص فيه.",
    )


def _no_columns(origin: str, names: list[str]) -> UnreadableSourceError:
    shown = ", ".join(names)[:200]
    return UnreadableSourceError(
        origin,
        f"no column is a title or a text. Columns: {shown or 'none'}. Name one title (العنوان) or text (النص).",
        f"لا عمود للعنوان ولا للنص. الأعمدة: {shown or 'لا شيء'}. سمِّ أحدها title (العنوان) أو text (النص).",
    )
