"""The same story on the page: each story once, the way to its versions, and what differs between two."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

import search
from tests.web.articles import HOSTILE_TITLE, archive
from tests.web.fake_engine import FakeEngine
from web import create_app
from web.presenters.versions import cut_into_lines, keep_spaces_apart

kinds = st.sampled_from(("same", "removed", "added"))
changes = st.lists(st.builds(search.Change, kinds, st.text(st.sampled_from("اب \n"), min_size=1, max_size=9)))


@pytest.fixture
def client() -> FlaskClient:
    """Three versions of the first article in three sources, one of them with a hostile headline."""
    first = archive()[0]
    copies = [
        replace(first, key="copy1", source="صحيفة ثانية", published="2021-03-02"),
        replace(first, key="copy2", source="صحيفة ثالثة", published=None, title=HOSTILE_TITLE, entities=(), dates=()),
    ]
    return create_app(FakeEngine([*archive(), *copies]), TESTING=True).test_client()


def page(client: FlaskClient, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return str(response.get_data(as_text=True))


def test_a_hit_leads_to_the_versions_of_its_story(client: FlaskClient) -> None:
    text = page(client, "/search?q=سوتشي")
    assert text.count('class="story-link"') == 3
    assert "في 3 مصادر" in text
    assert re.search(r'href="/search\?story=(a01|copy1)&amp;sort=oldest"', text)


def test_the_latest_of_the_archive_have_each_story_once(client: FlaskClient) -> None:
    text = page(client, "/")
    latest = text[text.index('class="latest"') :]
    assert latest.count("في 3 مصادر") <= 1
    assert len(set(re.findall(r'/search\?story=[^"]*', latest))) == latest.count("story-link")


def test_the_switch_collapses_and_unfolds(client: FlaskClient) -> None:
    unfolded = page(client, "/search?q=سوتشي")
    assert "collapse=story" in unfolded
    collapsed = page(client, "/search?q=سوتشي&collapse=story")
    assert collapsed.count('class="hit"') == unfolded.count('class="hit"') - 2
    assert re.search(r"في \d+ (قصص|قصة)", collapsed)
    assert 'class="found-for"' in collapsed


def test_the_search_for_one_story_says_so_and_can_be_left(client: FlaskClient) -> None:
    text = page(client, "/search?story=copy1")
    assert text.count('class="hit"') == 3
    assert "قصة واحدة" in text
    assert archive()[0].title in text
    assert page(client, "/search?story=nope").count('class="hit"') == 0


def test_where_one_story_is_shown_nothing_leads_to_itself(client: FlaskClient) -> None:
    text = page(client, "/search?story=copy1")
    assert "story-link" not in text
    assert "collapse=story" not in text
    assert "collapse=story" in page(client, "/search?story=copy1&collapse=story"), "what is chosen can be undone"


def test_an_article_lists_its_versions_and_not_among_the_similar(client: FlaskClient) -> None:
    text = page(client, "/article/a01")
    versions, _, rest = text[text.index('id="versions"') :].partition("</section>")
    assert [key in versions for key in ("/article/copy1", "/article/copy2")] == [True, True]
    assert "/article/a01/versions?with=copy1" in versions
    assert "/article/copy" not in rest


def test_an_article_that_is_alone_has_no_list_of_versions(client: FlaskClient) -> None:
    assert 'id="versions"' not in page(client, "/article/a05")
    assert "<ins>" not in page(client, "/article/a05/versions")


def test_what_differs_is_marked_and_escaped(client: FlaskClient) -> None:
    text = page(client, "/article/copy2/versions?with=a01")
    heading = text[text.index("<h1") : text.index("</h1>")]
    assert "<ins>" in heading
    assert "<del>" in heading
    assert "<script>" not in text
    body = text[text.index('<div class="body">') :].partition("</div>")[0]
    assert "<ins>" not in body


def test_any_two_articles_can_be_compared_and_an_unknown_one_is_not_found(client: FlaskClient) -> None:
    assert "<ins>" in page(client, "/article/a01/versions?with=a02")
    assert client.get("/article/a01/versions?with=nope").status_code == 404
    assert client.get("/article/nope/versions").status_code == 404


def test_json_leads_from_the_other_version_to_this_one(client: FlaskClient) -> None:
    body = client.get("/api/articles/a01/versions?with=a02").get_json()
    articles = {item.key: item for item in archive()}
    new = "".join(change["text"] for change in body["text_changes"] if change["kind"] != "removed")
    assert new == articles["a01"].text
    assert body["with"] == "a02"
    plain = client.get("/api/articles/a01/versions").get_json()
    assert plain["story"]["articles"] == len(plain["versions"]) == 3
    assert (plain["with"], plain["title_changes"], plain["text_changes"]) == (None, None, None)


@given(changes)
def test_lines_are_those_of_the_text_that_are_not_blank(runs: list[search.Change]) -> None:
    lines = cut_into_lines(runs)
    text = "".join(run.text for run in runs)
    assert ["".join(run.text for run in line) for line in lines] == [line for line in text.split("\n") if line.strip()]
    assert all(run.text for line in lines for run in line)


@given(changes)
def test_what_changed_neither_begins_nor_ends_with_white_space(runs: list[search.Change]) -> None:
    apart = keep_spaces_apart(runs)
    assert "".join(run.text for run in apart) == "".join(run.text for run in runs)
    for kind in ("removed", "added"):
        words = [run.text for run in apart if run.kind == kind]
        assert [text.split() for text in words if text.strip()] == [
            run.text.split() for run in runs if run.kind == kind and run.text.strip()
        ]
        assert all(text == text.strip() for text in words if text.strip())


def test_the_comparison_names_and_links_the_other_version(client: FlaskClient) -> None:
    text = page(client, "/article/copy1/versions?with=a01")
    header = text[text.index("<header>", text.index("<main")) : text.index('<div class="body">')]
    assert 'href="/article/a01"' in header
    assert archive()[0].source in header
