"""What indexing costs: the whole command, and its parts on one core."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benches.corpus import read_some
from indexer.building import build_article
from indexer.extract.boilerplate import split_boilerplate
from indexer.extract.entities import find_article_entities
from indexer.extract.publication import find_publication, mentioned_dates
from search import open_engine
from search.analysis import surface_forms

SAMPLE = 1000
"""Articles over which the parts are timed."""


def measure_indexing(sources: list[str], index: Path) -> None:
    started = time.perf_counter()
    command = [sys.executable, "-m", "fihris", "index", *sources, "--index", str(index)]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seconds = time.perf_counter() - started
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open_engine(index) as engine:
        info = engine.info()
    print("\n## fihris index, whole, two workers")
    row("articles", info.articles)
    row("seconds", round(seconds, 1))
    row("articles/s", round(info.articles / seconds, 1))
    row("CPU seconds of all processes", round(usage.ru_utime + usage.ru_stime, 1))
    row("peak memory of the largest process, MiB", round(usage.ru_maxrss / 1024))
    row("index bytes/article", round(info.details["size_bytes"] / max(info.articles, 1)))
    row("segments", info.segments)


def measure_parts(sources: list[str]) -> None:
    raws = read_some(sources, SAMPLE)
    parts: dict[str, Callable[[Any], object]] = {
        "boilerplate": lambda raw: split_boilerplate(raw.title, raw.body),
        "publication date": lambda raw: find_publication(
            raw.title, raw.body, published=raw.published, fetched=raw.fetched
        ),
        "mentioned dates": lambda raw: mentioned_dates(raw.title, raw.body, None),
        "names": lambda raw: find_article_entities(raw.title, raw.body),
        "surface forms": lambda raw: surface_forms(raw.body),
        "all extraction": build_article,
    }
    print(f"\n## parts, one core, first {len(raws)} articles, articles/s")
    for name, part in parts.items():
        started = time.perf_counter()
        for raw in raws:
            part(raw)
        row(name, round(len(raws) / (time.perf_counter() - started)))
    articles = [build_article(raw) for raw in raws]
    with tempfile.TemporaryDirectory() as folder, open_engine(folder, create=True) as engine:
        started = time.perf_counter()
        engine.write(articles)
        engine.commit()
        row("writing and commit", round(len(articles) / (time.perf_counter() - started)))


def row(name: str, value: object) -> None:
    print(f"{name:<42} {value:>12}")
