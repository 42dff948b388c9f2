"""The tables of `indexer/extract/data`, loaded once: names by their folded words, and classes of single words.

Not for deciding anything: the recogniser asks, this answers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from search.analysis import fold, tokenize
from search.article import EntityKind

DATA = Path(__file__).resolve().parent.parent / "data"


class Cue:
    """Classes of words as bits of an int (an IntFlag costs a microsecond an operation, a third of the speed).

    One word may have several. The first block are the classes of cues.tsv, by their names there.
    """

    TITLE = 1 << 0
    OFFICE = 1 << 1
    SPEECH = 1 << 2
    CONNECTOR = 1 << 3
    ABD = 1 << 4
    KUNYA = 1 << 5
    PARTICLE = 1 << 6
    ORGHEAD = 1 << 7
    ORGHEAD_AL = 1 << 8
    WEAKHEAD = 1 << 9
    WEAKHEAD_AL = 1 << 10
    MINISTRY = 1 << 11
    CONJUNCT = 1 << 12
    GENERIC = 1 << 13
    PLACEHEAD = 1 << 14
    ORGNOUN = 1 << 15
    ORGADJECTIVE = 1 << 16
    LABELHEAD = 1 << 18
    CLUBHEAD = 1 << 19
    NAMESAKE = 1 << 29
    STATEHEAD = 1 << 30
    ORDINARY = 1 << 31
    STOP = 1 << 17
    # From other tables and from the letters of the word.
    GIVEN = 1 << 20
    GIVEN_SURE = 1 << 21
    COMMON = 1 << 22
    NATIONALITY = 1 << 23
    ARTICLE = 1 << 24
    LATIN = 1 << 25
    OTHER = 1 << 26
    MAYBE_COMMON = 1 << 27
    REGIONAL = 1 << 28
    SURNAME = 1 << 32


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of the gazetteer. weak: also an ordinary word, needs a cue. bare: a surname or other part of it."""

    name: str
    kind: EntityKind
    weak: bool = False
    bare: bool = False
    country: str = ""
    curated: bool = True


@dataclass(slots=True)
class Lexicon:
    """All tables. phrases: folded words of a name -> entry; longest: first word -> length of the longest such name.

    shared_heads: dual or plural of a head -> its singular.
    """

    phrases: dict[tuple[str, ...], Entry] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    cues: dict[str, int] = field(default_factory=dict)
    common: dict[str, int] = field(default_factory=dict)
    shared_heads: dict[str, str] = field(default_factory=dict)
    listed_names: set[str] = field(default_factory=set)
    given_spellings: dict[str, str] = field(default_factory=dict)
    nationality_spellings: dict[str, str] = field(default_factory=dict)

    def add_phrase(self, name: str, entry: Entry) -> None:
        """Enter one spelling; the first table that knows it wins."""
        key = fold_words(name)
        if key and key not in self.phrases:
            self.phrases[key] = entry
            self.longest[key[0]] = max(len(key), self.longest.get(key[0], 0))

    def add_cue(self, word: str, cue: int) -> None:
        """Put one word into a class."""
        self.cues[word] = self.cues.get(word, 0) | cue

    def find_cues(self, key: str) -> int:
        """Return the classes of a folded word."""
        cues = self.cues.get(key, 0)
        # The list's وأحمد is و + أحمد, not a word of its own.
        if (cues | (self.cues.get(key[1:], 0) if key[:1] == "و" else 0)) & Cue.GIVEN_SURE:
            return cues
        grade = self.common.get(key) or self.common.get(strip_common_prefix(key), 0)
        return cues | (Cue.COMMON if cues & Cue.ORDINARY else grade)


COMMON_PREFIXES = ("وال", "بال", "كال", "فال", "لل", "ال", "و")
"""Beginnings that the list of common words leaves out: the word without them is in it."""


def strip_common_prefix(word: str) -> str:
    """Return the word without and- and the- in front, three letters left at least."""
    for prefix in COMMON_PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            return word[len(prefix) :]
    return word


def fold_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, the key of the gazetteer."""
    return tuple(fold(token.term) for token in tokenize(name))


def read_table(name: str) -> list[list[str]]:
    """Return the rows of a table of the data folder; lines with # are comments."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def split_aliases(cell: str) -> list[str]:
    """Return the spellings of a cell."""
    return [alias for alias in cell.split("|") if alias]


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Return the tables, read at the first call."""
    lexicon = Lexicon()
    for name, aliases in read_table("organisations.tsv"):
        for spelling in (name, *split_aliases(aliases)):
            lexicon.add_phrase(spelling, Entry(name, "organisation"))
    fill_places(lexicon)
    fill_people(lexicon)
    fill_cues(lexicon)
    return lexicon


def fill_places(lexicon: Lexicon) -> None:
    """Enter the places: the curated table before the built one."""
    for table in ("places_curated.tsv", "places.tsv"):
        curated = table == "places_curated.tsv"
        for name, country, kind, aliases in read_table(table):
            for spelling in (name, *split_aliases(aliases)):
                weak = kind == "ambiguous" and " " not in spelling
                lexicon.add_phrase(spelling, Entry(name, "place", weak=weak, country=country, curated=curated))


def fill_people(lexicon: Lexicon) -> None:
    """Enter the well-known people under their full names and under the surnames that are theirs alone."""
    for name, aliases, alone in read_table("people.tsv"):
        bare = set(split_aliases(alone))
        lexicon.listed_names.add(name)
        for spelling in (name, *split_aliases(aliases)):
            lexicon.add_phrase(spelling, Entry(name, "person", bare=spelling in bare))
        for spelling in (name, *bare):
            lexicon.add_cue(fold_words(spelling)[-1], Cue.SURNAME)
        for spelling in bare:
            lexicon.add_phrase(spelling, Entry(name, "person", bare=True))


def fill_cues(lexicon: Lexicon) -> None:
    """Enter the classes of single words, and the dual and plural of the heads of organisations."""
    for name, words in read_table("cues.tsv"):
        for word in words.split():
            lexicon.add_cue(fold(word) if name != "stop" else word, getattr(Cue, name.upper()))
            if name == "office":
                for dual in list_duals(fold(word)):
                    lexicon.add_cue(dual, Cue.OFFICE)
    for name, kind in read_table("given_names.tsv"):
        lexicon.add_cue(fold(name), Cue.GIVEN | (Cue.GIVEN_SURE if kind == "sure" else 0))
        lexicon.given_spellings.setdefault(fold(name), name)
    for adjectives, country in read_table("nationalities.tsv"):
        for spellings in adjectives.split():
            first = spellings.partition("/")[0]
            for adjective in spellings.split("/"):
                add_nationality(lexicon, adjective, first, Cue.REGIONAL if country == "-" else 0)
    for word, grade in read_table("common_words.tsv"):
        lexicon.common[word] = Cue.MAYBE_COMMON if grade else Cue.COMMON
    for word in next(words for name, words in read_table("cues.tsv") if name == "orghead").split():
        stem = fold(word)
        lexicon.shared_heads.update(dict.fromkeys(list_duals(stem), word))
        if stem.endswith("ه"):
            lexicon.shared_heads[stem[:-1] + "ات"] = word


def list_duals(stem: str) -> tuple[str, str]:
    """Return the dual of a folded noun before its complement, in both cases: وزارتا, وزارتي."""
    base = stem[:-1] + "ت" if stem.endswith("ه") else stem
    return base + "ا", base + "ي"


def add_nationality(lexicon: Lexicon, adjective: str, spelling: str, regional: int) -> None:
    """Enter a nisba: with the article it is a nationality, without it an ordinary word."""
    stem = fold(adjective)
    for ending in ("", "ه"):
        lexicon.add_cue(f"ال{stem}{ending}", Cue.NATIONALITY | regional)
        lexicon.nationality_spellings.setdefault(f"ال{stem}{ending}", f"ال{spelling}{'ة' if ending else ''}")
    for ending in ("", "ه", "ا", "ين"):
        lexicon.add_cue(stem + ending, Cue.COMMON)
