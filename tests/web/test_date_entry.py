"""Dates as people write them become the canonical URL; months go by the names the reader knows."""

from __future__ import annotations

import datetime as dt
import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from tests.web.articles import archive
from tests.web.fake_engine import FakeEngine
from web import create_app
from web.date_entry import MONTH_LOCALES, hijri_label, hijri_of, read_typed, short_month, typed_value

DAY, MONTH = "2021-01-26", ("2021-01-01", "2021-01-31")
HIJRI_MONTH = ("2021-01-14", "2021-02-12")


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        *[
            (text, (DAY, DAY))
            for text in (
                *("26 يناير 2021", "26 كانون الثاني 2021", "26 جانفي 2021", "الثلاثاء، ٢٦ يناير ٢٠٢١", "26/1/2021"),
                *(
                    "2021-01-26",
                    "26-01-2021",
                    "2021/1/26",
                    "January 26, 2021",
                    "26th Jan 2021",
                    "Tuesday 26 January 2021",
                ),
                *("13 جمادى الآخرة 1442", "13 جمادى الآخرة 1442هـ", "1442/6/13", "13/6/1442 هـ", "26 من يناير 2021 م"),
            )
        ],
        *[
            (text, MONTH)
            for text in ("2021-01", "1/2021", "كانون الثاني 2021", "ينايرَ 2021", "يناير/كانون الثاني 2021")
        ],
        *[(text, HIJRI_MONTH) for text in ("1442-06", "جمادى الآخرة 1442", "جمادى الثانية ١٤٤٢ هـ", "Jumada II 1442")],
        ("غشت 2020", ("2020-08-01", "2020-08-31")),
        ("2021", ("2021-01-01", "2021-12-31")),
        ("1442", ("2020-08-20", "2021-08-08")),
        ("1442 م", ("1442-01-01", "1442-12-31")),
        ("1500", ("2076-11-27", "2077-11-16")),
        *[
            (text, ("2015-07-15", "2015-07-15"))
            for text in (
                "15يوليو2015",
                "15 يوليو عام 2015",
                "2015 يوليو 15",
                "15july2015",
                "15th of July 2015",
                "15/7/2015م",
                "15/يوليو/2015",
                "يوم الأربعاء 15 يوليو 2015",
            )
        ],
        *[(text, ("2015-07-01", "2015-07-31")) for text in ("2015 يوليو", "شهر يوليو 2015", "شهر يوليو من عام 2015")],
        *[(text, ("2015-01-01", "2015-12-31")) for text in ("عام 2015", "سنة 2015", "العام 2015م", "year 2015")],
        *[(text, ("2014-10-25", "2015-10-13")) for text in ("سنة 1436", "عام 1436هـ", "لعام 1436")],
        *[
            (text, ("2015-06-18", "2015-07-16"))
            for text in (
                *("شهر رمضان 1436", "شهر رمضان المبارك 1436", "رمضان 1436", "1436 رمضان", "رمضان لعام 1436هـ"),
                *("Ramadan 1436", "Ramadhan 1436 AH", "Ramaḍān 1436", "Ramzan 1436", "month of Ramadan 1436"),
            )
        ],
        *[
            (text, ("2015-07-02", "2015-07-02"))
            for text in ("15 رمضان المبارك 1436", "15 من شهر رمضان 1436", "15رمضان1436هـ", "15th Ramadan 1436")
        ],
        *[(text, ("2015-07-17", "2015-07-17")) for text in ("غرة شوال 1436", "غرّة شهر شوال 1436هـ", "1 شوال 1436")],
    ],
)
def test_a_date_is_read_in_either_calendar(typed: str, days: tuple[str, str]) -> None:
    found = read_typed(typed)
    assert found
    assert tuple(map(str, found)) == days


@pytest.mark.parametrize(
    ("month", "spellings"),
    [
        (1, ("Muharram", "Moharram", "محرم الحرام", "المحرم")),
        (2, ("Safar", "صفر الخير")),
        (3, ("Rabi al-Awwal", "Rabi' al-awal", "Rabi ul-Awwal", "Rabi' I", "Rabīʿ al-Awwal", "ربيع الأول", "ربيع أول")),
        (4, ("Rabi al-Thani", "Rabi' ath-Thani", "Rabi al-Akhir", "Rabi II", "ربيع الثاني", "ربيع الآخر", "ربيع ثان")),
        (5, ("Jumada al-Ula", "Jumada al-Awwal", "Jumada I", "Jumādá al-Ūlá", "جمادى الأولى", "جمادى الأول")),
        (6, ("Jumada al-Thani", "Jumada al-Akhirah", "Jumada ath-Thaniyah", "Jumada II", "جمادى الثاني", "جماد الآخر")),
        (7, ("Rajab", "رجب الفرد")),
        (8, ("Shaban", "Sha'ban", "Shaaban", "Shaʿbān", "شعبان المعظم")),
        (9, ("Ramadan", "Ramadhan")),
        (10, ("Shawwal", "Shawal", "شوال المكرم")),
        (
            11,
            ("Dhu al-Qadah", "Dhu al-Qa'da", "Dhul Qidah", "Zulqada", "Dhū al-Qaʿdah", "ذو القعدة", "ذي القعدة الحرام"),
        ),
        (12, ("Dhu al-Hijja", "Dhu al-Hijjah", "Dhul-Hijjah", "Zul Hijja", "Zilhijja", "Dhū al-Ḥijjah", "ذي الحجة")),
    ],
)
def test_the_usual_spellings_of_a_hijri_month_are_read(month: int, spellings: tuple[str, ...]) -> None:
    wanted = read_typed(f"1436-{month:02}")
    assert wanted
    assert {text: read_typed(f"{text} 1436") for text in spellings} == dict.fromkeys(spellings, wanted)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("30 رمضان 1436", 29),
        ("30/9/1436", 29),
        ("31 رمضان 1436", 29),
        ("31 فبراير 2021", 28),
        ("2021-04-31", 30),
        ("29 رمضان 1436", None),
        ("30 يناير", None),
        ("رمضان 2015", None),
        ("55 رمضان 1436", None),
    ],
)
def test_a_day_after_the_last_of_its_month_is_known_as_that(typed: str, days: int | None) -> None:
    found = short_month(typed)
    assert (found and found.days) == days


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "أمس",
        "26 يناير",
        "يناير",
        "31 فبراير 2021",
        "2021-13",
        "2021-00",
        "0000",
        "31 رمضان 1442",
        "1/2/3",
        "9" * 99,
    ],
)
def test_what_is_no_day_month_or_year_is_not_read(typed: str) -> None:
    assert read_typed(typed) is None


@given(st.text(max_size=80))
def test_any_text_is_read_or_not_and_never_backwards(text: str) -> None:
    found = read_typed(text)
    assert found is None or found[0] <= found[1]


@given(st.dates(dt.date(1925, 1, 1), dt.date(2076, 1, 1)), st.sampled_from(["{d} {m} {y}", "{y}-{n:02}-{d:02}"]))
def test_a_hijri_date_is_read_as_the_day_it_names(day: dt.date, form: str) -> None:
    hijri = hijri_of(day)
    assert hijri
    year, month, number = hijri
    name = hijri_label(day, day, arabic=True).split(" ", 1)[1].rsplit(" ", 2)[0]
    assert read_typed(form.format(d=number, m=name, y=year, n=month)) == (day, day)


@given(st.dates())
def test_what_a_box_shows_is_read_as_it_was(day: dt.date) -> None:
    for iso in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        found = read_typed(typed_value(iso))
        assert found
        assert found[0].isoformat().startswith(iso)


def test_whole_hijri_months_and_years_are_named_as_such() -> None:
    first, last = dt.date(2021, 1, 14), dt.date(2021, 2, 12)
    assert hijri_label(first, last, arabic=True) == "جمادى الآخرة 1442 هـ"
    assert hijri_label(dt.date(2020, 8, 20), dt.date(2021, 8, 8), arabic=False) == "1442 AH"
    assert hijri_label(first, dt.date(2021, 2, 11), arabic=True) == "1 جمادى الآخرة 1442 – 29 جمادى الآخرة 1442 هـ"
    assert hijri_label(dt.date(1900, 1, 1), last, arabic=True) == ""


@pytest.mark.parametrize(
    ("asked", "dates"),
    [
        ({"from.typed": "1442-06", "to.typed": "جمادى الآخرة 1442"}, {"from": "2021-01-14", "to": "2021-02-12"}),
        ({"from.typed": "26 يناير 2021", "to.typed": ""}, {"from": "2021-01-26"}),
        ({"from.typed": "يناير 2021", "to.typed": "2021-01"}, {"from": "2021-01", "to": "2021-01"}),
        ({"to": "كانون الثاني 2021"}, {"to": "2021-01"}),
        (
            {"mentioned.from.typed": "2019", "mentioned.to.typed": "2019"},
            {"mentioned.from": "2019", "mentioned.to": "2019"},
        ),
    ],
)
def test_a_typed_range_leads_to_the_url_that_says_it(
    client: FlaskClient, asked: dict[str, str], dates: dict[str, str]
) -> None:
    response = client.get("/search", query_string={"q": "سوتشي", **asked, "lang": "en"})
    assert response.status_code == 302
    target = {name: values[0] for name, values in parse_qs(urlsplit(response.location).query).items()}
    assert target == {"q": "سوتشي", **dates, "lang": "en"}
    assert client.get(response.location).status_code == 200


def test_what_is_no_date_is_left_out_and_said_on_the_page_and_refused_by_the_api(client: FlaskClient) -> None:
    response = client.get("/search", query_string={"from.typed": "<b>غدا", "to.typed": "2021"})
    assert response.status_code == 200
    text = response.get_data(as_text=True)
    assert "«&lt;b&gt;غدا»" in re.sub("[\u2066-\u2069]", "", text)
    assert "<b>غدا" not in text
    for name in ("from.typed", "months"):
        assert client.get("/api/search", query_string={name: "2021"}).status_code == 400
    assert client.get("/api/search", query_string={"from": "26 يناير 2021"}).status_code == 400


def words(text: str) -> str:
    """Return the text of a page without the signs that keep what was typed in its own direction."""
    return re.sub("[\u2066-\u2069]", "", html.unescape(text))


def boxes(text: str) -> dict[str, str]:
    found = re.findall(r'name="([a-z.]+\.typed)" value="([^"]*)"', text)
    return {name: html.unescape(value) for name, value in found}


@pytest.mark.parametrize(
    ("typed", "lang", "said"),
    [
        (
            "abc",
            "ar",
            "لم نفهم «abc» تاريخًا في خانة «من»، فلم نأخذ به. اكتب مثلًا 2021-01 أو 26 يناير 2021 أو رمضان 1436.",
        ),
        ("abc", "en", "We could not read “abc” in the box “From” as a date, so it was left out. Write for example"),
        ("30 رمضان 1436", "ar", "لم نأخذ بـ«30 رمضان 1436» في خانة «من»: أيام ذلك الشهر 29 بتقويم أم القرى."),
        (
            "30 رمضان 1436",
            "en",
            "We left out “30 رمضان 1436” in the box “From”: that month has 29 days in the Umm al-Qura calendar.",
        ),
        ("31 فبراير 2021", "ar", "لم نأخذ بـ«31 فبراير 2021» في خانة «من»: أيام ذلك الشهر 28."),
    ],
)
@pytest.mark.parametrize("suffix", ["", ".typed"])
def test_what_is_not_understood_stays_in_its_box_and_is_said_in_the_words_of_the_page(
    client: FlaskClient, suffix: str, typed: str, lang: str, said: str
) -> None:
    asked = {"q": "سوتشي", f"from{suffix}": typed, "to.typed": "2021-03", "lang": lang}
    text = client.get("/search", query_string=asked).get_data(as_text=True)
    assert said in words(text)
    assert "معامل" not in text
    assert (boxes(text)["from.typed"], boxes(text)["to.typed"]) == (typed, "2021-03")
    assert text.count('aria-invalid="true"') == 1


def test_a_refused_date_of_mentions_names_its_facet_and_opens_it(client: FlaskClient) -> None:
    text = client.get("/search", query_string={"mentioned.to.typed": "abc"}).get_data(as_text=True)
    assert "في خانة «إلى» من «تواريخ مذكورة»" in text
    assert '<details class="facet" id="facet-mentioned" open>' in text
    assert boxes(text)["mentioned.to.typed"] == "abc"


def test_a_range_that_ends_before_it_begins_is_told_as_it_was_typed(client: FlaskClient) -> None:
    asked = {"from.typed": "رمضان 1437", "to.typed": "2015-07"}
    text = client.get("/search", query_string=asked).get_data(as_text=True)
    assert "لم نأخذ بـ«2015-07» في خانة «إلى»: هو قبل «رمضان 1437» في خانة «من»." in words(text)
    assert "2015-07-31" not in text
    assert boxes(text)["to.typed"] == "2015-07"
    english = client.get("/search", query_string={"from": "2015-08", "to": "2015-07", "lang": "en"})
    assert "We left out “2015-07” in the box “To”: it is before “2015-08” in the box “From”." in words(english.text)
    assert "2015-07-31" in client.get("/api/search?from=2015-08&to=2015-07").text


def test_both_ranges_of_a_page_may_end_before_they_begin(client: FlaskClient) -> None:
    response = client.get("/search?from=2022&to=2021&mentioned.from=2020&mentioned.to=2019")
    assert response.status_code == 200
    assert {"to.typed": "2021", "mentioned.to.typed": "2019"}.items() <= boxes(response.text).items()


def test_links_carry_nothing_of_a_refused_date(client: FlaskClient) -> None:
    text = client.get("/search", query_string={"q": "سوتشي", "from.typed": "abcxyz"}).get_data(as_text=True)
    assert not re.search(r'href="[^"]*abcxyz', text)


class DatedEngine(FakeEngine):
    """An engine that says from when to when its articles are."""

    published: tuple[str, str] | None = None

    def published_range(self) -> tuple[dt.date, dt.date] | None:
        if not self.published:
            return None
        return dt.date.fromisoformat(self.published[0]), dt.date.fromisoformat(self.published[1])


@pytest.mark.parametrize(
    ("published", "ranges"),
    [
        (("2015-07-21", "2015-08-11"), {"أسبوع": ("2015-08-05", "2015-08-11")}),
        (
            ("2012-05-01", "2020-03-31"),
            {
                "أسبوع": ("2020-03-25", "2020-03-31"),
                "شهر": ("2020-03", "2020-03"),
                "سنة": ("2019-04", "2020-03"),
            },
        ),
        (("2020-03-01", "2020-03-31"), {"أسبوع": ("2020-03-25", "2020-03-31")}),
        (("2020-02-29", "2020-03-30"), {"أسبوع": ("2020-03-24", "2020-03-30"), "شهر": ("2020-03-01", "2020-03-30")}),
        (("2015-08-05", "2015-08-11"), {}),
        (None, {}),
    ],
)
def test_the_last_week_month_and_year_of_the_archive_are_links_where_it_is_longer(
    published: tuple[str, str] | None, ranges: dict[str, tuple[str, str]]
) -> None:
    engine = DatedEngine(archive())
    engine.published = published
    text = create_app(engine, TESTING=True).test_client().get("/search?q=سوتشي&sort=oldest&from=2021").text
    part = re.search(r'<p class="facet-note date-last"[^>]*>(.*?)</p>', text, re.DOTALL)
    links = re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)<', part[1]) if part else []
    found = {label.strip(): parse_qs(urlsplit(html.unescape(href)).query) for href, label in links}
    assert found == {
        label: {"q": ["سوتشي"], "sort": ["oldest"], "from": [first], "to": [last]}
        for label, (first, last) in ranges.items()
    }


def test_the_chosen_period_of_the_archive_is_said_to_be_chosen() -> None:
    engine = DatedEngine(archive())
    engine.published = ("2012-05-01", "2020-03-31")
    text = create_app(engine, TESTING=True).test_client().get("/search?from=2020-03&to=2020-03&lang=en").text
    part = text[text.index('date-last"') :]
    assert re.search(r'aria-current="true"[^>]*>month', part[: part.index("</p>")])


def test_an_iso_year_in_a_url_is_gregorian_on_the_page_as_in_the_api(client: FlaskClient) -> None:
    assert client.get("/search?mentioned.from=1442").status_code == 200
    assert 'value="1442 م"' in client.get("/search?mentioned.from=1442").get_data(as_text=True)


@pytest.mark.parametrize(
    ("months", "name"), [*zip(MONTH_LOCALES, ("يناير", "كانون الثاني", "جانفي", "يناير"), strict=True)]
)
def test_months_go_by_the_names_that_the_reader_chose_and_are_remembered(
    client: FlaskClient, months: str, name: str
) -> None:
    chosen = client.get("/search", query_string={"from": "2021-01", "to": "2021-01", "months": months})
    assert f"{name} 2021" in chosen.get_data(as_text=True)
    later = client.get("/search?from=2021-01&to=2021-01")
    assert f"{name} 2021" in later.get_data(as_text=True)
    assert "Cookie" in later.headers["Vary"]
    english = client.get("/search?from=2021-01&to=2021-01&lang=en")
    assert "January 2021" in english.get_data(as_text=True)


def test_unknown_names_of_months_are_left_out_and_said(client: FlaskClient) -> None:
    response = client.get("/search?months=mars")
    assert "mars" in response.get_data(as_text=True)
    assert "Set-Cookie" not in response.headers


def test_no_link_carries_the_names_of_months_but_those_that_choose_them(client: FlaskClient) -> None:
    text = client.get("/search?q=سوتشي&months=levant").get_data(as_text=True)
    assert text.count("months=") == len(MONTH_LOCALES)


def test_empty_periods_stand_in_the_table_without_a_link(client: FlaskClient) -> None:
    text = client.get("/search?from=2021-01&to=2021-01").get_data(as_text=True)
    table = text[text.index('class="periods"') : text.index("</table>")]
    assert table.count("<tr") == 1 + 31
    assert '<span class="count">0</span>' in table
    assert 'href=""' not in table
