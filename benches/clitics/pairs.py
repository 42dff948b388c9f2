"""The judged pairs of pairs.tsv and endings.tsv; their headers say what they are and how to add some."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PAIRS = Path(__file__).with_name("pairs.tsv")
"""Words with proclitics, for levels `prefix` and `stem`."""
ENDINGS = Path(__file__).with_name("endings.tsv")
"""Words with endings, for level `stem`."""
HALVES = ("development", "report")
LEXICAL = "lexical"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two words of the news, and whether they should meet."""

    word: str
    other: str
    meets: bool
    category: str
    half: str
    note: str


def read_pairs(path: Path = PAIRS) -> list[Pair]:
    """Return the pairs in the order of the file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [
        Pair(word, other, meets == "yes", category, half, note) for word, other, meets, category, half, note in rows
    ]
