"""What stands as the subject behind a reporting verb: a name, an office, a document or nothing.

Not for what was said (`clauses`), for names before the verb (`predicates`), nor for who "he" or "the minister" is
(`course`, `cast`).
"""

from __future__ import annotations

from typing import NamedTuple

from indexer.extract.quotations.constructs import begins_custodian, find_construct
from indexer.extract.quotations.lexicon import PARTICIPLE, is_title, load_nouns, load_verbs, strip_article
from indexer.extract.quotations.naming import (
    attached_letter,
    has_conjunction,
    has_preposition,
    is_governed,
    is_half_a_name,
)
from indexer.extract.quotations.reading import COMMA, OPEN, Reading

NAMED, OFFICE, IMPLICIT = "named", "office", "implicit"
COURTESY, DOCUMENT, UNKNOWN = "courtesy", "document", "unknown"

MAX_OFFICE = 8
"""Words of an office without a name."""

MAX_RECIPIENT = 7
"""Words that the one who was told may have: لصحيفة «...» الفرنسية."""

TOLD_AN_OUTLET = "لصحيفه لجريده لمجله لوكاله لقناه لاذاعه لموقع لتلفزيون لبرنامج لشبكه"
TOLD_PEOPLE = "للصحافيين للصحفيين للاعلاميين له لها لهم لنا لي"
RECIPIENTS = frozenset(f"{TOLD_AN_OUTLET} {TOLD_PEOPLE}".split())
PEOPLE_TOLD = frozenset(TOLD_PEOPLE.split())

POLITE = frozenset(("معالي", "سعاده", "سمو", "فخامه", "دوله", "فضيله", "سماحه", "السيد", "جلاله", "نيافه", "غبطه"))
"""Words of respect before an office that are no part of it."""

COURTESIES = {"سموه": "سمو", "سموها": "سمو", "معاليه": "معالي", "معاليها": "معالي", "سعادته": "سعاده"}
COURTESIES |= {"فضيلته": "فضيله", "سماحته": "سماحه", "فخامته": "فخامه", "جلالته": "جلاله", "سيادته": "سياده"}
"""His Highness, his Excellency: the word that stands before the name of the one whom it means."""

BEFORE_YESTERDAY = ["اول", "من", "امس"]

OFFICE_GOES_ON = frozenset(("باسم", "لدي", "من"))
"""Words with which an office goes on to a name that nobody found: المتحدث باسم ..."""

CIRCUMSTANCES = ("بهذ", "بقول", "بالقول", "بشان", "بعدم", "بكل", "لبرنامج")
"""Beginnings of a word behind the verb that is no subject."""


class Subject(NamedTuple):
    """The subject of a verb. kind: named, office (الوزير), implicit (he, she), courtesy (سموه), document
    (البيان) or unknown.

    mention: its ordinal in the reading where named, else -1. first, last: its words; for implicit ones both are -1.
    """

    kind: str
    mention: int = -1
    first: int = -1
    last: int = -1


NOBODY = Subject(UNKNOWN)
SAME = Subject(IMPLICIT)


def read_subject(reading: Reading, first: int, stop: int) -> Subject:
    """Return the subject that words[first:stop], which follow a reporting verb, name."""
    nouns = load_nouns()
    first = skip_adverbs(reading, first, stop)
    if first >= stop:
        return SAME
    number = reading.mention_at.get(first)
    if number is not None and not has_preposition(reading.mentions[number]):
        return read_named(reading, number, stop)
    key = reading.keys[first]
    if number is not None or key.startswith(("لل", *CIRCUMSTANCES)) or is_preposition(reading, first, stop):
        return read_after_preposition(reading, first, stop)
    if key in COURTESIES:
        return Subject(COURTESY, -1, first, first + 1)
    head = strip_article(key)
    if head in nouns.document:
        found = find_organisation(reading, first, min(first + 6, stop))
        return Subject(DOCUMENT, -1, first, first + 1) if found.kind == UNKNOWN and key != head else found
    if is_title(head) or begins_custodian(reading, first):
        found = find_apposition(reading, first, stop)
        return found if found.kind == NAMED else read_office(reading, first, stop)
    if head in nouns.label:
        found = find_organisation(reading, first, min(first + 3, stop))
        return found if found.kind == NAMED else read_office(reading, first, stop)
    if head in nouns.body:
        return read_office(reading, first, stop)
    if key.startswith(("ب", "ل", "ك")) and any(at in reading.mention_at for at in range(first, stop)):
        return read_after_preposition(reading, first, stop)
    return NOBODY


def read_named(reading: Reading, number: int, stop: int) -> Subject:
    """Return a name that stands where the subject begins; a place says nothing, two names joined by و are nobody."""
    mention = reading.mentions[number]
    if mention.kind == "place":
        return NOBODY
    first, last = reading.spans[number]
    follower = reading.mention_at.get(last)
    if last < stop and follower is not None and not reading.gaps[last]:
        other = reading.mentions[follower]
        if other.kind == mention.kind and has_conjunction(other):
            return NOBODY
    return Subject(NAMED, number, first, last)


def skip_adverbs(reading: Reading, first: int, stop: int) -> int:
    """Return the first word behind adverbs and behind the one who was told (`لرويترز`, `لـ«...»`)."""
    adverbs = load_nouns().adverb
    while first < stop and first not in reading.mention_at:
        if reading.keys[first] in adverbs:
            first += 1
        elif reading.keys[first : first + 3] == BEFORE_YESTERDAY:
            first += 3
        elif (after := skip_recipient(reading, first, stop)) > first:
            first = after
        else:
            return first
    if first < stop and (after := skip_recipient(reading, first, stop)) > first:
        return skip_adverbs(reading, after, stop)
    return first


def skip_recipient(reading: Reading, first: int, stop: int) -> int:
    """Return the word behind the one who was told something, or the first word where it is not about that."""
    key = reading.keys[first]
    number = reading.mention_at.get(first)
    if number is not None:
        mention = reading.mentions[number]
        told = attached_letter(mention.text, mention.name) == "ل" and mention.kind == "organisation"
        return reading.spans[number][1] if told else first
    if key != "ل" and key not in RECIPIENTS:
        return first
    position = first + 1
    if position >= stop or key in PEOPLE_TOLD:
        return position
    limit = min(stop, first + MAX_RECIPIENT)
    if reading.gaps[position] & OPEN:
        position = reading.word_after(reading.closes[reading.openers[position]])
    elif position in reading.mention_at:
        position = reading.spans[reading.mention_at[position]][1]
    elif key == "ل":
        position += 1
    while position < limit and reading.keys[position].startswith("ال") and reading.keys[position].endswith("يه"):
        if position in reading.mention_at:
            break
        position += 1
    return min(position, stop)


def read_after_preposition(reading: Reading, first: int, stop: int) -> Subject:
    """Return the implicit subject of a verb that a circumstance follows, or nobody where a free name may be it."""
    for position in range(first, stop):
        number = reading.mention_at.get(position)
        if number is None or reading.mentions[number].kind != "person" or has_preposition(reading.mentions[number]):
            continue
        if not is_governed(reading, number, first):
            return NOBODY
    behind = range(first + 1, stop)
    if not any(reading.gaps[at] & COMMA for at in behind):
        return SAME
    return NOBODY if any(is_title(strip_article(reading.keys[at])) for at in behind) else SAME


def find_apposition(reading: Reading, first: int, stop: int) -> Subject:
    """Return the person whom the noun phrase from this word on describes: مدير الشركة المهندس فلان."""
    nouns = load_nouns()
    verbs = load_verbs()
    for position in range(first + 1, stop):
        number = reading.mention_at.get(position)
        key = reading.keys[position]
        if number is None:
            if key in nouns.circumstance:
                return NOBODY
            form = verbs.get(key)
            if form is not None and form.kind == "say" and form.tense != PARTICIPLE:
                return NOBODY
            continue
        mention = reading.mentions[number]
        if mention.kind != "person" or has_preposition(mention) or has_conjunction(mention):
            continue
        if find_construct(reading, number, first) is not None:
            continue
        is_named = not is_governed(reading, number, first) and not is_half_a_name(reading, number)
        return Subject(NAMED, number, *reading.spans[number]) if is_named else NOBODY
    return NOBODY


def find_organisation(reading: Reading, first: int, stop: int) -> Subject:
    """Return the organisation that a label or the word بيان names: صحيفة «...», بيان لوزارة ..."""
    for position in range(first, stop):
        number = reading.mention_at.get(position)
        if number is not None:
            if reading.mentions[number].kind == "organisation":
                return Subject(NAMED, number, *reading.spans[number])
            return NOBODY
    return NOBODY


def read_office(reading: Reading, first: int, stop: int) -> Subject:
    """Return the office, named without a name, that the noun phrase from this word on is: الوزير, مدير المرور."""
    while first + 1 < stop and reading.keys[first] in POLITE and not reading.gaps[first + 1]:
        first += 1
    last = first + 1
    closed = reading.keys[first].startswith("ال")
    while last < stop and last - first < MAX_OFFICE:
        if reading.keys[last] in OFFICE_GOES_ON:
            return NOBODY
        number = reading.mention_at.get(last)
        if number is not None and reading.mentions[number].kind == "person":
            return NOBODY
        is_definite = reading.keys[last].startswith("ال") or number is not None
        if ends_office(reading, last, stop):
            break
        if closed and not is_definite:
            # What goes on with another noun is a name nobody found, or what an organisation did.
            return NOBODY if is_title(strip_article(reading.keys[first])) else Subject(OFFICE, -1, first, last)
        closed = closed or is_definite
        last = reading.spans[number][1] if number is not None else last + 1
    return Subject(OFFICE, -1, first, min(last, stop))


def ends_office(reading: Reading, word: int, stop: int) -> bool:
    """Tell whether a word behind an office is no part of it: a sign before it, a circumstance, a preposition."""
    nouns, key = load_nouns(), reading.keys[word]
    if reading.gaps[word] or key in nouns.circumstance or key in nouns.adverb:
        return True
    return is_preposition(reading, word, stop)


def is_preposition(reading: Reading, word: int, stop: int) -> bool:
    """Tell whether a word is a preposition; علي written so, with a word behind it, is a name."""
    key = reading.keys[word]
    if key not in load_nouns().preposition:
        return False
    return key != "علي" or word + 1 >= stop or reading.text[reading.ends[word] - 1] != "ي"
