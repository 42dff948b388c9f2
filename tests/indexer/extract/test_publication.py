"""find_publication and mentioned_dates: metadata first, then the words, then the day of fetching."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.publication import find_publication, mentioned_dates
from tests.indexer.extract.date_scoring import read_articles

TODAY = dt.date(2024, 6, 1)
CORPORA = Path(__file__).resolve().parents[4] / "shared" / "corpora"
SEED = CORPORA / "seed" / "article.txt"


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2015-07-21", "2015-07-21"),
        ("2015-07-21 02:51:32", "2015-07-21T02:51:32"),
        ("2015-07-21T23:51:32+03:00", "2015-07-21T23:51:32+03:00"),
        ("2015-07-21T23:51:32Z", "2015-07-21T23:51:32+00:00"),
        ("Tue, 21 Jul 2015 02:51:32 +0300", "2015-07-21T02:51:32+03:00"),
        ("21/07/2015", "2015-07-21"),
        ("21 تموز 2015", "2015-07-21"),
        ("الثلاثاء ٢١ يوليو ٢٠١٥ - 14:30", "2015-07-21T14:30:00"),
        ("5 شوال 1436هـ", "2015-07-21"),
        ("1436-10-05", "2015-07-21"),
        ("1437447092", "2015-07-21T02:51:32+00:00"),
        ("1437447092000", "2015-07-21T02:51:32+00:00"),
        ("July 21, 2015 2:51 pm", "2015-07-21T14:51:00"),
    ],
)
def test_metadata_is_kept_as_the_source_wrote_it(written: str, iso: str) -> None:
    told = find_publication("", "", [], published=written, today=TODAY)
    assert (told.published, told.day) == (iso, dt.date(2015, 7, 21))
    assert told.confidence == 1.0


@pytest.mark.parametrize(
    "written", ["0000-00-00", "2015-02-30", "2099-01-01", "1970-01-01", "0", "yesterday", "2015-07"]
)
def test_an_impossible_metadata_date_is_not_used_and_said_so(written: str) -> None:
    told = find_publication("", "", [], published=written, fetched="2015-07-22", today=TODAY)
    assert told.published == "2015-07-22"
    assert "fetched" in told.evidence
    assert "was not used" in told.evidence


def test_a_weekday_chooses_the_first_year_not_before_the_newest_mentioned() -> None:
    text = "قال، الثلاثاء 26 من كانون الثاني، إن المحادثات خلال عام 2020 وفي عام 2017"
    assert find_publication("", text, [], today=TODAY).published == "2021-01-26"


def test_a_weekday_without_any_year_and_bound_decides_nothing() -> None:
    assert find_publication("", "قال، الثلاثاء 26 من كانون الثاني، إن", [], today=TODAY).published is None


@pytest.mark.parametrize(
    ("text", "fetched", "day"),
    [
        ("التقى أمس الأحد نظيره", "2015-08-05", "2015-08-03"),
        ("أعلن اليوم (الأربعاء) أنه", "2015-08-07", "2015-08-05"),
        ("أعلن اليوم الأربعاء 5 أغسطس 2015 أنه", "2015-08-20", "2015-08-05"),
        ("أعلن أمس الثلاثاء 4 أغسطس 2015 أنه", "2015-08-20", "2015-08-05"),
    ],
)
def test_a_day_word_with_its_weekday_tells_the_day(text: str, fetched: str, day: str) -> None:
    assert find_publication("", text, [], fetched=fetched, today=TODAY).published == day


@pytest.mark.parametrize(
    ("text", "published", "fetched", "day", "confidence"),
    [
        ("التقى أمس الأحد نظيره", "2015-08-05", "2015-08-05", "2015-08-03", 0.8),
        ("التقى أمس الأحد نظيره", "2015-08-05", None, "2015-08-03", 0.8),
        ("أعلن اليوم الأربعاء 5 أغسطس 2015 أنه", "2015-09-20", "2015-09-20", "2015-08-05", 0.8),
        ("أعلن اليوم الأربعاء 5 أغسطس أنه", "2015-08-20", "2015-08-20", "2015-08-05", 0.8),
        ("قال، الثلاثاء 26 من كانون الثاني، إن ما جرى في 2020", "2023-05-01", "2023-05-01", "2021-01-26", 0.8),
    ],
)
def test_words_that_contradict_the_metadata_win_and_say_so(
    text: str, published: str, fetched: str | None, day: str, confidence: float
) -> None:
    told = find_publication("", text, published=published, fetched=fetched, today=TODAY)
    assert (told.published, told.confidence) == (day, confidence)
    assert told.evidence.endswith(f"the metadata's date '{published}' was not used: the text speaks against it")
    assert dt.date.fromisoformat(published) in told.candidates


@pytest.mark.parametrize(
    ("text", "published", "reference"),
    [
        ("أعلن اليوم (الاثنين) أنه", "2015-08-04T00:40:00+03:00", "2015-08-03"),
        ("أعلن اليوم (الثلاثاء) أنه", "2015-08-03T22:40:00+00:00", "2015-08-04"),
        ("أعلن اليوم (الثلاثاء) أنه", "2015-08-03", "2015-08-04"),
    ],
)
def test_a_neighbour_across_midnight_keeps_the_metadata_and_moves_the_day_that_words_count_from(
    text: str, published: str, reference: str
) -> None:
    told = find_publication("", text, published=published, today=TODAY)
    assert (told.published, str(told.reference), told.confidence) == (published, reference, 0.8)
    assert str(told.day) == published[:10]


def test_text_that_agrees_with_the_metadata_is_named() -> None:
    told = find_publication("", "التقى أمس الأحد نظيره", published="2015-08-03", today=TODAY)
    assert (told.published, told.confidence) == ("2015-08-03", 1.0)
    assert told.evidence == "from the source's metadata, and the text agrees: «أمس الأحد»"


def test_clues_at_odds_leave_the_metadata_in_doubt_with_all_candidates() -> None:
    text = "التقى أمس الأحد نظيره وقال اليوم الثلاثاء إنه راض"
    told = find_publication("", text, published="2015-08-06", today=TODAY)
    assert (told.published, told.confidence) == ("2015-08-06", 0.6)
    assert [str(day) for day in told.candidates] == ["2015-08-04", "2015-08-03"]


def test_metadata_that_are_the_moment_of_fetching_are_doubted() -> None:
    moment = "2015-08-12 10:00:00"
    told = find_publication("", "نص بلا تاريخ", published=moment, fetched="2015-08-12 10:01:00", today=TODAY)
    assert (told.published, told.confidence) == ("2015-08-12T10:00:00", 0.6)
    assert "the moment of fetching" in told.evidence


@pytest.mark.parametrize(
    "text",
    [
        "منذ 7 أكتوبر 2023 والحرب مستمرة",
        "وقع الاتفاق يوم الاثنين 9 أكتوبر 2023 في العاصمة",
        "قال، الأربعاء 10 أكتوبر، إن العمل مستمر",
    ],
)
def test_other_days_of_the_lead_and_slips_do_not_contradict_metadata(text: str) -> None:
    told = find_publication("", text, published="2023-10-12", fetched="2023-10-12", today=TODAY)
    assert told.published == "2023-10-12"


def test_of_two_day_words_at_odds_the_nearer_to_the_fetching_counts() -> None:
    told = find_publication("", "قال أمس الاثنين ثم قال أمس الثلاثاء", fetched="2015-07-22", today=TODAY)
    assert (told.published, [str(day) for day in told.candidates]) == ("2015-07-22", ["2015-07-21"])


PIECES = "اليوم أمس غدا الأحد الاثنين الأربعاء 5 أغسطس 2015 2020 . ، ( ) قال"


@given(
    st.lists(st.sampled_from(PIECES.split(" "))).map(" ".join),
    st.one_of(st.none(), st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)).map(str)),
    st.one_of(st.none(), st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)).map(str)),
)
def test_nothing_is_told_from_after_the_bound_or_without_evidence(
    text: str, published: str | None, fetched: str | None
) -> None:
    told = find_publication("", text, published=published, fetched=fetched, today=TODAY)
    assert told.evidence
    assert 0 <= told.confidence <= 1
    assert (told.published is None) == (told.day is None) == (told.confidence == 0.0)
    if told.day is not None and told.published is not None:
        assert told.published[:10] == told.day.isoformat()
        assert told.day <= TODAY + dt.timedelta(days=2)


@pytest.mark.parametrize(
    ("text", "fetched"),
    [
        ("ينتظر أن يشكل يوم الثلاثاء 28 يوليو يوم حسم منذ عام 2008", "2015-07-26"),
        ("حددت الشركة يوم الأربعاء 5 أغسطس القادم بعد فيلم عام 1992", "2015-07-31"),
        ("تبلغ ذروتها فجر الخميس 28 شوال كما في عام 1992", "2015-08-10"),
        ("تبدأ يوم الأحد الثامن من ذي القعدة المقبل لمواليد 11/3/1412هـ", "2015-08-03"),
        ("يفتتح الجمعة 8 يناير المقبل ما بدأ عام 2010", "2015-12-20"),
    ],
)
def test_a_day_announced_after_the_fetching_puts_the_article_into_no_earlier_year(text: str, fetched: str) -> None:
    told = find_publication("", text, fetched=fetched, today=TODAY)
    assert (told.published, told.evidence) == (fetched, "from the day it was fetched")


@pytest.mark.parametrize("text", ["يوم الثلاثاء 28 يوليو", "يوم الثلاثاء 26 يناير", "يوم الثلاثاء 26 يناير منذ 2014"])
def test_no_weekday_puts_an_article_years_after_its_metadata(text: str) -> None:
    assert find_publication("", f"ينتظر {text}", published="2015-07-26", today=TODAY).published == "2015-07-26"


def test_a_weekday_tells_no_year_that_is_far_from_all_that_the_text_names() -> None:
    told = find_publication("", "قال، الثلاثاء 26 يناير، إن ما جرى عام 2017", fetched="2023-05-01", today=TODAY)
    assert told.published == "2023-05-01"


def test_a_hijri_day_is_told_by_its_weekday_close_before_the_fetching_alone() -> None:
    text = "انطلق يوم الأحد 10 شوال بعد توقف منذ 1998"
    assert find_publication("", text, fetched="2015-07-31", today=TODAY).published == "2015-07-26"
    assert find_publication("", text, fetched="2016-03-01", today=TODAY).published == "2016-03-01"
    assert find_publication("", text, today=TODAY).published is None


def test_an_old_event_in_the_lead_is_not_the_day_of_publication() -> None:
    told = find_publication("", "منذ هجمات 11 سبتمبر 2001 تغير العالم", [], fetched="2015-08-05", today=TODAY)
    assert told.evidence == "from the day it was fetched"


def test_nothing_is_invented() -> None:
    told = find_publication("عنوان", "نص بلا تاريخ", [], today=TODAY)
    assert (told.published, told.day, told.confidence) == (None, None, 0.0)


@pytest.mark.parametrize("junk", ["\x00", "9" * 500, "\ud800", "٣" * 13, "-1", "1e400", "31/31/31", "nan", "ـ" * 50])
def test_any_metadata_text_is_legal(junk: str) -> None:
    find_publication(junk, junk, [junk], published=junk, fetched=junk, today=TODAY)


def seed_parts() -> tuple[str, str, list[str]]:
    title, _, rest = SEED.read_text(encoding="utf-8").partition("\n")
    caption = next(line for line in rest.splitlines() if line.startswith("camera icon"))
    body = rest[rest.index("tag icon ع ع ع") + len("tag icon ع ع ع") : rest.index("مقالات متعلقة")]
    return title, body.strip(), [caption.removeprefix("camera icon")]


@pytest.mark.corpora
@pytest.mark.skipif(not SEED.is_file(), reason="../shared/corpora/seed is absent")
@pytest.mark.parametrize("fetched", [None, "2021-01-27", "2023-05-01"])
def test_the_seed_article_is_of_26_january_2021(fetched: str | None) -> None:
    title, text, captions = seed_parts()
    assert find_publication(title, text, captions, fetched=fetched, today=TODAY).published == "2021-01-26"


@pytest.mark.corpora
@pytest.mark.skipif(not SEED.is_file(), reason="../shared/corpora/seed is absent")
def test_the_seed_article_mentions_its_dates() -> None:
    title, text, _ = seed_parts()
    mentions = mentioned_dates(title, text, dt.date(2021, 1, 26))
    assert {m.calendar for m in mentions} == {"gregorian"}
    assert {(m.text, m.first.isoformat(), m.last.isoformat(), m.precision) for m in mentions} == {
        ("الثلاثاء 26 من كانون الثاني", "2021-01-26", "2021-01-26", "day"),
        ("أمس", "2021-01-25", "2021-01-25", "day"),
        ("شباط المقبل", "2021-02-01", "2021-02-28", "month"),
        ("عام 2020", "2020-01-01", "2020-12-31", "year"),
        ("23 و24 من كانون الثاني 2017", "2017-01-23", "2017-01-24", "interval"),
    }
    assert all(text[m.start : m.end] == m.text for m in mentions)


@pytest.mark.corpora
@pytest.mark.skipif(not (CORPORA / "dates").is_dir(), reason="../shared/corpora/dates is absent")
def test_saudi_news_is_dated_better_than_by_its_day_of_fetching() -> None:
    articles = [record for record, _ in read_articles(CORPORA / "dates" / "saudinewsnet.jsonl")]
    right = sum(
        find_publication("", article["text"], [], fetched=article["date_extracted"], today=TODAY).published
        == article["reference_date"]
        for article in articles
    )
    assert right >= 65, "the day of fetching alone is right in 59 of 66"
