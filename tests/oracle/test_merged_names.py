"""An index with merged names answers as an index of articles that had the canonical names from the beginning."""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from search import Article, SearchRequest, open_engine
from search.names.applying import rename_article, rename_request
from search.names.name_map import Merge, NameMap
from tests.effort import scaled
from tests.generated import PEOPLE, PLACES, archives, requests

NEW = {"person": "وزير", "place": "مدينة"}
"""Canonical names that no article has."""


def merges_of(field: str, values: tuple[str, ...]) -> st.SearchStrategy[Merge]:
    return st.builds(Merge, st.just(field), st.sampled_from(values), st.sampled_from((*values, NEW[field]))).filter(
        lambda merge: merge.value != merge.canonical
    )


maps = st.lists(merges_of("person", PEOPLE) | merges_of("place", PLACES), max_size=4).map(NameMap().with_merges)


def write(folder: Path, batches: list[list[Article]], deleted: set[str]):
    engine = open_engine(folder, create=True)
    for batch in batches:
        engine.write(batch)
        engine.commit()
    engine.delete(sorted(deleted))
    engine.commit()
    return engine


def shown(results):
    """Return everything of an answer but what tells one moment, and one index, from another."""
    hits = [(hit.key, hit.score, hit.article.people, hit.article.places, hit.snippets) for hit in results.hits]
    notices = [notice for notice in results.notices if notice.code != "name_merged"]
    return results.total, hits, results.facets, results.query, notices


@given(archives(), archives(max_size=5), maps, requests(), st.sets(st.sampled_from(["k0", "k3", "k7"])))
@settings(max_examples=scaled(20))
def test_merged_values_answer_as_values_written_so(first, second, names, request, deleted):
    if request.text.startswith("شخص"):
        request = dataclasses.replace(request, text="")
    second = [dataclasses.replace(each, key=f"s{each.key}") for each in second]
    renamed = [[rename_article(each, names) for each in batch] for batch in (first, second)]
    with (
        tempfile.TemporaryDirectory() as folder,
        write(Path(folder) / "merged", [first, second], deleted) as merged,
        write(Path(folder) / "renamed", renamed, deleted) as expected,
    ):
        merged._change_names(lambda _: names)
        plain, _ = rename_request(request, names)
        assert shown(merged.search(request)) == shown(expected.search(plain))
        assert [each.key for each in merged.scan(request)] == [each.key for each in expected.scan(plain)]
        for name in ("person", "place"):
            for prefix in ("", "س"):
                inside = merged.facet_values(name, request, prefix), expected.facet_values(name, plain, prefix)
                # More names begin so where a value is found by its other names, too.
                assert set(inside[1].values) <= set(inside[0].values)


@given(archives(), maps, st.sampled_from(PEOPLE))
@settings(max_examples=scaled(15))
def test_the_words_of_any_name_find_the_articles_of_all(archive, names, name):
    with (
        tempfile.TemporaryDirectory() as folder,
        write(Path(folder) / "index", [archive[:7], archive[7:]], set()) as engine,
    ):
        engine._change_names(lambda _: names)
        wanted = names.canonical("person", name)
        having = {each.key for each in archive if wanted in rename_article(each, names).people}
        found = {each.key for each in engine.scan(SearchRequest(f"شخص:({name})"))}
        assert having <= found
