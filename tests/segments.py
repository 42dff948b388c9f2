"""Documents as tests make them, batches of them, and what a segment holds read back into plain Python.

`contents(reader)` and `expected_contents(documents)` have the same shape: whatever the codec does in between, they
must be equal. Beside `strategies`: for codec tests that need whole segments, not single arrays.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from hypothesis import strategies as st

from search.codec.batch import DocumentBatch, TextRuns
from search.codec.builder import SegmentBuilder
from search.codec.families import build_families
from search.codec.reader import SegmentReader
from search.codec.segment import FihrisSegment

TEXTS = ("title", "text")
VALUES = ("person", "source")
GAP = 100
FORMS = ("أستانة", "استانه", "سوتشي", "بسوتشي", "وزير", "على", "2021", "nato", "\N{OLD PERSIAN SIGN A}")
NAMES = ("ليلى", "Zeid", "علي", "é")


def keys_of(forms):
    """Return keys at two levels: the first letter, and the word's length."""
    return {"first": [form[:1] for form in forms], "length": [str(len(form)) for form in forms]}


@dataclass(frozen=True)
class Document:
    """texts: field → runs of words, GAP positions apart."""

    key: str
    texts: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    number: int = 0
    ranges: tuple[tuple[int, int], ...] = ()

    @property
    def hash(self):
        return (self.key + str(self.number)).encode().ljust(16, b"\xfe")[:16]

    @property
    def marks(self):
        return (self.number + 5, len(self.key))

    @property
    def record(self):
        return f"{self.key} {self.number}".encode() * (abs(self.number) % 4)

    def words(self, name):
        """Return (form, position) of every word of a text field."""
        start = 0
        found = []
        for run in self.texts.get(name, ()):
            found += [(form, start + place) for place, form in enumerate(run)]
            start += len(run) + GAP
        return found


runs = st.lists(st.lists(st.sampled_from(FORMS), max_size=6).map(tuple), max_size=3).map(tuple)
documents = st.builds(
    Document,
    st.sampled_from([f"k{number}" for number in range(8)]),
    st.fixed_dictionaries(dict.fromkeys(TEXTS, runs)),
    st.fixed_dictionaries(
        {name: st.lists(st.sampled_from(NAMES), unique=True, max_size=3).map(tuple) for name in VALUES}
    ),
    st.integers(-5, 5),
    st.lists(st.tuples(st.integers(-9, 9), st.integers(10, 19)), max_size=2).map(tuple),
)


def batch_of(documents):
    vocabulary: dict[str, int] = {}
    texts = {}
    for name in TEXTS:
        tokens, docs, lengths, starts = [], [], [], []
        for doc, document in enumerate(documents):
            start = 0
            for run in document.texts.get(name, ()):
                tokens += [vocabulary.setdefault(form, len(vocabulary)) for form in run]
                docs.append(doc)
                lengths.append(len(run))
                starts.append(start)
                start += len(run) + GAP
        texts[name] = TextRuns(*(np.array(numbers, np.int32) for numbers in (tokens, docs, lengths, starts)))
    return DocumentBatch(
        keys=[document.key.encode() for document in documents],
        hashes=[document.hash for document in documents],
        records=[document.record for document in documents],
        vocabulary=list(vocabulary),
        texts=texts,
        values={
            name: [tuple(value.encode() for value in document.values.get(name, ())) for document in documents]
            for name in VALUES
        },
        numbers={"number": np.array([document.number for document in documents], np.int64)},
        ranges={"mentioned": [np.array(document.ranges, np.int32).reshape(-1, 2) for document in documents]},
        rows={"mark": np.array([document.marks for document in documents], np.uint16).reshape(-1, 2)},
    )


def new_builder(folder):
    entry = FihrisSegment("MAIN")
    builder = SegmentBuilder(
        folder, entry, text_fields=TEXTS, value_fields=VALUES, keys_of=keys_of, families_version="7"
    )
    return builder, entry


def build_segment(folder, documents, dead=(), batch_size=None):
    """Write a segment and open it."""
    builder, entry = new_builder(folder)
    size = batch_size or max(len(documents), 1)
    for start in range(0, len(documents), size) if documents else (0,):
        builder.add(batch_of(documents[start : start + size]))
    for doc_id in dead:
        builder.discard(doc_id)
    builder.finish()
    return SegmentReader(folder, entry)


def expected_contents(documents, dead=()):
    """Return what a segment of the documents holds, worked out word by word."""
    forms = sorted({form for document in documents for name in TEXTS for form, _ in document.words(name)})
    packed = [form.encode() for form in forms]
    found = {
        "forms": packed,
        "families": family_contents(build_families(packed, keys_of)),
        "keys": [document.key.encode() for document in documents],
        "key_documents": {document.key.encode(): doc for doc, document in enumerate(documents)},
        "hashes": [document.hash for document in documents],
        "records": [document.record for document in documents],
        "numbers": [document.number for document in documents],
        "ranges": [list(document.ranges) for document in documents],
        "marks": [list(document.marks) for document in documents],
        "live": [doc not in dead for doc in range(len(documents))],
    }
    for name in TEXTS:
        postings = defaultdict(lambda: defaultdict(list))
        for doc, document in enumerate(documents):
            for form, position in document.words(name):
                postings[form.encode()][doc].append(position)
        found[name] = {form: {doc: postings[form][doc] for doc in sorted(postings[form])} for form in packed}
        found[f"{name} lengths"] = [len(document.words(name)) for document in documents]
    for name in VALUES:
        rows = [sorted(value.encode() for value in document.values.get(name, ())) for document in documents]
        values = sorted({value for row in rows for value in row})
        found[name] = rows
        found[f"{name} values"] = {value: [doc for doc, row in enumerate(rows) if value in row] for value in values}
    return found


def contents(reader):
    """Return everything a segment holds."""
    count = reader.doc_count
    keys = reader.keys.load()
    found = {
        "forms": reader.forms.load(),
        "families": family_contents(reader.families),
        "keys": [keys[ordinal] for ordinal in reader.key_ordinals.tolist()],
        "key_documents": dict(zip(keys, reader.key_doc_ids.tolist(), strict=True)),
        "hashes": [row.tobytes() for row in reader.hashes],
        "records": [reader.stored.record(doc) for doc in range(count)],
        "numbers": reader.numbers("number").tolist(),
        "marks": reader.rows("mark").tolist(),
        "live": [True] * count if reader.live is None else reader.live.tolist(),
    }
    ranges = reader.ranges("mentioned")
    pairs = list(zip(ranges.first.tolist(), ranges.last.tolist(), strict=True))
    found["ranges"] = [pairs[start:end] for start, end in pairwise(ranges.offsets.tolist())]
    for name in reader.text_fields:
        found[name] = dict(zip(found["forms"], postings_of(reader, name), strict=True))
        found[f"{name} lengths"] = reader.lengths(name).tolist()
    for name in reader.value_fields:
        column = reader.columns[name]
        values = column.values.load()
        rows = [column.ordinals[start:end].tolist() for start, end in pairwise(column.offsets.tolist())]
        found[name] = [[values[ordinal] for ordinal in row] for row in rows]
        bounds = pairwise(column.posting_offsets.tolist())
        found[f"{name} values"] = {
            value: column.doc_ids[start:end].tolist() for value, (start, end) in zip(values, bounds, strict=True)
        }
    return found


def postings_of(reader, name):
    """Return for each form document → positions."""
    postings = reader.postings[name]
    lists = []
    bounds = zip(pairwise(postings.posting_offsets.tolist()), pairwise(postings.position_offsets.tolist()), strict=True)
    for (start, end), (first, last) in bounds:
        found, at = {}, first
        for doc, freq in zip(postings.doc_ids[start:end].tolist(), postings.freqs[start:end].tolist(), strict=True):
            found[doc] = postings.positions[at : at + freq].tolist()
            at += freq
        assert at == last
        assert list(found) == sorted(found)
        lists.append(found)
    return lists


def family_contents(families):
    """Return level → key → ordinals of its forms."""
    return {name: {key: level.find(key).tolist() for key in level.keys.load()} for name, level in families.items()}
