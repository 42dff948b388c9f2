"""Countries of places: the country that a place lies in, where that is sure, so that a country facet can roll up.

Useful for: place → country, kind of a place. Not for finding places in a text. Countries by ISO 3166 code, named in
Arabic as the news names them (`data/countries.tsv`, from the curated table and CLDR).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from indexer.extract.aliases import find_known, read_rows
from search.analysis import fold
from search.names.spelling import name_parts

NO_COUNTRY = "-"

PLACE_HEADS = frozenset(
    fold(word)
    for word in (
        *("مدينة", "محافظة", "ولاية", "بلدة", "قرية", "إقليم", "منطقة", "ريف", "قضاء", "مخيم", "جزيرة", "ضاحية", "حي"),
        *("شمال", "جنوب", "شرق", "غرب", "وسط", "شمالي", "جنوبي", "شرقي", "غربي", "ضواحي", "مطار", "ميناء", "جمهورية"),
        *("مقاطعة", "لواء", "دولة", "مملكة", "إمارة", "عاصمة", "سواحل", "ساحل", "مضيق"),
    )
)
"""Words, up to `MAX_HEADS` of them, before a place that lies in the same country: شمال سوريا, مدينة حلب."""

MAX_HEADS = 3


class Place(NamedTuple):
    """What the tables know of a place. codes: its countries; several where the name is that of several places."""

    name: str
    kind: str
    codes: tuple[str, ...]


def countries_of(places: Iterable[str]) -> tuple[str, ...]:
    """Return the Arabic names of the countries that the places of an article lie in, in their order, each once.

    A place of several countries (طرابلس) adds none: where another place tells which is meant, its country is there.
    A country that is no more (الاتحاد السوفيتي) stands for itself.
    """
    named = (country_of(place) for place in places)
    return tuple(dict.fromkeys(name for name in named if name))


def country_of(place: str, beside: Iterable[str] = ()) -> str | None:
    """Return the Arabic name of the country of a place, or None: unknown, in none, or not sure.

    beside: other places of the article, which decide where the name is that of several: طرابلس beside بنغازي.
    """
    found = find_place(place)
    if found is None:
        return None
    codes = found.codes
    if len(codes) > 1:
        sure = {other.codes for other in map(find_place, beside) if other and len(other.codes) == 1}
        codes = tuple(code for code in codes if (code,) in sure)
    if len(codes) == 1:
        return country_names()[codes[0]]
    return found.name if found.kind == "country" and not found.codes else None


def kind_of(place: str) -> str | None:
    """Return what the tables call a place: country, region, city, place, continent or ambiguous; None if unknown."""
    found = find_place(place)
    return found.kind if found else None


@lru_cache(maxsize=20_000)
def find_place(name: str) -> Place | None:
    """Return what is known of a place, or of the place that its name is put together with: ريف دمشق, الساحل السوري."""
    if found := find_listed(name):
        return found
    words = name.split()
    heads = 0
    while heads < min(MAX_HEADS, len(words) - 1) and fold(words[heads]) in PLACE_HEADS:
        heads += 1
        if found := find_listed(" ".join(words[heads:])):
            return found._replace(name=name, kind="region")
    code = nationalities().get(fold(words[-1])) if len(words) > 1 else None
    return Place(name, "region", (code,)) if code else None


def find_listed(name: str) -> Place | None:
    """Return what the tables know of a place under this name or another of its names."""
    known = find_known(name, "place")
    return load_places().get(name_parts(known.name if known else name))


@cache
def load_places() -> dict[tuple[str, ...], Place]:
    """Return the places of the tables by the parts of their names, read at the first call."""
    places: dict[tuple[str, ...], Place] = {}
    several = {name: tuple(codes.split(" ")) for name, codes in read_rows("ambiguous_places.tsv")}
    ambiguous = {name_parts(name): codes for name, codes in several.items()}
    for table in ("places_curated.tsv", "places.tsv"):
        for name, code, kind, _ in read_rows(table):
            parts = name_parts(name)
            places.setdefault(parts, Place(name, kind, ambiguous.get(parts, () if code == NO_COUNTRY else (code,))))
    for name, codes in several.items():
        places.setdefault(name_parts(name), Place(name, "city", codes))
    return places


@cache
def country_names() -> dict[str, str]:
    """Return code → Arabic name."""
    return dict(read_rows("countries.tsv"))


@cache
def nationalities() -> dict[str, str]:
    """Return the folded nisba adjectives of countries with the article, masculine and feminine → code."""
    found: dict[str, str] = {}
    for adjectives, code in read_rows("nationalities.tsv"):
        if code != NO_COUNTRY:
            for adjective in adjectives.replace("/", " ").split():
                for ending in ("", "ة"):
                    found.setdefault(fold(f"ال{adjective}{ending}"), code)
    return found
