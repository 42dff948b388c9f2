"""`explain_text`: tokens at every level, dates and names, each pointing at its words."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from indexer.explain import explain_text
from search.analysis import LEVELS

TEXT = "قال سيرغي لافروف في 26 كانون الثاني 2021 إن وُفودًا ستصل إلى سوتشي"


def test_every_token_has_a_key_at_every_level():
    tokens = explain_text(TEXT)["tokens"]
    assert [token["text"] for token in tokens][:3] == ["قال", "سيرغي", "لافروف"]
    for token in tokens:
        assert set(token) == {"text", "start", "end", "position", *LEVELS}
    assert [token["position"] for token in tokens] == sorted(token["position"] for token in tokens)


def test_dates_and_names_are_found():
    found = explain_text(TEXT)
    [date] = found["dates"]
    assert (date["first"], date["last"], date["precision"]) == ("2021-01-26", "2021-01-26", "day")
    assert {("person", "سيرغي لافروف"), ("place", "سوتشي")} <= {(e["kind"], e["name"]) for e in found["entities"]}


def test_who_said_what_and_whose_report_it_is_are_told_with_their_reasons():
    text = "موسكو – سبوتنيك: قال وزير الخارجية سيرغي لافروف إن الحوار مستمر."
    found = explain_text(text)
    [said] = found["quotations"]
    assert (said["speaker"], said["text"], said["verb"]) == ("سيرغي لافروف", "الحوار مستمر", "قال")
    assert said["evidence"]
    assert [(part["kind"], part["text"]) for part in found["dateline"]] == [("place", "موسكو"), ("agency", "سبوتنيك")]
    assert all(part["evidence"] for part in found["dateline"])


def test_names_are_those_that_an_index_would_count():
    [mention] = explain_text("وصل الوفد إلى لينينغراد.")["entities"]
    assert (mention["text"], mention["name"]) == ("لينينغراد", "سان بطرسبرغ")


def test_nothing_is_found_in_nothing():
    assert explain_text("") == {"tokens": [], "dates": [], "entities": [], "quotations": [], "dateline": []}


@given(st.text(alphabet="ابتوالسلام ءأةى\u064b\u064f\u06400123٢٠٢١\ufefb\u200f a\n", max_size=80))
def test_every_offset_points_at_its_words(text):
    found = explain_text(text)
    for row in (row for rows in found.values() for row in rows):
        assert text[row["start"] : row["end"]] == row["text"]
    json.dumps(found)
