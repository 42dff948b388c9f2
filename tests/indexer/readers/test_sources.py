from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from indexer.extract.boilerplate import Cleaned, split_boilerplate
from indexer.readers import FORMATS, MAX_ARTICLE_BYTES, count_hint, guess_format, read_sources
from indexer.records import RawArticle
from search.errors import SourceError

RECORD = '{"title": "عنوان", "text": "نص الخبر"}'


def read(*paths: Path, **options: object) -> tuple[list[RawArticle], list[SourceError]]:
    skipped: list[SourceError] = []
    return list(read_sources(paths, on_skip=skipped.append, **options)), skipped  # type: ignore[arg-type]


def only_skip(*paths: Path, **options: object) -> SourceError:
    articles, skipped = read(*paths, **options)
    assert articles == []
    assert len(skipped) == 1
    assert skipped[0].message != skipped[0].message_ar
    return skipped[0]


def test_folder_is_walked_sorted_and_hidden_files_are_counted_as_ignored(tmp_path: Path) -> None:
    folder = tmp_path / "أرشيف"
    (folder / "صحيفة").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / ".git" / "config.txt").write_text("x")
    (folder / "صحيفة" / "ب.txt").write_text("عنوان\nنص")
    (folder / "صحيفة" / "أ.txt").write_text("عنوان")
    (folder / "a.jsonl").write_text(RECORD + "\n" + RECORD + "\n")
    (folder / "README.md").write_text("about")
    (folder / ".DS_Store").write_bytes(b"\0")
    ignored: list[str] = []
    articles, skipped = read(folder, on_ignore=ignored.append)
    assert [each.origin for each in articles] == [
        "أرشيف/a.jsonl#1",
        "أرشيف/a.jsonl#2",
        "أرشيف/صحيفة/أ.txt",
        "أرشيف/صحيفة/ب.txt",
    ]
    assert [each.source for each in articles] == [None, None, "صحيفة", "صحيفة"]
    assert skipped == []
    assert ignored == ["أرشيف/.DS_Store", "أرشيف/.git", "أرشيف/README.md"]


def test_single_file_belongs_to_its_folder_and_a_named_source_replaces_it(tmp_path: Path) -> None:
    path = tmp_path / "خبر.txt"
    path.write_text("عنوان\nنص")
    assert read(path)[0][0].origin == f"{tmp_path.name}/خبر.txt"
    named = read(path, source_name="وكالة")[0][0]
    assert (named.origin, named.source) == ("وكالة/خبر.txt", "وكالة")


def test_progress_never_falls_and_ends_at_the_hint(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text((RECORD + "\n") * 50)
    (tmp_path / "b.json").write_text(f"[{RECORD}]")
    (tmp_path / "c.txt").write_text("عنوان")
    seen: list[int] = []
    read(tmp_path, on_progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == count_hint([tmp_path]) == sum(path.stat().st_size for path in tmp_path.iterdir())


def test_missing_folder_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("عنوان")
    articles, skipped = read(tmp_path / "nowhere", tmp_path)
    assert len(articles) == 1
    assert "nowhere: there is no such file or folder" in skipped[0].message
    assert "لا يوجد ملف أو مجلد" in skipped[0].message_ar


@pytest.mark.parametrize("content", [b"", b"  \n\n", b"\xef\xbb\xbf", b"\xff\xfe"])
@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.jsonl", "a.csv", "a.html", "a.zip", "a"])
def test_empty_file_of_each_format_is_named(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert "the file is empty" in only_skip(tmp_path / name).reason


@pytest.mark.parametrize("name", ["photo.bmp", "page.php", "style.css", "doc.docx"])
def test_unknown_format_is_named_with_those_that_exist(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("some text")
    reason = only_skip(tmp_path / name).reason
    assert "unknown format" in reason
    assert all(known in reason for known in FORMATS)


def test_unknown_format_option_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("عنوان")
    assert "unknown format pdf" in only_skip(tmp_path, format="pdf").reason


def test_format_option_wins_over_the_extension(tmp_path: Path) -> None:
    (tmp_path / "a.dat").write_text(RECORD + "\n" + RECORD)
    assert len(read(tmp_path, format="jsonl")[0]) == 2


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("a.TXT", b"", "text"),
        ("a.ndjson", b"", "jsonl"),
        ("a.tsv", b"", "csv"),
        ("page", b"<!-- saved -->\n<!DOCTYPE HTML>", "html"),
        ("data", b'\xef\xbb\xbf [{"a"', "json"),
        ("data", b"PK\x03\x04", "zip"),
        ("خبر", "عنوان\nنص".encode(), "text"),
        ("خبر", b"\x00\x01\x02\x03", None),
        ("a.bin", b"text", None),
    ],
)
def test_format_is_told_by_extension_then_by_content(name: str, head: bytes, expected: str | None) -> None:
    assert guess_format(Path(name), head) == expected


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_file_without_permission_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "a.txt").chmod(0)
    assert "no permission" in only_skip(tmp_path / "a.txt").reason


def test_permission_error_of_a_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("x")

    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert "no permission" in only_skip(tmp_path).reason


def test_links_that_lead_back_end_and_broken_ones_are_named(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text("عنوان")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to(tmp_path / "a" / "self")
    (tmp_path / "a" / "gone.txt").symlink_to(tmp_path / "nothing")
    articles, skipped = read(tmp_path)
    assert len(articles) == 1
    assert sorted(error.source.rpartition("/")[2] for error in skipped) == ["gone.txt", "self"]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are files of Unix")
def test_pipe_in_a_folder_does_not_hang_the_run(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert "neither a file nor a folder" in only_skip(tmp_path).reason


def test_name_that_is_not_utf8_can_be_printed(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + "/خبر.txt".encode("cp1256")
    with open(path, "wb") as stream:
        stream.write("عنوان".encode())
    assert read(tmp_path)[0][0].origin.endswith("/خبر.txt")


@pytest.mark.parametrize("name", ["big.txt", "big.html"])
def test_fifty_megabytes_as_one_article_are_refused_without_reading_them_all(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes("<p>عنوان\nكلمة ".encode() + b"a " * (25 << 20))
    assert "more than 20 MiB for one article" in only_skip(tmp_path / name).reason


def test_oversized_article_in_a_large_file_costs_only_itself(tmp_path: Path) -> None:
    line = '{"title": "كبير", "text": "' + "ab " * (MAX_ARTICLE_BYTES // 3 + 10) + '"}\n'
    (tmp_path / "a.jsonl").write_text(RECORD + "\n" + line + RECORD + "\n")
    (tmp_path / "b.json").write_text(f"[{RECORD},{line},{RECORD}]")
    articles, skipped = read(tmp_path)
    assert [each.origin.rpartition("#")[2] for each in articles] == ["1", "3", "1", "3"]
    assert [error.source.rpartition("/")[2] for error in skipped] == ["a.jsonl#2", "b.json#2"]


def test_fifty_megabytes_of_many_articles_are_read(tmp_path: Path) -> None:
    line = '{"title": "عنوان", "text": "' + "نص " * 10_000 + '"}\n'
    with (tmp_path / "a.jsonl").open("w", encoding="utf-8") as stream:
        stream.writelines([line] * 1050)
    assert (tmp_path / "a.jsonl").stat().st_size > 50_000_000
    articles, skipped = read(tmp_path)
    assert (len(articles), skipped) == (1050, [])


@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.jsonl", "a.csv", "a.html", "a.zip"])
def test_binary_data_under_each_extension_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(bytes(range(256)) * 100)
    articles, skipped = read(tmp_path)
    assert articles == []
    assert skipped


def test_samples_come_out_whole(samples: Path) -> None:
    articles, skipped = read(samples)
    assert (len(articles), skipped) == (73, [])
    assert all(each.title and each.body and each.source for each in articles)
    pages = [each for each in articles if ".html" in each.origin]
    assert len(pages) == 11
    assert all(len(each.captions) == 1 and each.author and each.published and each.url for each in pages)
    assert not any("شارك على" in each.body or "اقرأ أيض" in each.body for each in pages)
    for each in pages:
        markup = (samples / each.origin.partition("/")[2]).read_text(encoding="utf-8")
        content = markup.partition('entry-content">')[2].partition('<div class="share bottom">')[0]
        assert each.body.split("\n\n") == re.findall(r"<p>([^<]*)</p>", content)
        assert split_boilerplate(each.title, each.body) == Cleaned(each.title, each.body)


@pytest.mark.corpora
@pytest.mark.slow
def test_saudi_archive_loses_only_records_that_hold_nothing(corpora: Path) -> None:
    articles, skipped = read(corpora / "saudinewsnet")
    assert (len(articles), len(skipped)) == (30_973, 57)
    assert all("nothing to index" in error.reason for error in skipped)
    assert all(each.fetched and each.published is None and each.url for each in articles)
