"""`python -m benches.page INDEX`: what a page weighs and what the server spends on it.

Every page type is asked through the application itself, without a network between: bytes of HTML as made and as gzip
leaves the server, and milliseconds of the whole request, compression included; processor milliseconds beside them, for
machines that do other work too. Questions are pairs of words out of headlines of the index, so that results pages carry
every facet. Then the files that a page loads beside it.
"""

from __future__ import annotations

import argparse
import gzip
import random
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from flask.testing import FlaskClient

import search
import web
from benches.tables import Report
from search.analysis import analyze
from web import create_app

STATIC = Path(web.__file__).parent / "static"
GZIP = {"Accept-Encoding": "gzip"}
WARM_UP = 5
FEWEST_LETTERS = 4


def main() -> None:
    """Ask, weigh, print."""
    parser = argparse.ArgumentParser(prog="python -m benches.page", description=__doc__)
    parser.add_argument("index", help="an index, such as `fihris index SOURCE --index DIR` makes")
    parser.add_argument("--questions", type=int, default=60)
    options = parser.parse_args()
    report = Report()
    with search.open_engine(options.index) as engine:
        engine.warm(check=True)
        client = create_app(engine, TESTING=True).test_client()
        articles = engine.info().articles
        rows = [(name, *weigh(client, paths)) for name, paths in page_types(engine, options.questions).items()]
    columns = ("page", "requests", "bytes p50", "gzip p50", "gzip most", "ms p50", "ms p95", "cpu p50")
    report.table(f"pages, {articles:,} articles", columns, rows)
    report.table("files beside them", ("file", "bytes", "gzip"), weigh_files())


def page_types(engine: search.Engine, count: int) -> dict[str, list[str]]:
    """Return for each page type the addresses to ask, with words and names of the archive."""
    hits = engine.search(search.SearchRequest(sort="newest", size=search.MAX_PAGE_SIZE)).hits
    titles = [hit.article.title for hit in hits]
    pick = random.Random(7)
    pairs = [" ".join(pick.sample(words, 2)) for words in map(_words, titles) if len(words) > 1]
    texts = (pairs * count)[:count]
    people = [name for hit in hits for name in hit.article.people[:1]] or [""]
    keys = [hit.key for hit in hits][:count]
    return {
        "home": ["/"] * min(count, 20),
        "the whole archive": ["/search"] * min(count, 20),
        "two words, all facets": [f"/search?q={quote(text)}" for text in texts],
        "two words, a person chosen": [
            f"/search?q={quote(text)}&match=any&person={quote(people[number % len(people)])}"
            for number, text in enumerate(texts)
        ],
        "in English": [f"/search?q={quote(text)}&lang=en" for text in texts],
        "article": [f"/article/{key}" for key in keys],
        "article, words marked": [f"/article/{key}?q={quote(text)}" for key, text in zip(keys, texts, strict=False)],
    }


def weigh(client: FlaskClient, paths: Sequence[str]) -> tuple[int, int, int, int, float, float, float]:
    """Return how many requests were timed, bytes (p50), compressed bytes (p50, most), ms (p50, p95), processor ms."""
    for path in paths[:WARM_UP]:
        client.get(path, headers=GZIP).close()
    plain, packed, times, worked = [], [], [], []
    for path in paths:
        started, begun = time.perf_counter(), time.process_time()
        answer = client.get(path, headers=GZIP)
        times.append((time.perf_counter() - started) * 1000)
        worked.append((time.process_time() - begun) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
        packed.append(len(answer.data))
        plain.append(len(gzip.decompress(answer.data)))
    times.sort()
    slow = times[min(len(times) - 1, int(len(times) * 0.95))]
    return (
        len(paths),
        int(statistics.median(plain)),
        int(statistics.median(packed)),
        max(packed),
        statistics.median(times),
        slow,
        statistics.median(worked),
    )


def weigh_files() -> list[tuple[str, int, int]]:
    """Return the name, bytes and compressed bytes of every static file, and of all JavaScript together."""
    rows = []
    scripts = [0, 0]
    for path in sorted(STATIC.rglob("*")):
        if not path.is_file():
            continue
        body = path.read_bytes()
        sizes = (len(body), len(gzip.compress(body, 6)))
        rows.append((path.relative_to(STATIC).as_posix(), *sizes))
        if path.suffix == ".js":
            scripts = [old + new for old, new in zip(scripts, sizes, strict=True)]
    return [*rows, ("all JavaScript", scripts[0], scripts[1])]


def _words(title: str) -> list[str]:
    return [token.term for token in analyze(title, "exact") if len(token.term) >= FEWEST_LETTERS]


if __name__ == "__main__":
    main()
