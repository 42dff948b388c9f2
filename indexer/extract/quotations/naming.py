"""How a name stands in its sentence: with a letter attached, behind titles, as the object of something else.

Not for finding names (`entities`) nor for whose subject a name is (`subjects`).
"""

from __future__ import annotations

from functools import lru_cache

from indexer.extract.quotations.constructs import find_construct
from indexer.extract.quotations.lexicon import is_title, load_nouns, load_verbs, strip_article
from indexer.extract.quotations.reading import CLOSE, COMMA, OPEN, Reading
from search.analysis import fold
from search.article import EntityMention

MAX_TITLES = 8
"""Words looked at before a name for its titles."""

ATTACHED = frozenset("وفلبك")
PREPOSITIONS = frozenset("لبك")
MEETING = ("لقاء", "استقبال", "زيار", "اتصال", "اجتماع")
"""Beginnings of nouns whose object is named behind their pronoun: خلال لقائه الوزير فلان."""

OWN_OFFICES = frozenset(("عهد", "مدير", "وكيل", "ممثل", "مبعوث", "مندوب", "سكرتير"))
"""Relations that are offices too: before a name without a title they are the person's own."""


@lru_cache(maxsize=20_000)
def attached_letter(written: str, name: str) -> str:
    """Return the preposition (ل, ب, ك) or else the و or ف that is written before a name and no part of it, or nothing.

    لافروف begins with ل, للجامعة (الجامعة العربية) with a preposition: the rest has to be a word of the name.
    """
    words = {fold(word) for word in name.split(" ")}
    first = fold(written.split(" ")[0])
    conjunction = ""
    if first not in words and first[:1] in ("و", "ف"):
        conjunction, first = first[0], first[1:]
    if first in words:
        return conjunction
    if first[:1] in ("ل", "ب", "ك") and (first[1:] in words or first.startswith("لل")):
        return first[0]
    return ""


def has_preposition(mention: EntityMention) -> bool:
    """Tell whether the mention has a preposition attached that is no part of its name: للجامعة, بموسكو, ولموسكو."""
    return mention.text[:1] in ATTACHED and attached_letter(mention.text, mention.name) in PREPOSITIONS


def has_conjunction(mention: EntityMention) -> bool:
    """Tell whether the mention has و or ف attached that is no part of its name: ولافروف."""
    return mention.text[:1] in ATTACHED and attached_letter(mention.text, mention.name) in ("و", "ف")


def is_governed(reading: Reading, number: int, first: int = 0) -> bool:
    """Tell whether a name is the object of a preposition or belongs to somebody else: مع الوزير فلان, محامي فلان.

    first: where the noun phrase begins before which nothing governs (behind the verbs عبّر and بيّن).
    """
    if find_construct(reading, number, first) is not None:
        return True
    nouns = load_nouns()
    position, titled = skip_titles(reading, reading.spans[number][0] - 1)
    if position < first or (reading.gaps[position + 1] & COMMA and not titled):
        return False
    key = reading.keys[position]
    if has_title_with_preposition(key) or key in nouns.preposition or key[1:] in nouns.according:
        return True
    if titled and key.startswith(MEETING) and key.endswith(("ه", "ها", "هم")):
        return True
    if key not in nouns.relation:
        key = key.removeprefix("و")
    return key in nouns.relation and (titled or key not in OWN_OFFICES)


def is_coordinated(reading: Reading, number: int) -> bool:
    """Tell whether و joins a name, by itself or by its title, to what stands before it: بين فلان والأمير فلان."""
    position, titled = skip_titles(reading, reading.spans[number][0] - 1)
    if has_conjunction(reading.mentions[number]):
        return not titled and position >= 0 and not reading.gaps[position + 1]
    key = reading.keys[position] if position > 0 else ""
    return key.startswith("وال") and is_title(key[3:]) and not reading.gaps[position]


def is_half_a_name(reading: Reading, number: int) -> bool:
    """Tell whether a lone surname stands behind what may be another given name: جيري رايس is not كوندوليزا رايس.

    Nothing else may stand before a surname in a noun phrase than titles, definite words and other names.
    """
    first, last = reading.spans[number]
    mention = reading.mentions[number]
    if last - first > 1 or " " not in mention.name or not first or reading.gaps[first]:
        return False
    before, nouns = reading.keys[first - 1], load_nouns()
    if first - 1 in reading.mention_to or before.startswith(("ال", "لل", "بال")) or before in load_verbs():
        return False
    return not is_title(before) and before not in nouns.preposition and before not in nouns.adverb


def has_title_with_preposition(key: str) -> bool:
    """Tell whether a word is a title with a preposition attached: بالرئيس, للوزير, لوزير."""
    if key.startswith(("بال", "كال")):
        return is_title(key[3:])
    return (key.startswith("لل") and is_title(key[2:])) or (key[:1] in ("ل", "ب") and is_title(key[1:]))


def skip_titles(reading: Reading, position: int) -> tuple[int, bool]:
    """Return the last word before the titles that end with this word, and whether there are any."""
    relations = load_nouns().relation
    titled = False
    for _ in range(MAX_TITLES):
        if position < 0 or (reading.gaps[position + 1] & ~(OPEN | CLOSE)):
            break
        key = reading.keys[position]
        if titled and key in relations and key not in OWN_OFFICES:
            break
        if is_title(strip_article(key)) or is_title(key):
            titled = True
            position -= 1
            continue
        before = reading.keys[position - 1] if position else ""
        if key.startswith("ال") and not reading.gaps[position] and is_title(strip_article(before)):
            position -= 1
            continue
        break
    return position, titled
