"""Markup, bidi overrides and control characters stay text wherever they come from, and turn nothing beside them."""

from __future__ import annotations

import threading
import urllib.parse

import pytest
from werkzeug.serving import make_server

import search
from tests.web.articles import make_article
from web import create_app

pytestmark = pytest.mark.e2e

MARKUP = "<img src=x id=broken onerror=\"window.hit=1\"><script>window.hit=1</script>&lt;b id='broken'&gt;"
OVERRIDE = "\u202eمقلوب \u202dأيضا abc 123"
BROKEN_ISOLATES = "\u2069\u2069\u202c 77 \u2067\u2066\u202b (x) 1-2"
CONTROLS = "\x01\x07\x0b\x1b[31m\x7f\x85\ufffe\u2028\u2029نص"
HOSTILE = {
    "markup": MARKUP,
    "override": OVERRIDE,
    "isolates": BROKEN_ISOLATES,
    "controls": CONTROLS,
    "all": CONTROLS + OVERRIDE + MARKUP + BROKEN_ISOLATES,
}

IS_TEXT = """() => {
  const own = [...document.scripts].filter((item) => item.src.startsWith(location.origin + "/static/"));
  const made = document.querySelector("#broken, main img, main script, main style, main iframe");
  return window.hit === undefined && !made && document.scripts.length === own.length;
}"""

TURNED = """() => {
  // The order in which the letters of a text stand must be that of the same text by itself.
  const order = (element) => {
    const places = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let at = 0; at < node.length; at++) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getBoundingClientRect();
        if (box.width && node.data[at].trim()) places.push([node.data[at], box.left + box.width / 2, box.top]);
      }
    }
    const isOneLine = places.every(([, , top]) => Math.abs(top - places[0][2]) < 6);
    return isOneLine ? places.sort((a, b) => a[1] - b[1]).map(([letter]) => letter).join("") : null;
  };
  const ours = `time, .count, .facet-exclude, .facet-role, .facet-note, .chip-label, .switch a, .switch-name,
    summary h3, .take-away, .pages a, .languages a, footer p, .evidence > span:first-child, h2, button`;
  const turned = [];
  for (const element of document.querySelectorAll(ours)) {
    if (!element.checkVisibility() || element.querySelector(".value") || !element.textContent.trim()) continue;
    const seen = order(element);
    const alone = document.createElement("div");
    alone.dir = document.documentElement.dir;
    alone.style.cssText = "position: absolute; inset-block-start: 0; inline-size: 200rem; white-space: nowrap";
    alone.append(element.cloneNode(true));
    document.body.append(alone);
    const wanted = order(alone);
    alone.remove();
    if (seen !== null && seen !== wanted) turned.push(`${element.className}: ${seen} / ${wanted}`);
  }
  return turned;
}"""


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory):
    """The address of the application on articles whose every value is hostile."""
    folder = tmp_path_factory.mktemp("hostile") / "index"
    with search.open_engine(folder, create=True) as engine:
        engine.write([_article(name, value) for name, value in HOSTILE.items()])
        engine.commit()
    server = make_server("127.0.0.1", 0, create_app(str(folder), TESTING=True), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def _article(name: str, value: str) -> search.Article:
    text = f"سوتشي {value} قال {value} إن القول {value} نهاية في 24 من كانون الثاني 2017"
    return make_article(
        f"h-{name}",
        f"سوتشي {value}",
        f"{text}\n\n{value}",
        "2021-01-26",
        value,
        (value,),
        (f"مكان {value}",),
        (f"جهة {value}",),
        (("24 من كانون الثاني 2017", "2017-01-24", "2017-01-24"),),
        author=value,
        captions=(f"صورة {value}",),
        boilerplate=(value,),
        said=((value, "قال", "القول"),),
        agencies=(value,),
        dateline=f"مكان {value}",
    )


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(chromium, request):
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=request.param)
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    yield page
    context.close()


PLACES = {
    "home": "/",
    "results": "/search?q=سوتشي",
    "query": "/search?q={value}",
    "filters": "/search?q=سوتشي&person={value}&place.not={value}&source.all={value}",
    "other parameters": "/search?q=سوتشي&from={value}&level={value}&after={value}&{value}={value}&lang={value}",
    "article": "/article/h-all?q={value}",
    "versions": "/article/h-all/versions?with={value}",
    "facet": "/facet/person?q=سوتشي&prefix={value}",
    "person": "/entity/person/{value}",
    "concordance": "/concordance?q={value}",
    "comparison": "/compare?q={value}&q=سوتشي",
    "record": "/record?q={value}",
    "nowhere": "/{value}",
}

EXPECTED = {"versions": {200, 404}, "nowhere": {404}, "person": {200, 404}}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_hostile_values_stay_text_and_turn_nothing_beside_them(page, hostile_server, place, lang):
    for value in HOSTILE.values():
        address = PLACES[place].replace("{value}", urllib.parse.quote(value, safe=""))
        address += ("&" if "?" in address else "?") + f"lang={lang}" if "lang=" not in address else ""
        answer = page.goto(hostile_server + urllib.parse.quote(address, safe="/?&=%.:"))
        assert answer.status in EXPECTED.get(place, {200})
        assert page.evaluate(IS_TEXT)
        assert page.evaluate(TURNED) == []
        assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(page.title())


def test_the_check_of_directions_sees_what_leaks(chromium, hostile_server):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{hostile_server}/search?q={urllib.parse.quote('سوتشي')}")
    page.evaluate(
        """() => {
          const line = document.createElement("p");
          line.innerHTML = "<span>\\u202e leak</span> <time>26 \\u064a\\u0646\\u0627\\u064a\\u0631 2021</time>";
          document.querySelector("main").append(line);
        }"""
    )
    assert page.evaluate(TURNED) != []
    context.close()


def test_a_hostile_name_that_is_suggested_stays_text(chromium, hostile_server):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(hostile_server)
    page.locator("#q").press_sequentially("مكان")
    page.get_by_role("option").first.wait_for()
    assert page.get_by_role("option").filter(has_text="<img").count() > 0
    assert page.evaluate(IS_TEXT)
    assert page.evaluate(TURNED) == []
    context.close()
