"""What a page loads beside itself: small, ours, and nothing forgotten."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import search
import web
from web.assets import ENTRY, MODULES, SCRIPTS, suggestion_kinds

MOST_SCRIPT_BYTES = 15_000
IMPORTED = re.compile(r'from "\./([\w-]+\.js)"')


def test_the_javascript_is_small() -> None:
    assert sum(path.stat().st_size for path in SCRIPTS.glob("*.js")) < MOST_SCRIPT_BYTES


def test_modules_import_each_other_alone_and_none_lies_about_unused() -> None:
    imported = {name for path in SCRIPTS.glob("*.js") for name in IMPORTED.findall(path.read_text(encoding="utf-8"))}
    assert imported == set(MODULES)
    assert ENTRY not in MODULES


@pytest.mark.parametrize("path", sorted(SCRIPTS.glob("*.js")), ids=lambda path: path.name)
def test_a_module_says_what_it_is_for_and_makes_no_markup_of_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("// ")
    assert not re.search(r"innerHTML|outerHTML\s*=|insertAdjacentHTML|document\.write|\beval\b|new Function", text)
    assert not re.search(r"https?://", text)


def test_every_page_loads_the_entry_and_names_the_modules_in_advance(client: FlaskClient) -> None:
    for address in ("/", "/search?q=سوتشي", "/article/a01", "/nowhere"):
        page = client.get(address).get_data(as_text=True)
        assert f'<script type="module" src="/static/js/{ENTRY}"></script>' in page
        for name in MODULES:
            assert f'<link rel="modulepreload" href="/static/js/{name}">' in page


SHEETS = sorted((Path(web.__file__).parent / "static" / "css").glob("*.css"))


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_a_style_sheet_names_physical_sides_nowhere_but_where_the_text_decides_the_side(path: Path) -> None:
    sheet = path.read_text(encoding="utf-8")
    sides = re.findall(r"^.*(?:margin|padding|border)-(?:left|right)\s*:.*$|^.*float: (?:left|right).*$", sheet, re.M)
    assert sides == []
    assert "!important" not in sheet
    assert "@import" not in sheet
    assert "url(" not in sheet


def test_no_rule_of_a_style_sheet_is_for_nothing() -> None:
    root = Path(web.__file__).parent
    made = "\n".join(
        path.read_text(encoding="utf-8") for path in (*root.rglob("*.html"), *root.rglob("*.py"), *root.rglob("*.js"))
    )
    written = {
        name
        for path in SHEETS
        for name in re.findall(r"\.([a-z][a-z0-9-]+)(?=[^{}]*\{)", path.read_text(encoding="utf-8"))
    }
    # Names put together of two parts, such as `name-person` and `series-1`, are known by the first.
    unknown = {name for name in written if name not in made and name[: name.rindex("-") + 1 or None] not in made}
    assert unknown == set()


def test_every_kind_of_name_that_may_be_suggested_has_a_name_of_its_own(client: FlaskClient) -> None:
    with client.application.test_request_context("/?lang=ar"):
        kinds = suggestion_kinds()
    assert set(kinds) <= {*search.TERM_FACETS, "title"}
    assert all(re.search("[ء-ي]", label) for label in kinds.values())
