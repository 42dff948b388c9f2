"""People by pattern: a name begins at a given name or after a title, an office or a verb of speech, and runs on.

A name is a row of elements: a given name, an unknown word, عبد + word, أبو + word, بن + element, a foreign
particle, an ال- surname. It ends at an ordinary word, a nationality or any sign but a space or a hyphen.
"""

from __future__ import annotations

from typing import NamedTuple

from indexer.extract.entities.gazetteer import match_gazetteer
from indexer.extract.entities.lexicon import Cue, load_lexicon
from indexer.extract.entities.model import Mention
from indexer.extract.entities.words import Gap, Reading, Words, surface_of

MAX_ELEMENTS = 5
"""Elements of a name without بن; محمد بن نايف بن عبدالعزيز آل سعود has two and their connectors."""

NOT_IN_NAME = Cue.STOP | Cue.TITLE | Cue.OFFICE | Cue.NATIONALITY | Cue.ORGHEAD | Cue.PLACEHEAD | Cue.OTHER | Cue.LATIN


class NameCue(NamedTuple):
    """What announced a name, over how many more words it holds, and whether it stands directly before."""

    evidence: str
    left: int
    direct: bool


class NameRun(NamedTuple):
    """How far a name runs and what it is made of."""

    last: int
    elements: int
    given: int
    unknown: int


def read_person(words: Words, index: int, cue: NameCue) -> Mention | None:
    """Return the person named from this word on, or None."""
    for reading in words.forms[index].readings:
        if not is_start(words, index, reading, cue):
            continue
        run = read_run(words, index, reading)
        if run is None:
            continue
        last = run.last if is_enough(run, reading, cue) else read_closed_name(words, run, reading, cue)
        if last:
            name = [surface_of(words.forms[index], reading), *(form.surface for form in words.forms[index + 1 : last])]
            return Mention(index, last, "person", " ".join(name), cue.evidence if cue.left else "given name")
    return None


def read_closed_name(words: Words, run: NameRun, reading: Reading, cue: NameCue) -> int:
    """Return the end of a given name and a surname that is an ordinary word too, or 0.

    `رئيس الوزراء الهولندي مارك روته،`: it takes an announced given name and a sign or function word behind.
    """
    position = run.last
    if not cue.left or run.elements > 1 or not reading.cues & Cue.GIVEN_SURE or position >= len(words):
        return 0
    cues = words.forms[position].cues
    if words.gaps[position] != Gap.SPACE or cues & (NOT_IN_NAME | Cue.ARTICLE | Cue.SPEECH | Cue.CONNECTOR):
        return 0
    if has_known_rest(words, position):
        return 0
    after = position + 1
    closed = after >= len(words) or words.gaps[after] != Gap.SPACE or bool(words.forms[after].cues & Cue.STOP)
    return after if closed else 0


def is_start(words: Words, index: int, reading: Reading, cue: NameCue) -> bool:
    """Tell whether a name may begin with this reading of the word."""
    cues, form = reading.cues, words.forms[index]
    if cues & Cue.OFFICE and not cues & Cue.GIVEN_SURE:
        return False
    if cues & (NOT_IN_NAME & ~Cue.PLACEHEAD) and not cues & Cue.GIVEN:
        return False
    if reading.clitic:
        # محمد behind و is evidence enough, a rest that is merely unknown is none.
        return bool(cues & Cue.GIVEN_SURE) and not form.cues & (Cue.COMMON | Cue.GIVEN | Cue.STOP)
    if cues & Cue.GIVEN_SURE or cues & (Cue.ABD | Cue.KUNYA):
        return True
    if cues & Cue.GIVEN and follows(words, index, Cue.GIVEN_SURE):
        return True
    if not cue.left:
        return False
    if cues & Cue.GIVEN:
        return True
    return (
        not cues & (Cue.COMMON | Cue.MAYBE_COMMON | Cue.ARTICLE | Cue.CONNECTOR | Cue.PARTICLE)
        and len(reading.key) >= 3
        and not has_known_rest(words, index)
    )


def has_known_rest(words: Words, index: int) -> bool:
    """Tell whether the word is an attached letter and something known: وأحمد, بموسكو, والعراق."""
    form = words.forms[index]
    if form.cues & Cue.GIVEN:
        return False
    for reading in form.readings[1:]:
        if reading.cues & (Cue.GIVEN | Cue.STOP | Cue.NATIONALITY | Cue.ARTICLE):
            return True
        # Three letters prove little: لامي is a surname, not ل + أمي.
        if reading.cues & Cue.COMMON and (len(reading.key) > 3 or reading.clitic == "و"):
            return True
        if (reading.key,) in load_lexicon().phrases:
            return True
    return form.key.startswith("و") and len(form.key) >= 4 and form.key[1] not in "يالوت"


def is_enough(run: NameRun, reading: Reading, cue: NameCue) -> bool:
    """Tell whether the elements, with what announced them, make a name."""
    if run.elements >= 2:
        return run.given > 0 or (run.unknown >= 2 and cue.left > 0)
    return (
        cue.direct
        and run.elements == 1
        and not reading.cues & Cue.COMMON
        and (bool(reading.cues & Cue.GIVEN_SURE) or run.unknown > 0)
    )


def read_run(words: Words, index: int, first: Reading) -> NameRun | None:
    """Return the run of name elements from this word on."""
    position, elements, given, unknown, surname = index, 0, 0, 0, False
    reading = first
    while position < len(words) and elements < MAX_ELEMENTS:
        if position > index:
            if words.gaps[position] not in (Gap.SPACE, Gap.HYPHEN):
                break
            reading = words.forms[position].readings[0]
            if words.forms[position].listed and begins_listed_person(words, position):
                break
        length, kind = read_element(words, position, reading, elements, given, surname)
        if not length:
            break
        surname = surname or kind == "surname"
        given += kind == "given"
        unknown += kind == "unknown"
        elements += kind != "link"
        position += length
    return NameRun(position, elements, given, unknown) if elements else None


def begins_listed_person(words: Words, position: int) -> bool:
    """Tell whether a whole listed name begins here; the run before it is another person's."""
    listed = match_gazetteer(words, position)
    return listed is not None and listed.kind == "person" and listed.last - listed.first > 1


def read_element(
    words: Words, position: int, reading: Reading, elements: int, given: int, surname: bool
) -> tuple[int, str]:
    """Return how many words the next element has (0: the name ends) and its kind."""
    cues = reading.cues
    if reading.key == "عبد" and (next_key(words, position) in ("الله", "ربه") or follows(words, position, Cue.ARTICLE)):
        return 2, "given"
    if cues & Cue.KUNYA and is_name_word(words, position + 1):
        return 2, "given"
    if elements and (link := read_link(words, position, reading)):
        return link
    if cues & Cue.GIVEN and not surname:
        return 1, "given"
    if cues & (Cue.ARTICLE | Cue.NATIONALITY):
        return (1, "surname") if is_family_name(reading, elements, given, surname) else (0, "")
    if cues & Cue.SURNAME and given and not surname and not cues & NOT_IN_NAME:
        return 1, "surname"
    if cues & (NOT_IN_NAME | Cue.COMMON) or surname or len(reading.key) < 2:
        return 0, ""
    if cues & Cue.MAYBE_COMMON and not given:
        return 0, ""
    if elements and (has_known_rest(words, position) or is_place(words, position)):
        return 0, ""
    return 1, "unknown"


def read_link(words: Words, position: int, reading: Reading) -> tuple[int, str] | None:
    """Return the element that only stands inside a name (بن + name, دي + name, الدين), or None."""
    cues = reading.cues
    if cues & Cue.CONNECTOR and is_name_word(words, position + 1):
        return read_connected(words, position, reading)
    if cues & Cue.PARTICLE and not cues & Cue.GIVEN and is_name_word(words, position + 1):
        return (0, "") if words.forms[position + 1].cues & (Cue.COMMON | Cue.MAYBE_COMMON) else (2, "unknown")
    if cues & Cue.OFFICE:
        return 0, ""
    return (1, "given") if reading.key == "الدين" else None


def read_connected(words: Words, position: int, reading: Reading) -> tuple[int, str]:
    """Return the element that بن, آل or ابن begins: two words, or three with عبد or أبو."""
    if words.forms[position + 1].cues & (Cue.ABD | Cue.KUNYA):
        return (3, "given") if is_name_word(words, position + 2) else (0, "")
    return 2, "surname" if reading.key in ("ال", "ابو") else "given"


def is_family_name(reading: Reading, elements: int, given: int, surname: bool) -> bool:
    """Tell whether a word with ال can close a name: الدوسري always, السعودي only right behind one given name."""
    cues = reading.cues
    if not given or cues & Cue.STOP or reading.key.endswith("يه"):
        return False
    if cues & Cue.NATIONALITY:
        other = Cue.REGIONAL | NOT_IN_NAME & ~Cue.NATIONALITY
        return elements == 1 and not cues & other and reading.key.endswith("ي")
    if cues & (NOT_IN_NAME | Cue.GENERIC | Cue.ORGADJECTIVE):
        return False
    return not cues & Cue.COMMON or bool(cues & Cue.SURNAME) or (reading.key.endswith("ي") and not surname)


def is_name_word(words: Words, position: int) -> bool:
    """Tell whether the word after a connector can be part of a name."""
    if position >= len(words) or words.gaps[position] not in (Gap.SPACE, Gap.HYPHEN):
        return False
    return not words.forms[position].cues & (Cue.STOP | Cue.OTHER | Cue.LATIN | Cue.NATIONALITY)


def follows(words: Words, position: int, classes: int) -> bool:
    """Tell whether the next word, after a mere space, has one of the classes."""
    after = position + 1
    return after < len(words) and words.gaps[after] == Gap.SPACE and bool(words.forms[after].cues & classes)


def next_key(words: Words, position: int) -> str:
    """Return the folded next word, or nothing at the end or after a sign."""
    after = position + 1
    return words.forms[after].key if after < len(words) and words.gaps[after] == Gap.SPACE else ""


def is_place(words: Words, position: int) -> bool:
    """Tell whether a listed place begins here."""
    match = match_gazetteer(words, position)
    return match is not None and match.kind == "place"
