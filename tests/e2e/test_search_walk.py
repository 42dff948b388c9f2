"""A reader's walk through the real page in a real browser, without JavaScript: search, person, month, article, back."""

from __future__ import annotations

import json
import urllib.parse
import urllib.request

import pytest

pytestmark = pytest.mark.e2e

VIEWPORTS = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(params=VIEWPORTS)
def page(chromium, request):
    context = chromium.new_context(viewport=VIEWPORTS[request.param], java_script_enabled=False, locale="ar")
    yield context.new_page()
    context.close()


def open_filters(page):
    """Unfold the facets where the screen is too narrow to show them."""
    # A click returns when the next page begins to arrive; what is visible is known once its style sheet is there.
    page.wait_for_load_state()
    toggle = page.locator("details.filters > summary")
    if toggle.is_visible() and page.locator("details.filters").get_attribute("open") is None:
        toggle.click()


def test_astana_sochi_by_person_and_month_by_mouse_url_and_json_alike(page, server):
    page.goto(server)
    page.get_by_role("searchbox").fill("أستانة سوتشي")
    page.get_by_role("button", name="بحث").click()
    assert page.title().startswith("أستانة سوتشي")

    open_filters(page)
    page.locator("a[href*='person=']", has_text="سيرغي لافروف").first.click()
    open_filters(page)
    page.locator("a[href*='from=2021']").first.click()
    open_filters(page)
    page.locator("a[href*='from=2021-01']").first.click()

    by_mouse = keys_on(page)
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(page.url).query)
    assert query == {"q": ["أستانة سوتشي"], "person": ["سيرغي لافروف"], "from": ["2021-01"], "to": ["2021-01"]}

    by_json = keys_from_json(server, query)
    assert by_mouse == by_json
    assert len(by_mouse) >= 5

    page.goto(f"{server}/search?to=2021-01&person=سيرغي لافروف&q=أستانة سوتشي&from=2021-01")
    assert keys_on(page) == by_json


def test_an_article_shows_its_text_marked_and_leads_back(page, server):
    page.goto(f"{server}/search?q=أستانة سوتشي")
    title = page.locator("main h2 a[href*='/article/'], main h3 a[href*='/article/']").first
    words = title.inner_text()
    title.click()
    assert page.locator("h1").inner_text() == words
    assert page.locator("main mark").count() > 0
    page.get_by_role("link", name="عودة إلى النتائج").first.click()
    assert "أستانة" in urllib.parse.unquote(page.url)


@pytest.mark.parametrize("path", ["/", "/search?q=أستانة سوتشي", "/search?q=زقزقة_لا_توجد", "/search?q=أستانة&lang=en"])
def test_no_page_scrolls_sideways_and_each_has_its_direction(chromium, server, path):
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    messages = []
    page.on("console", lambda message: messages.append(message.text))
    page.goto(server + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("document.documentElement.dir") == ("ltr" if "lang=en" in path else "rtl")
    assert messages == [], "nothing that the content policy forbids"
    context.close()


def test_markup_in_a_query_stays_text(page, server):
    page.goto(f"{server}/search?q=" + urllib.parse.quote('<b id="x">سوتشي</b>"\u202e'))
    assert page.locator("#x").count() == 0


def keys_on(page):
    # As in `open_filters`: the hits are there once the whole page is.
    page.wait_for_load_state()
    hrefs = [link.get_attribute("href") for link in page.locator("main a[href*='/article/']").all()]
    return list(dict.fromkeys(urllib.parse.urlsplit(href).path.rsplit("/", 1)[-1] for href in hrefs))


def keys_from_json(server, query):
    address = f"{server}/api/search?{urllib.parse.urlencode(query, doseq=True)}"
    with urllib.request.urlopen(address, timeout=10) as answer:
        return [hit["key"] for hit in json.load(answer)["hits"]]
