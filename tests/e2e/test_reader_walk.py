"""The walk that the page is made for, with JavaScript and without: words, two persons, a place left out, a month,
the third page, an article, back, and everything away as a table."""

from __future__ import annotations

import csv
import io
import json
import urllib.parse
import urllib.request

import pytest

from tests.e2e.page_types import address_of

pytestmark = pytest.mark.e2e

STEPS = {
    "q": ["سوتشي"],
    "person": ["سيرغي لافروف", "محمد جواد ظريف"],
    "place.not": ["إدلب"],
    "from": ["2021-01"],
    "to": ["2021-01"],
    "size": ["1"],
}


@pytest.fixture(params=[False, True], ids=["without JavaScript", "with JavaScript"])
def scripted(request):
    return request.param


@pytest.fixture
def page(chromium, scripted):
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, java_script_enabled=scripted, accept_downloads=True
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda message: page.problems.append(message.text) if message.type == "error" else None)
    yield page
    assert page.problems == []
    context.close()


def parameters(page):
    return urllib.parse.parse_qs(urllib.parse.urlsplit(page.url).query)


def follow(page, link, parameter):
    """Click a link of the results and wait for the address that has the parameter."""
    link.click()
    page.wait_for_url(lambda url: parameter in urllib.parse.parse_qs(urllib.parse.urlsplit(url).query))
    page.wait_for_load_state()


def facet_link(page, field, value, parameter):
    wanted = f"{parameter}={urllib.parse.quote(value)}"
    link = page.locator(f"#facet-{field} a[href*='{wanted}']").first
    link.wait_for(state="attached")
    if not link.is_visible():
        page.locator(f"#facet-{field} details.facet-more > summary").click()
    return link


def keys_on(page):
    page.locator("main .hit").first.wait_for()
    hrefs = [link.get_attribute("href") for link in page.locator("main .hit-title a[href*='/article/']").all()]
    return [urllib.parse.urlsplit(href).path.rsplit("/", 1)[-1] for href in hrefs]


def keys_from_json(server, query):
    address = f"{server}/api/search?{urllib.parse.urlencode(query, doseq=True)}"
    with urllib.request.urlopen(address, timeout=20) as answer:
        return [hit["key"] for hit in json.load(answer)["hits"]]


def test_two_persons_less_a_place_in_a_month_to_the_third_page_an_article_and_a_table(page, server, scripted):
    page.goto(f"{server}/search?size=1")
    page.get_by_role("combobox" if scripted else "searchbox").fill("سوتشي")
    page.get_by_role("button", name="بحث").click()
    page.wait_for_url("**q=*")
    if scripted:
        page.evaluate("window.still = true")

    for person in STEPS["person"]:
        follow(page, facet_link(page, "person", person, "person"), "person")
        page.locator(".chip", has_text=person).wait_for()
    follow(page, facet_link(page, "place", "إدلب", "place.not"), "place.not")
    page.locator(".chip", has_text="إدلب").wait_for()
    follow(page, page.locator("#facet-date a[href*='from=2021&']").first, "from")
    follow(page, page.locator("#facet-date table a[href*='from=2021-01']").first, "from")
    page.wait_for_url("**from=2021-01*")
    assert parameters(page) == STEPS
    every = keys_from_json(server, {**STEPS, "size": "100"})
    assert len(every) >= 3

    seen = []
    for number in range(3):
        seen += keys_on(page)
        if number < 2:
            before = parameters(page).get("after")
            page.locator("a[rel=next]").click()
            page.wait_for_url(
                lambda url, before=before: (
                    urllib.parse.parse_qs(urllib.parse.urlsplit(url).query).get("after") not in (None, before)
                )
            )
            page.wait_for_load_state()
            page.locator("main .hit").first.wait_for()
    assert seen == every[:3]
    third = page.url
    if scripted:
        assert page.evaluate("window.still") is True, "every step was in place"

    title = page.locator("main .hit-title a").first
    words = title.inner_text()
    title.click()
    page.wait_for_url("**/article/**")
    assert page.locator("h1").inner_text() == words
    page.go_back()
    page.wait_for_url(third)
    assert keys_on(page) == every[2:3]

    with page.expect_download() as started:
        page.locator("main a[href*='/export.csv']").first.click()
    table = started.value.path().read_bytes().decode("utf-8-sig")
    assert [row["key"] for row in csv.DictReader(io.StringIO(table, newline=""))] == every


@pytest.fixture
def live(chromium, server):
    """A page of results with JavaScript; `window.still` is gone once the document is loaded anew."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(address_of(server, "/search?q=سوريا"))
    page.evaluate("window.still = true")
    yield page
    context.close()


def test_a_facet_changes_the_page_in_place_keeps_the_focus_and_says_the_count(live):
    person = live.locator("#facet-person a.facet-select").first
    person.focus()
    name = person.locator(".value").inner_text()
    live.keyboard.press("Enter")
    live.locator(".chip", has_text=name).wait_for()
    assert live.evaluate("window.still") is True
    assert live.evaluate("document.activeElement.querySelector('.value').textContent") == name
    assert live.evaluate("document.activeElement.closest('[id]').id") == "facet-person"
    assert live.locator("#said").inner_text().split()[0] == live.locator("h1").inner_text().split()[0]
    hidden = live.locator(".top input[type=hidden][name=person]")
    assert hidden.get_attribute("value") == name, "the next search keeps what is selected"


def test_back_and_forward_show_what_was_there(live):
    first = live.locator("h1").inner_text()
    live.locator("#facet-person a.facet-select").first.click()
    live.locator(".chip").first.wait_for()
    second = live.locator("h1").inner_text()
    live.go_back()
    live.locator(".chip").first.wait_for(state="detached")
    assert live.locator("h1").inner_text() == first
    live.go_forward()
    live.locator(".chip").first.wait_for()
    assert live.locator("h1").inner_text() == second
    assert live.evaluate("window.still") is True


def test_a_facet_that_was_unfolded_stays_unfolded(live):
    folded = live.locator("details.facet:not([open])").first
    name = folded.get_attribute("id")
    folded.locator("summary").first.click()
    live.locator("#facet-person a.facet-select").first.click()
    live.locator(".chip").first.wait_for()
    assert live.locator(f"#{name}").get_attribute("open") is not None


def test_what_only_came_unfolded_is_not_kept_so(live, server):
    live.goto(address_of(server, "/search?q=سوتشي&from=2021-01&to=2021-01"))
    assert live.locator("#facet-date .facet-table").get_attribute("open") is None, "a month has thirty days"
    live.locator("#facet-date .date-path a").first.click()
    live.wait_for_url(lambda url: "from=" not in url)
    assert live.locator("#facet-date .facet-table").get_attribute("open") is not None, "the years are few"
    live.go_back()
    live.wait_for_url("**from=*")
    assert live.locator("#facet-date .facet-table").get_attribute("open") is None


def test_another_language_and_a_failing_server_go_the_browsers_own_way(live):
    live.route(
        "**/search?*person=*",
        lambda route: (
            route.fulfill(status=503, body="no") if route.request.resource_type == "fetch" else route.continue_()
        ),
    )
    live.locator("#facet-person a.facet-select").first.click()
    live.wait_for_url("**person=*")
    live.locator(".chip").first.wait_for()
    assert live.evaluate("window.still === undefined")
    live.evaluate("window.still = true")
    live.locator("nav.languages a[lang=en]").click()
    live.wait_for_url("**lang=en*")
    assert live.evaluate("document.documentElement.dir") == "ltr"
    assert live.evaluate("window.still === undefined")


def test_the_slash_key_goes_to_the_box_and_stays_a_letter_inside_it(live):
    live.keyboard.press("/")
    assert live.evaluate("document.activeElement.id") == "q"
    live.keyboard.press("End")
    live.keyboard.type("/ا")
    assert live.locator("#q").input_value().endswith("/ا")


def test_an_arabic_keyboard_writes_another_letter_with_the_slash_key(live):
    live.evaluate(
        "dispatchEvent.call(document.body, new KeyboardEvent('keydown', {key: 'ظ', code: 'Slash', bubbles: true}))"
    )
    assert live.evaluate("document.activeElement.id") == "q"


def test_a_switch_keeps_the_focus_and_a_chip_gives_it_to_the_heading(live):
    live.locator(".mark-switch").focus()
    live.keyboard.press("Enter")
    live.locator(".mark-switch.is-on").wait_for()
    assert live.evaluate("document.activeElement.className") == "mark-switch is-on"
    live.locator("#facet-person a.facet-select").first.click()
    live.locator(".chip").first.focus()
    live.keyboard.press("Enter")
    live.locator(".chip").first.wait_for(state="detached")
    assert live.evaluate("document.activeElement.tagName") == "H1"


def test_a_value_chosen_on_the_page_of_all_keeps_the_focus_and_says_how_many_there_are(live, server):
    live.goto(address_of(server, "/facet/person?q=سوريا"))
    value = live.locator("#values-list a.facet-select").nth(2)
    name = value.locator(".value").inner_text()
    value.focus()
    live.keyboard.press("Enter")
    live.locator("#values-chosen").wait_for()
    assert live.evaluate("document.activeElement.querySelector('.value').textContent") == name
    said = [*live.locator("[data-said]").all_inner_texts(), live.locator("h1").inner_text()]
    assert live.locator("#said").inner_text() == ", ".join(said)


def test_the_way_forward_ends_where_the_reader_was(live):
    live.locator(".page-next").click()
    live.wait_for_url("**after=*")
    live.evaluate("scrollTo({ top: 900, behavior: 'instant' })")
    live.wait_for_function("history.state?.y === 900")
    live.go_back()
    live.wait_for_url(lambda url: "after=" not in url)
    live.go_forward()
    live.wait_for_url("**after=*")
    live.wait_for_function("scrollY === 900")


def test_the_slash_key_can_be_turned_off_and_stays_so(live):
    switch = live.locator("#slash")
    assert switch.get_attribute("aria-pressed") == "true"
    switch.click()
    live.reload()
    assert live.locator("#slash").get_attribute("aria-pressed") == "false"
    live.keyboard.press("/")
    assert live.evaluate("document.activeElement.id") != "q"


@pytest.mark.parametrize("links", [".hits .hit-title a", "#facet-person .facet-choices .facet-select"])
def test_arrows_walk_along_hits_and_values_and_stop_at_the_ends(live, links):
    here = f"[...document.querySelectorAll({links!r})].indexOf(document.activeElement)"
    live.locator(links).first.focus()
    live.keyboard.press("ArrowDown")
    live.keyboard.press("ArrowDown")
    assert live.evaluate(here) == 2
    for _ in range(4):
        live.keyboard.press("ArrowUp")
    assert live.evaluate(here) == 0


def test_suggestions_are_walked_by_arrows_left_by_escape_and_taken_by_enter(live):
    box = live.locator("#q")
    box.fill("")
    box.press_sequentially("لافر")
    live.get_by_role("option").first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    assert box.get_attribute("aria-activedescendant") is None
    live.keyboard.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    assert live.locator(f"#{active}").get_attribute("aria-selected") == "true"
    assert box.input_value() == "لافر", "nothing is written before it is taken"
    live.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "لافر"
    live.keyboard.press("ArrowDown")
    live.get_by_role("option").first.wait_for()
    live.keyboard.press("ArrowUp")
    last = live.get_by_role("option").last.locator(".value").inner_text()
    live.keyboard.press("Enter")
    live.wait_for_url(lambda url: "q=%D8%B3%D9%88%D8%B1%D9%8A%D8%A7" not in url)
    live.wait_for_load_state()
    assert last in urllib.parse.unquote(live.url) or last in live.locator("main").inner_text()


NARROWED = "/search?q=سوريا&person.not=لا أحد&from=2000&level=root&match=all&lang=en"


@pytest.mark.parametrize("kind", ["person", "word"])
def test_a_suggestion_that_is_taken_keeps_filters_dates_and_level(live, server, kind):
    kept = {"person.not": ["لا أحد"], "from": ["2000"], "level": ["root"], "match": ["all"], "lang": ["en"]}
    live.goto(address_of(server, NARROWED))
    box = live.locator("#q")
    box.fill("")
    box.press_sequentially("لافر" if kind == "person" else "محادث")
    options = live.get_by_role("option")
    options.first.wait_for()
    labelled = ".suggestion-kind:text-is('person')"
    option = options.filter(
        **{"has" if kind == "person" else "has_not": live.locator(labelled if kind == "person" else ".suggestion-kind")}
    )
    text = option.first.locator(".value").inner_text()
    option.first.click()
    live.wait_for_url(lambda url: "%D8%B3%D9%88%D8%B1%D9%8A%D8%A7" not in url)
    assert parameters(live) == kept | ({"person": [text]} if kind == "person" else {"q": [text]})


def test_a_suggested_name_takes_the_place_of_its_exclusion(live, server):
    live.goto(address_of(server, "/search?q=سوريا"))
    found = live.request.get(address_of(server, "/api/suggest?q=لافر")).json()["suggestions"]
    name = next(each["text"] for each in found if each["kind"] == "person")
    live.goto(address_of(server, f"/search?q=سوريا&person.not={name}"))
    live.locator("#q").fill("")
    live.locator("#q").press_sequentially("لافر")
    live.get_by_role("option").filter(has_text=name).first.click()
    live.wait_for_url(lambda url: "%D8%B3%D9%88%D8%B1%D9%8A%D8%A7" not in url)
    assert parameters(live) == {"person": [name]}


def test_a_suggested_headline_leads_to_the_article_in_the_language_of_the_page(live, server):
    live.goto(address_of(server, NARROWED))
    live.locator("#q").fill("")
    live.locator("#q").press_sequentially("محادث")
    headline = live.get_by_role("option").filter(has=live.locator(".suggestion-kind:text-is('headline')")).first
    headline.click()
    live.wait_for_url(lambda url: "/article/" in url)
    assert parameters(live) == {"lang": ["en"]}


@pytest.mark.parametrize(("address", "counted"), [("/search?q=سوريا&lang=en", True), (NARROWED, False)])
def test_counts_show_where_the_whole_archive_is_searched(live, server, address, counted):
    live.goto(address_of(server, address))
    live.locator("#q").fill("")
    live.locator("#q").press_sequentially("لافر")
    live.get_by_role("option").first.wait_for()
    assert bool(live.locator("#suggestions .count").count()) == counted


def test_suggestions_wait_for_the_end_of_a_composition(live):
    box = live.locator("#q")
    box.fill("")
    keyboard = live.context.new_cdp_session(live)
    keyboard.send("Input.imeSetComposition", {"text": "لافر", "selectionStart": 4, "selectionEnd": 4})
    live.wait_for_timeout(400)
    assert box.input_value() == "لافر"
    assert box.get_attribute("aria-expanded") == "false"
    keyboard.send("Input.insertText", {"text": "لافر"})
    live.get_by_role("option").first.wait_for()


def test_only_the_answer_to_what_is_written_now_is_shown(live):
    live.route("**/api/suggest*", lambda route: route.abort())
    box = live.locator("#q")
    box.fill("")
    box.press_sequentially("لاف")
    live.wait_for_timeout(300)
    assert box.get_attribute("aria-expanded") == "false"
    live.keyboard.press("Enter")
    live.wait_for_url(lambda url: "%D9%84%D8%A7%D9%81" in url)


def test_the_first_stop_of_the_keyboard_leads_past_the_header(live):
    live.reload()
    live.keyboard.press("Tab")
    assert live.evaluate("document.activeElement.className") == "skip"
    live.keyboard.press("Enter")
    live.keyboard.press("Tab")
    assert live.evaluate("!!document.activeElement.closest('main')")
