"""One request object drives page, JSON, export and command line: the same articles from each, in any order."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner

import fihris
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


@pytest.mark.parametrize("parameters", REQUESTS)
def test_page_json_export_and_command_line_give_the_same_articles(client, samples_index, parameters):
    query = urlencode([*parameters, ("size", "100")])
    from_json = [hit["key"] for hit in client.get(f"/api/search?{query}").get_json()["hits"]]
    page = client.get(f"/search?{query}").get_data(as_text=True)
    on_page = list(dict.fromkeys(re.findall(r'href="/article/([A-Za-z0-9_-]+)', page)))
    exported = client.get(f"/export.jsonl?{urlencode(parameters)}").get_data(as_text=True)
    from_jsonl = [json.loads(line)["key"] for line in exported.splitlines()]
    table = client.get(f"/export.csv?{urlencode(parameters)}").get_data(as_text=True)
    from_csv = [row["key"] for row in csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline=""))]
    answer = CliRunner().invoke(fihris.main, ["search", "--json", "--params", query, "--index", str(samples_index)])
    from_command = [hit["key"] for hit in json.loads(answer.stdout)["hits"]]
    assert from_json == on_page == from_jsonl == from_csv == from_command
    assert bool(from_json) == (parameters != REQUESTS[-1])


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
