"""Patterns and near spellings against every folded word of a small index, one by one."""

from __future__ import annotations

import tempfile
from collections import Counter
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search import Article, SearchRequest, open_engine
from search.analysis import FAMILIES_VERSION, key_of, surface_forms
from search.codec.builder import SegmentBuilder
from search.codec.reader import SegmentReader
from search.codec.segment import FihrisSegment
from search.engines.local import expansion, resolving
from search.engines.local.analysing import analyse_articles, keys_of_forms
from search.engines.local.expansion import expand_fuzzy, expand_pattern
from search.engines.local.snapshot import OpenSegment, Snapshot
from search.schema import TERM_FACETS, TEXT_FIELDS
from tests.strategies import osa_distance

LETTERS = "اأبةهتa\N{CJK UNIFIED IDEOGRAPH-4E2D}\N{OLD PERSIAN SIGN A}"
words = st.text(LETTERS, min_size=1, max_size=5)
articles = st.builds(
    lambda title, text: (" ".join(title), " ".join(text)), st.lists(words, max_size=2), st.lists(words, max_size=5)
)
archives = st.lists(st.lists(articles, max_size=4), max_size=3)
"""For each segment its articles as (title, text)."""


@contextmanager
def snapshot_of(archive):
    with tempfile.TemporaryDirectory() as folder:
        opened = []
        for segment in archive:
            entry = FihrisSegment("MAIN")
            builder = SegmentBuilder(
                Path(folder),
                entry,
                text_fields=[field.name for field in TEXT_FIELDS],
                value_fields=TERM_FACETS,
                keys_of=keys_of_forms,
                families_version=FAMILIES_VERSION,
            )
            found = [Article(f"k{number}", title, text) for number, (title, text) in enumerate(segment)]
            builder.add(analyse_articles(found).batch)
            builder.finish()
            opened.append(OpenSegment(SegmentReader(Path(folder), entry)))
        yield Snapshot((0, 0, 1), opened)


def folded_words(segment):
    """Return folded word → its surface forms."""
    found: dict[str, set[str]] = {}
    for article in segment:
        for text in article:
            for form in surface_forms(text):
                found.setdefault(key_of(form, "folded"), set()).add(form)
    return found


def check(found, snapshot, archive, is_wanted):
    expected = [folded_words(segment) for segment in archive]
    wanted = [{word for word in words_of if is_wanted(word)} for words_of in expected]
    assert found.words == len(set().union(*wanted))
    assert len(found.forms) == len(archive)
    for segment, forms, words_of, chosen in zip(snapshot.segments, found.forms, expected, wanted, strict=True):
        read = [segment.reader.forms[ordinal].decode() for ordinal in forms.tolist()]
        assert len(read) == len(set(read))
        assert set(read) == set().union(*(words_of[word] for word in chosen))


patterns = st.text(LETTERS + "**??", min_size=1, max_size=6) | st.sampled_from(
    ("*", "?", "??", "ا*", "*ه", "?*", "*?", ".")
)


@given(archives, patterns.map(lambda pattern: pattern.replace("أ", "ا").replace("ة", "ه")))
@example([], "*")
@example([[]], "*ا")
@example([[("", "")], [("ا", "")]], "?*")
def test_a_pattern_stands_for_the_words_that_fnmatch_finds(archive, pattern):
    with snapshot_of(archive) as snapshot:
        found = expand_pattern(pattern, snapshot)
        check(found, snapshot, archive, lambda word: fnmatchcase(word, pattern))


@given(archives, words.map(lambda word: key_of(word, "folded")), st.integers(0, 3))
@example([], "اب", 1)
@example([[]], "اب", 2)
@example([[("اب", "با ا")]], "اب", 1)
def test_a_near_spelling_stands_for_the_words_within_the_distance(archive, word, distance):
    with snapshot_of(archive) as snapshot:
        found = expand_fuzzy(word, distance, snapshot)
        check(found, snapshot, archive, lambda other: osa_distance(other, word) <= distance)


@given(archives, st.integers(1, 3))
def test_of_too_many_words_those_that_most_articles_hold_are_kept(archive, limit):
    frequencies: Counter[str] = Counter()
    for segment in archive:
        for word, forms in folded_words(segment).items():
            for article in segment:
                frequencies[word] += sum(form in surface_forms(text) for text in article for form in forms)
    with snapshot_of(archive) as snapshot, pytest.MonkeyPatch.context() as patch:
        patch.setattr(expansion, "MAX_EXPANSION", limit)
        found = expand_pattern("*", snapshot)
        assert found.words == len(frequencies)
        kept = set(sorted(frequencies, key=lambda word: (-frequencies[word], word))[:limit])
        for segment, forms, words_of in zip(snapshot.segments, found.forms, map(folded_words, archive), strict=True):
            read = {segment.reader.forms[ordinal].decode() for ordinal in forms.tolist()}
            assert read == set().union(*(forms for word, forms in words_of.items() if word in kept))


def test_the_engine_says_that_it_left_words_out(tmp_path, monkeypatch):
    for module in (expansion, resolving):
        monkeypatch.setattr(module, "MAX_EXPANSION", 2)
    texts = ("كتاب كتب كتابة", "كتاب", "كتب", "كتابان")
    with open_engine(tmp_path / "index", create=True) as engine:
        engine.write(Article(f"k{number}", "", text) for number, text in enumerate(texts))
        engine.commit()
        capped = engine.search(SearchRequest("كت*"))
        assert [notice.code for notice in capped.notices] == ["expansion_capped"]
        assert "4 words" in capped.notices[0].message
        assert sorted(hit.key for hit in capped.hits) == ["k0", "k1", "k2"]
        assert [notice.code for notice in engine.search(SearchRequest("كتاب~2")).notices] == ["expansion_capped"]
        assert engine.search(SearchRequest("كتابا*")).notices == ()
