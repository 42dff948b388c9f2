"""Indexes made by earlier versions of Fihris: they open and answer as ever, or are refused with the remedy."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import search
from search.analysis import ANALYSIS_VERSION, FAMILIES_VERSION
from search.engines.local.store import FORMAT_VERSION
from tests.golden.indexes.make_v3 import NEWER, OLDER

INDEXES = Path(__file__).parent / "indexes"
HELD = {article.key: article for article in (*OLDER, *NEWER) if article.key != "g3"}

SEARCHES = [
    (search.SearchRequest("زيتون", sort="oldest"), ["g1", "g2", "g5"]),
    (search.SearchRequest("زيتون", level="exact", sort="oldest"), ["g1"]),
    (search.SearchRequest('"موسم القطاف"', sort="newest"), ["g4", "g2", "g1"]),
    (search.SearchRequest("", filters=(search.Filter("person", ("سالم التلي",)),), sort="newest"), ["g5", "g1"]),
    (search.SearchRequest("", mentioned_from="2022-11", mentioned_to="2022-11"), ["g1"]),
    (search.SearchRequest("", published_from="2023", sort="oldest"), ["g4", "g5", "g6", "g7"]),
    (search.SearchRequest("", published_from="2023", sort="oldest", collapse="story"), ["g4", "g5", "g6"]),
    (search.SearchRequest("", story="g7", sort="oldest"), ["g6", "g7"]),
    (search.SearchRequest("", filters=(search.Filter("agency", ("الأناضول",)),)), ["g7"]),
    (search.SearchRequest("أطفال"), ["g1"]),
    (search.SearchRequest("يحذف"), []),
]


@pytest.fixture
def v3(tmp_path) -> Path:
    """A copy of the index of format 3: opening one may remove what it takes for leftovers."""
    return Path(shutil.copytree(INDEXES / "v3", tmp_path / "v3"))


def keys(engine, request):
    return [hit.key for hit in engine.search(request).hits]


def version_of(folder):
    marker = json.loads((folder / "fihris.json").read_text(encoding="utf-8"))
    return marker["format"], marker["analysis"]


def test_the_index_of_format_3_is_opened_or_refused_with_the_remedy(v3):
    if version_of(v3) != (FORMAT_VERSION, ANALYSIS_VERSION):
        with pytest.raises(search.IndexVersionError, match=r"fihris index SOURCE --rebuild --index"):
            search.open_engine(v3)
        return
    report = search.check_index(v3)
    assert report.problems == ()
    if report.notes:
        with pytest.raises(search.IndexVersionError, match="fihris rebuild-families --index"):
            search.open_engine(v3).info()
        assert search.rebuild_families(v3) == 2
    with search.open_engine(v3) as engine:
        assert (engine.info().articles, engine.info().segments) == (6, 2)
        assert {article.key: article for article in engine.scan(search.SearchRequest())} == HELD
        for request, expected in SEARCHES:
            assert keys(engine, request) == expected, request
        facet = engine.search(search.SearchRequest("زيتون")).facets["source"]
        assert {value.value: value.count for value in facet.values} == {"صحيفة السفح": 2, "صحيفة المرسى": 1}


def test_the_index_of_format_3_can_be_written_and_merged(v3):
    if version_of(v3) != (FORMAT_VERSION, ANALYSIS_VERSION):
        pytest.skip("it is refused")
    search.rebuild_families(v3)
    with search.open_engine(v3) as engine:
        report = engine.write([*HELD.values(), *(search.Article(f"n{number}", "زيتون") for number in range(9))])
        assert (report.added, report.unchanged) == (9, 6), "content hashes are what they were"
        engine.commit()
        assert engine.info().segments == 1
        assert engine.search(search.SearchRequest("زيتون")).total == 12
    assert search.check_index(v3).problems == ()


def test_the_golden_index_is_kept_as_small_as_it_can_be():
    assert sum(path.stat().st_size for path in (INDEXES / "v3").iterdir()) < 150_000
    assert not (INDEXES / "v3" / "MAIN_WRITELOCK").exists()


@pytest.mark.parametrize("number", ["1", "2"])
def test_an_index_of_an_earlier_format_is_refused_with_the_remedy_and_left_alone(tmp_path, number):
    folder = Path(shutil.copytree(INDEXES / f"v{number}", tmp_path / f"v{number}"))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert version_of(folder)[0] == number
    for use in (search.open_engine, search.check_index, search.rebuild_families):
        with pytest.raises(search.IndexVersionError, match=rf"format {number}.*fihris index SOURCE --rebuild --index"):
            use(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_the_families_of_the_golden_index_have_the_version_of_their_format(v3):
    """Says that a new version of families needs no new golden index: rebuilding is part of what is tested."""
    if version_of(v3) == (FORMAT_VERSION, ANALYSIS_VERSION):
        search.rebuild_families(v3, force=True)
        with search.open_engine(v3) as engine:
            assert engine.info().articles == 6
        assert FAMILIES_VERSION in (v3 / next(path.name for path in v3.glob("*.fam"))).read_bytes().decode("latin-1")
