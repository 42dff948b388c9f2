"""The words of a text as the recogniser sees them: folded, classed, with their readings and the signs between them.

A reading is a way to take an attached letter off: `ولافروف` has the readings ولافروف and لافروف. Readings are
candidates; only evidence (a gazetteer, the article) chooses one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from indexer.extract.entities.lexicon import Cue, Lexicon, load_lexicon
from search.analysis import fold, tokenize

MAX_CACHED_FORMS = 200_000
"""Distinct words kept; at about 0.5 kB each the cache stays near 100 MB. It is emptied when full."""

MIN_REST = 3
"""Letters left when an attached letter is taken off; fewer only where a longer listed name begins so: وتل أبيب."""

TATWEEL = "\u0640"
TANWEEN_ALEF = ("\u0627\u064b", "\u064b\u0627")
"""Alef with fathatan: the word is an indefinite accusative or an adverb, no name of the news."""

MAX_WORD = 40
"""Longer words are no names; they are not taken apart."""


class Gap(IntEnum):
    """What stands between two words: nothing but space, a hyphen, a comma, an opening or closing quote, or an end."""

    SPACE = 0
    HYPHEN = 1
    COMMA = 2
    QUOTE = 3
    POINT = 4
    BREAK = 5


class Reading(NamedTuple):
    """One way to read a word: the letters taken off, the folded rest and its classes."""

    clitic: str
    key: str
    cues: int


@dataclass(frozen=True, slots=True)
class Form:
    """What is known of one written form. readings[0] is the word as it stands.

    any_cues: the classes of all readings. listed: some reading begins a name of the gazetteer. shared_head:
    some reading is the dual or plural of a head. They let most words pass without a look at their readings.
    """

    surface: str
    key: str
    cues: int
    readings: tuple[Reading, ...]
    any_cues: int
    listed: bool
    shared_head: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text in order: parallel lists; gaps[i] stands before word i."""

    text: str
    starts: list[int]
    ends: list[int]
    forms: list[Form]
    gaps: list[Gap]

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.forms)

    def join(self, first: int, last: int) -> str:
        """Return the surface forms of words[first:last] with single spaces."""
        return " ".join(form.surface for form in self.forms[first:last])


PROCLITICS = ("و", "ف", "ب", "ك", "ل", "وب", "ول", "وك", "فب", "فل")
ARTICLE_AFTER_LAM = ("لل", "ولل", "فلل")
CLITIC_LETTERS = frozenset("وفبكل")
MIN_INFLECTED = 6
"""Letters from which an ending or beginning shows that a word is no name: خطورتهم, عبوتين, يستحيل."""

INFLECTED_ENDINGS = ("هم", "هما", "تها", "تنا", "تين", "تان", "وها", "وهم", "ناه", "يات")
INFLECTED_BEGINNINGS = ("يست", "تست", "سيت", "ستت", "بال", "كال", "فال", "وال", "ولل")
QUOTES = frozenset("\"'“”„«»‘’‹›")
_forms: dict[str, Form] = {}


def read_words(text: str) -> Words:
    """Return the words of the text; linear in its length."""
    words = Words(text, [], [], [], [])
    previous = 0
    for token in tokenize(text):
        words.starts.append(token.start)
        words.ends.append(token.end)
        words.forms.append(read_form(text[token.start : token.end]))
        words.gaps.append(classify_gap(text, previous, token.start))
        previous = token.end
    if words.gaps:
        words.gaps[0] = Gap.BREAK
    return words


def classify_gap(text: str, start: int, end: int) -> Gap:
    """Return the class of the signs text[start:end] between two words."""
    if end - start == 1 and text[start] == " ":
        return Gap.SPACE
    if end - start > 6:
        return Gap.BREAK
    signs = text[start:end]
    if "\n" in signs or "\r" in signs:
        return Gap.BREAK
    bare = signs.replace(" ", "").replace("\u00a0", "").replace("\u200f", "").replace("\u200e", "")
    if not bare:
        return Gap.SPACE
    if bare in ("،", ",", "و"):
        return Gap.COMMA
    if bare in ("-", "ـ", "–") and len(signs) == 1:
        return Gap.HYPHEN
    if bare == "." and start < end:
        return Gap.POINT
    if all(sign in QUOTES for sign in bare):
        return Gap.QUOTE
    return Gap.BREAK


def read_form(word: str) -> Form:
    """Return what is known of a written word, from the cache if it was seen before."""
    form = _forms.get(word)
    if form is None and len(word) > MAX_WORD:
        return build_form(word, load_lexicon())
    if form is None:
        if len(_forms) >= MAX_CACHED_FORMS:
            _forms.clear()
        form = _forms[word] = build_form(word, load_lexicon())
    return form


def build_form(word: str, lexicon: Lexicon) -> Form:
    """Take one written word apart."""
    surface = strip_marks(word)
    key = fold(word)
    whole = Reading("", key, find_cues(key, surface, lexicon))
    if word.endswith(TANWEEN_ALEF):
        whole = whole._replace(cues=whole.cues | Cue.COMMON)
    readings = [whole]
    if key[:1] in CLITIC_LETTERS and len(key) <= MAX_WORD and not whole.cues & (Cue.LATIN | Cue.OTHER):
        for clitic in PROCLITICS:
            if clitic[-1] == "ل" and is_article_after_lam(key, clitic, lexicon):
                continue
            rest = key[len(clitic) :]
            if key.startswith(clitic) and (len(rest) >= MIN_REST or lexicon.longest.get(rest, 0) > 1):
                readings.append(Reading(clitic, rest, find_cues(rest, surface[len(clitic) :], lexicon)))
        for clitic in ARTICLE_AFTER_LAM:
            if key.startswith(clitic) and len(key) - len(clitic) >= MIN_REST:
                rest = "ال" + key[len(clitic) :]
                readings.append(Reading(clitic[:-1], rest, find_cues(rest, "ال" + surface[len(clitic) :], lexicon)))
    any_cues = 0
    for reading in readings:
        any_cues |= reading.cues
    listed = any(reading.key in lexicon.longest for reading in readings)
    shared_head = any(reading.key in lexicon.shared_heads for reading in readings)
    return Form(surface, key, whole.cues, tuple(readings), any_cues, listed, shared_head)


def is_article_after_lam(key: str, clitic: str, lexicon: Lexicon) -> bool:
    """Tell whether the second lam is the article's: للحج is ل + الحج, not ل + لحج (a place); للندن is ل + لندن."""
    rest = key[len(clitic) :]
    return rest.startswith("ل") and bool(lexicon.find_cues("ال" + rest[1:]) & (Cue.COMMON | Cue.MAYBE_COMMON))


def strip_marks(word: str) -> str:
    """Return the word without tashkeel, tatweel and invisible signs, its letters as they are written."""
    if word.isascii() or all("\u0621" <= c <= "\u063a" or "\u0641" <= c <= "\u064a" for c in word):
        return word
    return "".join(c for c in word if (c.isalnum() and c != TATWEEL) or c in "'’-._&")


def find_cues(key: str, surface: str, lexicon: Lexicon) -> int:
    """Return the classes of one reading."""
    cues = lexicon.find_cues(key) & ~Cue.STOP
    # على and علي fold alike: function words are compared as they are written.
    cues |= lexicon.cues.get(surface, 0) & Cue.STOP
    if cues & Cue.STOP:
        cues &= ~(Cue.GIVEN | Cue.GIVEN_SURE)
    if not cues & Cue.GIVEN and len(key) >= MIN_INFLECTED:
        if key.endswith(INFLECTED_ENDINGS):
            cues |= Cue.COMMON
        elif key.startswith(INFLECTED_BEGINNINGS):
            cues |= Cue.MAYBE_COMMON
    if key.startswith("ال") and len(key) > 4:
        cues |= Cue.ARTICLE
    first = key[:1]
    if first.isascii() and first.isalpha():
        cues |= Cue.LATIN
    elif not "\u0621" <= first <= "\u064a":
        cues |= Cue.OTHER
    return cues


def surface_of(form: Form, reading: Reading) -> str:
    """Return the written letters of a reading: للسودان read as ل + السودان gives السودان."""
    if not reading.clitic:
        return form.surface
    if reading.key.startswith("ال") and form.key.startswith(("لل", "ولل", "فلل")):
        return "ال" + form.surface[len(reading.clitic) + 1 :]
    return form.surface[len(reading.clitic) :]
