"""The folder of an index: the marker that says it is ours, its versions, and the Whoosh index inside.

A folder without our marker is never opened (Whoosh unpickles what it finds) and never written to.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index

from search.analysis import ANALYSIS_VERSION
from search.engines.local.whoosh_schema import build_schema
from search.errors import IndexCorruptError, IndexForeignError, IndexMissingError, IndexStateError, IndexVersionError

MARKER = "fihris.json"
FORMAT_VERSION = "1"
IGNORED = frozenset({"README.md", MARKER + ".part"})
"""Files that do not make a folder somebody else's: a folder with only these counts as empty."""


class Store:
    """An existing index folder whose versions fit this program."""

    def __init__(self, path: Path) -> None:
        """Use `open`."""
        self.path = path
        self.whoosh = _open_whoosh(path)

    @classmethod
    def open(cls, path: Path, *, create: bool) -> Store:
        """Open the folder. create: make an empty index where there is none.

        Raises IndexMissingError, IndexForeignError, IndexVersionError, IndexCorruptError, IndexStateError.
        """
        state = _state_of(path)
        if state != "ours":
            if not create:
                raise IndexMissingError(path)
            _create(path)
        _check_versions(path)
        return cls(path)

    @property
    def generation(self) -> int:
        """Return the number of the last commit."""
        return int(self.whoosh.latest_generation())

    @property
    def state(self) -> tuple[int, int, int]:
        """Return what changes with every commit and every rebuild: the marker's inode and time, and the generation.

        A rebuilt index takes the folder's name and may have the old one's generation.
        """
        try:
            marker = (self.path / MARKER).stat()
        except FileNotFoundError as error:
            raise IndexMissingError(self.path) from error
        return marker.st_ino, marker.st_mtime_ns, self.generation

    def families_path(self, generation: int) -> Path:
        """Return where the families of a generation are kept."""
        return self.path / f"families-{generation}.npz"

    def remove_old_families(self, generation: int) -> None:
        """Remove the families of other generations; a reader that has loaded them keeps its copy."""
        for path in self.path.glob("families-*"):
            if path != self.families_path(generation):
                path.unlink(missing_ok=True)

    def size_bytes(self) -> int:
        """Return the size of all files of the index."""
        return sum(path.stat().st_size for path in self.path.rglob("*") if path.is_file())


def _state_of(path: Path) -> str:
    """Return "ours", or "empty" where an index may be made. Raises IndexForeignError."""
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
        return "ours"
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
        whoosh_index.create_in(str(path), build_schema())
        marker = path / (MARKER + ".part")
        marker.write_text(json.dumps(_versions(), indent=2) + "\n", encoding="utf-8")
        marker.replace(path / MARKER)
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


def _open_whoosh(path: Path) -> Any:
    try:
        return whoosh_index.open_dir(str(path))
    except Exception as error:  # Whoosh and pickle raise anything on damaged bytes
        raise IndexCorruptError(
            path, f"its table of contents cannot be read ({type(error).__name__}: {error})"
        ) from error
