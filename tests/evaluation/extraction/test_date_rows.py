"""Annotated dates: values as days, pairing, counting."""

from __future__ import annotations

import datetime as dt
import json
from types import SimpleNamespace

import pytest

from evaluation.errors import EvaluationInputError
from evaluation.extraction.date_rows import read_dated_articles, score_dates
from evaluation.extraction.values import days_of

TEXT = "وصل الوفد أمس إلى المدينة وغادرها في مايو 2015 ثم عاد غدا"


def row(*spans, text=TEXT):
    marked = [
        {"start": text.index(words), "end": text.index(words) + len(words), "text": words, "value": value, "type": kind}
        for words, value, kind in spans
    ]
    return {"doc": "x1", "text": text, "reference_date": "2015-08-07", "spans": marked}


def find(words, first, last=None):
    start = TEXT.index(words)
    one = dt.date.fromisoformat(first)
    return SimpleNamespace(start=start, end=start + len(words), first=one, last=dt.date.fromisoformat(last or first))


@pytest.fixture
def scores_of(tmp_path):
    def score(record, *finds, **options):
        path = tmp_path / "dates.jsonl"
        path.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
        return score_dates(read_dated_articles(path), lambda _text, _reference: finds, **options)

    return score


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2015-08-06", "2015-08-06", "2015-08-06"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("2008", "2008-01-01", "2008-12-31"),
        ("196", "1960-01-01", "1969-12-31"),
        ("19", "1900-01-01", "1999-12-31"),
        ("2012-Q2", "2012-04-01", "2012-06-30"),
        ("2012-H2", "2012-07-01", "2012-12-31"),
        ("2012-SU", "2012-07-01", "2012-09-30"),
        ("2015-W30", "2015-07-20", "2015-07-26"),
        ("2015-07-30/2015-08-02", "2015-07-30", "2015-08-02"),
        ("1998/1999", "1998-01-01", "1999-12-31"),
    ],
)
def test_a_value_is_its_first_and_last_day(value, first, last):
    assert days_of(value)[:2] == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


def test_a_year_of_the_hijra_is_its_days_give_or_take_three():
    days = days_of("AH-1436")
    assert days.agrees(dt.date(2014, 10, 25), dt.date(2015, 10, 13))
    assert not days.agrees(dt.date(2014, 1, 1), dt.date(2014, 12, 31))


def test_a_find_counts_as_exact_overlapping_and_right_apart_from_each_other(scores_of):
    record = row(("أمس", "2015-08-06", "DATE"), ("مايو 2015", "2015-05", "DATE"), ("غدا", "2015-08-08", "DATE"))
    scores = scores_of(record, find("أمس", "2015-08-06"), find("2015", "2015-05-01", "2015-05-31"))
    assert (scores.exact.right, scores.overlap.right, scores.value.right) == (1, 2, 2)
    assert (scores.value.found, scores.value.annotated) == (2, 3)
    assert [each.kind for each in scores.disagreements] == ["span", "missed"]


def test_a_wrong_day_and_an_invented_date_are_told(scores_of):
    scores = scores_of(row(("أمس", "2015-08-06", "DATE")), find("أمس", "2015-08-05"), find("غدا", "2015-08-08"))
    assert (scores.overlap.right, scores.value.right, scores.value.found) == (1, 0, 2)
    assert [each.kind for each in scores.disagreements] == ["value", "spurious"]


def test_an_optional_expression_costs_nothing_found_or_not(scores_of):
    record = row(("أمس", None, "OPT"))
    assert scores_of(record).overlap.annotated == 0
    assert scores_of(record, find("أمس", "2015-08-05")).overlap.found == 0


@pytest.mark.parametrize("with_reference", [True, False])
def test_the_finder_is_told_the_day_of_publication_only_where_asked(tmp_path, with_reference):
    path = tmp_path / "dates.jsonl"
    path.write_text(json.dumps(row()), encoding="utf-8")
    told = []
    score_dates(read_dated_articles(path), lambda _text, day: told.append(day) or [], with_reference=with_reference)
    assert told == [dt.date(2015, 8, 7) if with_reference else None]


@pytest.mark.parametrize(
    "line",
    [
        "{}",
        "[]",
        '{"text": "x"}',
        '{"text": "أمس", "spans": [{"start": 0, "end": 9, "value": "2015", "type": "DATE"}]}',
        '{"text": "أمس", "spans": [{"start": 0, "end": 3, "value": "soon", "type": "DATE"}]}',
        '{"text": "أمس", "spans": [{"start": 0, "end": 3, "text": "غدا", "value": "2015", "type": "DATE"}]}',
    ],
)
def test_a_line_that_is_no_annotated_article_is_named(tmp_path, line):
    path = tmp_path / "dates.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(EvaluationInputError, match="line 1: an object"):
        read_dated_articles(path)
