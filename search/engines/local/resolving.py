"""Resolving: the leaves of a query tree against a snapshot. Words become families, facet conditions documents.

The only place that knows which levels a request's level searches, and with which weights. Not for: how leaves are
put together (`planner`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from search import query_tree as tree
from search.analysis import fold, key_of, surface_forms
from search.analysis.characters import ALEF_MAKSURA, YEH
from search.codec.families import Forms
from search.engines.local.expansion import MAX_EXPANSION, Expansion, expand_fuzzy, expand_pattern
from search.engines.local.snapshot import Snapshot
from search.execution.evaluate import (
    AnyOf,
    BestOf,
    FamilyTerm,
    FormList,
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
from search.synonyms import Term, level_of_name
from search.types import NO_DAY, DocIds

Leaf = tree.TextNode | tree.FieldTerms | tree.FieldDates

Weighted = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The families that a level of a request unites, nearest first, with their weights.

    making: a form of these makes an article match. raising: these only count in articles that other words match.
    """

    making: Weighted
    raising: Weighted = ()


_NEAR: Weighted = (("folded", 1.0), ("prefix", 0.95), ("stem", 0.85))
_FAR: Weighted = (("skeleton", 0.65), ("root", 0.65))

LADDERS: dict[str, Ladder] = {
    "exact": Ladder((("exact", 1.0),)),
    "folded": Ladder((("folded", 1.0),)),
    "stem": Ladder(_NEAR, _FAR),
    "root": Ladder(_NEAR + _FAR),
}
"""Levels and weights as measured in the project's retrieval study."""

SYNONYM_WEIGHT = 0.8
"""A synonym counts as a family of its own (`level_of_name`), a little less than the word itself."""

PAIR_LEVEL, LEAD_LEVEL = "skeleton", "stem"
"""Neighbours are looked for as skeletons, first words as stems; where a word has no such level, at its widest."""

REPEATED_WEIGHT = 0.5
"""A word that stands in the query again counts half."""

SLOT_LEVELS = {"exact": ("exact",), "folded": ("folded",), "stem": ("stem",), "root": ("skeleton", "root")}
"""The families that may fill a place of a phrase. The levels contain each other, so that the widest are enough."""


@dataclass(frozen=True, slots=True)
class Marking:
    """What to mark in the text of a hit: for each word of a phrase, or the one word, the forms in each segment.

    far: forms of a word to mark in a text that has none of the others.
    """

    slots: tuple[tuple[FormList, ...], ...]
    is_phrase: bool = False
    slop: int = 0
    far: tuple[FormList, ...] | None = None

    def group(self, snapshot: Snapshot) -> WordGroup | PhraseGroup:
        """Return the forms as words."""
        words = tuple(snapshot.words_of(slot) for slot in self.slots)
        if self.is_phrase:
            return PhraseGroup(words, self.slop)
        return WordGroup(words[0], snapshot.words_of(self.far) if self.far else frozenset())


@dataclass(frozen=True, slots=True)
class Resolved:
    """A leaf ready to be evaluated. markings: what of it to mark. notice: what the reader should know about it.

    family: of a word, the part of the node that is its own, without the synonyms of several words. levels: the names
    of its levels.
    """

    node: ResolvedNode
    markings: tuple[Marking, ...] = ()
    notice: Notice | None = None
    family: FamilyTerm | None = None
    levels: tuple[str, ...] = ()


class Resolver:
    """Resolves the leaves of one query; each once, however often it stands there and is planned."""

    def __init__(self, snapshot: Snapshot, level: str) -> None:
        """level: of words that have no lock of their own."""
        self._snapshot = snapshot
        self._level = level
        self._done: dict[object, Resolved] = {}

    def level_of(self, word: tree.Word) -> str:
        """Return the level at which a word is searched."""
        return word.level or self._level

    def leaf(self, node: Leaf) -> Resolved:
        """Return the leaf resolved."""
        return self._once(_without_place(node), lambda: self._resolve(node))

    def word(
        self, node: tree.Word, synonyms: Sequence[Term], *, raised: bool = False, repeated: bool = False
    ) -> Resolved:
        """Return a word with its synonyms: those of one word as one more family, the others beside it.

        raised: in articles that other words match, its far families count too. repeated: it stood there before.
        """
        return self._once(
            (_without_place(node), raised, repeated),
            lambda: self._word(node, synonyms, raised=raised, repeated=repeated),
        )

    def term(self, term: Term, field: str | None) -> Resolved:
        """Return a synonym of several words, or for several."""
        return self._once((term, field), lambda: self._term(term, field))

    def occurring(self, terms: Sequence[Term]) -> tuple[Term, ...]:
        """Return those of the terms of which the archive holds every word."""
        return tuple(term for term in terms if all(any(map(len, self.family(*word))) for word in _looked_up(term)))

    def _once(self, name: object, resolve: Callable[[], Resolved]) -> Resolved:
        found = self._done.get(name)
        if found is None:
            found = self._done[name] = resolve()
        return found

    def _resolve(self, node: Leaf) -> Resolved:
        match node:
            case tree.Word():
                return self._word(node, (), raised=False, repeated=False)
            case tree.Phrase():
                return self._phrase(node)
            case tree.Wildcard():
                return self._expansion(node, node.pattern, expand_pattern(node.pattern, self._snapshot))
            case tree.Fuzzy():
                written = f"{node.form}~{node.distance}"
                return self._expansion(node, written, expand_fuzzy(node.form, node.distance, self._snapshot))
            case tree.FieldTerms():
                return Resolved(SetTerm(self._field_terms(node)))
            case tree.FieldDates():
                return Resolved(SetTerm(self._field_dates(node)))

    def _word(self, node: tree.Word, synonyms: Sequence[Term], *, raised: bool, repeated: bool) -> Resolved:
        ladder = LADDERS[self.level_of(node)]
        making = [self.family(node.form, level, node.vocalised) for level, _ in ladder.making]
        levels, weights = map(list, zip(*ladder.making, strict=True))
        near = sum(weight > _FAR[0][1] for weight in weights)
        single = [term[0] for term in synonyms if len(term) == 1]
        if single:
            making.insert(near, self._united([self.family(form, level_of_name(form)) for form in single]))
            levels.insert(near, "synonyms")
            weights.insert(near, SYNONYM_WEIGHT)
            near += 1
        far = ladder.raising if raised else ()
        raising = [self.family(node.form, level, node.vocalised) for level, _ in far]
        levels += [level for level, _ in far]
        weights += [weight for _, weight in far]
        if repeated:
            weights = [weight * REPEATED_WEIGHT for weight in weights]
        forms = self._forms([*making, *raising])
        word = FamilyTerm(tuple(weights), forms, fields_of(node.field), len(raising))
        marking = Marking((_of_levels(forms, 0, near),), far=_of_levels(forms, near, len(making)))
        beside = [self.term(term, node.field) for term in synonyms if len(term) > 1]
        if not beside:
            return Resolved(word, (marking,), family=word, levels=tuple(levels))
        markings = (marking, *(each for part in beside for each in part.markings))
        return Resolved(BestOf((word, *(part.node for part in beside))), markings, family=word, levels=tuple(levels))

    def _term(self, term: Term, field: str | None) -> Resolved:
        if len(term) == 1:
            forms = self._forms([self.family(term[0], level_of_name(term[0]))])
            return Resolved(FamilyTerm((SYNONYM_WEIGHT,), forms, fields_of(field)), (Marking((forms,)),))
        slots = tuple(self._forms([self.family(*word)]) for word in _looked_up(term))
        phrase = PhraseTerm(slots, fields_of(field), weight=SYNONYM_WEIGHT / len(term))
        return Resolved(phrase, (Marking(slots, is_phrase=True),))

    def _phrase(self, node: tree.Phrase) -> Resolved:
        level = node.level or self._level
        vocalised = node.vocalised or ("",) * len(node.forms)
        slots = tuple(
            self._forms([self._united([self.family(form, each, typed) for each in SLOT_LEVELS[level]])])
            for form, typed in zip(node.forms, vocalised, strict=True)
        )
        orders = [slots] if node.ordered else [slots, slots[::-1]]
        phrases = tuple(PhraseTerm(order, fields_of(node.field), node.slop) for order in orders)
        markings = tuple(Marking(order, is_phrase=True, slop=node.slop) for order in orders)
        return Resolved(phrases[0] if node.ordered else AnyOf(phrases), markings)

    def _expansion(self, node: tree.Wildcard | tree.Fuzzy, written: str, expansion: Expansion) -> Resolved:
        notice = _expansion_notice(written, expansion.words) if expansion.words > MAX_EXPANSION else None
        forms = self._forms([expansion.forms])
        return Resolved(FamilyTerm((1.0,), forms, fields_of(node.field)), (Marking((forms,)),), notice)

    def family(self, form: str, level: str, vocalised: str = "") -> list[Forms]:
        """Return for each segment the forms of a word's family; without those that its vocalisation rules out."""
        found = self._snapshot.family(level, form if level == "exact" else key_of(form, level))
        if not vocalised:
            return found
        other = (YEH if form.endswith(ALEF_MAKSURA) else ALEF_MAKSURA).encode()
        return [
            np.array([ordinal for ordinal in ordinals.tolist() if not table[ordinal].endswith(other)], np.uint32)
            for ordinals, table in zip(found, (each.reader.forms for each in self._snapshot.segments), strict=True)
        ]

    def _united(self, families: Sequence[list[Forms]]) -> list[Forms]:
        """Return for each segment the forms of any of the families."""
        if len(families) == 1:
            return families[0]
        return [np.unique(np.concatenate(parts)) for parts in zip(*families, strict=True)]

    def _forms(self, levels: Sequence[Sequence[Forms]]) -> tuple[FormList, ...]:
        """Return for each segment the forms of all levels, each form once with the levels it belongs to."""
        lists = []
        for index in range(len(self._snapshot.segments)):
            if len(levels) == 1:
                ordinals = levels[0][index].astype(np.int64)
                lists.append(FormList(ordinals, np.ones(len(ordinals), np.uint8)))
                continue
            found = [level[index] for level in levels]
            ordinals = np.concatenate(found).astype(np.int64)
            bits = np.repeat(1 << np.arange(len(levels), dtype=np.uint8), list(map(len, found)))
            order = np.argsort(ordinals, kind="stable")
            ordinals = ordinals[order]
            firsts = np.flatnonzero(np.diff(ordinals, prepend=-1))
            masks = np.bitwise_or.reduceat(bits[order], firsts) if len(firsts) else bits
            lists.append(FormList(ordinals[firsts], masks))
        return tuple(lists)

    def _field_terms(self, node: tree.FieldTerms) -> tuple[DocIds, ...]:
        others = _other_names(node)
        found = []
        for segment in self._snapshot.segments:
            ordinals = segment.folded(node.field).with_words(node.words)
            column = segment.column(node.field)
            lists = [
                documents_of(column, ordinal)
                for ordinal in ordinals.tolist()
                if not others or self._is_spelt(column.values[ordinal].decode("utf-8", "surrogatepass"), others)
            ]
            found.append(segment.living(np.unique(np.concatenate(lists)) if lists else _NO_DOCUMENTS))
        return tuple(found)

    def _is_spelt(self, person: str, others: Sequence[str]) -> bool:
        """Return whether a person's name, or one that is shown under it, is meant rather than the other words."""
        names = (person, *self._snapshot.names.members("person", person))
        return any(_spells_names(name, others) for name in names)

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


_KEPT_APART = {"علي": "على", "على": "علي"}
"""A name and a preposition that only folding unites: among persons the letter typed decides."""


def _other_names(node: tree.FieldTerms) -> list[str]:
    """Return the words that a condition on persons does not mean, although they fold to what was typed."""
    typed = surface_forms(node.text) if node.field == "person" else []
    return [_KEPT_APART[form] for form in typed if form in _KEPT_APART]


def _spells_names(value: str, others: Sequence[str]) -> bool:
    """Return whether a name holds, for each of the others, a word that folds to the same and is not it."""
    forms = surface_forms(value)
    return all(any(form != other and fold(form) == fold(other) for form in forms) for other in others)


def _without_place(node: Leaf) -> Leaf:
    """Return the node as it would be wherever it stood in the query."""
    return replace(node, start=0, end=0)


def level_for(wanted: str, levels: Sequence[str]) -> int:
    """Return the place of a level among those of a word, or of the word's widest."""
    return levels.index(wanted) if wanted in levels else len(levels) - 1


def _looked_up(term: Term) -> list[tuple[str, str]]:
    """Return the words of a synonym and their levels: of several, each may have proclitics, none endings."""
    levels = map(level_of_name, term)
    if len(term) == 1:
        return list(zip(term, levels, strict=True))
    return [(form, "prefix" if level == "stem" else level) for form, level in zip(term, levels, strict=True)]


def _of_levels(forms: tuple[FormList, ...], first: int, end: int) -> tuple[FormList, ...]:
    """Return the forms of levels first to end - 1 that are of no level before."""
    before, inside = (1 << first) - 1, (1 << end) - (1 << first)
    kept = [(each, (each.masks & inside > 0) & (each.masks & before == 0)) for each in forms]
    return tuple(FormList(each.ordinals[rows], each.masks[rows]) for each, rows in kept)


def fields_of(name: str | None) -> tuple[TextField, ...]:
    """Return the text field of that name, or all, with their boosts."""
    chosen: Iterable[str] = (name,) if name else (text.name for text in TEXT_FIELDS)
    return tuple(TextField(each, FIELD_BY_NAME[each].boost) for each in chosen)


def _expansion_notice(pattern: str, count: int) -> Notice:
    return Notice(
        "expansion_capped",
        f"The pattern {pattern} stands for {count:,} words; only the {MAX_EXPANSION:,} that the most articles hold "
        "were searched. Add letters to it.",
        f"النمط {pattern} يعني {count} كلمة، وبُحث عن {MAX_EXPANSION} منها فقط، وهي الأكثر ورودًا. أضف إليه حروفًا.",
    )
