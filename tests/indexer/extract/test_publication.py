"""find_publication and mentioned_dates: metadata first, then the words, then the day of fetching."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

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
    assert right >= 64, "the day of fetching alone is right in 59 of 66"
