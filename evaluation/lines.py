"""Lines of a text file with their numbers, whatever made the file: a byte-order mark, CRLF and blank lines pass."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from evaluation.errors import EvaluationInputError

_BOM = b"\xef\xbb\xbf"


def iter_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield number, counted from 1, and text of each line that is not blank. Raises EvaluationInputError."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                text = _decoded(path, number, line.removeprefix(_BOM) if number == 1 else line)
                if text.strip():
                    yield number, text
    except OSError as error:
        raise _unreadable(path, error) from error


def _decoded(path: Path, number: int, line: bytes) -> str:
    try:
        return line.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise EvaluationInputError(
            path,
            number,
            f"byte {error.start + 1} of the line is not UTF-8. Save the file as UTF-8.",
            f"البايت {error.start + 1} من السطر ليس UTF-8. احفظ الملف بترميز UTF-8.",
        ) from error


def _unreadable(path: Path, error: OSError) -> EvaluationInputError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return EvaluationInputError(
            path, None, "there is no such file. Check the path.", "لا يوجد ملف كهذا. تحقق من المسار."
        )
    reason = error.strerror or str(error)
    return EvaluationInputError(
        path,
        None,
        f"cannot be read: {reason}. Check its permissions and the disk.",
        f"تعذرت قراءته ({reason}). تحقق من أذوناته ومن القرص.",
    )


def columns(line: str) -> list[str]:
    """Return the columns: split at tabs where there is one (an id may then hold spaces), else at white space."""
    return line.split("\t") if "\t" in line else line.split()
