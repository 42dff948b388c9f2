"""The documentation names everything that may be relied on, and the files it sends readers to exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import fihris
import search
from web import create_app
from web.search_state import SEARCH_PARAMETERS

ROOT = Path(__file__).resolve().parents[2]
API = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(fihris.main.commands))
def test_every_command_is_documented_and_has_help(command):
    assert f"| `{command}" in API
    assert fihris.main.commands[command].help


@pytest.mark.parametrize("parameter", [name for name in SEARCH_PARAMETERS if not name.endswith((".all", ".not"))])
def test_every_parameter_is_documented(parameter):
    assert f"`{parameter}`" in API


def test_every_route_is_documented():
    rules = [rule.rule for rule in create_app("index").url_map.iter_rules() if rule.endpoint != "static"]
    known = API.replace("KEY", "").replace("NAME", "").replace("KIND", "")
    assert [rule for rule in rules if re.sub("<[^>]*>", "", rule) not in known and "<extension>" not in rule] == []


@pytest.mark.parametrize("document", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_links_and_named_files_exist(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", text):
        assert (ROOT / target).exists(), f"{document} links to {target}"
    for path in re.findall(r"`((?:search|indexer|web|tests|docs|benches)/[\w/.]+)`", text):
        assert (ROOT / path).exists(), f"{document} names {path}"


def test_every_public_name_of_the_facade_exists_and_is_sorted():
    assert sorted(search.__all__, key=lambda name: (name.upper() != name, name.lower() == name, name)) == search.__all__
    assert all(hasattr(search, name) for name in search.__all__)
