"""`fihris evaluate`: what it prints, what it writes, with which status it ends."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

import fihris
from evaluation.progress import lines_every

DOCUMENTS = [
    ("d1", "القمة", "وصل الوفد إلى سوتشي."),
    ("d2", "", "فاز الهلال في الرياض."),
    ("d3", "", "وصل الوفد إلى أستانة."),
    ("d4", "", ""),
]
QUERIES = [("q1", "أستانة"), ("q2", "الوفد"), ("q3", "القمة"), ("q4", "بلا جواب")]
JUDGED = [("q1", "d3"), ("q2", "d3"), ("q3", "d1")]
"""q1 finds its document first, q2 second (d1 is as good and before it), q3 by its title alone; q4 is unjudged."""


def fihris_cli(*args, **options):
    return CliRunner().invoke(fihris.main, [str(arg) for arg in args], catch_exceptions=False, **options)


def write_rows(path, rows):
    path.write_text("".join("\t".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "small"
    folder.mkdir()
    records = [json.dumps(dict(zip(("id", "title", "text"), row, strict=True))) for row in DOCUMENTS]
    (folder / "docs.jsonl").write_text("\n".join(records), encoding="utf-8")
    write_rows(folder / "queries.tsv", QUERIES)
    write_rows(folder / "qrels.tsv", [(*row, 1) for row in JUDGED])
    return folder


@pytest.fixture
def news(tmp_path):
    path = tmp_path / "news.json"
    path.write_text(json.dumps([{"title": "الوفد", "content": "الوفد"}, {"title": "خبر", "content": "خبر"}]), "utf-8")
    return path


def test_the_measures_and_how_they_were_taken_in_json(folder):
    result = fihris_cli("evaluate", folder, "--json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    expected = {"queries": 3, "documents": 4, "mrr@10": 0.5, "recall@100": 0.666667, "level": "root", "match": "any"}
    assert found | expected == found
    assert found["ndcg@10"] == pytest.approx((1 + 0.63093) / 3, abs=1e-5)
    assert (found["background"], found["unjudged"], found["too_long"], found["skipped"]) == (0, 1, [], [])
    assert "1 queries have no relevant document in qrels.tsv" in result.stderr


def test_the_measures_for_people(folder):
    result = fihris_cli("evaluate", folder, "--level", "stem", "--match", "all", "--with-titles")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[:2] == ["small: 3 queries, 4 documents", "level stem, match all, titles indexed"]
    assert "MRR@10      0.8333" in lines
    assert "Recall@100  1.0000" in lines


@pytest.mark.parametrize("order", ["after", "one option", "two options"])
def test_the_background_may_be_several_sources(folder, news, order):
    sources = {
        "after": ("--background", news, news),
        "one option": ("--background", news, "--level", "stem", news),
        "two options": ("--background", news, "--background", news),
    }[order]
    result = fihris_cli("evaluate", folder, *sources, "--json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert (found["documents"], found["background"]) == (4, 4)
    assert found["mrr@10"] == pytest.approx((1 + 1 / 4) / 3, abs=1e-5), "two articles are about nothing else"


def test_a_background_that_cannot_be_read_is_named_and_the_rest_measured(folder, news, tmp_path):
    result = fihris_cli("evaluate", folder, "--background", tmp_path / "none.zip", news, "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert found["background"] == 2
    assert "none.zip" in found["skipped"][0]["source"]
    assert "none.zip" in result.stderr


def test_a_query_that_is_too_long_is_named_and_scores_nothing(folder):
    write_rows(folder / "queries.tsv", [("q1", "أستانة " * 200), *QUERIES[1:]])
    result = fihris_cli("evaluate", folder, "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert (found["queries"], found["mrr@10"], found["too_long"]) == (3, 0.166667, ["q1"])
    assert "they score 0: q1" in result.stderr


def test_a_run_is_written_and_compared_with(folder, tmp_path):
    run = tmp_path / "run.txt"
    assert fihris_cli("evaluate", folder, "--run", run).exit_code == 0
    assert run.read_text(encoding="utf-8").startswith("q1\td3\t1\t")
    result = fihris_cli("evaluate", folder, "--compare", run, "--with-titles", "--json")
    assert result.exit_code == 0
    compared = json.loads(result.stdout)["compare"]
    assert compared["measures"]["mrr@10"]["points"] == pytest.approx(100 / 3, abs=1e-4)
    assert [compared["measures"]["mrr@10"][name] for name in ("wins", "losses", "ties")] == [1, 0, 2]
    assert compared["absent"] == 1, "q3 found nothing without titles"
    assert "1 queries are not in" in result.stderr


def test_a_comparison_for_people(folder, tmp_path):
    run = write_rows(tmp_path / "run.txt", [("q1", "d1", 1, 2.0), ("q1", "d3", 2, 1.0), ("elsewhere", "d1", 1, 1.0)])
    result = fihris_cli("evaluate", folder, "--compare", run)
    assert result.exit_code == 0
    [line] = [line for line in result.stdout.splitlines() if line.startswith("MRR@10  ") and "[" in line]
    assert re.match(r"MRR@10 +0\.5000 +0\.1667 +\+33\.33 +\[.+\] +[01]\.\d{4} +2 +0 +1$", line)
    assert "1 queries of" in result.stderr


def test_a_run_of_another_set_is_refused(folder, tmp_path):
    run = write_rows(tmp_path / "run.txt", [("elsewhere", "d1", 1, 2.0)])
    result = fihris_cli("evaluate", folder, "--compare", run)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "none of its queries" in result.stderr


def test_a_folder_that_is_wrong_has_status_2_in_the_readers_language(folder):
    write_rows(folder / "qrels.tsv", [("q1", "d9", 1)])
    result = fihris_cli("evaluate", folder, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "qrels.tsv, line 1: there is no document 'd9' in docs.jsonl" in result.stderr
    arabic = fihris_cli("evaluate", folder, env={"LC_ALL": "ar_SA.UTF-8"})
    assert "السطر 1: لا توجد وثيقة بالمعرّف «d9»" in arabic.stderr


@pytest.mark.parametrize("args", [(), ("a", "b"), (".", "--level", "near"), (".", "--match", "some")])
def test_wrong_usage_has_status_2(args):
    result = fihris_cli("evaluate", *args)
    assert (result.exit_code, result.stdout) == (2, "")


def test_progress_off_a_terminal_is_a_line_now_and_then(capsys, monkeypatch):
    clock = iter([0.0, 0.0, 1.0, 6.0, 7.0, 12.0])
    monkeypatch.setattr("evaluation.progress.time", SimpleNamespace(monotonic=lambda: next(clock)))
    show = lines_every(5.0)
    for done in (500, 1000, 3000):
        show("indexed", done, None)
    for done in (1, 51):
        show("searched", done, 101)
    assert capsys.readouterr().err == "indexed 3,000, 500/s\nsearched 51 of 101, 10/s, about 5 s left\n"
