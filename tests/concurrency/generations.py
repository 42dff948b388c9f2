"""A writer whose every generation can be told by its articles, and what readers must see of each.

Run as `python -m tests.concurrency.generations FOLDER` it is a reader: it searches until its standard input closes and
prints each answer that differs from the one before, as JSON.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import search

EVERYTHING = search.SearchRequest("سوتشي", match="all", sort="oldest", size=100)
ARTICLES = 12

Seen = tuple[int, frozenset[tuple[str, str]]]
"""A generation, and (key, tag) of each article that an answer shows."""


def make_article(number: int, tag: str) -> search.Article:
    return search.Article(
        f"k{number}", f"الخبر {number}", f"سوتشي {tag}", source=tag, published=f"2021-01-{number % 28 + 1:02}"
    )


def seen_in(results: search.SearchResults) -> Seen:
    """Return what an answer shows; its parts must agree with each other."""
    assert results.total == len(results.hits)
    counts: dict[str, int] = {}
    for hit in results.hits:
        tag = str(hit.article.source)
        assert hit.article.text == f"سوتشي {tag}"
        counts[tag] = counts.get(tag, 0) + 1
    facet = {value.value: value.count for value in results.facets["source"].values}
    assert facet == counts, "hits and facets are of one generation"
    return results.generation, frozenset((hit.key, str(hit.article.source)) for hit in results.hits)


class Chronicle:
    """Writes generations and remembers what each holds, known before a reader can see it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._held: dict[str, str] = {}
        self._generations: dict[int, frozenset[tuple[str, str]]] = {0: frozenset()}
        search.open_engine(folder, create=True).close()

    @property
    def last(self) -> int:
        return max(self._generations)

    def holds(self, seen: Seen) -> bool:
        """Return whether an answer shows exactly what one generation, the one that it names, holds."""
        generation, articles = seen
        with self._lock:
            return self._generations.get(generation) == articles

    def write(self) -> int:
        """Commit the next generation: every third deletes some articles, the others replace all under a new tag."""
        generation = self.last + 1
        with search.open_engine(self._folder) as engine:
            if generation % 3 == 0:
                gone = [f"k{number}" for number in range(generation % ARTICLES, ARTICLES, 4)]
                engine.delete(gone)
                self._held = {key: tag for key, tag in self._held.items() if key not in gone}
            else:
                tag = f"ن{generation}"
                engine.write([make_article(number, tag) for number in range(ARTICLES)])
                self._held = {f"k{number}": tag for number in range(ARTICLES)}
            with self._lock:
                self._generations[generation] = frozenset(self._held.items())
            assert engine.commit() == generation
        return generation


def read_on(folder: str) -> Iterator[str]:
    closed = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), closed.set()), daemon=True).start()
    last = None
    with search.open_engine(folder) as engine:
        while not closed.is_set():
            seen = seen_in(engine.search(EVERYTHING))
            if seen != last:
                yield json.dumps([seen[0], sorted(seen[1])])
                last = seen


if __name__ == "__main__":
    for line in read_on(sys.argv[1]):
        print(line, flush=True)
