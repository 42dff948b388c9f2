"""Repairs the borders of names where grammar leaves no doubt; what the name is, is the article's to decide.

A name never ends with بن: it goes on (عبد الله بن + سعود). It never holds رحمه الله. Two names joined by و are two
people (تركي البراهيم والمعمر). A university named الملك … takes the king's name. An attached letter is taken off a
person's name only where the rest is known: in the tables, or as a word of the article (كاسماريك stays). Not for:
finding names (`tagger`, `recognise`).
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from indexer.extract.entities.lexicon import Cue
from indexer.extract.entities.model import Mention
from indexer.extract.entities.words import Form, Gap, Words
from search.analysis import fold

SON = frozenset(map(fold, ("بن", "بنت")))
"""Between a name and the father's, without a doubt; ابن is also a son (ابن الملك)."""

UNFINISHED = SON | frozenset(map(fold, ("أبو", "آل", "عبد", "أبا", "أبي", "ولد", "أم")))
"""A name that ends with one goes on."""

HONORIFICS = frozenset(
    map(fold, ("رحمه", "رحمها", "رحمهما", "رحمهم", "حفظه", "حفظها", "حفظهما", "يرحمه", "يحفظه", "الله"))
)
"""Words of a wish behind a name; الله alone only behind another of them."""

POPE = fold("البابا")
"""Part of a pope's name: البابا بنديكيت السادس عشر."""

MAX_ADDED = 6
"""Words by which a name may grow: enough for three forefathers."""

MIN_JOINED = 4
"""Letters of a listed name behind a joining و; shorter ones are too often the rest of a name of its own (وهبة)."""

NO_NAME = Cue.STOP | Cue.NATIONALITY | Cue.SPEECH | Cue.OTHER
OWN_NAME = Cue.GIVEN | Cue.SURNAME


def repair_names(parts: Sequence[Words], found: Sequence[Sequence[Mention]]) -> list[list[Mention]]:
    """Return the mentions of each part of an article with their borders, and letters taken off them, repaired."""
    keys = {form.key for words in parts for form in words.forms}
    return [
        [keep_letters(words, mention, keys) for mention in complete_institutions(words, repair_people(words, mentions))]
        for words, mentions in zip(parts, found, strict=True)
    ]


def keep_letters(words: Words, mention: Mention, keys: Container[str]) -> Mention:
    """Return a person's mention with its first letters back where nothing says that they are attached.

    keys: the folded words of the article.
    """
    form = words.forms[mention.first]
    first, _, others = mention.name.partition(" ")
    if mention.kind != "person" or mention.listed or first == form.surface or not form.surface.endswith(first):
        return mention
    clitic = form.surface.removesuffix(first)
    cues = next((reading.cues for reading in form.readings if reading.clitic == clitic), 0)
    if clitic == "و" or cues & OWN_NAME or fold(first) in keys or first.startswith("ال"):
        return mention
    whole = form.surface[1:] if clitic[0] == "و" else form.surface
    evidence = mention.evidence.partition(f"; {clitic}- taken off")[0]
    return replace(mention, name=f"{whole} {others}".rstrip(), evidence=evidence)


def complete_institutions(words: Words, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions with the person behind an institution's title in its name: جامعة الملك + فيصل."""
    kept: list[Mention] = []
    for mention in mentions:
        before = kept[-1] if kept else None
        if (
            before is not None
            and before.kind == "organisation"
            and mention.kind == "person"
            and not before.listed
            and before.last == mention.first
            and before.last - before.first > 1
            and words.gaps[mention.first] == Gap.SPACE
            and words.forms[before.last - 1].cues & Cue.TITLE
        ):
            added = words.join(mention.first, mention.last)
            kept[-1] = replace(before, last=mention.last, name=f"{before.name} {added}")
        else:
            kept.append(mention)
    return kept


def repair_people(words: Words, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions of one part, in order, not overlapping, with the borders of people's names repaired."""
    parted = [part for mention in mentions for part in part_people(words, mention)]
    repaired: list[Mention] = []
    for number, mention in enumerate(parted):
        if repaired and mention.first < repaired[-1].last:
            continue  # a name before it has grown over this one
        following = parted[number + 1] if number + 1 < len(parted) else None
        mention = begin_name(words, without_title(words, mention), repaired[-1].last if repaired else 0)
        repaired.append(finish_name(words, without_wishes(words, mention), following))
    return repaired


def part_people(words: Words, mention: Mention) -> Iterator[Mention]:
    """Yield the mention, or the two or more that it is where a و in it joins people."""
    first = mention.first
    if mention.kind == "person" and not mention.listed:
        names = mention.name.split(" ")
        if len(names) == mention.last - mention.first:
            for index in range(mention.first + 1, mention.last):
                if words.forms[index - 1].key not in UNFINISHED and joins_people(words.forms[index]):
                    before = names[first - mention.first : index - mention.first]
                    yield replace(mention, first=first, last=index, name=" ".join(before))
                    names[index - mention.first] = words.forms[index].surface[1:]
                    first = index
            mention = replace(mention, first=first, name=" ".join(names[len(names) - (mention.last - first) :]))
    yield mention


def joins_people(form: Form) -> bool:
    """Tell whether a word inside a name begins with "and" and not with a letter of its own: والمعمر, not وليد."""
    if not form.key.startswith("و") or form.cues & OWN_NAME:
        return False
    rest = next((reading for reading in form.readings if reading.clitic == "و"), None)
    if rest is None:
        return False
    letters = rest.key.removeprefix("ال")
    return len(letters) >= MIN_JOINED and (rest.key != letters or bool(rest.cues & OWN_NAME))


def without_title(words: Words, mention: Mention) -> Mention:
    """Return a person's mention without the title at its beginning: الفنان + العامري."""
    first, name = mention.first, mention.name
    if mention.kind != "person" or mention.listed:
        return mention
    while first < mention.last - 1 and is_title(words.forms[first]):
        first, name = first + 1, name.partition(" ")[2]
    return replace(mention, first=first, name=name) if first > mention.first and name else mention


def is_title(form: Form) -> bool:
    """Tell whether a word is a title or an office with the article, and no name: الفنان, not مختار."""
    if form.key == POPE or not form.key.startswith("ال"):
        return False
    return bool(form.cues & (Cue.TITLE | Cue.OFFICE)) and not form.cues & OWN_NAME


def without_wishes(words: Words, mention: Mention) -> Mention:
    """Return a person's mention without the wish at its end: رحمه, رحمه الله."""
    if mention.kind != "person" or mention.listed:
        return mention
    last = mention.last
    while last > mention.first + 1 and words.forms[last - 1].key in HONORIFICS:
        last -= 1
    if last == mention.last or words.forms[last].key == fold("الله"):
        return mention  # nothing cut, or عبد الله, فضل الله: a name's own
    cut = mention.last - last
    return replace(mention, last=last, name=mention.name.rsplit(" ", cut)[0])


def begin_name(words: Words, mention: Mention, free: int) -> Mention:
    """Return a person's mention with the given name that stands right before it: ماجد + بهاء الدين.

    free: the first word that no other mention holds.
    """
    index = mention.first - 1
    if mention.kind != "person" or mention.listed or index < free or words.gaps[mention.first] != Gap.SPACE:
        return mention
    form = words.forms[index]
    if not form.cues & Cue.GIVEN or form.cues & (NO_NAME | Cue.TITLE | Cue.COMMON | Cue.MAYBE_COMMON):
        return mention
    if mention.name.partition(" ")[0] != words.forms[mention.first].surface:
        return mention  # a letter was taken off: what stands before it is another
    evidence = f"{mention.evidence}; given name {form.surface} before it"
    return replace(mention, first=index, name=f"{form.surface} {mention.name}", evidence=evidence)


def finish_name(words: Words, mention: Mention, following: Mention | None) -> Mention:
    """Return a person's mention with the fathers' names that belong to it; those of other kinds are not grown over."""
    if mention.kind != "person" or mention.listed:
        return mention
    limit = min(len(words), mention.last + MAX_ADDED)
    if following is not None and following.kind != "person":
        limit = min(limit, following.first)
    last = mention.last
    while (step := count_of_next(words, last, limit)) > 0:
        last += step
        if following is not None and following.first < last:
            last = max(last, min(following.last, limit))
    if last == mention.last:
        return mention
    added = [form.surface for form in words.forms[mention.last : last]]
    evidence = f"{mention.evidence}; it goes on with {words.forms[last - 1].surface}"
    return replace(mention, last=last, name=" ".join([mention.name, *added]), evidence=evidence)


def count_of_next(words: Words, last: int, limit: int) -> int:
    """Return how many words behind words[:last] belong to the name that ends there: 0, 1 or 2."""
    if words.forms[last - 1].key in UNFINISHED:
        return 1 if can_follow(words, last, limit) else 0
    if last < limit and words.gaps[last] == Gap.SPACE and words.forms[last].key in SON:
        return 2 if can_follow(words, last + 1, limit) else 0
    return 0


def can_follow(words: Words, index: int, limit: int) -> bool:
    """Tell whether a word can be the father's name."""
    if index >= limit or words.gaps[index] != Gap.SPACE:
        return False
    cues = words.forms[index].cues
    return bool(cues & Cue.GIVEN) or not cues & NO_NAME
