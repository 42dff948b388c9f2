"""`python -m benches.levels`: what the levels of words cost: a query by one family or by five, and making families.

Titles of the news corpus are asked, where it lies beside the project, else of the samples: whole, and their first two
words. Each question is asked at every level in turn, the order changing, so that whatever else the machine does hits
all alike; ratios are those of the medians to level folded. "evaluated": parsed, planned, matched, ranked to a page of
ten; "answered": `Engine.search` with all facets, articles and passages. Families are made anew from the dictionary of
the whole index, keys and maps, in processor seconds.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benches.corpus import find_sources, read_some
from benches.tables import Report
from search import Article, SearchRequest, open_engine
from search.codec.families import build_families
from search.engines.local import analysing
from search.engines.local.analysing import keys_of_forms
from search.engines.local.answer import locate
from search.query_parser import parse_query

QUESTIONS = 300
BATCH = 5000
WAYS = (("folded", "any"), ("stem", "any"), ("root", "any"), ("folded", "auto"), ("stem", "auto"))
BASES = {"any": ("folded", "any"), "auto": ("folded", "auto")}

Asked = tuple[str, str]


def main() -> None:
    """Index, ask, make families, print."""
    parser = argparse.ArgumentParser(prog="python -m benches.levels", description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000, help="how many are indexed at most")
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("sources", nargs="*", help="default: the news corpus, or the samples")
    options = parser.parse_args()
    raws = read_some(options.sources or find_sources(), options.articles)
    titles = [raw.title for raw in raws if raw.title and 3 <= len(raw.title.split()) <= 12]
    step = max(len(titles) // options.questions, 1)
    whole = titles[::step][: options.questions]
    report = Report()
    with tempfile.TemporaryDirectory() as folder, open_engine(Path(folder) / "index", create=True) as engine:
        for start in range(0, len(raws), BATCH):
            batch = raws[start : start + BATCH]
            engine.write(Article(f"k{start + n}", raw.title or "", raw.body or "") for n, raw in enumerate(batch))
        engine.commit()
        engine.warm(check=True)
        for name, questions in (("titles", whole), ("two words", [" ".join(text.split()[:2]) for text in whole])):
            _queries(report, engine, name, questions)
        _families(report, engine)


def _queries(report: Report, engine: Any, name: str, questions: list[str]) -> None:
    evaluated: dict[Asked, list[float]] = {way: [] for way in WAYS}
    answered: dict[Asked, list[float]] = {way: [] for way in WAYS}
    snapshot, scratch = engine._current(), engine._scratch
    for number, text in enumerate(questions):
        for place in range(len(WAYS)):
            level, match = way = WAYS[(number + place) % len(WAYS)]
            page = SearchRequest(text, level=level, match=match, facets=())
            evaluated[way].append(_ms(lambda page=page: locate(parse_query(page.text), page, snapshot, scratch)))
            request = SearchRequest(text, level=level, match=match)
            answered[way].append(_ms(lambda request=request: engine.search(request)))
    rows = []
    for way in WAYS:
        base = BASES[way[1]]
        row: list[object] = [*way]
        for found in (evaluated, answered):
            median, slow = _percentiles(found[way])
            row += [median, slow, median / _percentiles(found[base])[0]]
        rows.append(row)
    columns = ("level", "match", "evaluated p50 ms", "p95", "ratio", "answered p50 ms", "p95", "ratio")
    report.table(f"{name}: {len(questions)} questions, {snapshot.live_count:,} articles", columns, rows)


def _families(report: Report, engine: Any) -> None:
    forms = sorted(set().union(*(segment.reader.forms.load() for segment in engine._current().segments)))
    analysing._KNOWN_KEYS.clear()
    times = []

    def keys_of(texts: Any) -> dict[str, list[str]]:
        begin = time.process_time()
        found = keys_of_forms(texts)
        times.append(time.process_time() - begin)
        return found

    begin = time.process_time()
    build_families(forms, keys_of)
    total = time.process_time() - begin
    report.table(
        "families of all five levels, made anew",
        ("distinct forms", "keys s", "maps s", "together s"),
        [(len(forms), times[0], total - times[0], total)],
    )


def _ms(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def _percentiles(values: list[float]) -> tuple[float, float]:
    ordered = sorted(values)
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]


if __name__ == "__main__":
    main()
