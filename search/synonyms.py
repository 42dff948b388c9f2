"""Synonyms: words that readers exchange although no level of the analysis unites them (غوغل, جوجل; أستانة, نور سلطان).

A table of groups, read from text that anyone can edit: one group a line, its terms apart by tabs, a term of one word
or several. Queries are widened by it, the index is not, so that a change counts from the next search on. What was
added is told with the answer. Not for: what is only another spelling (`search.analysis`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from search.analysis import key_of, surface_forms

MAX_TERM_WORDS = 6
MIN_STEM = 5
"""Shorter stems are those of other words, too: ماكر is cunning, not ماكرون."""

COMMENT, REMOVAL, SEPARATOR = "#", "-", "\t"

Term = tuple[str, ...]
"""The surface forms of a term's words."""


class SynonymsError(ValueError):
    """A line of a table that cannot be read. line: its number, from 1."""

    def __init__(self, line: int, reason: str, reason_ar: str) -> None:
        """Keep where and why, in both languages."""
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason
        self.reason_ar = reason_ar


@dataclass(frozen=True, slots=True)
class Synonymous:
    """What a run of words in a query also stands for. length: its words. others: the other terms of its groups."""

    length: int
    others: tuple[Term, ...]


class Synonyms:
    """Groups of terms, looked up by the families of their words, so that every form of a word finds its group."""

    def __init__(self, groups: Iterable[Sequence[str]] = ()) -> None:
        """groups: terms as written."""
        self._groups = [tuple(_words(term) for term in group) for group in groups]
        self._by_key: dict[_Key, list[int]] = {}
        for number, group in enumerate(self._groups):
            for key in {_key(term) for term in group}:
                self._by_key.setdefault(key, []).append(number)
        self._words = {word for key in self._by_key for word in key}
        self._longest = max((len(key) for key in self._by_key), default=0)

    def __len__(self) -> int:
        """Return the number of groups."""
        return len(self._groups)

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """Yield the terms of each group."""
        return iter(tuple(" ".join(term) for term in group) for group in self._groups)

    def at(self, forms: Sequence[str]) -> Synonymous | None:
        """Return what the longest term at the beginning of some surface forms also stands for, or None.

        >>> Synonyms([("غوغل", "جوجل"), ("أستانة", "نور سلطان")]).at(("نور", "سلطان", "اليوم"))
        Synonymous(length=2, others=(('أستانة',),))
        """
        keys = tuple(map(self._known, forms[: self._longest]))
        for length in range(len(keys), 0, -1):
            numbers = self._by_key.get(keys[:length])
            if numbers:
                others = {_key(term): term for number in numbers for term in self._groups[number]}
                others.pop(keys[:length])
                return Synonymous(length, tuple(others.values())) if others else None
        return None

    def _known(self, form: str) -> tuple[str, str]:
        """Return the word of a term that a form is of, if any."""
        words = ((level, key_of(form, level)) for level in ("folded", "prefix", "stem"))
        return next((word for word in words if word in self._words), ("", ""))

    def changed_by(self, text: str) -> Synonyms:
        """Return these synonyms with those of a table added, and without the groups of every term it removes.

        A line that begins with `-` and a tab names terms to remove. Raises SynonymsError.
        """
        added, removed = _read(text)
        gone = {_key(_words(term)) for term in removed}
        kept = [group for group in self if gone.isdisjoint(_key(_words(term)) for term in group)]
        return Synonyms([*kept, *added])


@cache
def shipped_synonyms() -> Synonyms:
    """Return the table that comes with the program, `search/synonyms.tsv`."""
    return Synonyms().changed_by((files("search") / "synonyms.tsv").read_text(encoding="utf-8"))


def in_groups(form: str) -> Term | None:
    """Return the words of a number as it is written in groups, 12,500, or None: years are not, nor what is no number.

    >>> in_groups("12500"), in_groups("2021"), in_groups("1000")
    (('12', '500'), None, ('1', '000'))
    """
    if not _long_number.fullmatch(form):
        return None
    first = len(form) % 3 or 3
    return (form[:first], *(form[place : place + 3] for place in range(first, len(form), 3)))


def in_one(forms: Term) -> Term | None:
    """Return the number that words written together, 12,500, are the groups of, or None.

    >>> in_one(("12", "500")), in_one(("10", "30"))
    (('12500',), None)
    """
    return ("".join(forms),) if len(forms) > 1 and _groups.fullmatch(" ".join(forms)) else None


_long_number = re.compile("(?!(?:1[3-9]|20)[0-9]{2}$)[1-9][0-9]{3,11}")
_groups = re.compile("[1-9][0-9]{0,2}(?: [0-9]{3}){1,3}")


def _read(text: str) -> tuple[list[tuple[str, ...]], list[str]]:
    """Return the groups that a table adds and the terms it removes."""
    added, removed = [], []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if not line.strip() or line.startswith(COMMENT):
            continue
        terms = [term.strip() for term in line.split(SEPARATOR) if term.strip()]
        removes = terms[0] == REMOVAL
        terms = terms[removes:]
        if len(terms) < (1 if removes else 2):
            raise SynonymsError(
                number, "a group needs two terms, apart by a tab", "تحتاج المجموعة إلى لفظين بينهما علامة جدولة"
            )
        for term in terms:
            if not 1 <= len(_words(term)) <= MAX_TERM_WORDS:
                raise SynonymsError(
                    number,
                    f"a term has 1 to {MAX_TERM_WORDS} words: {term}",
                    f"يتكون اللفظ من كلمة إلى {MAX_TERM_WORDS} كلمات: {term}",
                )
        if removes:
            removed += terms
        else:
            added.append(tuple(terms))
    return added, removed


def _words(term: str) -> Term:
    return tuple(surface_forms(term))


_Key = tuple[tuple[str, str], ...]
"""The level of each word of a term and its key there."""


def _key(term: Term) -> _Key:
    return tuple((level, key_of(form, level)) for form in term for level in [level_of_name(form)])


def level_of_name(form: str) -> str:
    """Return the level whose family a word of a term stands for: the widest that holds no other words.

    A name begins with no proclitic but ال: without its first letter وام would be أم, and بيدرسون "they study".

    >>> level_of_name("أميركا"), level_of_name("بوتين"), level_of_name("وام")
    ('stem', 'prefix', 'folded')
    """
    folded = key_of(form, "folded")
    if key_of(form, "prefix") not in (folded, folded.removeprefix("ال")):
        return "folded"
    return "stem" if len(key_of(form, "stem")) >= MIN_STEM else "prefix"
