"""One name for one person, place or organisation within an article.

Full names are collected from title, text and captions; a shorter name joins the one full name that ends or
begins with it (`names.choose_full_name`), and the parts of full names are then found where nothing announced
them: ولافروف, بظريف, لـ لافروف. Two full names that share a part leave it alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from indexer.extract.entities.lexicon import Cue, load_lexicon
from indexer.extract.entities.model import Mention
from indexer.extract.entities.words import Gap, Words
from indexer.extract.names import (
    canonical_organisation,
    choose_full_name,
    is_same_name,
    loose_part,
    name_parts,
    split_abd,
)
from search.analysis import fold

MAX_FULL_NAMES = 400
"""Full names of one article that take part in joining; a text with more is a list of people, not an article."""

SURE_ALONE, SURE_OF_COMMON_WORD = 0.3, 0.6
"""Probability from which one part of a name stands alone, and if it is an ordinary word too."""

MIN_PART = 3
"""Letters of a part that alone may stand for the whole name."""


def name_mentions(
    parts: Sequence[Words], found: Sequence[Sequence[Mention]], possible: Sequence[Sequence[bool]] | None = None
) -> list[list[Mention]]:
    """Return the mentions of each part with their canonical names; parts of full names are added.

    possible: for each part which of its words may be such a part; all may if it is left out.
    """
    people = PeopleOfArticle(mention for mentions in found for mention in mentions)
    organisations = OrganisationsOfArticle(mention for mentions in found for mention in mentions)
    named = []
    for number, (words, mentions) in enumerate(zip(parts, found, strict=True)):
        kept = [renamed for mention in mentions if (renamed := people.rename(organisations.rename(mention), words))]
        named.append(people.fill_parts(words, kept, possible[number] if possible else None))
    return named


class PeopleOfArticle:
    """The full names of one article and what their parts stand for."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        """Collect the full names; spellings of one name get one canonical name, the gazetteer's first."""
        listed: dict[str, None] = {}
        written: dict[str, None] = {}
        for mention in mentions:
            if mention.kind == "person" and not mention.bare and len(name_parts(mention.name)) > 1:
                (listed if mention.listed else written)[mention.name] = None
        self.by_part: dict[str, list[str]] = {}
        self.by_end: dict[str, list[str]] = {}
        self.canonical: dict[str, str | None] = {}
        for name in list(listed)[:MAX_FULL_NAMES]:
            self.add_full_name(name)
        longest_first = sorted(written, key=lambda name: -len(name_parts(name)))
        for name in longest_first[:MAX_FULL_NAMES]:
            self.canonical[name] = full = self.find_canonical(name) or name
            if full == name:
                self.add_full_name(name)
        self.canonical.update((name, name) for name in (*listed, *longest_first[MAX_FULL_NAMES:]))

    def add_full_name(self, name: str) -> None:
        """Enter a full name under its first and last part: as written for lone words, loosely for joining."""
        parts = name_parts(name)
        for part in dict.fromkeys((parts[-1], parts[0])):
            if len(part) >= MIN_PART:
                self.by_part.setdefault(part, []).append(name)
        for key in dict.fromkeys((loose_part(parts[-1]), loose_part(parts[0]))):
            self.by_end.setdefault(key, []).append(name)

    def find_candidates(self, name: str) -> list[str]:
        """Return the full names that begin or end as this name does."""
        parts = name_parts(name)
        keys = dict.fromkeys((loose_part(parts[0]), loose_part(parts[-1]))) if parts else {}
        return list(dict.fromkeys(full for key in keys for full in self.by_end.get(key, ())))

    def find_canonical(self, name: str) -> str | None:
        """Return the known full name that this one spells or shortens, or None."""
        candidates = self.find_candidates(name)
        same = next((full for full in candidates if is_same_name(name, full)), None)
        return same or choose_full_name(name, candidates)

    def rename(self, mention: Mention, words: Words) -> Mention | None:
        """Return the mention of words with its canonical name, or None where a part stands for nobody certain."""
        if mention.kind != "person":
            return mention
        if mention.bare:
            return self.rename_bare(mention, words)
        if (
            not mention.listed
            and mention.last - mention.first == 1
            and (whole := self.find_by_readings(mention, words))
        ):
            return replace_name(mention, spell_person(whole))
        if mention.name not in self.canonical:
            self.canonical[mention.name] = mention.name if mention.listed else self.find_canonical(mention.name)
        name = self.canonical[mention.name]
        if name is None and may_stand_alone(mention, words):
            name = mention.name
        return replace_name(mention, name if mention.listed else spell_person(name)) if name else None

    def find_by_readings(self, mention: Mention, words: Words) -> str | None:
        """Return the one full name that has this word as a part, as it stands first: فالديس is no ف + الديس."""
        for reading in words.forms[mention.first].readings:
            holders = self.by_part.get(reading.key, ())
            if holders:
                return holders[0] if len(holders) == 1 and not is_anothers(words, mention.first, holders[0]) else None
        return None

    def rename_bare(self, mention: Mention, words: Words) -> Mention | None:
        """Name a listed surname by the article's own full name that has it, else by the list; two such names: None."""
        written = words.forms[mention.last - 1].key
        parts = name_parts(mention.name)
        part = next((p for p in (parts[-1], parts[0]) if written.endswith(p) or p.endswith(written)), parts[-1])
        holders = self.by_part.get(part)
        if not holders:
            return mention
        return replace_name(mention, spell_person(holders[0])) if len(holders) == 1 else None

    def fill_parts(self, words: Words, mentions: list[Mention], possible: Sequence[bool] | None) -> list[Mention]:
        """Return the mentions and, between them, the words that are parts of the article's full names."""
        if not self.by_part:
            return mentions
        filled: list[Mention] = []
        position = 0
        for mention in [*mentions, None]:
            stop = mention.first if mention else len(words)
            free = (index for index in range(position, stop) if possible is None or possible[index])
            filled += filter(None, (self.read_part(words, index) for index in free))
            if mention:
                filled.append(mention)
                position = mention.last
        return filled

    def read_part(self, words: Words, index: int) -> Mention | None:
        """Return the mention of a person by one part of the name, or None."""
        form = words.forms[index]
        for reading in form.readings:
            holders = self.by_part.get(reading.key)
            if not holders or len(holders) > 1:
                continue
            if reading.cues & (Cue.STOP | Cue.NATIONALITY | Cue.CONNECTOR | Cue.TITLE | Cue.OFFICE):
                continue
            ordinary = Cue.COMMON | Cue.GIVEN
            if reading.cues & ordinary and name_parts(holders[0])[-1] != reading.key:
                continue
            if reading.clitic and form.cues & (Cue.COMMON | Cue.STOP):
                continue
            if is_anothers(words, index, holders[0]):
                return None
            cut = f", {reading.clitic}- taken off" if reading.clitic else ""
            evidence = f"part of a full name in the article{cut}"
            return Mention(index, index + 1, "person", spell_person(holders[0]), evidence)
        return None


def is_anothers(words: Words, index: int, full: str) -> bool:
    """Tell whether a part of a full name stands here in the name of somebody else: ندى الشهراني, beside حنان الشهراني.

    That is so where a given name stands right before it, or behind a given name a word that no dictionary knows.
    """
    parts = name_parts(full)
    if index and words.gaps[index] == Gap.SPACE:
        before = words.forms[index - 1]
        known = {reading.key for reading in before.readings} & set(parts)
        if before.any_cues & Cue.GIVEN and not known and not before.cues & (Cue.COMMON | Cue.TITLE | Cue.STOP):
            return True
    behind = words.forms[index + 1] if index + 1 < len(words) and words.gaps[index + 1] == Gap.SPACE else None
    if behind is None or not words.forms[index].any_cues & Cue.GIVEN or behind.key in parts:
        return False
    return bool(behind.cues & Cue.ARTICLE) and not behind.cues & ~(Cue.ARTICLE | Cue.SURNAME)


def may_stand_alone(mention: Mention, words: Words) -> bool:
    """Tell whether one part of a name without a whole name in the article is somebody: لحود is, الشيخ محمد is not.

    It takes a model that is sure, surer still where the word is an ordinary one: ظريف is also an adjective.
    """
    cues = words.forms[mention.first].readings[0].cues
    titled = mention.first > 0 and bool(words.forms[mention.first - 1].cues & Cue.TITLE)
    if cues & Cue.GIVEN_SURE and titled:
        return False
    return mention.sure >= (SURE_OF_COMMON_WORD if cues & (Cue.COMMON | Cue.MAYBE_COMMON) else SURE_ALONE)


class OrganisationsOfArticle:
    """The organisations of one article; a ministry named with وزارة and without it has one name."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        """Collect the names."""
        names = dict.fromkeys(spell_organisation(m.name) for m in mentions if m.kind == "organisation")
        self.longer: dict[str, list[str]] = {}
        self.by_last: dict[str, list[str]] = {}
        for name in names:
            parent, _, last = name.rpartition(" ")
            if parent:
                self.longer.setdefault(parent, []).append(name)
                self.by_last.setdefault(fold(last), []).append(name)

    def rename(self, mention: Mention) -> Mention:
        """Return the mention under the one longer name of the article that adds a word to it, else its own."""
        if mention.kind != "organisation":
            return mention
        name = mention.name if mention.listed else spell_organisation(mention.name)
        bare = name.removeprefix("وزارة ")
        longer = self.longer.get(name, []) + (self.longer.get(bare, []) if bare != name else [])
        if not longer and " " not in name and not mention.listed:
            longer = self.by_last.get(fold(name), [])  # يونايتد beside مانشستر يونايتد
        return replace_name(mention, longer[0] if len(longer) == 1 and not mention.listed else name)


def spell_person(name: str) -> str:
    """Return a written name in the spelling of the tables, عبد apart: احمد عبدالله gives أحمد عبد الله."""
    if name in load_lexicon().listed_names:
        return name
    return spell_words(split_abd(name), load_lexicon().given_spellings)


def spell_organisation(name: str) -> str:
    """Return a written organisation in its canonical form, nationalities in the spelling of the tables."""
    return canonical_organisation(spell_words(name, load_lexicon().nationality_spellings))


def spell_words(name: str, spellings: dict[str, str]) -> str:
    """Return the name with the words that the table knows in the table's spelling."""
    return " ".join(spellings.get(fold(word), word) for word in name.split(" "))


def replace_name(mention: Mention, name: str) -> Mention:
    """Return the mention under another name."""
    return replace(mention, name=name)
