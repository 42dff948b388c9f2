"""Who speaks, in the course of the text: from the subject of a verb to the person or organisation it means.

"He" and "she" are the speaker of the sentence before if the verb agrees and no other name came between; "the minister"
is for the `cast` to say. A subject that nobody can name makes the speaker unknown, for what follows too.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from indexer.extract.quotations.cast import Cast
from indexer.extract.quotations.lexicon import PAST, SpeechForm
from indexer.extract.quotations.naming import has_preposition, is_coordinated, is_governed
from indexer.extract.quotations.reading import SENTENCE, Reading
from indexer.extract.quotations.subjects import (
    COURTESIES,
    COURTESY,
    DOCUMENT,
    IMPLICIT,
    NAMED,
    OFFICE,
    UNKNOWN,
    Subject,
)

MAX_SENTENCES = 2
MAX_SENTENCES_MORE = 4
"""Sentences from one report to the next whose "he" is the same; a verb of continuing (أضاف) may be farther."""

MAX_NAMES = 20
"""Names between two reports of one speaker."""


MAX_SENTENCE = 60
MAX_OPENING = 14
"""Words of a sentence before "he said" in which the one whom it names is looked for, and before his name."""


class Speaker(NamedTuple):
    """The one who speaks: canonical name, kind, gender ("" = not known) and number as the verb has them."""

    name: str
    kind: str
    gender: str = ""
    plural: bool = False


class Course:
    """The speaker of a part of the article up to some word, and the sentence that last knew him."""

    def __init__(self, reading: Reading, cast: Cast) -> None:
        """Begin before the first word, with nobody."""
        self.reading = reading
        self.cast = cast
        self.speaker: Speaker | None = None
        self.sentence = -MAX_SENTENCES_MORE - 1
        self.word = 0

    def follow(self, speaker: Speaker | None, word: int) -> None:
        """Remember who speaks at a word; None for somebody who is not known."""
        self.speaker = speaker
        self.advance(word)

    def advance(self, word: int) -> None:
        """Remember that the same one still spoke at a word."""
        self.word = word
        self.sentence = self.reading.sentence(word)

    def lose(self) -> None:
        """Forget who speaks: the text turns to somebody else."""
        self.speaker = None

    def resolve(self, word: int, form: SpeechForm, subject: Subject) -> tuple[Speaker | None, str]:
        """Return the speaker whom the subject of a verb means, None where that is not sure, and how it is known."""
        if subject.kind == NAMED:
            mention = self.reading.mentions[subject.mention]
            speaker = Speaker(mention.name, mention.kind, form.gender, form.plural)
            return speaker, f"its subject {mention.text} named in the same sentence"
        if subject.kind == OFFICE:
            return self.resolve_office(form, subject)
        if subject.kind == COURTESY:
            return self.resolve_courtesy(word, form, subject)
        may_be_alone = form.joined or (form.gender == "m" and form.tense == PAST)
        if subject.kind == IMPLICIT and may_be_alone and not form.plural and (alone := self.only_person(word)):
            return Speaker(alone, "person", form.gender, form.plural), "the only person whom the sentence names before"
        speaker_before = self.speaker
        if speaker_before is None or subject.kind == UNKNOWN or not self.is_near(word, form):
            return None, ""
        if subject.kind == IMPLICIT and agrees(speaker_before, form.gender, form.plural):
            return speaker_before, "continued, the speaker of the sentence before"
        if subject.kind == DOCUMENT and speaker_before.kind == "organisation":
            return speaker_before, "continued, the statement of the organisation that spoke before"
        return None, ""

    def resolve_office(self, form: SpeechForm, subject: Subject) -> tuple[Speaker | None, str]:
        """Return the one person or organisation of the article whom an office (الوزير, الوزارة) means."""
        found = self.cast.resolve(self.reading, subject.first, subject.last)
        if found is None:
            return None, ""
        name, kind = found
        words = self.reading.words(subject.first, subject.last)
        return Speaker(name, kind, form.gender, form.plural), f"{words} is the only {kind} of the article called so"

    def resolve_courtesy(self, word: int, form: SpeechForm, subject: Subject) -> tuple[Speaker | None, str]:
        """Return whom سموه or معاليه means: the only one of the article called so, else the person who spoke before."""
        found = self.cast.resolve_courtesy(COURTESIES[self.reading.keys[subject.first]])
        if found is not None:
            words = self.reading.words(subject.first, subject.last)
            return Speaker(*found, form.gender, form.plural), f"{words}: the only person of the article honoured so"
        if self.speaker is None or self.speaker.kind != "person" or not self.is_near(word, form):
            return None, ""
        return self.speaker, "continued, the speaker of the sentence before"

    def of_sentence(self, word: int, gender: str, *, plural: bool) -> Speaker | None:
        """Return the speaker of the sentence of a word, if it agrees; a word that begins one goes on with the last."""
        if not plural and (alone := self.only_person(word)):
            return Speaker(alone, "person", gender)
        distance = self.reading.sentence(word) - self.sentence
        if self.speaker is None or distance > (1 if self.reading.gaps[word] & SENTENCE else 0):
            return None
        return self.speaker if agrees(self.speaker, gender, plural) else None

    def only_person(self, word: int) -> str | None:
        """Return the only person whom the sentence names as what may be its subject, before a word and any report.

        لقي فلان ترحيبا وقال: a verb that the tables do not know has a subject too. None where a report of the same
        sentence came before, where two are named, or where the name does not stand near the beginning.
        """
        reading = self.reading
        sentence = reading.sentence(word)
        if sentence == self.sentence:
            return None
        start = reading.breaks[sentence - 1] if sentence else 0
        if word - start > MAX_SENTENCE:
            return None
        numbers = range(bisect_left(reading.spans, (start, 0)), bisect_left(reading.spans, (word, 0)))
        free = [number for number in numbers if self.is_free_person(number)]
        names = {reading.mentions[number].name for number in free}
        if len(names) != 1 or is_coordinated(reading, free[0]) or reading.spans[free[0]][0] - start > MAX_OPENING:
            return None
        return names.pop()

    def is_free_person(self, number: int) -> bool:
        """Tell whether a name is a person's that nothing governs."""
        mention = self.reading.mentions[number]
        return mention.kind == "person" and not has_preposition(mention) and not is_governed(self.reading, number)

    def is_near(self, word: int, form: SpeechForm) -> bool:
        """Tell whether the speaker of the text so far may still be meant by a verb without subject."""
        distance = self.reading.sentence(word) - self.sentence
        if distance > (MAX_SENTENCES_MORE if form.kind == "more" else MAX_SENTENCES):
            return False
        spans = self.reading.spans
        first, last = bisect_left(spans, (self.word, 0)), bisect_left(spans, (word, 0))
        if last - first > MAX_NAMES:
            return False
        return not any(self.is_rival(number, strict=distance > 1) for number in range(first, last))

    def is_rival(self, number: int, *, strict: bool) -> bool:
        """Tell whether a name between two reports may be a new subject; strict: whatever its place in the sentence."""
        mention, speaker = self.reading.mentions[number], self.speaker
        if speaker is None or mention.kind == "place" or mention.name == speaker.name:
            return False
        if strict:
            return mention.kind == speaker.kind
        return self.is_free_person(number)


def agrees(speaker: Speaker, gender: str, plural: bool) -> bool:
    """Tell whether a verb without subject can have this one as its subject."""
    return speaker.plural == plural and (not speaker.gender or speaker.gender == gender)
