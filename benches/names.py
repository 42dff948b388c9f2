"""`python -m benches.names`: merges proposed for an index, how many of them are right, what merging costs.

For each facet of names: values, proposals by band, seconds. Precision is that of the proposals of people which somebody
has judged by reading the articles (`names_judged.tsv`, drawn from articles of August 2015; the weights were set on
July's). Then all proposals of the highest band are accepted, and the same searches asked with and without the map, in
turn. Articles: those of an index given, which is copied and not changed, else the news corpus, else the samples.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import statistics
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path

from benches.corpus import find_sources
from benches.tables import Report
from indexer.extract.aliases import well_known
from indexer.pipeline import RunOptions, index_sources
from search import Engine, Proposal, SearchRequest, open_engine

FACETS = ("person", "organisation", "place", "author")
BANDS = ("high", "medium", "low")
JUDGED = Path(__file__).with_name("names_judged.tsv")
ROUNDS = 200


def main() -> None:
    """Index or copy, propose, merge, ask, print."""
    parser = argparse.ArgumentParser(prog="python -m benches.names", description=__doc__)
    parser.add_argument("--index", help="an index of articles; without it the sources are indexed")
    parser.add_argument("sources", nargs="*", help="default: the news corpus, or the samples")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "index"
        if options.index:
            shutil.copytree(options.index, place)
        else:
            index_sources(options.sources or find_sources(), str(place), RunOptions(workers=1))
        shutil.copytree(place, Path(folder) / "other")
        with open_engine(place) as engine, open_engine(Path(folder) / "other") as other:
            measure(engine, other, Report())


def measure(engine: Engine, other: Engine, report: Report) -> None:
    """Print the tables for one index, whose names are merged on the way. other: the same, which stays as it is."""
    engine.warm()
    other.warm()
    proposals, rows = [], []
    for name in FACETS:
        started = time.perf_counter()
        found = engine.propose_names(name, limit=10**9, listed=partial(well_known, kind=name))
        seconds = time.perf_counter() - started
        bands = Counter(each.band for each in found)
        values = engine.info().details["distinct"][name]
        rows.append([name, f"{values:,}", *(f"{bands[band]:,}" for band in BANDS), f"{seconds:.2f} s"])
        proposals += found
    report.table("Proposals", ["facet", "values", *BANDS, "time"], rows)
    report.table("Judged proposals of people", ["band", "judged", "one", "two", "no name", "unsure"], judged(proposals))
    merged(engine, other, report, [each for each in proposals if each.band == "high"])


def judged(proposals: list[Proposal]) -> list[list[str]]:
    """Return a row for each band: how many of its proposals were judged, and how."""
    lines = (line for line in JUDGED.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    verdicts = dict(line.split("\t") for line in lines)
    counts: Counter[tuple[str, str]] = Counter(
        (each.band, verdicts[mark]) for each in proposals if (mark := mark_of(each)) in verdicts
    )
    kinds = ("one", "two", "noname", "unsure")
    return [
        [band, str(sum(counts[band, kind] for kind in kinds)), *(str(counts[band, kind]) for kind in kinds)]
        for band in BANDS
    ]


def mark_of(proposal: Proposal) -> str:
    """Return the hash under which a judged proposal is kept."""
    told = f"{proposal.field}\t{proposal.member.value}\t{proposal.canonical.value}"
    return hashlib.blake2b(told.encode(), digest_size=6).hexdigest()


def merged(engine: Engine, other: Engine, report: Report, proposals: list[Proposal]) -> None:
    """Accept proposals; print what that costs, and what searches with all facets cost with and without the map."""
    requests = [SearchRequest(text) for text in ("", "السعودية", "وزير الخارجية", "رئيس الوزراء")]
    started = time.perf_counter()
    engine.accept_names(proposals)
    accepted = time.perf_counter()
    ask(engine, requests)
    first = time.perf_counter()
    rounds = [(ask(other, requests), ask(engine, requests)) for _ in range(ROUNDS)]
    without, under = (statistics.median(times) for times in zip(*rounds, strict=True))
    values = engine.info().details["distinct"]
    report.table(
        "Merging all of the highest band",
        ["what", "figure"],
        [
            ["merges", f"{len(proposals):,}"],
            ["written, on disk", f"{(accepted - started) * 1000:.0f} ms"],
            ["first searches under the map", f"{(first - accepted) * 1000:.0f} ms"],
            *([f"values of {name} left", f"{values[name]:,}"] for name in FACETS),
            ["four searches without a map", f"{without * 1000:.2f} ms"],
            ["four searches under the map", f"{under * 1000:.2f} ms"],
        ],
    )


def ask(engine: Engine, requests: list[SearchRequest]) -> float:
    """Return the seconds that the requests take."""
    started = time.perf_counter()
    for request in requests:
        engine.search(request)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
