"""The folder of an index: the marker that says it is ours, its versions, and the Whoosh index inside.

A folder without our marker is never opened (Whoosh unpickles what it finds) and never written to.
"""

from __future__ import annotations

import contextlib
import json
import re
import stat
import time
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from search.analysis import ANALYSIS_VERSION
from search.codec.durable import sync_file, sync_folder, write_durably
from search.codec.reader import part_paths
from search.codec.segment import FihrisSegment
from search.engines.local.whoosh_schema import build_schema
from search.errors import IndexCorruptError, IndexForeignError, IndexMissingError, IndexStateError, IndexVersionError

MARKER = "fihris.json"
FORMAT_VERSION = "3"
INDEX_NAME = "MAIN"
OUR_ENDINGS = ("toc", "trm", "pst", "frq", "pos", "col", "sto", "fam", "del", "sty", "seg", "part")
CLOCK_TICK_NS = 50_000_000
"""Longer than any file system's clock takes to move on."""

WRITER_NOTE = "writer.json"
"""Says which process holds the lock, for the error that others get."""

CHECKSUM_BYTES = 4
"""At the end of a table of contents, where Whoosh does not look: the CRC-32 of what precedes."""

State = tuple[int, int, int]
IGNORED = frozenset(
    {"README.md", "synonyms.tsv", "names.tsv", "repeated_lines.tsv", "adapted_words.zip", MARKER + ".part"}
)
"""Files that do not make a folder somebody else's: a folder with only these counts as empty."""


class Store:
    """An existing index folder whose versions fit this program."""

    def __init__(self, path: Path) -> None:
        """Use `open`."""
        self.path = path
        self.storage = DurableStorage(str(path))
        self._seen: tuple[int, State] | None = None

    @classmethod
    def open(cls, path: Path, *, create: bool, tidy: bool = True) -> Store:
        """Open the folder. create: make an empty index where there is none. tidy: remove what a crash has left.

        Raises IndexMissingError, IndexForeignError, IndexVersionError, IndexCorruptError, IndexStateError.
        """
        state = _state_of(path)
        if state != "ours":
            if not create:
                raise IndexMissingError(path)
            if state == "begun":
                _check_versions(path)
            _create(path)
        _check_versions(path)
        store = cls(path)
        if tidy:
            remove_leftovers(store)
        return store

    @property
    def generation(self) -> int:
        """Return the number of the last commit. Raises IndexMissingError, IndexCorruptError."""
        generation = int(TOC._latest_generation(self.storage, INDEX_NAME))
        if generation < 0:
            if (self.path / MARKER).exists():
                raise IndexCorruptError(self.path / TOC._filename(INDEX_NAME, "*"), "there is no table of contents")
            raise IndexMissingError(self.path)
        return generation

    @property
    def state(self) -> State:
        """Return what changes with every commit and every rebuild: the marker's inode and time, and the generation.

        A rebuilt index takes the folder's name and may have the old one's generation. The folder is listed only
        where its own time of change says that something happened in it.
        """
        try:
            changed = self.path.stat().st_mtime_ns
            if self._seen and self._seen[0] == changed:
                return self._seen[1]
            marker = (self.path / MARKER).stat()
        except FileNotFoundError as error:
            raise IndexMissingError(self.path) from error
        # A folder changed an instant ago may change again within the same tick of the file system's clock. The time
        # is taken before the folder is listed: a thread may sleep long between the listing and the next line.
        is_settled = time.time_ns() - changed > CLOCK_TICK_NS
        state = marker.st_ino, marker.st_mtime_ns, self.generation
        self._seen = (changed, state) if is_settled else None
        return state

    def read_toc(self, generation: int) -> list[FihrisSegment]:
        """Return the segments of a generation. Raises IndexCorruptError."""
        name = TOC._filename(INDEX_NAME, generation)
        try:
            _check_toc(self.path / name)
            segments = list(TOC.read(self.storage, INDEX_NAME, gen=generation).segments)
        except IndexCorruptError:
            raise
        except Exception as error:  # the file is missing, or Whoosh and pickle cannot read it
            raise IndexCorruptError(
                self.path / name, f"the table of contents cannot be read ({type(error).__name__}: {error})"
            ) from error
        for segment in segments:
            if not isinstance(segment, FihrisSegment):
                raise IndexCorruptError(self.path / name, f"{segment!r} was written by another program than Fihris")
        return segments

    def write_toc(self, segments: list[FihrisSegment], generation: int) -> None:
        """Make a generation the current one: the one step in which a commit happens."""
        TOC(build_schema(), segments, generation).write(self.storage, INDEX_NAME)

    def lock(self) -> Any:
        """Return Whoosh's write lock, not yet acquired. It ends with the process that holds it."""
        return self.storage.lock(f"{INDEX_NAME}_WRITELOCK")

    def stories_path(self, generation: int) -> Path:
        """Return where the stories of a generation lie; an index without an article has no such file."""
        return self.path / f"_{INDEX_NAME}_{generation}.sty"

    def files_of(self, segments: Iterable[FihrisSegment], generation: int) -> set[str]:
        """Return the names of all files that a generation consists of, the table of contents included."""
        names = {path.name for segment in segments for path in part_paths(self.path, segment).values()}
        return names | {TOC._filename(INDEX_NAME, generation), self.stories_path(generation).name}

    def unneeded_files(self, segments: Iterable[FihrisSegment], generation: int) -> list[Path]:
        """Return our files that no part of a generation needs: of older ones, and what a crash has left."""
        needed = self.files_of(segments, generation)
        ours = re.compile(rf"_?{INDEX_NAME}_.*\.({'|'.join(OUR_ENDINGS)})(\.[0-9.]+)?|families-.*")
        return [path for path in self.path.iterdir() if ours.fullmatch(path.name) and path.name not in needed]

    def remove_unneeded(self) -> None:
        """Remove our files that the last commit does not need, for whoever holds the lock. Raises IndexStateError.

        What cannot be removed is left to the next who opens the index.
        """
        generation = self.generation
        with contextlib.suppress(OSError):
            for path in self.unneeded_files(self.read_toc(generation), generation):
                path.unlink(missing_ok=True)

    def size_bytes(self) -> int:
        """Return the size of all files of the index."""
        return sum(size_of(path) or 0 for path in self.path.rglob("*"))


class DurableStorage(FileStorage):  # type: ignore[misc]  # Whoosh is unannotated
    """Whoosh's storage, except that a renamed file (only tables of contents are) has a checksum and is on disk."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:  # noqa: ARG002 -- Whoosh's
        """Add the checksum, flush the file and the names of all written before, rename it in one step, flush that."""
        folder = Path(self.folder)
        with (folder / oldname).open("rb+") as file:
            file.write(zlib.crc32(file.read()).to_bytes(CHECKSUM_BYTES, "little"))
            sync_file(file)
        sync_folder(folder)
        (folder / oldname).replace(folder / newname)
        sync_folder(folder)


def remove_leftovers(store: Store) -> None:
    """Remove what a writer that died has left behind; where a writer is alive, or the folder read-only, do nothing."""
    try:
        generation = store.generation
        note = store.path / WRITER_NOTE
        if not note.exists() and not store.unneeded_files(store.read_toc(generation), generation):
            return
        lock = store.lock()
        if not lock.acquire():
            return
        try:
            note.unlink(missing_ok=True)
            store.remove_unneeded()
        finally:
            lock.release()
    except (OSError, IndexStateError):
        # Tidying must not keep anybody from reading; whoever reads the table of contents next says what is wrong.
        return


def size_of(path: Path) -> int | None:
    """Return the size of a file; None where there is none, maybe because a commit has removed it this instant."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def _check_toc(path: Path) -> None:
    content = path.read_bytes()
    if zlib.crc32(content[:-CHECKSUM_BYTES]) != int.from_bytes(content[-CHECKSUM_BYTES:], "little"):
        raise IndexCorruptError(path, "the table of contents has a wrong checksum")


def _state_of(path: Path) -> str:
    """Return "ours", "empty" where an index may be made, or "begun" where one was, and nothing written to it.

    Raises IndexForeignError.
    """
    if not path.exists():
        return "empty"
    if not path.is_dir():
        raise IndexForeignError(path, "it is a file, not a folder", "إنه ملف لا مجلد")
    try:
        names = {entry.name for entry in path.iterdir() if not entry.name.startswith(".")} - IGNORED
    except OSError as error:
        raise IndexStateError(
            f"The folder {str(path)!r} cannot be read: {error.strerror}. Check its permissions.",
            f"تعذرت قراءة المجلد «{path}»: {error.strerror}. تحقق من أذوناته.",
        ) from error
    if MARKER in names:
        unfinished = re.compile(rf"{MARKER}|_{INDEX_NAME}_0\.toc\.[0-9.]+")
        return "begun" if all(map(unfinished.fullmatch, names)) else "ours"
    if names:
        found = sorted(names)[0]
        raise IndexForeignError(
            path,
            f"it holds other files, such as {found!r}, and no {MARKER}",
            f"فيه ملفات أخرى مثل «{found}» وليس فيه {MARKER}",
        )
    return "empty"


def _create(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(OSError):  # a parent that may not be read cannot be flushed
            sync_folder(path.parent)
        # The marker first: a folder with a table of contents and no marker would be taken for somebody else's.
        write_durably(path / MARKER, (json.dumps(_versions(), indent=2) + "\n").encode())
        TOC.create(DurableStorage(str(path)), build_schema(), INDEX_NAME)
    except OSError as error:
        raise IndexStateError(
            f"No index can be made in {str(path)!r}: {error.strerror}. Choose another folder with --index.",
            f"تعذر إنشاء فهرس في «{path}»: {error.strerror}. اختر مجلدًا آخر بالخيار ‎--index‎.",
        ) from error


def _versions() -> dict[str, str]:
    return {"program": "fihris", "format": FORMAT_VERSION, "analysis": ANALYSIS_VERSION}


def _check_versions(path: Path) -> None:
    try:
        found: dict[str, Any] = json.loads((path / MARKER).read_text(encoding="utf-8"))
        if found["program"] != "fihris":
            raise IndexForeignError(path, f"its {MARKER} is not ours", f"الملف {MARKER} فيه ليس لنا")
    except (ValueError, KeyError, TypeError) as error:
        raise IndexCorruptError(path / MARKER, f"not readable as JSON ({error})") from error
    expected = _versions()
    for part in ("format", "analysis"):
        if found.get(part) != expected[part]:
            raise IndexVersionError(path, f"{part} {found.get(part)}", f"{part} {expected[part]}")
