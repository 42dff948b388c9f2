"""The temporary index: the real words, every article its own, and nothing left behind."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest

import search
from evaluation.archive import analysed, articles_of, read_background, temporary_index
from evaluation.folder import Document

DOCUMENTS = [Document("d1", "عنوان القمة", "وصل الوفد إلى سوتشي."), Document("2:1-4", "", "")]


def keys(engine, text):
    return [hit.key for hit in engine.search(search.SearchRequest(text, size=100, match="any")).hits]


@pytest.fixture
def temporary_folder(tmp_path, monkeypatch):
    """An empty folder in which temporary ones are made."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_the_index_goes_with_the_block(temporary_folder):
    with temporary_index(analysed(articles_of(DOCUMENTS))) as engine:
        assert Path(engine.info().location).is_relative_to(temporary_folder)
        assert engine.info().articles == 2
    assert list(temporary_folder.iterdir()) == []


def test_the_index_goes_where_something_fails(temporary_folder):
    def broken():
        yield from analysed(articles_of(DOCUMENTS))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), temporary_index(broken()):
        pass
    assert list(temporary_folder.iterdir()) == []


def test_titles_are_found_only_where_they_are_asked_for():
    with temporary_index(analysed(articles_of(DOCUMENTS))) as engine:
        assert keys(engine, "القمة") == []
    with temporary_index(analysed(articles_of(DOCUMENTS, with_titles=True))) as engine:
        assert keys(engine, "القمة") == ["d1"]


@pytest.mark.parametrize("with_titles", [False, True])
@pytest.mark.parametrize("text", ["سوتشي", "الوفود", "إلى سوتشي وباريس", '"الوفد إلى سوتشي"', "سوت*"])
def test_words_and_scores_are_those_of_an_index_that_keeps_its_texts(tmp_path, text, with_titles):
    articles = [*articles_of(DOCUMENTS, with_titles=with_titles), search.Article("x", "باريس", "الوفود في باريس.")]
    request = search.SearchRequest(text, level="root", match="any")
    with search.open_engine(tmp_path / "index", create=True) as engine:
        engine.write(articles)
        engine.commit()
        expected = [(hit.key, hit.score) for hit in engine.search(request).hits]
    with temporary_index(analysed(articles)) as engine:
        assert [(hit.key, hit.score) for hit in engine.search(request).hits] == expected


def write_news(path, *records):
    path.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    return str(path)


NEWS = {"title": "مباراة", "content": "فاز الهلال.", "url": "https://a.example/1"}


def test_equal_and_empty_articles_of_the_background_stay_apart(tmp_path):
    skipped = []
    sources = [write_news(tmp_path / "a.json", NEWS, {"title": "", "content": ""}, NEWS)]
    found = list(read_background(sources, DOCUMENTS, on_skip=skipped.append))
    assert [article.text for article in found] == ["مباراة . فاز الهلال.", "", "مباراة . فاز الهلال."]
    assert len({article.key for article in found}) == 3
    assert skipped == []
    with temporary_index(analysed(found)) as engine:
        assert engine.info().articles == 3


def test_an_empty_article_that_ends_a_source_is_counted(tmp_path):
    sources = [
        write_news(tmp_path / "a.json", NEWS, {"title": "", "content": ""}),
        write_news(tmp_path / "b.json", NEWS),
    ]
    found = list(read_background(sources, DOCUMENTS, on_skip=lambda _error: None))
    assert [bool(article.text) for article in found] == [True, False, True]


def test_titles_of_the_background_are_titles_where_those_of_the_documents_are(tmp_path):
    sources = [write_news(tmp_path / "a.json", NEWS)]
    [article] = read_background(sources, DOCUMENTS, with_titles=True, on_skip=lambda _error: None)
    assert (article.title, article.text) == ("مباراة", "فاز الهلال.")


def test_no_key_of_the_background_is_that_of_a_document(tmp_path):
    documents = [Document("background-1", "", "x"), Document("background--1", "", "x")]
    found = read_background([write_news(tmp_path / "a.json", NEWS)], documents, on_skip=lambda _error: None)
    assert [article.key for article in found] == ["background---1"]


def test_what_cannot_be_read_is_named(tmp_path):
    skipped = []
    (tmp_path / "nothing").mkdir()
    (tmp_path / "bad.json").write_text('[{"title": "خبر"}, {"title": ', encoding="utf-8")
    sources = [str(tmp_path / name) for name in ("missing.zip", "nothing", "bad.json")]
    found = list(read_background(sources, DOCUMENTS, on_skip=skipped.append))
    assert [article.text for article in found] == ["خبر"]
    assert [Path(error.source.split(",")[0]).name for error in skipped] == ["missing.zip", "nothing", "bad.json"]
