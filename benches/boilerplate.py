"""`python -m benches.boilerplate [FOLDER ...]`: what pages copied into their text, source by source.

For each source: articles, articles from which something was taken, characters taken in per cent of all, lines that were
found to recur and in how many articles they were taken off. `--lines` names the lines. `--sample N` shows N pieces
drawn at random from all that was taken, for judging by eye: is it the page's, or the article's own?
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from benches.corpus import find_sources
from benches.tables import Report
from indexer.extract.boilerplate import split_boilerplate
from indexer.extract.boilerplate.units import number_of
from indexer.readers import read_sources
from indexer.repetition import RepeatedLines, source_of
from indexer.surveying import survey


@dataclass(slots=True)
class Counts:
    """What was taken from one source. lines: by the number of a recurring line, in how many articles it was taken."""

    articles: int = 0
    touched: int = 0
    captions: int = 0
    all_chars: int = 0
    taken_chars: int = 0
    by_repetition: int = 0
    lines: Counter[int] = field(default_factory=Counter)


def count(sources: list[str], table: RepeatedLines, taken: list[tuple[str, str]]) -> dict[str, Counts]:
    """Return the counts of each source; fill the table and what was taken, as (source, words)."""
    found: dict[str, Counts] = defaultdict(Counts)
    for raw in survey(read_sources(sources, on_skip=lambda _error: None), table):
        cleaned = split_boilerplate(raw.title, raw.body, raw.repeated)
        counts = found[source_of(raw)]
        numbers = {number_of(part) for part in cleaned.boilerplate} & raw.repeated
        counts.articles += 1
        counts.touched += bool(cleaned.boilerplate)
        counts.by_repetition += bool(numbers)
        counts.captions += len(cleaned.captions)
        counts.all_chars += len(raw.body)
        counts.taken_chars += sum(map(len, cleaned.boilerplate))
        counts.lines.update(numbers)
        taken += [(source_of(raw), part) for part in cleaned.boilerplate]
    return found


def main() -> None:
    """Print the table, and what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", help="files or folders, if not the Saudi news beside the project")
    parser.add_argument("--lines", action="store_true", help="name the lines that recur")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="show N pieces that were taken, at random")
    parser.add_argument("--seed", type=int, default=1, help="of the sample")
    options = parser.parse_args()
    table, taken = RepeatedLines(), list[tuple[str, str]]()
    found = count(options.sources or find_sources(), table, taken)
    lines = table.of_sources()
    report = Report()
    headers = ("source", "articles", "touched", "chars %", "lines that recur", "in articles", "captions")
    rows = [
        (
            *(source, each.articles, each.touched, 100 * each.taken_chars / max(each.all_chars, 1)),
            *(len(lines.get(source, ())), each.by_repetition, each.captions),
        )
        for source, each in sorted(found.items(), key=lambda item: -item[1].touched)
    ]
    report.table("What pages copied into their text", headers, rows)
    if options.lines:
        for source, number, line in table.rows():
            if number in lines.get(source, ()):
                print(f"{source}\t{found[source].lines[number]}\t{line.text[:100]}")
    for source, part in random.Random(options.seed).sample(taken, min(options.sample, len(taken))):
        print(f"{source}: {part[:150]}")


if __name__ == "__main__":
    main()
