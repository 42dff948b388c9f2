"""The shipped files: what they are made of, that they are what they were, and what happens without them."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from indexer.extract.entities import trained
from indexer.extract.entities.article import find_in_articles
from indexer.extract.entities.lexicon import DATA
from indexer.extract.entities.tagger.container import read_container, write_container
from indexer.extract.entities.words import read_words

FILES = (trained.WEIGHTS, trained.NEWS, trained.PLAIN)
TEXT = "قال وزير الخارجية الروسي سيرغي لافروف في موسكو إن منظمة الصحة العالمية"


def test_each_file_has_the_checksum_that_was_written_down():
    lines = (DATA / "entities.sha256").read_text(encoding="ascii").splitlines()
    noted = {name: checksum for checksum, name in (line.split("  ") for line in lines)}
    assert noted == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FILES}


def test_the_files_are_small():
    assert sum(path.stat().st_size for path in FILES) < 15_000_000


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_file_says_what_it_was_made_of(path):
    header = read_container(path).header
    assert header["sources"]
    assert header["licence"].startswith("CC BY")
    assert ("NC" in header["licence"]) == (path == trained.NEWS)
    assert header["tools"]["numpy"]


def test_without_the_table_of_news_names_are_found_all_the_same(monkeypatch, tmp_path):
    monkeypatch.setattr(trained, "NEWS", tmp_path / "absent.zip")
    trained.load_tagger.cache_clear()
    try:
        tagger = trained.load_tagger()
        assert tagger.table is None
        ((mentions,),) = find_in_articles([[read_words(TEXT)]], tagger)
    finally:
        trained.load_tagger.cache_clear()
    assert {mention.name for mention in mentions} >= {"سيرغي لافروف", "موسكو", "منظمة الصحة العالمية"}


def test_equal_contents_are_equal_bytes(tmp_path):
    for name in ("one", "two"):
        write_container(tmp_path / name, {"a": 1}, {"b": np.arange(5)}, {"c": ["محمد", "علي"]})
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    held = read_container(tmp_path / "one")
    assert held.header == {"a": 1}
    assert held.lists == {"c": ["محمد", "علي"]}
    assert held.arrays["b"].tolist() == [0, 1, 2, 3, 4]


def test_a_file_that_is_no_model_is_refused_by_name(tmp_path):
    (tmp_path / "text.zip").write_text("no archive", encoding="ascii")
    with pytest.raises(ValueError, match=r"text\.zip"):
        read_container(tmp_path / "text.zip")
