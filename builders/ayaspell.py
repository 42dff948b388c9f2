"""Reads the words of Ayaspell's Hunspell dictionary (Debian: hunspell-ar) with their part of speech.

Its prefixes are left alone, for proclitics are what the caller wants to decide; its endings are attached.
Only what the decision needs is told apart: which words may follow which proclitic.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path("/usr/share/hunspell")

NOUN, PERFECT, IMPERFECT, IMPERATIVE, OTHER = "n", "v", "p", "i", "x"
"""A noun or adjective; a verb of the perfect, imperfect, imperative; a particle, a name, whatever bears no mark."""

_TENSES = {"is:pst": PERFECT, "is:prst": IMPERFECT, "is:imp": IMPERATIVE}
Rule = tuple[str, str, str, re.Pattern[str]]


class Dictionary:
    """The rules and the entries of one dictionary."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Read both files of the dictionary."""
        self._flags: list[str] = [""]
        self._morphs: list[str] = [""]
        self._endings: dict[str, list[Rule]] = defaultdict(list)
        self._read_rules((folder / "ar.aff").read_text(encoding="utf-8").splitlines())
        self._entries = (folder / "ar.dic").read_text(encoding="utf-8").splitlines()[1:]

    def words(self) -> Iterator[tuple[str, str]]:
        """Yield every word without and with its endings, and its part of speech; some several times."""
        for line in self._entries:
            entry, _, morph = line.strip().partition("\t")
            word, _, flags = entry.partition("/")
            if not word or " " in word:
                continue
            for part in self._parts(morph.strip(), flags):
                yield word, part
                for longer in self._with_endings(word, flags, rounds=2):
                    yield longer, part

    def _parts(self, morph: str, flags: str) -> list[str]:
        tags = self._morphs[int(morph)] if morph.isdigit() else morph
        tenses = [part for tag, part in _TENSES.items() if tag in tags]
        return tenses or [NOUN if flags else OTHER]

    def _with_endings(self, word: str, flags: str, rounds: int) -> Iterator[str]:
        names = self._flags[int(flags)] if flags.isdigit() else flags
        for start in range(0, len(names), 2):
            for cut, ending, more, fits in self._endings.get(names[start : start + 2], ()):
                if (cut and not word.endswith(cut)) or not fits.search(word):
                    continue
                longer = word[: len(word) - len(cut)] + ending
                yield longer
                if more and rounds > 1:
                    yield from self._with_endings(longer, more, rounds - 1)

    def _read_rules(self, lines: list[str]) -> None:
        for line in lines:
            words = line.split("#")[0].split() if not line.startswith("AM") else line.split()
            match words:
                case ["AF", flags] if not flags.isdigit():
                    self._flags.append(flags)
                case ["AM", *tags] if not (len(tags) == 1 and tags[0].isdigit()):
                    self._morphs.append(" ".join(tags))
                case ["SFX", name, cut, ending, condition, *_]:
                    ending, _, more = ending.partition("/")
                    fits = re.compile("" if condition == "." else condition + "$")
                    self._endings[name].append(("" if cut == "0" else cut, "" if ending == "0" else ending, more, fits))
                case _:
                    pass
