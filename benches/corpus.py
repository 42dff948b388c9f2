"""What the benches run on."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

from indexer.readers import read_sources
from indexer.records import RawArticle

ROOT = Path(__file__).resolve().parents[1]
NEWS = ROOT.parent / "shared" / "corpora" / "saudinewsnet"


def find_sources() -> list[str]:
    """Return the news corpus, or the samples where it is not beside the project."""
    return [str(NEWS if NEWS.is_dir() else ROOT / "samples")]


def read_some(sources: list[str], count: int) -> list[RawArticle]:
    """Return the first articles of the sources."""
    found: Iterator[RawArticle] = read_sources(sources, on_skip=lambda _error: None)
    return list(itertools.islice(found, count))
