"""Latin spellings of Arabic words, the other way round: a pattern that finds `lavrov` among folded Arabic words.

The keys of `search.analysis.latin` say which consonants a Latin word may have; a pattern spells a key in Arabic letters
with any long vowels between. One regular expression reads a hundred thousand names in some milliseconds, so that
nothing has to be kept beside the index. Not for: which of the words found is meant (`likeness` helps to judge).
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from search.analysis.latin import arabic_latin_key, latin_word_keys

ARTICLE = "(?:ال)?"
_LETTERS = "بتثجحخدذرزسشصضطظغفقكلمنه"
_LONG = "[اويءع]{0,3}"
_HEADS = {"a": "[اءع]", "w": "و", "y": "ي"}
_DIGRAPHS = {"c": "|تش", "j": "|دج", "l": "|لله?| الله"}

_LATIN_WORD = re.compile("[A-Za-z'’-]+")
_LATIN_VOWELS = re.compile("[aeiouy]+")
_ARABIC_VOWELS = str.maketrans({"ا": "a", "و": "u", "ي": "i"})
_SHORT = str.maketrans("oey", "uii")
_ARTICLES = frozenset(("al", "el"))
_AS_WRITTEN = {
    "o": "u",
    "e": "i",
    "y": "i",
    "ou": "u",
    "oo": "u",
    "ee": "i",
    "ei": "i",
    "ai": "i",
    "ay": "i",
    "au": "u",
}


def pattern_of(text: str) -> str:
    """Return a regular expression over folded words, a space between each, for a run of Latin words; maybe "".

    >>> bool(re.fullmatch(pattern_of("Sergei Lavrov"), "سيرغي لافروف"))
    True
    """
    words = latin_word_keys(text)
    return " ?".join(f"{ARTICLE}(?:{'|'.join(map(_spelled, keys))})" for keys in words)


def likeness(latin: str, arabic: str) -> float:
    """Return how well the long vowels of folded Arabic words agree with the vowels of Latin ones, 0 to 1.

    A long vowel that is not heard counts three times a vowel that is not written, as short ones never are.

    >>> likeness("salman", "سلمان") > likeness("salman", "سليمان")
    True
    """
    heard = [_heard(word) for word in _LATIN_WORD.findall(latin.casefold().replace("-", " ")) if word not in _ARTICLES]
    written = [_written(word) for word in arabic.split()]
    if len(heard) != len(written):
        heard, written = ["".join(heard)], ["".join(written)]
    return sum(map(_agreement, heard, written)) / max(len(heard), 1)


def _heard(word: str) -> str:
    return "".join(_AS_WRITTEN.get(run, run[:1]) for run in _LATIN_VOWELS.findall(word)).translate(_SHORT)


def _written(word: str) -> str:
    word = re.sub("(?<=.)ه$", "a", re.sub("^ال(?=..)", "", word)).translate(_ARABIC_VOWELS)
    return re.sub("[^aui]", "", word)


def _agreement(heard: str, written: str) -> float:
    """Return 1 where all vowels agree, 0 where none does."""
    blocks = SequenceMatcher(None, heard, written, autojunk=False).get_matching_blocks()
    common = sum(block.size for block in blocks)
    precision, recall = common / len(written) if written else 1.0, common / len(heard) if heard else 1.0
    return 0.75 * precision + 0.25 * recall


def is_latin(word: str) -> bool:
    """Return whether a word is of Latin letters alone, so that it may be an Arabic one."""
    return bool(_LATIN_WORD.fullmatch(word))


@lru_cache(maxsize=1)
def _letters_of() -> dict[str, str]:
    """Return for each sound of the keys the Arabic letters that have it."""
    letters: dict[str, str] = {}
    for letter in _LETTERS:
        # Between two letters that change nothing: alone, ه is an ending.
        sound = arabic_latin_key(f"ب{letter}ب")[1:-1]
        letters[sound] = letters.get(sound, "") + letter
    return letters


@lru_cache(maxsize=1024)
def _spelled(key: str) -> str:
    """Return the pattern of the words that have a key."""
    head, rest = (_HEADS[key[0]] + _LONG, key[1:]) if key[0] in _HEADS else ("", key)
    letters = _letters_of()
    return head + "".join(f"(?:[{letters[sound]}]{_DIGRAPHS.get(sound, '')}){_LONG}" for sound in rest) + "ه?"
