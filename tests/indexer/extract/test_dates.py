"""find_dates: every form with its span, days and precision; traps; laws that hold for any text."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.dates import find_dates
from tests.indexer.extract.date_scoring import score_file

REFERENCE = dt.date(2015, 8, 5)
"""A Wednesday, 20 Shawwal 1436."""


def found(text: str, reference: dt.date | None = REFERENCE) -> list[tuple[str, str, str, str]]:
    return [(m.text, str(m.first), str(m.last), m.precision) for m in find_dates(text, reference)]


def day(text: str, iso: str) -> list[tuple[str, str, str, str]]:
    return [(text, iso, iso, "day")]


FORMS = [
    # three systems of month names, and two at once
    ("في 23 كانون الثاني 2017 قال", "23 كانون الثاني 2017", "2017-01-23", "2017-01-23", "day"),
    ("في 13 جويلية 2015", "13 جويلية 2015", "2015-07-13", "2015-07-13", "day"),
    ("منذ غشت 2014", "غشت 2014", "2014-08-01", "2014-08-31", "month"),
    ("في دجنبر الماضي", "دجنبر الماضي", "2014-12-01", "2014-12-31", "month"),
    ("في تشرين الأول الماضي", "تشرين الأول الماضي", "2014-10-01", "2014-10-31", "month"),
    ("منذ 30 يونيو حزيران", "30 يونيو حزيران", "2015-06-30", "2015-06-30", "day"),
    ("في يونيو (حزيران) 2012.", "يونيو (حزيران) 2012", "2012-06-01", "2012-06-30", "month"),
    ("في ١٥ آذار/مارس ٢٠١١", "١٥ آذار/مارس ٢٠١١", "2011-03-15", "2011-03-15", "day"),
    ("ديسمبر كانون الأول عام 2013", "ديسمبر كانون الأول عام 2013", "2013-12-01", "2013-12-31", "month"),
    # days
    ("الثلاثاء 26 من كانون الثاني 2021", "الثلاثاء 26 من كانون الثاني 2021", "2021-01-26", "2021-01-26", "day"),
    ("في الثامن من مايو المقبل", "الثامن من مايو المقبل", "2016-05-08", "2016-05-08", "day"),
    ("في الحادي والعشرين من يونيو", "الحادي والعشرين من يونيو", "2015-06-21", "2015-06-21", "day"),
    ("وُلِدَ في الثّامن من مَايُو عام ١٩٧٤", "الثّامن من مَايُو عام ١٩٧٤", "1974-05-08", "1974-05-08", "day"),
    ("بتاريخ 2015/8/3", "2015/8/3", "2015-08-03", "2015-08-03", "day"),
    ("في 8-8-2015م", "8-8-2015م", "2015-08-08", "2015-08-08", "day"),
    ("في ۳ / ۵ / ۲۰۱۴", "۳ / ۵ / ۲۰۱۴", "2014-05-03", "2014-05-03", "day"),
    ("يوم 17 ابريل", "يوم 17 ابريل", "2015-04-17", "2015-04-17", "day"),
    ("في 15 من الشهر الجاري", "15 من الشهر الجاري", "2015-08-15", "2015-08-15", "day"),
    # Hijri
    ("في 17 / 10 / 1436هـ", "17 / 10 / 1436هـ", "2015-08-02", "2015-08-02", "day"),
    ("غرة شهر رمضان", "غرة شهر رمضان", "2015-06-18", "2015-06-18", "day"),
    ("(22 شوال)", "22 شوال", "2015-08-07", "2015-08-07", "day"),
    ("نهاية شهر شوال", "نهاية شهر شوال", "2015-07-17", "2015-08-15", "month"),
    ("عام 1430هـ", "عام 1430هـ", "2008-12-29", "2009-12-17", "year"),
    ("في عام 1437", "عام 1437", "2015-10-14", "2016-10-01", "year"),
    # relative
    ("أمس (الاثنين) قال", "أمس (الاثنين)", "2015-08-04", "2015-08-04", "day"),
    ("مساء أول من أمس", "مساء أول من أمس", "2015-08-03", "2015-08-03", "day"),
    ("اليوم الأربعاء", "اليوم الأربعاء", "2015-08-05", "2015-08-05", "day"),
    ("غدًا", "غدًا", "2015-08-06", "2015-08-06", "day"),
    ("بعد غد الجمعة", "بعد غد الجمعة", "2015-08-07", "2015-08-07", "day"),
    ("الليلة الماضية", "الليلة الماضية", "2015-08-04", "2015-08-04", "day"),
    ("ليل الاثنين الثلاثاء", "ليل الاثنين الثلاثاء", "2015-08-03", "2015-08-04", "interval"),
    ("قال الأحد إن", "الأحد", "2015-08-02", "2015-08-02", "day"),
    ("سيعقد الأحد لقاء", "الأحد", "2015-08-09", "2015-08-09", "day"),
    ("الأربعاء الماضي", "الأربعاء الماضي", "2015-07-29", "2015-07-29", "day"),
    ("قبل ثلاثة أيام", "قبل ثلاثة أيام", "2015-08-02", "2015-08-02", "day"),
    ("قبل عامين", "قبل عامين", "2013-01-01", "2013-12-31", "year"),
    ("الأسبوع المقبل", "الأسبوع المقبل", "2015-08-10", "2015-08-16", "week"),
    ("في شباط المقبل", "شباط المقبل", "2016-02-01", "2016-02-29", "month"),
    ("وللعام الماضي", "للعام الماضي", "2014-01-01", "2014-12-31", "year"),
    ("مطلع العام المقبل", "مطلع العام المقبل", "2016-01-01", "2016-12-31", "year"),
    # lists, ranges
    ("في 23 و24 من كانون الثاني 2017", "23 و24 من كانون الثاني 2017", "2017-01-23", "2017-01-24", "interval"),
    ("من 12 إلى 15 من الشهر الجاري", "من 12 إلى 15 من الشهر الجاري", "2015-08-12", "2015-08-15", "interval"),
    ("من 17 - 20 آب (أغسطس) المقبل", "17 - 20 آب (أغسطس) المقبل", "2015-08-17", "2015-08-20", "interval"),
    ("من 12 مايو إلى 3 يونيو 2013", "من 12 مايو إلى 3 يونيو 2013", "2013-05-12", "2013-06-03", "interval"),
    ("بين 1998 و1999", "بين 1998 و1999", "1998-01-01", "1999-12-31", "interval"),
    ("عامي 2002 و2003", "عامي 2002 و2003", "2002-01-01", "2003-12-31", "interval"),
    ("شهري يونيو ويوليو الماضيين", "شهري يونيو ويوليو الماضيين", "2015-06-01", "2015-07-31", "interval"),
    # long and vague
    ("الربع الثالث من 2014", "الربع الثالث من 2014", "2014-07-01", "2014-09-30", "quarter"),
    ("النصف الأول من العام الحالي", "النصف الأول من العام الحالي", "2015-01-01", "2015-06-30", "half"),
    ("صيف 2012", "صيف 2012", "2012-07-01", "2012-09-30", "season"),
    ("الستينيات من القرن الماضي", "الستينيات من القرن الماضي", "1960-01-01", "1969-12-31", "decade"),
    ("العقد الأول من القرن الماضي", "العقد الأول من القرن الماضي", "1900-01-01", "1909-12-31", "decade"),
    ("أواسط القرن التاسع عشر", "أواسط القرن التاسع عشر", "1800-01-01", "1899-12-31", "century"),
    ("سنة 2001", "سنة 2001", "2001-01-01", "2001-12-31", "year"),
    ("توفي في 1970.", "1970", "1970-01-01", "1970-12-31", "year"),
    ("أحداث 11 سبتمبر", "11 سبتمبر", "2001-09-11", "2001-09-11", "day"),
]


@pytest.mark.parametrize(("text", "span", "first", "last", "precision"), FORMS)
def test_a_form_is_found_with_its_days(text: str, span: str, first: str, last: str, precision: str) -> None:
    assert found(text) == [(span, first, last, precision)]


@pytest.mark.parametrize(
    "text",
    [
        "القرار الأممي “2254” والقرار رقم 1973",
        "بسعر 2000 ريال، وشارك 1950 شخصا",
        "اشترى نيسان جديدة",
        "قال رمضان إن محرم وشعبان",
        "خطبة الجمعة وصلاة الجمعة",
        "الأمين العام السابق للأمم المتحدة",
        "المدير العام الحالي",
        "صحيفة اليوم والمصري اليوم، وكالة «اليوم»",
        "في اليوم التالي واليوم العالمي للمسرح",
        "قوى 14 آذار",
        "مدينة 6 أكتوبر",
        "يمارس الرياضة ومارس الرياضة",
        "رجل في الستينيات من عمره",
        "فوكس للقرن العشرين",
        "القرن الخامس قبل الميلاد",
        "الغد أفضل من الماضي",
        "31 نيسان",
        "الساعة 10:30 وسعر 1085.70",
    ],
)
def test_a_trap_is_no_date(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["أمس", "الشهر الماضي", "12 مايو", "الأحد", "يناير", "العام المقبل", "قبل عامين"])
def test_without_reference_relative_forms_are_not_returned(text: str) -> None:
    assert found(text, None) == []


def test_dual_dates_are_two_mentions_of_one_day() -> None:
    mentions = find_dates("الأحد 17 شوال 1436هـ الموافق 2 أغسطس 2015م")
    assert [(m.first.isoformat(), m.calendar) for m in mentions] == [
        ("2015-08-02", "hijri"),
        ("2015-08-02", "gregorian"),
    ]


def test_weekday_chooses_the_calendar_of_day_and_month_numbers() -> None:
    assert found("الأحد 17/10") == day("الأحد 17/10", "2015-08-02")


def test_weekdays_of_a_list_share_their_step() -> None:
    assert [first for _, first, _, _ in found("السبت والأحد المقبلين")] == ["2015-08-08", "2015-08-09"]


def test_direction_marks_stay_inside_a_mention_and_off_its_end() -> None:
    text = "\u200fيوم 4\u200f/8\u200f/2015\u200f."
    assert found(text) == day("يوم 4\u200f/8\u200f/2015", "2015-08-04")


def test_spelling_does_not_decide() -> None:
    for text in ("أَمْسِ", "امس", "أمـــس"):
        assert found(text) == day(text, "2015-08-04")


def test_evidence_names_the_rule_and_the_day_resolved_against() -> None:
    relative, absolute = find_dates("أمس وعام 2014", REFERENCE)
    assert relative.evidence == "day word, resolved against 2015-08-05"
    assert absolute.evidence == "year"


@pytest.mark.parametrize(
    ("text", "calendar"),
    [
        ("5 شوال 1436هـ", "hijri"),
        ("عام 1436هـ", "hijri"),
        ("رمضان الماضي", "hijri"),
        ("القرن الثاني الهجري", "hijri"),
        ("21 تموز 2015", "gregorian"),
        ("أمس", "gregorian"),
        ("من 12 إلى 15 مايو", "gregorian"),
    ],
)
def test_a_mention_names_the_calendar_that_its_words_count_by(text: str, calendar: str) -> None:
    assert [mention.calendar for mention in find_dates(text, REFERENCE)] == [calendar]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("يلعب المنتخب الأحد مع ضيفه", "2015-08-09"),
        ("تستضيف المدينة الأحد معرضا", "2015-08-09"),
        ("البيانات التي تصدر يوم الجمعة", "2015-08-07"),
        ("يبدأ التسجيل ابتداء من الأحد", "2015-08-09"),
        ("الأحد تنطلق الدورة", "2015-08-09"),
        ("تراجعت الأسهم الأحد", "2015-08-02"),
        ("أعلن الوزير الأحد أن المنتخب سيلعب", "2015-08-02"),
        ("يبحث المجلس ما أعلن الوزير الأحد", "2015-08-02"),
        ("كان من المقرر أن يصل الأحد", "2015-08-02"),
        ("الطائرة التي تحطمت الأحد ستنقل", "2015-08-02"),
        ("حتى الساعة الثالثة من الأحد", "2015-08-02"),
        ("يذكر أن الحادث وقع الأحد", "2015-08-02"),
    ],
)
def test_the_verbs_of_its_sentence_turn_a_bare_weekday(text: str, iso: str) -> None:
    assert [mention.first.isoformat() for mention in find_dates(text, REFERENCE)] == [iso]


def test_a_weekday_that_the_text_dated_keeps_its_day() -> None:
    text = "يلتقي الفريقان الأحد المقبل.\nوقال المدرب إن مباراة الأحد صعبة"
    assert [mention.first.isoformat() for mention in find_dates(text, REFERENCE)] == ["2015-08-09", "2015-08-09"]


def test_the_same_year_or_month_is_that_of_the_date_before_and_nothing_without_one() -> None:
    assert found("في أكتوبر من العام نفسه وفي 20 من الشهر ذاته") == []
    later = [first for _, first, _, _ in found("في سبتمبر 1991 ثم أكتوبر من العام نفسه")]
    assert later == ["1991-09-01", "1991-10-01"]


def test_a_line_of_a_chronicle_gives_its_year_to_the_days_in_it() -> None:
    dates = [first for _, first, _, _ in found("1932- افتتح في 6 أغسطس\nوفي 6 يوليو عاد")]
    assert dates == ["1932-01-01", "1932-08-06", "2015-07-06"]


@given(st.text(alphabet=" \nالأحد,.يلعبقدحتى()-", max_size=60), st.dates())
def test_any_neighbours_of_a_weekday_are_legal(around: str, reference: dt.date) -> None:
    for mention in find_dates(f"{around} الأحد {around}", reference):
        assert abs((mention.first - reference).days) <= 400


VOCABULARY = (
    "أمس اليوم غدا الأحد يوم 26 من في كانون الثاني شباط 2017 عام الماضي المقبل و إلى بين ( ) / - ، . 1436 هـ م شوال"
    " العام نفسه تاريخ يومي الخميس والجمعة هذا الصيف 1932- يلعب حتى كل"
    " القرن العشرين الستينيات الربع الأول قبل ثلاثة أيام شهر شهري نهاية 9999 0 31 \n الأسبوع هذا لل ٢٠١٥"
)
WORDS = st.sampled_from(VOCABULARY.split(" "))
TEXTS = st.one_of(st.text(), st.text(alphabet=st.characters()), st.lists(WORDS, max_size=30).map(" ".join))
DAYS = st.one_of(st.none(), st.dates(), st.sampled_from([dt.date.min, dt.date.max]))


@given(TEXTS, DAYS)
def test_any_text_gives_ordered_disjoint_mentions_with_true_offsets(text: str, reference: dt.date | None) -> None:
    end = 0
    for mention in find_dates(text, reference):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.first <= mention.last
        end = mention.end


@given(st.text(alphabet=st.characters(categories=["Cs", "Cc", "Cf", "Mn", "Nd", "Lo"])))
def test_surrogates_and_control_characters_are_legal(text: str) -> None:
    find_dates(text, REFERENCE)


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "\u064b",
        "الأحد ",
        "يلعب ",
        "1/1 ",
        "من 1/1 إلى ",
        "1932- ",
        "نفسه ",
        "1",
        "1 ",
        "1-",
        "و ",
        "من 1 ",
        "مايو-",
        "(الأحد ",
        "يناير و",
        "نهاية ",
    ],
)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    def seconds(count: int) -> float:
        begin = time.process_time()
        find_dates(piece * count, REFERENCE)
        return time.process_time() - begin

    seconds(500)
    assert seconds(10_000) < 40 * max(seconds(1_000), 0.01)


CORPORA = Path(__file__).resolve().parents[4] / "shared" / "corpora" / "dates"


@pytest.mark.corpora
@pytest.mark.skipif(not CORPORA.is_dir(), reason="../shared/corpora/dates is absent")
@pytest.mark.parametrize(("name", "floor"), [("saudinewsnet", 98.0), ("heideltime_ar_corrected", 97.0)])
def test_annotated_articles_keep_their_value_f1(name: str, floor: float) -> None:
    score = score_file(CORPORA / f"{name}.jsonl")
    print(f"{name}: exact {score.exact_f1:.1f} overlap {score.overlap_f1:.1f} value {score.value_f1:.1f}")
    assert score.value_f1 >= floor, "\n".join(score.errors)


@pytest.mark.parametrize(
    "text", ["مساحة الرواق 3460 م2", "النصف الأول من العام الحالي 7468 سائحاً", "بمساحة إجمالية 8504 م2"]
)
def test_counts_and_areas_are_no_years(text):
    assert all(mention.last.year < 2200 for mention in find_dates(text, dt.date(2015, 8, 1)))
