"""Organisations by pattern: a head (وزارة, منظمة, الهيئة …), its complement, and the adjectives that agree.

Weak heads (فريق, إدارة, الجيش …) name nothing by themselves: they need a nationality, a place or a name.
"""

from __future__ import annotations

from indexer.extract.entities.gazetteer import match_gazetteer
from indexer.extract.entities.lexicon import Cue
from indexer.extract.entities.model import Mention
from indexer.extract.entities.people import follows, read_run
from indexer.extract.entities.words import Gap, Reading, Words, surface_of
from indexer.extract.names import canonical_organisation

MAX_CHAIN = 7
"""Words of an organisation's name after its head."""

MAX_QUOTED = 5
"""Words of a quoted name after a head: شركة “زودا غروب”."""

NOT_PROPER = (
    Cue.COMMON
    | Cue.MAYBE_COMMON
    | Cue.STOP
    | Cue.ARTICLE
    | Cue.OTHER
    | Cue.OFFICE
    | Cue.TITLE
    | Cue.SPEECH
    | Cue.GIVEN
    | Cue.CONNECTOR
)
"""Classes of words that cannot be the proper name of a company, a paper or a club."""


def read_organisation(words: Words, index: int) -> Mention | None:
    """Return the organisation whose head is this word, or None."""
    for reading in words.forms[index].readings:
        if reading.cues & Cue.MINISTRY:
            found = read_short_ministry(words, index, reading)
            if found:
                return found
        if reading.cues & (Cue.LABELHEAD | Cue.CLUBHEAD):
            found = read_labelled(words, index, reading)
            if found:
                return found
        if reading.cues & (Cue.ORGHEAD | Cue.ORGHEAD_AL):
            last = read_chain(words, index, reading)
            if last:
                name = name_chain(words, index, last, reading)
                return Mention(index, last, "organisation", name, f"head {reading.key}")
    return None


def read_labelled(words: Words, index: int, head: Reading) -> Mention | None:
    """Return the organisation whose proper name follows a head that is no part of it: شركة توتال, صحيفة “هآرتس”.

    A place after a club or a paper names it: the head then distinguishes the canonical name (نادي برشلونة).
    """
    position = index + 1
    if position >= len(words):
        return None
    if words.gaps[position] == Gap.QUOTE and head.cues & Cue.LABELHEAD:
        last = read_quoted(words, index)
        return (
            Mention(position, last, "organisation", words.join(position, last), f"quoted after {head.key}")
            if last
            else None
        )
    if words.gaps[position] != Gap.SPACE:
        return None
    listed = match_gazetteer(words, position)
    if listed is not None and is_whole(words, listed):
        if listed.kind == "organisation":
            return listed
        if head.cues & Cue.CLUBHEAD and listed.kind == "place":
            return Mention(index, listed.last, "organisation", name_chain(words, index, listed.last, head), "club")
        if listed.kind == "place" and head.key in ("نادي", "فريق", "صحيفه", "جريده"):
            name = f"{'صحيفة' if head.key in ('صحيفه', 'جريده') else 'نادي'} {words.join(position, listed.last)}"
            return Mention(position, listed.last, "organisation", name, f"place after {head.key}")
        return None
    cues = words.forms[position].cues
    if not head.cues & Cue.LABELHEAD or cues & NOT_PROPER or has_clitic(words, position):
        return None
    last = read_unknown(words, position)
    return Mention(position, last, "organisation", words.join(position, last), f"after {head.key}")


def name_chain(words: Words, index: int, last: int, reading: Reading) -> str:
    """Return the words of the organisation without an attached letter."""
    return " ".join(
        [surface_of(words.forms[index], reading), *(form.surface for form in words.forms[index + 1 : last])]
    )


def read_short_ministry(words: Words, index: int, reading: Reading) -> Mention | None:
    """Return a ministry named without وزارة: الخارجية الروسية, الدفاع التركية.

    The feminine adjective behind a masculine noun shows that the ministry is meant; behind a feminine noun
    (الثقافة المصرية may be Egypt's culture) a verb of speech must stand before. السياسة الخارجية الروسية is none.
    """
    if not is_nationality(words, index + 1, feminine=True) or words.forms[index + 1].cues & Cue.REGIONAL:
        return None
    before = words.forms[index - 1].cues if index and words.gaps[index] == Gap.SPACE else 0
    told = bool(before & Cue.SPEECH)
    free = bool(reading.clitic) or not before or told or bool(before & Cue.STOP)
    if not (told if is_feminine_noun(reading.key) else free):
        return None
    name = canonical_organisation("وزارة " + name_chain(words, index, index + 2, reading))
    return Mention(index, index + 2, "organisation", name, "ministry and nationality")


def is_feminine_noun(key: str) -> bool:
    """Tell whether the noun is feminine, and so no sign of a ministry; الخارجية and الداخلية are ministries anyway."""
    return key.endswith("ه") and key not in ("الخارجيه", "الداخليه")


def is_nationality(words: Words, position: int, *, feminine: bool | None = None) -> bool:
    """Tell whether the word, after a mere space, is a nationality with ال of the gender asked for."""
    if position >= len(words) or words.gaps[position] != Gap.SPACE:
        return False
    form = words.forms[position]
    if not form.cues & Cue.NATIONALITY:
        return False
    return feminine is None or form.key.endswith("ه") == feminine


def read_chain(words: Words, index: int, head: Reading) -> int:
    """Return where the organisation that begins with this head ends (exclusive), or 0."""
    if not head.cues & Cue.ORGHEAD:
        end, adjectives, national = read_tail(words, index + 1, head)
        if head.cues & Cue.WEAKHEAD_AL and not head.cues & Cue.STATEHEAD:
            return end if national and adjectives > 1 else 0
        enough = 1 if head.cues & Cue.STATEHEAD else 2
        return end if adjectives >= enough and (national or not head.cues & Cue.WEAKHEAD_AL) else 0
    quoted = read_quoted(words, index)
    if quoted and not head.cues & Cue.WEAKHEAD:
        return quoted
    last, proper = read_complement(words, index)
    if not last:
        return 0
    end, _, national = read_tail(words, last, head)
    return end if proper or national or not head.cues & Cue.WEAKHEAD else 0


def read_quoted(words: Words, index: int) -> int:
    """Return where a quoted name after the head ends, or 0."""
    if index + 1 >= len(words) or words.gaps[index + 1] != Gap.QUOTE:
        return 0
    for last in range(index + 2, min(index + 2 + MAX_QUOTED, len(words) + 1)):
        if last == len(words) or words.gaps[last] not in (Gap.SPACE, Gap.HYPHEN):
            closed = last == len(words) or words.gaps[last] == Gap.QUOTE or words.text[words.ends[last - 1]] in '"”»’'
            return last if closed else 0
    return 0


def read_complement(words: Words, index: int) -> tuple[int, bool]:
    """Return where the complement of a head in construct state ends, or 0, and whether it holds a proper name."""
    position = index + 1
    for depth in range(3):
        if position >= len(words) or words.gaps[position] != Gap.SPACE:
            return 0, False
        form = words.forms[position]
        if form.cues & (Cue.STOP | Cue.OTHER | Cue.ORGHEAD | Cue.SPEECH):
            return 0, False
        if form.cues & Cue.TITLE:
            return read_namesake(words, position), True
        listed = match_gazetteer(words, position)
        if listed is not None and is_whole(words, listed):
            return (0, False) if listed.kind == "person" else (listed.last, True)
        if form.cues & Cue.ARTICLE:
            if form.cues & Cue.GENERIC and not is_nationality(words, position + 1):
                return 0, False
            return position + 1, False
        if has_clitic(words, position):
            return 0, False
        if depth == 0 and not form.cues & NOT_PROPER:
            return read_unknown(words, position), True
        if not form.cues & (Cue.COMMON | Cue.MAYBE_COMMON | Cue.PLACEHEAD):
            return 0, False
        position += 1
    return 0, False


def read_namesake(words: Words, position: int) -> int:
    """Return where the name ends of whom an institution is named after: جامعة الملك سعود; 0 without a name."""
    start = position + 1
    if start >= len(words) or words.gaps[start] != Gap.SPACE:
        return 0
    run = read_run(words, start, words.forms[start].readings[0])
    return run.last if run is not None else 0


def has_clitic(words: Words, position: int) -> bool:
    """Tell whether the word is an attached letter and an ordinary word of four letters or more: لصناعة, بتهمة, وشعب."""
    return any(
        reading.cues & (Cue.COMMON | Cue.MAYBE_COMMON | Cue.ARTICLE)
        and (len(reading.key) >= 4 or reading.clitic == "و")
        for reading in words.forms[position].readings[1:]
    )


def is_whole(words: Words, listed: Mention) -> bool:
    """Tell whether a listed name is read without an attached letter; بنك بالقاهرة is no bank's name."""
    return "taken off" not in listed.evidence and words.forms[listed.first].readings[0].clitic == ""


def read_unknown(words: Words, position: int) -> int:
    """Return where a run of unknown or Latin words ends."""
    last = position + 1
    while last < len(words) and last - position < 4 and words.gaps[last] in (Gap.SPACE, Gap.HYPHEN):
        cues = words.forms[last].cues
        if len(words.forms[last].key) < 2 or cues & (
            Cue.COMMON | Cue.MAYBE_COMMON | Cue.STOP | Cue.ARTICLE | Cue.OTHER | Cue.OFFICE | Cue.TITLE | Cue.SPEECH
        ):
            break
        if has_clitic(words, last):
            break
        last += 1
    return last


def read_tail(words: Words, position: int, head: Reading) -> tuple[int, int, bool]:
    """Return where adjectives and joined nouns after the complement end, their number, and if one is a nationality."""
    start, adjectives, national = position, 0, False
    while position < len(words) and position - start < MAX_CHAIN and words.gaps[position] == Gap.SPACE:
        form = words.forms[position]
        if form.cues & Cue.NATIONALITY:
            national = True
        elif not (form.cues & Cue.ORGADJECTIVE and not form.cues & Cue.STOP):
            step = read_joined(words, position, adjectives, head)
            if not step:
                break
            position += step
            adjectives += 1
            continue
        adjectives += 1
        position += 1
    return position, adjectives, national


def read_joined(words: Words, position: int, adjectives: int, head: Reading) -> int:
    """Return how many words a joined noun (والتعليم) or a purpose (لكرة القدم, للاستثمار) takes, or 0."""
    form = words.forms[position]
    for reading in form.readings[1:]:
        if reading.clitic == "و" and reading.cues & Cue.CONJUNCT and head.cues & Cue.ORGHEAD:
            return 1
        if reading.clitic == "ل" and adjectives:
            if reading.key == "كره":
                return 2 if position + 1 < len(words) and words.gaps[position + 1] == Gap.SPACE else 0
            if reading.cues & Cue.COMMON and not reading.key.startswith("ال") and follows(words, position, Cue.ARTICLE):
                return 2
            if form.key.startswith("لل") and reading.cues & Cue.ARTICLE and not reading.cues & (Cue.GENERIC | Cue.STOP):
                return 1
    return 0
