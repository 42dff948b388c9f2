"""Explaining: what the words of a text stand for in the archive, and why an article has its score."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from search import query_tree as tree
from search.analysis import LEVELS, Token, key_of, tokenize
from search.codec.families import Forms
from search.engines.local.answer import evaluate_request
from search.engines.local.planner import Plan, PlannedWord, forms_of, plan_query
from search.engines.local.resolving import LADDERS, Resolver, fields_of
from search.engines.local.snapshot import Snapshot
from search.execution.evaluate import Evaluator, FamilyTerm, FormList
from search.execution.places import PlaceReader
from search.execution.scoring import idf, weight_of
from search.execution.scratch import Scratch
from search.names.applying import rename_request
from search.query_parser import parse_query
from search.query_parser.vocalised import vocalised
from search.query_printer import describe
from search.request import SearchRequest
from search.results import (
    ExplainedWord,
    Explanation,
    FormCount,
    LevelScore,
    ScoreExplanation,
    UnderstoodQuery,
    WordFamily,
    WordScore,
)
from search.schema import TEXT_FIELDS

MAX_WORDS = 50
MAX_FORMS = 50
ROUNDING = 1e-5


def explain_words(text: str, snapshot: Snapshot, scratch: Scratch) -> tuple[tuple[ExplainedWord, ...], bool]:
    """Return the families of the first distinct words of a text, and whether there were more words."""
    return _explain_tokens(tokenize(text), text, snapshot, scratch)


def explain_query(
    request: SearchRequest, snapshot: Snapshot, scratch: Scratch, doc_id: int | None = None
) -> Explanation:
    """Return how the text of a request is understood. doc_id: of an article whose score is to be explained."""
    parsed = parse_query(request.text)
    request, _ = rename_request(request, snapshot.names)
    evaluator = Evaluator(snapshot, scratch)
    found = evaluate_request(parsed, request, snapshot, scratch, evaluator=evaluator)
    words, truncated = _explain_tokens(_asked(parsed.tree, request.text), request.text, snapshot, scratch)
    described = describe(parsed.tree, found.plan.match, request.level, "ar")
    understood = UnderstoodQuery(
        request.text, parsed.tree, described, found.plan.match, request.level, tuple(found.plan.synonyms)
    )
    score = None
    if doc_id is not None:
        segment, local = snapshot.place(doc_id)
        index = snapshot.segments.index(segment)
        hits = found.hits[index]
        place = int(np.searchsorted(hits.ids, local))
        total = before = None
        if place < len(hits.ids) and hits.ids[place] == local:
            total = float(hits.scores[place])
            before = float(found.matches[index].scores[np.searchsorted(found.matches[index].ids, local)])
        score = _Score(snapshot, evaluator, index, local).explain(found.plan, total, before, snapshot.key_of(doc_id))
    return Explanation(understood, words, truncated, (*parsed.notices, *found.plan.notices), score)


def _asked(node: tree.Node | None, text: str) -> list[Token]:
    """Return the words of a query that are looked for in texts: no operators, field names, or values of facets."""
    leaves = sorted(_iter_words(node), key=lambda leaf: leaf.start)
    starts = [leaf.start for leaf in leaves]
    asked = []
    for token in tokenize(text) if leaves else ():
        leaf = leaves[bisect_right(starts, token.start) - 1]
        if leaf.start <= token.start and token.end <= leaf.end and token.term in forms_of(leaf):
            asked.append(token)
    return asked


def _iter_words(node: tree.Node | None) -> Iterator[tree.Word | tree.Phrase]:
    if isinstance(node, tree.Word | tree.Phrase):
        yield node
    for child in tree.children(node) if node else ():
        yield from _iter_words(child)


def _explain_tokens(
    tokens: Iterable[Token], text: str, snapshot: Snapshot, scratch: Scratch
) -> tuple[tuple[ExplainedWord, ...], bool]:
    first: dict[tuple[str, str], Token] = {}
    for token in tokens:
        first.setdefault((token.term, vocalised(text[token.start : token.end], token.term)), token)
    words = _Words(snapshot, scratch)
    explained = (words.explain(token, marks) for (_, marks), token in list(first.items())[:MAX_WORDS])
    return tuple(explained), len(first) > MAX_WORDS


class _Words:
    """Looks words up in a snapshot."""

    def __init__(self, snapshot: Snapshot, scratch: Scratch) -> None:
        self._snapshot = snapshot
        self._evaluator = Evaluator(snapshot, scratch)
        self._resolver = Resolver(snapshot, "exact")
        self._synonyms, _ = snapshot.synonyms.current()
        self._frequencies = [
            sum(snapshot.form_frequencies(index, field.name) for field in TEXT_FIELDS)
            for index in range(snapshot.segment_count)
        ]

    def explain(self, token: Token, marks: str) -> ExplainedWord:
        """Return the families of a word at every level, and what a request at each level finds.

        marks: the word as typed if its vocalisation decides, else "".
        """
        families = tuple(self._family(token.term, level, marks) for level in LEVELS)
        searched = {level: self._found(tree.Word(token.term, 0, 0, level, None, marks)) for level in LADDERS}
        return ExplainedWord(token.term, token.start, token.end, families, searched)

    def _found(self, word: tree.Word) -> int:
        """Return how many articles a request for the word alone finds, its synonyms among them."""
        plan = plan_query(word, self._snapshot, level="exact", match="all", synonyms=self._synonyms)
        return sum(len(each.ids) for each in self._evaluator.evaluate(plan.node))

    def _family(self, form: str, level: str, marks: str) -> WordFamily:
        found = self._resolver.family(form, level, marks)
        totals: dict[bytes, int] = {}
        for index, ordinals in enumerate(found):
            names = self._snapshot.segments[index].reader.forms
            for ordinal, count in zip(
                ordinals.tolist(), np.asarray(self._frequencies[index])[ordinals].tolist(), strict=True
            ):
                totals[names[ordinal]] = totals.get(names[ordinal], 0) + count
        best = sorted(totals, key=lambda name: (-totals[name], name))[:MAX_FORMS]
        counted = [
            FormCount(name.decode(), self._articles(self._snapshot.family("exact", name.decode()))) for name in best
        ]
        counted = sorted((each for each in counted if each.articles), key=lambda each: (-each.articles, each.form))
        key = form if level == "exact" else key_of(form, level)
        return WordFamily(level, key, self._articles(found), len(totals), tuple(counted))

    def _articles(self, found: Sequence[Forms]) -> int:
        forms = tuple(FormList(each.astype(np.int64), np.ones(len(each), np.uint8)) for each in found)
        return sum(len(each.ids) for each in self._evaluator.evaluate(FamilyTerm((1.0,), forms, fields_of(None))))


class _Score:
    """Takes the score of one document apart."""

    def __init__(self, snapshot: Snapshot, evaluator: Evaluator, index: int, doc_id: int) -> None:
        self._snapshot = snapshot
        self._evaluator = evaluator
        self._index = index
        self._segment = snapshot.segments[index]
        self._doc_id = doc_id

    def explain(self, plan: Plan, total: float | None, before: float | None, key: str) -> ScoreExplanation:
        """Return the parts of a score; total: the score itself, before: as it was before places raised it."""
        words = tuple(part for word in plan.words for part in self._word(word))
        ids = np.array([self._doc_id], np.uint32)
        if total is None or before is None:
            return ScoreExplanation(key, None, words)
        neighbours = leads = 0.0
        if total > before:  # the article is among the best, whose places are looked at
            places = PlaceReader(ids, self._index, self._evaluator)
            neighbours, leads = float(places.pairs(plan.pairs)[0]), float(places.leads(plan.leads)[0])
        others = before - sum(word.score for word in words)
        return ScoreExplanation(key, total, words, neighbours, leads, others if others > ROUNDING * total else 0.0)

    def _word(self, planned: PlannedWord) -> Iterable[WordScore]:
        family = planned.family
        for field in family.fields:
            norm = float(self._segment.norms(field.name)[self._doc_id])
            levels = []
            for place, (name, weight) in enumerate(zip(planned.levels, family.weights, strict=True)):
                articles = self._evaluator.frequencies(family)[place]
                frequency = self._frequency(field.name, family.forms[self._index], place)
                rarity = idf(articles, self._snapshot.live_count)
                score = weight_of(weight * field.boost * rarity) * frequency / (frequency + norm)
                levels.append(LevelScore(name, frequency, articles, rarity, weight, score))
            if any(level.frequency for level in levels):
                yield WordScore(
                    planned.word.form, field.name, field.boost, tuple(levels), max(level.score for level in levels)
                )

    def _frequency(self, field: str, forms: FormList, level: int) -> int:
        """Return how often forms of a level occur in the document."""
        postings = self._segment.reader.postings[field]
        total = 0
        for ordinal in forms.ordinals[forms.masks >> level & 1 > 0].tolist():
            start, end = int(postings.posting_offsets[ordinal]), int(postings.posting_offsets[ordinal + 1])
            place = start + int(np.searchsorted(postings.doc_ids[start:end], self._doc_id))
            if place < end and postings.doc_ids[place] == self._doc_id:
                total += int(postings.freqs[place])
        return total
