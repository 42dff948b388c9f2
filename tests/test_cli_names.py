"""`fihris names`: listing, proposing, merging and parting the names of an index."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

import fihris
import search

PEOPLE = [("نتنياهو بنيامين",), ("بنيامين نتنياهو",), ("بنيامين نتانياهو",), ("بنيامين نتنياهو", "سيرغي لافروف")]


def run(*args):
    return CliRunner().invoke(fihris.main, ["names", *map(str, args)], catch_exceptions=False)


@pytest.fixture
def index(tmp_path):
    location = tmp_path / "index"
    with search.open_engine(location, create=True) as engine:
        engine.write(
            search.Article(f"a{number}", "لقاء", "نص", people=people) for number, people in enumerate(PEOPLE, 1)
        )
        engine.commit()
    return location


def values(index):
    rows = json.loads(run("person", "--index", index, "--json").stdout)
    return {row["value"]: row["articles"] for row in rows}


def test_names_are_listed_with_their_articles(index):
    assert values(index)["بنيامين نتنياهو"] == 2
    assert "سيرغي لافروف" in run("person", "--beginning", "ﻻفروف", "--index", index).stdout


def test_a_merge_counts_at_once_and_can_be_undone(index):
    before = values(index)
    merged = run("person", "--merge", "بنيامين نتانياهو", "--under", "بنيامين نتنياهو", "--index", index)
    assert (merged.exit_code, "1 merged." in merged.stdout) == (0, True)
    assert values(index) == {"بنيامين نتنياهو": 3, "نتنياهو بنيامين": 1, "سيرغي لافروف": 1}
    [row] = json.loads(run("person", "--merges", "--index", index, "--json").stdout)
    assert (row["name"], row["under"]) == ("بنيامين نتانياهو", "بنيامين نتنياهو")
    run("person", "--undo", "بنيامين نتانياهو", "--index", index)
    assert values(index) == before


def test_proposals_have_evidence_and_are_accepted_from_a_confidence_on(index):
    rows = json.loads(run("person", "--propose", "--index", index, "--json").stdout)
    proposed = {(row["name"], row["under"]): row for row in rows}
    row = proposed["بنيامين نتانياهو", "بنيامين نتنياهو"]
    assert row["evidence"]
    assert run("person", "--accept", row["confidence"], "--index", index).exit_code == 0
    assert values(index)["بنيامين نتنياهو"] >= 3


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (("--merge", "س"), "--under"),
        (("--propose", "--merges"), "one at a time"),
        (("--merge", "فلان", "--under", "سيرغي لافروف"), "فلان"),
        (("--undo", "سيرغي لافروف"), "سيرغي لافروف"),
    ],
)
def test_what_cannot_be_done_is_named(index, args, reason):
    result = run("person", *args, "--index", index)
    assert result.exit_code == 2
    assert reason in result.stderr
