"""Searches that must work on the samples, in JSON so that a linguist can add one: see `searches.json`.

A case has `params` as in a URL and any of: `total`, `finds` and `lacks` (titles), `sources` (all of the
hits' outlets), `same_as` (parameters with the same hits in the same order).
"""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from search import open_engine
from web.search_state import SearchState

CASES = json.loads((Path(__file__).parent / "searches.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def engine(samples_index):
    with open_engine(samples_index) as opened:
        yield opened


def hits(engine, params):
    state = SearchState.from_args(parse_qsl(params, keep_blank_values=True), page=False)
    return list(engine.scan(state.to_request()))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_golden_search(engine, case):
    found = hits(engine, case["params"])
    titles = [article.title for article in found]
    if "total" in case:
        assert len(found) == case["total"]
    assert set(case.get("finds", ())) <= set(titles)
    assert not set(case.get("lacks", ())) & set(titles)
    if "sources" in case:
        assert {article.source for article in found} == set(case["sources"])
    if "same_as" in case:
        assert found
        assert [article.key for article in found] == [article.key for article in hits(engine, case["same_as"])]
