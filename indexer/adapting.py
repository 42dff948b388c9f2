"""Learning words anew from an index, so that names are found as its own papers write them: `fihris adapt`.

The table lies in the index's folder and counts from the next run of `fihris index` on. Not for: how words are learned
(`extract.entities.adapt`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from indexer.extract.entities.adapt import Adapted, adapt_table
from indexer.sinks import ADAPTED
from search import Engine, SearchRequest


def adapt_index(engine: Engine, folder: Path, on_article: Callable[[int], None] | None = None) -> Adapted:
    """Learn words from every article of the index and put the table into its folder, whole or not at all.

    on_article: called with the number of articles read. Raises OSError, and what the engine raises.
    """
    part = folder / f".{ADAPTED}.{os.getpid()}.part"
    try:
        learned = adapt_table(_texts(engine, on_article), part)
        part.replace(folder / ADAPTED)
    finally:
        part.unlink(missing_ok=True)
    return learned


def _texts(engine: Engine, on_article: Callable[[int], None] | None) -> Iterator[str]:
    for number, article in enumerate(engine.scan(SearchRequest()), 1):
        yield f"{article.title}\n{article.text}"
        if on_article:
            on_article(number)
