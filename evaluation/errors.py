"""What can be wrong with what an evaluation is given. Each names the file, the line, the reason and the remedy."""

from __future__ import annotations

from pathlib import Path

from search import RequestError, SearchError


class EvaluationInputError(RequestError):
    """A file of the evaluation folder, or a run, is not what it must be; nothing is measured."""

    code = "evaluation_input"

    def __init__(self, path: Path, line: int | None, reason: str, reason_ar: str) -> None:
        """line: counted from 1, None where the file as a whole is at fault. The reasons end with the remedy."""
        at, at_ar = (f", line {line}", f"، السطر {line}") if line else ("", "")
        super().__init__(f"{path}{at}: {reason}", f"{path}{at_ar}: {reason_ar}")
        self.path = path
        self.line = line


class MeasuresMissingError(SearchError):
    """The package that computes the measures is not installed."""

    code = "measures_missing"

    def __init__(self) -> None:
        """Name the package and how it is installed."""
        super().__init__(
            "The package ir-measures, which computes the measures, is not installed. Install it with: "
            "pip install ir-measures",
            "الحزمة ir-measures التي تحسب المقاييس غير مثبتة. ثبّتها بالأمر: pip install ir-measures",
        )
