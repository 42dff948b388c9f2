"""`python -m benches.clitics [--errors]`: which judged pairs of words meet, for Fihris and for others."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable

from benches.clitics.pairs import ENDINGS, HALVES, LEXICAL, Pair, read_pairs
from benches.clitics.rivals import blind_prefix, blind_stem, find_snowball, light10
from benches.tables import Report
from search.analysis.prefix import prefix_key
from search.analysis.stem import stem_key

Key = Callable[[str], str]
AT_STEM: dict[str, Key] = {"Fihris stem": stem_key}
FIHRIS: dict[str, Key] = {"Fihris prefix": prefix_key} | AT_STEM


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list the pairs that Fihris gets wrong")
    options = parser.parse_args()
    rivals = {"blind stem": blind_stem, "Lucene light10": light10}
    if snowball := find_snowball():
        rivals["Snowball"] = snowball
    report = Report()
    proclitics, endings = read_pairs(), read_pairs(ENDINGS)
    _print_figures(report, "proclitics", proclitics, FIHRIS | {"blind prefix": blind_prefix} | rivals)
    _print_figures(report, "endings", endings, AT_STEM | rivals)
    if not snowball:
        report.note("Snowball is not installed: pip install -e '.[tables]'")
    if options.errors:
        columns = ["pair", "should", "keys", "half", "note"]
        for name, key in FIHRIS.items():
            report.table(f"proclitics wrong at {name}", columns, _errors(proclitics, key))
        for name, key in AT_STEM.items():
            report.table(f"endings wrong at {name}", columns, _errors(endings, key))


def figures(pairs: Iterable[Pair], key: Key) -> list[float]:
    """Return per cent of pairs that meet: of all that must, of these by category, of those that must not."""
    pairs = list(pairs)
    must = [pair for pair in pairs if pair.meets]
    by_category = [[pair for pair in must if pair.category == category] for category in _categories(pairs)]
    return [met(group, key) for group in (must, *by_category, [pair for pair in pairs if not pair.meets])]


def met(pairs: list[Pair], key: Key) -> float:
    """Return per cent of pairs whose words share a key."""
    return 100 * sum(key(pair.word) == key(pair.other) for pair in pairs) / len(pairs)


def _print_figures(report: Report, what: str, pairs: list[Pair], systems: dict[str, Key]) -> None:
    for half in HALVES:
        chosen = [pair for pair in pairs if pair.half == half]
        must, must_not = sum(pair.meets for pair in chosen), sum(not pair.meets for pair in chosen)
        report.table(
            f"{what}, {half}: {must} pairs that must meet, {must_not} that must not; per cent that do",
            ["system", "must meet", *_categories(chosen), "must not"],
            [[name, *figures(chosen, key)] for name, key in systems.items()],
        )


def _categories(pairs: Iterable[Pair]) -> list[str]:
    return [category for category in dict.fromkeys(pair.category for pair in pairs) if category != LEXICAL]


def _errors(pairs: Iterable[Pair], key: Key) -> list[list[str]]:
    rows = []
    for pair in pairs:
        one, other = key(pair.word), key(pair.other)
        if (one == other) != pair.meets:
            should = "meet" if pair.meets else "differ"
            rows.append([f"{pair.word} {pair.other}", should, f"{one} {other}", pair.half, pair.note])
    return rows


if __name__ == "__main__":
    main()
