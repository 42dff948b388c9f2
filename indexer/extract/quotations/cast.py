"""Who an office without a name is: "الوزير" is the one person of the article whom it calls minister.

The cast is read from what stands before each name (and behind it after a comma). An office that two people of the
article hold is nobody's. Not for pronouns, which follow the course of the text (`course`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indexer.extract.quotations.constructs import find_construct
from indexer.extract.quotations.lexicon import PARTICIPLE, is_title, load_nouns, load_verbs, strip_article
from indexer.extract.quotations.reading import COLON, COMMA, LINE, SENTENCE, Reading
from search.analysis import fold

MAX_OFFICE = 12
"""Words before a name that may belong to the office."""

OFFICE_PREPOSITIONS = frozenset(("في", "علي", "باسم"))
"""Prepositions inside offices: المتحدث باسم الحكومة, المشرف على المشروع."""

MAX_MENTIONS = 2000
"""Mentions of one article that are looked at; a text with more is a list."""

MAX_PHRASE = 5
"""Words of an office without a name (رئيس الوزراء البريطاني) that are compared; longer ones hold an unfound name."""


class Cast:
    """The people and organisations of an article under the offices and nouns that stand for them."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        """Take the parts of the article; nothing is read before the first question."""
        self._readings = readings
        self._offices: dict[str, set[str]] | None = None
        self._nameless: set[str] = set()

    def resolve(self, reading: Reading, first: int, last: int) -> tuple[str, str] | None:
        """Return (name, kind) of the one whom the office words[first:last] means, or None where that is not sure.

        All its words must stand in the same order beside a name, except for the adjective of الوزير الروسي.
        """
        words = [strip_article(key) for key in reading.keys[first:last]]
        is_definite = reading.keys[first].startswith("ال")
        if not words or len(words) > MAX_PHRASE or (len(words) == 1 and not is_definite):
            return None
        if len(words) > 1 and is_definite and words[0] in load_nouns().honour:
            return None
        if self._offices is None:
            self._offices = self._read_offices()
            self._nameless = self._read_nameless()
        holders = self._offices.get(" ".join(words))
        if not holders and len(words) == 2 and is_definite and words[-1].endswith(("ي", "يه", "عام")):
            words = words[:-1]
            holders = self._offices.get(words[0])
        if not holders or len(holders) != 1 or (len(words) == 1 and words[0] in self._nameless):
            return None
        (holder,) = holders
        kind, _, name = holder.partition(" ")
        return name, kind

    def resolve_courtesy(self, word: str) -> tuple[str, str] | None:
        """Return (name, kind) of the one person whom the article gives this word of respect, or None."""
        if self._offices is None:
            self._offices = self._read_offices()
            self._nameless = self._read_nameless()
        holders = self._offices.get(word, set())
        if len(holders) != 1:
            return None
        (holder,) = holders
        kind, _, name = holder.partition(" ")
        return name, kind

    def _read_nameless(self) -> set[str]:
        """Return the nouns of organisations that the article also has before a name which no mention covers.

        Beside `شركة مطارات المدينة` "الشركة" may be that one.
        """
        heads = load_nouns().label | load_nouns().body
        nameless: set[str] = set()
        for reading in self._readings:
            named = {word for first, last in reading.spans for word in range(first, last)}
            for word, key in enumerate(reading.keys):
                follower = word + 1
                if key not in heads or word in named or follower in named or follower == len(reading):
                    continue
                if not reading.gaps[follower]:
                    nameless.add(key)
        return nameless

    def _read_offices(self) -> dict[str, set[str]]:
        offices: dict[str, set[str]] = {}
        for reading in self._readings:
            for number in range(min(len(reading.mentions), MAX_MENTIONS)):
                mention = reading.mentions[number]
                holder = f"{mention.kind} {mention.name}"
                for office in self._offices_of(reading, number):
                    offices.setdefault(office, set()).add(holder)
        return offices

    def _offices_of(self, reading: Reading, number: int) -> Iterable[str]:
        """Return the offices of one mention: the head noun, and the head with the word behind it."""
        mention = reading.mentions[number]
        first = reading.spans[number][0]
        if mention.kind == "organisation":
            heads = _organisation_heads((fold(mention.text.split(" ")[0]), fold(mention.name.split(" ")[0])))
            is_named_only = not heads and first and not reading.gaps[first] & (SENTENCE | LINE)
            return _organisation_heads((reading.keys[first - 1],)) if is_named_only else heads
        if mention.kind == "person":
            construct = find_construct(reading, number)
            if construct is not None and construct.institution:
                return ()
            lowest = construct.head + 1 if construct is not None else 0
            return [*_offices_before(reading, first, lowest), *_offices_behind(reading, reading.spans[number][1])]
        return ()


def _organisation_heads(words: Iterable[str]) -> set[str]:
    """Return the nouns that stand for an organisation: وزارة for وزارة الصحة, وكالة for وكالة «ناسا»."""
    heads = {strip_article(word.removeprefix("و")) for word in words} | {strip_article(word) for word in words}
    return heads & (load_nouns().label | load_nouns().body)


def _offices_before(reading: Reading, first: int, lowest: int) -> list[str]:
    """Return the offices in words[lowest:first] before a name, up to the sign or word that is no part of them."""
    offices: list[str] = []
    for position in range(first - 1, max(lowest - 1, first - 1 - MAX_OFFICE), -1):
        key = reading.keys[position]
        ends = SENTENCE | LINE | COLON if position + 1 == first else SENTENCE | LINE | COLON | COMMA
        if reading.gaps[position + 1] & ends or _ends_office(reading, position):
            break
        head = strip_article(key)
        if not is_title(head) and key.startswith("و"):
            head = strip_article(key[1:])
        before = strip_article(reading.keys[position - 1]) if position else ""
        if not is_title(head) or (is_title(before) and not key.startswith("ال")):
            continue
        behind = reading.keys[position + 1 : min(first, position + MAX_PHRASE)]
        words = [head, *map(strip_article, behind)]
        offices += [" ".join(words[:length]) for length in range(1, len(words) + 1)]
    return offices


def _ends_office(reading: Reading, word: int) -> bool:
    """Tell whether what stands before a name from this word back is no part of its office."""
    key, nouns = reading.keys[word], load_nouns()
    if word in reading.mention_to and reading.mentions[reading.mention_to[word]].kind == "person":
        return True
    if key in nouns.circumstance or (key in nouns.preposition and key not in OFFICE_PREPOSITIONS):
        return True
    form = load_verbs().get(key)
    return form is not None and form.tense != PARTICIPLE and form.kind in ("say", "more", "relay", "told")


def _offices_behind(reading: Reading, first: int) -> list[str]:
    """Return the office that stands behind a name and ends with a sign: فلان، رئيس البرلمان العربي،."""
    if first >= len(reading) or reading.gaps[first] & ~COMMA:
        return []
    if not is_title(strip_article(reading.keys[first])):
        return []
    last = first + 1
    while last < len(reading) and last - first <= MAX_OFFICE and not reading.gaps[last]:
        if last in reading.mention_at and reading.mentions[reading.mention_at[last]].kind == "person":
            return []
        last += 1
    if last - first > MAX_OFFICE:
        return []
    words = [strip_article(key) for key in reading.keys[first : min(last, first + MAX_PHRASE)]]
    return [" ".join(words[:length]) for length in range(1, len(words) + 1)]
