"""`fihris adapt`: words learned from an index lie beside it and count from the next run on."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

import fihris
from indexer import adapting, building
from indexer.extract.entities import trained
from indexer.sinks import ADAPTED


def run(*args):
    return CliRunner().invoke(fihris.main, list(map(str, args)), catch_exceptions=False)


@pytest.mark.slow
def test_words_learned_from_an_index_are_used_by_the_next_run_and_survive_a_rebuild(tmp_path, monkeypatch):
    folder, news = tmp_path / "index", tmp_path / "news.json"
    news.write_text(json.dumps([{"title": "خبر", "content": "زار سيرغي لافروف مدينة سوتشي."}]), encoding="utf-8")
    assert run("index", news, "--index", folder, "--workers", 1).exit_code == 0
    learned = json.loads(run("adapt", "--index", folder, "--json").stdout)
    assert learned["articles"] == 1
    assert (folder / ADAPTED).is_file()
    used = []
    find = building.find_article_entities_of_many

    def find_and_note(articles, words):
        used.append(words)
        return find(articles, words)

    monkeypatch.setattr(building, "find_article_entities_of_many", find_and_note)
    assert run("index", news, "--index", folder, "--workers", 1, "--rebuild").exit_code == 0
    assert used == [folder / ADAPTED]
    assert (folder / ADAPTED).is_file()


@pytest.fixture
def news(tmp_path):
    path = tmp_path / "news.json"
    path.write_text(json.dumps([{"title": "خبر", "content": "زار سيرغي لافروف مدينة سوتشي."}]), encoding="utf-8")
    return path


@pytest.fixture
def without_the_table_of_news(monkeypatch, tmp_path):
    trained.load_tagger.cache_clear()
    for module in (trained, adapting):
        monkeypatch.setattr(module, "NEWS", tmp_path / "entities_news.zip")
    yield
    trained.load_tagger.cache_clear()


def test_a_damaged_table_ends_the_run_before_it_begins_and_is_named_with_the_remedy(tmp_path, news):
    folder = tmp_path / "index"
    assert run("index", news, "--index", folder, "--workers", 1).exit_code == 0
    (folder / ADAPTED).write_bytes(b"PK\x03\x04 no table")
    result = run("index", news, "--index", folder, "--workers", 1)
    assert result.exit_code == 3
    assert str(folder / ADAPTED) in result.stderr
    assert "fihris adapt" in result.stderr


@pytest.mark.usefixtures("without_the_table_of_news")
def test_a_recogniser_that_lacks_a_file_is_told_once(tmp_path, news):
    result = run("index", news, "--index", tmp_path / "index", "--workers", 1)
    assert result.exit_code == 0
    assert result.stderr.count("note: This Fihris is without the table of words") == 1


@pytest.mark.usefixtures("without_the_table_of_news")
def test_words_cannot_be_learned_on_top_of_a_table_that_was_left_out(tmp_path, news):
    folder = tmp_path / "index"
    run("index", news, "--index", folder, "--workers", 1)
    result = run("adapt", "--index", folder)
    assert result.exit_code == 3
    assert "entities_news.zip" in result.stderr
    assert not (folder / ADAPTED).exists()
