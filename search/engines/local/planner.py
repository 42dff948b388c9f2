"""Planner: a query tree made ready for a snapshot: match modes, question words, synonyms, neighbouring words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeGuard

from search import query_tree as tree
from search.analysis import is_question_word, key_of
from search.engines.local.resolving import LEAD_LEVEL, PAIR_LEVEL, Leaf, Marking, Resolved, Resolver, level_for
from search.engines.local.snapshot import Snapshot
from search.execution.evaluate import AllOf, AnyOf, BestOf, Evaluator, Everything, FamilyTerm, NoneOf, ResolvedNode
from search.execution.places import LeadTerm, PairTerm
from search.results import Notice, SynonymUse
from search.synonyms import MAX_TERM_WORDS, Synonymous, Synonyms, Term, in_groups, in_one

AUTO_WORDS = 4
"""match=auto asks for every word while there are at most this many; longer queries do without question words."""

WIDENED_LEVELS = ("stem", "root")
"""Where a word stands for its forms it stands for its synonyms too, and its neighbours count."""


@dataclass(frozen=True, slots=True)
class PlannedWord:
    """A word of the query with its families and the names of their levels."""

    word: tree.Word
    family: FamilyTerm
    levels: tuple[str, ...]


@dataclass(slots=True)
class Plan:
    """A resolved query. match: the mode carried out. markings: what to mark in the text of a hit.

    pairs: neighbours in the query that raise an article in which they are neighbours, too. words: the resolved words.
    """

    node: ResolvedNode
    match: str
    markings: list[Marking] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    pairs: list[PairTerm] = field(default_factory=list)
    leads: list[LeadTerm] = field(default_factory=list)
    synonyms: list[SynonymUse] = field(default_factory=list)
    words: list[PlannedWord] = field(default_factory=list)


def plan_query(
    node: tree.Node | None,
    snapshot: Snapshot,
    *,
    level: str,
    match: str,
    synonyms: Synonyms | None = None,
    evaluator: Evaluator | None = None,
) -> Plan:
    """Resolve a query tree. match: "auto", "all" or "any"; auto is decided on the query alone, before any filter.

    evaluator: needed for "auto" only; what it reads to decide is not read again when it evaluates the plan.
    """
    if node is None:
        return Plan(Everything(), "all")
    resolver = Resolver(snapshot, level)
    synonyms = synonyms or Synonyms()
    if match == "auto":
        assert evaluator is not None
        return _plan_auto(node, resolver, synonyms, evaluator)
    return _Planning(node, resolver, synonyms, match).plan


def _plan_auto(node: tree.Node, resolver: Resolver, synonyms: Synonyms, evaluator: Evaluator) -> Plan:
    words = count_words(node)
    every = _Planning(node, resolver, synonyms, "all").plan
    if words <= 1 or not _has_open_sequence(node):
        return every
    if words <= AUTO_WORDS and any(len(found.ids) for found in evaluator.evaluate(every.node)):
        return every
    some = _Planning(node, resolver, synonyms, "any").plan
    if any(map(_has_forms, some.markings)):
        some.notices.insert(0, relaxation_notice(node))
    return some


def _has_forms(marking: Marking) -> bool:
    """Return whether the archive knows any of the words; where it knows none there is nothing to show of any word."""
    return any(len(forms.ordinals) for slot in (*marking.slots, marking.far or ()) for forms in slot)


def count_words(node: tree.Node) -> int:
    """Return how many words, phrases and patterns a query asks for."""
    return sum(1 for _ in tree.iter_text_nodes(node))


def relaxation_notice(node: tree.Node, *, has_all: bool = False) -> Notice:
    """Return what to say when match=auto has settled for any word.

    has_all: asking for all of them is known to find something, so that it may be advised.
    """
    shown = "articles with any of them are shown, best first."
    shown_ar = "تظهر الأخبار التي فيها أي كلمة منها، الأقرب أولًا."
    advice = " To require all of them, choose “All words” (match=all)." if has_all else ""
    advice_ar = " لطلبها كلها معًا اختر «كل الكلمات»." if has_all else ""
    if count_words(node) > AUTO_WORDS:
        return Notice(
            "match_any",
            f"The query has more than {AUTO_WORDS} words: {shown}{advice}",
            f"في الاستعلام أكثر من {AUTO_WORDS} كلمات: {shown_ar}{advice_ar}",
        )
    return Notice(
        "match_any",
        f"No article holds all the words: {shown}{advice}",
        f"لا يوجد خبر فيه كل الكلمات معًا: {shown_ar}{advice_ar}",
    )


def _has_open_sequence(node: tree.Node) -> bool:
    """Return whether "all" and "any" differ for the tree."""
    if isinstance(node, tree.Sequence) and sum(1 for item in node.items if _is_optional(item)) > 1:
        return True
    return any(_has_open_sequence(child) for child in tree.children(node))


def _is_optional(item: tree.Node) -> bool:
    """Return whether match=any lets an article do without the item: facet conditions and NOT always hold."""
    return not isinstance(item, tree.FieldTerms | tree.FieldDates | tree.Not)


class _Planning:
    """One walk over a query tree with one match mode. Two walks of one tree share what the resolver has read."""

    def __init__(self, node: tree.Node, resolver: Resolver, synonyms: Synonyms, match: str) -> None:
        self._resolver = resolver
        self._synonyms = synonyms
        self._drops_question_words = match == "any" and count_words(node) > AUTO_WORDS
        self._dropped: list[str] = []
        self._planned: dict[int, PlannedWord] = {}
        self._seen: set[tuple[str, str]] = set()
        self._marked: set[int] = set()
        self.plan = Plan(Everything(), match)
        self.plan.node = self._resolve(node, speaks=True)
        if self._dropped:
            self.plan.notices.append(_dropped_notice(self._dropped))
        if self.plan.synonyms:
            self.plan.notices.append(_synonyms_notice(self.plan.synonyms))

    def _resolve(self, node: tree.Node, *, speaks: bool) -> ResolvedNode:
        """Resolve a node. speaks: its occurrence speaks for an article, that is, it does not stand below NOT."""
        match node:
            case tree.Not():
                return NoneOf(self._resolve(node.item, speaks=False))
            case tree.Or():
                return AnyOf(tuple(self._resolve(item, speaks=speaks) for item in node.items))
            case tree.And():
                return AllOf(tuple(self._resolve(item, speaks=speaks) for item in node.items))
            case tree.Sequence():
                return self._sequence(node.items, speaks=speaks)
            case _:
                return self._run([node], self._synonyms_at([node]), speaks=speaks, raised=False)[0]

    def _sequence(self, items: Sequence[tree.Node], *, speaks: bool) -> ResolvedNode:
        items = self._without_question_words(items)
        raised = self.plan.match == "any" and sum(map(_is_optional, items)) > 1
        required: list[ResolvedNode] = []
        optional: list[ResolvedNode] = []
        place = 0
        while place < len(items):
            item = items[place]
            if isinstance(item, tree.Word | tree.Phrase):
                found = self._synonyms_at(items[place : place + MAX_TERM_WORDS])
                run = items[place : place + (found.length if found else 1)]
                optional += self._run(run, found, speaks=speaks, raised=raised)
                place += len(run)
                continue
            (optional if _is_optional(item) else required).append(self._resolve(item, speaks=speaks))
            place += 1
        if speaks:
            self._add_pairs(items)
        if self.plan.match == "all":
            return AllOf((*optional, *required))
        if not required and optional:
            return AnyOf(tuple(optional))
        if optional:
            required.append(AnyOf(tuple(optional)))
        return AllOf(tuple(required))

    def _without_question_words(self, items: Sequence[tree.Node]) -> Sequence[tree.Node]:
        """Return the items without question words, all where nothing else would speak for an article."""
        if not self._drops_question_words:
            return items
        kept = [item for item in items if not (_is_plain(item) and is_question_word(item.form))]
        if len(kept) == len(items) or not any(map(_is_optional, kept)):
            return items
        for item in items:
            if isinstance(item, tree.Word) and item not in kept and item.form not in self._dropped:
                self._dropped.append(item.form)
        return kept

    def _add_pairs(self, items: Sequence[tree.Node]) -> None:
        for first, second in pairwise(items):
            if self._is_widened(first) and self._is_widened(second) and first.field == second.field:
                if key_of(first.form, PAIR_LEVEL) == key_of(second.form, PAIR_LEVEL):
                    continue
                words = self._planned[id(first)], self._planned[id(second)]
                levels = level_for(PAIR_LEVEL, words[0].levels), level_for(PAIR_LEVEL, words[1].levels)
                self.plan.pairs.append(PairTerm((words[0].family, words[1].family), levels))

    def _synonyms_at(self, items: Sequence[tree.Node]) -> Synonymous | None:
        """Return what the words at the beginning of the items also stand for; for names written apart, too."""
        first = items[0]
        if isinstance(first, tree.Phrase):
            return self._synonyms_of_compound(first)
        forms: list[str] = []
        field = getattr(first, "field", None)
        for item in items:
            if not self._is_widened(item) or item.field != field:
                break
            forms.append(item.form)
        if not forms:
            return None
        groups = in_groups(forms[0])
        return self._occurring(Synonymous(1, (groups,)) if groups else self._synonyms.at(forms))

    def _synonyms_of_compound(self, phrase: tree.Phrase) -> Synonymous | None:
        """Return what initials (أ ف ب) and numbers in groups (12,500), phrases to the parser, also stand for."""
        if phrase.level != "folded" or phrase.slop:
            return None
        number = in_one(phrase.forms)
        if number:
            return self._occurring(Synonymous(1, (number,)))
        found = self._synonyms.at(phrase.forms) if all(len(form) == 1 for form in phrase.forms) else None
        return self._occurring(Synonymous(1, found.others) if found and found.length == len(phrase.forms) else None)

    def _occurring(self, found: Synonymous | None) -> Synonymous | None:
        """Return the synonyms that the archive knows: what is not there need not be told."""
        others = self._resolver.occurring(found.others) if found else ()
        return Synonymous(found.length, others) if found and others else None

    def _run(
        self, items: Sequence[tree.Node], found: Synonymous | None, *, speaks: bool, raised: bool
    ) -> list[ResolvedNode]:
        """Resolve a word with its synonyms, or a run of words that has some together. Returns what any mode adds up."""
        others: tuple[Term, ...] = found.others if found else ()
        [first] = items[:1]
        if found and speaks and not _is_number(first):
            written = " ".join(form for item in items for form in forms_of(item))
            use = SynonymUse(written, tuple(" ".join(term) for term in others))
            if use not in self.plan.synonyms:
                self.plan.synonyms.append(use)
        if len(items) == 1 and isinstance(first, tree.Word):
            repeated = speaks and self._is_repeated(first)
            word = self._resolver.word(first, others, raised=raised, repeated=repeated)
            return [self._added(first, word, speaks=speaks)]
        own = [self._added(item, self._resolver.leaf(item), speaks=speaks) for item in items if _is_leaf(item)]
        beside = [
            self._added(None, self._resolver.term(term, getattr(first, "field", None)), speaks=speaks)
            for term in others
        ]
        if not beside:
            return own
        if self.plan.match == "any":
            return [*own, *beside]
        return [BestOf((own[0] if len(own) == 1 else AllOf(tuple(own)), *beside))]

    def _added(self, item: tree.Node | None, resolved: Resolved, *, speaks: bool) -> ResolvedNode:
        if resolved.notice:
            self.plan.notices.append(resolved.notice)
        if speaks:
            if id(resolved) not in self._marked:
                self._marked.add(id(resolved))
                self.plan.markings += resolved.markings
            if isinstance(item, tree.Word) and resolved.family:
                planned = self._planned[id(item)] = PlannedWord(item, resolved.family, resolved.levels)
                self.plan.words.append(planned)
                self.plan.leads.append(LeadTerm(planned.family, level_for(LEAD_LEVEL, planned.levels)))
        return resolved.node

    def _is_repeated(self, word: tree.Word) -> bool:
        """Return whether the word has been there before, and remember it: widened by its skeleton, else as it is."""
        level = PAIR_LEVEL if self._is_widened(word) else self._resolver.level_of(word)
        known = (key := (level, key_of(word.form, level))) in self._seen
        self._seen.add(key)
        return known

    def _is_widened(self, item: tree.Node) -> TypeGuard[tree.Word]:
        return isinstance(item, tree.Word) and self._resolver.level_of(item) in WIDENED_LEVELS


def _is_leaf(item: tree.Node) -> TypeGuard[Leaf]:
    return isinstance(item, Leaf)


def _is_plain(item: tree.Node) -> TypeGuard[tree.Word]:
    """Return whether the item is a word on which nothing was laid down."""
    return isinstance(item, tree.Word) and item.level is None and item.field is None


def forms_of(item: tree.Node) -> tuple[str, ...]:
    """Return the surface forms of a word or a phrase, of anything else none."""
    return (item.form,) if isinstance(item, tree.Word) else item.forms if isinstance(item, tree.Phrase) else ()


def _dropped_notice(words: Sequence[str]) -> Notice:
    return Notice(
        "question_words",
        f"Words that only make a question were left out of a long query: {', '.join(words)}. "
        "Put a word in quotation marks to search for it.",
        f"حُذفت من استعلام طويل كلمات لا تفيد إلا السؤال: {'، '.join(words)}. ضع الكلمة بين علامتي اقتباس للبحث عنها.",
    )


def _is_number(item: tree.Node) -> bool:
    """Return whether the item is a number, in one or in groups: how it is written is spelling, and not told."""
    return all(form.isdecimal() for form in forms_of(item))


def _synonyms_notice(uses: Sequence[SynonymUse]) -> Notice:
    english = "; ".join(f"{use.written}: {', '.join(use.others)}" for use in uses)
    arabic = "؛ ".join(f"{use.written}: {'، '.join(use.others)}" for use in uses)
    return Notice(
        "synonyms",
        f"Also searched for other names of the same: {english}. Put a word in quotation marks to search for it alone.",
        f"شمل البحث أسماء أخرى للمسمى نفسه: {arabic}. ضع الكلمة بين علامتي اقتباس للاقتصار عليها.",
    )
