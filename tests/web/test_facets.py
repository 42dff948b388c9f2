"""The facets beside the hits and the page of all values: complete without JavaScript, the same as JSON."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from flask.testing import FlaskClient

import search
from tests.web.articles import LAVROV, archive
from tests.web.fake_engine import FakeEngine
from web import create_app


def links(text: str, css_class: str) -> list[str]:
    return [html.unescape(href) for href in re.findall(rf'class="{css_class}" href="([^"]*)"', text)]


def page(client: FlaskClient, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.get_data(as_text=True)


def test_every_value_can_be_selected_required_and_excluded_by_links_alone(client: FlaskClient) -> None:
    text = page(client, f"/search?q={quote('سوتشي')}")
    section = text[text.index('id="facet-person"') : text.index('id="facet-place"')]
    for css_class, parameter in (
        ("facet-select", "person"),
        ("facet-require", "person.all"),
        ("facet-exclude", "person.not"),
    ):
        asked = [parse_qs(urlsplit(href).query) for href in links(section, css_class)]
        assert asked
        assert all(parameter in query for query in asked)


def test_a_field_of_one_value_offers_no_requirement(client: FlaskClient) -> None:
    text = page(client, "/search")
    section = text[text.index('id="facet-source"') :]
    section = section[: section.index("</details>")]
    assert links(section, "facet-exclude")
    assert not links(section, "facet-require")


@pytest.mark.parametrize(("suffix", "said"), [("", "selected"), (".all", "must have"), (".not", "without")])
def test_the_role_of_a_value_is_said_in_words_even_where_nothing_has_it(
    client: FlaskClient, suffix: str, said: str
) -> None:
    for path in ("/search", "/facet/person"):
        text = page(client, f"{path}?person{suffix}={quote('لا أحد')}&lang=en")
        assert re.search(
            rf'<span class="facet-role[ a-z]*">{said}</span> <span class="value" dir="auto">لا أحد</span>', text
        )


@pytest.mark.parametrize("order", search.VALUE_ORDERS)
def test_the_page_and_its_json_list_the_same_values(client: FlaskClient, order: str) -> None:
    query = f"q={quote('سوتشي')}&person={quote(LAVROV)}&sort={order}&size=3"
    body = client.get(f"/api/facets/person?{query}").get_json()
    text = page(client, f"/facet/person?{query}")
    listed = re.findall(r'class="facet-select".*?<span class="value" dir="auto">(.*?)</span>', text, re.S)
    assert [html.unescape(value) for value in listed] == [item["value"] for item in body["values"]]
    assert body["sort"] == order


def test_paging_walks_through_every_value_once(client: FlaskClient) -> None:
    whole = client.get("/api/facets/place").get_json()
    values: list[str] = []
    place: int | None = 0
    while place is not None:
        body = client.get(f"/api/facets/place?size=2&after={place}").get_json()
        assert body["distinct"] == whole["distinct"]
        values += [item["value"] for item in body["values"]]
        place = body["next"]
    assert values == [item["value"] for item in whole["values"]]
    assert len(set(values)) == len(values) == whole["distinct"]


def test_pages_of_values_lead_on_and_back(client: FlaskClient) -> None:
    first = page(client, "/facet/place?size=2")
    (on,) = re.findall(r'rel="next" href="([^"]*)"', first)
    second = page(client, html.unescape(on))
    (back,) = re.findall(r'rel="prev" href="([^"]*)"', second)
    assert parse_qs(urlsplit(html.unescape(back)).query) == {"size": ["2"]}


def test_a_letter_leads_to_its_first_value(client: FlaskClient) -> None:
    text = page(client, "/facet/person?sort=alphabet&size=1")
    letters = re.search(r'<nav class="letters".*?</nav>', text, re.S)
    assert letters
    for href, letter in re.findall(r'<a href="([^"]*)">(.)</a>', letters[0]):
        found = page(client, html.unescape(href))
        assert re.search(rf"<h2>{letter}</h2>", found)


def test_choosing_stays_on_the_page_until_the_results_are_asked_for(client: FlaskClient) -> None:
    text = page(client, "/facet/person?sort=alphabet&hits=newest&prefix=لاف")
    choice = links(text, "facet-select")[0]
    assert choice.startswith("/facet/person?person=")
    assert parse_qs(urlsplit(choice).query)["sort"] == ["alphabet"]
    text = page(client, choice)
    (results,) = re.findall(r'<p class="values-back"[^>]*><a href="([^"]*)"', text)
    asked = parse_qs(urlsplit(html.unescape(results)).query)
    assert (asked["sort"], len(asked["person"]), set(asked)) == (["newest"], 1, {"person", "sort"})


def test_more_values_than_are_listed_lead_to_the_page_of_all(client: FlaskClient) -> None:
    archive_of_many = [
        search.Article(key=f"k{number:02}", title="", text="نص", people=(f"شخص {number}",)) for number in range(60)
    ]
    many = create_app(FakeEngine(archive_of_many), TESTING=True).test_client()
    text = page(many, "/search?sort=oldest")
    (href,) = re.findall(r'<p class="facet-all"><a href="([^"]*)"', text)
    assert html.unescape(href) == "/facet/person?hits=oldest"
    assert client.get(href).status_code == 200


def test_distinctive_is_offered_where_something_is_left_to_compare_with(client: FlaskClient) -> None:
    assert "sort=distinctive" in page(client, f"/facet/person?q={quote('سوتشي')}")
    assert "sort=distinctive" not in page(client, "/facet/person")


def test_the_page_leaves_out_what_cannot_be_and_says_so(client: FlaskClient) -> None:
    text = page(client, "/facet/person?sort=size&after=x&colour=1&hits=best&lang=en")
    assert text.count('<li dir="auto">') == 4
    for query in ("sort=size", "after=x", "size=1001", "hits=newest", "colour=1"):
        assert client.get(f"/api/facets/person?{query}").status_code == 400
    assert client.get("/facet/colour").status_code == client.get("/facet/date").status_code
    assert client.get("/facet/colour").status_code in (400, 404)


@pytest.mark.parametrize("value", ["<b>&\"'", "\u202eabc", "a\x07b", "‏لافروف", "x" * 400])
def test_hostile_values_and_prefixes_stay_text(value: str) -> None:
    one = search.Article(key="k1", title="", text="نص", people=(value,))
    client = create_app(FakeEngine([one, *archive()]), TESTING=True).test_client()
    for path in ("/search", "/facet/person", "/facet/person?sort=alphabet"):
        text = page(client, path)
        assert (
            f'<span class="value" dir="auto">{html.escape(value)}'.replace("&quot;", "&#34;").replace("&#x27;", "&#39;")
            in text
        )
        assert "<b>&" not in text
    response = client.get("/facet/person", query_string={"prefix": value, "person": value})
    assert response.status_code in (200, 400)
    assert b"<b>&" not in response.data
