"""Charts: round values, periods that are marked, lines with gaps, shares, silence of the archive, links."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import flask
import pytest
from babel import localedata
from babel.dates import get_month_names
from flask.testing import FlaskClient

import search
from tests.web.articles import LAVROV
from tests.web.fake_engine import FakeEngine
from web.presenters.axes import grid_lines, period_axis, top_of
from web.presenters.charts import Chart, PeriodUrls, present_chart
from web.search_state import SearchState
from web.timelines import Timelines, aligned_timelines, unit_of

START = dt.date(2015, 7, 13)
MONTH_NAMES_OF_LEVANT = get_month_names("wide", locale="ar_SY")


def days(counts: Sequence[int], first: dt.date = START, missing: int = 0) -> search.DateFacet:
    every = [first + dt.timedelta(place) for place in range(len(counts))]
    buckets = (search.DateBucket(day, day, count) for day, count in zip(every, counts, strict=True))
    return search.DateFacet("day", tuple(buckets), missing)


def months(first: int, count: int) -> list[search.DateBucket]:
    names = (f"{month // 12}-{month % 12 + 1:02}" for month in range(first, first + count))
    return [search.DateBucket(*search.parse_period(name), 1) for name in names]


def chart_of(
    counts: Sequence[Sequence[int]],
    archive: Sequence[int],
    *,
    scale: str = "count",
    mirrored: bool = False,
    missing: int = 0,
) -> Chart:
    facets = tuple(days(each, missing=missing) for each in counts)
    labels = [f"سلسلة {number}" for number in range(len(counts))]
    timelines = Timelines(facets, (days(archive),) * len(counts), days(archive))
    urls = [PeriodUrls(SearchState(label)) for label in labels]
    return present_chart(labels, timelines, urls, urls[0], mirrored=mirrored, scale=scale)


@pytest.fixture(autouse=True)
def context(app: flask.Flask) -> object:
    with app.test_request_context("/?lang=en"):
        yield


@pytest.mark.parametrize(
    ("highest", "labels"),
    [
        (1, "1 0"),
        (3, "3 2 1 0"),
        (5, "6 4 2 0"),
        (14, "15 10 5 0"),
        (190, "200 150 100 50 0"),
        (4100, "6,000 4,000 2,000 0"),
    ],
)
def test_counts_have_few_round_lines(highest: int, labels: str) -> None:
    lines = grid_lines(top_of(highest, whole=True), whole=True)
    assert [line.label for line in lines] == labels.split()
    assert (lines[0].y, lines[-1].y) == (0, 100)


@pytest.mark.parametrize("highest", [0.03, 0.7, 1.0, 2.4, 9.5, 33.3, 100.0])
def test_shares_have_few_round_lines(highest: float) -> None:
    top = top_of(highest, whole=False)
    assert highest <= top <= 2 * highest
    assert 2 <= len(grid_lines(top, whole=False)) <= 5


def test_weeks_are_marked_on_their_first_day_with_the_year_once() -> None:
    labels = period_axis(days([1] * 40).buckets, "day", mirrored=False).labels
    assert [label.text for label in labels] == ["Jul 13", "Jul 20", "Jul 27", "Aug 3", "Aug 10", "Aug 17"]
    assert [label.note for label in labels] == ["2015", "", "", "", "", ""]


def test_months_and_their_years_are_marked() -> None:
    labels = period_axis(months(2014 * 12 + 9, 8), "month", mirrored=False).labels
    assert [(label.text, label.note) for label in labels if label.note] == [("Oct", "2014"), ("Jan", "2015")]
    yearly = period_axis(months(2010 * 12, 72), "month", mirrored=False).labels
    assert [(label.text, label.note) for label in yearly] == [(str(year), "") for year in range(2010, 2016)]


MONTHS_OF_JULY = {"gulf": "يوليو", "levant": "تموز", "maghreb": "جويلية", "morocco": "يوليوز"}


@pytest.mark.parametrize("order", [tuple(MONTHS_OF_JULY), tuple(reversed(MONTHS_OF_JULY))])
def test_months_have_the_names_that_the_reader_knows_whoever_came_first(
    app: flask.Flask, monkeypatch: pytest.MonkeyPatch, order: Sequence[str]
) -> None:
    monkeypatch.setattr(localedata, "_cache", {})
    for region in order:
        with app.test_request_context(f"/?months={region}"):
            name = MONTHS_OF_JULY[region]
            assert period_axis(days([1, 1]).buckets, "day", mirrored=True).labels[0].text == f"13 {name}"
            assert period_axis(months(2015 * 12 + 6, 2), "month", mirrored=True).labels[0].text == name


@pytest.mark.parametrize("first", range(2019 * 12, 2020 * 12))
@pytest.mark.parametrize("count", [5, 13, 22, 40])
def test_every_label_is_of_the_year_written_last(app: flask.Flask, first: int, count: int) -> None:
    periods = months(first, count)
    with app.test_request_context("/?months=levant"):
        axis = period_axis(periods, "month", mirrored=False)
        for labels in (axis.labels, axis.on_phone):
            year = ""
            for label in labels:
                year = label.note or year
                start = periods[int(label.x / 100 * count)].start
                assert label.text == MONTH_NAMES_OF_LEVANT[start.month]
                assert year == str(start.year)


@pytest.mark.parametrize(("first", "count"), [(1992, 24), (1500, 240), (2010, 3)])
def test_years_are_round(first: int, count: int) -> None:
    years = [search.DateBucket(dt.date(y, 1, 1), dt.date(y, 12, 31), 1) for y in range(first, first + count)]
    labels = [int(label.text) for label in period_axis(years, "year", mirrored=False).labels]
    assert 2 <= len(labels) <= 9
    assert len({later - earlier for earlier, later in pairwise(labels)}) == 1


def test_labels_do_not_meet_on_a_phone() -> None:
    for count in (2, 8, 12, 13, 30, 62, 63, 124):
        labels = period_axis(days([1] * count).buckets, "day", mirrored=True).on_phone
        places = sorted(label.x for label in labels)
        between = [(later - earlier) * 2.9 for earlier, later in pairwise(places)]
        assert all(pixels > 6.6 * len(label.text) for pixels, label in zip(between, labels, strict=False))


def test_time_runs_to_the_left_in_arabic() -> None:
    plain, mirrored = (chart_of([[1, 2, 3]], [9, 9, 9], mirrored=each) for each in (False, True))
    assert [row.x for row in plain.rows] == [row.x for row in reversed(mirrored.rows)] == [0, 33.333, 66.667]


def test_zeros_are_drawn_and_the_silence_of_the_archive_is_said() -> None:
    chart = chart_of([[5, 0, 0, 5]], [50, 40, 0, 60])
    assert len(chart.lines[0].pieces) == 1
    assert [row.label for row in chart.silent] == ["July 15, 2015"]
    assert chart.notes[0].startswith("Days without any article in the archive: 1 of 4.")
    assert chart_of([[5, 0]], [50, 40]).notes == ()


def test_shares_are_of_the_period_and_have_gaps_where_there_is_nothing() -> None:
    chart = chart_of([[10, 20, 0, 20, 30, 1]], [100, 400, 0, 200, 600, 2], scale="share")
    assert [row.cells[0].share for row in chart.rows] == ["10%", "5%", "–", "10%", "5%", "–"]
    assert len(chart.lines[0].pieces) == 2
    assert "Periods with too few articles for a share: 1." in chart.notes
    assert chart.unit == "Percent of all articles of the archive"
    assert chart_of([[1, 2]], [1000, 1000], scale="share").unit == "Of a thousand articles of the archive"


def test_a_point_between_gaps_is_marked() -> None:
    chart = chart_of([[10, 0, 20, 0, 10]], [100, 0, 100, 0, 100], scale="share")
    assert chart.lines[0].pieces == ()
    assert all(mark.is_alone for row in chart.rows for mark in row.marks)


def test_small_archives_have_shares_too() -> None:
    assert [row.cells[0].share for row in chart_of([[1, 1]], [2, 4], scale="share").rows] == ["50%", "25%"]


def test_a_period_says_all_its_values() -> None:
    row = chart_of([[1, 2], [3, 4]], [9, 9]).rows[0]
    assert row.title == "July 13, 2015\nسلسلة 0: 1\nسلسلة 1: 3"
    assert chart_of([[1, 2]], [9, 9]).rows[0].title == "July 13, 2015: 1"


def test_periods_without_any_article_lead_nowhere() -> None:
    assert [bool(row.href) for row in chart_of([[1, 0, 0], [0, 0, 2]], [9, 9, 9]).rows] == [True, False, True]


def test_undated_articles_are_said_of_each_series() -> None:
    one, two = (chart_of(counts, [9, 9], missing=5).notes[0] for counts in ([[1, 2]], [[1, 2], [3, 4]]))
    assert one == "Undated articles, which are not shown: 5."
    named = " · ".join(f"\u2068سلسلة {number}\u2069 5" for number in (0, 1))
    assert two == f"Undated articles, which are not shown: {named}."


def test_links_of_periods_are_canonical() -> None:
    state = SearchState("سوتشي & x", lang="en", sort="newest").with_value("source", "م=1").with_dates("2014", "")
    for bucket in (days([1]).buckets[0], months(2015 * 12 + 1, 1)[0]):
        narrowed = state.with_dates(bucket.start.isoformat(), bucket.end.isoformat())
        assert PeriodUrls(state, "/compare", [("scale", "share")])(bucket) == narrowed.url(
            "/compare", [("scale", "share")]
        )


@pytest.mark.parametrize(
    ("last", "unit"), [("2015-11-13", "day"), ("2015-11-14", "month"), ("2021-06-30", "month"), ("2021-07-01", "year")]
)
def test_long_ranges_have_coarser_units(last: str, unit: str) -> None:
    assert unit_of(START, dt.date.fromisoformat(last)) == unit


class CalendarEngine(FakeEngine):
    """Counts one hit a day, by days up to 62 days, by months up to 36 months, as an index does."""

    hits = (dt.date(2015, 7, 10), dt.date(2015, 10, 20))

    def search(self, request: search.SearchRequest) -> search.SearchResults:
        first, last = self.hits
        low, high = request.published_from or dt.date(2015, 1, 1), request.published_to or dt.date(2015, 12, 31)
        if (high - low).days < 62:
            every = [low + dt.timedelta(number) for number in range((high - low).days + 1)]
            buckets = [search.DateBucket(day, day, int(first <= day <= last)) for day in every]
        else:
            buckets = [
                month._replace(count=max(0, (min(month.end, last) - max(month.start, first)).days + 1))
                for month in months(low.year * 12 + low.month - 1, 12)
                if month.start <= high
            ]
        interval = "day" if (high - low).days < 62 else "month"
        found = super().search(replace(request, published_from=None, published_to=None))
        return replace(found, facets={"date": search.DateFacet(interval, tuple(buckets), 0)})


def test_a_long_axis_is_asked_for_in_pieces_and_ends_with_the_hits(engine: FakeEngine) -> None:
    asked = CalendarEngine(list(engine.articles.values()))
    found = aligned_timelines(asked, [search.SearchRequest("x"), search.SearchRequest("y")])
    for facet in (*found.counts, *found.volumes, found.archive):
        assert facet.interval == "day"
        assert (facet.buckets[0].start, facet.buckets[-1].end) == CalendarEngine.hits
        assert [bucket.count for bucket in facet.buckets] == [1] * 103


@pytest.mark.parametrize("chosen", ["1500 2100", "0001 9999", "1500 ", " 9999"])
def test_an_axis_of_more_years_than_a_chart_has_ends_with_the_hits(samples_index: Path, chosen: str) -> None:
    engine = search.open_engine(samples_index)
    first, last = (search.parse_period(year) for year in chosen.split(" "))
    wide = search.SearchRequest(
        "سوتشي", published_from=first[0] if first else None, published_to=last[1] if last else None
    )
    found, every = (aligned_timelines(engine, [request]) for request in (wide, search.SearchRequest("سوتشي")))
    assert found.counts[0].buckets == every.counts[0].buckets
    assert found.archive == every.archive


def test_a_search_in_sources_is_measured_by_these(client: FlaskClient) -> None:
    source = f"source={quote('بريد المشرق')}"
    series = client.get(f"/api/compare?q=سوتشي&{source}&scale=share").get_json()["series"][0]
    volume, timeline = (series[name]["buckets"] for name in ("volume", "timeline"))
    assert [bucket["start"] for bucket in volume] == [bucket["start"] for bucket in timeline]
    days_of_axis = f"from={volume[0]['start']}&to={volume[-1]['end']}"
    own, every = (client.get(f"/api/search?{days_of_axis}{rest}").get_json()["total"] for rest in (f"&{source}", ""))
    assert 0 < sum(bucket["count"] for bucket in volume) == own < every
    assert all(0 <= one["count"] <= all_["count"] for one, all_ in zip(timeline, volume, strict=True))


@pytest.mark.parametrize(
    ("query", "whole"),
    [
        ("q=سوتشي&source=بريد المشرق", "the sources of each search"),
        ("q=سوتشي&source.not=بريد المشرق", "the sources of each search"),
        ("q=سوتشي&source=بريد المشرق&source=دفاتر النيل", "the sources of each search"),
        ("source=بريد المشرق&source=دفاتر النيل", "the archive"),
        ("place=سوتشي&source=بريد المشرق", "the sources of each search"),
        ("q=سوتشي", "the archive"),
    ],
)
def test_shares_say_what_they_are_of(client: FlaskClient, query: str, whole: str) -> None:
    text = client.get(f"/compare?{query}&scale=share&lang=en").get_data(as_text=True)
    assert f"of all articles of {whole}</figcaption>" in text


def test_sources_alone_are_measured_by_the_whole_archive(client: FlaskClient) -> None:
    sources = "&".join(f"source={quote(name)}" for name in ("بريد المشرق", "دفاتر النيل"))
    series = client.get(f"/api/compare?{sources}&scale=share").get_json()["series"]
    volumes = [[bucket["count"] for bucket in each["volume"]["buckets"]] for each in series]
    assert volumes[0] == volumes[1]
    assert sum(volumes[0]) > max(each["articles"] for each in series)


def test_drawings_are_hidden_from_readers_of_tables_and_have_no_inline_style(client: FlaskClient) -> None:
    for path in (f"/entity/person/{LAVROV}", "/compare?q=سوتشي&q=أستانة&scale=share"):
        text = client.get(path).get_data(as_text=True)
        drawings = re.findall(r'<svg class="plot-drawing"[^>]*>', text)
        assert drawings
        assert all('aria-hidden="true"' in drawing for drawing in drawings)
        assert "style=" not in text.partition("<main")[2]
        assert re.search(r'<a class="plot-period" href="[^"]+" tabindex="-1"><title>', text)
        assert '<g class="plot-period"><title>' in text
