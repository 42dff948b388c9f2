"""The values that pass between the steps: `Entity` for callers, `Mention` between recogniser and article pass."""

from __future__ import annotations

from dataclasses import dataclass

from search.article import EntityKind


@dataclass(frozen=True, slots=True)
class Entity:
    """One mention: text[start:end] == .text, code points; an attached و ب ل ف ك is inside, titles are outside.

    kind: person, place or organisation. name: the canonical name, without attached letters.
    evidence: the rule that found it and its cue, in a few English words.
    """

    start: int
    end: int
    text: str
    kind: EntityKind
    name: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One recognised mention, words[first:last], before the article decides its name.

    name: the words without an attached letter, or the gazetteer's name. listed: the name is the gazetteer's.
    bare: a surname or other part that stands for a whole name known elsewhere. sure: the model's probability, 0 where
    patterns alone speak.
    """

    first: int
    last: int
    kind: EntityKind
    name: str
    evidence: str
    listed: bool = False
    bare: bool = False
    sure: float = 0.0
