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


def test_the_style_sheet_names_physical_sides_nowhere_but_where_the_text_decides_the_side() -> None:
    sheet = (Path(web.__file__).parent / "static" / "fihris.css").read_text(encoding="utf-8")
    sides = re.findall(r"^.*(?:margin|padding|border)-(?:left|right)\s*:.*$|^.*float: (?:left|right).*$", sheet, re.M)
    assert sides == []
    assert "!important" not in sheet
    assert "@import" not in sheet
    assert "url(" not in sheet


def test_every_kind_of_name_that_may_be_suggested_has_a_name_of_its_own(client: FlaskClient) -> None:
    with client.application.test_request_context("/?lang=ar"):
        kinds = suggestion_kinds()
    assert set(kinds) <= {*search.TERM_FACETS, "title"}
    assert all(re.search("[ء-ي]", label) for label in kinds.values())
