"""The page of a name: over time, with whom, in which sources, how it is written, what it said."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

import search
from tests.web.articles import LAVROV, PEDERSEN, ZARIF, archive, make_article
from tests.web.fake_engine import FakeEngine
from tests.web.test_api import check
from web import create_app
from web.entity import ARTICLES_READ
from web.presenters.entity import (
    MOST_FORMS_SOUGHT,
    forms_of,
    lift_label,
    names_written,
    quotations_of,
    sought_by_name,
)


def page(client: FlaskClient, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return str(response.get_data(as_text=True))


def test_the_page_has_what_its_json_has(client: FlaskClient) -> None:
    text = page(client, f"/entity/person/{LAVROV}")
    body = client.get(f"/api/entity/person/{LAVROV}").get_json()
    check("EntityPage", body)
    assert body["articles"] == 3
    assert [item["value"] for item in body["sources"]["values"]] == ["بريد المشرق"]
    assert ZARIF in [item["value"] for item in body["with"]["person"]]
    assert LAVROV not in [item["value"] for item in body["with"]["person"]]
    assert f'href="/entity/person/{quote(ZARIF)}"' in text
    assert body["quotations"][0]["text"] in text
    assert sum(bucket["count"] for bucket in body["timeline"]["buckets"]) == 3


def test_bars_and_numbers_are_searches(client: FlaskClient) -> None:
    text = page(client, f"/entity/person/{LAVROV}")
    name = quote(LAVROV)
    assert f'href="/search?person.all={name}&amp;from=' in text
    assert f"person.all={name}&amp;person.all={quote(ZARIF)}" in text or (
        f"person.all={quote(ZARIF)}&amp;person.all={name}" in text
    )


def test_a_search_narrows_the_page(client: FlaskClient) -> None:
    assert client.get(f"/api/entity/person/{LAVROV}?from=2021").get_json()["articles"] == 2
    assert "2021" in page(client, f"/entity/person/{LAVROV}?from=2021")
    assert client.get(f"/api/entity/person/{PEDERSEN}?from=2030").get_json()["articles"] == 0


@pytest.mark.parametrize("path", ["person/لا أحد", "date/2021", "nothing/x", "person/<script>"])
def test_an_unknown_name_or_kind_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(f"/entity/{path}").status_code == 404
    problem = client.get(f"/api/entity/{path}")
    assert problem.status_code == 404
    check("Problem", problem.get_json())


@pytest.mark.parametrize("query", ["nope=1", "size=3", "after=x", "collapse=story"])
def test_the_api_refuses_what_the_page_has_not(client: FlaskClient, query: str) -> None:
    assert client.get(f"/api/entity/person/{LAVROV}?{query}").status_code == 400
    assert 'class="notices"' in page(client, f"/entity/person/{LAVROV}?{query}")


@pytest.mark.parametrize(
    ("kind", "name"), [("source", "دفاتر النيل"), ("place", "سوتشي"), ("agency", "سبوتنيك"), ("speaker", LAVROV)]
)
def test_every_kind_of_value_has_a_page(client: FlaskClient, kind: str, name: str) -> None:
    assert name in page(client, f"/entity/{kind}/{name}?lang=en")


def test_a_hostile_name_is_text() -> None:
    name = '<b>"x"</b>/\u202eسم'
    article = make_article("h", "عنوان", f"{name} هنا", "2021-01-01", "مصدر", (name,))
    client = create_app(FakeEngine([*archive(), article]), TESTING=True).test_client()
    text = page(client, f"/entity/person/{quote(name, safe='')}")
    assert "<b>" not in text
    assert "&lt;b&gt;" in text


def test_names_are_counted_as_written() -> None:
    mentions = [("سيرغي  لافروف", LAVROV), ("لافروف", LAVROV), ("لافروف", LAVROV), ("ظريف", ZARIF)]
    entities = tuple(search.EntityMention("text", 0, 1, text, "person", name) for text, name in mentions)
    article = replace(archive()[0], entities=entities)
    assert forms_of([article], "person", LAVROV) == (("لافروف", 2), ("سيرغي لافروف", 1))
    assert forms_of([article], "place", LAVROV) == ()


@pytest.mark.parametrize(
    ("written", "counted"),
    [
        (["لافروف", "ولافروف", "للافروف"], {"لافروف": 3}),
        (["ولافروف"], {"ولافروف": 1}),
        (["السعودية", "للسعودية", "والسعودية", "بالسعودية"], {"السعودية": 4}),
        (["وسيرغي لافروف"], {LAVROV: 1}),
        (["صنعاء", "\ufebb\ufee8\ufecc\ufe8e\ufe80", "صنعاء\u200f"], {"صنعاء": 3}),
        (["الرياض", "رياض"], {"الرياض": 1, "رياض": 1}),
        (["إيران", "وایران", "وايران"], {"إيران": 3}),
        (["تركيا", "تركياً"], {"تركيا": 1, "تركياً": 1}),
    ],
)
def test_a_form_behind_a_proclitic_counts_as_the_form_without(written: list[str], counted: dict[str, int]) -> None:
    entities = tuple(search.EntityMention("text", 0, 1, text, "person", LAVROV) for text in written)
    forms = forms_of([replace(archive()[0], entities=entities)], "person", LAVROV)
    assert dict(names_written(forms, LAVROV)) == counted


def test_the_page_leads_to_every_place_and_to_the_closest_companion(client: FlaskClient) -> None:
    text = page(client, f"/entity/person/{LAVROV}?lang=en")
    places = re.search(r'href="(/concordance[^"]*)"', text)
    closest = re.search(r'href="(/compare[^"]*)"', text)
    assert places
    assert closest
    assert 'class="kwic-word"><a' in page(client, places[1].replace("&amp;", "&"))
    compared = client.get("/api" + closest[1].replace("&amp;", "&").partition("&lang")[0]).get_json()
    assert compared["by"] == "person"
    assert LAVROV in [series["label"] for series in compared["series"]]


@pytest.mark.parametrize(
    ("written", "query"),
    [
        (["لافروف", "سيرغي لافروف", "سيرجي لافروف"], '="لافروف"'),
        (["سيرغي لافروف", "سيرجي لافروف"], '"سيرغي لافروف" OR "سيرجي لافروف"'),
        ([], f'"{LAVROV}"'),
        (['a "b" c'], '"a  b  c"'),
        (["لبنان", "ولبنان", "بلبنان"], '="لبنان" OR ="ولبنان" OR ="بلبنان"'),
        (["تركيا", "تركياً", "فتركيا"], '="تركيا" OR ="فتركيا"'),
        (["أبي", "علي أبي", "علي ابي"], '="أبي" OR "علي ابي"'),
        (["سيرغي لافروف", "سيرغى لافروف"], '"سيرغي لافروف"'),
    ],
)
def test_a_name_is_sought_as_it_is_written(written: list[str], query: str) -> None:
    assert sought_by_name([(form, 1) for form in written], LAVROV) == (query, True)


def test_a_rare_first_name_alone_is_not_sought() -> None:
    rare, often = ([("خامنئي", 40), ("علي خامنئي", 16), ("على خامنئي", 2), ("علي", count)] for count in (1, 20))
    assert sought_by_name(rare, "علي خامنئي") == ('="خامنئي"', False)
    assert sought_by_name(often, "علي خامنئي").query == '="خامنئي" OR ="علي"'
    assert sought_by_name([("علي خامنئي", 40), ("علي", 1)], "علي خامنئي") == ('="علي"', True)


def test_only_names_in_the_text_lead_to_their_places(client: FlaskClient) -> None:
    for path in (f"person/{LAVROV}", "place/سوتشي", f"speaker/{LAVROV}", "organisation/الأمم المتحدة"):
        assert 'href="/concordance' in page(client, f"/entity/{path}"), path
    for path in ("source/دفاتر النيل", "author/ليلى حداد", "agency/سبوتنيك", "dateline/موسكو"):
        assert 'href="/concordance' not in page(client, f"/entity/{path}"), path


@pytest.mark.parametrize(
    ("path", "articles"),
    [
        ("source/دفاتر النيل?source=بريد المشرق", 0),
        ("source/دفاتر النيل?source=بريد المشرق&source=دفاتر النيل", 3),
        ("author/ليلى حداد?author=أحد", 0),
        ("dateline/موسكو?dateline=موسكو", 1),
        (f"person/{LAVROV}?person={ZARIF}", 2),
        (f"person/{LAVROV}?person={ZARIF}&person={LAVROV}", 3),
        (f"person/{LAVROV}?person.not={LAVROV}", 0),
        (f"speaker/{LAVROV}?q=القاهرة", 0),
    ],
)
def test_the_articles_are_those_of_the_search_that_have_the_name(client: FlaskClient, path: str, articles: int) -> None:
    assert client.get(f"/api/entity/{path}").get_json()["articles"] == articles
    assert "within the search:" in page(client, f"/entity/{path}&lang=en")


def test_the_search_is_said_with_its_words_and_roles(client: FlaskClient) -> None:
    text = page(client, f"/entity/person/{LAVROV}?q=سوتشي&place.not=جنيف&lang=en")
    note = re.sub(r"<[^>]*>|\s+", " ", text.partition("within the search:")[2].partition("</p>")[0])
    assert " ".join(note.split()) == "سوتشي · without · Places: جنيف in the whole archive"
    nothing = page(client, f"/entity/person/{LAVROV}?q=قخصثق&lang=en")
    assert f'href="/entity/person/{quote(LAVROV)}?lang=en"' in nothing
    assert 'href="/concordance' not in nothing


@pytest.mark.parametrize(
    "query", ["source=بريد المشرق", "source=بريد المشرق&source=دفاتر النيل", "source.all=بريد المشرق", "from=2021", ""]
)
def test_counts_of_sources_are_of_these_articles(client: FlaskClient, query: str) -> None:
    body = client.get(f"/api/entity/place/سوتشي?{query}").get_json()
    assert sum(item["count"] for item in body["sources"]["values"]) == body["articles"]
    assert body["sources"]["distinct"] == len(body["sources"]["values"])
    check("EntityPage", body)


def test_a_source_of_several_selected_leads_to_its_own_articles(client: FlaskClient) -> None:
    text = page(client, "/entity/place/مصر?source=دفاتر النيل&source=بريد المشرق&lang=en")
    href = re.search(r'<a class="facet-select" href="(/search[^"]*)"', text)
    assert href
    assert href[1].count("source") == 1
    assert (
        client.get(href[1].replace("&amp;", "&").replace("/search", "/api/search").replace("&lang=en", "")).get_json()[
            "total"
        ]
        == 3
    )


def test_of_a_great_many_forms_the_most_frequent_are_sought() -> None:
    forms = [(f"اسم{number}", 1 + number) for number in range(MOST_FORMS_SOUGHT + 1)]
    sought = sought_by_name(forms, LAVROV)
    assert "اسم0" not in sought.query
    assert sought.query.count('"') == 2 * MOST_FORMS_SOUGHT
    assert not sought.is_every
    assert sought_by_name([*forms[1:], (f"بن {forms[-1][0]}", 1)], LAVROV).is_every
    assert sought.query.count("=") == MOST_FORMS_SOUGHT


def test_the_page_does_not_claim_every_place_where_it_has_not_read_every_article(client: FlaskClient) -> None:
    assert "Every place where it is named" in page(client, f"/entity/person/{LAVROV}?lang=en")
    assert "Places where it is named" in page(client, f"/entity/person/{LAVROV}?lang=en&q=سوتشي")
    many = [replace(archive()[0], key=f"k{number}") for number in range(ARTICLES_READ + 1)]
    busy = create_app(FakeEngine(many), TESTING=True).test_client()
    name = archive()[0].people[0]
    assert "Places where it is named" in page(busy, f"/entity/person/{name}?lang=en")


def test_the_concordance_of_a_name_covers_every_article_of_it(samples_index: Path) -> None:
    client = create_app(search.open_engine(samples_index), TESTING=True).test_client()
    facets = client.get("/api/search?size=0").get_json()["facets"]
    names = [(kind, item["value"]) for kind in ("place", "person") for item in facets[kind]["values"][:40]]
    assert len(names) == 80
    for kind, name in names:
        text = page(client, f"/entity/{kind}/{quote(name, safe='')}?lang=en")
        href = re.search(r'href="/concordance\?([^"]*)">Every place', text)
        assert href, name
        query = href[1].replace("&amp;", "&").replace("&lang=en", "")
        lines = client.get(f"/concordance.csv?{query}").get_data(as_text=True).splitlines()[1:]
        articles = client.get(f"/api/entity/{kind}/{quote(name, safe='')}").get_json()["articles"]
        assert len({line.partition(",")[0] for line in lines}) == articles, name


def test_companions_have_headed_columns(client: FlaskClient) -> None:
    table = page(client, f"/entity/person/{LAVROV}?lang=en").partition('<table class="ranked">')[2]
    assert re.findall(r'<th scope="col">([^<]+)</th>', table)[:3] == ["People", "Times as often", "Articles"]


def test_what_was_said_is_said_once() -> None:
    said = search.Quotation("text", 0, 1, "كلام", LAVROV, 0, 1, "قال", "direct")
    article = replace(archive()[0], quotations=(said, said, replace(said, speaker=ZARIF, text="غيره")))
    assert [item.quotation.text for item in quotations_of([article, article], LAVROV)] == ["كلام"]


def test_lifts_are_short() -> None:
    assert [lift_label(lift) for lift in (1.04, 9.96, 12.4, 1234.0)] == ["1.0", "10.0", "12", "1,234"]


def test_paper_says_the_address(client: FlaskClient) -> None:
    text = page(client, f"/entity/person/{LAVROV}?q=سوتشي&level=exact&lang=en")
    said = text.partition('<p class="on-paper">')[2].partition("</p>")[0]
    assert "Precision: Exact" in said
    address = f"http://localhost/entity/person/{quote(LAVROV)}?q={quote('سوتشي')}&amp;level=exact&amp;lang=en"
    assert f'<bdi dir="ltr">{address}</bdi>' in said
