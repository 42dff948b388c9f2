"""`make bench` and `make bench-large`: what indexing and searching cost, beside Tantivy, SQLite FTS5 and stock Whoosh.

Runs on the shared news corpus where it lies beside us, else on the samples. The 31 k archive is that
corpus; larger ones are the same articles again with other keys and later dates. Every peer gets our
folded words and our facet values, all in one run, the questions in turn: read the ratios, for the
machines this runs on are noisy.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from benches.corpus import ROOT, find_sources
from benches.indexing import measure_indexing, measure_parts
from benches.ours import read_articles
from benches.plot import Points, draw, slope
from benches.prepared import Prepared, cardinalities, count_tokens, prepare, save
from benches.questions import headline_words
from benches.searching import measure_opening, measure_searching
from benches.serving import measure_serving
from benches.tables import Report
from benches.writing import measure_writing

COPIES = {"31k": 1, "310k": 10, "1M": 33}
ENGINES = ("fihris", "tantivy", "sqlite", "whoosh")
PLOTTED = "faceted page"
PICTURE = ROOT / "docs" / "images" / "latency.svg"


def main() -> None:
    options = _read_options()
    sizes = [size for size in COPIES if size in options.sizes]
    report = Report()
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="fihris-bench-") as folder:
        work = Path(folder)
        index = work / "index"
        measure_indexing(report, options.sources, index)
        measure_parts(report, options.sources)
        titles = _prepare(report, index, work, options.whoosh_articles)
        points: dict[str, Points] = {}
        for size in sizes:
            copies = COPIES[size]
            folders = measure_writing(
                report, size, work, copies, only=set(options.engines), whoosh_articles=options.whoosh_articles
            )
            if copies == 1 and "fihris" in folders:
                shutil.rmtree(folders["fihris"])
                folders["fihris"] = str(index)  # as a user's own: several commits, extraction and all
            measure_opening(report, size, folders, titles[0][:3])
            rows = measure_searching(report, size, folders, titles, options.questions)
            _collect(points, size, rows)
            if size == sizes[-1] and "fihris" in folders:
                measure_serving(report, size, folders["fihris"], titles, options.questions)
            shutil.rmtree(work / size)
        _plot(report, points, options.picture or (PICTURE if options.markdown else None))
    report.note(f"Took {(time.perf_counter() - started) / 60:.1f} minutes.")
    if options.markdown:
        report.write_markdown(options.markdown)


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benches", description=__doc__)
    parser.add_argument("--large", action="store_true", help="measure a million articles too")
    parser.add_argument("--sizes", type=lambda text: text.split(","), help="only these, e.g. 31k,310k")
    parser.add_argument("--questions", type=int, default=300, help="for each row of the tables")
    parser.add_argument("--whoosh-articles", type=int, help="what stock Whoosh is fed, if not everything")
    parser.add_argument("--engines", type=lambda text: text.split(","), default=ENGINES, help="tantivy must be there")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables there, and the picture")
    parser.add_argument("--picture", type=Path, metavar="FILE", help=f"default with --markdown: {PICTURE}")
    parser.add_argument("sources", nargs="*", help="what to index; default: the news corpus, or the samples")
    options = parser.parse_args()
    options.sizes = options.sizes or (list(COPIES) if options.large else ["31k", "310k"])
    options.sources = options.sources or find_sources()
    unknown = [name for name in options.sizes if name not in COPIES]
    unknown += [name for name in options.engines if name not in ENGINES]
    if unknown or "tantivy" not in options.engines:
        parser.error(f"unknown: {', '.join(unknown)}" if unknown else "tantivy must be among the engines")
    print(f"sources: {options.sources}", file=sys.stderr)
    return options


def _prepare(report: Report, index: Path, work: Path, whoosh_articles: int | None) -> list[list[str]]:
    """Keep the articles as we take them and as the peers do, say what they are, and return the headlines' words."""
    articles = read_articles(index)
    save(work / "articles.pickle", articles)
    prepared: list[Prepared] = prepare(articles)
    save(work / "prepared.pickle", prepared)
    if whoosh_articles:
        save(work / "whoosh.pickle", prepared[:whoosh_articles])
    facts = {"articles": len(prepared), "words": count_tokens(prepared), **cardinalities(prepared)}
    report.table("what every engine is fed, and the distinct values of each facet", ("", ""), list(facts.items()))
    return headline_words([article.title for article in articles])


def _collect(points: dict[str, Points], size: str, rows: list[dict]) -> None:
    row = next(row for row in rows if row["name"] == PLOTTED)
    for engine, name in (("fihris", "Fihris"), ("tantivy", "Tantivy")):
        if engine in row["ms"]:
            points[f"{name}, {size}"] = list(zip(row["totals"], row["ms"][engine], strict=True))


def _plot(report: Report, points: dict[str, Points], picture: Path | None) -> None:
    ours = {name: found for name, found in points.items() if name.startswith("Fihris")}
    if picture:
        draw(picture, "A faceted page: time against matches", ours)
    rows = [(name, slope(found), slope(_upper_half(found))) for name, found in points.items()]
    title = f"{PLOTTED}: slope of log(ms) over log(matches), 1 = linear"
    report.table(title, ("", "all questions", "the half with more matches"), rows)


def _upper_half(points: Points) -> Points:
    """Return the questions with more matches, where what every question costs anyway weighs less."""
    return sorted(points)[len(points) // 2 :]


if __name__ == "__main__":
    main()
