"""Stories of an index: through commits, changes, deletions and merges; what searches make of them."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import search
from search.engines.local.store import Store
from search.engines.local.story_files import PART, is_sound, write_leaders
from tests.effort import scaled
from tests.stories import copy_of, original, other_story

FIRST, SECOND = original(1), original(2)


def article(key, text, day=1, source="المرصد", **values):
    return search.Article(key, f"خبر {key}", text, source=source, published=f"2021-01-{day:02}", **values)


def stories(engine):
    """Return every story as the set of its keys."""
    found = {}
    for each in engine.scan(search.SearchRequest()):
        found.setdefault(engine.versions(each.key, 1).story.id, set()).add(each.key)
    return {key: members for key, members in found.items() if len(members) > 1}


@pytest.fixture
def engine(tmp_path):
    with search.open_engine(tmp_path / "index", create=True) as opened:
        yield opened


def committed(engine, *articles, delete=()):
    engine.write(articles)
    engine.delete(delete)
    engine.commit()
    return stories(engine)


def test_articles_in_nearly_the_same_words_are_one_story(engine):
    found = committed(
        engine,
        article("a", FIRST, 2),
        article("b", copy_of(FIRST, 0.2, 5), 3, "رمال"),
        article("c", SECOND, 2),
        article("d", other_story(7), 2),
    )
    assert found == {"a": {"a", "b"}}


def test_a_story_is_named_by_its_earliest_article(engine):
    assert committed(engine, article("b", FIRST, 3), article("a", FIRST, 3)) == {"a": {"a", "b"}}
    assert committed(engine, article("z", copy_of(FIRST, 0.1, 1), 1)) == {"z": {"z", "a", "b"}}
    assert committed(engine, search.Article("undated", "", FIRST)) == {"z": {"z", "a", "b", "undated"}}


def test_an_article_that_changes_leaves_its_story(engine):
    committed(engine, article("a", FIRST, 1), article("b", FIRST, 2), article("c", FIRST, 3))
    assert committed(engine, article("a", SECOND, 1)) == {"b": {"b", "c"}}
    assert committed(engine, article("c", SECOND, 3)) == {"a": {"a", "c"}}


def test_a_story_goes_on_without_its_leader(engine):
    committed(engine, article("a", FIRST, 1), article("b", FIRST, 2), article("c", FIRST, 3), article("d", SECOND, 1))
    assert committed(engine, delete=["a"]) == {"b": {"b", "c"}}
    assert committed(engine, delete=["c"]) == {}
    assert committed(engine, delete=["b", "d"]) == {}
    assert committed(engine, article("e", FIRST, 2)) == {}


def test_stories_last_through_many_commits_and_merges(engine):
    expected = {}
    for day in range(1, 13):
        batch = [article(f"{day:02}-{kind}", copy_of(original(kind), 0.15, day), 10 + day % 2) for kind in range(4)]
        batch += [article(f"x{day}-{number}", other_story(100 * day + number), day) for number in range(5)]
        found = committed(engine, *batch)
        if day == 6:
            committed(engine, delete=["03-0", "x2-1"])
        expected = found
    assert engine.info().segments < 6
    assert {frozenset(members) for members in expected.values()} == {
        frozenset(f"{day:02}-{kind}" for day in range(1, 13) if (day, kind) != (3, 0)) for kind in range(4)
    }
    assert search.check_index(engine.info().location).is_sound


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=scaled(10), deadline=None)
@given(data=st.data())
def test_whatever_was_written_in_whatever_order_stories_are_sound(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("stories") / "index"
    texts = [copy_of(original(kind), share, kind) for kind in range(3) for share in (0.0, 0.1, 0.3, 0.6)]
    with search.open_engine(folder, create=True) as engine:
        for _ in range(data.draw(st.integers(1, 4))):
            keys = data.draw(st.lists(st.sampled_from("abcdefgh"), max_size=5))
            engine.write(
                [article(key, data.draw(st.sampled_from(texts)), data.draw(st.integers(1, 28))) for key in keys]
            )
            engine.delete(data.draw(st.lists(st.sampled_from("abcdefgh"), max_size=2)))
            engine.commit()
        report = search.check_index(folder)
        assert report.problems == ()
        total = sum(len(members) for members in stories(engine).values())
        assert total <= engine.info().articles


def test_another_process_reads_the_stories_of_the_commit(engine, tmp_path):
    committed(engine, article("a", FIRST, 1), article("b", FIRST, 2))
    with search.open_engine(tmp_path / "index") as reader:
        assert stories(reader) == {"a": {"a", "b"}}
        committed(engine, article("c", FIRST, 3))
        assert stories(reader) == {"a": {"a", "b", "c"}}


def story_file(engine):
    store = Store(Path(engine.info().location))
    return store.stories_path(store.generation)


@pytest.mark.parametrize("damage", ["missing", "cut", "flipped", "foreign"])
def test_without_its_file_stories_are_formed_again_and_check_names_it(engine, damage):
    expected = committed(engine, article("a", FIRST, 1), article("b", FIRST, 2), article("c", SECOND, 1))
    path = story_file(engine)
    location = engine.info().location
    engine.close()
    content = path.read_bytes()
    if damage == "missing":
        path.unlink()
    elif damage == "foreign":
        path.unlink()
        write_leaders(path, np.arange(7))
    else:
        path.write_bytes(content[:-20] if damage == "cut" else content[:64] + b"\xff" + content[65:])
    assert [problem.file for problem in search.check_index(location).problems] == [path.name]
    with search.open_engine(location) as opened:
        assert stories(opened) == expected
        assert committed(opened, article("d", SECOND, 2)) == {**expected, "c": {"c", "d"}}
    assert search.check_index(location).is_sound


def test_check_names_stories_whose_articles_are_not_alike(engine):
    committed(engine, article("a", FIRST, 1), article("b", SECOND, 2))
    path = story_file(engine)
    path.unlink()
    write_leaders(path, np.array([0, 0]))
    (problem,) = search.check_index(engine.info().location).problems
    assert problem.file == path.name
    assert "1 articles follow one that they are not like" in problem.reason


def test_rebuilt_families_leave_the_stories(engine, tmp_path):
    expected = committed(engine, article("a", FIRST, 1), article("b", FIRST, 2))
    engine.close()
    assert search.rebuild_families(tmp_path / "index", force=True) == 1
    assert search.check_index(tmp_path / "index").is_sound
    with search.open_engine(tmp_path / "index") as opened:
        assert stories(opened) == expected


def test_leaders_are_sound_only_where_each_leads_itself():

    assert is_sound(np.array([0, 0, 2]))
    assert not is_sound(np.array([1, 2, 2]))
    assert not is_sound(np.array([0, 3]))
    assert PART == "stories"


# Searching


@pytest.fixture
def archive(engine):
    """Thirty articles: stories of one to five, in several sources, over two segments."""
    chance = random.Random(3)
    articles = []
    for kind in range(10):
        for copy in range(1 + kind % 5):
            text = copy_of(original(kind), 0.1 * bool(copy), copy)
            day = 10 + (kind + copy) % 2
            articles.append(article(f"{kind}-{copy}", f"{text} {'سوتشي ' * chance.randint(0, 3)}", day, f"م{copy}"))
    chance.shuffle(articles)
    engine.write(articles[:12])
    engine.commit()
    engine.write(articles[12:])
    engine.delete(["9-4"])
    engine.commit()
    return engine


def walk(engine, **options):
    keys, cursor = [], None
    while True:
        results = engine.search(search.SearchRequest(**options, after=cursor))
        keys += [hit.key for hit in results.hits]
        cursor = results.next
        if cursor is None:
            return keys, results


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("text", ["", "سوتشي", "الوزير سوتشي"])
@pytest.mark.parametrize("size", [1, 3, 100])
def test_each_story_shows_once_where_its_first_article_stands(archive, sort, text, size):
    options = {"text": text, "sort": sort, "match": "any"}
    everything, whole = walk(archive, size=7, **options)
    expected, seen = [], set()
    for key in everything:
        story = archive.versions(key, 1).story.id
        if story not in seen:
            expected.append(key)
        seen.add(story)
    keys, results = walk(archive, size=size, collapse="story", **options)
    assert keys == expected
    assert results.stories == len(expected)
    assert results.total == whole.total == len(everything)
    assert results.facets == whole.facets
    assert [each.key for each in archive.scan(search.SearchRequest(collapse="story", **options))] == expected


def test_without_collapse_nothing_is_said_of_how_many_stories(archive):
    assert archive.search(search.SearchRequest("سوتشي")).stories is None


def test_collapse_counts_stories_where_no_page_is_asked_for(archive):
    results = archive.search(search.SearchRequest(size=0, collapse="story"))
    assert (results.hits, results.stories, results.next) == ((), 10, None)


def test_a_hit_says_in_how_many_sources_the_archive_has_its_story(archive):
    filters = (search.Filter("source", ("م1",)),)
    for hit in archive.search(search.SearchRequest(size=100, filters=filters)).hits:
        everywhere = archive.search(search.SearchRequest(story=hit.story.id, size=100))
        assert everywhere.total == hit.story.articles
        assert len({each.article.source for each in everywhere.hits}) == hit.story.sources
    alone = archive.search(search.SearchRequest(story="0-0")).hits[0].story
    assert (alone.id, alone.articles, alone.sources) == ("0-0", 1, 1)


@pytest.mark.parametrize("named", ["3-0", "3-2"])
def test_any_article_names_its_story(archive, named):
    found = archive.search(search.SearchRequest(story=named, size=100))
    assert {hit.key for hit in found.hits} == {f"3-{copy}" for copy in range(4)}
    assert {value.value for value in found.facets["source"].values} == {"م0", "م1", "م2", "م3"}
    narrowed = archive.search(search.SearchRequest(story=named, filters=(search.Filter("source", ("م1",)),)))
    assert [hit.key for hit in narrowed.hits] == ["3-1"]
    assert {value.value for value in narrowed.facets["source"].values} == {"م0", "م1", "م2", "م3"}


def test_the_story_of_an_article_that_is_not_there_is_empty_and_said_so(archive):
    for gone in ("9-4", "never"):
        results = archive.search(search.SearchRequest(story=gone))
        assert results.total == 0
        assert [notice.code for notice in results.notices] == ["story_unknown"]


def test_versions_come_in_the_order_of_publication_with_how_alike_they_are(archive):
    found = archive.versions("4-3")
    assert found.story.articles == 5
    published = [(version.article.published, version.article.key) for version in found.versions]
    assert published == sorted(published)
    similar = {version.article.key: version.similarity for version in found.versions}
    assert similar["4-3"] == 1
    assert all(0.3 < value <= 1 for value in similar.values())
    assert found.story.id == found.versions[0].article.key


def test_fewer_versions_than_there_are_still_hold_the_one_asked_about(archive):
    found = archive.versions("4-4", 2)
    assert len(found.versions) == 2
    assert "4-4" in {version.article.key for version in found.versions}
    assert found.story.articles == 5


def test_similar_articles_carry_their_story(archive):
    assert {hit.story.id for hit in archive.similar("4-0", 4)} == {archive.versions("4-0", 1).story.id}


def test_versions_of_no_article_are_an_error(archive):
    with pytest.raises(search.ArticleNotFoundError):
        archive.versions("never")
    with pytest.raises(search.ParameterValueError):
        archive.versions("4-0", 0)


def test_a_cursor_belongs_to_its_collapse_and_story(archive):
    cursor = archive.search(search.SearchRequest(size=1, collapse="story")).next
    for other in ({}, {"collapse": "story", "story": "4-0"}):
        with pytest.raises(search.ParameterValueError, match="after"):
            archive.search(search.SearchRequest(size=1, after=cursor, **other))


# Hostile texts


@pytest.mark.parametrize(
    "text", ["", " ", "…" * 500, "َُِ" * 500, "news " * 300, "كلمة واحدة", "١ " * 100, "\ud800 " * 50]
)
def test_texts_that_say_nothing_tell_no_common_story(engine, text):
    assert committed(engine, *(article(f"k{number}", text) for number in range(20))) == {}


def test_headlines_without_a_text_tell_no_common_story(engine):
    assert committed(engine, *(search.Article(f"k{number}", FIRST, "") for number in range(3))) == {}


def test_captions_and_boilerplate_tell_no_story(engine):
    parts = {"captions": (FIRST,), "boilerplate": (FIRST,)}
    assert committed(engine, article("a", other_story(1), **parts), article("b", other_story(2), **parts)) == {}


def test_an_article_that_a_source_has_a_thousand_times_is_one_story(engine):
    engine.write(article(f"k{number:04}", FIRST, 1 + number % 2) for number in range(1000))
    engine.commit()
    results = engine.search(search.SearchRequest(collapse="story"))
    assert (results.total, results.stories, len(results.hits)) == (1000, 1, 1)
    assert results.hits[0].story == search.Story("k0000", 1000, 1)
    assert len(engine.versions("k0999", 5).versions) == 5
