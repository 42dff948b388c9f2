"""The same story on the command line: each story once, and all versions of one."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

import fihris
from search import Article, open_engine
from tests.stories import copy_of, original, other_story


@pytest.fixture
def index(tmp_path):
    with open_engine(tmp_path / "index", create=True) as engine:
        engine.write(
            [
                Article("a", "خبر", original(1), source="المرصد", published="2021-01-01"),
                Article("b", "خبر آخر", copy_of(original(1), 0.2, 1), source="رمال", published="2021-01-02"),
                Article("c", "غيره", other_story(1), source="رمال", published="2021-01-03"),
            ]
        )
        engine.commit()
    return str(tmp_path / "index")


def run(*arguments):
    result = CliRunner().invoke(fihris.main, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


def test_collapse_shows_each_story_once_and_says_how_many(index):
    assert run("search", "--collapse", "story", "--index", index).startswith("3 articles in 2 stories (")
    answer = json.loads(run("search", "--collapse", "story", "--sort", "oldest", "--json", "--index", index))
    assert [hit["key"] for hit in answer["hits"]] == ["a", "c"]
    assert answer["hits"][0]["story"] == {"id": "a", "articles": 2, "sources": 2}
    assert (answer["total"], answer["stories"], answer["query"]["collapse"]) == (3, 2, "story")


def test_story_lists_the_versions_of_one(index):
    answer = json.loads(run("search", "--story", "b", "--json", "--index", index))
    assert [hit["key"] for hit in answer["hits"]] == ["b", "a"]
    assert answer["query"]["filters"] == {"story": "b"}


def test_another_collapse_is_an_error_with_the_choices(index):
    result = CliRunner().invoke(fihris.main, ["search", "--collapse", "all", "--index", index])
    assert result.exit_code == 2
    assert "story" in result.stderr


def test_a_hit_says_where_else_its_story_is_and_how_to_see_it(index):
    lines = run("search", "--collapse", "story", "--sort", "oldest", "--index", index).splitlines()
    first, second = (line for line in lines if line.startswith("   ") and " · 2021-01-0" in line)
    assert "in 2 sources (--story a)" in first
    assert "--story" not in second


def test_where_one_story_is_listed_its_hits_do_not_lead_to_it(index):
    assert "--story" not in run("search", "--story", "b", "--index", index)
