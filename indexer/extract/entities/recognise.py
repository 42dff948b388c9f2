"""Step one: which words of a text name a person, a place or an organisation, by gazetteers and patterns.

Not for canonical names of people: `article` sees the whole article. One walk from left to right; at each word
the rules are tried in a fixed order and the first that holds takes its words. Each rule looks at a bounded
number of following words, so the walk is linear.
"""

from __future__ import annotations

from collections.abc import Sequence

from indexer.extract.entities.coordination import read_coordination
from indexer.extract.entities.gazetteer import match_gazetteer
from indexer.extract.entities.lexicon import Cue, fold_words, load_lexicon
from indexer.extract.entities.model import Mention
from indexer.extract.entities.organisations import read_namesake, read_organisation
from indexer.extract.entities.people import NameCue, is_place, read_person
from indexer.extract.entities.words import Gap, Words

TITLE_REACH = 9
"""Words between an office and its holder: وزير الدولة للشؤون الخارجية في الحكومة السودانية علي كرتي."""

ORGANISATION_CUES = Cue.ORGHEAD | Cue.ORGHEAD_AL | Cue.LABELHEAD | Cue.CLUBHEAD | Cue.MINISTRY
PERSON_CUES = Cue.GIVEN | Cue.ABD | Cue.KUNYA
ANNOUNCING_CUES = Cue.TITLE | Cue.OFFICE | Cue.SPEECH | Cue.STOP
NO_CUE = NameCue("", 0, False)

WIDE_GAPS = (Gap.SPACE, Gap.COMMA, Gap.QUOTE, Gap.HYPHEN)


def recognise(words: Words) -> list[Mention]:
    """Return the mentions in order, not overlapping; names of people are as written."""
    mentions: list[Mention] = []
    cue = NO_CUE
    index = 0
    while index < len(words):
        cue = continue_cue(words, index, cue)
        found = read_mentions(words, index, cue)
        if found:
            mentions += found
            index = found[-1].last
            if found[-1].kind == "person":
                cue = NO_CUE
        elif skipped := skip_namesake(words, index):
            index = skipped
        else:
            cue = start_cue(words, index, cue)
            index += 1
    return mentions


def read_mentions(words: Words, index: int, cue: NameCue) -> Sequence[Mention]:
    """Return what begins at this word by the first rule that holds."""
    form = words.forms[index]
    if form.shared_head and (pair := read_coordination(words, index)):
        return pair
    listed = match_gazetteer(words, index) if form.listed else None
    organisation = read_organisation(words, index) if form.any_cues & ORGANISATION_CUES else None
    if organisation and (listed is None or organisation.last > listed.last):
        return (prefer_listed(words, organisation, listed),)
    person = read_person(words, index, cue) if cue.left or form.any_cues & PERSON_CUES else None
    if person and (listed is None or listed.kind != "organisation") and (listed is None or person.last > listed.last):
        return (person,)
    return (listed,) if listed else ()


def prefer_listed(words: Words, found: Mention, listed: Mention | None) -> Mention:
    """Return the longer organisation under the listed name where it is one: تنظيم “داعش”, حزب الله + a nationality."""
    entry = load_lexicon().phrases.get(fold_words(found.name))
    if entry is not None and entry.kind == "organisation":
        return Mention(found.first, found.last, "organisation", entry.name, found.evidence, listed=True)
    if listed is not None and listed.kind == "organisation" and listed.first == found.first:
        rest = words.forms[listed.last : found.last]
        if all(form.cues & Cue.NATIONALITY for form in rest):
            return Mention(found.first, found.last, "organisation", listed.name, listed.evidence, listed=True)
    return found


def skip_namesake(words: Words, index: int) -> int:
    """Return where a name ends that only names a street, an airport or a prize: شارع الملك فهد; 0 where none is."""
    if not words.forms[index].any_cues & Cue.NAMESAKE:
        return 0
    position = index + 1
    if position >= len(words) or words.gaps[position] != Gap.SPACE:
        return 0
    if words.forms[position].cues & Cue.TITLE:
        return read_namesake(words, position)
    if words.forms[position].cues & Cue.GIVEN_SURE and not is_place(words, position):
        return read_namesake(words, index)
    return 0


def continue_cue(words: Words, index: int, cue: NameCue) -> NameCue:
    """Return the cue as it reaches this word: spent by distance, or by the end of a sentence."""
    if not cue.left or words.gaps[index] not in WIDE_GAPS:
        return NO_CUE
    return NameCue(cue.evidence, cue.left - 1, cue.direct and words.gaps[index] == Gap.SPACE)


def start_cue(words: Words, index: int, cue: NameCue) -> NameCue:
    """Return the cue that this word gives to those after it."""
    form = words.forms[index]
    if not form.any_cues & ANNOUNCING_CUES:
        return NameCue(cue.evidence, cue.left, False) if cue.direct else cue
    for reading in form.readings:
        if reading.cues & Cue.TITLE:
            return NameCue(f"title {reading.key}", 3, True)
        if reading.cues & Cue.OFFICE:
            return NameCue(f"office {reading.key}", TITLE_REACH, False)
        if reading.cues & Cue.SPEECH and reading.clitic in ("", "و", "ف"):
            return cue if cue.left > 1 else NameCue(f"verb {reading.key}", 1, False)
    if form.cues & Cue.STOP and cue.evidence.startswith("title"):
        return NO_CUE
    return NameCue(cue.evidence, cue.left, False)
