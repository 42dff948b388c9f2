"""find_dateline: metadata, opening and closing put together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.dateline import find_dateline
from indexer.extract.dateline.tables import key_of, load_agencies, own_outlet, read_rows

PROSE = "عقد الوزراء اجتماعا أمس في العاصمة، وبحثوا الأزمة."


@pytest.mark.parametrize(
    ("author", "source", "agencies", "places", "authors", "reporting"),
    [
        ("واس - الرياض", "alyaum", ["واس"], ["الرياض"], [], "wire"),
        ("الرياض : واس", "الرياض", ["واس"], ["الرياض"], [], "wire"),
        ("لندن: «الشرق الأوسط أونلاين»", "aawsat", [], ["لندن"], [], "own"),
        ("المدينة - جدة", "almadina", [], ["جدة"], [], "own"),
        ("اليوم - الدمام", "صحيفة اليوم", [], ["الدمام"], [], "own"),
        ("أسامة سليمان من فيينا", "aleqt", [], ["فيينا"], ["أسامة سليمان"], "own"),
        ("عبد الله البرقاوي- سبق- الرياض:", "sabq", [], ["الرياض"], ["عبد الله البرقاوي"], "own"),
        ("د. حسن محمد صندقجي", "aawsat", [], [], ["حسن محمد صندقجي"], "own"),
        ("أحمد السالم وخالد الحربي", None, [], [], ["أحمد السالم", "خالد الحربي"], "own"),
        (
            "صنعاء: عرفات مدابش عدن: محمد علي محسن",
            "aawsat",
            [],
            ["صنعاء", "عدن"],
            ["عرفات مدابش", "محمد علي محسن"],
            "own",
        ),
        ("أثينا، واشنطن: وكالات", "alwatan", ["وكالات"], ["أثينا", "واشنطن"], [], "wire"),
        ("رويترز، أ ف ب (نيويورك)", "okaz", ["رويترز", "فرانس برس"], ["نيويورك"], [], "wire"),
        ("المنارة الصغرى - د ب أ", None, ["د ب أ"], ["المنارة الصغرى"], [], "wire"),
        ("سلمى أحمد - جدة   تصوير - خالد العلي", None, [], ["جدة"], ["سلمى أحمد"], "own"),
        ("الرياض - RT", "alweeam", ["روسيا اليوم"], ["الرياض"], [], "wire"),
        ("وكالة سماك", "بريد المشرق", ["وكالة سماك"], [], [], "wire"),
        ("سوتشي – وكالة نجم الشمال", None, ["وكالة نجم الشمال"], ["سوتشي"], [], "wire"),
        ("لندن - بي بي سي", "https://www.bbc.com/", [], ["لندن"], [], "own"),
        ("عين اليوم – متابعات", "3alyoum", [], [], [], ""),
        ("لندن - الرياضية | Tuesday, 11 August 2015 - 15:52 pm", "arriyadiyah", [], ["لندن"], [], "own"),
    ],
)
def test_what_metadata_calls_the_author_is_read_as_a_byline(author, source, agencies, places, authors, reporting):
    dateline = find_dateline("", PROSE, author=author, source=source)
    assert dateline is not None
    assert (list(dateline.agencies), list(dateline.places), list(dateline.authors)) == (agencies, places, authors)
    assert dateline.reporting == reporting
    assert dateline.end == 0
    for part in dateline.parts:
        assert part.where == "author"
        assert 0 <= part.start < part.end <= len(author)


@pytest.mark.parametrize("author", ["admin", "المحرر", "12", "", None, "- الفاسدون لا يزالون يبنون في كل مكان."])
def test_a_generic_author_field_names_nobody(author):
    dateline = find_dateline("", PROSE, author=author)
    assert dateline is None or dateline.author is None


def test_an_unusual_name_is_kept_as_the_metadata_gives_it():
    dateline = find_dateline("", PROSE, author="مسافر")
    assert dateline is not None
    assert (dateline.author, dateline.is_author_kept) == ("مسافر", True)


def test_metadata_and_opening_that_say_the_same_count_once():
    text = f"سبق- جدة: {PROSE}"
    dateline = find_dateline("", text, author="سبق- جدة:", source="sabq")
    assert dateline is not None
    assert dateline.places == ("جدة",)
    assert text[dateline.end :] == PROSE
    assert {part.where for part in dateline.parts} == {"author", "text"}


def test_the_agency_at_the_end_makes_an_authors_report_the_agencys():
    text = f"{PROSE}\n* خدمة «نيويورك تايمز»"
    dateline = find_dateline("", text, author="نيويورك: تشاد براي", source="aawsat")
    assert dateline is not None
    assert (dateline.agencies, dateline.authors, dateline.reporting) == (("نيويورك تايمز",), ("تشاد براي",), "wire")
    assert dateline.closing is not None
    assert text[dateline.closing :] == "* خدمة «نيويورك تايمز»"
    assert "نيويورك تايمز" in dateline.agency_evidence


def test_an_agency_named_in_a_sentence_is_not_the_agency():
    assert find_dateline("رويترز: لا تعليق", f"وقالت رويترز إن الأمر انتهى. {PROSE}") is None


def test_an_agencys_own_site_is_wire():
    dateline = find_dateline("", f"الرياض - {PROSE}", author="أحمد السالم", source="واس")
    assert dateline is not None
    assert (dateline.agencies, dateline.reporting) == (("واس",), "wire")


def test_a_first_paragraph_in_the_author_field_still_gives_its_dateline():
    author = "سبق- الرياض: وقعت الأسبوع الماضي شركة كبيرة اتفاقية مع موقع عالمي لتزويده بالأخبار المحلية كل صباح ومساء."
    dateline = find_dateline("", PROSE, author=author, source="sabq")
    assert dateline is not None
    assert (dateline.places, dateline.author) == (("الرياض",), None)


def test_a_royal_signature_under_an_agencys_text_is_no_author():
    dateline = find_dateline("", f"{PROSE}\nمحمد بن سالم العلي", author="واس - جدة")
    assert dateline is not None
    assert dateline.authors == ()


@given(st.text(max_size=120), st.text(max_size=80), st.text(max_size=20))
def test_any_text_is_legal_and_every_part_lies_in_it(text, author, source):
    dateline = find_dateline("", text, author=author, source=source)
    for part in dateline.parts if dateline else ():
        whole = author if part.where == "author" else text
        assert whole[part.start : part.end].strip()


def test_the_tables_hold_each_spelling_once_and_each_name_finds_itself():
    agencies = load_agencies()
    for name, kind, *_ in read_rows("agencies.tsv"):
        assert agencies[key_of(name)] == name
        assert kind in ("agency", "service", "unnamed")
    assert own_outlet("https://www.okaz.com.sa/") == own_outlet("okaz") == own_outlet("صحيفة عكاظ") == "عكاظ"
    assert own_outlet("صحيفة لا نعرفها") == "لا نعرفها"


@pytest.mark.parametrize(
    "spelling", ["أ ف ب", "أ.ف.ب", "ا ف ب", "-أ.ف.ب-", "(أ. ف. ب)", "AFP", "فرانس برس", "وكالة فرانس برس"]
)
def test_dots_brackets_and_hamzas_do_not_matter_to_an_agency(spelling):
    dateline = find_dateline("", PROSE, author=f"باريس {spelling}" if spelling[0] in "(-" else f"باريس - {spelling}")
    assert dateline is not None
    assert dateline.agencies == ("فرانس برس",)


def test_a_name_above_the_text_is_the_author_only_where_metadata_names_nobody():
    text = f"أحمد السالم\n{PROSE * 3}"
    dateline = find_dateline("", text)
    assert dateline is not None
    assert (dateline.authors, text[dateline.end :]) == (("أحمد السالم",), PROSE * 3)
    named = find_dateline("", text, author="جدة - سلمى أحمد")
    assert named is not None
    assert (named.authors, named.end) == (("سلمى أحمد",), 0)


@pytest.mark.parametrize("line", ["رئيس الوزراء", "الأمير سلطان", "أحمد السالم رئيس النادي", "جامعة جدة"])
def test_other_first_lines_are_no_author(line):
    assert find_dateline("", f"{line}\n{PROSE * 3}") is None


def test_a_month_is_no_agency():
    assert find_dateline("", "انتهى الموسم في أغسطس (آب).") is None
