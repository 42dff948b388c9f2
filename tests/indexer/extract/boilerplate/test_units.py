"""The lines that may recur, as numbers, and which of them may be the page's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.boilerplate import find_units, is_service, may_be_boilerplate, split_boilerplate
from indexer.extract.boilerplate.units import number_of

PROSE = "وقال الوزير إن المباحثات ستستأنف الأسبوع المقبل في العاصمة."


def test_numbers_marks_and_punctuation_do_not_part_two_lines() -> None:
    assert number_of("للتواصل، أرسل الرمز 158") == number_of("للتواصل أرسلْ الرمـز (١٦٠)")
    assert number_of("للتواصل أرسل") != number_of("للتواصل أرسلوا")
    assert number_of(" *** – ") == 0


def test_units_are_the_ends_of_a_text_and_its_short_middle_lines() -> None:
    lines = [f"السطر رقم {name}" for name in "أبتثجحخدذرزسشصضطظ"]
    units, _ = find_units("\n".join(lines))
    assert {unit.text for unit in units if unit.is_edge} == {*lines[:4], *lines[-6:]}
    assert {unit.text for unit in units if not unit.is_edge} == set(lines[4:-6])


def test_the_words_behind_the_last_sentence_are_a_unit_too() -> None:
    units, _ = find_units(f"{PROSE} للتواصل أرسل رسالة إلى 88548")
    assert "للتواصل أرسل رسالة إلى 88548" in {unit.text for unit in units}


def test_editions_of_one_article_share_its_number() -> None:
    first, second = find_units(f"{PROSE}\nتذييل أول"), find_units(f"عنوان جديد\n{PROSE}\nتذييل آخر")
    assert first[1] == second[1]


@pytest.mark.parametrize(
    "line",
    [
        "للتواصل مع الكاتب ارسل رسالة SMS",
        "تابعونا على تويتر وفيسبوك",
        "جميع الحقوق محفوظة لصحيفة المثال 2015",
        "المقالات المنشورة لا تعبر بالضرورة عن رأي الصحيفة.",
        "salma@example.org",
        "www.example.org",
        "حمل تطبيق الصحيفة الآن",
        "اقرأ أيضا: المزيد من الأخبار",
    ],
)
def test_lines_that_speak_to_readers_are_service(line: str) -> None:
    assert is_service(line)
    assert may_be_boilerplate(line, "المثال")


@pytest.mark.parametrize(
    "line",
    [
        "والله الهادي إلى سواء السبيل.",
        "والسلام عليكم ورحمة الله وبركاته.",
        "إلى اللقاء..",
        "السطر الأخير :",
        "أحمد السالم",
        "سبق- الرياض",
        "* خدمة «نيويورك تايمز»",
        "(أ ف ب)",
        "وأضاف أن بلاده ستشارك في الاجتماع.",
        "وكتب الوزير على حسابه في تويتر أن الاتفاق قريب.",
        "***",
    ],
)
def test_sentences_bylines_and_formulas_are_the_articles_own(line: str) -> None:
    assert not may_be_boilerplate(line, "سبق")


def test_repeated_lines_leave_the_ends_of_a_text_and_service_lines_its_middle() -> None:
    footer, service, head = "صحيفة المثال الأولى", "تابعونا على تويتر", "بوابة المثال"
    repeated = frozenset(map(number_of, (footer, service, head)))
    body = f"{head}\n\n{PROSE}\n{service}\n{footer}\n{PROSE}\n{footer}\n"
    cleaned = split_boilerplate("", body, repeated)
    assert cleaned.text == f"{PROSE}\n{footer}\n{PROSE}"
    assert cleaned.boilerplate == (head, service, footer)


def test_a_repeated_last_sentence_is_cut_off_inside_its_line() -> None:
    tail = "للتواصل أرسل رسالة إلى 88548 زين تبدأ بالرمز 158"
    cleaned = split_boilerplate("", f"{PROSE} {tail}", frozenset([number_of(tail)]))
    assert (cleaned.text.rstrip(), cleaned.boilerplate) == (PROSE, (tail,))


def test_an_article_that_would_be_nothing_keeps_its_repeated_lines() -> None:
    body = "تابعونا على تويتر\nصحيفة المثال"
    repeated = frozenset(map(number_of, body.split("\n")))
    assert split_boilerplate("", body, repeated).text == body


@given(st.lists(st.sampled_from([PROSE, "تذييل", "رأس", "", " "]) | st.text(max_size=20), max_size=12), st.data())
def test_no_letter_is_lost_whatever_is_repeated(lines: list[str], data: st.DataObject) -> None:
    body = "\n".join(lines)
    repeated = frozenset(map(number_of, data.draw(st.lists(st.sampled_from(lines or [""])))))
    cleaned = split_boilerplate("", body, repeated)
    kept = "".join((cleaned.text, *cleaned.captions, *cleaned.boilerplate))
    assert sorted("".join(kept.split())) == sorted("".join(body.split()))


@given(st.text(max_size=500))
def test_any_text_has_units(body: str) -> None:
    units, number = find_units(body)
    assert all(0 < unit.number < 1 << 64 for unit in units)
    assert 0 <= number < 1 << 64
