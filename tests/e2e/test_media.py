"""The same page on paper, on a phone, for readers who want less motion, more contrast or colours of their own."""

from __future__ import annotations

import pytest

from tests.e2e.page_types import address_of

pytestmark = pytest.mark.e2e

ARTICLE = "/article/{key}?q=أستانة سوتشي"
RESULTS = "/search?q=أستانة سوتشي"


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


def style(page, selector, name):
    return page.locator(selector).first.evaluate(f"(element) => getComputedStyle(element)['{name}']")


def test_paper_has_the_text_and_where_it_is_from_and_nothing_to_click(page, server):
    page.goto(address_of(server, ARTICLE))
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("article h1").is_visible()
    assert page.locator(".body p").first.is_visible()
    for control in (".top", ".bottom", ".back", ".marks", ".skip"):
        assert not any(item.is_visible() for item in page.locator(control).all()), control
    assert style(page, "body", "backgroundColor") == "rgb(255, 255, 255)"
    assert style(page, ".body", "color") == "rgb(0, 0, 0)"


def test_paper_has_the_hits_without_the_filters(page, server):
    page.goto(address_of(server, RESULTS))
    page.emulate_media(media="print")
    assert page.locator(".hit").first.is_visible()
    for control in (".filters", ".understood", ".list-bar", ".pages", ".take-away"):
        assert not any(item.is_visible() for item in page.locator(control).all()), control


def test_own_colours_of_the_reader_leave_marks_and_bars_to_be_seen(page, server):
    page.goto(address_of(server, RESULTS))
    page.emulate_media(forced_colors="active")
    assert style(page, "main mark", "backgroundImage") == "none"
    assert style(page, "main mark", "backgroundColor") != style(page, "body", "backgroundColor")


def test_more_contrast_underlines_links_and_shows_every_action(page, server):
    page.goto(address_of(server, RESULTS))
    assert style(page, ".facet-actions", "opacity") == "0"
    page.emulate_media(contrast="more")
    assert style(page, ".facet-actions", "opacity") == "1"
    assert style(page, ".facet-select", "textDecorationLine") == "underline"


def test_actions_of_a_value_show_where_the_focus_is(page, server):
    page.goto(address_of(server, RESULTS))
    page.locator("#facet-person a.facet-select").first.focus()
    assert style(page, "#facet-person .facet-actions", "opacity") == "1"


def test_less_motion_means_none(page, server):
    page.emulate_media(reduced_motion="reduce")
    page.goto(address_of(server, RESULTS))
    assert style(page, "html", "scrollBehavior") == "auto"


def test_a_phone_folds_the_filters_and_the_precision_until_they_are_wanted(page, server):
    page.goto(address_of(server, RESULTS))
    assert page.locator("#facet-person").is_visible()
    assert page.locator(".precision").is_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    assert not page.locator("#facet-person").is_visible()
    assert not page.locator(".precision").is_visible()
    page.locator(".filters > summary").click()
    assert page.locator("#facet-person").is_visible()
    page.locator(".understood > summary").click()
    assert page.locator(".precision").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
