"""find_opening: the dateline at the beginning of a text, and where the body begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.dateline import find_opening
from indexer.extract.dateline.opening import WINDOW_CHARS

OWN = "عين اليوم"


@pytest.mark.parametrize(
    ("text", "parts", "rest"),
    [
        ("موسكو – سبوتنيك قال لافروف", [("place", "موسكو"), ("agency", "سبوتنيك")], "قال لافروف"),
        ("القاهرة (أ ف ب) - قال", [("place", "القاهرة"), ("agency", "فرانس برس")], "قال"),
        ("الضفة الغربية (ا. ف. ب): بعد", [("place", "الضفة الغربية"), ("agency", "فرانس برس")], "بعد"),
        ("الرياض: محمد العلي\nقال", [("place", "الرياض"), ("author", "محمد العلي")], "قال"),
        ("واس - جدة\nقال", [("agency", "واس"), ("place", "جدة")], "قال"),
        ("لندن - رويترز: قال", [("place", "لندن"), ("agency", "رويترز")], "قال"),
        ("تونس - محمد صالح: قال", [("place", "تونس"), ("author", "محمد صالح")], "قال"),
        ("رويترز - قالت", [("agency", "رويترز")], "قالت"),
        (" خالد الحربي (جدة)\nضبطت", [("author", "خالد الحربي"), ("place", "جدة")], "ضبطت"),
        ("سلمى أحمد – عين اليوم\nزار", [("author", "سلمى أحمد"), ("outlet", "عين اليوم")], "زار"),
        ("أحمد السالم – جدة سارعت", [("author", "أحمد السالم"), ("place", "جدة")], "سارعت"),
        ("سلمى أحمد – متابعات\nكشف", [("author", "سلمى أحمد"), ("desk", "متابعات")], "كشف"),
        ("رصد وتصوير: أحمد السالم – عين اليوم\nبدأ", None, "بدأ"),
        ("منيف القصي- عين اليوم- الروضة الصغرى: أقيم", None, "أقيم"),
        ("كتب أحمد السالم: فاز", [("desk", "كتب"), ("author", "أحمد السالم")], "فاز"),
        ("بغداد - أعلنت الشرطة", [("place", "بغداد")], "أعلنت الشرطة"),
        (
            "موسكو، الثلاثاء 26 كانون الثاني (سبوتنيك) - قال",
            [("place", "موسكو"), ("date", "الثلاثاء"), ("date", "26 كانون الثاني"), ("agency", "سبوتنيك")],
            "قال",
        ),
        (
            "أبهــا 3 محرم 1440 هـ الموافق 13 سبتمبر 2018 م واس\nنظم",
            [("place", "أبها"), ("date", "3 محرم 1440 هـ الموافق 13 سبتمبر 2018 م"), ("agency", "واس")],
            "نظم",
        ),
    ],
)
def test_an_opening_is_taken_apart(text: str, parts: list[tuple[str, str]] | None, rest: str) -> None:
    opening = find_opening(text, OWN)
    assert opening is not None
    assert parts is None or [(piece.kind, piece.name) for piece in opening.pieces] == parts
    assert text[opening.end :] == rest


@pytest.mark.parametrize(
    "text",
    [
        "",
        "دعت وزارتا الخارجية: نعم",
        "عمرو موسى: لا",
        "قال لافروف - وهو وزير - إن",
        "في موسكو (أمس) قال",
        "الرياض - الهلال: مباراة القمة",
        "وقالت رويترز: إن الاجتماع انتهى",
        "اليوم - الأحد: تبدأ الدراسة",
        "إقبال كبير على الباحة\nشهدت",
        "(عين اليوم) تنشر التفاصيل",
        "علمت (عين اليوم) أن",
        "نشرت صحيفة (عين اليوم) خبرا",
        "فجر انتحاري نفسه، اليوم (الخميس)، في",
        "محمود عبد الرازق «شيكو»\nوقع",
        "حفل تكريم معلمي عنيزة\nكرمت الإدارة",
        "مصر - السودان: خلاف على الحدود",
    ],
)
def test_a_sentence_is_no_dateline(text: str) -> None:
    assert find_opening(text, OWN) is None


def test_a_title_repeated_above_the_text_is_passed_over() -> None:
    text = "اجتماع في سوتشي\nموسكو - تاس: بدأ"
    opening = find_opening(text, "", "اجتماع في سوتشي")
    assert opening is not None
    assert text[opening.end :] == "بدأ"


@pytest.mark.parametrize("unit", ["(", "- ", "ـ", "\u064b", "موسكو – ", "a:", "\n"])
def test_hostile_text_is_read_no_farther_than_the_window(unit: str) -> None:
    opening = find_opening(unit * 300_000)
    assert opening is None or opening.end <= 4 * WINDOW_CHARS


@given(st.text())
def test_any_text_is_legal(text: str) -> None:
    opening = find_opening(text)
    assert opening is None or 0 < opening.end <= len(text)


@given(
    st.lists(
        st.sampled_from(["موسكو", "رويترز", "(أ ف ب)", " – ", "-", ":", "\n", " ", "محمد صالح", "قال", "26", "شوال"]),
        max_size=12,
    )
)
def test_every_part_names_the_words_it_stands_on(words: list[str]) -> None:
    text = "".join(words)
    opening = find_opening(text)
    for piece in opening.pieces if opening else ():
        assert piece.text == text[piece.start : piece.end]
        assert piece.end <= opening.end
        assert piece.kind is not None
