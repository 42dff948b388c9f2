"""Makes search/analysis/data/endings.txt, the table behind level `stem`: words whose last letters are no ending.

A word that ends like a dual, a plural or a possessive is one if it is seen much less often than its stem; لبنان is seen
thirty times as often as a dual of لبن (milk) could be. How much less differs: participles are seen more often in the
plural than not (متظاهرين), duals of any word seldom. `endings_by_hand.tsv` says where that errs.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import search.analysis
from builders.evidence import IMPERFECT, NOUN, Evidence
from builders.weighing import UNKNOWN
from search.analysis.characters import ALEF, HEH, TEH, YEH
from search.analysis.proclitics import MEEM, Proclitics
from search.analysis.stem import MIN_LETTERS_LEFT

TABLE = Path(search.analysis.__file__).parent / "data" / "endings.txt"
BY_HAND = Path(__file__).with_name("endings_by_hand.tsv")

DUAL, OBLIQUE, PLURAL, THEIR, YOUR, OUR, THEY = "ان", "ين", "ون", "هم", "كم", "نا", "وا"
SUFFIXES = (DUAL, OBLIQUE, PLURAL, THEIR, YOUR, OUR, THEY)
POSSESSIVES = (HEH, "ها", THEIR, OUR, YOUR, "ك", YEH)
RELATIVE, FEMININE_RELATIVE = YEH, YEH + HEH

MIN_COUNT, MIN_COUNT_SHORT = 5.0, 20.0
MINOR_WEIGHT = 0.3
"""What a stem with ي or ا counts for: a form of the stem, but as often another word."""
MOST_OF_DUAL, LEAST_RELATIVE = 10.0, 0.05
"""Up to so many times as often as the word its stem may be seen; more if the word has a relative (عمراني)."""
MOST_OF_OBLIQUE, MOST_OF_MASDAR = 0.1, 3.0
MOST_OF_NAME = 0.3
MOST_OF_PARTICIPLE, MOST_OF_OTHER_PLURAL = 0.06, 3.0
MOST_OF_VERB = MOST_OF_RELATIVE = 0.03
LEAST_ACCUSATIVE = 0.3
WORDS_PER_LINE = 20

HEADER = """\
# Words that lose no ending at level `stem`. Read by search/analysis/stem.py; made by `make tables`
# (builders/endings.py): do not edit, put what is wrong into builders/endings_by_hand.tsv.
# Derived from wordfreq 3.1.1 (Robyn Speer and others; CC BY-SA 4.0), Ayaspell 3.2 (Mohamed Kebdani and others; GPL-2.0
# or later) and Arramooz (Taha Zerrouki; GPL). No frequencies are kept.
"""


class Endings:
    """Words of level `prefix`, how often each is seen, and what that says of their ends."""

    def __init__(self, evidence: Evidence, proclitics: Proclitics) -> None:
        """Count the words without their proclitics."""
        self._counts: dict[str, float] = defaultdict(float)
        self._parts = evidence.parts
        for word, count in evidence.counts.items():
            self._counts[proclitics.rest_of(word)] += count

    def whole_words(self) -> set[str]:
        """Return the words that lose none of `SUFFIXES`."""
        words = set(self._counts)
        words |= {word[: -len(end)] for word in self._counts for end in _SINGLES if word.endswith(end)}
        return {word for word in words for suffix in SUFFIXES if word.endswith(suffix) and self.is_whole(word, suffix)}

    def is_whole(self, word: str, suffix: str) -> bool:
        """Say whether a word's last letters are its own."""
        stem = word[: -len(suffix)]
        count = sum(self._count(word + end) for end in ("", *_SINGLES))
        if len(stem) < MIN_LETTERS_LEFT - 1 or count < MIN_COUNT or self._is_stem_and_our(word, suffix):
            return False
        if len(stem) < MIN_LETTERS_LEFT:
            # Too short to lose the ending, but not to be asked for: مكانا is مكان and ا, not مكا and نا.
            return suffix in (DUAL, OBLIQUE, PLURAL) and count >= MIN_COUNT_SHORT and self._part(word) != IMPERFECT
        if suffix in (DUAL, OBLIQUE, THEIR, OUR) and stem[-1] == TEH and self._count(stem[:-1] + HEH):
            return False
        share = self._stem_count(stem) / count
        match suffix:
            case "ان":
                return self._is_no_dual(word, stem, share, count)
            case "ين":
                return self._is_no_oblique(word, share)
            case "ون":
                return self._is_no_plural(word, stem, share)
            case "وا":
                return share <= MOST_OF_OBLIQUE
            case _:
                return self._is_no_possessive(word, stem, suffix, count)

    def _is_no_dual(self, word: str, stem: str, share: float, count: float) -> bool:
        if self._is_verb(word, stem) and share > MOST_OF_VERB:
            return False
        relatives = self._count(word + RELATIVE) + self._count(word + FEMININE_RELATIVE)
        return share <= MOST_OF_DUAL or (relatives >= LEAST_RELATIVE * count and NOUN in self._part(word))

    def _is_no_oblique(self, word: str, share: float) -> bool:
        if word.endswith(YEH + OBLIQUE) and share > MOST_OF_RELATIVE:
            return False
        if word[0] == TEH and len(word) == len("تفعيل"):
            return share <= MOST_OF_MASDAR
        return share <= (MOST_OF_OBLIQUE if _like_participle(word) else MOST_OF_NAME)

    def _is_no_plural(self, word: str, stem: str, share: float) -> bool:
        if self._is_verb(word, stem) or (IMPERFECT in self._part(word) and word[0] == YEH):
            return share <= MOST_OF_VERB
        if stem[-1] == YEH:
            return share <= MOST_OF_RELATIVE
        return share <= (MOST_OF_PARTICIPLE if _like_participle(word) else MOST_OF_OTHER_PLURAL)

    def _is_no_possessive(self, word: str, stem: str, suffix: str, count: float) -> bool:
        kin = self._stem_count(stem) + sum(self._count(stem + other) for other in POSSESSIVES if other != suffix)
        if suffix == OUR:
            verb = IMPERFECT in self._part(word) or word[-3] in "لس"
            return not verb and kin <= MOST_OF_OBLIQUE * count and not self.is_whole(word[:-1], word[-3:-1])
        return kin <= MOST_OF_NAME * count

    def _is_stem_and_our(self, word: str, suffix: str) -> bool:
        """Say whether a word in ن is seen as good as only before ا: علينا is علي and نا."""
        short = suffix in (DUAL, OBLIQUE, PLURAL)
        return short and self._count(word) < LEAST_ACCUSATIVE * self._count(word + ALEF)

    def _is_verb(self, word: str, stem: str) -> bool:
        part = self._part(word)
        return word[0] in "يتنا" and IMPERFECT in part and NOUN not in part and IMPERFECT in self._part(stem)

    def _stem_count(self, stem: str) -> float:
        minor = self._count(stem + YEH) + self._count(stem + ALEF)
        return self._count(stem) + self._count(stem + HEH) + MINOR_WEIGHT * minor

    def _count(self, word: str) -> float:
        return self._counts.get(word, 0.0)

    def _part(self, word: str) -> str:
        return self._parts.get(word, UNKNOWN)


_SINGLES = (HEH, RELATIVE, FEMININE_RELATIVE)


def _like_participle(word: str) -> bool:
    """Say whether a word looks like مفعل or فاعل, whose plurals are as common as themselves."""
    return word[0] == MEEM or word[1] == ALEF


def write_endings(evidence: Evidence, proclitics: Proclitics) -> None:
    """Make the table."""
    words = Endings(evidence, proclitics).whole_words()
    for word, whole in read_by_hand().items():
        (words.add if whole else words.discard)(word)
    ordered = sorted(words)
    lines = [" ".join(ordered[start : start + WORDS_PER_LINE]) for start in range(0, len(ordered), WORDS_PER_LINE)]
    TABLE.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TABLE}: {TABLE.stat().st_size:,} bytes; {len(words):,} words")


def read_by_hand() -> dict[str, bool]:
    """Return folded words, and whether they are whole."""
    lines = BY_HAND.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {search.analysis.fold(word): whole == "whole" for word, whole, *_ in rows}
