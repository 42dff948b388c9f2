from __future__ import annotations

import datetime as dt
import subprocess
import sys
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

import search
from web.search_state import DATE_PARAMETERS, FILTER_PARAMETERS, Period, SearchState, ValueUrls, canonical_period

Pairs = list[tuple[str, str]]

unicode = st.characters(codec="utf-8")
values = st.text(unicode, min_size=1, max_size=12)
days = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)).map(dt.date.isoformat)
bounds = st.tuples(st.sampled_from((4, 7, 10)), days).map(lambda pair: pair[1][: pair[0]])


@st.composite
def parameters(draw: st.DrawFn) -> Pairs:
    single = {
        "q": st.text(unicode, max_size=20),
        "match": st.sampled_from(search.MATCHES),
        "level": st.sampled_from(search.LEVELS),
        "sort": st.sampled_from(search.SORTS),
        "size": st.integers(0, 100).map(str),
        "after": values,
        "story": st.from_regex(r"[a-z0-9_-]{1,8}", fullmatch=True),
        "collapse": st.just("story"),
        **dict.fromkeys(DATE_PARAMETERS, bounds),
    }
    chosen = draw(st.lists(st.sampled_from(sorted(single)), unique=True))
    pairs = [(name, draw(single[name])) for name in chosen]
    return pairs + draw(st.lists(st.tuples(st.sampled_from(sorted(FILTER_PARAMETERS)), values), max_size=6))


def read(pairs: Pairs, *, page: bool = False) -> SearchState | None:
    try:
        return SearchState.from_args(pairs, page=page)
    except search.RequestError:
        return None  # a range that ends before it begins


@given(parameters(), st.randoms(use_true_random=False))
def test_the_order_of_parameters_never_matters(pairs: Pairs, random: object) -> None:
    shuffled = list(pairs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert read(pairs) == read(shuffled)
    state = read(pairs)
    if state:
        other = SearchState.from_args(shuffled)
        assert state.url() == other.url()
        assert state.to_request() == other.to_request()


@given(parameters())
def test_a_link_says_the_search_again(pairs: Pairs) -> None:
    state = read(pairs)
    if state:
        again = SearchState.from_args(parse_qsl(urlsplit(state.url()).query, keep_blank_values=True))
        assert again == state
        assert again.url() == state.url()


@given(bounds, bounds)
def test_the_canonical_range_is_the_same_range(first: str, last: str) -> None:
    period = canonical_period(first, last)
    given_days = search.parse_period(first), search.parse_period(last)
    kept_days = search.parse_period(period.first), search.parse_period(period.last)
    assert None not in (*given_days, *kept_days)
    assert given_days[0][0] == kept_days[0][0]  # type: ignore[index]
    assert given_days[1][1] == kept_days[1][1]  # type: ignore[index]


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8))))
def test_a_page_reads_any_parameters(pairs: Pairs) -> None:
    state = read(pairs, page=True)
    if state:
        state.to_request()


@pytest.mark.parametrize(
    ("given_range", "canonical"),
    [
        (("2021-01-01", "2021-01-31"), ("2021-01", "2021-01")),
        (("2021-01", "2021-01"), ("2021-01", "2021-01")),
        (("2021", "2021-06"), ("2021-01", "2021-06")),
        (("2021-01-01", "2021-12-31"), ("2021", "2021")),
        (("2021-01-26", ""), ("2021-01-26", "")),
        (("", "2020-12-31"), ("", "2020")),
        (("nonsense", "2021"), ("nonsense", "2021")),
    ],
)
def test_a_range_is_written_in_its_coarsest_unit(given_range: tuple[str, str], canonical: tuple[str, str]) -> None:
    assert canonical_period(*given_range) == Period(*canonical)


def test_defaults_are_left_out_of_links() -> None:
    assert SearchState.from_args([("q", ""), ("match", "auto"), ("level", "stem"), ("size", "10")]).url() == "/search"


def test_parameters_become_a_request() -> None:
    state = SearchState.from_args(
        [
            ("q", "سوتشي"),
            ("person", "ب"),
            ("person", "أ"),
            ("place.not", "روسيا"),
            ("from", "2021-01"),
            ("to", "2021-01"),
        ]
    )
    request = state.to_request()
    assert request.values_of("person", "any") == ("أ", "ب")
    assert request.values_of("place", "not") == ("روسيا",)
    assert (request.published_from, request.published_to) == (dt.date(2021, 1, 1), dt.date(2021, 1, 31))


@pytest.mark.parametrize(
    ("pairs", "error", "parameter"),
    [
        ([("nope", "1")], search.UnknownParameterError, "nope"),
        ([("lang", "en")], search.UnknownParameterError, "lang"),
        ([("q", "a"), ("q", "b")], search.ParameterValueError, "q"),
        ([("level", "deep")], search.ParameterValueError, "level"),
        ([("level", "")], search.ParameterValueError, "level"),
        ([("size", "101")], search.ParameterValueError, "size"),
        ([("size", "-1")], search.ParameterValueError, "size"),
        ([("size", "٥")], search.ParameterValueError, "size"),
        ([("from", "2021-02-30")], search.ParameterValueError, "from"),
        ([("from", "2022"), ("to", "2021")], search.ParameterValueError, "to"),
        ([("person", "")], search.ParameterValueError, "person"),
        ([("q", "x" * 1001)], search.QueryTooLongError, "q"),
    ],
)
def test_reading_strictly_names_what_is_wrong(pairs: Pairs, error: type[search.RequestError], parameter: str) -> None:
    with pytest.raises(error) as caught:
        SearchState.from_args(pairs)
    assert caught.value.parameter == parameter


def test_a_page_leaves_out_what_cannot_be_and_says_so() -> None:
    state = SearchState.from_args(
        [("q", "سوتشي"), ("size", "many"), ("zzz", "1"), ("from", "2022"), ("to", "2021"), ("level", "")], page=True
    )
    assert state == SearchState(text="سوتشي", published=Period("2022", ""))
    assert [notice.code for notice in state.notices] == ["invalid_value", "unknown_parameter", "invalid_value"]


def test_a_page_reads_dates_in_arabic_digits() -> None:
    assert SearchState.from_args([("from", "٢٠٢١-٠٣")], page=True).published == Period("2021-03", "")


def test_changes_go_back_to_the_first_page() -> None:
    state = SearchState(text="x", after="cursor").with_value("person", "أ")
    assert state.after is None


def test_a_value_plays_one_role_at_a_time() -> None:
    state = SearchState().with_value("person", "أ").exclude("person", "أ")
    assert state.url() == SearchState().exclude("person", "أ").url()
    assert state.require("person", "أ").selections[0].op == "all"
    assert state.without_value("person", "أ") == SearchState()
    assert SearchState().toggle("person", "أ").toggle("person", "أ") == SearchState()


def test_reading_urls_needs_no_flask() -> None:
    code = "import web.search_state, sys; sys.exit('flask' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(
    st.lists(st.tuples(st.sampled_from(["person", "person.all", "place.not", "source"]), st.sampled_from("بأ&zé"))),
    st.sampled_from(["", "q=x&sort=newest&lang=en", "from=2021&to=2021&size=5"]),
    st.sampled_from(["ت", "a b", "/?#%"]),
    st.sampled_from(["any", "all", "not"]),
)
def test_links_of_values_made_together_are_those_made_one_by_one(chosen, others, value, op):
    state = SearchState.from_args([*parse_qsl(others), *chosen], page=True)
    for extra in ((), (("sort", "alphabet"),)):
        urls = ValueUrls(state, "person", "/facet/person", extra)
        assert urls(value, op) == state.with_value("person", value, op).url("/facet/person", extra)
