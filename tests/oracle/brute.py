"""The slow, obvious search: every article is read for every query. The fast one must agree with it for ever."""

from __future__ import annotations

import fnmatch
import math
from collections.abc import Callable

from search import query_tree as tree
from search.analysis import analyze, fold, key_of, surface_forms
from search.article import Article

WEIGHTS = {
    "exact": {"exact": 1.0},
    "folded": {"folded": 1.0},
    "stem": {"folded": 1.0, "prefix": 0.95, "stem": 0.85},
    "root": {"folded": 1.0, "prefix": 0.95, "stem": 0.85, "skeleton": 0.65, "root": 0.65},
}
BOOSTS = {"title": 1.5, "text": 1.0}
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

    def search(self, node: tree.Node | None) -> dict[str, float]:
        """Return key → score of the articles that match."""
        if node is None:
            return {article.key: 0.0 for article in self.articles}
        return self._node(node)

    def _node(self, node: tree.Node) -> dict[str, float]:
        if isinstance(node, tree.Word):
            levels = WEIGHTS[node.level or self.level]
            keys = {level: key_of(node.form, level) for level in levels}
            return self._text(
                node.field, [(weight, [self._is_member(level, keys[level])]) for level, weight in levels.items()]
            )
        if isinstance(node, tree.Phrase):
            slots = [self._is_member(node.level, key_of(form, node.level)) for form in node.forms]
            return self._text(node.field, [(1.0, slots)], node.slop)
        if isinstance(node, tree.Fuzzy):
            return self._text(node.field, [(1.0, [lambda form: edits(fold(form), node.form) <= node.distance])])
        if isinstance(node, tree.Wildcard):
            return self._text(node.field, [(1.0, [lambda form: fnmatch.fnmatchcase(fold(form), node.pattern)])])
        if isinstance(node, tree.FieldTerms):
            return dict.fromkeys((a.key for a in self.articles if self._has_terms(a, node)), 0.0)
        if isinstance(node, tree.FieldDates):
            return dict.fromkeys((a.key for a in self.articles if self._has_date(a, node)), 0.0)
        if isinstance(node, tree.Not):
            removed = self._node(node.item)
            return {article.key: 0.0 for article in self.articles if article.key not in removed}
        if isinstance(node, tree.Or):
            return self._any([self._node(item) for item in node.items])
        if isinstance(node, tree.And) or self.match == "all":
            return self._all([self._node(item) for item in tree.children(node)])
        fixed = (tree.FieldTerms, tree.FieldDates, tree.Not)
        required = [self._node(item) for item in node.items if isinstance(item, fixed)]
        optional = [self._node(item) for item in node.items if not isinstance(item, fixed)]
        return self._all(required + ([self._any(optional)] if optional else []))

    def _all(self, parts: list[dict[str, float]]) -> dict[str, float]:
        keys = {article.key for article in self.articles}.intersection(*parts)
        return {key: sum(part[key] for part in parts) for key in keys}

    def _any(self, parts: list[dict[str, float]]) -> dict[str, float]:
        return {key: sum(part.get(key, 0.0) for part in parts) for part in parts for key in part}

    @staticmethod
    def _is_member(level: str, key: str) -> Callable[[str], bool]:
        return lambda form: key_of(form, level) == key

    def _text(
        self, only: str | None, alternatives: list[tuple[float, list[Callable[[str], bool]]]], slop: int = 0
    ) -> dict[str, float]:
        total: dict[str, float] = {}
        for field in [only] if only else ["title", "text"]:
            best: dict[str, float] = {}
            for weight, slots in alternatives:
                for key, score in self._bm25(field, slots, slop).items():
                    best[key] = max(best.get(key, 0.0), weight * score)
            for key, score in best.items():
                total[key] = total.get(key, 0.0) + BOOSTS[field] * score
        return total

    def _bm25(self, field: str, slots: list[Callable[[str], bool]], slop: int) -> dict[str, float]:
        lengths = {article.key: len(field_positions(article, field)) for article in self.articles}
        present = [length for length in lengths.values() if length]
        average = sum(present) / len(present) if present else 1.0
        frequencies = {article.key: self._occurrences(article, field, slots, slop) for article in self.articles}
        idf = sum(self._idf(field, [slot]) for slot in slots)
        return {
            key: idf * tf * (K1 + 1) / (tf + K1 * (1 - B + B * lengths[key] / average))
            for key, tf in frequencies.items()
            if tf
        }

    def _idf(self, field: str, slots: list[Callable[[str], bool]]) -> float:
        df = sum(1 for article in self.articles if self._occurrences(article, field, slots, 0))
        return math.log(1 + (len(self.articles) - df + 0.5) / (df + 0.5))

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
            "organisation": article.organisations,
            "source": (article.source,) if article.source else (),
            "author": (article.author,) if article.author else (),
        }[node.field]
        return any(set(node.words) <= {fold(form) for form in surface_forms(value)} for value in values)

    @staticmethod
    def _has_date(article: Article, node: tree.FieldDates) -> bool:
        if node.field == "date":
            day = article.published_day()
            return day is not None and node.first <= day <= node.last
        return any(mention.last >= node.first and mention.first <= node.last for mention in article.dates)


def edits(one: str, other: str) -> int:
    """Return the optimal string alignment distance: inserting, dropping, replacing a letter, swapping neighbours."""
    rows = [[i + j if not i * j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (one[i - 1] != other[j - 1]))
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]
