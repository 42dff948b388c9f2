"""A title or text as the finder reads it: words, the signs between them, pairs of quotation marks, mentions of names.

Everything here is one pass over the text. Not for verbs and speakers (`finder`, `subjects`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from search.analysis import fold, tokenize
from search.article import EntityMention

SENTENCE, LINE, COLON, COMMA, OPEN, CLOSE = 1, 2, 4, 8, 16, 32
"""What the signs between two words hold, as bits: end of a sentence, of a line, a colon, a comma, quotation marks."""

MAX_QUOTE_CHARS = 3000
"""Farthest closing mark; one that is farther belongs to another pair."""

MAX_GAP_CHARS = 80
"""Signs between two words that are looked at; more are a rule or a hostile text, and end the sentence."""

SHORT_WORD = 2
"""Letters of a word beside which a point without space is an abbreviation: أ.ف.ب, بي.بي.سي."""

MAX_KEYS = 200_000
MAX_KEY_CHARS = 64
"""Forms kept folded, and the longest of them; others are computed each time."""

FAMILIES = {"«": "«", "»": "«", "“": "“", "”": "“", "„": "“", '"': '"', "''": "''"}
ALIKE = frozenset(('"', "''"))
"""Marks that are told apart by what stands beside them; one that opens again was never closed."""

MARKS = re.compile("[«»“”„\"]|''")


@dataclass(slots=True)
class Reading:
    """One part of an article. keys: folded words; starts, ends: code points; gaps[i]: the signs before word i.

    breaks: the words that begin a sentence, the first apart. closes: opening mark -> its closing mark (offsets); opens:
    the inverse; openers: word -> offset of the mark that opens before it. mention_at, mention_to: word -> mention that
    begins, or ends, with it. spans: for each mention its first word and the word after its last.
    """

    where: str
    text: str
    keys: list[str]
    starts: Sequence[int]
    ends: Sequence[int]
    gaps: list[int]
    breaks: list[int]
    closes: dict[int, int] = field(default_factory=dict)
    opens: dict[int, int] = field(default_factory=dict)
    openers: dict[int, int] = field(default_factory=dict)
    mentions: list[EntityMention] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    mention_at: dict[int, int] = field(default_factory=dict)
    mention_to: dict[int, int] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.keys)

    def sentence(self, word: int) -> int:
        """Return the ordinal of a word's sentence."""
        return bisect_right(self.breaks, word)

    def words(self, first: int, last: int) -> str:
        """Return words[first:last] as written, with what stands between them."""
        return self.text[self.starts[first] : self.ends[last - 1]] if first < last else ""

    def word_after(self, offset: int) -> int:
        """Return the first word that begins at the offset or after it; len(self) where there is none."""
        return bisect_left(self.starts, offset)


def read_part(where: str, text: str, mentions: Iterable[EntityMention]) -> Reading:
    """Return the reading of one part; mentions of other parts are ignored."""
    tokens = tokenize(text)
    terms, starts, ends, _ = zip(*tokens, strict=True) if tokens else ((), (), (), ())
    gaps, breaks = read_gaps(text, starts, ends)
    reading = Reading(where, text, list(map(_KEYS.__getitem__, terms)), starts, ends, gaps, breaks)
    pair_marks(reading)
    for mention in mentions:
        if mention.where == where:
            place_mention(reading, mention)
    return reading


class _Keys(dict[str, str]):
    """Surface form -> folded key, computed on first sight; emptied when full."""

    def __missing__(self, form: str) -> str:
        if len(self) >= MAX_KEYS:
            self.clear()
        key = fold(form)
        if len(form) <= MAX_KEY_CHARS:
            self[form] = key
        return key


_KEYS = _Keys()


def read_gaps(text: str, starts: Sequence[int], ends: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the bits of the signs before each word, and the words that begin a sentence, the first apart."""
    gaps = [0] * len(starts)
    breaks: list[int] = []
    if not starts:
        return gaps, breaks
    wide = [
        index
        for index, (end, start) in enumerate(zip(ends, starts[1:], strict=False), 1)
        if start - end != 1 or text[end] != " "
    ]
    for index in wide:
        end, start = ends[index - 1], starts[index]
        bits = classify_signs(text, end, start)
        if "." in text[end : min(start, end + MAX_GAP_CHARS)] and is_full_stop(text, starts, ends, index):
            bits |= SENTENCE
        if bits & SENTENCE:
            breaks.append(index)
        gaps[index] = bits
    gaps[0] = classify_signs(text, 0, starts[0]) | SENTENCE | LINE
    return gaps, breaks


def classify_signs(text: str, start: int, end: int) -> int:
    """Return the bits of the signs text[start:end], a point left aside."""
    if end - start > MAX_GAP_CHARS:
        return SENTENCE | LINE
    bits = 0
    for sign in text[start:end]:
        bits |= SIGN_BITS.get(sign, 0)
    is_clock = bits & COLON and end - start == 1 and text[start - 1 : start].isdigit() and text[end : end + 1].isdigit()
    return bits & ~COLON if is_clock else bits


SIGN_BITS = {"\n": SENTENCE | LINE, "\r": SENTENCE | LINE, "\u2028": SENTENCE | LINE, "\u2029": SENTENCE | LINE}
SIGN_BITS |= {":": COLON, "،": COMMA, ",": COMMA, "؛": COMMA, ";": COMMA}
SIGN_BITS |= dict.fromkeys("!؟?…", SENTENCE)


def is_full_stop(text: str, starts: Sequence[int], ends: Sequence[int], index: int) -> bool:
    """Tell whether the point before a word ends a sentence: not in 4.8, after د. or in أ.ف.ب; two points do."""
    if not index:
        return True
    signs = text[ends[index - 1] : starts[index]]
    if signs.strip() == "." and text[starts[index]].isdigit() and text[ends[index - 1] - 1].isdigit():
        return False
    before, after = ends[index - 1] - starts[index - 1], ends[index] - starts[index]
    if ".." in signs or "\n" in signs:
        return True
    if signs == ".":
        return not (text[starts[index]].isdigit() or before <= SHORT_WORD or after <= SHORT_WORD)
    return before > 1 or not signs.startswith(".")


def pair_marks(reading: Reading) -> None:
    """Pair the quotation marks of the text; those left over open and close nothing.

    « that opens again before it closes is nested, a curly or upright mark that opens again was never closed. An upright
    mark opens where white space, a colon or a bracket stands before it, unless one is open and it can close.
    """
    text = reading.text
    opened: dict[str, list[int]] = {}
    for match in MARKS.finditer(text):
        mark, at = match[0], match.start()
        stack = opened.setdefault(FAMILIES[mark], [])
        while stack and at - stack[0] > MAX_QUOTE_CHARS:
            del stack[0]
        if is_opening(text, match, stack):
            if mark in ALIKE:
                stack.clear()
            if len(stack) < MAX_NESTED:
                stack.append(at)
        elif stack:
            opening = stack.pop()
            reading.closes[opening], reading.opens[at] = at, opening
    for opening in sorted(reading.closes):
        word = reading.word_after(opening)
        if word < len(reading) and reading.starts[word] < reading.closes[opening]:
            reading.openers.setdefault(word, opening)
            reading.gaps[word] |= OPEN
            after = reading.word_after(reading.closes[opening])
            if after < len(reading):
                reading.gaps[after] |= CLOSE


MAX_NESTED = 8
"""Opening marks « without a closing one that are remembered."""


def is_opening(text: str, match: re.Match[str], stack: Sequence[int]) -> bool:
    """Tell whether a mark opens a quotation here; stack: the offsets of the marks of its kind that are open.

    « and “ open, » and ” close. Upright marks look alike on both sides, and ” opens where some newspapers begin with
    it: then the sign before and behind decide, and failing that, whether one is open.
    """
    mark = match[0]
    if mark in "«»":
        return mark == "«"
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    may_open = (not before or not before.isalnum()) and bool(after) and not after.isspace()
    may_close = bool(before) and not before.isspace() and before not in "(:["
    if mark in "“„":
        return not (stack and text[stack[-1]] in "”„" and may_close and not may_open)
    if mark == "”" and stack:
        return False
    if may_open and may_close:
        return not stack
    return may_open if may_open != may_close else not stack


def place_mention(reading: Reading, mention: EntityMention) -> None:
    """Enter a mention under the words it covers; one that covers no word is left out."""
    first = reading.word_after(mention.start)
    if first and reading.ends[first - 1] > mention.start:
        first -= 1
    last = reading.word_after(mention.end)
    if first >= last:
        return
    number = len(reading.mentions)
    reading.mentions.append(mention)
    reading.spans.append((first, last))
    reading.mention_at[first] = number
    reading.mention_to[last - 1] = number
