"""What downloads are called: after their search, in a form that every system can store."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from tests.web.articles import LAVROV
from web.download_names import content_disposition, file_name
from web.search_state import Period, SearchState


def names_in(header: str) -> tuple[str, str]:
    """Return the plain and the extended file name of a header, "" for one that it has not."""
    plain = re.search('filename="([^"]*)"', header)
    extended = re.search(r"filename\*=UTF-8''([A-Za-z0-9._~%+-]*)$", header)
    return plain[1] if plain else "", unquote(extended[1]) if extended else ""


@pytest.mark.parametrize(
    ("state", "name"),
    [
        (SearchState(), "fihris.csv"),
        (SearchState("سوتشي"), "fihris_سوتشي.csv"),
        (SearchState('"كأس العالم" كوفيد-19'), "fihris_كأس-العالم-كوفيد-19.csv"),
        (SearchState("../../etc/passwd\r\nX: 1"), "fihris_etc-passwd-X-1.csv"),
        (SearchState("ســوتشي\u202e"), "fihris_سوتشي.csv"),
        (SearchState("قمة").with_value("person", LAVROV), "fihris_قمة_سيرغي-لافروف.csv"),
        (SearchState().exclude("source", "رمال الغد"), "fihris_not-رمال-الغد.csv"),
        (SearchState("قمة", published=Period("2021-01", "2021-03")), "fihris_قمة_2021-01--2021-03.csv"),
        (SearchState(published=Period("2021-01", "2021-01")), "fihris_2021-01.csv"),
        (SearchState(published=Period("2021", "")), "fihris_from-2021.csv"),
        (SearchState(mentioned=Period("", "2021-03-05")), "fihris_mentioned-to-2021-03-05.csv"),
        (SearchState(story="k1"), "fihris_story-k1.csv"),
        (SearchState("قمة", size=5, sort="oldest", level="root", lang="en"), "fihris_قمة.csv"),
    ],
)
def test_a_file_is_called_after_its_search(state: SearchState, name: str) -> None:
    assert file_name(state, "csv") == name


def test_a_kind_stands_behind_the_name_of_the_site() -> None:
    assert file_name(SearchState("سوتشي"), "json", "record") == "fihris-record_سوتشي.json"


def test_what_does_not_fit_is_counted() -> None:
    state = SearchState("قمة")
    for number in range(20):
        state = state.with_value("person", f"اسم طويل جدا لشخص من الأشخاص {number:02}")
    name = file_name(state, "csv")
    assert re.fullmatch(r"fihris_قمة_.*_\+1[0-9]\.csv", name)


@given(st.text(max_size=300), st.lists(st.text(max_size=80), max_size=4))
def test_every_name_can_be_stored_and_sent(text: str, values: list[str]) -> None:
    state = SearchState(text)
    for value in values:
        state = state.with_value("person", value)
    name = file_name(state, "jsonl", "concordance")
    assert len(name.encode()) <= 220
    assert not re.search(r'[\x00-\x1f\x7f/\\:*?"<>|]|\.\.', name)
    header = content_disposition(name)
    assert header.isascii()
    plain, extended = names_in(header)
    assert (extended or plain) == name


def test_old_clients_read_what_of_the_name_is_ascii() -> None:
    header = content_disposition("fihris_سوتشي_2021-01.csv")
    assert names_in(header) == ("fihris_2021-01.csv", "fihris_سوتشي_2021-01.csv")
    assert names_in(content_disposition("fihris_covid.csv")) == ("fihris_covid.csv", "")


@pytest.mark.parametrize("extension", ["csv", "jsonl", "ris", "bib"])
def test_downloads_of_a_search_are_called_after_it(client: FlaskClient, extension: str) -> None:
    header = client.get(f"/export.{extension}?q={quote('سوتشي')}&from=2021").headers["Content-Disposition"]
    assert names_in(header) == (f"fihris_from-2021.{extension}", f"fihris_سوتشي_from-2021.{extension}")


def test_a_record_is_called_after_its_search_and_the_page_says_how(client: FlaskClient) -> None:
    header = client.get(f"/api/record?q={quote('سوتشي')}").headers["Content-Disposition"]
    name = "fihris-record_سوتشي.json"
    assert names_in(header) == ("fihris-record.json", name)
    assert f"fihris rerun {name}" in client.get(f"/record?q={quote('سوتشي')}").text
