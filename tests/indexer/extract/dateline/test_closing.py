"""find_closing and find_signature: credits and names that end a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.dateline import find_closing
from indexer.extract.dateline.closing import find_signature

PROSE = "وأوضح المتحدث أن الاجتماع سيعقد الأسبوع المقبل."


@pytest.mark.parametrize(
    ("credit", "agencies"),
    [
        (" (رويترز)", ["رويترز"]),
        (" «الفرنسية»", ["فرانس برس"]),
        ("\nأ ف ب", ["فرانس برس"]),
        ("\n* خدمة «نيويورك تايمز»", ["نيويورك تايمز"]),
        ("\n* خدمة «واشنطن بوست»\nخاص بـ«الشرق الأوسط»", ["واشنطن بوست"]),
        (" (رويترز، أ ف ب)", ["رويترز", "فرانس برس"]),
        (" د ب أ.", ["د ب أ"]),
        ("\nالمصدر: الأناضول", ["الأناضول"]),
    ],
)
def test_a_credit_at_the_end_names_its_agencies(credit: str, agencies: list[str]) -> None:
    text = PROSE + credit
    closing = find_closing(text, "الشرق الأوسط")
    assert closing is not None
    assert [piece.name for piece in closing.pieces if piece.kind == "agency"] == agencies
    assert text[closing.start :].strip() == credit.strip()


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        f"{PROSE} وقالت رويترز إن الخبر صحيح.",
        f"{PROSE} بحسب وكالة (الأنباء).",
        "رويترز",
        f"وزار فريق من بنا المدينة. {PROSE}",
        "",
    ],
)
def test_a_mention_is_no_credit(text: str) -> None:
    assert find_closing(text) is None


def test_a_name_alone_behind_the_last_sentence_signs_the_text() -> None:
    for text in (f"{PROSE}\n\nأحمد السالم", f"{PROSE} - أحمد السالم"):
        signature = find_signature(text)
        assert signature is not None
        assert (signature.name, signature.kind) == ("أحمد السالم", "author")
        assert text[signature.start : signature.end].strip(" -") == "أحمد السالم"


@pytest.mark.parametrize("text", [f"{PROSE}\nرحم الله الفقيد", f"{PROSE}\nجامعة الملك سعود", "أحمد السالم", PROSE])
def test_other_last_words_sign_nothing(text: str) -> None:
    assert find_signature(text) is None


@given(st.text(max_size=300), st.sampled_from(["", "(رويترز)", "\n", " ", "أ ف ب", "«"]))
def test_any_text_is_legal(text: str, end: str) -> None:
    closing = find_closing(text + end)
    assert closing is None or 0 <= closing.start < len(text + end)


@pytest.mark.parametrize("unit", ["(", "رويترز ", "\n", "»", "."])
def test_hostile_text_is_looked_at_from_its_end_alone(unit: str) -> None:
    assert find_closing(unit * 400_000) is None
