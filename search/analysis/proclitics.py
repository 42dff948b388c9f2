"""Which of a folded word's first letters are proclitics: و in والده is not, in والرياض it is.

Three steps. A word in the table of *decided* words is cut where the table says; the table holds those for which the
rule would err. The *rule* knows stems without their endings and what they are: it keeps a word whose stem it knows,
else takes the longest chain of proclitics that may stand before what is left. Of *unknown* words (names, slips) the
article and its family go, and و, and ل or ب where names seldom begin so. Before figures all go. What the table knows
was decided at build time by the evidence of whole paradigms (`builders/weighing.py`); it is `data/proclitics.txt`,
read once, on first use.
Not for: endings (`stem`), nor the interrogative أ, which no frequency tells from a radical one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pyarabic import araby_const

from search.analysis.characters import ALEF, ARTICLE, BEH, FEH, HAMZA, KAF, LAM, WAW, YEH

NOUN, VERB, IMPERFECT, DOUBTFUL = 1, 2, 4, 8
"""What a stem is, as bits: a noun, particle or name; a verb of the perfect or imperative; of the imperfect. Doubtful is
a stem that begins like a proclitic, and of whose forms as many are other words behind one: بطريقته is ب and طريقته, not
of بطريق. It may stand behind the article, but keeps no word whole whose rest is known."""
ANY = NOUN | VERB | IMPERFECT

MEEM: str = araby_const.MEEM
SEEN: str = araby_const.SEEN
LIL = LAM + LAM
"""ل and ال before a word that does not itself begin with ل. Before one that does the two lams are ل and the word's
own (للجنة is ل and لجنة), with the article or without: writing does not tell."""

MIN_LETTERS_LEFT = 2
MIN_LETTERS_UNKNOWN, MIN_LETTERS_UNKNOWN_BARE = 3, 4


def _chains() -> dict[str, int]:
    """Return every chain of proclitics with what may follow it, the longest first."""
    chains: dict[str, int] = {}
    for conjunction in ("", WAW, FEH):
        chains[conjunction] = ANY
        chains[conjunction + SEEN] = IMPERFECT
        chains[conjunction + LAM] = NOUN | IMPERFECT
        for short in (BEH, KAF, ARTICLE, BEH + ARTICLE, KAF + ARTICLE, LIL):
            chains[conjunction + short] = NOUN
    del chains[""]
    return dict(sorted(chains.items(), key=lambda item: (-len(item[0]), item[0])))


CHAINS = _chains()
ARTICLE_CHAINS = tuple(chain for chain in CHAINS if chain.endswith((ARTICLE, LIL)))

_CHAINS_BY_LETTER = {
    letter: tuple((chain, len(chain), follows) for chain, follows in CHAINS.items() if chain[0] == letter)
    for letter in dict.fromkeys(chain[0] for chain in CHAINS)
}
_UNKNOWN_BY_LETTER = {
    letter: tuple((chain, len(chain)) for chain in (*ARTICLE_CHAINS, WAW) if chain[0] == letter)
    for letter in dict.fromkeys(chain[0] for chain in CHAINS)
}

_bare_of_unknown = re.compile(f"{LAM}(?![{ALEF}{WAW}{YEH}])|{BEH}(?=[{BEH}{MEEM}])").match
"""Where names seldom begin so. Looked at one by one in the Saudi news: of 49 words that no list knows with ل and
another letter than ا, و or ي, 45 are ل and a name or a rare word (لبيسكوف); of 45 with بب or بم, 36. With ب and other
letters most are names (بوسيتش, بلوجز, بتروجت)."""

_without_endings = re.compile(
    "(.{3,}?)(?:ات|ان|ين|ون|وا|ا|و|يه|يات|يين|ي|ته|ت|نا|ن|تم|ه)?(?:ها|هم|هما|هن|ه|كم|ك|نا|ني|ي)?"
).fullmatch
_chains_before_signs = "|".join(chain for chain in CHAINS if SEEN not in chain)
_before_digits = re.compile(f"(?:{_chains_before_signs})(?=[0-9])").match
_before_other_script = re.compile(f"(?:{_chains_before_signs})(?=[^ء-ي])").match


def bare_stem(word: str) -> str:
    """Return a folded word without anything that looks like endings: what the table of stems is asked for.

    >>> bare_stem("وزاراتهم"), bare_stem("وزاره"), bare_stem("قالوا"), bare_stem("حق")
    ('وزار', 'وزار', 'قال', 'حق')

    Three letters stay at least, be they radical or not (بيان gives بيا): a name for a group of words, not a word.
    """
    match = _without_endings(word)
    return match[1] if match else word


@dataclass(frozen=True, slots=True)
class Proclitics:
    """The table: stems and what they are; words decided one by one and the letters to cut from them."""

    stems: dict[str, int]
    decided: dict[str, int]
    spelled: dict[str, str]
    """Words whose key is not their own end: لله is ل and الله."""

    def rest_of(self, word: str) -> str:
        """Return a folded word without its proclitics; never empty for a word that is not.

        >>> from search.analysis.proclitics import load_proclitics
        >>> [load_proclitics().rest_of(word) for word in ("والوزير", "وزير", "واحد", "للجنه", "سيكون", "لله")]
        ['وزير', 'وزير', 'واحد', 'لجنه', 'يكون', 'الله']
        """
        if word[:1] not in _CHAINS_BY_LETTER:
            return word
        if not word.isalpha() and (match := _before_digits(word)):
            return word[match.end() :]
        cut = self.decided.get(word)
        if cut is None:
            return word[self.by_rule(word) :]
        return word[cut:] if cut >= 0 else self.spelled[word]

    def by_rule(self, word: str) -> int:
        """Return how many letters the rule cuts from a word that begins with a proclitic's letter."""
        stems = self.stems
        starts_with_article = word.startswith(ARTICLE)
        known = stems.get(bare_stem(word), 0)
        if known and not starts_with_article and not known & DOUBTFUL:
            return 0
        longest = len(word) - MIN_LETTERS_LEFT
        for chain, length, follows in _CHAINS_BY_LETTER[word[0]]:
            if (
                length <= longest
                and word.startswith(chain)
                and stems.get(bare_stem(word[length:]), 0) & follows
                and not (word[length] == LAM and chain.endswith(LIL))
            ):
                return length
        return 0 if known else self._of_unknown(word)

    @staticmethod
    def _of_unknown(word: str) -> int:
        """Return how many letters go from a word of which nothing is known."""
        if word[-1] < HAMZA:
            match = _before_other_script(word)
            return match.end() if match else 0
        for chain, length in _UNKNOWN_BY_LETTER[word[0]]:
            if word.startswith(chain) and len(word) - length >= MIN_LETTERS_UNKNOWN:
                return length
        return 1 if len(word) > MIN_LETTERS_UNKNOWN_BARE and _bare_of_unknown(word) else 0


def read_proclitics(lines: list[str]) -> Proclitics:
    """Return the table of the lines of a file as `builders/proclitics.py` writes it.

    >>> table = read_proclitics(["# remark", "stems 1 وزير كتاب", "cut 0 واحد", "as الله لله ولله"])
    >>> table.rest_of("بوزير"), table.rest_of("واحد"), table.rest_of("ولله")
    ('وزير', 'واحد', 'الله')
    """
    stems: dict[str, int] = {}
    decided: dict[str, int] = {}
    spelled: dict[str, str] = {}
    for line in lines:
        kind, *rest = line.split()
        if kind == "stems":
            stems.update(dict.fromkeys(rest[1:], int(rest[0])))
        elif kind == "cut":
            decided.update(dict.fromkeys(rest[1:], int(rest[0])))
        elif kind == "as":
            spelled.update(dict.fromkeys(rest[1:], rest[0]))
    decided.update(dict.fromkeys(spelled, -1))
    return Proclitics(stems, decided, spelled)


@cache
def load_proclitics() -> Proclitics:
    """Return the table that is shipped, read once."""
    text = files("search.analysis").joinpath("data", "proclitics.txt").read_text(encoding="utf-8")
    return read_proclitics(text.splitlines())
