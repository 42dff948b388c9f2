"""One request object drives page, JSON, exports, feeds, record and command line: the same articles from each."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from urllib.parse import quote, urlencode

import pytest
from click.testing import CliRunner

from commands.asking import search_command
from commands.recording import record
from web import create_app

REQUESTS = [
    [("q", "أستانة سوتشي")],
    [("q", "أستانة سوتشي"), ("person", "سيرغي لافروف"), ("from", "2021-01"), ("to", "2021-01")],
    [("q", ""), ("place", "سوتشي"), ("place", "موسكو"), ("place.not", "جنيف"), ("sort", "oldest")],
    [("q", "محادثات"), ("level", "root"), ("match", "any"), ("place.all", "سوتشي"), ("place.all", "أستانة")],
    [("q", '"كأس العالم"'), ("mentioned.from", "2022"), ("sort", "newest")],
    [("q", "محادثات"), ("collapse", "story"), ("sort", "newest")],
    [("q", "لا شيء من هذا أبدا"), ("match", "all")],
]


@pytest.fixture(scope="module")
def client(samples_index):
    return create_app(str(samples_index), TESTING=True).test_client()


def text_of(client, url):
    return client.get(url).get_data(as_text=True)


def json_keys(client, parameters):
    answer = client.get(f"/api/search?{urlencode([*parameters, ('size', '100')])}").get_json()
    return [hit["key"] for hit in answer["hits"]]


def csv_rows(text):
    return csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))


def command(index, called, *args):
    *options, query = args
    line = [*options, "--params", f"{query}&size=100", "--index", str(index)]
    return CliRunner().invoke(called, line, catch_exceptions=False).stdout


@pytest.mark.parametrize("parameters", REQUESTS)
def test_page_json_exports_record_and_command_line_give_the_same_articles(client, samples_index, parameters):
    query = urlencode(parameters)
    from_json = json_keys(client, parameters)
    page = client.get(f"/search?{query}&size=100").get_data(as_text=True)
    ways = {
        "page": list(dict.fromkeys(re.findall(r'href="/article/([A-Za-z0-9_-]+)', page))),
        "jsonl": [json.loads(line)["key"] for line in text_of(client, f"/export.jsonl?{query}").splitlines()],
        "csv": [row["key"] for row in csv_rows(text_of(client, f"/export.csv?{query}"))],
        "ris": re.findall("^AN  - (.*)\r$", text_of(client, f"/export.ris?{query}"), re.MULTILINE),
        "bibtex": re.findall("^@article{fihris-(.*),$", text_of(client, f"/export.bib?{query}"), re.MULTILINE),
        "record": [row["key"] for row in client.get(f"/api/record?{query}").get_json()["articles"]],
        "search": [hit["key"] for hit in json.loads(command(samples_index, search_command, "--json", query))["hits"]],
        "command record": [row["key"] for row in json.loads(command(samples_index, record, query))["articles"]],
    }
    assert {way: keys for way, keys in ways.items() if keys != from_json} == {}
    assert bool(from_json) == (parameters != REQUESTS[-1])


@pytest.mark.parametrize("parameters", REQUESTS)
def test_feeds_give_the_same_articles_newest_first(client, parameters):
    newest = json_keys(client, [pair for pair in parameters if pair[0] != "sort"] + [("sort", "newest")])
    for extension in ("atom", "rss"):
        feed = text_of(client, f"/feed.{extension}?{urlencode([*parameters, ('size', '100')])}")
        assert re.findall("tag:localhost,2026:/article/([A-Za-z0-9_-]+)<", feed) == newest


@pytest.mark.parametrize("parameters", REQUESTS)
def test_the_record_has_the_content_of_the_downloads(client, parameters):
    recorded = client.get("/api/record", query_string=urlencode(parameters)).get_json()["articles"]
    lines = text_of(client, f"/export.jsonl?{urlencode(parameters)}").splitlines()
    assert [row["content_hash"] for row in recorded] == [json.loads(line)["content_hash"] for line in lines]


@pytest.mark.parametrize("parameters", REQUESTS)
def test_the_order_of_parameters_never_matters(client, parameters):
    straight = client.get(f"/api/search?{urlencode(parameters)}").get_json()
    for seed in range(3):
        shuffled = random.Random(seed).sample(parameters, len(parameters))
        other = client.get(f"/api/search?{urlencode(shuffled)}").get_json()
        assert {**other, "took_ms": 0} == {**straight, "took_ms": 0}


def test_the_article_that_started_it_all_is_found_with_its_person_and_month(client):
    answer = client.get("/api/search", query_string=dict(REQUESTS[1])).get_json()
    assert answer["total"] >= 5
    for hit in answer["hits"]:
        assert "سيرغي لافروف" in hit["people"]
        assert hit["published"].startswith("2021-01")


WORDS = [
    [("q", "أستانة")],
    [("q", "محادثات"), ("place", "سوتشي"), ("from", "2021")],
    [("q", "سوريا"), ("level", "root")],
]


@pytest.mark.parametrize("parameters", WORDS)
def test_the_concordance_has_rows_of_these_articles_alone_and_of_each_that_has_the_word(client, parameters):
    query = urlencode(parameters)
    answer = client.get(f"/api/concordance?{query}").get_json()
    rows = list(csv_rows(text_of(client, f"/concordance.csv?{query}")))
    assert answer["articles"] == len(json_keys(client, parameters))
    assert {row["key"] for row in rows} == set(json_keys(client, parameters))
    page = client.get(f"/concordance?{query}").get_data(as_text=True)
    shown = set(re.findall(r'class="kwic-word"><a href="/article/([A-Za-z0-9_-]+)', page))
    assert shown
    assert shown <= set(json_keys(client, parameters))


@pytest.mark.parametrize("parameters", [request for request in REQUESTS[:4] if request[0][1]])
def test_a_facet_value_a_name_and_a_comparison_count_the_articles_that_they_lead_to(client, parameters):
    parameters = [pair for pair in parameters if pair[0] != "sort"]
    for value in client.get(f"/api/facets/person?{urlencode(parameters)}&size=5").get_json()["values"]:
        narrowed = [pair for pair in parameters if pair[0] != "person"] + [("person", value["value"])]
        keys = json_keys(client, narrowed)
        assert value["count"] == len(keys)
        named = client.get(f"/api/entity/person/{quote(value['value'], safe='')}?{urlencode(parameters)}").get_json()
        both = json_keys(client, [*parameters, ("person.all", value["value"])])
        assert named["articles"] == len(both)
    compared = client.get(f"/api/compare?{urlencode(parameters)}&q=روسيا").get_json()
    assert compared["series"][0]["articles"] == len(json_keys(client, parameters))
