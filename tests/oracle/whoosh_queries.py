"""Our query tree as a query of stock Whoosh over the same folder: its matchers, written by others, are the oracle.

Families, patterns and near spellings are read off Whoosh's own lexicon and become an Or of terms; conditions on
facets and dates become terms and sets of documents. `LuceneBM25` is our weighting in Whoosh's words.
"""

from __future__ import annotations

import fnmatch
import itertools
import math
from array import array
from collections.abc import Callable, Iterable

from whoosh.index import open_dir
from whoosh.matching import ListMatcher, NullMatcher, WrappingMatcher
from whoosh.query import And, Or, Phrase, Query, Term
from whoosh.scoring import BaseScorer, WeightingModel
from whoosh.sorting import FieldFacet
from whoosh.support.levenshtein import damerau_levenshtein

from search import query_tree as tree
from search.analysis import fold, key_of
from search.facets.dates import to_day
from search.types import NO_DAY
from tests.oracle.brute import BOOSTS, K1, REPEATED, WEIGHTS, B, holds_words


class WhooshOracle:
    """Stock Whoosh on the folder of an index, as of its last commit."""

    def __init__(self, folder: str) -> None:
        self.searcher = open_dir(folder).searcher(weighting=LuceneBM25())
        self.reader = self.searcher.reader()
        self.lexicon = {field: list(self.reader.field_terms(field)) for field in BOOSTS}

    def __enter__(self) -> WhooshOracle:
        return self

    def __exit__(self, *_exc_info: object) -> None:
        self.searcher.close()

    @property
    def segment_count(self) -> int:
        return len(self.reader.leaf_readers())

    def key_of(self, doc_id: int) -> str:
        return self.reader.column_reader("key")[doc_id]

    def keys(self, query: Query) -> set[str]:
        found = [self.key_of(doc_id) for doc_id in self.searcher.docs_for_query(query)]
        assert len(found) == len(set(found))
        return set(found)

    def scores(self, query: Query) -> dict[str, float]:
        """Return key → score; limit=None, for with a limit Whoosh skips blocks and loses hits under Not."""
        return {self.key_of(hit.docnum): hit.score for hit in self.searcher.search(query, limit=None)}

    def groups(self, query: Query, field: str) -> dict[str | None, set[str]]:
        """Return facet value → keys; documents without a value stand under None."""
        facet = {"groups": FieldFacet(field, allow_overlap=True)}
        found = self.searcher.search(query, limit=None, groupedby=facet).groups("groups")
        return {value: {self.key_of(doc_id) for doc_id in doc_ids} for value, doc_ids in found.items()}

    # Translation

    def translate(self, node: tree.Node | None, level: str, match: str) -> Query:
        """Return the Whoosh query. match: "all" or "any"."""
        self._seen = set()
        return self._translate(node, level, match)

    def _translate(self, node: tree.Node | None, level: str, match: str) -> Query:
        if node is None:
            return Documents(lambda reader: reader.all_doc_ids())
        if isinstance(node, tree.Sequence):
            return self._sequence(node, level, match)
        if isinstance(node, tree.And):
            return self._all([self._translate(item, level, match) for item in node.items])
        if isinstance(node, tree.Or):
            return union([self._translate(item, level, match) for item in node.items])
        if isinstance(node, tree.Not):
            return Without(self._translate(node.item, level, match))
        return self._leaf(node, level)

    def _sequence(self, node: tree.Sequence, level: str, match: str) -> Query:
        parts = [(item, self._translate(item, level, match)) for item in node.items]
        if match == "all":
            return self._all([part for _, part in parts])
        fixed = (tree.FieldTerms, tree.FieldDates, tree.Not)
        required = [part for item, part in parts if isinstance(item, fixed)]
        optional = [part for item, part in parts if not isinstance(item, fixed)]
        return self._all([*required, *([union(optional)] if optional else [])])

    @staticmethod
    def _all(parts: list[Query]) -> Query:
        return parts[0] if len(parts) == 1 else And(parts)

    def _leaf(self, node: tree.Leaf, level: str) -> Query:
        match node:
            case tree.Word():
                levels = WEIGHTS[node.level or level]
                factor = REPEATED if self._is_repeated(node, node.level or level) else 1.0
                return self._words(
                    node.field, lambda form: any(same_key(form, node.form, each) for each in levels), factor
                )
            case tree.Wildcard():
                return self._words(node.field, lambda form: fnmatch.fnmatchcase(fold(form), node.pattern))
            case tree.Fuzzy():
                return self._words(node.field, lambda form: damerau_levenshtein(fold(form), node.form) <= node.distance)
            case tree.Phrase():
                return union([self._phrase(field, node) for field in fields_of(node.field)])
            case tree.FieldTerms():
                values = self.reader.field_terms(node.field)
                return union([Term(node.field, value) for value in values if holds_words(value, node)])
            case tree.FieldDates():
                return self._dates(node)

    def _is_repeated(self, word: tree.Word, level: str) -> bool:
        """Return whether the same word was translated before, at stem and root of the same skeleton; remember it."""
        level = level if level in ("exact", "folded") else "skeleton"
        known = (level, key_of(word.form, level)) in self._seen
        self._seen.add((level, key_of(word.form, level)))
        return known

    def _boost(self, field: str, only: str | None, forms: Iterable[str]) -> float:
        """Return the field's boost, corrected for idf by the field in which most articles hold a word."""
        own = wanted = 0.0
        for form in forms:
            frequencies = {
                name: sum(1 for _ in self.reader.postings(name, form).all_ids())
                if (name, form.encode()) in self.reader
                else 0
                for name in fields_of(only)
            }
            living = len(list(self.reader.all_doc_ids()))
            own += idf(frequencies[field], living)
            wanted += idf(max(frequencies.values()), living)
        return BOOSTS[field] * wanted / own

    def _words(self, field: str | None, is_meant: Callable[[str], bool], factor: float = 1.0) -> Query:
        return union(
            [
                Term(name, form, boost=factor * self._boost(name, field, [form]))
                for name in fields_of(field)
                for form in self.lexicon[name]
                if is_meant(form)
            ]
        )

    def _phrase(self, field: str, node: tree.Phrase) -> Query:
        # One Phrase for each choice of forms: an Or inside a phrase would merge the spans of neighbours.
        slots = [[form for form in self.lexicon[field] if same_key(form, each, node.level)] for each in node.forms]
        if len(slots) == 1:
            return union([Term(field, form, boost=self._boost(field, node.field, [form])) for form in slots[0]])
        return union(
            [
                ScoredPhrase(field, list(forms), slop=node.slop + 1, boost=self._boost(field, node.field, forms))
                for forms in itertools.product(*slots)
            ]
        )

    @staticmethod
    def _dates(node: tree.FieldDates) -> Query:
        first, last = to_day(node.first), to_day(node.last)
        if node.field == "date":
            return in_column("day", lambda day: day != NO_DAY and first <= day <= last)

        def overlaps(packed: bytes) -> bool:
            days = array("i", packed)
            return any(start <= last and end >= first for start, end in zip(days[::2], days[1::2], strict=True))

        return in_column("mentioned", overlaps)


def fields_of(name: str | None) -> list[str]:
    return [name] if name else list(BOOSTS)


def same_key(form: str, other: str, level: str) -> bool:
    return form == other if level == "exact" else key_of(form, level) == key_of(other, level)


def union(parts: list[Query]) -> Query:
    """Return the Or of the parts, as a tree of unions: Whoosh's other Or drops documents that score 0."""
    found = Or(parts)
    found.matcher_type = Or.DEFAULT_MATCHER
    return found


def in_column(column: str, is_meant: Callable[[object], bool]) -> Query:
    def choose(reader) -> Iterable[int]:
        values = reader.column_reader(column)
        return [doc_id for doc_id in reader.all_doc_ids() if is_meant(values[doc_id])]

    return Documents(choose)


class Documents(Query):
    """An explicit set of documents of each segment; they score 0."""

    def __init__(self, choose: Callable[..., Iterable[int]]) -> None:
        self.choose = choose

    def estimate_size(self, ixreader) -> int:
        return ixreader.doc_count()

    def matcher(self, searcher, context=None):  # noqa: ARG002  # Whoosh's interface, here and below
        return Unscored(list(self.choose(searcher.reader())))


class Without(Query):
    """The living documents that a query does not match; they score 0.

    Whoosh's own ways are wrong (3.54.0): Not in an And adds 1 to the score and loses hits under a limit; AndNot
    keeps its first document, though it is excluded, where the excluded ones begin before it.
    """

    def __init__(self, excluded: Query) -> None:
        self.excluded = excluded

    def estimate_size(self, ixreader) -> int:
        return ixreader.doc_count()

    def matcher(self, searcher, context=None):  # noqa: ARG002
        excluded = set(self.excluded.docs(searcher))
        return Unscored([doc_id for doc_id in searcher.reader().all_doc_ids() if doc_id not in excluded])


class Unscored(ListMatcher):
    def score(self) -> float:
        return 0.0

    def supports_block_quality(self) -> bool:
        return False


class LuceneBM25(WeightingModel):
    """idf · tf (k1 + 1) / (tf + k1 (1 - b + b · length / average)), idf = ln(1 + (N - df + .5) / (df + .5)).

    N, df and the average length are those of living documents; the average is over those that have the field.
    Fields without lengths (facets) score 0.
    """

    def scorer(self, searcher, fieldname, text, qf=1):  # noqa: ARG002
        return Scorer(searcher, fieldname, [text] if searcher.schema[fieldname].scorable else [])


class Scorer(BaseScorer):
    """Scores words that count as one, each occurrence weighted by the sum of their idf."""

    def __init__(self, searcher, field: str, words: Iterable[str | bytes]) -> None:
        reader = searcher.get_parent().reader()
        living = list(reader.all_doc_ids())
        lengths = [length for length in (reader.doc_field_length(doc_id, field) for doc_id in living) if length]
        self.average = sum(lengths) / len(lengths) if lengths else 1.0
        self.idf = sum(idf(sum(1 for _ in reader.postings(field, word).all_ids()), len(living)) for word in words)
        self.length_of = lambda doc_id: searcher.doc_field_length(doc_id, field)

    def score(self, matcher) -> float:
        return self.bm25(matcher.weight(), matcher.id())

    def bm25(self, tf: float, doc_id: int) -> float:
        return self.idf * tf * (K1 + 1) / (tf + K1 * (1 - B + B * self.length_of(doc_id) / self.average))


def idf(document_frequency: int, document_count: int) -> float:
    return math.log(1 + (document_count - document_frequency + 0.5) / (document_frequency + 0.5))


class ScoredPhrase(Phrase):
    """A phrase that scores as one word whose frequency is the number of places where it ends."""

    def matcher(self, searcher, context=None):
        found = super().matcher(searcher, context)
        if not found.is_active():
            return found
        return _PhraseMatcher(found, self.boost, Scorer(searcher, self.fieldname, self.words))


class _PhraseMatcher(WrappingMatcher):
    def __init__(self, child, boost: float, scorer: Scorer) -> None:
        super().__init__(child, boost)
        self.scorer = scorer

    def replace(self, minquality=0):  # noqa: ARG002
        return self if self.is_active() else NullMatcher()

    def supports_block_quality(self) -> bool:
        return False

    def score(self) -> float:
        return self.boost * self.scorer.bm25(len({span.end for span in self.child.spans()}), self.child.id())
