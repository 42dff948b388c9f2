"""What indexing costs: the whole command, and where its time goes, part by part on one core."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benches.corpus import ROOT, read_some
from benches.tables import Report
from indexer.building import build_article
from indexer.extract.boilerplate import split_boilerplate
from indexer.extract.entities import find_article_entities
from indexer.extract.publication import find_publication, mentioned_dates
from indexer.records import RawArticle
from search import open_engine
from search.analysis import surface_forms

SAMPLE = 1000
"""Articles over which the parts are timed."""


def measure_indexing(report: Report, sources: list[str], index: Path) -> None:
    """Run the command as a user does."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "fihris", "index", *sources, "--index", str(index)]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    seconds = time.perf_counter() - started
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open_engine(index) as engine:
        info = engine.info()
    rows = [
        ("articles", info.articles),
        ("seconds", seconds),
        ("articles/s", round(info.articles / seconds)),
        ("CPU seconds of all processes", usage.ru_utime + usage.ru_stime),
        ("peak memory of the largest process, MiB", round(usage.ru_maxrss / 1024)),
        ("index bytes/article", round(info.details["size_bytes"] / max(info.articles, 1))),
        ("segments", info.segments),
    ]
    report.table("fihris index, whole, two workers", ("", ""), rows)


def measure_parts(report: Report, sources: list[str]) -> None:
    """Time each part alone over the first articles of the sources; those in the last column add up to the whole."""
    started = time.perf_counter()
    raws = read_some(sources, SAMPLE)
    reading = time.perf_counter() - started
    parts: dict[str, Callable[[Any], object]] = {
        "boilerplate": lambda raw: split_boilerplate(raw.title, raw.body),
        "publication date": lambda raw: find_publication(
            raw.title, raw.body, published=raw.published, fetched=raw.fetched
        ),
        "mentioned dates": lambda raw: mentioned_dates(raw.title, raw.body, None),
        "names": lambda raw: find_article_entities(raw.title, raw.body),
        "surface forms": lambda raw: surface_forms(raw.body),
    }
    seconds = {name: _seconds(part, raws) for name, part in parts.items()}
    started = time.perf_counter()
    articles = [build_article(raw) for raw in raws]
    extraction = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as folder, open_engine(folder, create=True) as engine:
        started = time.perf_counter()
        engine.write(articles)
        engine.commit()
        writing = time.perf_counter() - started
    whole = reading + extraction + writing
    rows = [
        ("reading the sources", *_figures(reading, len(raws), whole)),
        *((f"· {name}", *_figures(seconds[name], len(raws), None)) for name in parts if name != "surface forms"),
        ("all extraction", *_figures(extraction, len(raws), whole)),
        ("· surface forms of the bodies", *_figures(seconds["surface forms"], len(raws), None)),
        ("analysis, writing and commit", *_figures(writing, len(raws), whole)),
        ("all of it", *_figures(whole, len(raws), whole)),
    ]
    title = f"where the time of indexing goes: one core, first {len(raws)} articles (· parts of the line below them)"
    report.table(title, ("", "articles/s", "ms/article", "% of all"), rows)


def _seconds(part: Callable[[RawArticle], object], raws: list[RawArticle]) -> float:
    started = time.perf_counter()
    for raw in raws:
        part(raw)
    return time.perf_counter() - started


def _figures(seconds: float, articles: int, whole: float | None) -> tuple[object, ...]:
    share = None if whole is None else round(100 * seconds / whole)
    return round(articles / seconds), seconds * 1000 / max(articles, 1), share
