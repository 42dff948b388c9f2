"""`make bench`: what indexing and searching cost, on the shared corpora where they lie beside us, else the samples.

Prints two tables. Indexing: articles per second of the whole `fihris index`, the parts of it on one core,
bytes and peak memory. Searching: p50 and p95 of at least 300 distinct queries, ours and stock Whoosh's
over the same index with the same terms (its own matchers, BM25F and `groupedby`). Read the ratios: the
machines this runs on are noisy.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benches.corpus import find_sources
from benches.indexing import measure_indexing, measure_parts
from benches.searching import measure_searching


def main() -> None:
    sources = find_sources()
    print(f"sources: {sources}", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        measure_indexing(sources, index)
        measure_parts(sources)
        measure_searching(index)


if __name__ == "__main__":
    main()
