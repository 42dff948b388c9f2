"""Runs: asked of an engine, written, and read in the forms that other programs write."""

from __future__ import annotations

import itertools

import pytest

import search
from evaluation.archive import analysed, temporary_index
from evaluation.errors import EvaluationInputError
from evaluation.runs import DEPTH, Run, ask, read_run, run_lines

ARTICLES = [search.Article(f"d{number}", text=f"وصل الوفد {'سوتشي ' * (number % 3)}") for number in range(250)]


@pytest.fixture(scope="module")
def engine():
    with temporary_index(analysed(ARTICLES)) as engine:
        yield engine


def test_a_run_is_what_the_engine_answers_anybody(engine):
    run = ask(engine, {"q1": "سوتشي", "q2": "باريس"}, level="stem")
    request = search.SearchRequest("سوتشي", level="stem", match="any", size=DEPTH, facets=())
    assert run.rankings["q1"] == tuple((hit.key, hit.score) for hit in engine.search(request).hits)
    assert len(run.rankings["q1"]) == DEPTH
    assert run.rankings["q2"] == ()


def test_equal_scores_stay_in_the_order_of_the_documents(engine):
    [ranking] = ask(engine, {"q1": "الوفد"}).rankings.values()
    for (one, score), (other, next_score) in itertools.pairwise(ranking):
        assert score > next_score or int(one[1:]) < int(other[1:])


def test_any_word_is_enough_and_every_level_can_be_asked(engine):
    for level in search.LEVELS:
        assert len(ask(engine, {"q1": "سوتشي باريس"}, level=level).rankings["q1"]) == DEPTH


@pytest.mark.parametrize("text", ["؟!", "-", "-الوفد"])
def test_a_query_without_a_word_to_look_for_finds_nothing(engine, text):
    assert ask(engine, {"q1": text}).rankings == {"q1": ()}


def test_a_query_that_is_too_long_is_named_and_not_asked(engine):
    run = ask(engine, {"q1": "سوتشي " * 200, "q2": "سوتشي"})
    assert run.too_long == ["q1"]
    assert list(run.rankings) == ["q2"]


def test_what_was_written_is_read_again(tmp_path):
    run = Run({"q1": (("a", 3.5), ("b", 3.5), ("c d", 1.0)), "q2": (("a", 0.25),)})
    (tmp_path / "run").write_text("".join(run_lines(run)), encoding="utf-8")
    assert read_run(tmp_path / "run").rankings == run.rankings


def test_trecs_six_columns_are_read(tmp_path):
    (tmp_path / "run").write_text("q1 Q0 b 2 1.5 other\nq1 Q0 a 1 2.5 other\n", encoding="utf-8")
    assert read_run(tmp_path / "run").rankings == {"q1": (("a", 2.5), ("b", 1.5))}


def test_the_rank_is_the_order_then_the_score_then_the_line(tmp_path):
    rows = ["q1\tlast\t2\t9", "q1\tsecond\t1\t1", "q1\tthird\t1\t1", "q1\tfirst\t1\t2", "q1\tfirst\t3\t0"]
    (tmp_path / "run").write_text("\n".join(rows), encoding="utf-8")
    assert read_run(tmp_path / "run").documents() == {"q1": ("first", "second", "third", "last")}


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ("", None, "empty"),
        ("q1\ta\t1\n", 1, "a score are expected"),
        ("q1\ta\t1\t2\nq1\ta\tfirst\t2\n", 2, "a score are expected"),
        ("q1\ta\tinf\t2\n", 1, "a score are expected"),
        ("q1 a 1 2 3\n", 1, "a score are expected"),
    ],
)
def test_a_run_that_cannot_be_read_is_named(tmp_path, content, line, reason):
    (tmp_path / "run").write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationInputError, match=reason) as raised:
        read_run(tmp_path / "run")
    assert raised.value.line == line


def test_a_run_that_is_missing_is_named(tmp_path):
    with pytest.raises(EvaluationInputError, match="no such file"):
        read_run(tmp_path / "run")
