"""The comparison: queries or values side by side on one axis, with what is distinctive of each."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

import search
from tests.web.articles import LAVROV, PEDERSEN, ZARIF
from tests.web.test_api import check
from web.comparison import read_comparison
from web.telling_words import is_telling


def page(client: FlaskClient, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return str(response.get_data(as_text=True))


def test_queries_are_compared_on_one_axis(client: FlaskClient) -> None:
    body = client.get("/api/compare?q=سوتشي&q=أستانة").get_json()
    check("Comparison", body)
    assert body["by"] == "q"
    assert [series["label"] for series in body["series"]] == ["سوتشي", "أستانة"]
    first, second = (series["timeline"]["buckets"] for series in body["series"])
    assert [(item["start"], item["end"]) for item in first] == [(item["start"], item["end"]) for item in second]
    totals = [client.get(f"/api/search?q={q}").get_json()["total"] for q in ("سوتشي", "أستانة")]
    assert [series["articles"] for series in body["series"]] == totals
    assert [sum(item["count"] for item in each) for each in (first, second)] == totals


def test_selected_values_are_compared_with_all_else_in_common(client: FlaskClient) -> None:
    body = client.get(f"/api/compare?q=سوتشي&person={LAVROV}&person={PEDERSEN}").get_json()
    assert body["by"] == "person"
    totals = [client.get(f"/api/search?q=سوتشي&person={name}").get_json()["total"] for name in (LAVROV, PEDERSEN)]
    assert {series["label"]: series["articles"] for series in body["series"]} == dict(
        zip((LAVROV, PEDERSEN), totals, strict=True)
    )


def test_sources_come_before_other_facets() -> None:
    pairs = [("person", LAVROV), ("person", ZARIF), ("source", "أ"), ("source", "ب"), ("place.not", "سوريا")]
    comparison, _ = read_comparison(pairs, page=False)
    assert (comparison.by, comparison.labels) == ("source", ("أ", "ب"))
    assert all(search.Filter("place", ("سوريا",), "not") in state.to_request().filters for state in comparison.states)
    assert comparison.url() == read_comparison(reversed(pairs), page=False)[0].url()


def test_more_than_four_is_an_error_and_on_the_page_a_notice(client: FlaskClient) -> None:
    for query in ("&".join(f"q=كلمة{number}" for number in range(5)), "&".join(f"source=م{n}" for n in range(5))):
        problem = client.get(f"/api/compare?{query}")
        assert (problem.status_code, problem.get_json()["parameter"]) == (400, query.partition("=")[0])
        text = page(client, f"/compare?{query}")
        assert 'class="notices"' in text
        assert text.count('class="swatch') == 4


def test_the_same_query_twice_is_one(client: FlaskClient) -> None:
    assert len(client.get("/api/compare?q=سوتشي&q=سوتشي&q=").get_json()["series"]) == 1


def test_nothing_asked_shows_the_form_alone(client: FlaskClient) -> None:
    text = page(client, "/compare")
    assert text.count('name="q"') == 5
    assert "<polyline" not in text


def test_the_page_has_lines_a_table_and_links(client: FlaskClient) -> None:
    text = page(client, "/compare?q=سوتشي&q=أستانة&lang=en")
    assert text.count("<polyline points") == 6
    assert '<table class="counts">' in text
    assert f'href="/search?q={quote("سوتشي")}&amp;from=' in text
    assert f"/compare?lang=en&amp;q={quote('سوتشي')}&amp;q={quote('أستانة')}" in text


@pytest.mark.parametrize("period", ["from=2021", "to=2021-06", "from=2020-12&to=2021-03", "from=2019&to=2019"])
def test_a_chosen_period_is_the_axis_of_all(client: FlaskClient, period: str) -> None:
    series = client.get(f"/api/compare?q=سوتشي&q=لاشيءكهذا&{period}").get_json()["series"]
    starts = [[bucket["start"] for bucket in each["timeline"]["buckets"]] for each in series]
    assert starts[0] == starts[1]
    assert page(client, f"/compare?q=سوتشي&q=لاشيءكهذا&{period}")


def test_the_scale_stays_in_every_link_of_the_page(client: FlaskClient) -> None:
    text = page(client, "/compare?q=سوتشي&q=أستانة&scale=share&lang=en")
    assert 'name="scale" value="share"' in text
    assert text.count("&amp;scale=share") > 2
    assert f"/api/compare?q={quote('سوتشي')}&amp;q={quote('أستانة')}&amp;scale=share" in text
    assert page(client, "/compare?q=سوتشي&q=أستانة&lang=en").count("&amp;scale=") == 1  # the switch alone


def test_shares_have_their_volumes_in_the_api(client: FlaskClient) -> None:
    plain, shared = (client.get(f"/api/compare?q=سوتشي&q=أستانة{rest}").get_json() for rest in ("", "&scale=share"))
    assert (plain["scale"], shared["scale"]) == ("count", "share")
    assert plain["series"] == shared["series"]
    for series in shared["series"]:
        timeline, volume = (series[name]["buckets"] for name in ("timeline", "volume"))
        assert [bucket["start"] for bucket in timeline] == [bucket["start"] for bucket in volume]
        assert all(one["count"] <= all_["count"] for one, all_ in zip(timeline, volume, strict=True))


def test_an_unknown_scale_is_an_error_and_on_the_page_a_notice(client: FlaskClient) -> None:
    problem = client.get("/api/compare?q=a&q=b&scale=log")
    assert (problem.status_code, problem.get_json()["parameter"]) == (400, "scale")
    assert 'class="notices"' in page(client, "/compare?q=سوتشي&q=أستانة&scale=log")


def test_a_period_leads_to_its_own_comparison(client: FlaskClient) -> None:
    text = page(client, "/compare?q=سوتشي&q=أستانة")
    assert re.search(r'<a class="plot-period" href="/compare\?from=[\d-]+&amp;to=[\d-]+&amp;q=', text)


def test_lines_are_listed_as_they_end(client: FlaskClient) -> None:
    legend = page(client, "/compare?q=لاشيءكهذا&q=سوتشي").partition('<ul class="legend">')[2].partition("</ul>")[0]
    assert legend.index("سوتشي") < legend.index("لاشيءكهذا")


def test_numbers_of_distinctive_words_say_of_how_many(client: FlaskClient) -> None:
    assert re.search(r'<span class="count">\d+ of \d+</span>', page(client, "/compare?q=سوتشي&q=القاهرة&lang=en"))
    assert re.search(r'<bdi dir="ltr">×\d', page(client, "/compare?q=سوتشي&lang=en"))


@pytest.mark.parametrize("word", ["2018", "يوليو", "ويوليو", "حزيران", "بحسب", "وقال", "الأحد", "لم", "م2"])
def test_dates_figures_and_words_of_any_news_are_not_distinctive(word: str) -> None:
    assert not is_telling(word)
    assert is_telling("النووي")


def test_what_all_have_in_common_shows_and_can_be_taken_away(client: FlaskClient) -> None:
    text = page(client, "/compare?q=سوتشي&q=أستانة&from=2021&to=2021&place.not=جنيف&scale=share&lang=en")
    chips = re.findall(r'<a class="chip[^"]*" href="([^"]*)"', text)
    queries = f"q={quote('سوتشي')}&amp;q={quote('أستانة')}&amp;scale=share"
    assert chips == [
        f"/compare?from=2021&amp;to=2021&amp;lang=en&amp;{queries}",
        f"/compare?place.not={quote('جنيف')}&amp;lang=en&amp;{queries}",
    ]
    assert 'class="chip' not in page(client, f"/compare?person={LAVROV}&person={PEDERSEN}")


def test_hostile_queries_are_text(client: FlaskClient) -> None:
    text = page(client, "/compare?q=%3Cscript%3Ealert(1)%3C/script%3E&q=%E2%80%AEسوتشي")
    assert "<script>alert" not in text


@pytest.mark.parametrize(
    "query",
    ["q=a&q=b&nope=1", "q=a&q=b&scale=share&scale=share", "q=a&q=b&size=3", "q=a&from=x", "q=" + "ا" * 1001 + "&q=b"],
)
def test_the_api_is_strict(client: FlaskClient, query: str) -> None:
    assert client.get(f"/api/compare?{query}").status_code == 400


@pytest.mark.parametrize("text", ["سوتشي", ""])
def test_another_query_can_be_added_where_values_are_compared(client: FlaskClient, text: str) -> None:
    found = page(client, f"/compare?q={text}&source=بريد المشرق&source=دفاتر النيل&lang=en")
    form = found.partition('<form class="compare-form"')[2].partition("</form>")[0]
    assert re.findall(r'name="q" value="([^"]*)"', form) == [text, "", "", ""]
    assert form.count('name="source"') == 2
    both = client.get("/api/compare?q=سوتشي&q=أستانة&source=بريد المشرق&source=دفاتر النيل").get_json()
    assert both["by"] == "q"
    assert [series["articles"] for series in both["series"]] == [
        client.get(f"/api/search?q={q}&source=بريد المشرق&source=دفاتر النيل").get_json()["total"]
        for q in ("سوتشي", "أستانة")
    ]


@pytest.mark.parametrize("query", ["q=لاشيءكهذا", "q=لاشيءكهذا&q=ولاهذا"])
def test_where_nothing_is_found_nothing_is_explained(client: FlaskClient, query: str) -> None:
    text = page(client, f"/compare?{query}&lang=en")
    assert "Nothing in the archive fits this search." in text
    for said in ("istinctive", "no time to compare"):
        assert said not in text
    assert 'class="legend"' in text


def test_shares_can_be_computed_from_the_table(client: FlaskClient) -> None:
    query = "q=سوتشي&source=بريد المشرق&source=دفاتر النيل&lang=en"
    heads = {
        scale: re.findall(r'<th scope="col">(.*?)</th>', page(client, f"/compare?{query}&scale={scale}"))
        for scale in ("count", "share")
    }
    told = {scale: [re.sub("<[^>]*>", "", head) for head in found] for scale, found in heads.items()}
    own = ["Period", "بريد المشرق", "دفاتر النيل"]
    assert told["count"] == [*own, "The whole archive"]
    assert told["share"] == [*own, "All of بريد المشرق", "All of دفاتر النيل", "The whole archive"]
    one = page(client, "/compare?q=سوتشي&q=أستانة&source.not=دفاتر النيل&lang=en&scale=share")
    assert one.count("The whole archive without دفاتر النيل</span></th>") == 1
    assert "All of" not in page(client, "/compare?q=سوتشي&q=أستانة&lang=en&scale=share")
    volumes = [
        [str(bucket["count"]) for bucket in series["volume"]["buckets"]]
        for series in client.get("/api/compare?" + query.replace("&lang=en", "")).get_json()["series"]
    ]
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", page(client, f"/compare?{query}&scale=share"))
    cells = [re.findall(r'<td class="count">([^<]*)</td>', row) for row in rows]
    assert cells
    assert all(row[:2] in [list(pair) for pair in zip(*volumes, strict=True)] for row in cells)


def test_paper_says_the_address(client: FlaskClient) -> None:
    text = page(client, "/compare?q=سوتشي&q=أستانة&from=2021&lang=en")
    address = f"http://localhost/compare?from=2021&amp;lang=en&amp;q={quote('سوتشي')}&amp;q={quote('أستانة')}"
    assert f'<bdi dir="ltr">{address}</bdi>' in text.partition('<p class="on-paper">')[2].partition("</p>")[0]
