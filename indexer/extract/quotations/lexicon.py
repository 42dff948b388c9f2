"""The tables of reported speech, loaded once: verbs in all their forms, and the nouns and small words around them.

Not for deciding anything: the finder asks, this answers. All keys are folded (`search.analysis.fold`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from search.analysis import fold

DATA = Path(__file__).resolve().parent.parent / "data"

PAST, PRESENT, PARTICIPLE = "past", "present", "participle"
CONJUNCTIONS = ("و", "ف")
WEAK_LETTERS = frozenset("اويى")
NOUN_CLASSES = (
    "title honour relation label body document preposition circumstance adverb opener negation "
    "no_clause_before scare_before according quoting"
)


class SpeechForm(NamedTuple):
    """One written form of a reporting verb.

    kind: the class of speech_verbs.tsv. tense: past, present or participle. gender: "m" or "f" (a feminine form also
    agrees with things in the plural). plural: whether several people speak. joined: whether و or ف stands before.
    """

    lemma: str
    kind: str
    tense: str
    gender: str
    plural: bool
    joined: bool


@dataclass(frozen=True, slots=True)
class Nouns:
    """The classes of speech_nouns.tsv, each a set of folded words."""

    title: frozenset[str]
    honour: frozenset[str]
    relation: frozenset[str]
    label: frozenset[str]
    body: frozenset[str]
    document: frozenset[str]
    preposition: frozenset[str]
    circumstance: frozenset[str]
    adverb: frozenset[str]
    opener: frozenset[str]
    negation: frozenset[str]
    no_clause_before: frozenset[str]
    scare_before: frozenset[str]
    according: frozenset[str]
    quoting: frozenset[str]


@lru_cache(maxsize=1)
def load_verbs() -> dict[str, SpeechForm]:
    """Return the forms of all verbs of the table, with و or ف and without; the first row that claims a form has it."""
    forms: dict[str, SpeechForm] = {}
    for kind, past, present, participle in read_rows("speech_verbs.tsv"):
        for word, tense, gender, plural in inflect(past, present, participle):
            key = fold(word)
            forms.setdefault(key, SpeechForm(past, kind, tense, gender, plural, joined=False))
            for letter in CONJUNCTIONS:
                forms.setdefault(letter + key, SpeechForm(past, kind, tense, gender, plural, joined=True))
    return forms


@lru_cache(maxsize=1)
def load_nouns() -> Nouns:
    """Return the classes of nouns and small words."""
    classes = {name: frozenset(map(fold, words.split(" "))) for name, words in read_rows("speech_nouns.tsv")}
    return Nouns(**{name: classes[name] for name in NOUN_CLASSES.split()})


def read_rows(name: str) -> list[list[str]]:
    """Return the rows of a table, comments left out."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def inflect(past: str, present: str, participle: str) -> list[tuple[str, str, str, bool]]:
    """Return the forms of a verb that news uses: (word, tense, gender, plural); "-" means that there are none."""
    forms = inflect_past(past)
    if present != "-":
        stem = present[:-1] if present[-1] in WEAK_LETTERS else present
        forms += [(present, PRESENT, "m", False), ("ت" + present[1:], PRESENT, "f", False)]
        forms += [(stem + "ون", PRESENT, "m", True), (present + "ان", PRESENT, "m", True)]
    if participle != "-":
        stem = participle[:-1]
        forms += [(participle, PARTICIPLE, "m", False), (stem + "ة", PARTICIPLE, "f", False)]
        plural = stem[:-1] if stem.endswith("ي") else stem
        forms += [(plural + "ين", PARTICIPLE, "m", True), (stem + "ات", PARTICIPLE, "f", True)]
    return forms


def inflect_past(past: str) -> list[tuple[str, str, str, bool]]:
    """Return he, she, they (masculine, dual) of the past: قال قالت قالوا, نفى نفت نفوا."""
    weak = past[-1] in WEAK_LETTERS
    stem = past[:-1] if weak else past
    forms = [(past, PAST, "m", False), (stem + "ت", PAST, "f", False), (stem + "وا", PAST, "m", True)]
    return forms if weak else [*forms, (past + "ا", PAST, "m", True), (past + "تا", PAST, "f", True)]


@lru_cache(maxsize=20_000)
def is_title(key: str) -> bool:
    """Tell whether a word without ال is a title or an office, of a man or a woman: وزير, وزيرة."""
    titles = load_nouns().title
    return key in titles or (key.endswith("ه") and key[:-1] in titles)


def strip_article(key: str) -> str:
    """Return a folded word without ال, or as it is."""
    return key[2:] if key.startswith("ال") and len(key) > 4 else key
