"""axe-core in a real browser finds nothing on any page type: Arabic and English, light and dark, desk and phone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.page_types import PAGE_TYPES, address_of

pytestmark = pytest.mark.e2e

AXE = sorted((Path(__file__).parents[2] / "var" / "axe-core").glob("*/axe.min.js"))
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
EVERY_RULE = """async (rules) => {
  const options = {rules: {"target-size": {enabled: true}}, resultTypes: ["violations"]};
  if (rules) options.runOnly = {type: "rule", values: rules};
  const found = await axe.run(document, options);
  const told = (rule, node) => `${rule.id}: ${node.html.slice(0, 160)} ${node.failureSummary}`;
  return found.violations.flatMap((rule) => rule.nodes.map((node) => told(rule, node)));
}"""
UNFOLD = "for (const item of document.querySelectorAll('details')) item.open = true"


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE:
        pytest.skip("no axe-core here: `make browser` fetches it where npm is")
    return AXE[-1].read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(chromium):
    context = chromium.new_context(viewport=DESK, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("kind", PAGE_TYPES)
def test_axe_finds_nothing(page, server, axe, kind, lang):
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    answer = page.goto(address_of(server, PAGE_TYPES[kind], lang))
    assert answer.status == (404 if kind == "error" else 200)
    page.evaluate(axe)
    found = {"as it comes": page.evaluate(EVERY_RULE, None)}
    page.evaluate(UNFOLD)
    found["unfolded"] = page.evaluate(EVERY_RULE, None)
    page.emulate_media(color_scheme="dark")
    found["dark"] = page.evaluate(EVERY_RULE, ["color-contrast", "link-in-text-block"])
    page.set_viewport_size(PHONE)
    found["phone"] = page.evaluate(EVERY_RULE, None)
    assert {where: problems for where, problems in found.items() if problems} == {}
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_axe_finds_nothing_with_suggestions_open(page, server, axe):
    page.set_viewport_size(DESK)
    page.goto(server)
    page.locator("#q").press_sequentially("لاف")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.evaluate(axe)
    assert page.evaluate(EVERY_RULE, None) == []
