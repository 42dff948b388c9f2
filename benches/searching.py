"""What searching costs: our engine, and stock Whoosh over the same index with the same terms."""

from __future__ import annotations

import dataclasses
import random
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from whoosh import query as whoosh_query
from whoosh import sorting
from whoosh.index import open_dir

from benches.indexing import row
from search import SearchRequest, open_engine
from search.analysis import key_of, surface_forms
from search.codec.families import FamilyMap

QUERIES = 300
SEED = 20150721
FACETS = ("person", "place", "organisation", "source")


def measure_searching(index: Path) -> None:
    started = time.perf_counter()
    with open_engine(index) as engine:
        engine.search(SearchRequest("سوتشي"))
        opened = time.perf_counter() - started
        queries = _sample_queries(engine)
        print("\n## searching, level folded, match any, each query once")
        row("open and first answer, s", round(opened, 2))
        row("distinct queries", len(queries))
        bare = SearchRequest(level="folded", match="any", facets=())
        for text in queries[: QUERIES // 10]:
            engine.search(dataclasses.replace(bare, text=text))
        ours = {
            "top 10": lambda text: engine.search(dataclasses.replace(bare, text=text)),
            "top 10 + facets": lambda text: engine.search(
                dataclasses.replace(bare, text=text, facets=(*FACETS, "date"))
            ),
            "phrase": lambda text: engine.search(dataclasses.replace(bare, text=f'"{text}"')),
            "default request": lambda text: engine.search(SearchRequest(text)),
        }
        print(f"{'':<42} {'p50 ms':>12} {'p95 ms':>12}")
        for name, ask in ours.items():
            _timed(f"fihris, {name}", ask, queries)
    _measure_stock(index, queries)
    row("peak memory of this process, MiB", round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def _measure_stock(index: Path, queries: list[str]) -> None:
    """Ask Whoosh itself: its matchers over the forms of each family, its BM25F, its groupedby."""
    [path] = index.glob("families-*.npz")
    families = FamilyMap.load(path)

    def as_query(text: str) -> whoosh_query.Query:
        forms = [form for word in surface_forms(text) for form in families.members("folded", key_of(word, "folded"))]
        return whoosh_query.Or([whoosh_query.Term(field, form) for form in forms for field in ("title", "text")])

    with open_dir(str(index)).searcher() as searcher:
        facets = sorting.Facets()
        for name in FACETS:
            facets.add_facet(name, sorting.FieldFacet(name, allow_overlap=True))
        _timed("stock Whoosh, top 10", lambda text: searcher.search(as_query(text), limit=10), queries)
        some = queries[: QUERIES // 10]
        grouped = _timed(
            "stock Whoosh, top 10 + facets",
            lambda text: searcher.search(as_query(text), limit=10, groupedby=facets),
            some,
        )
        assert grouped > 0


def _timed(name: str, ask: Callable[[str], object], queries: list[str]) -> float:
    times = []
    for text in queries:
        started = time.perf_counter()
        ask(text)
        times.append((time.perf_counter() - started) * 1000)
    cuts = statistics.quantiles(times, n=20)
    print(f"{name:<42} {statistics.median(times):>12.2f} {cuts[-1]:>12.2f}")
    return statistics.median(times)


def _sample_queries(engine: object) -> list[str]:
    """Return distinct queries of one to three neighbouring words of titles, the same in every run."""
    chooser = random.Random(SEED)
    titles = [surface_forms(article.title) for article in engine.scan(SearchRequest())]  # type: ignore[attr-defined]
    titles = [words for words in titles if words]
    found: dict[str, None] = {}
    while titles and len(found) < min(QUERIES, 3 * len(titles)):
        words = chooser.choice(titles)
        length = min(chooser.randint(1, 3), len(words))
        start = chooser.randrange(len(words) - length + 1)
        found[" ".join(words[start : start + length])] = None
    return list(found)
