"""Headlines: `لافروف: سنعمل معا` at the beginning of a title or of a line names its speaker before a colon.

In a title the one before the colon may be a person, an organisation or an office that the article resolves; in a line
of the text only a person. Not for verbs (`finder`).
"""

from __future__ import annotations

from typing import NamedTuple

from indexer.extract.quotations.cast import Cast
from indexer.extract.quotations.constructs import find_construct
from indexer.extract.quotations.course import Speaker
from indexer.extract.quotations.lexicon import is_title, strip_article
from indexer.extract.quotations.naming import has_preposition, skip_titles
from indexer.extract.quotations.reading import COLON, LINE, SENTENCE, Reading

MAX_NAME = 9
"""Words before the colon."""

MIN_WORDS = 4
"""Words behind the colon; fewer are a topic (فلان: سيرة وتاريخ)."""

MAX_LINE = 120


class Headline(NamedTuple):
    """Who said what in a headline: offsets of the name and of the words said, the word behind them."""

    speaker: Speaker
    named: tuple[int, int]
    start: int
    end: int
    direct: bool
    after: int


def read_headline(reading: Reading, cast: Cast, first: int) -> Headline | None:
    """Return the headline that begins with a word, or None."""
    colon = find_colon(reading, first)
    if colon < 0:
        return None
    after = len(reading) if reading.where == "title" else find_line_end(reading, colon)
    if after - colon < MIN_WORDS:
        return None
    found = read_speaker(reading, cast, first, colon)
    if found is None:
        return None
    opening = reading.openers.get(colon, -1)
    if opening >= 0 and reading.word_after(reading.closes[opening]) >= after:
        return Headline(*found, reading.starts[colon], reading.closes[opening], True, after)
    return Headline(*found, reading.starts[colon], reading.ends[after - 1], False, after)


def find_colon(reading: Reading, first: int) -> int:
    """Return the word behind the colon that closes the name before it, or -1."""
    for word in range(first + 1, min(first + MAX_NAME, len(reading))):
        gap = reading.gaps[word]
        if gap & COLON:
            return -1 if gap & LINE else word
        if gap & SENTENCE:
            return -1
    return -1


def find_line_end(reading: Reading, word: int) -> int:
    """Return the first word behind the sentence of a word."""
    last = word + 1
    while last < len(reading) and last - word < MAX_LINE and not reading.gaps[last] & SENTENCE:
        last += 1
    return last


def read_speaker(reading: Reading, cast: Cast, first: int, stop: int) -> tuple[Speaker, tuple[int, int]] | None:
    """Return who words[first:stop] name, titles included, and where; None where they are anything else."""
    number = reading.mention_to.get(stop - 1)
    if number is None:
        if not is_title(strip_article(reading.keys[first])):
            return None
        office = cast.resolve(reading, first, stop)
        return (Speaker(*office), (reading.starts[first], reading.ends[stop - 1])) if office else None
    mention = reading.mentions[number]
    before = reading.spans[number][0] - 1
    if mention.kind == "person":
        before, _ = skip_titles(reading, before)
    is_speaker = mention.kind == "person" or (mention.kind == "organisation" and reading.where == "title")
    if before >= first or not is_speaker or has_preposition(mention):
        return None
    if find_construct(reading, number, first) is not None:
        return None
    return Speaker(mention.name, mention.kind), (mention.start, mention.end)
