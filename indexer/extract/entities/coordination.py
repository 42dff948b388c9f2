"""One head for several organisations: وزارتا الخارجية الروسية والإيرانية, جامعتا القاهرة وعين شمس.

The head stands in the dual or plural; the members follow, joined by و. Where the last parts are adjectives,
they share the noun before them; otherwise each member is a complement of its own. The first member's span holds
the head, each other one's span is its own words.
"""

from __future__ import annotations

from indexer.extract.entities.gazetteer import match_gazetteer
from indexer.extract.entities.lexicon import Cue, fold_words, load_lexicon
from indexer.extract.entities.model import Mention
from indexer.extract.entities.words import Form, Gap, Reading, Words, surface_of

MAX_MEMBERS = 6


def read_coordination(words: Words, index: int) -> list[Mention]:
    """Return the organisations that share the dual or plural head at this word, or nothing."""
    lexicon = load_lexicon()
    for reading in words.forms[index].readings:
        singular = lexicon.shared_heads.get(reading.key)
        if singular is not None and index + 2 < len(words):
            found = read_shared_noun(words, index, singular) or read_members(words, index, singular)
            if found:
                return found
    return []


def joined_reading(form: Form) -> Reading | None:
    """Return the reading behind و, or None."""
    return next((reading for reading in form.readings if reading.clitic == "و"), None)


def read_shared_noun(words: Words, index: int, singular: str) -> list[Mention]:
    """Read head + noun + adjective + و adjective …: the adjectives share the noun."""
    noun, first = index + 1, index + 2
    if first >= len(words) or words.gaps[noun] != Gap.SPACE or words.gaps[first] != Gap.SPACE:
        return []
    if not words.forms[first].cues & Cue.NATIONALITY or not words.forms[noun].cues & Cue.ARTICLE:
        return []
    shared = f"{singular} {words.forms[noun].surface}"
    found = [Mention(index, first + 1, "organisation", f"{shared} {words.forms[first].surface}", evidence(singular))]
    position = first + 1
    while position < len(words) and len(found) < MAX_MEMBERS and words.gaps[position] in (Gap.SPACE, Gap.COMMA):
        joined = joined_reading(words.forms[position])
        own = joined if joined and joined.cues & Cue.NATIONALITY else words.forms[position].readings[0]
        if not own.cues & Cue.NATIONALITY or (words.gaps[position] == Gap.SPACE and not own.clitic):
            break
        name = f"{shared} {surface_of(words.forms[position], own)}"
        found.append(Mention(position, position + 1, "organisation", name, evidence(singular)))
        position += 1
    return found if len(found) > 1 else []


def read_members(words: Words, index: int, singular: str) -> list[Mention]:
    """Read head + member + و member …: each a name or noun of its own; a nationality at the end belongs to all."""
    first = index + 1
    if words.gaps[first] != Gap.SPACE:
        return []
    last = read_member(words, first, words.forms[first].readings[0])
    if not last:
        return []
    spans = [(index, last, words.join(first, last))]
    position = last
    while position < len(words) and len(spans) < MAX_MEMBERS and words.gaps[position] in (Gap.SPACE, Gap.COMMA):
        joined = joined_reading(words.forms[position])
        own = joined or words.forms[position].readings[0]
        if words.gaps[position] == Gap.SPACE and joined is None:
            break
        last = read_member(words, position, own)
        if not last:
            break
        rest = [surface_of(words.forms[position], own), *(form.surface for form in words.forms[position + 1 : last])]
        spans.append((position, last, " ".join(rest)))
        position = last
    if len(spans) < 2:
        return []
    adjective = read_common_adjective(words, position)
    suffix = f" {adjective}" if adjective else ""
    end = position + 1 if adjective else position
    spans[-1] = (spans[-1][0], end, spans[-1][2])
    return [
        Mention(start, last, "organisation", name_member(singular, name + suffix), evidence(singular))
        for start, last, name in spans
    ]


def name_member(singular: str, name: str) -> str:
    """Return the listed name of a member (توتال), else head and member (جامعة القاهرة)."""
    entry = load_lexicon().phrases.get(fold_words(name))
    return entry.name if entry and entry.kind == "organisation" else f"{singular} {name}"


def read_member(words: Words, position: int, reading: Reading) -> int:
    """Return where a member that begins with this reading ends, or 0: a listed name, or one noun or unknown word."""
    listed = match_gazetteer(words, position)
    if listed is not None and (len(words.forms[position].readings) == 1 or listed.kind != "person"):
        return listed.last
    if words.forms[position].shared_head:
        return 0
    if reading.cues & (Cue.STOP | Cue.OTHER | Cue.NATIONALITY | Cue.SPEECH):
        return 0
    if reading.cues & Cue.ARTICLE or not reading.cues & Cue.COMMON:
        return position + 1
    return 0


def read_common_adjective(words: Words, position: int) -> str:
    """Return the singular of a dual nationality that ends the list, or nothing: الروسيتان gives الروسية."""
    if position >= len(words) or words.gaps[position] != Gap.SPACE:
        return ""
    form, lexicon = words.forms[position], load_lexicon()
    for endings, singular in ((("تان", "تين"), "ة"), (("ان", "ين"), "")):
        for ending in endings:
            stem = form.surface[: -len(ending)]
            key = form.key[: -len(ending)]
            if form.key.endswith(ending) and lexicon.cues.get(key, 0) & Cue.NATIONALITY:
                return stem + singular
    return ""


def evidence(singular: str) -> str:
    """Return the evidence text of a coordination."""
    return f"coordination under {singular}"
