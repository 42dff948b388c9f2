"""`fihris evaluate-extraction`: what it prints and with which status it ends."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

import fihris

NAMES = "وصل O\nسيرغي B-PER\nلافروف I-PER\nإلى O\nموسكو B-LOC\n. O\n"
DATES = {
    "doc": "x1",
    "text": "وصل الوفد في 5 مايو 2015 إلى موسكو.",
    "reference_date": "2015-08-07",
    "spans": [{"start": 13, "end": 24, "text": "5 مايو 2015", "value": "2015-05-05", "type": "DATE"}],
}


def run(*args):
    return CliRunner().invoke(fihris.main, ["evaluate-extraction", *map(str, args)], catch_exceptions=False)


@pytest.fixture
def names(tmp_path):
    path = tmp_path / "names.conll"
    path.write_text(NAMES, encoding="utf-8")
    return path


@pytest.fixture
def dates(tmp_path):
    path = tmp_path / "dates.jsonl"
    path.write_text(json.dumps(DATES, ensure_ascii=False), encoding="utf-8")
    return path


def test_names_are_scored_by_class(names):
    found = json.loads(run(names, "--json").stdout)
    assert found["kind"] == "names"
    assert (found["all"]["f1"], found["per"]["f1"], found["loc"]["annotated"]) == (100.0, 100.0, 1)


def test_dates_are_scored_by_span_and_value(dates):
    found = json.loads(run(dates, "--json").stdout)
    assert (found["kind"], found["exact"]["f1"], found["value"]["f1"]) == ("dates", 100.0, 100.0)


def test_several_files_are_several_tables(names, dates):
    result = run(names, dates, "--errors")
    assert result.exit_code == 0
    assert result.stdout.count("annotated") == 2
    assert [one["kind"] for one in json.loads(run(names, dates, "--json").stdout)] == ["names", "dates"]


def test_errors_are_listed_on_demand(tmp_path):
    path = tmp_path / "names.conll"
    path.write_text("كتاب B-PER\n. O\n", encoding="utf-8")
    assert "missed    sentence 1: PER كتاب" in run(path, "--errors").stdout


@pytest.mark.parametrize(("content", "reason"), [(None, "no such file"), ("", "no annotation"), ("x", "a token")])
def test_what_cannot_be_read_is_named_with_its_remedy(tmp_path, content, reason):
    path = tmp_path / "file"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    result = run(path)
    assert result.exit_code == 2
    assert reason in result.stderr
