"""What the model looks at in one word form: names of features, by how far they reach.

A feature of reach 2 counts for the token itself and for two tokens on either side, of reach 1 for one, of reach 0 for
the token alone. All of it depends on the form alone, which is why a form's share of the scores can be remembered.
Reading an attached letter off a word gives further forms to look at; which one is right the model decides.
Features after evidence/entities_dates.md §2.1, common in named entity recognition since CoNLL-2003.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, Protocol

from indexer.extract.entities.lexicon import Cue, load_lexicon
from indexer.extract.entities.tagger.tokens import token_form
from indexer.extract.entities.words import Form, Reading, read_form

MIN_READING = 3
"""Letters of the rest of a word that is looked at without its attached letter."""

MAX_AFFIX = 4
NGRAMS = (3, 4)
MAX_LETTERS = 40
"""Longer words are no names: of them only the shape is looked at."""

CLASSES = tuple((name, value) for name, value in sorted(vars(Cue).items()) if name.isupper())
QUOTES = frozenset("\"“”«»'’‘„")
BRACKETS = frozenset("()[]")

BEGIN, END = "<s>", "</s>"
"""Forms that stand before the first and behind the last token of a sentence."""


class WordTable(Protocol):
    """What is known of words from raw text: categories by folded word."""

    def categories(self, key: str) -> list[str] | None:
        """Return the word's categories (clusters, rates of labels), or None where the word is unknown."""


class Features(NamedTuple):
    """Names of the features of a form: far reach two tokens on either side, near one, own none."""

    far: list[str]
    near: list[str]
    own: list[str]


def form_features(form: str, table: WordTable | None) -> Features:
    """Return the features of a token's form."""
    if form in (BEGIN, END):
        return Features([form], [], [])
    if len(form) == 1 and not form.isalnum():
        group = "quote" if form in QUOTES else "bracket" if form in BRACKETS else "sign"
        return Features([f"w={form}", "sign", f"s={group}"], [], [])
    if len(form) > MAX_LETTERS:
        return Features(["long"], [], [])
    word = read_form(form)
    key = token_form(word.key)
    rests = [reading for reading in word.readings[1:] if len(reading.key) >= MIN_READING]
    found = Features([f"w={key}"], [f"shape={shape_of(form)}"], [])
    if word.surface != word.key:
        found.own.append(f"u={form}")
    add_letters(found, key)
    add_readings(found, rests)
    add_classes(found, word)
    if table is not None:
        add_categories(found, key, rests, table)
    return found


def add_letters(found: Features, key: str) -> None:
    """Add beginnings, endings and inner letters."""
    for length in range(1, MAX_AFFIX + 1):
        if len(key) > length:
            (found.near if length == 2 else found.own).append(f"p{length}={key[:length]}")
            (found.near if length in (2, 3) else found.own).append(f"x{length}={key[-length:]}")
    closed = f"^{key}$"
    # In the order of the word, not of a set: the numbers of features decide the draws of training.
    for length in NGRAMS:
        grams = dict.fromkeys(closed[begin : begin + length] for begin in range(len(closed) - length + 1))
        found.own.extend(f"g={gram}" for gram in grams)
    if key.startswith("ال") and len(key) > 4:
        found.near.append("al")
        found.own.append(f"noal={key[2:]}")


def add_readings(found: Features, rests: list[Reading]) -> None:
    """Add the word without attached letters, each way to read it."""
    singles = single_names()
    for number, reading in enumerate(rests):
        if number == 0:
            found.near.append(f"r1={reading.key}")
        found.own.append(f"r={reading.key}")
        found.own.append(f"cl={reading.clitic}")
        if reading.key in singles:
            found.near.append(f"rG={singles[reading.key]}")


def add_classes(found: Features, word: Form) -> None:
    """Add the classes of the tables: titles, verbs of speech, heads; names the gazetteer begins or goes on with."""
    found.far.extend(class_names(word.cues, word.any_cues))
    if word.key in single_names():
        found.far.append(f"G={single_names()[word.key]}")
    first, later = parts_of_names()
    found.near.extend(f"F={kind}" for kind in first.get(word.key, ()))
    found.near.extend(f"N={kind}" for kind in later.get(word.key, ()))


@lru_cache(maxsize=20_000)
def class_names(own: int, all_readings: int) -> tuple[str, ...]:
    """Return the features for the classes of a word, and for those that only a reading of it has."""
    return tuple(f"c{name}" if own & value else f"rc{name}" for name, value in CLASSES if (own | all_readings) & value)


def add_categories(found: Features, key: str, rests: list[Reading], table: WordTable) -> None:
    """Add what raw text knows of the word, of an unknown word's first known reading, and of the first reading."""
    own = table.categories(key)
    first = table.categories(rests[0].key) if rests else None
    if own is None:
        read = next((known for rest in rests if (known := table.categories(token_form(rest.key))) is not None), None)
        found.far.extend(f"o{name}" for name in read or ("unknown",))
        if read:
            found.far.extend(read)
    else:
        found.far.extend(own)
    if first is not None:
        found.own.extend(f"r{name}" for name in first)


@lru_cache(maxsize=1)
def single_names() -> dict[str, str]:
    """Return for each folded word that is a whole listed name: its kind and how sure the tables are of it."""
    singles: dict[str, str] = {}
    for words, entry in load_lexicon().phrases.items():
        if len(words) == 1:
            flags = f"{'w' if entry.weak else ''}{'b' if entry.bare else ''}{'' if entry.curated else 'g'}"
            singles.setdefault(words[0], f"{entry.kind[:2]}{flags}")
    return singles


@lru_cache(maxsize=1)
def parts_of_names() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the kinds of listed names of several words that each folded word begins, and that it goes on with."""
    first: dict[str, set[str]] = {}
    later: dict[str, set[str]] = {}
    for words, entry in load_lexicon().phrases.items():
        if len(words) > 1:
            first.setdefault(words[0], set()).add(entry.kind[:2])
            for word in words[1:]:
                later.setdefault(word, set()).add(entry.kind[:2])
    return (
        {word: sorted(kinds) for word, kinds in first.items()},
        {word: sorted(kinds) for word, kinds in later.items()},
    )


def shape_of(form: str) -> str:
    """Return a coarse picture of a form: script, case, length, digits."""
    if form.isascii():
        if form.isdigit():
            return "0" * min(len(form), 5)
        if form[0].isalpha() and form.isalpha():
            return "all" if form.isupper() else "Case" if form[0].isupper() else "case"
    if any(sign.isdigit() for sign in form):
        return "mixed"
    return f"A{min(len(form), 8)}" if form[0].isalnum() else "sign"
