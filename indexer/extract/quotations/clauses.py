"""What was said: where it begins behind a reporting word, and where it ends.

A reported clause begins behind أن, إن or بأن (with its pronoun), words without marks behind a colon; both end with
the sentence, or before the next reporting word: a verb with و or ف, a participle (مضيفا), a verb behind كما or فيما,
a comma with بحسب or سائلا. A point inside quotation marks, a number or initials ends no clause. A direct quotation is
what stands between its marks; what only begins or ends with marks is reported, as one quotation. Every search is
bounded by a number of words, so the whole is linear in the text.
"""

from __future__ import annotations

from typing import NamedTuple

from indexer.extract.quotations.constructs import is_name_of_institution
from indexer.extract.quotations.lexicon import PARTICIPLE, PAST, load_nouns, load_verbs
from indexer.extract.quotations.reading import COLON, COMMA, LINE, OPEN, SENTENCE, Reading

CLAUSE, SPEECH, MARKS = "clause", "colon", "marks"

REACH = 38
"""Words between a verb and what was said; titles of office are long."""

PARTICIPLE_REACH = 9
WEAK_REACH = 12
"""The same for participles, and for verbs that are other words too (وبين)."""

MAX_CLAUSE = 120
"""Words of one reported clause."""

MIN_MARKED = 4
"""Words between marks that make an utterance where no colon announces it; fewer are a name or a quoted word."""

MIN_CLAUSE = 2
MAX_NAME = 9
"""Words of a name with its titles before a colon."""

PARTICLES = frozenset(("ان", "انه", "انها", "انهم", "انهما", "انهن", "انني", "اننا", "وان")) | frozenset(
    ("بان", "بانه", "بانها", "بانهم", "بانهما", "باننا", "بانني")
)
"""أن, إن and بأن with their pronouns, folded."""

CONTRASTS = frozenset(("فيما", "بينما", "وبينما"))
CLAUSE_OPENERS = CONTRASTS | frozenset(("كما", "وكما", "حيث", "وقد"))
"""Words before a reporting verb with which a new report begins."""

TRIMMED_SIGNS = " \t\u00a0،,؛;:-–—.(…\u200f\u200e"
TRIMMED_WORDS = CLAUSE_OPENERS | {"و", "في", "حين", "وفي", "قد", "ثم"}

LISTING = frozenset(
    ("مثل", "منها", "منهم", "التاليه", "الاتيه", "وهي", "هي", "هو", "وهو", "وهم", "هم", "من")
) | frozenset(("عنوان", "بعنوان", "عباره"))
"""Words before a colon that announce a list or a title."""

PRAYING = frozenset(("ساءلا", "ساءله", "ساءلين", "سال", "راجيا", "املا", "املين", "مبتهلا"))
GOD = frozenset(("الله", "المولي", "الباري", "العلي"))
"""What is prayed for was not reported: سائلا الله أن, داعيا الله أن."""

ENDING_WORDS = frozenset(("الا", "غير", "بيد", "كما", "علما"))
"""With أن they begin another clause: إلا أن."""

ALA_REACH = 3
"""Words from a participle to its على أن; farther it means "as": التعاطي معها على أنها."""

ABLE = frozenset(
    ("يستطع", "تستطع", "يستطيعوا", "يستطيع", "تستطيع", "يستطيعون", "يتمكن", "تتمكن", "استطاع", "شانه", "شانها")
)
"""With أن they are one verb: لم يستطع أن, من شأنه أن."""

VERBS_WITH_ALA = frozenset(("أكد", "شدد", "علق", "رد", "نبه", "حث", "اعترض"))
"""Verbs that report with على أن; with others it means "provided that"."""


class Complement(NamedTuple):
    """Where what was said begins. kind: clause, colon or marks. stop: the word at which the subject's place ends.

    first: the first word said. opening: the offset of its quotation mark, -1 without one.
    """

    kind: str
    stop: int
    first: int
    opening: int = -1


class Extent(NamedTuple):
    """What was said: offsets into the part, the first word behind it, and whether the whole stood between marks."""

    start: int
    end: int
    after: int
    direct: bool


def find_complement(reading: Reading, verb: int, reach: int = REACH) -> Complement | int:
    """Return the complement of the reporting word, or the word at which the search for it ended in vain."""
    keys, gaps = reading.keys, reading.gaps
    nouns, verbs = load_nouns(), load_verbs()
    last = min(verb + 1 + reach, len(keys))
    for position in range(verb + 1, last):
        gap = gaps[position]
        if gap & COLON and (gap & OPEN or not gap & LINE):
            if position - 1 > verb and keys[position - 1] in LISTING:
                return position
            opening = reading.openers.get(position, -1)
            return Complement(MARKS if opening >= 0 else SPEECH, position, position, opening)
        if gap & SENTENCE:
            return position
        if gap & OPEN and is_utterance(reading, position):
            return Complement(MARKS, position, position, reading.openers[position])
        key = keys[position]
        if key in PRAYING or (position == verb + 1 and key in GOD):
            return position
        if key in PARTICLES:
            before = keys[position - 1] if position - 1 > verb else ""
            is_last = position + 1 >= len(keys) or (gaps[position + 1] & SENTENCE and not gaps[position + 1] & OPEN)
            if before in ENDING_WORDS or key == "وان" or is_last:
                return position
            if before in nouns.no_clause_before or is_circumstance(reading, verb, position):
                continue
            return Complement(CLAUSE, position, position + 1, reading.openers.get(position + 1, -1))
        form = verbs.get(key)
        if form is not None and form.kind != "weak" and form.kind != "act" and position > verb + 1:
            return position
        if form is not None and form.tense == PARTICIPLE:
            return position
    return last


def is_circumstance(reading: Reading, verb: int, particle: int) -> bool:
    """Tell whether أن belongs to something else than the verb: من المقرر أن, or على أن (provided that) far from it."""
    before, second = reading.keys[particle - 1], reading.keys[particle - 2] if particle > 1 else ""
    if particle - 1 <= verb:
        return False
    if (second == "من" and before.startswith("ال")) or before in ABLE:
        return True
    form = load_verbs().get(reading.keys[verb])
    if before != "علي" or form is None:
        return False
    return form.lemma not in VERBS_WITH_ALA or (form.tense == PARTICIPLE and particle - verb > ALA_REACH)


def is_utterance(reading: Reading, word: int) -> bool:
    """Tell whether marks that no colon announces hold words said, not a name, a title or a quoted word."""
    opening = reading.openers[word]
    after = reading.word_after(reading.closes[opening])
    if after - word < MIN_MARKED or reading.keys[word - 1] in load_nouns().scare_before:
        return False
    if after < len(reading) and reading.keys[after] in PARTICLES:
        return False
    if after - word <= MAX_NAME and is_name_of_institution(reading, word):
        return False
    return not any(first == word and last >= after - 1 for first, last in spans_at(reading, word))


def spans_at(reading: Reading, word: int) -> list[tuple[int, int]]:
    """Return the words of the mention that begins at this word: none or one pair."""
    number = reading.mention_at.get(word)
    return [] if number is None else [reading.spans[number]]


def read_extent(reading: Reading, complement: Complement) -> Extent | None:
    """Return what was said, or None where too little is left of it."""
    first = complement.first
    if complement.opening >= 0:
        closing = reading.closes[complement.opening]
        after = reading.word_after(closing)
        if names_another(reading, first, after):
            return None
        if complement.kind == MARKS or ends_clause(reading, after):
            return trim(reading, reading.starts[first], closing, after, direct=True)
    after = find_end(reading, first)
    end = reading.ends[after - 1]
    if complement.kind == SPEECH and after - first < MIN_CLAUSE:
        return None
    if complement.kind == SPEECH and reading.keys[first] in PARTICLES and after - first > MIN_CLAUSE:
        return trim(reading, reading.starts[first + 1], end, after, direct=False)
    return trim(reading, reading.starts[first], end, after, direct=False)


def names_another(reading: Reading, first: int, after: int) -> bool:
    """Tell whether what stands between marks begins with the name of somebody and a colon: another speaker's words."""
    for word in range(first + 1, min(first + MAX_NAME, after)):
        if reading.gaps[word] & COLON:
            number = reading.mention_to.get(word - 1)
            return number is not None and reading.mentions[number].kind == "person"
    return False


def ends_clause(reading: Reading, after: int) -> bool:
    """Tell whether a clause that stands between marks ends with the closing one, before this word."""
    return after >= len(reading) or bool(reading.gaps[after] & (SENTENCE | COMMA)) or is_boundary(reading, after)


def find_end(reading: Reading, first: int) -> int:
    """Return the word before which a clause that begins with this word ends."""
    gaps = reading.gaps
    last = min(first + MAX_CLAUSE, len(reading))
    position = first
    while position < last:
        gap = gaps[position]
        if position > first and (gap & SENTENCE or is_boundary(reading, position)):
            return position
        if gap & OPEN:
            inside = reading.word_after(reading.closes[reading.openers[position]])
            if position < inside <= last and not any(gaps[at] & LINE for at in range(position + 1, inside)):
                position = inside
                if position < last and reading.gaps[position] & SENTENCE:
                    return position
                continue
        position += 1
    return last


def is_boundary(reading: Reading, word: int) -> bool:
    """Tell whether a new report begins with this word."""
    key, before = reading.keys[word], reading.keys[word - 1] if word else ""
    if reading.gaps[word] & COMMA and (key in load_nouns().according or key in PRAYING):
        return True
    form = load_verbs().get(key)
    if form is None or form.kind == "mind" or (form.kind == "act" and form.tense != PARTICIPLE):
        return False
    if form.tense == PARTICIPLE:
        return bool(reading.gaps[word] & COMMA) or has_complement(reading, word, PARTICIPLE_REACH)
    if form.joined:
        is_sure = form.kind != "weak" and (form.gender == "m" or form.tense == PAST)
        return is_sure or has_complement(reading, word, WEAK_REACH)
    if before in CONTRASTS:
        return True
    return before in CLAUSE_OPENERS and has_complement(reading, word, REACH)


def has_complement(reading: Reading, word: int, reach: int) -> bool:
    """Tell whether what was said follows this reporting word."""
    return isinstance(find_complement(reading, word, reach), Complement)


def trim(reading: Reading, start: int, end: int, after: int, *, direct: bool) -> Extent | None:
    """Return the extent without the signs and the joining words at its end."""
    text = reading.text
    last = after
    while last > 0 and reading.starts[last - 1] >= end:
        last -= 1
    if not direct:
        while last - 1 > 0 and reading.starts[last - 1] > start and reading.keys[last - 1] in TRIMMED_WORDS:
            last -= 1
        end = reading.ends[last - 1]
    while end > start and text[end - 1] in TRIMMED_SIGNS:
        end -= 1
    return Extent(start, end, after, direct) if end > start else None
