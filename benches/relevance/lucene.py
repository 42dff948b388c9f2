"""The real Lucene: its ArabicAnalyzer and BM25, run by Java in a process of its own. Needs `java` and `mvn`."""

from __future__ import annotations

import functools
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from evaluation.runs import read_run

HERE = Path(__file__).resolve().parent
NAME = "Lucene 9.12 ArabicAnalyzer"

Rankings = dict[str, tuple[str, ...]]


class LuceneMissingError(Exception):
    """Why Lucene cannot be run here."""


@functools.cache
def class_path() -> str:
    """Return the jars that the program needs, fetched by Maven where they are not here. Raises LuceneMissingError."""
    for program, package in (("java", "openjdk-17-jdk-headless"), ("mvn", "maven")):
        if shutil.which(program) is None:
            raise LuceneMissingError(f"there is no {program}. On Debian: apt-get install {package}")
    with tempfile.TemporaryDirectory(prefix="fihris-bench-") as folder:
        found = Path(folder) / "class-path"
        command = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:build-classpath"]
        done = subprocess.run([*command, f"-Dmdep.outputFile={found}"], capture_output=True, text=True, check=False)
        if done.returncode:
            raise LuceneMissingError(f"Maven did not give its jars: {(done.stdout + done.stderr).strip()[:300]}")
        return found.read_text(encoding="utf-8").strip()


def lucene_runs(
    documents: Sequence[tuple[str, str]], questions: Mapping[str, Mapping[str, str]]
) -> dict[str, Rankings]:
    """Return what Lucene finds among (id, text) documents, for each set of questions. Raises LuceneMissingError."""
    jars = class_path()
    with tempfile.TemporaryDirectory(prefix="fihris-bench-") as folder:
        work = Path(folder)
        _write_lines(work / "documents", documents)
        pairs = []
        for name, queries in questions.items():
            _write_lines(work / f"{name}.queries", queries.items())
            pairs += [work / f"{name}.queries", work / f"{name}.run"]
        program = [HERE / "LuceneRun.java", work / "documents", *pairs]
        command = ["java", "-Xmx4g", "-Dfile.encoding=UTF-8", "-cp", jars, *map(str, program)]
        subprocess.run(command, check=True, capture_output=True)
        return {name: read_run(work / f"{name}.run").documents() for name in questions}


def _write_lines(path: Path, rows: object) -> None:
    """Write id TAB text lines. A line break inside a text separates words as a space does."""
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        for identifier, text in rows:  # type: ignore[attr-defined]
            file.write(f"{identifier}\t{' '.join(text.split())}\n")
