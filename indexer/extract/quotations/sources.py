"""Whom بحسب, وفقا ل and قوله name as the source of what was said.

Not for verbs and their subjects (`predicates`, `subjects`).
"""

from __future__ import annotations

from indexer.extract.quotations.constructs import find_construct
from indexer.extract.quotations.lexicon import is_title, strip_article
from indexer.extract.quotations.naming import has_conjunction, has_preposition, skip_titles
from indexer.extract.quotations.reading import COMMA, SENTENCE, Reading
from indexer.extract.quotations.subjects import NAMED, NOBODY, Subject, read_subject

SOURCE_REACH = 14
"""Words behind بحسب that may name the source."""

CONSEQUENCES = frozenset(("فان", "فانه", "فانها", "فانهم"))
"""With فإن begins what the source said: بحسب فلان فإن."""


def find_source_end(reading: Reading, word: int) -> int:
    """Return the word behind the source that بحسب names: a comma, the end of the sentence or فإن ends it."""
    for stop in range(word + 1, min(word + SOURCE_REACH, len(reading))):
        if reading.gaps[stop] & (SENTENCE | COMMA) or reading.keys[stop] in CONSEQUENCES:
            return stop
    return min(word + SOURCE_REACH, len(reading))


def read_source(reading: Reading, first: int, stop: int) -> Subject:
    """Return whom words[first:stop] behind بحسب or وفقا name: للمقدم فلان, لصحيفة «...»."""
    if first >= stop:
        return NOBODY
    number = reading.mention_at.get(first)
    if number is not None:
        return NOBODY if reading.mentions[number].kind == "place" else Subject(NAMED, number, *reading.spans[number])
    key = reading.keys[first]
    head = key[2:] if key.startswith("لل") else strip_article(key.removeprefix("ل"))
    if is_title(head):
        return find_holder(reading, first + 1, stop)
    return read_subject(reading, first, stop)


def find_holder(reading: Reading, first: int, stop: int) -> Subject:
    """Return the first person whom words[first:stop] name, behind the office of a source."""
    for word in range(first, stop):
        number = reading.mention_at.get(word)
        if number is not None and reading.mentions[number].kind == "person":
            if find_construct(reading, number, first - 1) is not None:
                continue
            is_free = not has_preposition(reading.mentions[number]) and not has_conjunction(reading.mentions[number])
            return Subject(NAMED, number, *reading.spans[number]) if is_free else NOBODY
    return NOBODY


def find_name_behind_from(reading: Reading, word: int) -> int | None:
    """Return the mention that stands right before a word and behind عن: `عن فلان قوله`; None without one."""
    number = reading.mention_to.get(word - 1)
    if number is None or reading.gaps[word] or reading.mentions[number].kind == "place":
        return None
    before, _ = skip_titles(reading, reading.spans[number][0] - 1)
    return number if before >= 0 and reading.keys[before] == "عن" else None
