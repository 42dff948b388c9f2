"""Build common_words.tsv: words of the language that are no names, from the word list of wordfreq (CC BY-SA 4.0).

A word counts as common when the list also holds many of its inflections (article, pronouns, endings,
prefixes of the imperfect), which names lack: لافروف has none, اجتماع more than twenty.
Run: pip install wordfreq==3.1.1; python -m indexer.extract.data.build_common_words
"""

from __future__ import annotations

import re
from pathlib import Path

from indexer.extract.entities.lexicon import strip_common_prefix
from search.analysis import fold

LISTED = 120_000
"""Words of wordfreq's Arabic list that are looked at; later ones are too rare to show their inflections."""

INFLECTIONS = 7
"""Attested inflections from which a word is common. Most names had 0–5 (أوباما 3), most nouns and verbs 7–60."""

FEW_INFLECTIONS = 3
"""From here a word may be common: it begins no name by itself. Such words carry a ? in the table."""

PROCLITICS = ("ال", "وال", "بال", "لل", "كال", "فال", "ولل", "و", "ب", "ل", "ف", "س", "وس", "ول", "وب")
ENDINGS = [
    "ه",
    "ها",
    "هم",
    "هما",
    "نا",
    "هن",
    "كم",
    "ني",
    "ت",
    "ته",
    "تها",
    "تهم",
    "ات",
    "ون",
    "ين",
    "وا",
    "ا",
    "ان",
    "تين",
    "تان",
    "ي",
    "ك",
    "اته",
    "اتها",
    "يه",
    "تنا",
    "اتهم",
    "وه",
    "يين",
]
ARABIC_WORD = re.compile("[\u0621-\u064a]{2,}")


def count_inflections(stem: str, listed: set[str]) -> int:
    """Return how many inflections of the stem the list holds; bare proclitics do not count, names have them too."""
    endings = ("", *ENDINGS)
    nominal = sum(
        prefix + stem + ending in listed
        for prefix in ("", "ال", "و", "ب", "ل", "وال", "بال", "لل")
        for ending in endings
        if ending or prefix not in ("", "و", "ب", "ل")
    )
    verbal = sum(
        prefix + person + stem + ending in listed
        for person in "يتنا"
        for ending in ("", "ه", "ها", "هم", "ون", "وا")
        for prefix in ("", "و", "س")
    )
    return nominal + verbal


def list_stems(word: str) -> set[str]:
    """Return the word and what is left of it without its possible prefixes and endings."""
    bases = {word} | {word[len(p) :] for p in PROCLITICS if word.startswith(p) and len(word) - len(p) >= 2}
    stems = set(bases)
    for base in bases:
        stems |= {base[: -len(e)] for e in ENDINGS if base.endswith(e) and len(base) - len(e) >= 2}
        if base[0] in "يتنا" and len(base) >= 3:
            stems.add(base[1:])
    return {stem for stem in stems if len(stem) >= 3 or stem == word or len(word) <= 4}


HEADER = (
    "# Folded words that are no names, those that may be one with ?; "
    "built by build_common_words from wordfreq 3.1.1 (data CC BY-SA 4.0).\n"
)


def main() -> None:
    """Write common_words.tsv beside this file."""
    from wordfreq import top_n_list  # type: ignore[import-not-found]  # a tool of the builder, no dependency

    words = dict.fromkeys(fold(word) for word in top_n_list("ar", LISTED))
    listed = {word for word in words if ARABIC_WORD.fullmatch(word)}
    seen: dict[str, int] = {}
    grades: dict[str, str] = {}
    for word in sorted(listed):
        best = 0
        for stem in list_stems(word):
            if stem not in seen:
                seen[stem] = count_inflections(stem, listed)
            best = max(best, seen[stem])
        if best >= FEW_INFLECTIONS:
            grades[word] = "" if best >= INFLECTIONS else "?"
    lines = [
        f"{word}\t{grade}"
        for word, grade in grades.items()
        if (rest := strip_common_prefix(word)) == word or grades.get(rest) not in (grade, "")
    ]
    Path(__file__).with_name("common_words.tsv").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
