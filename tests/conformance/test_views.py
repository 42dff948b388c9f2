"""Occurrences, neighbours and contrasts mean the same on every engine.

A new engine joins `ENGINES`: a function from an empty folder to an engine that is open for writing.
"""

from __future__ import annotations

import datetime as dt
from itertools import islice

import pytest

from search import Article, ArticleNotFoundError, Filter, SearchRequest, UnknownFieldError, open_engine
from search.findings import text_at

ENGINES = {"local": lambda folder: open_engine(folder / "index", create=True)}


def article(number: int, text: str, people: tuple[str, ...] = (), source: str = "المرصد", **values) -> Article:
    return Article(
        f"k{number:02}", f"خبر {number}", text, source=source, people=people, published=f"2021-01-{number:02}", **values
    )


ARTICLES = (
    article(1, "عُقِدَ المؤتمر في سوتشي. وانتهى مؤتمر سوتشي.", ("سيرغي لافروف", "محمد جواد ظريف")),
    article(2, "مؤتمر آخر في أستانة", ("سيرغي لافروف", "محمد جواد ظريف"), captions=("صورة من المؤتمر",)),
    article(3, "خبر عن الرياضة وكرة القدم", ("أنس جابر",), "رمال"),
    article(4, "مؤتمر صحفي في الملعب", ("أنس جابر",), "رمال"),
    article(5, "كرة القدم في الملعب", ("أنس جابر", "سيرغي لافروف"), "رمال"),
)


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    with ENGINES[request.param](tmp_path) as opened:
        opened.write(ARTICLES[:2])
        opened.commit()
        opened.write(ARTICLES[2:])
        opened.commit()
        yield opened


def test_every_occurrence_is_a_word_of_the_original(engine):
    found = list(engine.occurrences(SearchRequest("مؤتمر", sort="oldest")))
    assert [each.article.key for each in found] == ["k01", "k02", "k04"]
    words = [[text_at(each.article, place)[place.start : place.end] for place in each.places] for each in found]
    assert words == [["المؤتمر", "مؤتمر"], ["مؤتمر", "المؤتمر"], ["مؤتمر"]]
    assert found[1].places[1].where == "caption"
    assert [each.count for each in found] == [2, 2, 1]


def test_a_phrase_is_one_occurrence_from_its_first_word_to_its_last(engine):
    found = list(engine.occurrences(SearchRequest('"مؤتمر سوتشي"')))
    assert [(place.end - place.start) for each in found for place in each.places] == [len("مؤتمر سوتشي")]


def test_occurrences_go_on_where_others_stopped(engine):
    request = SearchRequest("مؤتمر", sort="oldest")
    keys = [each.article.key for each in engine.occurrences(request)]
    assert [each.article.key for each in islice(engine.occurrences(request, 1), 1)] == keys[1:2]
    assert list(engine.occurrences(request, len(keys))) == []


def test_an_article_of_one_word_a_thousand_times_over_is_bounded(engine):
    engine.write([article(9, "سوتشي " * 1200)])
    engine.commit()
    (found,) = islice(engine.occurrences(SearchRequest("سوتشي", sort="newest")), 1)
    assert (len(found.places), found.count) == (1000, 1200)


@pytest.mark.parametrize("sort", ["newest", "oldest", "relevance"])
def test_neighbours_follow_the_order_of_the_hits(engine, sort):
    request = SearchRequest("في", sort=sort)
    keys = [hit.key for hit in engine.search(request).hits]
    assert len(keys) == 4
    for place, key in enumerate(keys):
        found = engine.neighbours(key, request)
        assert (found.place, found.total) == (place + 1, len(keys))
        assert (found.previous and found.previous.key) == (keys[place - 1] if place else None)
        assert (found.next and found.next.key) == next(iter(keys[place + 1 :]), None)


def test_an_article_that_is_no_hit_has_no_neighbours(engine):
    assert engine.neighbours("k03", SearchRequest("سوتشي")) is None
    with pytest.raises(ArticleNotFoundError):
        engine.neighbours("nope", SearchRequest())


def test_one_request_is_contrasted_with_the_rest_of_the_archive(engine):
    (found,) = engine.contrast([SearchRequest("الملعب")], ["person", "source"])
    assert (found.articles, found.compared) == (2, 3)
    best = found.values["person"][0]
    assert (best.value, best.count, best.others) == ("أنس جابر", 2, 1)
    assert best.lift == pytest.approx((2 / 2) / (3 / 5), abs=0.01)
    assert [each.value for each in found.values["source"]] == ["رمال"]


def test_several_requests_are_contrasted_with_each_other(engine):
    first, second = engine.contrast(
        [
            SearchRequest(filters=(Filter("source", ("المرصد",)),)),
            SearchRequest(filters=(Filter("source", ("رمال",)),)),
        ],
        ["person"],
        words=5,
    )
    assert (first.articles, first.compared, second.articles, second.compared) == (2, 3, 3, 2)
    assert [each.value for each in second.values["person"]] == ["أنس جابر"]
    assert {each.value for each in first.values["person"]} == {"محمد جواد ظريف", "سيرغي لافروف"}
    assert (first.sampled, second.sampled) == (2, 3)


def test_what_a_contrast_cannot_be_about_is_refused(engine):
    with pytest.raises(UnknownFieldError):
        engine.contrast([SearchRequest()], ["date"])


def test_nothing_found_is_contrasted_with_everything(engine):
    (found,) = engine.contrast([SearchRequest("لاشيءكهذا")], ["person"], words=5)
    assert (found.articles, found.values, found.words) == (0, {"person": ()}, ())


def test_the_range_of_publication_goes_with_what_lives(engine):
    assert engine.published_range() == (dt.date(2021, 1, 1), dt.date(2021, 1, 5))
    engine.delete(["k05"])
    engine.write([Article("undated", "خبر بلا تاريخ")])
    engine.commit()
    assert engine.published_range() == (dt.date(2021, 1, 1), dt.date(2021, 1, 4))
    engine.delete([f"k{number:02}" for number in range(1, 5)])
    engine.commit()
    assert engine.published_range() is None
