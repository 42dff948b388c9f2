"""Well-known names: the one canonical name of a person, place or organisation, whatever an article calls it.

Reads the tables of names in `data` (people, organisations, places) and `aliases.tsv`, which goes before them and knows
years. Sees no text: what parts of names stand for inside an article is `names` and the pass over the article.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from search.article import EntityMention
from search.names.comparing import compare_names
from search.names.spelling import loose_part, name_parts

DATA = Path(__file__).with_name("data")

SURE_ENOUGH = 0.85
"""Least confidence of a comparison by which a name that stands in no table is taken for one that does."""

KING, KINGS, TITLE_CHARS = "الملك", ("الملك", "للملك"), 8

Parts = tuple[str, ...]

NO_PARTS: Mapping[str, str] = {}


class Alias(NamedTuple):
    """One spelling in a table. first, last: the years in which it means the name, None where open.

    own: it is the canonical name, or stands in `aliases.tsv`.
    """

    name: str
    first: int | None = None
    last: int | None = None
    own: bool = False

    @property
    def has_years(self) -> bool:
        """Return whether it means the name only for a time."""
        return self.first is not None or self.last is not None

    def covers(self, year: int) -> bool:
        """Return whether the year is inside."""
        return (self.first or year) <= year <= (self.last or year)


class Known(NamedTuple):
    """A canonical name and, in English, why."""

    name: str
    evidence: str


def canonical(name: str, kind: str, day: dt.date | None = None) -> str:
    """Return the canonical name of a name without its clitics and titles; one that no table knows stays as it is.

    kind: person, place or organisation. day: of the article's publication; it decides between those who bore a name
    one after the other.
    """
    known = find_known(name, kind, day)
    return known.name if known else name


def rename_mentions(
    mentions: Iterable[EntityMention], day: dt.date | None = None, parts: Mapping[str, str] = NO_PARTS
) -> tuple[EntityMention, ...]:
    """Return the mentions of an article under the canonical names, with a clause of evidence where that is another.

    For mentions whose names are those of the article already, parts joined to full names. Spans and texts stay.
    parts: the article's "title" and "text", for kings, who are known by their title and one name: الملك فهد.
    """
    return tuple(
        _renamed(mention, find_known(mention.name, mention.kind, day) or _find_king(mention, day, parts))
        for mention in mentions
    )


def _find_king(mention: EntityMention, day: dt.date | None, parts: Mapping[str, str]) -> Known | None:
    """Return who a single name is with the title that stands right before it."""
    if mention.kind != "person" or " " in mention.name:
        return None
    before = parts.get(mention.where, "")[max(0, mention.start - TITLE_CHARS) : mention.start].rstrip()
    return find_known(f"{KING} {mention.name}", "person", day) if before.endswith(KINGS) else None


def _renamed(mention: EntityMention, known: Known | None) -> EntityMention:
    if known is None or known.name == mention.name:
        return mention
    return replace(mention, name=known.name, evidence=f"{mention.evidence}; {known.evidence}".removeprefix("; "))


def find_known(name: str, kind: str, day: dt.date | None = None) -> Known | None:
    """Return the canonical name with its evidence, or None: unknown, or two could be meant."""
    return _find_known(name, kind, day.year if day else None)


@lru_cache(maxsize=50_000)
def _find_known(name: str, kind: str, year: int | None) -> Known | None:
    tables = load_aliases()
    parts = name_parts(name)
    if aliases := tables.exact.get((kind, parts)):
        chosen = choose_alias(aliases, year, alone=kind == "person" and len(parts) == 1)
        if chosen is None:
            return None
        years = " in that year" if chosen.has_years and year and chosen.covers(year) else ""
        return Known(chosen.name, f"listed name{years}")
    spelt = tables.loose.get((kind, tuple(map(loose_part, parts))), ()) if len(parts) > 1 else ()
    found = {alias.name for spelling, alias in spelt if is_spelling(name, spelling, kind)}
    return Known(found.pop(), "spelling of a listed name") if len(found) == 1 else None


def well_known(name: str, kind: str) -> str | None:
    """Return the listed name that a name stands for whatever the year, or None."""
    known = find_known(name, kind)
    return known.name if known else None


def is_spelling(name: str, listed: str, kind: str) -> bool:
    """Tell whether a name is surely another spelling of a listed one, no part left out."""
    relation = compare_names(name, listed, kind)
    return relation is not None and relation.rule in ("spelling", "foreign") and relation.confidence >= SURE_ENOUGH


def choose_alias(aliases: Sequence[Alias], year: int | None, *, alone: bool) -> Alias | None:
    """Return the one alias that is meant, or None.

    Years decide between several; those with years that cover the one given go before those always meant. A word alone
    with years means its name only inside them: (جونسون) outside 2019–2022 is anybody. A year never rules out the only
    meaning of a longer name, or of a place: Leningrad is St Petersburg today, too.
    """
    if year is not None:
        inside = {alias.name: alias for alias in aliases if alias.has_years and alias.covers(year)}
        if inside:
            return next(iter(inside.values())) if len(inside) == 1 else None
    always = {alias.name: alias for alias in aliases if not alias.has_years}
    if always or alone:
        return next(iter(always.values())) if len(always) == 1 else None
    names = {alias.name: alias for alias in aliases}
    return next(iter(names.values())) if len(names) == 1 else None


class Aliases:
    """The tables, looked up by kind and parts: exact, and by the loose keys of the parts."""

    def __init__(self) -> None:
        """Begin empty."""
        self.exact: dict[tuple[str, Parts], list[Alias]] = {}
        self.loose: dict[tuple[str, Parts], list[tuple[str, Alias]]] = {}

    def add(self, spelling: str, kind: str, alias: Alias) -> None:
        """Enter one spelling; one of `aliases.tsv` without years hides those of the other tables."""
        parts = name_parts(spelling)
        if not parts:
            return
        known = self.exact.setdefault((kind, parts), [])
        if not alias.own and any(each.own and not each.has_years for each in known):
            return
        known.append(alias)
        if len(parts) > 1:
            self.loose.setdefault((kind, tuple(map(loose_part, parts))), []).append((spelling, alias))


@cache
def load_aliases() -> Aliases:
    """Return the tables, read at the first call."""
    tables = Aliases()
    for name, kind, variants, first, last, _note in read_rows("aliases.tsv"):
        tables.add(name, kind, Alias(name, own=True))
        for variant in filter(None, variants.split("|")):
            tables.add(variant, kind, Alias(name, read_year(first), read_year(last), own=True))
    for kind, name, others in iter_listed():
        for spelling in (name, *filter(None, others)):
            tables.add(spelling, kind, Alias(name))
    return tables


def iter_listed() -> Iterator[tuple[str, str, list[str]]]:
    """Yield (kind, canonical name, other names) of the other tables; surnames that stand for one person included."""
    for name, variants, alone in read_rows("people.tsv"):
        yield "person", name, [*variants.split("|"), *alone.split("|")]
    for name, variants in read_rows("organisations.tsv"):
        yield "organisation", name, variants.split("|")
    for table in ("places_curated.tsv", "places.tsv"):
        for name, _country, _kind, variants in read_rows(table):
            yield "place", name, variants.split("|")


def read_rows(name: str) -> Iterator[list[str]]:
    """Yield the rows of a table of the data folder; lines with # are comments."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def read_year(cell: str) -> int | None:
    """Return the year of a cell, None where it is empty."""
    return int(cell) if cell else None
