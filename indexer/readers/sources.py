"""Walks what the operator named: files and folders, sorted, each read by the reader of its format.

One bad file, record or folder is reported and the walk goes on: an archive is never lost to one of its files.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path, PurePath
from typing import BinaryIO

from indexer.readers.formats import FORMATS, OnIgnore, cannot_open, is_ignored, read_file, unknown_format
from indexer.readers.source_file import OnSkip, SourceFile
from indexer.records import RawArticle
from search.errors import UnreadableSourceError

OnProgress = Callable[[int], None]
"""Takes the number of bytes of the sources that are done, never decreasing; compare `count_hint`."""


def read_sources(
    paths: Iterable[str | os.PathLike[str]],
    *,
    format: str | None = None,
    source_name: str | None = None,
    on_skip: OnSkip,
    on_progress: OnProgress | None = None,
    on_ignore: OnIgnore | None = None,
) -> Iterator[RawArticle]:
    """Yield every article of the files and folders in `paths`, in the order given and sorted inside.

    format: reads each file as this (members of zips too) instead of guessing. source_name: replaces the
    source's own name in origins, and is the outlet of articles that name none. on_skip takes each thing
    that was not read; on_ignore the origin of each file that is no source (hidden, README).
    """
    done = 0
    for given in paths:
        top = Path(os.path.abspath(given))
        if format is not None and format not in FORMATS:
            on_skip(unknown_format(_shown(given), format))
            continue
        for path, size in _iter_files(top, _shown(given), on_skip, on_ignore or _nobody):
            relative = path.relative_to(top) if path != top else PurePath(path.name)
            yield from read_file(
                SourceFile(
                    origin=_origin(top, path, relative, source_name),
                    folder=_shown(path.parent.name),
                    size=size,
                    open=partial(_open, path),
                    on_skip=on_skip,
                    on_progress=partial(_report, on_progress, done, size),
                    source=source_name,
                ),
                relative,
                format=format,
                on_ignore=on_ignore or _nobody,
            )
            done += size
            _report(on_progress, done, 0, 0.0)


def count_hint(paths: Iterable[str | os.PathLike[str]]) -> int:
    """Return how many bytes `read_sources` will report as done at its end."""
    return sum(size for given in paths for _, size in _iter_files(Path(os.path.abspath(given)), "", _nobody, _nobody))


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def _nobody(_: object) -> None:
    pass


def _report(on_progress: OnProgress | None, done: int, size: int, share: float) -> None:
    if on_progress:
        on_progress(done + int(size * share))


def _shown(path: str | os.PathLike[str]) -> str:
    """Return a path that can be printed and stored: names that are not UTF-8 are read as cp1256."""
    raw = os.fsencode(path)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1256")


def _origin(top: Path, path: Path, relative: PurePath, source_name: str | None) -> str:
    """Return "SOURCE_NAME/path inside": a folder is its own source, a file its folder's, a zip its stem's."""
    if path != top:
        return f"{source_name or _shown(top.name)}/{_shown(relative)}"
    if path.suffix.lower() == ".zip":
        return source_name or _shown(path.stem)
    return f"{source_name or _shown(path.parent.name)}/{_shown(path.name)}"


def _iter_files(top: Path, given: str, on_skip: OnSkip, on_ignore: OnIgnore) -> Iterator[tuple[Path, int]]:
    """Yield the regular files under a path with their sizes, sorted, each folder once."""
    try:
        if not top.is_dir():
            yield from _regular(top, given, on_skip)
            return
    except OSError as error:
        on_skip(cannot_open(given, error))
        return
    yield from _walk(top, top, set(), on_skip, on_ignore)


def _walk(
    top: Path, folder: Path, visited: set[tuple[int, int]], on_skip: OnSkip, on_ignore: OnIgnore
) -> Iterator[tuple[Path, int]]:
    try:
        status = folder.stat()
        entries = sorted(folder.iterdir())
    except OSError as error:
        on_skip(cannot_open(_place(top, folder), error))
        return
    identity = (status.st_dev, status.st_ino)
    if identity in visited:  # A link back to a folder above, or a second way to the same one.
        on_ignore(_place(top, folder))
        return
    visited.add(identity)
    for entry in entries:
        if is_ignored(PurePath(entry.name)):
            on_ignore(_place(top, entry))
        elif entry.is_dir():
            yield from _walk(top, entry, visited, on_skip, on_ignore)
        else:
            yield from _regular(entry, _place(top, entry), on_skip)


def _place(top: Path, path: Path) -> str:
    return _shown(top.name if path == top else Path(top.name) / path.relative_to(top))


def _regular(path: Path, shown: str, on_skip: OnSkip) -> Iterator[tuple[Path, int]]:
    try:
        status = path.stat()
    except OSError as error:
        on_skip(cannot_open(shown, error))
        return
    if stat.S_ISREG(status.st_mode):
        yield path, status.st_size
    else:
        on_skip(
            UnreadableSourceError(
                shown,
                "neither a file nor a folder (a pipe or device). Save its content to a file.",
                "ليس ملفًا ولا مجلدًا (أنبوب أو جهاز). احفظ محتواه في ملف.",
            )
        )
