"""The article page as a reader uses it: marks on and off, the next hit, the reasons, the citation."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.web.articles import LAVROV
from tests.web.test_api import check
from web.presenters.marking import Marks, read_marks


def page(client: FlaskClient, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return str(response.get_data(as_text=True))


def body(text: str) -> str:
    start = text.index('<div class="body">')
    return text[start : text.index("</div>", start)]


@pytest.mark.parametrize(
    ("marks", "words", "names", "dates"),
    [
        ("", True, True, True),
        ("&marks=names", False, True, False),
        ("&marks=words,dates", True, False, True),
        ("&marks=none", False, False, False),
    ],
)
def test_each_kind_of_mark_can_be_switched_off(client: FlaskClient, marks, words, names, dates) -> None:
    text = body(page(client, f"/article/a01?q=سوتشي{marks}"))
    assert ("<mark>" in text, "span-person" in text, "span-date" in text) == (words, names, dates)
    assert re.sub("<[^>]*>", "", text).count("سوتشي") == 1


def test_the_switches_are_links_that_say_their_state(client: FlaskClient) -> None:
    text = page(client, "/article/a01?q=سوتشي&marks=words,names&lang=en")
    assert text.count("Marked; click to switch off") == 2 * 2
    assert text.count("Not marked; click to switch on") == 1 * 2
    assert f'href="/article/a01?q={quote("سوتشي")}&amp;lang=en&amp;marks=names"' in text
    assert "marks=words%2Cnames" in text  # the other language keeps them


def test_marks_that_do_not_exist_are_a_notice(client: FlaskClient) -> None:
    assert 'class="notices"' in page(client, "/article/a01?marks=letters")
    assert read_marks({"marks": "names"}) == Marks(words=False, names=True, dates=False)
    assert Marks(words=False, names=False, dates=False).pairs() == [("marks", "none")]


def test_the_way_leads_through_every_hit_in_order(client: FlaskClient) -> None:
    query = f"q={quote('سوتشي')}&sort=oldest"
    keys = [hit["key"] for hit in client.get(f"/api/search?{query}&size=100").get_json()["hits"]]
    walked, url = [keys[0]], f"/article/{keys[0]}?{query}"
    while found := re.search(r'rel="next" href="(/article/([\w-]+)\?[^"]*)"', page(client, url)):
        url = found[1].replace("&amp;", "&")
        walked.append(found[2])
    assert walked == keys
    assert 'rel="prev"' in page(client, url)


def test_the_api_says_the_neighbours(client: FlaskClient) -> None:
    query = f"q={quote('سوتشي')}&sort=oldest"
    keys = [hit["key"] for hit in client.get(f"/api/search?{query}&size=100").get_json()["hits"]]
    found = client.get(f"/api/articles/{keys[1]}/neighbours?{query}").get_json()
    check("Neighbours", found)
    assert found == {"place": 2, "total": len(keys), "previous": keys[0], "next": keys[2]}
    assert client.get(f"/api/articles/a05/neighbours?{query}").get_json()["place"] is None
    assert client.get(f"/api/articles/a01/neighbours?{query}&size=2").status_code == 400
    assert client.get("/api/articles/nope/neighbours").status_code == 404


def test_without_a_search_there_is_no_way_to_lead(client: FlaskClient) -> None:
    assert 'class="neighbours"' not in page(client, "/article/a01?lang=en")


def test_the_article_is_cited_and_its_names_have_pages(client: FlaskClient) -> None:
    text = page(client, "/article/a01")
    assert 'href="/article/a01.ris"' in text
    assert 'href="/article/a01.bib"' in text
    assert f'href="/entity/person/{quote(LAVROV)}"' in text
    assert 'class="citation"' in text


def test_a_search_has_other_views(client: FlaskClient) -> None:
    text = page(client, f"/search?q=سوتشي&person={LAVROV}")
    assert f'href="/concordance?q={quote("سوتشي")}&amp;person={quote(LAVROV)}"' in text
    assert 'href="/compare?q=' in text
    assert f'href="/entity/person/{quote(LAVROV)}"' in text


def test_reasons_name_what_was_found(client: FlaskClient) -> None:
    text = page(client, "/article/a01?lang=en")
    reasons = text[text.index('class="reasons"') :]
    assert LAVROV in reasons
    assert "اسم معروف" in reasons  # evidence that no rule knows stands as it is on the English page
    assert "اسم معروف" not in page(client, "/article/a01")[text.index('class="reasons"') :].partition("</details>")[0]
