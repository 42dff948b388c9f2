"""`python -m benches.page INDEX [--copies 10]`: what a page weighs and what the server spends on it.

Every page type is asked through the application itself, without a network between: bytes of HTML as made and as gzip
leaves the server, and milliseconds of the whole request, compression included; processor milliseconds beside them, for
machines that do other work too. Questions are pairs of words out of headlines of the index, so that results pages carry
every facet. Then the files that a page loads beside it.

A larger archive is the articles of the index several times, each time with other keys and later dates: matches,
postings and days grow, the vocabulary and the distinct names do not.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

from flask.testing import FlaskClient

import search
import web
from benches.ours import build_repeated, read_articles
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
    parser.add_argument("--copies", type=int, default=1, help="how many times the articles are in the archive asked")
    parser.add_argument("--keep", help="where the larger archive is made and stays; used again where it is there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        index = Path(options.index)
        if options.copies > 1:
            larger = Path(options.keep or folder)
            if not (larger / "fihris.json").exists():
                larger.mkdir(parents=True, exist_ok=True)
                build_repeated(larger, read_articles(index), options.copies)
            index = larger
        measure(index, options.questions)


def measure(index: Path, questions: int) -> None:
    """Print the tables of an index."""
    report = Report()
    with search.open_engine(index) as engine:
        engine.warm(check=True)
        gc.collect()
        gc.freeze()  # as a server does
        client = create_app(engine, TESTING=True).test_client()
        articles = engine.info().articles
        rows = [(name, *weigh(client, paths)) for name, paths in page_types(engine, questions).items()]
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
    beginnings = [text[:length] for text in texts for length in (2, 3, 5)][:count]
    few = min(count, 20)

    def searches(path: str, rest: str = "") -> list[str]:
        return [f"{path}?q={quote(text)}{rest}" for text in texts]

    def each(make: Callable[[int, str], str], most: int = count) -> list[str]:
        return [make(number, quote(text)) for number, text in enumerate(texts[:most])]

    def person(number: int) -> str:
        return quote(people[number % len(people)])

    return {
        "home": ["/"] * few,
        "the whole archive": ["/search"] * few,
        "one word, all facets": each(lambda _, text: f"/search?q={text.split('%20')[0]}"),
        "two words, all facets": searches("/search"),
        "two words, either": searches("/search", "&match=any"),
        "two words, a person chosen": each(lambda number, text: f"/search?q={text}&match=any&person={person(number)}"),
        "two words, stories joined": searches("/search", "&match=any&collapse=story"),
        "in English": searches("/search", "&lang=en"),
        "nothing found": each(lambda _, text: f"/search?q={text}+{quote('ضضض')}&match=all"),
        "article": [f"/article/{key}" for key in keys],
        "article, words marked": [f"/article/{key}?q={quote(text)}" for key, text in zip(keys, texts, strict=False)],
        "values by count": ["/facet/person"] * few + searches("/facet/person", "&match=any")[:few],
        "values by alphabet": searches("/facet/person", "&match=any&sort=alphabet")[:few],
        "values, distinctive": searches("/facet/person", "&match=any&sort=distinctive")[:few],
        "person": each(lambda number, _: f"/entity/person/{person(number)}", few),
        "comparison of four": each(
            lambda number, _: "/compare?" + "&".join(f"q={quote(one)}" for one in (texts * 2)[number : number + 4]),
            few,
        ),
        "concordance": each(lambda _, text: f"/concordance?q={text.split('%20')[0]}", few),
        "JSON": searches("/api/search"),
        "suggestions (JSON)": [f"/api/suggest?q={quote(text)}" for text in beginnings],
        "feed": searches("/feed.atom")[:few],
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
        packed_here = answer.headers.get("Content-Encoding") == "gzip"
        plain.append(len(gzip.decompress(answer.data) if packed_here else answer.data))
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
