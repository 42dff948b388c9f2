"""The measures: as their definitions say, as the study's own program computes them, whatever the scores and ties."""

from __future__ import annotations

import importlib.util
import math
import random
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import measures
from evaluation.errors import MeasuresMissingError
from evaluation.measures import MEASURES, means, score_queries
from evaluation.runs import Run, read_run, run_lines

DOCUMENTS = [f"d{number}" for number in range(130)]
judged = st.sets(st.sampled_from(DOCUMENTS), min_size=1, max_size=20).map(frozenset)
ranked = st.permutations(DOCUMENTS).flatmap(lambda order: st.integers(0, 110).map(lambda depth: tuple(order[:depth])))


def by_definition(ranking, relevant):
    gains = [document in relevant for document in ranking]
    first = next((1 / rank for rank, gain in enumerate(gains[:10], 1) if gain), 0.0)
    found = sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains[:10], 1))
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(10, len(relevant)) + 1))
    return first, found / ideal, sum(gains[:100]) / len(relevant)


@given(st.lists(st.tuples(ranked, judged), min_size=1, max_size=4))
def test_each_measure_of_each_query_is_what_its_definition_says(cases):
    rankings = {f"q{place}": ranking for place, (ranking, _) in enumerate(cases)}
    relevant = {f"q{place}": documents for place, (_, documents) in enumerate(cases)}
    expected = [by_definition(ranking, documents) for ranking, documents in cases]
    np.testing.assert_allclose(score_queries(rankings, relevant).T, expected, atol=1e-9)


def test_a_query_without_a_ranking_scores_nothing_and_counts():
    found = score_queries({"q1": ("d1",)}, {"q1": frozenset({"d1"}), "q2": frozenset({"d1"})})
    assert means(found) == pytest.approx(dict.fromkeys(MEASURES, 0.5))


def test_a_query_without_a_relevant_document_does_not_count():
    assert score_queries({"q1": ("d1",), "q2": ("d2",)}, {"q1": frozenset({"d1"})}).shape == (3, 1)


@pytest.mark.corpora
def test_the_studys_own_program_gives_the_same_figures(corpora, tmp_path):
    specification = importlib.util.spec_from_file_location("study", corpora / "retrieval" / "evaluate.py")
    study = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(study)
    chance = random.Random(7)
    relevant = {f"q{number}": frozenset(chance.sample(DOCUMENTS, chance.randint(1, 12))) for number in range(40)}
    rankings = {}
    for query in list(relevant)[:36]:
        order = chance.sample(DOCUMENTS, chance.randint(0, 120))
        # Scores in steps, so that most documents share theirs with others: only the rank tells them apart.
        rankings[query] = tuple((document, 9.0 - place // 7) for place, document in enumerate(order))
    (tmp_path / "run").write_text("".join(run_lines(Run(rankings))), encoding="utf-8")
    lines = [f"{query}\t{document}\t1\n" for query, documents in relevant.items() for document in documents]
    (tmp_path / "qrels").write_text("".join(lines), encoding="utf-8")
    theirs = study.evaluate(study.read_run(tmp_path / "run"), study.read_qrels(tmp_path / "qrels"))
    ours = score_queries(read_run(tmp_path / "run").documents(), relevant)
    np.testing.assert_allclose(ours.T, [theirs[query][:3] for query in relevant], atol=1e-9)


def test_where_the_package_is_missing_its_installation_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    with pytest.raises(MeasuresMissingError, match=r"pip install ir-measures"):
        measures.load_measures()
