from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.boilerplate import Cleaned, split_boilerplate

PROSE = "وقال لافروف، إنه ونظيره الإيراني، نسقا المواقف بشأن التسوية السورية."
LONG = "وتناولت المحادثات التحضير لاجتماع أستانة المقرر عقده في شباط المقبل بمدينة سوتشي، بحضور ممثلين عن الدول الضامنة"


def letters(*texts: str) -> Counter[str]:
    return Counter(letter for text in texts for letter in text if not letter.isspace())


def parts(cleaned: Cleaned) -> tuple[str, ...]:
    return (cleaned.title, cleaned.text, *cleaned.captions, *cleaned.boilerplate)


@pytest.mark.corpora
def test_seed_article_keeps_its_paragraphs_and_caption_and_nothing_else(corpora: Path) -> None:
    whole = (corpora / "seed" / "article.txt").read_text(encoding="utf-8")
    title, _, body = whole.partition("\n")
    cleaned = split_boilerplate(title, body)
    assert cleaned.title == title
    assert cleaned.text == body[body.index("دعت وزارتا") : body.index("2017.") + len("2017.")]
    assert cleaned.captions == ("اجتماع وزير الخارجية الروسي والإيراني، موسكو، 26 كانون الثاني(الخارجية الروسية)",)
    assert cleaned.boilerplate[:4] == ("camera icon", "tag icon ع ع ع", "مقالات متعلقة", "×")
    assert letters(whole) == letters(*parts(cleaned))


@pytest.mark.parametrize(
    "residue",
    [
        "ع ع ع",
        "A A A",
        "tag icon سوريا",
        "شارك على: فيسبوك تويتر واتساب",
        "Facebook | Twitter | WhatsApp",
        "طباعة  مشاركة",
        "×",
    ],
)
def test_lines_of_buttons_go_to_boilerplate(residue: str) -> None:
    cleaned = split_boilerplate("عنوان", f"{residue}\n\n{PROSE}\n\n{residue}\n\n{PROSE}")
    assert cleaned.text == f"{PROSE}\n\n{PROSE}"
    assert set(cleaned.boilerplate) == {residue}


@pytest.mark.parametrize(
    "heading",
    [
        "مقالات متعلقة",
        "مواضيع ذات صلة:",
        "اقرأ أيضًا",
        "اقرأ أيضاً",
        "إقرأ ايضا",
        "أخبار ذات الصلة",
        "شاهد أيضا",
        "Related articles",
    ],
)
def test_related_links_after_the_last_sentence_are_a_footer(heading: str) -> None:
    footer = [heading, "بوتين وأردوغان يعلنان من موسكو وقفاً للنار", "قمة ثلاثية في سوتشي"]
    cleaned = split_boilerplate("", "\n".join([PROSE, "", *footer]))
    assert cleaned.text == PROSE
    assert list(cleaned.boilerplate) == footer


@pytest.mark.parametrize(
    "appeal",
    [
        "ساهموا في بقاء الصحيفة مستقلة: تبرعكم مهما صغر يساعدنا. تبرّع الآن",
        "نحن بحاجتك لنبقى مستقلين\nادعم صحيفتنا\nاضغط هنا للمساهمة",
    ],
)
def test_appeal_for_money_at_the_end_is_boilerplate(appeal: str) -> None:
    cleaned = split_boilerplate("", f"{PROSE}\n\n{appeal}\n")
    assert cleaned.text == PROSE
    assert "\n".join(cleaned.boilerplate) == appeal


@pytest.mark.parametrize(
    "body",
    [
        f"{PROSE}\nاقرأ أيضا\n{LONG}، وسط توقعات بأن تستمر أياما.",
        f"{PROSE}\nمقالات متعلقة\nوغادر الوزير موسكو مساء اليوم.",
        "مقالات متعلقة\nكتب الباحث مقالات متعلقة بالشأن السوري",
        f"{PROSE}\nتويتر\n{PROSE}",
        f"{PROSE}\nشارك وزير الخارجية في الاجتماع عبر فيسبوك",
        f"{PROSE}\nدعا إلى التبرع الآن لأهالي غزة وقال ادعموا إخوانكم.",
        f"{PROSE}\nدمشق - سانا",
        "الرئيسية مدينة في العراق / محافظة الأنبار.",
        f"  {PROSE}\n\n\n\n {LONG}\r\n\t{PROSE}",
    ],
)
def test_prose_that_looks_like_residue_stays(body: str) -> None:
    cleaned = split_boilerplate("عنوان", body)
    assert cleaned.text == body
    assert cleaned.boilerplate == ()


def test_empty_lines_shrink_only_where_residue_stood() -> None:
    cleaned = split_boilerplate("", f"{PROSE}\n\n\n{PROSE}\n\nع ع ع\n\n{PROSE}")
    assert cleaned.text == f"{PROSE}\n\n\n{PROSE}\n\n{PROSE}"


def test_caption_icon_in_the_middle_of_a_line_is_prose() -> None:
    body = f"رسم المصمم camera icon صغيرة. {PROSE}"
    assert split_boilerplate("", body).text == body


LINES = st.sampled_from(
    [
        PROSE,
        LONG,
        "",
        " ",
        "×",
        "ع ع ع",
        "camera iconشرح",
        "مقالات متعلقة",
        "ادعم صحيفتنا",
        "اضغط هنا للمساهمة",
        "المزيد",
    ]
)


@given(st.text(max_size=30), st.lists(LINES | st.text(max_size=40), max_size=15))
def test_no_character_is_lost_and_no_sentence_leaves_the_text(title: str, lines: list[str]) -> None:
    body = "\n".join(lines)
    cleaned = split_boilerplate(title, body)
    assert letters(title, body) == letters(*parts(cleaned))
    assert cleaned.text.count(PROSE) == body.count(PROSE)
    assert split_boilerplate(title, cleaned.text).text.count(LONG) == cleaned.text.count(LONG)
