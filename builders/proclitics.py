"""`make tables`: makes search/analysis/data/proclitics.txt, the table behind level `prefix`, and endings.txt.

Every word of wordfreq that begins like a proclitic is decided by `weighing`, then by hand where
`proclitics_by_hand.tsv` says. What ships is what the rule of `search.analysis.proclitics` needs to come to the same
decisions: stems without endings, and one by one the words on which the rule alone would err.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import search.analysis
from builders.endings import write_endings
from builders.evidence import IMPERATIVE, IMPERFECT, NOUN, OTHER, PERFECT, Evidence, read_frequencies, read_parts
from builders.weighing import UNKNOWN, Reading, Weighing, readings_of
from search.analysis import proclitics
from search.analysis.characters import BEH, LAM, WAW
from search.analysis.folded import folded_key
from search.analysis.proclitics import CHAINS, Proclitics, bare_stem

TABLE = Path(search.analysis.__file__).parent / "data" / "proclitics.txt"
BY_HAND = Path(__file__).with_name("proclitics_by_hand.tsv")

VERSION = "2"
MIN_KNOWN_COUNT, MIN_UNKNOWN_COUNT = 1.5, 2.5
MIN_KNOWN_LIKE_PROCLITIC, MIN_UNKNOWN_LIKE_PROCLITIC = 8.0, 20.0
"""How often a stem must be seen to enter the table: one of the dictionaries, one they lack; more if it begins like a
proclitic, for then it keeps words from losing one."""
MIN_DECIDED_COUNT = 1.0
MAY_BE_DOUBTFUL = (WAW, BEH, LAM)
"""Stems that begin with ف, ك or س are seldom taken for another behind a proclitic: names, mostly."""
WORDS_PER_LINE = 20
BITS = {
    NOUN: proclitics.NOUN,
    OTHER: proclitics.NOUN,
    UNKNOWN: proclitics.NOUN,
    PERFECT: proclitics.VERB,
    IMPERATIVE: proclitics.VERB,
    IMPERFECT: proclitics.IMPERFECT,
}

HEADER = f"""\
# Which first letters of Arabic words are proclitics. Read by search/analysis/proclitics.py; made by `make tables`
# (builders/proclitics.py): do not edit, put what is wrong into builders/proclitics_by_hand.tsv. Version {VERSION}.
# stems BITS WORD...: folded words without endings; 1 nouns, names and particles, 2 verbs, 4 verbs of the imperfect,
# 8 doubtful: most words that begin so are others behind a proclitic.
# cut LETTERS WORD...: folded words on which the rule would err, and how many letters are proclitics.
# as KEY WORD...: folded words whose key is not their own end.
# Derived from wordfreq 3.1.1 (Robyn Speer and others; CC BY-SA 4.0), Ayaspell 3.2 (Mohamed Kebdani and others; GPL-2.0
# or later) and Arramooz (Taha Zerrouki; GPL). No frequencies are kept.
"""


def main() -> None:
    """Make the table."""
    decisions, by_hand, evidence = decide()
    table = fit_table(decisions, by_hand, evidence)
    TABLE.write_text(written(table), encoding="utf-8")
    print(
        f"{TABLE}: {TABLE.stat().st_size:,} bytes; {len(table.stems):,} stems, {len(table.decided):,} words decided "
        f"one by one, {len(decisions):,} words weighed"
    )
    write_endings(evidence, table)


def decide() -> tuple[dict[str, int], dict[str, str], Evidence]:
    """Return how many letters go from each word with several readings, the keys given by hand, and the evidence."""
    counts, spellings = read_frequencies()
    by_hand = read_by_hand()
    readings = {word: readings_of(word) for word in counts}
    parts = read_parts(rest for options in readings.values() for _, rest in options)
    evidence = Evidence(counts, spellings, parts)
    decisions = {
        word: len(chain) for word, (chain, _) in _whole_chains(Weighing(evidence, readings).believed()).items()
    }
    for word, key in by_hand.items():
        if word.endswith(key):
            decisions[word] = len(word) - len(key)
    return decisions, by_hand, evidence


def _whole_chains(believed: dict[str, Reading]) -> dict[str, Reading]:
    """Return the readings with chains made whole: ول and مثل for ولمثل if لمثل is ل and مثل."""
    whole = {}
    for word, (chain, rest) in believed.items():
        inner, stem = believed.get(rest, ("", rest))
        whole[word] = (chain + inner, stem) if chain + inner in CHAINS else (chain, rest)
    return whole


def read_by_hand() -> dict[str, str]:
    """Return folded words and the keys that are theirs whatever the evidence says."""
    lines = BY_HAND.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {folded_key(word): folded_key(key) for word, key, *_ in rows}


def fit_table(decisions: dict[str, int], by_hand: dict[str, str], evidence: Evidence) -> Proclitics:
    """Return a table that comes to these decisions."""
    stems = _stems(decisions, evidence)
    rule = Proclitics(stems, {}, {})
    decided = {
        word: cut
        for word, cut in decisions.items()
        if rule.by_rule(word) != cut and (word in by_hand or evidence.counts[word] > MIN_DECIDED_COUNT)
    }
    return Proclitics(stems, decided, {word: key for word, key in by_hand.items() if not word.endswith(key)})


def _stems(decisions: dict[str, int], evidence: Evidence) -> dict[str, int]:
    totals: dict[str, float] = defaultdict(float)
    for word, count in evidence.counts.items():
        totals[word[decisions.get(word, 0) :]] += count
    stems: dict[str, int] = defaultdict(int)
    for stem, total in totals.items():
        parts = evidence.parts.get(stem, UNKNOWN)
        if total >= _least_count(stem, parts != UNKNOWN):
            for part in parts:
                stems[bare_stem(stem)] |= BITS[part]
    for stem in _doubtful(decisions) & stems.keys():
        stems[stem] |= proclitics.DOUBTFUL
    return dict(stems)


def _doubtful(decisions: dict[str, int]) -> set[str]:
    """Return the stems of whose forms at least as many were cut as kept whole."""
    kept: dict[str, int] = defaultdict(int)
    for word, cut in decisions.items():
        if word[0] in MAY_BE_DOUBTFUL:
            kept[bare_stem(word)] += -1 if cut else 1
    return {stem for stem, balance in kept.items() if balance <= 0}


def _least_count(stem: str, known: bool) -> float:
    if stem.startswith(tuple(CHAINS)):
        return MIN_KNOWN_LIKE_PROCLITIC if known else MIN_UNKNOWN_LIKE_PROCLITIC
    return MIN_KNOWN_COUNT if known else MIN_UNKNOWN_COUNT


def written(table: Proclitics) -> str:
    """Return the table as text, every line sorted."""
    lines = [HEADER.rstrip()]
    lines += _grouped("stems", table.stems)
    lines += _grouped("cut", table.decided)
    lines += _grouped("as", table.spelled)
    return "\n".join(lines) + "\n"


def _grouped(kind: str, values: dict[str, int] | dict[str, str]) -> list[str]:
    groups: dict[int | str, list[str]] = defaultdict(list)
    for word, value in values.items():
        groups[value].append(word)
    lines = []
    for value in sorted(groups):
        words = sorted(groups[value])
        parts = [words[start : start + WORDS_PER_LINE] for start in range(0, len(words), WORDS_PER_LINE)]
        lines += [f"{kind} {value} {' '.join(part)}" for part in parts]
    return lines


if __name__ == "__main__":
    main()
