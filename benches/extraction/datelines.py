"""`python -m benches.extraction.datelines [FOLDER]`: whether place, agencies and authors are read from real bylines.

150 articles of July for development, 150 of August for the report, drawn at random. Gold is what metadata's author
field, opening and last lines say; that of July was made by correcting our own output, that of August by reading alone.
`datelines.tsv` holds agencies and places by the names of our tables, and authors as hashes.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benches.corpus import NEWS
from benches.tables import Report
from indexer.extract.boilerplate import split_boilerplate
from indexer.extract.dateline import Dateline, find_dateline
from indexer.keys import key_of
from indexer.readers import read_sources
from indexer.records import RawArticle
from search.analysis import fold_text

MONTHS = {"development": "2015-07-", "report": "2015-08-"}
"""How the names of the corpus's files begin, by half."""

TABLE = Path(__file__).resolve().parent / "datelines.tsv"
FIELDS = ("agency", "place", "author")


@dataclass(frozen=True, slots=True)
class GoldDateline:
    """What one article's byline names. authors: hashes."""

    key: str
    half: str
    values: dict[str, frozenset[str]]


def author_hash(name: str) -> str:
    """Return 12 hex digits for a name, whatever its hamzas and spaces."""
    return hashlib.blake2b(fold_text(name).replace(" ", "").encode(), digest_size=6).hexdigest()


def read_gold(path: Path = TABLE) -> Iterator[GoldDateline]:
    """Yield the rows of the table."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            key, half, *cells = line.split("\t")
            found = (frozenset(cell.split("|")) - {"-"} for cell in cells)
            yield GoldDateline(key, half, dict(zip(FIELDS, found, strict=True)))


def values_of(raw: RawArticle) -> dict[str, frozenset[str]]:
    """Return what we read from an article, in the terms of the gold; of several places the first, the facet's value."""
    cleaned = split_boilerplate(raw.title, raw.body)
    read = find_dateline(cleaned.title, cleaned.text, author=raw.author, source=raw.source) or Dateline()
    return {
        "agency": frozenset(read.agencies),
        "place": frozenset(read.places[:1]),
        "author": frozenset(author_hash(author) for author in read.authors),
    }


def score(folder: Path, half: str, errors: list[str]) -> list[list[object]]:
    """Return a row for each field: gold, found, right, precision and recall in per cent."""
    wanted = {gold.key: gold for gold in read_gold() if gold.half == half}
    counts = {field: [0, 0, 0, 0] for field in FIELDS}
    files = [path for path in sorted(folder.iterdir()) if path.name.startswith(MONTHS[half])]
    for raw in read_sources(files, on_skip=lambda _error: None):
        gold = wanted.pop(key_of(raw), None)
        if gold is None:
            continue
        found = values_of(raw)
        for field in FIELDS:
            expected, ours = gold.values[field], found[field]
            # A byline of several places has one dateline: any of them is right, and one is enough.
            needed = min(len(expected), 1) if field == "place" else len(expected)
            right = len(expected & ours)
            for place, number in enumerate((needed, len(ours), right, min(right, needed))):
                counts[field][place] += number
            if right < needed or right < len(ours):
                errors.append(f"{half} {gold.key} {field}: gold {sorted(expected)}, ours {sorted(ours)}")
    return [
        [field, needed, ours, right, 100 * right / max(ours, 1), 100 * recalled / max(needed, 1)]
        for field, (needed, ours, right, recalled) in counts.items()
    ]


def main() -> None:
    """Print precision and recall of each field on either half."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", help="SaudiNewsNet, if it is not beside the project")
    parser.add_argument("--errors", action="store_true", help="name the articles that are read otherwise")
    options = parser.parse_args()
    folder = Path(options.folder) if options.folder else NEWS
    if not folder.is_dir():
        raise SystemExit(f"{folder}: no folder of SaudiNewsNet is there.")
    report = Report()
    errors: list[str] = []
    for half in MONTHS:
        headers = ("", "gold", "found", "right", "precision", "recall")
        report.table(f"Datelines, {half} half", headers, score(folder, half, errors))
    if options.errors:
        print("\n".join(errors))


if __name__ == "__main__":
    main()
