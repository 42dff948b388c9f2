"""What is known of Arabic words before any decision: how often, in which spellings, and which parts of speech.

Frequencies come from wordfreq (its large Arabic list), parts of speech from Ayaspell and Arramooz, all folded.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import arramooz
import wordfreq

from builders import ayaspell
from builders.ayaspell import IMPERATIVE, IMPERFECT, NOUN, OTHER, PERFECT
from search.analysis import fold

PER_WORD = 1e8
"""Frequencies are counted per hundred million words: the rarest word of wordfreq has 1."""

MIN_LEMMA_COUNT = 20
"""Lemmas of Arramooz's counted list below this are slips of the tagger as often as not."""

_is_arabic = re.compile("[ءا-ي]+").fullmatch


@dataclass(frozen=True, slots=True)
class Evidence:
    """Folded words and what is known of each."""

    counts: dict[str, float]
    spellings: dict[str, dict[str, float]]
    """Of each folded word how often each of its spellings is written."""
    parts: dict[str, str]
    """The parts of speech a dictionary gives a word, letters of `ayaspell` in order; a word it lacks is absent."""


def read_frequencies() -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """Return the counts of folded words, and of each its spellings with theirs."""
    counts: dict[str, float] = defaultdict(float)
    spellings: dict[str, dict[str, float]] = defaultdict(dict)
    for spelling, frequency in wordfreq.get_frequency_dict("ar", wordlist="large").items():
        word = fold(spelling)
        if _is_arabic(word):
            count = frequency * PER_WORD
            counts[word] += count
            spellings[word][spelling] = spellings[word].get(spelling, 0) + count
    return dict(counts), dict(spellings)


def read_parts(wanted: Iterable[str]) -> dict[str, str]:
    """Return the parts of speech of those of the wanted folded words that a dictionary has."""
    parts: dict[str, set[str]] = defaultdict(set)
    wanted = set(wanted)
    last = ("", "")
    for spelling, part in ayaspell.Dictionary().words():
        if (spelling, part) != last:
            last = (spelling, part)
            word = fold(spelling)
            if word in wanted:
                parts[word].add(part)
    for spelling, part in _arramooz_words():
        parts[fold(spelling)].add(part)
    for spelling, part in _arramooz_particles():
        word = fold(spelling)
        if not _has_proclitic(word, parts):
            parts[word].add(part)
    particles = {word for word, found in parts.items() if OTHER in found}
    for word in particles:
        # Ayaspell too lists its particles once more behind each proclitic: لجميع, بأقل.
        if word[0] in "وفبلك" and word[1:] in particles:
            parts[word].discard(OTHER)
    return {word: "".join(sorted(found)) for word, found in parts.items() if found}


def _arramooz_words() -> Iterator[tuple[str, str]]:
    folder = Path(arramooz.__file__).parent / "data"
    with sqlite3.connect(folder / "arabicdictionary.sqlite") as words:
        yield from ((word, NOUN) for (word,) in words.execute("select unvocalized from nouns"))
        yield from ((word, PERFECT) for (word,) in words.execute("select unvocalized from verbs"))
    with sqlite3.connect(folder / "wordfreq.sqlite") as words:
        rows = words.execute("select unvocalized, word_type from wordfreq where freq >= ?", (MIN_LEMMA_COUNT,))
        for word, kind in rows:
            yield word, PERFECT if kind == "verb" else NOUN if kind.startswith(("noun", "adj")) else OTHER


def _arramooz_particles() -> list[tuple[str, str]]:
    with sqlite3.connect(Path(arramooz.__file__).parent / "data" / "stopwords.sqlite") as words:
        rows = words.execute("select unvocalized, type from stopwords where procletic = '' order by id").fetchall()
    return [(word, PERFECT if kind == "فعل" else OTHER) for word, kind in rows]


def _has_proclitic(word: str, known: Collection[str]) -> bool:
    """Say whether a particle is a known word behind a proclitic: the column that should tell lacks بهذا and ولمثل."""
    if word.startswith(("بال", "وال", "كال", "فال", "لل")):
        return True
    rest = word[1:]
    return len(rest) > 1 and word[0] in "وفبلك" and (rest in known or _has_proclitic(rest, known))


__all__ = ["IMPERATIVE", "IMPERFECT", "NOUN", "OTHER", "PERFECT", "Evidence", "read_frequencies", "read_parts"]
