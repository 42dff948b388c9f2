"""The slow, obvious search: every article is read for every query. The fast one must agree with it for ever."""

from __future__ import annotations

import fnmatch
import math
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from search import query_tree as tree
from search.analysis import analyze, fold, key_of, surface_forms
from search.article import Article

WEIGHTS = {
    "exact": {"exact": 1.0},
    "folded": {"folded": 1.0},
    "stem": {"folded": 1.0, "prefix": 0.95, "stem": 0.85},
    "root": {"folded": 1.0, "prefix": 0.95, "stem": 0.85, "skeleton": 0.65, "root": 0.65},
}
RAISING = {"stem": {"skeleton": 0.65, "root": 0.65}}
PAIR_WEIGHT, LEAD_WEIGHT, LEAD_HALF, REPEATED = 0.13, 0.3, 20, 0.5
BOOSTS = {"title": 0.6, "text": 1.0}
FIXED = (tree.FieldTerms, tree.FieldDates, tree.Not)
K1, B, GAP = 1.2, 0.75, 100


def field_positions(article: Article, field: str) -> list[tuple[int, str]]:
    """Return (position, surface form) of every word of a field; captions stand behind the text, far away."""
    runs = [article.title] if field == "title" else [article.text, *article.captions]
    positions, start = [], 0
    for run in runs:
        forms = [token.term for token in analyze(run, "exact")]
        positions += list(enumerate(forms, start))
        start += len(forms) + GAP
    return positions


class BruteForce:
    """Scores of every article for a query tree, by the definitions alone."""

    def __init__(self, articles: list[Article], level: str, match: str) -> None:
        self.articles = articles
        self.level = level
        self.match = match
        self._repeated: set[int] = set()
        self._averages: dict[str, float] = {}

    def search(self, node: tree.Node | None) -> dict[str, float]:
        """Return key → score of the articles that match."""
        if node is None:
            return {article.key: 0.0 for article in self.articles}
        places = self.places(node)
        return {key: score + places.get(key, 0.0) for key, score in self._node(node).items()}

    def places(self, node: tree.Node) -> dict[str, float]:
        """Return key → what the places of words add: neighbours in the right order, and words near the beginning."""
        added: dict[str, float] = {}
        for first, second, raised in self._neighbours(node):
            slots = [self._member_of(word, self._level_for("skeleton", word, raised)) for word in (first, second)]
            weight = PAIR_WEIGHT * self._idf_of(1) * (K1 + 1)
            for field in self._fields(first.field):
                for article in self.articles:
                    if self._occurrences(article, field, slots, 0):
                        bonus = weight * BOOSTS[field] / (1 + self._norm(article, field))
                        added[article.key] = added.get(article.key, 0.0) + bonus
        for word in self._words(node):
            member = self._member_of(word, self._level_for("stem", word, raised=False))
            for article in self.articles:
                first_place = min(
                    (
                        at
                        for field in self._fields(word.field)
                        for at, form in field_positions(article, field)
                        if member(form)
                    ),
                    default=None,
                )
                if first_place is not None:
                    bonus = LEAD_WEIGHT * self._idf(word.field, member) / (1 + first_place / LEAD_HALF)
                    added[article.key] = added.get(article.key, 0.0) + bonus
        return added

    def _level_for(self, wanted: str, word: tree.Word, raised: bool) -> str:
        """Return the level, or the widest that the word is looked up by."""
        level = word.level or self.level
        levels = [*WEIGHTS[level], *(RAISING.get(level, {}) if raised else {})]
        return wanted if wanted in levels else levels[-1]

    def _words(self, node: tree.Node) -> Iterator[tree.Word]:
        if isinstance(node, tree.Word):
            yield node
        elif not isinstance(node, tree.Not):
            for child in tree.children(node):
                yield from self._words(child)

    def _neighbours(self, node: tree.Node) -> Iterator[tuple[tree.Word, tree.Word, bool]]:
        """Yield the words that stand side by side, except below NOT and where both have one skeleton."""
        if isinstance(node, tree.Not):
            return
        for child in tree.children(node):
            yield from self._neighbours(child)
        if isinstance(node, tree.Sequence):
            for first, second in pairwise(node.items):
                if (
                    isinstance(first, tree.Word)
                    and isinstance(second, tree.Word)
                    and {first.level or self.level, second.level or self.level} <= {"stem", "root"}
                    and first.field == second.field
                    and key_of(first.form, "skeleton") != key_of(second.form, "skeleton")
                ):
                    yield first, second, self._is_open(node)

    def _is_open(self, node: tree.Sequence) -> bool:
        """Return whether an article may match by one item and be raised by the far forms of another."""
        return self.match == "any" and sum(not isinstance(item, FIXED) for item in node.items) > 1

    def _node(self, node: tree.Node) -> dict[str, float]:
        self._repeated = set()
        seen: set[tuple[str, str]] = set()
        for word in self._words(node):
            level = word.level or self.level
            level = level if level in ("exact", "folded") else "skeleton"
            if (level, key_of(word.form, level)) in seen:
                self._repeated.add(id(word))
            seen.add((level, key_of(word.form, level)))
        return self._found(node)

    def _found(self, node: tree.Node, *, raised: bool = False) -> dict[str, float]:
        """Return key → score. raised: articles that only the far forms of a word hold score, negative, too."""
        if isinstance(node, tree.Word):
            level = node.level or self.level
            making = [(weight, [self._member_of(node, each)]) for each, weight in WEIGHTS[level].items()]
            far = [(weight, [self._member_of(node, each)]) for each, weight in RAISING.get(level, {}).items()]
            factor = REPEATED if id(node) in self._repeated else 1.0
            matched = self._text(node.field, making)
            every = self._text(node.field, [*making, *(far if raised else [])])
            return {key: factor * score if key in matched else -factor * score for key, score in every.items()}
        if isinstance(node, tree.Phrase):
            level = node.level or self.level
            slots = [self._any_member_of(form, WEIGHTS[level]) for form in node.forms]
            found = self._text(node.field, [(1.0, slots)], node.slop)
            if node.ordered:
                return found
            return self._any([found, self._text(node.field, [(1.0, slots[::-1])], node.slop)])
        if isinstance(node, tree.Fuzzy):
            return self._text(node.field, [(1.0, [lambda form: edits(fold(form), node.form) <= node.distance])])
        if isinstance(node, tree.Wildcard):
            return self._text(node.field, [(1.0, [lambda form: fnmatch.fnmatchcase(fold(form), node.pattern)])])
        if isinstance(node, tree.FieldTerms):
            return dict.fromkeys((a.key for a in self.articles if self._has_terms(a, node)), 0.0)
        if isinstance(node, tree.FieldDates):
            return dict.fromkeys((a.key for a in self.articles if self._has_date(a, node)), 0.0)
        if isinstance(node, tree.Not):
            removed = self._found(node.item)
            return {article.key: 0.0 for article in self.articles if article.key not in removed}
        if isinstance(node, tree.Or):
            return self._any([self._found(item) for item in node.items])
        if isinstance(node, tree.And) or self.match == "all":
            return self._all([self._found(item) for item in tree.children(node)])
        required = [self._found(item) for item in node.items if isinstance(item, FIXED)]
        optional = [self._found(item, raised=self._is_open(node)) for item in node.items if not isinstance(item, FIXED)]
        return self._all(required + ([self._any(optional)] if optional else []))

    def _all(self, parts: list[dict[str, float]]) -> dict[str, float]:
        keys = {article.key for article in self.articles}.intersection(*parts)
        return {key: sum(part[key] for part in parts) for key in keys}

    @staticmethod
    def _any(parts: list[dict[str, float]]) -> dict[str, float]:
        """Add scores up; a negative one counts, but does not make an article match."""
        matched = {key for part in parts for key, score in part.items() if score >= 0}
        return {key: sum(abs(part.get(key, 0.0)) for part in parts) for key in matched}

    @staticmethod
    def _member_of(word: tree.Word, level: str) -> Callable[[str], bool]:
        """Return whether a form is of a word's family; a vocalised word tells ى and ي at the end apart."""
        key = key_of(word.form, level)
        other = {"ى": "ي", "ي": "ى"}[word.form[-1]] if word.vocalised else "\n"
        return lambda form: key_of(form, level) == key and not form.endswith(other)

    @staticmethod
    def _any_member_of(form: str, levels: Iterable[str]) -> Callable[[str], bool]:
        keys = {level: key_of(form, level) for level in levels}
        return lambda other: any(key_of(other, level) == key for level, key in keys.items())

    @staticmethod
    def _is_member(level: str, key: str) -> Callable[[str], bool]:
        return lambda form: key_of(form, level) == key

    @staticmethod
    def _fields(only: str | None) -> list[str]:
        return [only] if only else ["title", "text"]

    def _text(
        self, only: str | None, alternatives: list[tuple[float, list[Callable[[str], bool]]]], slop: int = 0
    ) -> dict[str, float]:
        total: dict[str, float] = {}
        for field in self._fields(only):
            best: dict[str, float] = {}
            for weight, slots in alternatives:
                idf = sum(self._idf(only, slot) for slot in slots)
                for article in self.articles:
                    tf = self._occurrences(article, field, slots, slop)
                    if tf:
                        score = weight * idf * tf * (K1 + 1) / (tf + self._norm(article, field))
                        best[article.key] = max(best.get(article.key, 0.0), score)
            for key, score in best.items():
                total[key] = total.get(key, 0.0) + BOOSTS[field] * score
        return total

    def _norm(self, article: Article, field: str) -> float:
        if field not in self._averages:
            present = [length for length in (len(field_positions(each, field)) for each in self.articles) if length]
            self._averages[field] = sum(present) / len(present) if present else 1.0
        return K1 * (1 - B + B * len(field_positions(article, field)) / self._averages[field])

    def _idf(self, only: str | None, slot: Callable[[str], bool]) -> float:
        """Return the idf of a word: by the field in which most articles hold it."""
        frequencies = (
            sum(1 for article in self.articles if self._occurrences(article, field, [slot], 0))
            for field in self._fields(only)
        )
        return self._idf_of(max(frequencies))

    def _idf_of(self, frequency: int) -> float:
        return math.log(1 + (len(self.articles) - frequency + 0.5) / (frequency + 0.5))

    @staticmethod
    def _occurrences(article: Article, field: str, slots: list[Callable[[str], bool]], slop: int) -> int:
        """Count the places where the last word ends the phrase, at most `slop` words between each two."""
        words = dict(field_positions(article, field))

        def ends_at(position: int, step: int) -> bool:
            if not slots[step](words.get(position, "")):
                return False
            return step == 0 or any(ends_at(position - gap, step - 1) for gap in range(1, slop + 2))

        return sum(ends_at(position, len(slots) - 1) for position in words)

    @staticmethod
    def _has_terms(article: Article, node: tree.FieldTerms) -> bool:
        values = {
            "person": article.people,
            "place": article.places,
            "country": article.countries,
            "organisation": article.organisations,
            "speaker": article.speakers,
            "source": (article.source,) if article.source else (),
            "agency": article.agencies,
            "author": (article.author,) if article.author else (),
            "dateline": (article.dateline,) if article.dateline else (),
        }[node.field]
        return any(holds_words(value, node) for value in values)

    @staticmethod
    def _has_date(article: Article, node: tree.FieldDates) -> bool:
        if node.field == "date":
            day = article.published_day()
            return day is not None and node.first <= day <= node.last
        return any(mention.last >= node.first and mention.first <= node.last for mention in article.dates)


def holds_words(value: str, node: tree.FieldTerms) -> bool:
    """Return whether a value holds every word, folded; only على and علي are two words where persons are meant."""
    apart = {"على", "علي"} if node.field == "person" else {""}
    forms = surface_forms(value)
    return all(
        any(fold(form) == fold(typed) and {form, typed} != apart for form in forms)
        for typed in surface_forms(node.text)
    )


def edits(one: str, other: str) -> int:
    """Return the optimal string alignment distance: inserting, dropping, replacing a letter, swapping neighbours."""
    rows = [[i + j if not i * j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (one[i - 1] != other[j - 1]))
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]
