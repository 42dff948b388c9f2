"""Measures one annotated file, whichever kind it is: the entry point of `fihris evaluate-extraction`."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from evaluation.errors import EvaluationInputError
from evaluation.extraction.conll import read_conll
from evaluation.extraction.date_rows import DateScores, FindDates, read_dated_articles, score_dates
from evaluation.extraction.names import FindNames, NameScores, score_names


@dataclass(frozen=True, slots=True)
class Finders:
    """What is scored."""

    names: FindNames
    dates: FindDates


@dataclass(frozen=True, slots=True)
class ExtractionScores:
    """Scores of one file: names or dates. seconds: that finding took."""

    path: Path
    scores: NameScores | DateScores
    seconds: float


def measure_file(path: Path, finders: Finders, *, with_reference: bool = True) -> ExtractionScores:
    """Return the scores of a file: dates where its first character is {, else names. Raises EvaluationInputError."""
    if _is_json(path):
        articles = read_dated_articles(path)
        started = time.perf_counter()
        return ExtractionScores(
            path,
            score_dates(articles, finders.dates, with_reference=with_reference),
            time.perf_counter() - started,
        )
    sentences = read_conll(path)
    if not sentences:
        raise EvaluationInputError(
            path,
            None,
            "holds no annotation. Give CoNLL lines of names or JSON lines of dates.",
            "لا توسيم فيه. أعط أسطر CoNLL للأسماء أو أسطر JSON للتواريخ.",
        )
    started = time.perf_counter()
    return ExtractionScores(path, score_names(sentences, finders.names), time.perf_counter() - started)


def _is_json(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"
    except FileNotFoundError as error:
        raise EvaluationInputError(
            path, None, "there is no such file. Check the path.", "لا يوجد ملف كهذا. تحقق من المسار."
        ) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise EvaluationInputError(
            path,
            None,
            f"cannot be read: {reason}. Check its permissions and the disk.",
            f"تعذرت قراءته ({reason}). تحقق من أذوناته ومن القرص.",
        ) from error
