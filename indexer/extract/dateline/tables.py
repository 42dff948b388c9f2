"""The tables of datelines, loaded once: agencies, outlets, places, given names, and the words around them.

Keys are letters and digits alone, folded: أ.ف.ب, (ا ف ب) and أ ف ب are one. Not for deciding anything (`byline`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from search.analysis import fold

MAX_NAME_CHARS = 60
"""Longer than any name of the tables; a longer text is not looked up."""

_DATA = "indexer.extract.data"
_FOLDED = str.maketrans("أإآٱىةؤئ", "ااااي" + "هءء")


def key_of(text: str) -> str:
    """Return the letters and digits of a name, folded; "" for a text too long to be one."""
    if len(text) > MAX_NAME_CHARS:
        return ""
    return "".join(letter for letter in fold(text) if letter.isalnum())


def fold_in_place(text: str) -> str:
    """Return the text with letters folded one by one, so that offsets stay; marks and tatweel stay too."""
    return text.lower().translate(_FOLDED) if len(text.lower()) == len(text) else text.translate(_FOLDED)


def read_rows(name: str) -> list[list[str]]:
    """Return the rows of a table as lists of cells, comments and empty lines left out."""
    lines = (files(_DATA) / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]


def _spellings(*cells: str) -> list[str]:
    return [spelling for cell in cells for spelling in cell.split("|") if spelling.strip()]


@lru_cache(maxsize=1)
def load_agencies() -> dict[str, str]:
    """Return the key of each spelling of each agency with the agency's name."""
    found: dict[str, str] = {}
    for name, _kind, *cells in read_rows("agencies.tsv"):
        for spelling in _spellings(name, *cells):
            found.setdefault(key_of(spelling), name)
    return found


@lru_cache(maxsize=1)
def load_services() -> frozenset[str]:
    """Return the names of papers and channels whose reports others print: on their own sites they are outlets."""
    return frozenset(row[0] for row in read_rows("agencies.tsv") if row[1] == "service")


@lru_cache(maxsize=1)
def load_outlets() -> tuple[dict[str, str], dict[str, str]]:
    """Return the outlets by the keys of their spellings, and by the names that metadata and addresses give them."""
    by_spelling: dict[str, str] = {}
    by_source: dict[str, str] = {}
    for name, sources, *cells in (row if len(row) > 1 else [*row, ""] for row in read_rows("outlets.tsv")):
        for spelling in _spellings(name, *cells):
            by_spelling.setdefault(key_of(spelling), name)
        for source in _spellings(name, sources):
            by_source.setdefault(key_of(source), name)
    return by_spelling, by_source


@lru_cache(maxsize=1)
def load_places() -> tuple[dict[str, str], frozenset[str]]:
    """Return the places by the keys of their spellings, and the keys of those that are towns, not countries."""
    names: dict[str, str] = {}
    towns: set[str] = set()
    for table in ("places_curated.tsv", "places.tsv"):
        for name, _country, kind, *cells in (row for row in read_rows(table) if len(row) >= 3):
            for spelling in _spellings(name, *cells):
                key = key_of(spelling)
                if key and names.setdefault(key, name) == name and kind in ("city", "place", "ambiguous"):
                    towns.add(key)
    return names, frozenset(towns)


@lru_cache(maxsize=1)
def load_given_names() -> frozenset[str]:
    """Return the keys of given names that are nothing else in a byline."""
    return frozenset(key_of(row[0]) for row in read_rows("given_names.tsv"))


def folded_pattern(words: str) -> re.Pattern[str]:
    """Return a pattern for folded text from alternatives written as usual, whole text only."""
    return re.compile(rf"(?:{fold(words)})")


def own_outlet(source: str | None) -> str:
    """Return the outlet that a source's metadata names, as bylines spell it; the source itself where unknown."""
    plain = re.sub(r"^(?:صحيفة|جريدة|موقع|وكالة|شبكة|قناة|بوابة)\s+", "", (source or "").strip())
    plain = re.sub(r"^(?:https?://)?(?:www\.)?|(?:\.(?:com|net|org|sa|ae|eg|info))+/?$", "", plain)
    return load_outlets()[1].get(key_of(plain), plain)
