"""Stories mean the same on every engine: what is joined, what collapses, what is counted, which errors there are.

A new engine joins `ENGINES`: a function from an empty folder to an engine that is open for writing.
"""

from __future__ import annotations

import pytest

from search import Article, ArticleNotFoundError, Filter, SearchRequest, Story, open_engine
from tests.stories import copy_of, original, other_story

ENGINES = {"local": lambda folder: open_engine(folder / "index", create=True)}


def article(key: str, text: str, day: int, source: str | None) -> Article:
    return Article(key, f"خبر {key}", text, source=source, published=f"2021-01-{day:02}")


ARTICLES = (
    article("first", original(1), 4, "المرصد"),
    article("copy", copy_of(original(1), 0.2, 1), 5, "رمال"),
    article("again", original(1), 6, "رمال"),
    article("no_source", original(1), 7, None),
    article("other", other_story(1), 5, "المرصد"),
)


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    with ENGINES[request.param](tmp_path) as opened:
        opened.write(ARTICLES[:2])
        opened.commit()
        opened.write(ARTICLES[2:])
        opened.commit()
        yield opened


def test_copies_share_a_story_named_by_the_earliest(engine):
    stories = {each.key: engine.versions(each.key).story for each in ARTICLES}
    assert stories.pop("other") == Story("other", 1, 1)
    assert set(stories.values()) == {Story("first", 4, 2)}


def test_versions_are_all_articles_of_the_story_in_their_order(engine):
    found = engine.versions("again")
    assert [version.article.key for version in found.versions] == ["first", "copy", "again", "no_source"]
    assert found.versions[2].similarity == 1
    assert 0.4 < found.versions[1].similarity < 1


def test_a_collapsed_search_shows_the_first_of_each_story_and_counts_articles(engine):
    for sort, keys in (("oldest", ["first", "other"]), ("newest", ["no_source", "other"])):
        results = engine.search(SearchRequest(sort=sort, collapse="story"))
        assert [hit.key for hit in results.hits] == keys
        assert (results.total, results.stories) == (5, 2)
        assert {value.value: value.count for value in results.facets["source"].values} == {"المرصد": 2, "رمال": 2}


def test_what_stands_for_a_story_is_one_of_the_hits(engine):
    filters = (Filter("source", ("رمال",)),)
    results = engine.search(SearchRequest(filters=filters, collapse="story"))
    assert [hit.key for hit in results.hits] == ["again"]
    assert results.hits[0].story == Story("first", 4, 2), "counted over the whole archive"


def test_any_article_names_its_story(engine):
    assert engine.search(SearchRequest(story="copy")).total == 4
    assert engine.search(SearchRequest(story="nobody")).total == 0


def test_a_story_outlives_its_leader(engine):
    engine.delete(["first"])
    engine.commit()
    assert engine.versions("again").story == Story("copy", 3, 1)
    with pytest.raises(ArticleNotFoundError):
        engine.versions("first")
