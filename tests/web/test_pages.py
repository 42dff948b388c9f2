from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from urllib.parse import quote, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.web.articles import HOSTILE_TITLE, LAVROV, ZARIF
from tests.web.fake_engine import FakeEngine
from web import create_app

PAGES = ("/", "/search", "/search?q=سوتشي", "/search?q=zzzz", "/article/a01?q=سوتشي", "/article/a10", "/nope")
VOID = {"meta", "link", "input", "img", "br", "rect"}


class Page(HTMLParser):
    """The elements, links and text of a page; fails on elements that are not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.links: list[tuple[str, str]] = []
        self.marks: list[str] = []
        self.code: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "a":
            self.links.append((dict(attrs)["href"] or "", ""))
        if tag == "mark":
            self.marks.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "script" in self._open:
            self.code.append(data)
        if "a" in self._open and self.links:
            href, text = self.links[-1]
            self.links[-1] = (href, text + data)
        if "mark" in self._open:
            self.marks[-1] += data


def read(client: FlaskClient, url: str) -> Page:
    return Page(client.get(url).get_data(as_text=True))


def total(client: FlaskClient, url: str) -> int:
    return int(client.get(url.replace("/search", "/api/search", 1)).get_json()["total"])


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("url", PAGES)
def test_pages_are_well_formed_and_need_no_inline_code(client: FlaskClient, url: str, lang: str) -> None:
    page = read(client, f"{url}{'&' if '?' in url else '?'}lang={lang}")
    scripts = [attributes for tag, attributes in page.tags if tag == "script"]
    assert scripts == [{"type": "module", "src": "/static/js/fihris.js"}]
    assert page.code == []
    assert not [tag for tag, _ in page.tags if tag in ("style", "i", "b")]
    assert not [name for _, attributes in page.tags for name in attributes if name == "style" or name.startswith("on")]
    root = next(attributes for tag, attributes in page.tags if tag == "html")
    assert root == {"lang": lang, "dir": {"ar": "rtl", "en": "ltr"}[lang]}
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("url", ["/", "/search?q=سوتشي", "/article/a01?q=سوتشي"])
def test_links_inside_the_site_lead_somewhere_and_keep_the_language(client: FlaskClient, url: str) -> None:
    page = read(client, f"{url}{'&' if '?' in url else '?'}lang=en")
    for href in {href for href, _ in page.links if href.startswith("/")}:
        assert client.get(href).status_code == 200
        path = urlsplit(href).path
        languages = [attributes["href"] for _, attributes in page.tags if attributes.get("hreflang")]
        if path in ("/", "/search") or (path.startswith("/article/") and "." not in path):
            assert "lang=en" in href or href in languages


def test_titles_that_look_like_markup_stay_text(client: FlaskClient) -> None:
    for url in ("/search?q=سوتشي", "/article/a11"):
        text = client.get(url).get_data(as_text=True)
        assert "<script>" not in text
        assert "onerror=" not in re.sub(r"&lt;.*?&gt;", "", text)
    title = re.search(r"<h1[^>]*>(.*?)</h1>", client.get("/article/a11").get_data(as_text=True), re.DOTALL)
    assert title
    assert html.unescape(title[1]).replace("\r\n", "\n") == HOSTILE_TITLE


def test_query_text_stays_text(client: FlaskClient) -> None:
    text = client.get("/search?q=" + quote('"><img src=x>')).get_data(as_text=True)
    assert "<img src=x>" not in text


def test_marks_are_whole_words_of_the_original(client: FlaskClient) -> None:
    marks = read(client, "/search?q=" + quote("استانا سوتشي")).marks
    assert "آستانا" in marks
    assert "سوتشي" in marks


def test_facet_links_lead_to_the_totals_they_state(client: FlaskClient) -> None:
    text = client.get(f"/search?q=سوتشي&person={quote(LAVROV)}").get_data(as_text=True)
    items = re.findall(
        r'<li class="facet-value">\s*<a class="facet-select" href="([^"]*)">.*?class="count">(\d+)<', text, re.S
    )
    assert len(items) > 5
    person = [(href, count) for href, count in items if "from=" not in href]
    for href, count in person:
        url = html.unescape(href)
        # Selecting a value beside another one of its facet joins them (OR); the count is of the value alone.
        alone = url.replace(f"person={quote(LAVROV, safe='')}&", "") if url.count("person=") > 1 else url
        if url.count("person=") > 1:
            alone = re.sub(rf"&?person={re.escape(quote(LAVROV, safe=''))}", "", url)
        assert total(client, alone) == int(count)


def test_date_links_lead_to_the_totals_they_state(client: FlaskClient) -> None:
    text = client.get("/search?q=سوتشي").get_data(as_text=True)
    section = text[text.index('id="facet-date"') : text.index('id="facet-person"')]
    items = re.findall(r'class="facet-select" href="([^"]*)".*?class="count">(\d+)<', section, re.S)
    assert items
    for href, count in items:
        assert total(client, html.unescape(href)) == int(count)


def test_dates_narrow_to_a_month_and_show_the_way_back(client: FlaskClient) -> None:
    page = read(client, "/search?q=سوتشي&from=2021-01&to=2021-01")
    texts = {text.strip() for _, text in page.links}
    assert {"كل التواريخ", "2021", "26 يناير 2021"} <= texts


def test_excluding_is_one_link_and_a_chip_undoes_it(client: FlaskClient) -> None:
    page = read(client, "/search?q=سوتشي")
    exclude = next(href for href, _ in page.links if "person.not=" in href)
    excluded = client.get(exclude).get_data(as_text=True)
    assert "chip-not" in excluded
    assert "باستبعاد" in excluded
    assert total(client, exclude) < total(client, "/search?q=سوتشي")


def test_two_values_can_be_required_together(client: FlaskClient) -> None:
    either = f"/search?person={quote(LAVROV)}&person={quote(ZARIF)}"
    both = next(href for href, text in read(client, either).links if text == "اشترطها كلها")
    assert both.count("person.all=") == 2
    assert total(client, both) < total(client, either)


def test_notices_of_url_and_engine_are_shown(client: FlaskClient) -> None:
    text = client.get('/search?q="سوتشي"&zzz=1&size=9999').get_data(as_text=True)
    assert "zzz" in text
    assert "العبارات هنا كلمات." in text
    assert "size" in text
    english = client.get('/search?q="سوتشي"&lang=en').get_data(as_text=True)
    assert "Phrases are words here." in english


def test_an_outworn_cursor_shows_the_first_page_and_says_so(client: FlaskClient) -> None:
    response = client.get("/search?q=سوتشي&after=old")
    assert response.status_code == 200
    assert 'class="notices"' in response.get_data(as_text=True)


def test_paging_goes_on_and_back_to_the_start(client: FlaskClient) -> None:
    page = read(client, "/search?size=5")
    following = next(href for href, text in page.links if text == "الصفحة التالية")
    second = read(client, following)
    first = next(href for href, text in second.links if text == "الصفحة السابقة")
    assert first == "/search?size=5"


@pytest.mark.parametrize(
    ("count", "words"), [(0, "لا نتائج"), (1, "نتيجة واحدة"), (2, "نتيجتان"), (3, "3 نتائج"), (12, "12 نتيجة")]
)
def test_results_are_counted_in_arabic(engine: FakeEngine, count: int, words: str) -> None:
    some = FakeEngine(list(engine.articles.values())[:count])
    assert f"<h1>{words}" in create_app(some).test_client().get("/search").get_data(as_text=True)


def test_the_article_keeps_the_text_and_the_way_back(client: FlaskClient) -> None:
    text = client.get("/article/a01?q=سوتشي&from=2021").get_data(as_text=True)
    page = Page(text)
    assert "سوتشي" in page.marks
    assert any(href == f"/search?q={quote('سوتشي')}&from=2021" for href, _ in page.links)
    body = text[text.index('<div class="body">') : text.index('<section class="captions">')]
    paragraph = re.findall(r'<p dir="auto">(.*?)</p>', body, re.S)[-1]
    assert html.unescape(re.sub("<[^>]*>", "", paragraph)).startswith("وبدأت أولى جولات المحادثات في  23 و24")
    assert "مقالات متعلقة" in text
    assert '<details class="boilerplate">' in text


def test_the_article_says_who_said_what_and_whose_report_it_is(client: FlaskClient) -> None:
    page = client.get("/article/a03?lang=en").text
    assert "Who said what: 1 quotation" in page
    assert "مسار أسـتـانة مستمر</dd>" in page
    for field, value in (("speaker", "سيرغي لافروف"), ("agency", "سبوتنيك"), ("dateline", "موسكو")):
        found = client.get("/api/search", query_string={field: value}).get_json()
        assert [hit["key"] for hit in found["hits"]] == ["a03"]
        assert f"{field}={quote(value)}" in page


def test_exports_are_whole_and_safe_in_a_spreadsheet(client: FlaskClient, engine: FakeEngine) -> None:
    response = client.get("/export.csv?size=1")
    text = response.data.decode("utf-8")
    assert text.startswith("\ufeffkey,title,")
    assert 'filename="fihris.csv"' in response.headers["Content-Disposition"]
    assert sum(text.count(f"\r\n{key},") for key in engine.articles) == len(engine.articles)
