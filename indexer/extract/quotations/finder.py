"""The walk through an article that ties what was said to who said it.

At each reporting word: what was said (`clauses`), its subject (`predicates`, `subjects`), whom that means (`course`).
Not for finding names. Precise rather than complete: a quotation whose speaker is not sure is left out, and so is what
"he" says after somebody unknown spoke.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from indexer.extract.quotations.cast import Cast
from indexer.extract.quotations.clauses import CLAUSE, PARTICIPLE_REACH, Complement, find_complement, read_extent
from indexer.extract.quotations.course import Course, Speaker
from indexer.extract.quotations.headlines import read_headline
from indexer.extract.quotations.lexicon import PARTICIPLE, SpeechForm, load_nouns, load_verbs
from indexer.extract.quotations.predicates import (
    CONTRASTS,
    TURNS,
    choose_subject,
    is_denied,
    is_only_a_word,
    is_report,
    turns_away,
)
from indexer.extract.quotations.reading import CLOSE, COLON, LINE, SENTENCE, Reading, read_part
from indexer.extract.quotations.sources import CONSEQUENCES, find_name_behind_from, find_source_end, read_source
from indexer.extract.quotations.subjects import NAMED, NOBODY, Subject, read_subject
from search.article import EntityMention, Quotation

QUOTING_REACH = 4
"""Words between قوله and what was said."""

MIN_MARKED = 4
MIN_MARKED_INSIDE = 8
"""Words between marks before a verb that make an utterance: where they begin a sentence, and elsewhere."""

MAX_SIGNS = 6
"""Signs between a closing mark and the verb that follows."""

TRAILING = " \t\u00a0.،,"


@lru_cache(maxsize=1)
def load_triggers() -> frozenset[str]:
    """Return every word that may begin a report or a turn of speaker."""
    nouns = load_nouns()
    according = {letter + word for word in nouns.according for letter in ("", "و", "ف")}
    return frozenset({*load_verbs(), *nouns.quoting, *according, *TURNS, *CONTRASTS})


def find_quotations(title: str, text: str, entities: Sequence[EntityMention]) -> tuple[Quotation, ...]:
    """Return what the article reports people and organisations to have said: the title's first, in order, apart.

    entities: the mentions of the article, whose canonical names become the speakers. Offsets are code points into the
    part that `where` names. Every string is legal; the time is linear in the text.
    """
    if all(mention.kind == "place" for mention in entities):
        return ()
    parts = [read_part("title", title, entities), read_part("text", text, entities)]
    cast = Cast(parts)
    return tuple(quotation for part in parts for quotation in Finder(part, cast).find())


class Finder:
    """The walk through one part of the article. found: the quotations so far; taken: where the last of them ends."""

    def __init__(self, reading: Reading, cast: Cast) -> None:
        """Begin before the first word, nobody speaking."""
        self.reading = reading
        self.cast = cast
        self.course = Course(reading, cast)
        self.found: list[Quotation] = []
        self.taken = 0

    def find(self) -> list[Quotation]:
        """Return the quotations of the part in order."""
        reading, triggers = self.reading, load_triggers()
        done = self.read_head(0) if reading.where == "title" and len(reading) else 0
        words = {word for word, key in enumerate(reading.keys) if key in triggers}
        words.update(word for word in reading.breaks if reading.gaps[word] & LINE)
        for word in sorted(words):
            if word >= done:
                done = self.read_trigger(word)
        return self.found

    def read_trigger(self, word: int) -> int:
        """Read what a word announces; return the word to go on with."""
        reading, nouns, verbs = self.reading, load_nouns(), load_verbs()
        if word and reading.gaps[word] & LINE and (done := self.read_head(word)) > word:
            return done
        key = reading.keys[word]
        form = verbs.get(key)
        if form is not None:
            return self.read_report(word, form)
        if key in nouns.quoting:
            return self.read_quoting(word)
        if key in nouns.according or key[1:] in nouns.according:
            return self.read_according(word)
        if turns_away(reading, word):
            self.course.lose()
        return word + 1

    def read_head(self, word: int) -> int:
        """Read a headline that begins with a word; return the word to go on with, the same where there is none."""
        headline = read_headline(self.reading, self.cast, word)
        if headline is None:
            return word
        how = "named before a colon at the beginning"
        self.add(headline.start, headline.end, headline.speaker, headline.named, ":", how, direct=headline.direct)
        self.course.follow(headline.speaker, headline.after - 1)
        return headline.after

    def read_report(self, word: int, form: SpeechForm) -> int:
        """Read a reporting verb and what hangs on it; return the word to go on with."""
        reading = self.reading
        if form.kind == "mind" or is_denied(reading, word, form):
            return word + 1
        if form.tense == PARTICIPLE:
            return self.read_participle(word, form)
        found = find_complement(reading, word)
        complement, stop = (found, found.stop) if isinstance(found, Complement) else (None, found)
        if form.kind == "relay":
            return self.read_relay(word, form, complement, stop)
        subject = choose_subject(reading, word, form, stop)
        if not is_report(reading, word, form, subject, complement):
            return word + 1
        speaker, how = self.course.resolve(word, form, subject)
        if speaker is None and is_only_a_word(reading, word, form, subject, complement):
            return word + 1
        named = self.span_of(subject, word)
        if complement is None and speaker is not None and form.kind != "act":
            self.take_marks_before(word, speaker, named, how)
        self.course.follow(speaker, word)
        if complement is None or form.kind == "act":
            return word + 1
        return self.take(word, complement, speaker, named, how)

    def read_participle(self, word: int, form: SpeechForm) -> int:
        """Read مضيفا and its like: the speaker is that of the sentence."""
        complement = find_complement(self.reading, word, PARTICIPLE_REACH)
        if not isinstance(complement, Complement) or form.kind == "act":
            return word + 1
        speaker = self.course.of_sentence(word, form.gender, plural=form.plural)
        if speaker is None:
            self.course.lose()
        return self.take(word, complement, speaker, self.span_of(NOBODY, word), "said by the subject of the sentence")

    def read_quoting(self, word: int) -> int:
        """Read قوله and بقوله: the speaker is named right before (عن لافروف قوله) or is that of the sentence."""
        reading = self.reading
        complement = find_complement(reading, word, QUOTING_REACH)
        if not isinstance(complement, Complement):
            return word + 1
        gender = "f" if reading.keys[word].endswith("ها") else "m"
        number = find_name_behind_from(reading, word)
        if number is None:
            speaker = self.course.of_sentence(word, gender, plural=False)
            how = "said by the subject of the sentence"
            return self.take(word, complement, speaker, self.span_of(NOBODY, word), how)
        mention = reading.mentions[number]
        speaker = Speaker(mention.name, mention.kind, gender)
        self.course.follow(speaker, word)
        return self.take(word, complement, speaker, (mention.start, mention.end), "named behind عن")

    def read_relay(self, word: int, form: SpeechForm, complement: Complement | None, stop: int) -> int:
        """Read نقل ... عن: the speaker is who stands behind عن."""
        source = next((at for at in range(word + 1, stop) if self.reading.keys[at] == "عن"), -1)
        if source < 0 or complement is None:
            return word + 1
        subject = read_subject(self.reading, source + 1, stop)
        speaker = self.course.resolve(word, form, subject)[0] if subject.kind == NAMED else None
        speaker = speaker._replace(gender="") if speaker else None
        self.course.follow(speaker, word)
        return self.take(word, complement, speaker, self.span_of(subject, word), "named behind عن")

    def read_according(self, word: int) -> int:
        """Read بحسب and وفقا ل: what stood between marks before it, or what follows with فإن."""
        reading = self.reading
        stop = find_source_end(reading, word)
        subject = read_source(reading, word + 1, stop)
        if subject.kind != NAMED:
            return word + 1
        mention = reading.mentions[subject.mention]
        speaker, named = Speaker(mention.name, mention.kind), (mention.start, mention.end)
        self.take_marks_before(word, speaker, named, "named behind it")
        if stop + 1 >= len(reading) or reading.keys[stop] not in CONSEQUENCES or reading.gaps[stop] & SENTENCE:
            return word + 1
        self.course.follow(speaker, word)
        complement = Complement(CLAUSE, stop, stop + 1, reading.openers.get(stop + 1, -1))
        return self.take(word, complement, speaker, named, "named behind it")

    def take(self, word: int, complement: Complement, speaker: Speaker | None, named: tuple[int, int], how: str) -> int:
        """Add the quotation of a complement if its speaker is known; return the word behind it."""
        reading = self.reading
        extent = read_extent(reading, complement)
        if extent is None:
            return word + 1
        is_pronoun = named == self.span_of(NOBODY, word)
        if is_pronoun and speaker and not extent.direct and self.names(complement.first, extent.after, speaker):
            self.course.lose()
        elif speaker is not None:
            verb = reading.words(word, word + 1)
            how = f"{verb} before the words, {how}"
            self.add(extent.start, extent.end, speaker, named, verb, how, direct=extent.direct)
        self.course.advance(max(extent.after - 1, word))
        return max(extent.after, word + 1)

    def names(self, first: int, last: int, speaker: Speaker) -> bool:
        """Tell whether words[first:last] name a person who is said to speak them: then "he" is somebody else."""
        reading = self.reading
        numbers = range(bisect_left(reading.spans, (first, 0)), bisect_left(reading.spans, (last, 0)))
        return speaker.kind == "person" and any(reading.mentions[number].name == speaker.name for number in numbers)

    def take_marks_before(self, word: int, speaker: Speaker, named: tuple[int, int], how: str) -> None:
        """Add what stands between marks right before the word: «...»، قال لافروف."""
        reading = self.reading
        if not word or not reading.gaps[word] & CLOSE or reading.gaps[word] & SENTENCE:
            return
        signs = range(reading.ends[word - 1], min(reading.starts[word], reading.ends[word - 1] + MAX_SIGNS))
        closing = next((at for at in signs if at in reading.opens), -1)
        if closing < 0:
            return
        first = reading.word_after(reading.opens[closing])
        least = MIN_MARKED if reading.gaps[first] & (SENTENCE | COLON) else MIN_MARKED_INSIDE
        if word - first >= least:
            verb = reading.words(word, word + 1)
            self.add(
                reading.starts[first], closing, speaker, named, verb, f"{verb} behind the words, {how}", direct=True
            )

    def add(
        self, start: int, end: int, speaker: Speaker, named: tuple[int, int], verb: str, evidence: str, *, direct: bool
    ) -> None:
        """Add a quotation, unless it overlaps the one before."""
        text = self.reading.text
        while end > start and text[end - 1] in TRAILING:
            end -= 1
        if start < self.taken or end <= start:
            return
        kind, where = "direct" if direct else "reported", self.reading.where
        self.found.append(Quotation(where, start, end, text[start:end], speaker.name, *named, verb, kind, evidence))
        self.taken = end

    def span_of(self, subject: Subject, word: int) -> tuple[int, int]:
        """Return where the speaker is named: the name, the office, or the verb itself."""
        reading = self.reading
        if subject.kind == NAMED:
            mention = reading.mentions[subject.mention]
            return mention.start, mention.end
        first, last = (subject.first, subject.last) if subject.first >= 0 else (word, word + 1)
        return reading.starts[first], reading.ends[last - 1]
