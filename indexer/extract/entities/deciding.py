"""From labels to mentions: the model decides, patterns add what it leaves open, tables give listed names.

Not for: the labels (`tagger`) or one name within an article (`naming`).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from indexer.extract.entities.gazetteer import build_mention, lookup
from indexer.extract.entities.lexicon import Cue, load_lexicon
from indexer.extract.entities.model import Mention
from indexer.extract.entities.tagger.tagger import Reading as Labelling
from indexer.extract.entities.tagger.tokens import NO_WORD, Tokens
from indexer.extract.entities.tagger.weights import LABELS
from indexer.extract.entities.words import Gap, Reading, Words, surface_of
from search.analysis import key_of
from search.article import EntityKind

CLASS_KINDS: dict[str, EntityKind] = {"PER": "person", "LOC": "place", "ORG": "organisation"}

Span = tuple[int, int, EntityKind, float]
"""First word, word behind the last, kind, probability."""

SURE_OF_KIND = 0.8
"""From this probability on the model's kind stands against the rest of the article: clubs are named like places."""

SHARED_HEAD = "coordination"
"""How the evidence of names begins that share a head in the dual or plural."""

NEVER, EVEN, SELDOM, MOSTLY, OFTEN, ALWAYS = 0.0, 0.5, 0.9, 0.97, 0.999, 1.01
"""Up to which probability of the model that words are no name a pattern is believed: a guess; a listed name or a part
of a full name; a listed place or a shared head; a ministry; a ministry with its country; two ministries under one
head, a listed place that the article names elsewhere."""


def read_labels(
    words: Words, tokens: Tokens, patterns: Sequence[Mention], labelling: Labelling, outside: Sequence[float]
) -> list[Mention]:
    """Return the mentions of one part that the model finds; names that share a head are left to the patterns.

    outside: for each word the model's probability that it is no name.
    """
    shared = [
        (mention.first, mention.last)
        for mention in patterns
        if mention.evidence.startswith(SHARED_HEAD)
        and max(outside[mention.first : mention.last]) < find_tolerance(mention, words, ())
    ]
    taken = mark(words, shared)
    by_start = {mention.first: mention for mention in patterns}
    spans = join_listed([span for span in iter_spans(tokens, labelling) if not any(taken[span[0] : span[1]])], patterns)
    return [
        make_mention(words, *span, by_start.get(span[0])) for span in spans if not is_namesake(words, span[0], span[2])
    ]


def join_listed(spans: Sequence[Span], patterns: Sequence[Mention]) -> list[Span]:
    """Return the spans, those joined that the model split and that are one listed name of their kind: قره باغ."""
    listed = {mention.first: mention for mention in patterns if mention.listed and mention.last - mention.first > 1}
    joined: list[Span] = []
    for span in spans:
        before = joined[-1] if joined else None
        whole = listed.get(before[0]) if before else None
        if before and whole and before[1] == span[0] and span[1] <= whole.last and before[2] == span[2] == whole.kind:
            joined[-1] = (before[0], span[1], span[2], min(before[3], span[3]))
        else:
            joined.append(span)
    return joined


def settle_kinds(found: Sequence[Mention], patterns: Sequence[Mention], places: Container[str]) -> list[Mention]:
    """Return the mentions, those of a doubtful kind as what the rest of the article says they are.

    An organisation named as a place is elsewhere is that place, a part of a full name of the article that person.
    """
    said = {(mention.first, mention.last): mention for mention in patterns}
    settled = []
    for mention in found:
        other = said.get((mention.first, mention.last))
        if other is not None and mention.sure < SURE_OF_KIND and is_settled(mention, other, places):
            settled.append(replace(other, evidence=f"{other.evidence}; a {other.kind} elsewhere", sure=mention.sure))
        else:
            settled.append(mention)
    return settled


def is_settled(mention: Mention, other: Mention, places: Container[str]) -> bool:
    """Tell whether the article speaks for the pattern's kind and against the model's."""
    if other.kind == "place":
        return mention.kind == "organisation" and other.name in places
    return other.kind == "person" != mention.kind and other.evidence.startswith("part of")


def add_patterns(
    words: Words, found: list[Mention], patterns: Sequence[Mention], outside: Sequence[float], places: Container[str]
) -> list[Mention]:
    """Return the mentions found and, between them, those of the patterns that the model does not contradict.

    outside: for each word the model's probability that it is no name. places: those named anywhere in the article.
    """
    taken = mark(words, [(mention.first, mention.last) for mention in found])
    added = [
        mention
        for mention in patterns
        if not any(taken[mention.first : mention.last])
        and max(outside[mention.first : mention.last]) < find_tolerance(mention, words, places)
    ]
    return sorted([*found, *added], key=lambda mention: mention.first)


def is_namesake(words: Words, first: int, kind: EntityKind) -> bool:
    """Tell whether a person's name only names a street or an airport: مطار الملك خالد."""
    if kind != "person" or first < 2:
        return False
    return bool(words.forms[first - 1].cues & Cue.TITLE and words.forms[first - 2].any_cues & Cue.NAMESAKE)


def mark(words: Words, spans: Iterable[tuple[int, int]]) -> list[bool]:
    """Return for each word whether a span holds it."""
    marked = [False] * len(words)
    for first, last in spans:
        marked[first:last] = [True] * (last - first)
    return marked


def find_tolerance(mention: Mention, words: Words, places: Container[str]) -> float:
    """Return how probable it may be to the model that these words are no name, and the patterns still be believed.

    The annotators of the training texts often left ministries out, which readers want to find.
    """
    if mention.evidence.startswith(SHARED_HEAD):
        return ALWAYS if mention.evidence.endswith("وزارة") else SELDOM
    if mention.evidence.startswith("head وزار") or mention.evidence == "ministry and nationality":
        return OFTEN if words.forms[mention.last - 1].cues & Cue.NATIONALITY else MOSTLY
    if mention.kind == "place" and mention.evidence.startswith("listed"):
        return ALWAYS if mention.name in places else SELDOM
    if mention.kind == "person" and mention.listed and mention.last - mention.first > 1:
        return OFTEN  # a whole name of the table, whatever its words are elsewhere: غير بيدرسون
    return EVEN if mention.listed or mention.evidence.startswith("part of") else NEVER


def iter_spans(tokens: Tokens, labelling: Labelling) -> list[Span]:
    """Return (first word, word behind the last, kind, probability) of each name; signs at its ends are left out."""
    spans: list[Span] = []
    labels = labelling.labels
    for begin, end in tokens.sentences:
        number = begin
        while number < end:
            label = labels[number]
            if not label:
                number += 1
                continue
            last = number + 1
            while last < end and labels[last] and labels[last] % 2 == 0:
                last += 1
            kind = CLASS_KINDS.get(LABELS[label][2:])
            inside = [word for word in tokens.words[number:last] if word != NO_WORD]
            if kind and inside:
                spans.append((inside[0], inside[-1] + 1, kind, min(labelling.sure[number:last])))
            number = last
    return spans


def make_mention(
    words: Words, first: int, last: int, kind: EntityKind, sure: float, pattern: Mention | None
) -> Mention:
    """Return the mention of words[first:last] under its listed name, or as written without attached letters."""
    model = f"model {sure:.2f}"
    if pattern is not None and pattern.last == last and pattern.kind == kind:
        evidence = f"{model}; {pattern.evidence}"
        return Mention(first, last, kind, pattern.name, evidence, pattern.listed, pattern.bare, sure)
    reading = choose_reading(words, first)
    listed = find_listed(words, first, last, kind, reading)
    if listed is not None:
        return replace(listed, evidence=f"{model}; {listed.evidence}", sure=sure)
    name = " ".join(
        [surface_of(words.forms[first], reading), *(form.surface for form in words.forms[first + 1 : last])]
    )
    cut = f"; {reading.clitic}- taken off" if reading.clitic else ""
    before = describe_before(words, first)
    return Mention(first, last, kind, name, f"{model}{before}{cut}", sure=sure)


def find_listed(words: Words, first: int, last: int, kind: EntityKind, reading: Reading) -> Mention | None:
    """Return the mention under the listed name that these words are, or None. A listed place is never a person."""
    lexicon = load_lexicon()
    for candidate in (reading, words.forms[first].readings[0]):
        entry = lookup(words, first, candidate, last - first, lexicon)
        if entry is None:
            continue
        sure_place = kind == "person" and entry.kind == "place" and entry.curated and not entry.weak
        if entry.kind == kind or sure_place:
            return build_mention(first, last, entry, candidate)
    return None


def choose_reading(words: Words, first: int) -> Reading:
    """Return the reading of a name's first word: attached letters go where the analysis of words takes them off."""
    form = words.forms[first]
    if len(form.readings) == 1 or form.cues & (Cue.GIVEN | Cue.SURNAME):
        return form.readings[0]
    bare = key_of(form.surface, "prefix")
    for reading in form.readings[1:]:
        if bare in (reading.key, reading.key.removeprefix("ال")):
            return reading
    return form.readings[0]


def describe_before(words: Words, first: int) -> str:
    """Return what announces a name, for a reader: ; title الرئيس before it."""
    if first == 0 or words.gaps[first] not in (Gap.SPACE, Gap.COMMA, Gap.QUOTE):
        return ""
    form = words.forms[first - 1]
    for cue, what in ((Cue.TITLE, "title"), (Cue.OFFICE, "office"), (Cue.SPEECH, "verb"), (Cue.PLACEHEAD, "noun")):
        if form.any_cues & cue:
            return f"; {what} {form.surface} before it"
    return ""
