"""Names that the gazetteer knows: the longest one that begins at a word, read with or without an attached letter."""

from __future__ import annotations

from indexer.extract.entities.lexicon import Cue, Entry, Lexicon, load_lexicon
from indexer.extract.entities.model import Mention
from indexer.extract.entities.words import MIN_REST, Gap, Reading, Words

NAME_GOES_ON = frozenset(("بن", "ابن", "ال", "الدين"))
"""Folded words that never follow a whole name: بن, آل, الدين."""

INNER_GAPS = (Gap.SPACE, Gap.HYPHEN)


def match_gazetteer(words: Words, index: int) -> Mention | None:
    """Return the longest listed name at this word, or None; the fewest letters are taken off."""
    lexicon = load_lexicon()
    best: Mention | None = None
    for reading in words.forms[index].readings:
        longest = lexicon.longest.get(reading.key)
        if longest is None:
            continue
        for length in range(min(longest, len(words) - index), 0, -1):
            if best is not None and length <= best.last - best.first:
                break
            entry = lookup(words, index, reading, length, lexicon)
            if entry is not None and is_plausible(words, index, reading, length, entry):
                best = build_mention(index, index + length, entry, reading)
                break
    return best


def lookup(words: Words, index: int, reading: Reading, length: int, lexicon: Lexicon) -> Entry | None:
    """Return the entry of the words[index : index + length], the first of them as the reading has it."""
    for inner in range(index + 1, index + length):
        if words.gaps[inner] not in INNER_GAPS:
            return None
    key = (reading.key, *(words.forms[inner].key for inner in range(index + 1, index + length)))
    return lexicon.phrases.get(key)


def is_plausible(words: Words, index: int, reading: Reading, length: int, entry: Entry) -> bool:
    """Tell whether the words, which the gazetteer knows, are the name here."""
    if entry.kind == "person" and runs_on(words, index + length):
        return False
    if length > 1:
        return True
    form = words.forms[index]
    if reading.clitic and len(reading.key) < MIN_REST:
        return False
    if form.surface.endswith("ى") and form.cues & Cue.STOP:
        return False
    if entry.weak:
        return follows_place_head(words, index)
    if not entry.curated:
        if reading.clitic and (form.cues & (Cue.COMMON | Cue.GIVEN) or reading.clitic in ("ك", "ف", "وك", "فب", "فل")):
            return False
        return len(reading.key) >= 4
    if entry.kind == "person" and entry.bare:
        return not (reading.clitic and form.cues & (Cue.COMMON | Cue.STOP))
    return True


def runs_on(words: Words, last: int) -> bool:
    """Tell whether a name goes on behind the listed one: محمد بن سلمان + بن ناصر is somebody else."""
    if last >= len(words) or words.gaps[last] != Gap.SPACE:
        return False
    return words.forms[last].key in NAME_GOES_ON


def follows_place_head(words: Words, index: int) -> bool:
    """Tell whether a word like مدينة or محافظة stands right before."""
    if index == 0 or words.gaps[index] != Gap.SPACE:
        return False
    return any(reading.cues & Cue.PLACEHEAD for reading in words.forms[index - 1].readings)


def build_mention(first: int, last: int, entry: Entry, reading: Reading) -> Mention:
    """Return the mention of a listed name."""
    source = "listed" if entry.curated else "GeoNames/CLDR"
    cut = f", {reading.clitic}- taken off" if reading.clitic else ""
    return Mention(first, last, entry.kind, entry.name, f"{source} {entry.kind}{cut}", listed=True, bare=entry.bare)
