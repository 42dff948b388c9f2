"""find_dateline: place and agency of an opening, and where the body begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.dateline import find_dateline


@pytest.mark.parametrize(
    ("text", "place", "agency", "rest"),
    [
        ("موسكو – سبوتنيك قال لافروف", "موسكو", "سبوتنيك", "قال لافروف"),
        ("القاهرة (أ ف ب) - قال", "القاهرة", "أ ف ب", "قال"),
        ("الضفة الغربية (ا. ف. ب): بعد", "الضفة الغربية", "ا. ف. ب", "بعد"),
        ("الرياض: محمد العلي\nقال", "الرياض", None, "قال"),
        ("واس - جدة\nقال", "جدة", "واس", "قال"),
        ("لندن - رويترز: قال", "لندن", "رويترز", "قال"),
        ("تونس - محمد صالح: قال", "تونس", None, "قال"),
        ("رويترز - قالت", None, "رويترز", "قالت"),
    ],
)
def test_an_opening_is_taken_apart(text: str, place: str | None, agency: str | None, rest: str) -> None:
    dateline = find_dateline(text)
    assert dateline is not None
    assert (dateline.place, dateline.agency, text[dateline.end :]) == (place, agency, rest)


@pytest.mark.parametrize(
    "text", ["", "دعت وزارتا الخارجية: نعم", "عمرو موسى: لا", "قال لافروف - وهو وزير - إن", "في موسكو (أمس) قال"]
)
def test_a_sentence_is_no_dateline(text: str) -> None:
    assert find_dateline(text) is None


@given(st.text())
def test_any_text_is_legal(text: str) -> None:
    dateline = find_dateline(text)
    assert dateline is None or 0 < dateline.end <= len(text)
