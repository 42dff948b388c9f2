"""Why a hit was found, where it stands in the order, and what each word of the query finds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import Article, SearchRequest, open_engine
from search.query_parser import parse_query
from search.remedies.rewriting import words_of

TEXTS = (
    "بدأت المحادثات في أستانة اليوم",
    "محادثات جديدة في سوتشي",
    "حديث عن استانة",
    "كاتب وكتاب ومكتبة",
    "قرأت كتابا عن أستانة وأستانة",
    "لا شيء هنا",
    "في كتبهم محادثات أستانة",
)
WORDS = ("محادثات", "أستانة", "كتاب", "في", "غائب", "المحادثات")


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    with open_engine(tmp_path_factory.mktemp("why") / "index", create=True) as opened:
        for batch in (TEXTS[:4], TEXTS[4:]):
            opened.write(
                Article(
                    f"k{TEXTS.index(text)}",
                    title=f"خبر {TEXTS.index(text)}",
                    text=text,
                    published=f"2021-01-0{TEXTS.index(text) + 1}",
                )
                for text in batch
            )
            opened.commit()
        opened.write([Article("gone", title="محذوف", text="محادثات أستانة في كتاب")])
        opened.commit()
        opened.delete(["gone"])
        opened.commit()
        yield opened


def matches(engine, text, key, **options):
    hits = {hit.key: hit for hit in engine.search(SearchRequest(text, **options)).hits}
    return {match.word: (match.level, match.forms) for match in hits[key].matches}


def test_a_hit_says_the_nearest_level_at_which_it_has_each_word(engine):
    assert matches(engine, "محادثات أستانة", "k0") == {
        "محادثات": ("stem", ("المحادثات",)),
        "أستانة": ("exact", ("أستانة",)),
    }
    assert matches(engine, "محادثات أستانة", "k6") == {
        "محادثات": ("exact", ("محادثات",)),
        "أستانة": ("exact", ("أستانة",)),
    }
    assert matches(engine, "أستانة", "k2") == {"أستانة": ("folded", ("استانة",))}
    assert matches(engine, "كتاب", "k3", level="root")["كتاب"][0] in ("exact", "stem", "root")
    assert matches(engine, "كتاب", "k6", level="root") == {"كتاب": ("root", ("كتبهم",))}


def test_words_an_article_has_not_are_no_reason_for_it(engine):
    assert matches(engine, "محادثات غائب", "k1", match="any") == {"محادثات": ("exact", ("محادثات",))}


def test_a_list_of_everything_has_no_reasons(engine):
    assert all(hit.matches == () for hit in engine.search(SearchRequest("")).hits)


@settings(max_examples=40)
@given(st.lists(st.sampled_from((*WORDS, "حرفي:أستانة", "=كتاب", "عنوان:خبر", "-في")), min_size=1, max_size=4))
def test_each_word_finds_at_each_level_what_a_search_for_it_alone_finds(engine, words):
    text = " ".join(words)
    understood, count = engine.understand(SearchRequest(text))
    asked = words_of(parse_query(text).tree)
    assert count == len(asked)
    for word, leaf in zip(understood, asked, strict=True):
        assert text[word.start : word.end].strip('"') == leaf.form == word.form
        assert word.locked == (leaf.level is not None)
        field = "عنوان:" if leaf.field else ""
        for level, found in word.counts.items():
            assert found == engine.search(SearchRequest(f"{field}{leaf.form}", level=level, size=0)).total


def test_the_locks_of_a_word_are_queries_that_lock_it(engine):
    [word, other], _ = engine.understand(SearchRequest("محادثات أستانة"))
    assert word.locks["root"] == "جذري:محادثات أستانة"
    assert other.locks[""] == "محادثات أستانة"
    assert engine.understand(SearchRequest("محادثات جذري:أستانة"))[0][1].level == "root"


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("collapse", [None, "story"])
@pytest.mark.parametrize("text", ["", "أستانة في محادثات كتاب"])
def test_paging_back_shows_the_pages_that_paging_forward_showed(engine, sort, collapse, text):
    def page(after):
        request = SearchRequest(text, match="any", sort=sort, collapse=collapse, size=2, after=after)
        return engine.search(request)

    pages = [page(None)]
    while pages[-1].next:
        pages.append(page(pages[-1].next))
    assert [each.offset for each in pages] == [2 * number for number in range(len(pages))]
    assert pages[0].previous is None
    assert pages[1].previous is None
    for before, here in pairwise(pages[1:]):
        back = page(here.previous)
        assert [hit.key for hit in back.hits] == [hit.key for hit in before.hits]
        assert back.offset == before.offset
