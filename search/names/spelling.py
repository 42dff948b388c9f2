"""The spelling of names: their parts, and a looser key under which spellings of one foreign name meet.

Not for: whether two whole names are one (`comparing`).
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from search.analysis import fold

ARTICLE = "ال"
MIN_SKELETON = 3
"""Consonants that must be left before two words are compared without their vowels."""

VARIANT_WORDS = {
    "ابن": "بن",
    "ابا": "ابو",
    "ابي": "ابو",
    "داوود": "داود",
    "اسحق": "اسحاق",
    "اسمعيل": "اسماعيل",
    "هرون": "هارون",
    "الرحمان": "الرحمن",
    "عبدالرحمان": "عبدالرحمن",
    "طاووس": "طاوس",
    "رءوف": "رووف",
}
"""Old and new spellings of one native word, folded. Every other native word is compared letter by letter."""

JOINED_WITH_NEXT = frozenset(("عبد", "ابو", "ال"))
JOINED_WITH_PREVIOUS = frozenset(("الله", "الدين", "الاسلام"))
"""Words written together with their neighbour or apart from it: عبد الله, أبو زيد, آل ثاني; نصر الله, سعد الدين."""

SON_OF = "بن"

NATIVE_LETTERS = frozenset("حعضظذ")
"""Sounds that Arabic hardly uses for foreign names: a word with one of them is spelled in one way."""

SOUNDS = str.maketrans({**dict.fromkeys("غچگقك", "ج"), "ث": "ت", "ط": "ت", "ڤ": "ب", "پ": "ب", "ف": "ب"} | {
    "ز": "س", "ص": "س", "ى": "ي"
})  # fmt: skip
"""Letters that spell one foreign sound: سيرغي = سيرجي, توني = طوني, بيريز = بيريس, نوفاك = نوڤاك."""

VOWELS = str.maketrans("", "", "اويءه")
"""Letters of vowels, which spellings of foreign names put in or leave out: نتنياهو = نتانياهو."""

DIGRAPHS = (("تش", "ش"), ("دج", "ج"), ("كس", "س"))
"""Two letters for one foreign sound: تشافيز = شافيز, دجوكوفيتش = جوكوفيتش."""


@lru_cache(maxsize=100_000)
def name_parts(name: str) -> tuple[str, ...]:
    """Return the folded parts of a name; عبد, أبو, آل, الله and الدين are joined with their neighbours.

    >>> name_parts("عبد الله بن زايد آل نهيان") == name_parts("عبدالله ابن زايد ال نهيان")
    True
    """
    parts: list[str] = []
    pending = ""
    for word in name.replace("-", " ").replace(".", " ").replace("ـ", "").split():
        key = fold(word)
        key = VARIANT_WORDS.get(key, key)
        if key in JOINED_WITH_PREVIOUS and parts and not pending:
            parts[-1] += key
        elif key in JOINED_WITH_NEXT and not pending:
            pending = key
        else:
            joined = pending + key
            parts.append(VARIANT_WORDS.get(joined, joined))
            pending = ""
    if pending:
        parts.append(pending)
    return tuple(parts)


@lru_cache(maxsize=100_000)
def is_native(part: str) -> bool:
    """Tell whether a folded part is an Arabic word, whose vowels make another name: حسن is not حسين."""
    if part.startswith(ARTICLE) or not NATIVE_LETTERS.isdisjoint(part) or part in native_names():
        return True
    return part.endswith(tuple(JOINED_WITH_PREVIOUS)) or part.removeprefix("ابو") in native_names()


@cache
def native_names() -> frozenset[str]:
    """Return the folded words of `native_names.txt`."""
    lines = (files("search.names") / "native_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=100_000)
def loose_part(part: str) -> str:
    """Return a key under which spellings of one foreign name meet; a native word is its own key.

    Only good inside whole names, never alone.
    """
    if is_native(part):
        return part
    sounds = part
    for pair, one in DIGRAPHS:
        sounds = sounds.replace(pair, one)
    sounds = sounds.translate(SOUNDS)
    skeleton = sounds[:1] + sounds[1:].translate(VOWELS)
    skeleton = "".join(letter for place, letter in enumerate(skeleton) if skeleton[place - 1 : place] != letter)
    return skeleton if len(skeleton) >= MIN_SKELETON else sounds
