"""Stock Whoosh finds in our segments what it finds in its own codec's index of the same documents."""

from __future__ import annotations

import contextlib
import gc
import os
import random
from array import array
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pytest
from whoosh.codec import whoosh3
from whoosh.columns import NumericColumn
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, create_in, open_dir
from whoosh.matching import NullMatcher, ReadTooFar
from whoosh.query import And, AndNot, Every, FuzzyTerm, Not, Or, Phrase, Prefix, Term, Wildcard
from whoosh.query.spans import SpanNear, SpanNear2
from whoosh.reading import ReaderClosed, SegmentReader, TermNotFound
from whoosh.scoring import BM25F
from whoosh.sorting import FieldFacet

from search.codec.batch import DocumentBatch, TextRuns
from search.codec.builder import SegmentBuilder
from search.codec.merge import merge_segments
from search.codec.segment import FihrisSegment
from search.codec.whoosh_documents import WhooshDocuments
from search.codec.whoosh_sharing import shared_reader
from search.codec.whoosh_terms import WhooshTerms
from search.engines.local.whoosh_schema import SurfaceForms, Values, build_schema
from search.errors import IndexCorruptError

FORMS = ("أستانة", "استانه", "سوتشي", "بسوتشي", "محادثات", "المحادثات", "وزير", "الوزير", "على", "2021", "nato", "𐎠𐎼")
PEOPLE = ("سيرغي لافروف", "محمد جواد ظريف", "علي", "Z")
FACETS = ("person", "place", "country", "organisation", "speaker", "source", "agency", "author", "dateline")
GAP = 100


@dataclass(frozen=True)
class Document:
    key: str
    title: tuple[str, ...]
    text: tuple[tuple[str, ...], ...]
    person: tuple[str, ...]
    source: tuple[str, ...]
    published: int
    mentioned: tuple[tuple[int, int], ...]

    @property
    def hash(self) -> bytes:
        return self.key.encode().ljust(16, b"\xfe")

    @property
    def record(self) -> bytes:
        return f"record of {self.key}".encode() * 9

    def runs(self, field):
        return (self.title,) if field == "title" else self.text

    def positions(self, field):
        found, start = defaultdict(list), 0
        for run in self.runs(field):
            for position, form in enumerate(run, start):
                found[form].append(position)
            start += len(run) + GAP
        return found

    def length(self, field):
        return sum(map(len, self.runs(field)))


def make_documents(count, seed=1):
    chance = random.Random(seed)

    def words(most):
        return tuple(chance.choices(FORMS, range(len(FORMS), 0, -1), k=chance.randint(0, most)))

    return [
        Document(
            f"k{number * 7919 % 1000:03}",
            words(4),
            (words(25), *([words(5)] if number % 3 == 0 else [])),
            tuple(sorted(chance.sample(PEOPLE, chance.randint(0, 3)))),
            tuple(chance.choices((("المرصد",), ("رمال",), ()))[0]),
            chance.randint(-(10**11), 10**10) if number % 5 else -(2**62),
            tuple(sorted((chance.randint(-9, 9), chance.randint(10, 20)) for _ in range(chance.randint(0, 2)))),
        )
        for number in range(count)
    ]


def batch_of(documents):
    vocabulary = {}

    def runs_of(field):
        tokens, run_docs, run_lengths, run_starts = [], [], [], []
        for number, document in enumerate(documents):
            start = 0
            for run in document.runs(field):
                tokens += [vocabulary.setdefault(form, len(vocabulary)) for form in run]
                run_docs.append(number)
                run_lengths.append(len(run))
                run_starts.append(start)
                start += len(run) + GAP
        return TextRuns(*(np.array(numbers, np.int32) for numbers in (tokens, run_docs, run_lengths, run_starts)))

    return DocumentBatch(
        keys=[document.key.encode() for document in documents],
        hashes=[document.hash for document in documents],
        records=[document.record for document in documents],
        texts={"title": runs_of("title"), "text": runs_of("text")},
        vocabulary=list(vocabulary),
        values={
            name: [tuple(value.encode() for value in getattr(document, name, ())) for document in documents]
            for name in FACETS
        },
        numbers={"published": np.array([document.published for document in documents], np.int64)},
        ranges={"mentioned": [np.array(each.mentioned, np.int32).reshape(-1, 2) for each in documents]},
    )


def write_segment(folder, documents, dead=()):
    entry = FihrisSegment("MAIN")
    builder = SegmentBuilder(
        folder,
        entry,
        text_fields=("title", "text"),
        value_fields=FACETS,
        keys_of=lambda forms: {"folded": list(forms)},
        families_version="test",
    )
    half = len(documents) // 2
    for part in (documents[:half], documents[half:]):
        builder.add(batch_of(part))
    for doc_id in dead:
        builder.discard(doc_id)
    builder.finish()
    return entry


def our_index(folder, segments, dead):
    folder.mkdir()
    entries, base = [], 0
    for documents in segments:
        entries.append(write_segment(folder, documents, [d - base for d in dead if base <= d < base + len(documents)]))
        base += len(documents)
    TOC(build_schema(), entries, 1).write(FileStorage(str(folder)), "MAIN")
    return open_dir(str(folder))


class PostedForms(SurfaceForms):
    """As the stock codec is given them: a mapping of form to positions."""

    def index(self, value, **_options):
        for form, found in value.items():
            yield form.encode(), len(found), float(len(found)), array("I", found).tobytes()


class PostedValues(Values):
    def index(self, value, **_options):
        for item in value:
            yield item.encode(), 1, 1.0, b""


def stock_index(folder, segments, dead):
    folder.mkdir()
    schema = build_schema()
    for name in ("title", "text"):
        schema.remove(name)
        schema.add(name, PostedForms())
    for name in FACETS:
        schema.remove(name)
        schema.add(name, PostedValues())
    index = create_in(str(folder), schema)
    for documents in segments:
        writer = index.writer()
        for document in documents:
            writer.add_document(
                key=document.key,
                hash=document.hash.hex().encode(),
                record=document.record,
                title=document.positions("title"),
                text=document.positions("text"),
                title_length=document.length("title"),
                text_length=document.length("text"),
                published=document.published,
                mentioned=array("i", [day for pair in document.mentioned for day in pair]).tobytes(),
                **{name: list(getattr(document, name, ())) for name in FACETS},
            )
        writer.commit(merge=False)
    if dead:
        writer = index.writer()
        for doc_id in dead:
            writer.delete_document(doc_id)
        writer.commit(merge=False)
    return index


@contextlib.contextmanager
def exact_lengths(patch):
    """Let the stock codec keep lengths below 256 as they are: in its byte 11 would become 12, 295 become 302."""
    for name in ("length_to_byte", "byte_to_length"):
        patch.setattr(whoosh3, name, lambda length: length or 0)
    yield


DOCUMENTS = make_documents(90)
LAYOUTS = {
    "one segment": ([DOCUMENTS], ()),
    "one segment with deletions": ([DOCUMENTS], (0, 3, 4, 50, 89)),
    "three segments": ([DOCUMENTS[:40], DOCUMENTS[40:43], DOCUMENTS[43:]], ()),
    "three segments with deletions": ([DOCUMENTS[:40], DOCUMENTS[40:43], DOCUMENTS[43:]], (2, 39, 40, 41, 42, 43, 60)),
}


@pytest.fixture(scope="module", params=LAYOUTS)
def searchers(request, tmp_path_factory):
    """(ours, stock): searchers over the same documents."""
    segments, dead = LAYOUTS[request.param]
    folder = tmp_path_factory.mktemp("indexes")
    with (
        pytest.MonkeyPatch.context() as patch,
        exact_lengths(patch),
        our_index(folder / "ours", segments, dead).searcher() as ours,
        stock_index(folder / "stock", segments, dead).searcher() as stock,
    ):
        yield ours, stock


def word(form, field="text"):
    return Term(field, form)


QUERIES = [
    *(word(form, field) for form in (*FORMS, "غائب") for field in ("title", "text")),
    Term("person", "علي"),
    Term("source", "المرصد"),
    Term("source", "لا أحد"),
    Term("key", "k000"),
    Or([word("وزير"), word("على"), word("nato", "title")]),
    And([word("أستانة"), word("سوتشي"), word("محادثات")]),
    And([word("أستانة"), Or([word("nato"), word("على")]), Term("person", "علي")]),
    AndNot(word("أستانة"), word("سوتشي")),
    AndNot(Every(), Or([word("أستانة"), word("سوتشي", "title")])),
    Not(word("أستانة")),
    *(Phrase("text", list(forms), slop=slop) for slop in (1, 2) for forms in (FORMS[:2], FORMS[1:4], (FORMS[0],) * 2)),
    Phrase("title", [FORMS[0], FORMS[2]], slop=2),
    And([Phrase("text", list(FORMS[:2])), word("وزير")]),
    SpanNear(word("أستانة"), word("سوتشي"), slop=3, ordered=False),
    SpanNear2([word("أستانة"), Or([word("سوتشي"), word("وزير")])], slop=2),
    Prefix("text", "ال"),
    Prefix("title", "ال", constantscore=False),
    Prefix("person", "م"),
    Wildcard("text", "*وز*"),
    Wildcard("text", "?ل*ر"),
    FuzzyTerm("text", "سوتشى"),
    FuzzyTerm("text", "وزيرا", maxdist=2, prefixlength=1),
    FuzzyTerm("title", "استانة", maxdist=1),
    Every(),
    Every("text"),
    Every("person"),
]


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_same_documents(searchers, query):
    ours, stock = searchers
    found = ours.search(query, limit=None)
    expected = stock.search(query, limit=None)
    assert {hit.docnum for hit in found} == {hit.docnum for hit in expected}
    assert set(ours.docs_for_query(query)) == set(stock.docs_for_query(query))
    assert len(found) == len(expected)


def scores(searcher, query, limit):
    return [(hit.docnum, pytest.approx(hit.score, rel=1e-6)) for hit in searcher.search(query, limit=limit)]


@pytest.mark.parametrize("limit", [3, 10, None])
@pytest.mark.parametrize(
    "query",
    [
        Or([word("وزير"), word("على"), word("nato", "title")]),
        And([word("أستانة"), word("سوتشي")]),
        Or([And([word("nato"), word("2021")]), AndNot(word("وزير"), word("أستانة"))]),
        Phrase("text", list(FORMS[:2])),
        Prefix("text", "ال", constantscore=False),
    ],
    ids=str,
)
def test_same_scores(searchers, query, limit):
    ours, stock = searchers
    assert scores(ours, query, limit) == scores(stock, query, limit)


@pytest.mark.parametrize("sortedby", ["published", "key", "text_length", "mentioned", "hash"])
@pytest.mark.parametrize("reverse", [False, True])
def test_same_order(searchers, sortedby, reverse):
    facet = FieldFacet(sortedby, reverse=reverse)
    found, expected = (
        [hit.docnum for hit in searcher.search(Every(), limit=None, sortedby=facet)] for searcher in searchers
    )
    assert found == expected
    assert len(found) > 80


@pytest.mark.parametrize("query", [Every(), word("أستانة")], ids=str)
@pytest.mark.parametrize("field", ["person", "source", "author"])
@pytest.mark.parametrize("overlap", [True, False])
def test_same_groups(searchers, query, field, overlap):
    facet = {"groups": FieldFacet(field, allow_overlap=overlap)}
    found, expected = (searcher.search(query, limit=None, groupedby=facet).groups("groups") for searcher in searchers)
    assert found == expected


def test_same_terms_and_statistics(searchers):
    ours, stock = (searcher.reader() for searcher in searchers)
    assert list(ours.all_terms()) == list(stock.all_terms())
    assert set(ours.indexed_field_names()) == set(stock.indexed_field_names())
    for field, term in ours.all_terms():
        found, expected = ours.term_info(field, term), stock.term_info(field, term)
        assert statistics(found) == statistics(expected)
        assert {type(value) for value in statistics(found)} <= {int, float}
        assert ours.frequency(field, term) == stock.frequency(field, term)
        assert ours.doc_frequency(field, term) == stock.doc_frequency(field, term)
    assert {term: statistics(info) for term, info in ours} == {term: statistics(info) for term, info in stock}


def statistics(info):
    weight = (info.weight(), info.max_weight())
    return (*weight, info.doc_frequency(), info.min_length(), info.max_length(), info.min_id(), info.max_id())


def test_same_postings(searchers):
    ours, stock = (searcher.reader() for searcher in searchers)
    assert [(*row[:4], row[4] or b"") for row in ours.iter_postings()] == [
        (*row[:4], row[4] or b"") for row in stock.iter_postings()
    ]


def test_same_terms_from_anywhere(searchers):
    ours, stock = (searcher.reader() for searcher in searchers)
    for field, start in (("text", b""), ("text", "س".encode()), ("source", "ز".encode()), ("title", b"\xff")):
        assert list(ours.terms_from(field, start)) == list(stock.terms_from(field, start))
        assert [term for term, _ in ours.iter_from(field, start)] == [term for term, _ in stock.iter_from(field, start)]
    assert list(ours.lexicon("title")) == list(stock.lexicon("title"))
    assert list(ours.field_terms("person")) == list(stock.field_terms("person"))
    assert list(ours.expand_prefix("text", "ال")) == list(stock.expand_prefix("text", "ال"))
    assert ours.most_frequent_terms("text", 4) == stock.most_frequent_terms("text", 4)
    assert set(ours.terms_within("text", "الوزيز", 1)) == {"الوزير"}


def test_absent_terms_count_nothing(searchers):
    reader = searchers[0].reader()
    for field in ("text", "person", "key", "organisation"):
        assert reader.frequency(field, "غائب") == reader.doc_frequency(field, "غائب") == 0
        assert (field, "غائب") not in reader
        with pytest.raises(TermNotFound):
            reader.term_info(field, "غائب")
        with pytest.raises(TermNotFound):
            reader.postings(field, "غائب")
    assert ("nofield", "غائب") not in reader


def test_same_columns(searchers):
    ours, stock = (searcher.reader() for searcher in searchers)
    for field in ("key", "hash", "published", "mentioned", "title_length", "text_length", *FACETS):
        assert ours.has_column(field)
        for translate in (False, True):
            found, expected = (list(reader.column_reader(field, translate=translate)) for reader in (ours, stock))
            assert found == expected
    assert not ours.has_column("title")
    assert type(ours.column_reader("published")[1]) is int


def test_same_deletions_and_counts(searchers):
    ours, stock = (searcher.reader() for searcher in searchers)
    assert ours.doc_count() == stock.doc_count()
    assert ours.doc_count_all() == stock.doc_count_all() == len(DOCUMENTS)
    assert ours.has_deletions() == stock.has_deletions()
    assert list(ours.all_doc_ids()) == list(stock.all_doc_ids())
    assert [ours.is_deleted(doc_id) for doc_id in range(90)] == [stock.is_deleted(doc_id) for doc_id in range(90)]


def test_lengths_are_exact(searchers):
    reader = searchers[0].reader()
    for field in ("title", "text"):
        lengths = [document.length(field) for document in DOCUMENTS]
        assert [reader.doc_field_length(doc_id, field, -1) for doc_id in range(len(DOCUMENTS))] == lengths
        assert reader.field_length(field) == sum(lengths)
        assert reader.min_field_length(field) == min(lengths)
        assert reader.max_field_length(field) == max(lengths)
    assert reader.doc_field_length(0, "person", 1) == 1
    assert reader.field_length("key") == reader.min_field_length("key") == reader.max_field_length("key") == 0


def test_stored_records_and_documents_by_key(searchers):
    ours, stock = searchers
    for doc_id, document in enumerate(DOCUMENTS):
        assert ours.stored_fields(doc_id) == {"record": document.record} == stock.stored_fields(doc_id)
        assert ours.document(key=document.key) == stock.document(key=document.key)
        assert ours.document_number(key=document.key) == stock.document_number(key=document.key)
    assert ours.document(key="nobody") is None


def test_cursors_walk_the_terms_of_one_field(searchers):
    for reader, _ in searchers[0].reader().leaf_readers():
        cursor = reader.cursor("text")
        expected = [term.decode() for term in reader.lexicon("text")]
        found = [cursor.first()]
        while cursor.next() is not None:
            found.append(cursor.term())
        assert found == expected
        assert (cursor.is_valid(), cursor.text(), cursor.term_info(), cursor.next()) == (False, None, None, None)
        assert cursor.find("س") == cursor.find("س".encode()) == next(form for form in expected if form >= "س")
        assert statistics(cursor.term_info()) == statistics(reader.term_info("text", cursor.text()))
        assert cursor.find("\U0010ffff") is None
        nothing = reader.cursor("hash")
        assert (nothing.first(), nothing.find(b"x"), nothing.next(), nothing.is_valid()) == (None, None, None, False)


class TestMatcher:
    @pytest.fixture
    def matcher(self, terms):
        format_ = build_schema()["text"].format
        return terms.matcher("text", "وزير".encode(), format_, WeightAsScore())

    @pytest.fixture
    def terms(self, tmp_path):
        reader = WhooshTerms(tmp_path, write_segment(tmp_path, DOCUMENTS))
        yield reader
        reader.close()

    def expected(self):
        return [doc_id for doc_id, document in enumerate(DOCUMENTS) if "وزير" in document.positions("text")]

    def test_walks_to_the_end(self, matcher):
        found = []
        while matcher.is_active():
            document = DOCUMENTS[matcher.id()]
            positions = document.positions("text")["وزير"]
            assert matcher.value_as("positions") == positions
            assert [span.start for span in matcher.spans()] == positions
            assert matcher.weight() == matcher.value_as("frequency") == len(positions)
            found.append(matcher.id())
            assert matcher.next() is (not matcher.is_active())
        assert found == self.expected()
        for move in (matcher.next, lambda: matcher.skip_to(3)):
            with pytest.raises(ReadTooFar):
                move()
        matcher.reset()
        assert matcher.id() == found[0]

    @pytest.mark.parametrize("target", [0, 7, 33, 88, 89])
    def test_skips_to_the_first_document_that_is_not_less(self, matcher, target):
        matcher.skip_to(target)
        later = [doc_id for doc_id in self.expected() if doc_id >= target]
        assert list(matcher.all_ids()) == later
        if later:
            matcher.skip_to(0)
            assert matcher.id() == later[0]

    def test_a_copy_moves_on_its_own(self, matcher):
        matcher.next()
        copy = matcher.copy()
        copy.next()
        assert [matcher.id(), copy.id()] == self.expected()[1:3]
        assert copy.term() == matcher.term() == ("text", "وزير".encode())
        assert copy.score() == copy.weight()

    def test_items_are_documents_and_values(self, matcher):
        matcher.next()
        assert list(matcher.items_as("positions")) == [
            (doc_id, DOCUMENTS[doc_id].positions("text")["وزير"]) for doc_id in self.expected()[1:]
        ]

    def test_block_quality_is_that_of_the_whole_list(self, matcher):
        weights = [len(DOCUMENTS[doc_id].positions("text")["وزير"]) for doc_id in self.expected()]
        lengths = [DOCUMENTS[doc_id].length("text") for doc_id in self.expected()]
        assert matcher.block_max_weight() == matcher.max_quality() == max(weights)
        assert (matcher.block_min_length(), matcher.block_max_length()) == (min(lengths), max(lengths))
        assert matcher.replace(max(weights)) is matcher
        assert matcher.replace(max(weights) + 1) is NullMatcher
        assert matcher.skip_to_quality(max(weights) - 1) == 0
        assert matcher.is_active()
        assert matcher.skip_to_quality(max(weights)) == 1
        assert not matcher.is_active()
        assert matcher.replace() is NullMatcher

    def test_without_a_scorer_there_is_no_quality(self, terms):
        matcher = terms.matcher("text", "وزير".encode(), build_schema()["text"].format)
        assert not matcher.supports_block_quality()
        assert matcher.replace(100) is matcher


class WeightAsScore:
    def supports_block_quality(self):
        return True

    def score(self, matcher):
        return matcher.weight()

    def max_quality(self):
        return max(len(document.positions("text")["وزير"]) for document in DOCUMENTS)

    def block_quality(self, matcher):
        return matcher.block_max_weight()


def test_a_key_that_stands_twice_in_a_segment_has_all_its_documents(tmp_path):
    documents = [*DOCUMENTS[:5], DOCUMENTS[2], *DOCUMENTS[5:8]]
    index = our_index(tmp_path / "index", [documents], (2,))
    with index.searcher() as searcher:
        reader, key = searcher.reader(), DOCUMENTS[2].key
        assert reader.doc_frequency("key", key) == 2
        assert (reader.term_info("key", key).min_id(), reader.term_info("key", key).max_id()) == (2, 5)
        assert list(searcher.document_numbers(key=key)) == [5]
        assert searcher.document_number(key=key) == 5
        assert [term for _, term in reader.terms_from("key", b"") if term[:1] == b"k"] == sorted(
            document.key.encode() for document in DOCUMENTS[:8]
        )


def test_an_empty_segment_and_one_without_words(tmp_path):
    bare = Document("bare", (), (), (), (), 0, ())
    index = our_index(tmp_path / "index", [[], [bare], DOCUMENTS[:3]], ())
    with index.searcher() as searcher:
        assert searcher.doc_count_all() == 4
        assert [hit.docnum for hit in searcher.search(Term("key", "bare"))] == [0]
        assert len(searcher.search(Every(), limit=None)) == 4
        first = searcher.reader().readers[0]
        assert list(first.all_terms()) == []
        assert first.max_field_length("text") == first.min_field_length("text") == 0
        assert searcher.doc_field_length(0, "text", 7) == 0


@pytest.mark.parametrize("dead", [(), (0, 2, 39, 40, 41, 42, 43, 89), range(90)], ids=["none", "some", "all"])
def test_a_merged_segment_reads_as_the_living_documents_written_at_once(tmp_path, dead):
    entries = [
        write_segment(tmp_path, DOCUMENTS[start:end], [doc_id - start for doc_id in dead if start <= doc_id < end])
        for start, end in ((0, 40), (40, 43), (43, 90))
    ]
    merged = FihrisSegment("MAIN")
    merge_segments(tmp_path, [shared_reader(tmp_path, entry) for entry in entries], merged, "test")
    living = [document for doc_id, document in enumerate(DOCUMENTS) if doc_id not in dead]
    at_once = write_segment(tmp_path, living)
    found, expected = (SegmentReader(FileStorage(str(tmp_path)), build_schema(), each) for each in (merged, at_once))
    assert found.doc_count() == found.doc_count_all() == len(living)
    assert list(found.iter_postings()) == list(expected.iter_postings())
    assert {term: statistics(info) for term, info in found} == {term: statistics(info) for term, info in expected}
    assert list(found.iter_docs()) == list(expected.iter_docs())
    for column in ("key", "hash", "published", "mentioned", "title_length", "text_length", *FACETS):
        assert list(found.column_reader(column)) == list(expected.column_reader(column))
    forms, families = (lambda each: list(shared_reader(tmp_path, each).forms)), shared_reader(tmp_path, merged).families
    assert forms(merged) == forms(at_once)
    assert [families["folded"].find(form).tolist() for form in forms(merged)] == [
        [n] for n in range(len(forms(merged)))
    ]


def open_files():
    return len(os.listdir("/proc/self/fd"))


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="there is no /proc to count open files in")
def test_closed_searchers_leave_no_file_open(tmp_path):
    index = our_index(tmp_path / "index", [DOCUMENTS[:50], DOCUMENTS[50:]], (1,))
    gc.collect()
    before = open_files()
    for _ in range(3):
        searcher = index.searcher()
        searcher.search(Or([word("وزير"), Phrase("text", list(FORMS[:2]))]), groupedby="person", sortedby="published")
        opened = open_files()
        searcher.close()
        reader = searcher.reader().readers[0]
        with pytest.raises(ReaderClosed):
            reader._perdoc.doc_count()
        with pytest.raises(ReaderClosed):
            list(reader._terms.terms())
        assert opened > before
    gc.collect()
    assert open_files() == before


def test_who_opens_a_segment_twice_gets_the_same_reader(tmp_path):
    entry = write_segment(tmp_path, DOCUMENTS[:9])
    terms, documents = WhooshTerms(tmp_path, entry), WhooshDocuments(tmp_path, entry)
    assert terms._reader is documents._reader is shared_reader(tmp_path, entry)
    terms.close()
    assert documents.stored_fields(3) == {"record": DOCUMENTS[3].record}
    documents.close()
    with_deletions = write_segment(tmp_path, DOCUMENTS[:9], [1])
    assert list(WhooshDocuments(tmp_path, with_deletions).deleted_docs()) == [1]


def test_a_missing_file_lets_whoosh_try_again_and_a_damaged_one_does_not(tmp_path):
    entry = write_segment(tmp_path, DOCUMENTS[:9])
    path = tmp_path / f"{entry.segment_id()}.trm"
    content = path.read_bytes()
    path.write_bytes(content[:-9])
    with pytest.raises(IndexCorruptError):
        WhooshTerms(tmp_path, entry)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        WhooshTerms(tmp_path, entry)
    path.write_bytes(content)
    assert ("text", "وزير".encode()) in WhooshTerms(tmp_path, entry)


def test_whoosh_scores_use_the_exact_lengths(tmp_path):
    long = [Document(f"k{n}", (), (("وزير", *(("على",) * (294 + n))),), (), (), 0, ()) for n in range(4)]
    with our_index(tmp_path / "index", [long], ()).searcher(weighting=BM25F()) as searcher:
        ranked = [(hit.docnum, hit.score) for hit in searcher.search(word("وزير"))]
    assert [doc_id for doc_id, _ in ranked] == [0, 1, 2, 3]
    assert len({score for _, score in ranked}) == 4


def test_unknown_columns_are_refused(tmp_path):
    documents = WhooshDocuments(tmp_path, write_segment(tmp_path, DOCUMENTS[:2]))
    assert documents.supports_columns()
    with pytest.raises(KeyError):
        documents.column_reader("title", NumericColumn("i"))
