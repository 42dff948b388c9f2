"""`fihris adapt`: words learned from an index lie beside it and count from the next run on."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

import fihris
from indexer import building
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
