"""find_dates on an inventory of sentences: every form, three systems of months, three digit sets, and the traps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hijridate import Hijri

from evaluation.extraction.values import Days, days_of
from indexer.extract.dates import find_dates

INVENTORY = Path(__file__).with_name("dates_inventory.tsv")


def inventory() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for line in INVENTORY.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            reference, sentence, *expected = line.split("\t")
            yield reference, sentence, tuple(expected)


def expected_days(value: str) -> Days:
    """Return the days of a value; Hijri ones by hijridate alone, not by the code under test."""
    if not value.startswith("H"):
        return days_of(value)
    first, _, last = value.partition("/")
    return Days(hijri_ends(first)[0], hijri_ends(last or first)[1])


def hijri_ends(value: str) -> tuple[dt.date, dt.date]:
    year, month, *day = (int(part) for part in value[1:].split("-"))
    last_day = day[0] if day else Hijri(year, month, 1).month_length()
    ends = [Hijri(year, month, number).to_gregorian() for number in (day[0] if day else 1, last_day)]
    first, last = (dt.date(*end.datetuple()) for end in ends)
    return first, last


@pytest.mark.parametrize(("reference", "sentence", "expected"), list(inventory()))
def test_each_sentence_gives_its_dates_and_no_others(reference: str, sentence: str, expected: tuple[str, ...]) -> None:
    found = find_dates(sentence, dt.date.fromisoformat(reference))
    pairs = [item.rpartition("=") for item in expected]
    assert [mention.text for mention in found] == [span for span, _, _ in pairs]
    for mention, (_, _, value) in zip(found, pairs, strict=True):
        assert expected_days(value).agrees(mention.first, mention.last), (mention, value)


@pytest.mark.parametrize(("reference", "sentence"), [row[:2] for row in list(inventory())[::7]])
def test_lines_around_a_sentence_do_not_move_its_dates(reference: str, sentence: str) -> None:
    day = dt.date.fromisoformat(reference)
    alone, inside = find_dates(sentence, day), find_dates(f"هذا خبر.\n{sentence}\nانتهى الخبر.", day)
    assert [(m.text, m.first, m.last) for m in inside] == [(m.text, m.first, m.last) for m in alone]
