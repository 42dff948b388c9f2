"""Planner: a query tree resolved against a snapshot: words become families, facet conditions masks.

The only place that knows which levels a request's level searches, and with which weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from search import query_tree as tree
from search.analysis import key_of
from search.engines.local.snapshot import Snapshot
from search.execution.evaluate import (
    AllOf,
    AnyOf,
    FamilyTerm,
    Forms,
    MaskTerm,
    NoneOf,
    PhraseTerm,
    ResolvedNode,
    TextField,
    evaluate,
)
from search.facets.dates import to_day
from search.highlight import PhraseGroup, WordGroup
from search.results import Notice
from search.schema import FIELD_BY_NAME, TEXT_FIELDS
from search.types import NO_DAY, Mask

LEVEL_WEIGHTS: dict[str, tuple[tuple[str, float], ...]] = {
    "exact": (("exact", 1.0),),
    "folded": (("folded", 1.0),),
    "stem": (("folded", 1.0), ("prefix", 0.95), ("stem", 0.85)),
    "root": (("folded", 1.0), ("prefix", 0.95), ("stem", 0.85), ("skeleton", 0.65), ("root", 0.65)),
}
"""The families that a level unites and their weights, as measured in the project's retrieval study."""

FAMILY_LEVELS = ("folded", "prefix", "stem", "skeleton", "root")
"""The levels kept as family maps; "exact" is the posting itself."""

AUTO_WORDS = 4
"""match=auto asks for every word while there are at most this many."""

MAX_EXPANSION = 2000
"""Forms that a wildcard may stand for; the most frequent spellings are not preferred, the cut is reported."""


@dataclass(slots=True)
class Plan:
    """A resolved query. match: the mode carried out. groups: what to mark in the text of a hit."""

    node: ResolvedNode
    match: str
    groups: list[WordGroup | PhraseGroup] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def plan_query(node: tree.Node | None, snapshot: Snapshot, *, level: str, match: str) -> Plan:
    """Resolve a query tree. match: "auto", "all" or "any"; auto is decided on the query alone, before any filter."""
    if node is None:
        return Plan(MaskTerm(snapshot.live), "all")
    resolver = _Resolver(snapshot, level)
    if match == "auto":
        return _plan_auto(node, snapshot, resolver)
    return resolver.plan(node, match)


def _plan_auto(node: tree.Node, snapshot: Snapshot, resolver: _Resolver) -> Plan:
    words = sum(1 for _ in tree.iter_text_nodes(node))
    every = resolver.plan(node, "all")
    if words <= 1 or not _has_open_sequence(node):
        return every
    if words <= AUTO_WORDS and evaluate(every.node, snapshot).mask.any():
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
        self._plan = Plan(MaskTerm(snapshot.live), "all")

    def plan(self, node: tree.Node, match: str) -> Plan:
        """Return the plan of the tree with one match mode."""
        self._match = match
        self._plan = Plan(MaskTerm(self._snapshot.live), match)
        self._plan.node = self._resolve(node, marking=True)
        return self._plan

    def _resolve(self, node: tree.Node, *, marking: bool) -> ResolvedNode:
        match node:
            case tree.Word():
                return self._word(node, marking=marking)
            case tree.Phrase():
                return self._phrase(node, marking=marking)
            case tree.Wildcard():
                return self._wildcard(node, marking=marking)
            case tree.FieldTerms():
                return MaskTerm(self._field_terms(node))
            case tree.FieldDates():
                return MaskTerm(self._field_dates(node))
            case tree.Not():
                return NoneOf(self._resolve(node.item, marking=False))
            case tree.Or():
                return AnyOf(tuple(self._resolve(item, marking=marking) for item in node.items))
            case tree.And():
                return AllOf(tuple(self._resolve(item, marking=marking) for item in node.items))
            case tree.Sequence():
                return self._sequence(node, marking=marking)

    def _sequence(self, node: tree.Sequence, *, marking: bool) -> ResolvedNode:
        resolved = [(item, self._resolve(item, marking=marking)) for item in node.items]
        if self._match == "all":
            return AllOf(tuple(part for _, part in resolved))
        required = [part for item, part in resolved if not _is_optional(item)]
        optional = [part for item, part in resolved if _is_optional(item)]
        if optional:
            required.append(AnyOf(tuple(optional)))
        return AllOf(tuple(required))

    def _word(self, node: tree.Word, *, marking: bool) -> ResolvedNode:
        levels = LEVEL_WEIGHTS[node.level or self._level]
        families = tuple((weight, self._family(node.form, level)) for level, weight in levels)
        if marking:
            self._plan.groups.append(WordGroup(frozenset(form for _, forms in families for form in forms)))
        return FamilyTerm(families, _fields(node.field))

    def _phrase(self, node: tree.Phrase, *, marking: bool) -> ResolvedNode:
        slots = tuple(self._family(form, node.level) for form in node.forms)
        if marking:
            self._plan.groups.append(PhraseGroup(tuple(frozenset(forms) for forms in slots)))
        return PhraseTerm(slots, _fields(node.field))

    def _wildcard(self, node: tree.Wildcard, *, marking: bool) -> ResolvedNode:
        pattern = re.compile("".join({"*": ".*", "?": "."}.get(char, re.escape(char)) for char in node.pattern))
        families = self._snapshot.families
        keys = [key for key in families.keys("folded") if pattern.fullmatch(key)]
        forms = tuple(form for key in keys for form in families.members("folded", key))
        if len(forms) > MAX_EXPANSION:
            self._plan.notices.append(_expansion_notice(node.pattern, len(forms)))
            forms = forms[:MAX_EXPANSION]
        if marking:
            self._plan.groups.append(WordGroup(frozenset(forms)))
        return FamilyTerm(((1.0, forms),), _fields(node.field))

    def _family(self, form: str, level: str) -> Forms:
        if level == "exact":
            return (form,)
        return self._snapshot.families.members(level, key_of(form, level))

    def _field_terms(self, node: tree.FieldTerms) -> Mask:
        wanted = set(node.words)
        words = self._snapshot.folded_words(node.field)
        ordinals = [ordinal for ordinal, found in enumerate(words) if wanted <= set(found)]
        return self._snapshot.column(node.field).mask_of(ordinals)

    def _field_dates(self, node: tree.FieldDates) -> Mask:
        first, last = to_day(node.first), to_day(node.last)
        if node.field == "date":
            days = self._snapshot.days
            return np.asarray((days != NO_DAY) & (days >= first) & (days <= last))
        return self._snapshot.mentioned.mask_of(first, last)


def _fields(name: str | None) -> tuple[TextField, ...]:
    chosen: Iterable[str] = (name,) if name else (text.name for text in TEXT_FIELDS)
    return tuple(TextField(each, FIELD_BY_NAME[each].boost) for each in chosen)


def _expansion_notice(pattern: str, count: int) -> Notice:
    return Notice(
        "expansion_capped",
        f"The pattern {pattern} stands for {count:,} words; only {MAX_EXPANSION:,} of them were searched. "
        "Add letters to it.",
        f"النمط {pattern} يعني {count} كلمة، وبُحث عن {MAX_EXPANSION} منها فقط. أضف إليه حروفًا.",
    )
