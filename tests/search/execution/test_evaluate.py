"""Resolved queries over generated segments against set operations and a ten-line BM25, document by document."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.codec import parts
from search.codec.reader import SegmentReader
from search.errors import IndexCorruptError
from search.execution import evaluate, plain
from search.execution.evaluate import (
    AllOf,
    AnyOf,
    BestOf,
    Evaluator,
    Everything,
    FamilyTerm,
    FormList,
    NoneOf,
    PhraseTerm,
    SetTerm,
    TextField,
)
from search.execution.frequent import FrequentWords
from search.execution.kernels import load_kernels
from search.execution.scoring import K1, B, idf, norms_of
from search.execution.scratch import Scratch
from tests.effort import scaled
from tests.segments import FORMS, Document, build_segment, documents

FIELDS = (TextField("title", 1.5), TextField("text", 1.0))
LEVEL_WEIGHTS = (1.0, 0.95, 0.65)
both = pytest.mark.parametrize("kernels", [plain, load_kernels()], ids=["numpy", "served"])

archives = st.lists(st.lists(st.tuples(documents, st.integers(0, 5).map(bool)), max_size=5), max_size=3)
"""For each segment its documents, and whether they live."""


class View:
    def __init__(self, reader, averages):
        self.reader, self.doc_count, self.live = reader, reader.doc_count, reader.live
        self.frequent = FrequentWords(reader.doc_count)
        self._averages = averages

    def norms(self, field):
        return norms_of(self.reader.lengths(field), self._averages[field])


class Source:
    def __init__(self, readers, archive):
        self.archive = archive
        self.documents = [document for segment in archive for document, _ in segment]
        self.living = [
            number for number, (_, is_live) in enumerate(pair for segment in archive for pair in segment) if is_live
        ]
        self.live_count = len(self.living)
        self.averages = {}
        for field in FIELDS:
            lengths = [len(self.documents[number].words(field.name)) for number in self.living]
            present = sum(map(bool, lengths))
            self.averages[field.name] = sum(lengths) / present if present else 1.0
        self.segments = [View(reader, self.averages) for reader in readers]

    @property
    def bases(self):
        return np.cumsum([0, *map(len, self.archive)])[:-1].tolist()

    def form_lists(self, forms):
        """forms: (form, mask) pairs. Return for each segment those of its dictionary."""
        lists = []
        for segment in self.segments:
            found = [(segment.reader.forms.find(form.encode()), mask) for form, mask in forms]
            found = [(ordinal, mask) for ordinal, mask in found if ordinal is not None]
            ordinals, masks = ([pair[place] for pair in found] for place in (0, 1))
            lists.append(FormList(np.array(ordinals, np.int64), np.array(masks, np.uint8)))
        return tuple(lists)

    def local(self, numbers):
        """Return for each segment those of the documents, numbered over all segments, that it holds."""
        return tuple(
            np.array([number - base for number in numbers if base <= number < base + len(segment)], np.uint32)
            for base, segment in zip(self.bases, self.archive, strict=True)
        )


def source_of(folder, archive):
    readers = []
    for segment in archive:
        dead = [doc for doc, (_, is_live) in enumerate(segment) if not is_live]
        readers.append(build_segment(Path(folder), [document for document, _ in segment], dead))
    return Source(readers, archive)


# What is asked, in a form that both sides read


@dataclass(frozen=True)
class Word:
    forms: tuple[tuple[str, int], ...]
    levels: int
    fields: tuple[TextField, ...]
    raising: int = 0

    def node(self, source):
        return FamilyTerm(LEVEL_WEIGHTS[: self.levels], source.form_lists(self.forms), self.fields, self.raising)

    def counts(self, source, field):
        counts = {}
        for number in source.living:
            words = [form for form, _ in source.documents[number].words(field.name)]
            counts[number] = [
                sum(words.count(form) for form, mask in self.forms if mask >> level & 1) for level in range(self.levels)
            ]
        return counts

    def matched(self, source):
        making = self.levels - self.raising
        return {
            number for field in self.fields for number, row in self.counts(source, field).items() if any(row[:making])
        }

    def scores(self, source):
        matched = self.matched(source)
        return {number: score for number, score in self.every_score(source).items() if number in matched}

    def every_score(self, source):
        found: dict[int, float] = {}
        of_field = {field: self.counts(source, field) for field in self.fields}
        frequencies = [
            max(sum(bool(row[level]) for row in counts.values()) for counts in of_field.values())
            for level in range(self.levels)
        ]
        for field, counts in of_field.items():
            for number, row in counts.items():
                if any(row):
                    best = max(
                        weight * bm25(source, number, field, tf, idf(frequency, source.live_count))
                        for weight, frequency, tf in zip(LEVEL_WEIGHTS, frequencies, row, strict=False)
                    )
                    found[number] = found.get(number, 0) + best
        return found


@dataclass(frozen=True)
class Phrase:
    slots: tuple[tuple[str, ...], ...]
    slop: int
    fields: tuple[TextField, ...]

    def node(self, source):
        slots = tuple(source.form_lists([(form, 1) for form in slot]) for slot in self.slots)
        return PhraseTerm(slots, self.fields, self.slop)

    def scores(self, source):
        found: dict[int, float] = {}
        of_field = {
            field: {number: source.documents[number].words(field.name) for number in source.living}
            for field in self.fields
        }
        weight = sum(
            idf(
                max(
                    sum(any(form in slot for form, _ in each) for each in words.values()) for words in of_field.values()
                ),
                source.live_count,
            )
            for slot in self.slots
        )
        for field, words in of_field.items():
            for number, each in words.items():
                ends = {at for form, at in each if form in self.slots[0]}
                for slot in self.slots[1:]:
                    ends = {
                        at for form, at in each if form in slot and any(at - 1 - self.slop <= end < at for end in ends)
                    }
                if ends:
                    found[number] = found.get(number, 0) + bm25(source, number, field, len(ends), weight)
        return found


def bm25(source, number, field, tf, weight):
    length = len(source.documents[number].words(field.name)) / source.averages[field.name]
    return weight * field.boost * tf * (K1 + 1) / (tf + K1 * (1 - B + B * length))


@dataclass(frozen=True)
class Condition:
    """Every document whose number has a remainder."""

    remainder: int

    def numbers(self, source):
        return [number for number in source.living if number % 3 == self.remainder]

    def node(self, source):
        return SetTerm(source.local(self.numbers(source)))

    def scores(self, source):
        return dict.fromkeys(self.numbers(source), 0.0)


@dataclass(frozen=True)
class All:
    def node(self, _source):
        return Everything()

    def scores(self, source):
        return dict.fromkeys(source.living, 0.0)


@dataclass(frozen=True)
class Combined:
    kind: type
    items: tuple

    def flat(self):
        """Return the items, those of nested AnyOf nodes instead of these."""
        for item in self.items:
            yield from item.flat() if isinstance(item, Combined) and item.kind is AnyOf else (item,)

    def node(self, source):
        nodes = tuple(item.node(source) for item in self.items)
        return NoneOf(nodes[0]) if self.kind is NoneOf else self.kind(nodes)

    def scores(self, source):
        found = [item.scores(source) for item in self.items]
        if self.kind is NoneOf:
            return {number: 0.0 for number in source.living if number not in found[0]}
        if self.kind is BestOf:
            return {number: max(each.get(number, 0.0) for each in found) for number in set().union(*found)}
        if self.kind is AnyOf:
            # In a document that one item matches, the far forms of every word below count.
            every = [
                item.every_score(source) if isinstance(item, Word) else item.scores(source) for item in self.flat()
            ]
            return {number: sum(each.get(number, 0.0) for each in every) for number in set().union(*found)}
        join = set.intersection
        return {
            number: sum(each.get(number, 0.0) for each in found)
            for number in reduce(join, [set(each) for each in found])
        }


some_fields = st.sampled_from((FIELDS, FIELDS[:1], FIELDS[1:]))
words = st.sampled_from((1, 3)).flatmap(
    lambda levels: st.builds(
        Word,
        st.dictionaries(st.sampled_from((*FORMS, "unknown")), st.integers(1, 2**levels - 1), max_size=4).map(
            lambda forms: tuple(forms.items())
        ),
        st.just(levels),
        some_fields,
        st.integers(0, levels - 1),
    )
)
slots = st.sets(st.sampled_from((*FORMS, "unknown")), min_size=1, max_size=3).map(sorted).map(tuple)
phrases = st.builds(Phrase, st.lists(slots, min_size=1, max_size=3).map(tuple), st.integers(0, 2), some_fields)
JOINING = (AllOf, AnyOf, AnyOf, BestOf)
queries = st.recursive(
    words | words | phrases | st.builds(Condition, st.integers(0, 2)) | st.just(All()),
    lambda below: (
        st.builds(
            Combined, st.sampled_from((AllOf, AnyOf, AnyOf, BestOf)), st.lists(below, min_size=1, max_size=3).map(tuple)
        )
        | below.map(lambda item: Combined(NoneOf, (item,)))
    ),
    max_leaves=5,
)


def read(source, found):
    assert [each.ids.dtype for each in found] == [np.dtype(np.uint32)] * len(found)
    assert [each.scores.dtype for each in found] == [np.dtype(np.float32)] * len(found)
    assert all((np.diff(each.ids.astype(np.int64)) > 0).all() for each in found)
    return {
        base + doc: score
        for base, each in zip(source.bases, found, strict=True)
        for doc, score in zip(each.ids.tolist(), each.scores.tolist(), strict=True)
    }


@both
@given(archive=archives, asked=st.lists(queries, min_size=1, max_size=3))
@settings(max_examples=scaled(40))
def test_a_query_finds_and_scores_what_the_definition_says(kernels, archive, asked):
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(evaluate, "load_kernels", lambda: kernels)
        source, scratch = source_of(folder, archive), Scratch()
        evaluator = Evaluator(source, scratch)
        for query in asked:
            node = query.node(source)
            expected = query.scores(source)
            found = read(source, evaluator.evaluate(node))
            assert found == pytest.approx(expected, rel=1e-5, abs=1e-6)
            assert set(found) == set(expected)
            # A leaf read before gives the same again.
            assert read(source, evaluator.evaluate(node)) == found
        largest = max(map(len, archive), default=0)
        for array in (scratch.totals(largest), scratch.bits(largest), scratch.counters(3 * largest)):
            assert not array.any()


def test_scores_do_not_depend_on_where_the_segments_end(tmp_path):
    archive = [Document(f"k{number}", {"text": (FORMS[: number % 4 + 1],)}) for number in range(8)]
    query = Word(((FORMS[1], 1), (FORMS[2], 1)), 1, FIELDS)
    results = []
    for size in (8, 3, 1):
        (tmp_path / str(size)).mkdir()
        split = [[(document, True) for document in archive[at : at + size]] for at in range(0, 8, size)]
        source = source_of(tmp_path / str(size), split)
        results.append(read(source, Evaluator(source, Scratch()).evaluate(query.node(source))))
    assert results[0] == results[1] == results[2]
    assert sorted(results[0]) == [1, 2, 3, 5, 6, 7]


@pytest.mark.parametrize("kind", [AnyOf, AllOf])
def test_a_word_that_stands_again_is_scored_again_but_not_read_again(tmp_path, kind):
    source = source_of(tmp_path, [[(Document("k", {"text": (("a", "b", "a"),)}), True)]])
    word, other = (Word(((form, 1),), 1, FIELDS[1:]).node(source) for form in "ab")
    [once], [again] = (
        Evaluator(source, Scratch()).evaluate(node) for node in (kind((other, word)), kind((other, *[word] * 5)))
    )
    [alone] = Evaluator(source, Scratch()).evaluate(word)
    assert again.ids.tolist() == once.ids.tolist()
    assert again.scores == pytest.approx(once.scores + 4 * alone.scores, rel=1e-5)


@pytest.mark.parametrize(("part", "is_phrase"), [("postings", False), ("frequencies", False), ("positions", True)])
def test_damaged_postings_are_an_error_and_not_an_answer(tmp_path, monkeypatch, part, is_phrase):
    monkeypatch.setattr(parts, "CHUNK_BYTES", 128)
    archive = [Document(f"k{number}", {"text": (("a", "b"),)}) for number in range(100)]
    reader = build_segment(tmp_path, archive)
    path = reader.parts[part].path
    data = bytearray(path.read_bytes())
    data[64] ^= 1
    path.write_bytes(data)
    source = Source([SegmentReader(tmp_path, reader.entry)], [[(document, True) for document in archive]])
    text = FIELDS[1:]
    query = Phrase((("a",), ("b",)), 0, text) if is_phrase else Word((("a", 1),), 1, text)
    with pytest.raises(IndexCorruptError, match=path.name):
        Evaluator(source, Scratch()).evaluate(query.node(source))
