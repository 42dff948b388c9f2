"""The reporting verb in its clause: whether it is meant, whether its clause begins with it, and who is its subject.

Not for what follows as the subject (`subjects`) nor for who is meant by it (`course`).
"""

from __future__ import annotations

from indexer.extract.quotations.clauses import MARKS, Complement
from indexer.extract.quotations.lexicon import PRESENT, SpeechForm, is_title, load_nouns, load_verbs, strip_article
from indexer.extract.quotations.naming import has_preposition, is_governed
from indexer.extract.quotations.reading import COLON, COMMA, SENTENCE, Reading
from indexer.extract.quotations.subjects import IMPLICIT, NAMED, NOBODY, OFFICE, UNKNOWN, Subject, read_subject

MAX_BETWEEN = 3
"""Words (قد, أمس, الذي) between a name and the verb behind it."""

MIN_WORDS_AFTER_OFFICE = 8
"""Words between marks behind an office that are words said rather than a name."""

DURING = "إبان"
"""A preposition that is folded like the verb أبان."""

IMPERSONAL = frozenset(("توقع", "رجح", "اعتبر"))
"""Verbs that in the present, without subject, may be passive: ويتوقع أن."""

BETWEEN = "بين"
MAX_AFTER_BETWEEN = 6
"""Words between the subject of بيّن and what was said; else the word is "between"."""

TURNS = frozenset(("جهته", "جهتها", "جهتهم", "جانبه", "جانبها", "جانبهم", "ناحيته", "ناحيتها")) | frozenset(
    ("بدوره", "بدورها", "بدورهم")
)
"""من جهته, بدوره: somebody else speaks from here on."""

CONTRASTS = frozenset(("فيما", "بينما", "وبينما", "حين"))
"""في حين, بينما: what follows has another subject."""

CLAUSE_STARTERS = frozenset(("كان", "وكان", "كانت", "وكانت", "ان", "لكن", "ولكن", "فيما", "بينما", "حين", "حيث", "اما"))
INSIDE_IT = frozenset(("فيه", "فيها", "خلاله", "خلالها"))
"""كلمة للوزير أوضح فيها: the verb belongs to the noun before it, and so does its subject."""

GOVERNING = frozenset(("حد", "محاوله", "مجرد", "عدم"))
"""Words before a noun that looks like a verb: إلى حد وصف فلان."""

RELATIVES = {"الذي": "m", "التي": "f"}
BUT_HE = frozenset(("الا", "غير", "بيد", "كما"))
"""Words before أنه with which "he" goes on: إلا أنه قال."""

SUBJECT_MATTERS = frozenset(("وعن", "عن", "وحول", "حول", "وبشان", "وبخصوص", "وعما", "وفيما", "وردا", "ردا", "وفي"))
"""Words that begin a sentence with what is spoken of."""

TOPICS = frozenset(("اما", "واما"))
MAX_TOPIC = 20
"""Words from أما to the verb with ف."""

SOURCES = frozenset(("حسب", "بحسب", "وفق", "كما", "وحسب", "وبحسب"))
UNREAL = frozenset(("ان", "بان", "لان", "قد", "كي", "لكي", "حتي", "سوف", "ربما"))
"""Words before a verb of the present that make it a wish, a future or a guess."""


def is_denied(reading: Reading, word: int, form: SpeechForm) -> bool:
    """Tell whether the verb is negated, wished, only possible or no verb: لم يقل, أن يؤكد, قد يقول; not بحسب ما قال."""
    if reading.words(word, word + 1) == DURING:
        return True
    if form.joined or not word or reading.gaps[word] & SENTENCE:
        return False
    before = reading.keys[word - 1]
    if before == "ما" and word > 1 and reading.keys[word - 2] in SOURCES:
        return False
    return before in load_nouns().negation or (form.tense == PRESENT and before in UNREAL)


def is_report(reading: Reading, word: int, form: SpeechForm, subject: Subject, complement: Complement | None) -> bool:
    """Tell whether a verb with its subject reports at all, or sets who is spoken of; many verbs are other words too."""
    if form.kind == "told" and subject.kind not in (NAMED, UNKNOWN):
        return False
    if form.lemma in IMPERSONAL and form.tense == PRESENT and subject.kind == IMPLICIT:
        return False
    if form.kind in ("act", "weak") and subject.kind != NAMED and not begins_clause(reading, word, form):
        return False
    if form.lemma == BETWEEN:
        return complement is not None and (subject.first < 0 or complement.stop - subject.last <= MAX_AFTER_BETWEEN)
    return complement is None or subject.kind != OFFICE or not is_name_in_marks(reading, complement)


def is_only_a_word(
    reading: Reading, word: int, form: SpeechForm, subject: Subject, complement: Complement | None
) -> bool:
    """Tell whether a verb that is often another word, its speaker unknown, leaves open who speaks from here on."""
    if form.kind == "act":
        return subject.kind != UNKNOWN or not reading.gaps[word] & (SENTENCE | COMMA)
    return form.kind == "weak" and complement is None


def turns_away(reading: Reading, word: int) -> bool:
    """Tell whether the text turns to somebody else with a word; أكد من جهته, behind the verb, is no such turn."""
    key, before = reading.keys[word], reading.keys[word - 1] if word else ""
    if key in TURNS:
        return before not in load_verbs()
    if key not in CONTRASTS or (key == "حين" and before not in ("في", "وفي")):
        return False
    return word + 1 < len(reading) and reading.keys[word + 1] in load_verbs()


def begins_clause(reading: Reading, word: int, form: SpeechForm) -> bool:
    """Tell whether a verb begins its clause, so that no name before it, found or not, is its subject."""
    if form.joined or reading.gaps[word] & (SENTENCE | COMMA):
        return True
    before = reading.keys[word - 1]
    if before in load_nouns().opener or before in TURNS:
        return True
    return (before in ("انه", "انها") and word > 1 and reading.keys[word - 2] in BUT_HE) or is_behind_topic(
        reading, word
    )


def is_behind_topic(reading: Reading, word: int) -> bool:
    """Tell whether the sentence up to a verb says only what is spoken of: وعن المفاوضات قال."""
    for position in range(word - 1, max(-1, word - MAX_TOPIC), -1):
        if position in reading.mention_to and reading.mentions[reading.mention_to[position]].kind == "person":
            return False
        if reading.gaps[position] & SENTENCE:
            return reading.keys[position] in SUBJECT_MATTERS
    return False


def choose_subject(reading: Reading, word: int, form: SpeechForm, stop: int) -> Subject:
    """Return the subject of a verb: the name behind it, the name right before it, or what else follows it."""
    behind = read_subject(reading, word + 1, stop)
    if behind.kind == NAMED:
        return behind if can_be_subject(reading, word, form, behind) else NOBODY
    if form.joined:
        return read_topic(reading, word) or behind if behind.kind == IMPLICIT else behind
    before = None if form.plural else find_name_before(reading, word, form)
    if before is not None and (behind.kind == IMPLICIT or not reading.gaps[word] & COMMA):
        return before
    is_relative = word + 1 < len(reading) and reading.keys[word + 1] in INSIDE_IT
    if behind.kind == IMPLICIT and (is_relative or not begins_clause(reading, word, form)):
        return NOBODY
    return behind


def can_be_subject(reading: Reading, word: int, form: SpeechForm, behind: Subject) -> bool:
    """Tell whether a name behind a verb is its subject, not its object or what a noun of the same letters governs.

    أبلغ وكالة رويترز: a feminine noun is no subject of a masculine verb. إلى حد وصف فلان: no verb at all.
    """
    mention = reading.mentions[behind.mention]
    next_key, nouns = reading.keys[word + 1], load_nouns()
    if mention.kind == "organisation" and form.gender == "m" and strip_article(next_key) not in nouns.document:
        head = next_key if next_key in nouns.label else reading.keys[behind.first]
        if head.endswith("ه"):
            return False
    if form.kind not in ("told", "weak", "act") or not word or begins_clause(reading, word, form):
        return True
    return reading.keys[word - 1] not in nouns.preposition | nouns.relation | GOVERNING


def read_topic(reading: Reading, word: int) -> Subject | None:
    """Return the subject that أما puts before a verb with ف: أما فلان فأوضح; None where there is no أما."""
    if not reading.keys[word].startswith("ف"):
        return None
    for position in range(word - 1, max(-1, word - MAX_TOPIC), -1):
        if reading.keys[position] in TOPICS:
            number = next((at for at in range(position + 1, word) if at in reading.mention_at), -1)
            if number < 0 or not is_free(reading, reading.mention_at[number]):
                return NOBODY
            return Subject(NAMED, reading.mention_at[number], *reading.spans[reading.mention_at[number]])
        if reading.gaps[position] & SENTENCE:
            return None
    return None


def find_name_before(reading: Reading, word: int, form: SpeechForm) -> Subject | None:
    """Return the name that stands right before a verb as its subject: المدير فلان أكد, فلان الذي قال."""
    adverbs = load_nouns().adverb
    relative = ""
    for position in range(word - 1, max(-1, word - 2 - MAX_BETWEEN), -1):
        if reading.gaps[position + 1] & (SENTENCE | COLON):
            return None
        number = reading.mention_to.get(position)
        if number is not None:
            fits = is_free(reading, number) and agrees_with(relative, reading.mentions[number].kind, form)
            return Subject(NAMED, number, *reading.spans[number]) if fits else None
        if reading.keys[position] in RELATIVES:
            relative = reading.keys[position]
        elif reading.keys[position] not in adverbs:
            return None
    return None


def agrees_with(relative: str, kind: str, form: SpeechForm) -> bool:
    """Tell whether الذي or التي between a name and the verb may stand for the name: التي is seldom a person."""
    return not relative or (RELATIVES[relative] == form.gender and (kind == "organisation" or form.gender == "m"))


def is_free(reading: Reading, number: int) -> bool:
    """Tell whether a name can be the subject of the verb behind it; an organisation has to begin the clause."""
    mention = reading.mentions[number]
    if mention.kind == "place" or has_preposition(mention) or is_governed(reading, number):
        return False
    return mention.kind == "person" or begins_with(reading, number)


def begins_with(reading: Reading, number: int) -> bool:
    """Tell whether a clause begins with a name: in رئيس الحركة أكد the movement is not the subject."""
    first = reading.spans[number][0]
    if first and not reading.gaps[first] & (SENTENCE | COMMA) and reading.keys[first - 1] in load_nouns().label:
        first -= 1
    return not first or bool(reading.gaps[first] & (SENTENCE | COMMA)) or reading.keys[first - 1] in CLAUSE_STARTERS


def is_name_in_marks(reading: Reading, complement: Complement) -> bool:
    """Tell whether marks behind an office hold a name rather than words said: رئيس فرقة «...»."""
    if complement.kind != MARKS or reading.gaps[complement.first] & COLON:
        return False
    after = reading.word_after(reading.closes[complement.opening])
    first = strip_article(reading.keys[complement.first])
    return after - complement.first < MIN_WORDS_AFTER_OFFICE or is_title(first)
