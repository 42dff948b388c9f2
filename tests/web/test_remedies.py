"""Remedies on a page: both changes of one are named, the old value beside the new, and the link makes exactly these."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from urllib.parse import quote

import pytest

import search
from tests.web.articles import LAVROV, archive
from tests.web.fake_engine import FakeEngine
from web import create_app
from web.presenters.remedies import changed_state
from web.search_state import SearchState


class RemedyingEngine(FakeEngine):
    """An engine that found nothing and offers what it was given."""

    def __init__(self, *remedies: search.Remedy) -> None:
        super().__init__(archive())
        self._offered = remedies

    def search(self, request: search.SearchRequest) -> search.SearchResults:
        return replace(super().search(request), total=0, hits=(), suggestions=self._offered)


def of_value(old_field: str, old: str, field: str, new: str, text: str = "") -> search.Remedy:
    """Return the remedy that puts one value of a facet in the place of another."""
    return search.Remedy("filter_value", text, 3, field, new, old_field=old_field, old_value=old)


def remedies_of(remedy: search.Remedy, query: str) -> tuple[str, str]:
    """Return the words of the only remedy of a page, and where it leads."""
    client = create_app(RemedyingEngine(remedy), TESTING=True).test_client()
    text = client.get(f"/search?{quote(query, safe='=&')}").get_data(as_text=True)
    item = re.search(r'<ul class="remedies">\s*<li>(.*?)</li>', text, re.DOTALL)
    assert item
    href = re.search('href="([^"]*)"', item[1])
    assert href
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", item[1])).split()), html.unescape(href[1])


@pytest.mark.parametrize("kind", ["keyboard", "latin", "spelling"])
def test_another_text_without_the_filters_changes_both(kind: str) -> None:
    state = SearchState("أ", published=("2020", "2020"), story="k1", level="root", after="x").with_value("person", "س")
    changed = changed_state(state, search.Remedy(kind, "ب", 1, "", "أ → ب", drops_filters=True))
    assert changed == SearchState("ب", level="root")


@pytest.mark.parametrize(("lang", "words"), [("ar", "ودون أي تصفية"), ("en", "and without any filter")])
def test_a_page_names_both_changes_and_what_they_find(lang: str, words: str) -> None:
    remedy = search.Remedy("spelling", "ب", 7, "", "أ → ب", drops_filters=True)
    shown, href = remedies_of(remedy, f"q=أ&person=س&from=1990&lang={lang}")
    assert words in shown
    assert "ب" in shown
    assert "7" in shown
    assert href == "/search?q=" + quote("ب") + ("&lang=en" if lang == "en" else "")


@pytest.mark.parametrize(
    ("given", "remedy", "expected"),
    [
        ({"any": ["لافروف"]}, ("person", "لافروف", "person", "سيرغي"), "person=سيرغي"),
        ({"any": ["ب", "لافروف"]}, ("person", "لافروف", "person", "أ"), "person=أ&person=ب"),
        ({"all": ["لافروف"]}, ("person", "لافروف", "person", "سيرغي"), "person.all=سيرغي"),
        ({"not": ["لافروف"]}, ("person", "لافروف", "person", "سيرغي"), "person.not=سيرغي"),
        ({"any": ["ب", "ج"], "all": ["ب"]}, ("person", "ب", "person", "أ"), "person=أ&person=ج&person.all=أ"),
        ({"any": ["أ"]}, ("person", "أ", "organisation", "أ"), "organisation=أ"),
        ({"not": ["أ", "ب"]}, ("person", "أ", "organisation", "أ"), "person.not=ب&organisation.not=أ"),
    ],
)
def test_a_value_is_replaced_in_the_same_operation(given, remedy, expected) -> None:
    pairs = [("person" if op == "any" else f"person.{op}", value) for op, values in given.items() for value in values]
    state = SearchState.from_args([("q", "س"), ("place", "م"), *pairs])
    changed = changed_state(replace(state, after="x"), of_value(*remedy, text="س"))
    wanted = SearchState.from_args(
        [("q", "س"), ("place", "م"), *(tuple(pair.split("=")) for pair in expected.split("&"))]  # type: ignore[misc]
    )
    assert changed == wanted


@pytest.mark.parametrize(
    ("lang", "field", "query", "words"),
    [
        ("ar", "person", "person=لافروف", f"الأشخاص: {LAVROV} بدلًا من لافروف"),
        ("en", "person", "person=لافروف", f"People: {LAVROV} instead of لافروف"),
        ("ar", "person", "person.not=لافروف", f"استبعاد من الأشخاص: {LAVROV} بدلًا من لافروف"),
        ("en", "person", "person.not=لافروف", f"Exclude from People: {LAVROV} instead of لافروف"),
        ("en", "organisation", "organisation=لافروف", f"People: {LAVROV} instead of Organisations: لافروف"),
    ],
)
def test_a_page_says_which_value_takes_whose_place(lang, field, query, words) -> None:
    shown, _ = remedies_of(of_value(field, "لافروف", "person", LAVROV), f"{query}&lang={lang}")
    assert shown.startswith(words)
    assert "3" in shown


def test_hostile_values_stay_text() -> None:
    value = '"><script>alert(1)</script>'
    shown, href = remedies_of(of_value("person", value, "person", LAVROV), "person=x")
    assert value in shown
    assert href == "/search?person=x"


class WideEngine(FakeEngine):
    """An engine that found something and offers what it was given."""

    def __init__(self, *remedies: search.Remedy) -> None:
        super().__init__(archive())
        self._offered = remedies

    def search(self, request: search.SearchRequest) -> search.SearchResults:
        return replace(super().search(request), suggestions=self._offered)


NARROWER = search.Remedy("match", "سوتشي", 5, "match", "all")
LATIN = search.Remedy("latin", "سوتشي", 7, "", "sochi → سوتشي")


def found_part(text: str) -> str:
    """Return the words of a page of results between its notices and its list, links with where they lead."""
    part = text.split('id="found"')[1].split('<div class="list-bar">')[0]
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", part)).split())


@pytest.mark.parametrize(
    ("lang", "label", "count"), [("ar", "كل الكلمات معًا:", "5"), ("en", "All the words together:", "5 results")]
)
def test_all_words_together_are_a_link_under_the_notices_that_nothing_is_said_above(lang, label, count) -> None:
    client = create_app(WideEngine(NARROWER), TESTING=True).test_client()
    text = client.get(f"/search?q={quote('سوتشي')}&lang={lang}").get_data(as_text=True)
    assert f"{label} {count}" in found_part(text)
    assert "match=all" in text.split('<ul class="remedies">')[1].split("</ul>")[0]
    assert "did-you-mean" not in text


@pytest.mark.parametrize(
    ("remedy", "heading"),
    [
        (LATIN, "تُكتب معظم الأسماء في الأرشيف بالحروف العربية."),
        (search.Remedy("spelling", "سوتشي", 7, "", "سوتشسي → سوتشي"), "في البحث كلمة ليست في الأرشيف."),
        (of_value("person", "لافروف", "person", LAVROV), "جرّب بدلًا من ذلك:"),
    ],
)
def test_beside_hits_it_is_said_why_something_is_offered(remedy, heading) -> None:
    client = create_app(WideEngine(NARROWER, remedy), TESTING=True).test_client()
    shown = found_part(client.get(f"/search?q={quote('سوتشي')}").get_data(as_text=True))
    assert shown.index("كل الكلمات معًا") < shown.index(heading)


@pytest.mark.parametrize(("lang", "words"), [("ar", "جرّب بدلًا من ذلك:"), ("en", "Try instead:")])
def test_where_nothing_is_found_remedies_are_offered_to_be_tried(lang, words) -> None:
    client = create_app(RemedyingEngine(LATIN), TESTING=True).test_client()
    assert words in client.get(f"/search?q=sochi&lang={lang}").get_data(as_text=True)


def test_all_words_together_are_no_loss_of_the_filters() -> None:
    state = SearchState("أ", story="k1", after="x").with_value("person", "س")
    assert changed_state(state, NARROWER) == replace(state, match="all", after=None)
