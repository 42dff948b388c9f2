"""Offices: the words around the mentions of a name, by which two names in different articles are seen to be one.

`مدير الجامعة الدكتور بكري عساس` and `مدير الجامعة بكري بن معتوق عساس` say the same of two names. Rare words weigh more.
Reads some stored articles of each name asked about, so it is for pairs in doubt, not for all (`search.names.judging`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from search.analysis import key_of, surface_forms
from search.article import Article
from search.engines.local.snapshot import Snapshot
from search.execution.scoring import idf

CHARS_BEFORE, CHARS_AFTER = 70, 60
MAX_READ = 3
"""Articles to read for a name."""

LEAST_IDF = 3.0
"""Words that more than about a twentieth of the articles hold say nothing about anybody."""

MIN_LETTERS = 3
SHOWN_WORDS = 5

_SENTENCE_ENDS = re.compile(r"[.\n؟!]")

Named = tuple[str, Sequence[int]]
"""A name and the articles to read for it, numbers in the snapshot."""

Words = dict[str, str]
"""Stem → the first form met."""


class Offices:
    """Compares the words around names of one kind; what was read once is remembered."""

    def __init__(self, snapshot: Snapshot, kind: str) -> None:
        """kind: of the entity mentions to look at: person, place or organisation; another has none."""
        self._snapshot = snapshot
        self._kind = kind
        self._weights: dict[str, float] = {}
        self._around: dict[str, Words] = {}

    def compare(self, one: Named, other: Named) -> tuple[float, str] | None:
        """Return 0 to 1, how much of what is said beside one name is said beside the other, and some words shared.

        None where nothing telling stands beside one of them.
        """
        own = {key_of(form, "stem") for form in surface_forms(f"{one[0]} {other[0]}")}
        a, b = self._words(*one), self._words(*other)
        totals = [sum(self._weight(key) for key in words if key not in own) for words in (a, b)]
        if not all(totals):
            return None
        shared = [key for key in a if key in b and key not in own and self._weight(key)]
        return sum(map(self._weight, shared)) / min(totals), " ".join(a[key] for key in shared[:SHOWN_WORDS])

    def _words(self, name: str, documents: Sequence[int]) -> Words:
        found = self._around.get(name)
        if found is None:
            found = self._around[name] = {}
            for document in documents:
                for passage in passages(self._snapshot.article(document), self._kind, name):
                    for form in surface_forms(passage):
                        if len(form) >= MIN_LETTERS:
                            found.setdefault(key_of(form, "stem"), form)
        return found

    def _weight(self, key: str) -> float:
        """Return the idf of a stem in the archive, 0 for one too frequent to tell anything, or in one article alone."""
        weight = self._weights.get(key)
        if weight is None:
            frequency = self._snapshot.family_frequency("stem", key)
            count = self._snapshot.live_count
            weight = idf(min(frequency, count), count) if frequency > 1 else 0.0
            weight = self._weights[key] = weight if weight >= LEAST_IDF else 0.0
        return weight


def passages(article: Article, kind: str, name: str) -> list[str]:
    """Return what stands around the mentions of a name in title and text: a few words, of the same sentence."""
    texts = {"title": article.title, "text": article.text}
    found = []
    for mention in article.entities:
        if mention.kind == kind and mention.name == name and mention.where in texts:
            text = texts[mention.where]
            before = _SENTENCE_ENDS.split(text[max(mention.start - CHARS_BEFORE, 0) : mention.start])[-1]
            after = _SENTENCE_ENDS.split(text[mention.end : mention.end + CHARS_AFTER])[0]
            found.append(f"{before} {after}")
    return found
