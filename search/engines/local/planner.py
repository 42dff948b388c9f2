"""Planner: a query tree resolved against a snapshot: words become families, facet conditions masks.

The only place that knows which levels a request's level searches, and with which weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from search import query_tree as tree
from search.analysis import key_of
from search.codec.families import Forms
from search.engines.local.expansion import MAX_EXPANSION, Expansion, expand_fuzzy, expand_pattern
from search.engines.local.snapshot import Snapshot
from search.execution.evaluate import (
    AllOf,
    AnyOf,
    Evaluator,
    Everything,
    FamilyTerm,
    FormList,
    NoneOf,
    PhraseTerm,
    ResolvedNode,
    SetTerm,
    TextField,
)
from search.facets.columns import documents_of
from search.facets.dates import to_day
from search.highlight import PhraseGroup, WordGroup
from search.results import Notice
from search.schema import FIELD_BY_NAME, TEXT_FIELDS
from search.types import NO_DAY, DocIds

Leaf = tree.TextNode | tree.FieldTerms | tree.FieldDates

LEVEL_WEIGHTS: dict[str, tuple[tuple[str, float], ...]] = {
    "exact": (("exact", 1.0),),
    "folded": (("folded", 1.0),),
    "stem": (("folded", 1.0), ("prefix", 0.95), ("stem", 0.85)),
    "root": (("folded", 1.0), ("prefix", 0.95), ("stem", 0.85), ("skeleton", 0.65), ("root", 0.65)),
}
"""The families that a level unites and their weights, as measured in the project's retrieval study."""

AUTO_WORDS = 4
"""match=auto asks for every word while there are at most this many."""


@dataclass(frozen=True, slots=True)
class Marking:
    """What to mark in the text of a hit: for each word of a phrase, or the one word, the forms in each segment."""

    slots: tuple[tuple[FormList, ...], ...]
    is_phrase: bool = False
    slop: int = 0

    def group(self, snapshot: Snapshot) -> WordGroup | PhraseGroup:
        """Return the forms as words."""
        words = tuple(snapshot.words_of(slot) for slot in self.slots)
        return PhraseGroup(words, self.slop) if self.is_phrase else WordGroup(words[0])


@dataclass(slots=True)
class Plan:
    """A resolved query. match: the mode carried out. markings: what to mark in the text of a hit."""

    node: ResolvedNode
    match: str
    markings: list[Marking] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def plan_query(
    node: tree.Node | None, snapshot: Snapshot, *, level: str, match: str, evaluator: Evaluator | None = None
) -> Plan:
    """Resolve a query tree. match: "auto", "all" or "any"; auto is decided on the query alone, before any filter.

    evaluator: needed for "auto" only; what it reads to decide is not read again when it evaluates the plan.
    """
    if node is None:
        return Plan(Everything(), "all")
    resolver = _Resolver(snapshot, level)
    if match == "auto":
        assert evaluator is not None
        return _plan_auto(node, resolver, evaluator)
    return resolver.plan(node, match)


def _plan_auto(node: tree.Node, resolver: _Resolver, evaluator: Evaluator) -> Plan:
    words = sum(1 for _ in tree.iter_text_nodes(node))
    every = resolver.plan(node, "all")
    if words <= 1 or not _has_open_sequence(node):
        return every
    if words <= AUTO_WORDS and any(len(found.ids) for found in evaluator.evaluate(every.node)):
        return every
    some = resolver.plan(node, "any")
    some.notices.append(relaxation_notice(node))
    return some


def relaxation_notice(node: tree.Node) -> Notice:
    """Return what to say when match=auto has settled for any word."""
    if sum(1 for _ in tree.iter_text_nodes(node)) > AUTO_WORDS:
        return Notice(
            "match_any",
            f"The query has more than {AUTO_WORDS} words: articles with any of them are shown, best first. "
            "Ask for all of them with match=all.",
            f"في الاستعلام أكثر من {AUTO_WORDS} كلمات: تظهر الأخبار التي فيها أي كلمة منها، الأقرب أولًا. "
            "لطلبها كلها معًا اختر «كل الكلمات».",
        )
    return Notice(
        "match_any",
        "No article holds all the words: articles with any of them are shown, best first. "
        "Ask for all of them with match=all.",
        "لا يوجد خبر فيه كل الكلمات معًا: تظهر الأخبار التي فيها أي كلمة منها، الأقرب أولًا. "
        "لطلبها كلها معًا اختر «كل الكلمات».",
    )


def _has_open_sequence(node: tree.Node) -> bool:
    """Return whether "all" and "any" differ for the tree."""
    if isinstance(node, tree.Sequence) and sum(1 for item in node.items if _is_optional(item)) > 1:
        return True
    return any(_has_open_sequence(child) for child in tree.children(node))


def _is_optional(item: tree.Node) -> bool:
    """Return whether match=any lets an article do without the item: facet conditions and NOT always hold."""
    return not isinstance(item, tree.FieldTerms | tree.FieldDates | tree.Not)


class _Resolver:
    def __init__(self, snapshot: Snapshot, level: str) -> None:
        self._snapshot = snapshot
        self._level = level
        self._match = "all"
        self._plan = Plan(Everything(), "all")
        self._leaves: dict[int, tuple[ResolvedNode, Marking | None, Notice | None]] = {}

    def plan(self, node: tree.Node, match: str) -> Plan:
        """Return the plan of the tree with one match mode. Two plans of one tree share their leaves."""
        self._match = match
        self._plan = Plan(Everything(), match)
        self._plan.node = self._resolve(node, marking=True)
        return self._plan

    def _resolve(self, node: tree.Node, *, marking: bool) -> ResolvedNode:
        match node:
            case tree.Not():
                return NoneOf(self._resolve(node.item, marking=False))
            case tree.Or():
                return AnyOf(tuple(self._resolve(item, marking=marking) for item in node.items))
            case tree.And():
                return AllOf(tuple(self._resolve(item, marking=marking) for item in node.items))
            case tree.Sequence():
                return self._sequence(node, marking=marking)
            case _:
                return self._leaf(node, marking=marking)

    def _sequence(self, node: tree.Sequence, *, marking: bool) -> ResolvedNode:
        resolved = [(item, self._resolve(item, marking=marking)) for item in node.items]
        if self._match == "all":
            return AllOf(tuple(part for _, part in resolved))
        required = [part for item, part in resolved if not _is_optional(item)]
        optional = [part for item, part in resolved if _is_optional(item)]
        if not required and optional:
            return AnyOf(tuple(optional))
        if optional:
            required.append(AnyOf(tuple(optional)))
        return AllOf(tuple(required))

    def _leaf(self, node: Leaf, *, marking: bool) -> ResolvedNode:
        found = self._leaves.get(id(node))
        if found is None:
            found = self._leaves[id(node)] = self._resolve_leaf(node)
        resolved, marks, notice = found
        if notice:
            self._plan.notices.append(notice)
        if marking and marks:
            self._plan.markings.append(marks)
        return resolved

    def _resolve_leaf(self, node: Leaf) -> tuple[ResolvedNode, Marking | None, Notice | None]:
        match node:
            case tree.Word():
                levels = LEVEL_WEIGHTS[node.level or self._level]
                forms = self._forms([self._snapshot.family(level, _key(node.form, level)) for level, _ in levels])
                word = FamilyTerm(tuple(weight for _, weight in levels), forms, _fields(node.field))
                return word, Marking((forms,)), None
            case tree.Phrase():
                slots = tuple(
                    self._forms([self._snapshot.family(node.level, _key(form, node.level))]) for form in node.forms
                )
                phrase = PhraseTerm(slots, _fields(node.field), node.slop)
                return phrase, Marking(slots, is_phrase=True, slop=node.slop), None
            case tree.Wildcard():
                return self._expansion(node, node.pattern, expand_pattern(node.pattern, self._snapshot))
            case tree.Fuzzy():
                return self._expansion(
                    node, f"{node.form}~{node.distance}", expand_fuzzy(node.form, node.distance, self._snapshot)
                )
            case tree.FieldTerms():
                return SetTerm(self._field_terms(node)), None, None
            case tree.FieldDates():
                return SetTerm(self._field_dates(node)), None, None

    def _expansion(
        self, node: tree.Wildcard | tree.Fuzzy, written: str, expansion: Expansion
    ) -> tuple[ResolvedNode, Marking | None, Notice | None]:
        notice = _expansion_notice(written, expansion.words) if expansion.words > MAX_EXPANSION else None
        forms = self._forms([expansion.forms])
        return FamilyTerm((1.0,), forms, _fields(node.field)), Marking((forms,)), notice

    def _forms(self, levels: Sequence[Sequence[Forms]]) -> tuple[FormList, ...]:
        """Return for each segment the forms of all levels, each form once with the levels it belongs to."""
        lists = []
        for index in range(len(self._snapshot.segments)):
            if len(levels) == 1:
                ordinals = levels[0][index].astype(np.int64)
                lists.append(FormList(ordinals, np.ones(len(ordinals), np.uint8)))
                continue
            masks: dict[int, int] = {}
            for place, found in enumerate(levels):
                for ordinal in found[index].tolist():
                    masks[ordinal] = masks.get(ordinal, 0) | 1 << place
            lists.append(FormList(np.array(list(masks), np.int64), np.array(list(masks.values()), np.uint8)))
        return tuple(lists)

    def _field_terms(self, node: tree.FieldTerms) -> tuple[DocIds, ...]:
        found = []
        for segment in self._snapshot.segments:
            ordinals = segment.opened.folded(node.field).with_words(node.words)
            column = segment.reader.columns[node.field]
            lists = [documents_of(column, ordinal) for ordinal in ordinals.tolist()]
            found.append(segment.living(np.unique(np.concatenate(lists)) if lists else _NO_DOCUMENTS))
        return tuple(found)

    def _field_dates(self, node: tree.FieldDates) -> tuple[DocIds, ...]:
        first, last = to_day(node.first), to_day(node.last)
        found = []
        for index, segment in enumerate(self._snapshot.segments):
            if node.field == "date":
                days = self._snapshot.days[index]
                ids = np.flatnonzero((days != NO_DAY) & (days >= first) & (days <= last))
            else:
                ranges = self._snapshot.mentioned[index]
                inside = np.flatnonzero((ranges.last >= first) & (ranges.first <= last))
                ids = np.unique(np.searchsorted(ranges.offsets, inside, side="right") - 1)
            found.append(segment.living(ids.astype(np.uint32)))
        return tuple(found)


_NO_DOCUMENTS: DocIds = np.empty(0, np.uint32)


def _key(form: str, level: str) -> str:
    return form if level == "exact" else key_of(form, level)


def _fields(name: str | None) -> tuple[TextField, ...]:
    chosen: Iterable[str] = (name,) if name else (text.name for text in TEXT_FIELDS)
    return tuple(TextField(each, FIELD_BY_NAME[each].boost) for each in chosen)


def _expansion_notice(pattern: str, count: int) -> Notice:
    return Notice(
        "expansion_capped",
        f"The pattern {pattern} stands for {count:,} words; only the {MAX_EXPANSION:,} that the most articles hold "
        "were searched. Add letters to it.",
        f"النمط {pattern} يعني {count} كلمة، وبُحث عن {MAX_EXPANSION} منها فقط، وهي الأكثر ورودًا. أضف إليه حروفًا.",
    )
