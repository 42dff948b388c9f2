"""Dates as people write them become the canonical URL; months go by the names the reader knows."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from web.date_entry import MONTH_LOCALES, hijri_label, hijri_of, read_typed, typed_value

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
    ],
)
def test_a_date_is_read_in_either_calendar(typed: str, days: tuple[str, str]) -> None:
    found = read_typed(typed)
    assert found
    assert tuple(map(str, found)) == days


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
    assert "«&lt;b&gt;غدا»" in text
    assert "<b>غدا" not in text
    for name in ("from.typed", "months"):
        assert client.get("/api/search", query_string={name: "2021"}).status_code == 400
    assert client.get("/api/search", query_string={"from": "26 يناير 2021"}).status_code == 400


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
